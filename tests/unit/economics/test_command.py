"""`kneewise economics` and the options file it reads."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kneewise.cli.economics import command
from kneewise.economics.files import read_options
from kneewise.errors import InputError
from kneewise.outlook.results import BenefitAt, OptionForecast, Outlook
from kneewise.quantities import Estimate, Interval, NaturalFrequency

EXAMPLES = Path(__file__).parents[3] / "examples"
OPTIONS = """
- treatment: bmac
  name: My clinic's cells
  effects: [{week: 13, mean: -8, se: 3}, {week: 52, mean: -6, se: 4}]
  price: {value: 5000, low: 4000, high: 6000, source: quote}
  harms: [{event: infection, probability: 0.001, se: 0.0005, weeks_at_worst: 8}]
  courses: 2
  weeks_between_courses: 52
- {treatment: tka, replaces_knee: yes}
- {treatment: my own idea, effects: [{week: 13, mean: -2, se: 2}]}
"""


@pytest.fixture
def options(tmp_path):
    path = tmp_path / "options.yaml"
    path.write_text(OPTIONS)
    return path


def run(*arguments):
    return CliRunner().invoke(command, [str(a) for a in arguments], catch_exceptions=False)


def test_prints_a_table_the_limits_and_the_sources(options):
    result = run(EXAMPLES / "severe_oa_74.yaml", "--options", options, "--draws", 100)
    assert result.exit_code == 0
    assert "My clinic's cells" in result.output
    assert "my own idea" in result.output
    assert "do not tell you what to choose" in result.output
    assert "Social Security" in result.output
    assert "facts:utilities_008" in result.output


def test_speaks_spanish(options):
    result = run(EXAMPLES / "severe_oa_74.yaml", "--options", options, "--draws", 100, "--language", "es")
    assert "no le dicen qué elegir" in result.output
    assert "Prótesis total de rodilla" in result.output


def test_json_holds_everything(options):
    result = run(
        EXAMPLES / "mild_oa_52.yaml", "--options", options, "--draws", 100, "--json", "--perspective", "patient",
        "--country", "US", "--discount", 0, "--continuous", "--horizon", 10, "--after", "stop",
    )  # fmt: skip
    found = json.loads(result.output)
    assert found["perspective"] == "patient"
    assert found["horizon_years"] == 10
    assert found["discounting"] == {"costs": 0, "qalys": 0, "convention": "continuous"}
    assert {"acceptability", "frontier", "value_of_information", "parameters", "limits"} <= set(found)


def test_without_a_file_the_effects_are_those_of_the_forecast(monkeypatch):
    asked = []

    def forecast(person, dataset):
        asked.append(person)
        nobody = NaturalFrequency(0, 0, 0)
        relief = Estimate(-9.0, "points", ci=Interval(-14.0, -4.0))
        pain = BenefitAt(26, "pain", relief, relief, relief, nobody, nobody, None, 0.5)
        option = OptionForecast("bmac", "Marrow cells", "cell_therapy", "saline", "trials", 3, 90, benefits=(pain,))
        return Outlook(person, (option,), {}, None, None, (), {})

    monkeypatch.setattr("kneewise.outlook.forecast", forecast)
    result = run(EXAMPLES / "mild_oa_52.yaml", "--draws", 100, "--json")
    found = json.loads(result.output)
    assert [person.age for person in asked] == [52]
    assert [option["treatment"] for option in found["options"]] == ["no_treatment", "bmac"]
    assert found["options"][1]["extra_qalys"] > 0


def test_options_are_read_whole(options):
    cells, replacement, idea = read_options(options)
    assert [(e.week, e.mean, e.se) for e in cells.effects] == [(13, -8, 3), (52, -6, 4)]
    assert (cells.price.ci.low, cells.price.rule) == (4000, "quote")
    assert (cells.courses, cells.weeks_between_courses, cells.harms[0].event) == (2, 52, "infection")
    assert replacement.replaces_knee
    assert idea.price is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1", "not a list"),
        ("- [1]", "not a list"),
        ("- {name: x}", "treatment is missing"),
        ("- {treatment: x, colour: red}", "colour is not a field"),
        ("- {treatment: x, effects: [{week: 13, mean: much, se: 1}]}", "mean is 'much'"),
        ("- {treatment: x, effects: 3}", "effects is not a list"),
        ("- {treatment: x, price: {value: 5, low: 7, high: 9}}", "outside its range"),
        ("- {treatment: x, price: .nan}", "not a number"),
        ("- {treatment: x, courses: yes}", "not a number"),
        ("\x00", "cannot be read"),
        ("- {treatment: [", "cannot be read"),
    ],
)
def test_a_wrong_options_file_is_refused_by_field(tmp_path, text, says):
    path = tmp_path / "options.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=says):
        read_options(path)


def test_missing_and_huge_files_are_refused(tmp_path):
    with pytest.raises(InputError, match="not a file"):
        read_options(tmp_path / "none.yaml")
    path = tmp_path / "huge.yaml"
    path.write_text("#" * 1_000_001)
    with pytest.raises(InputError, match="larger than"):
        read_options(path)
