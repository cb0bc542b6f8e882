"""The time a report speaks of: one choice, the same in every view."""

import io
import json
import re
from pathlib import Path

import pypdf
import pytest
from jsonschema import validate
from rich.console import Console

from kneewise import words
from kneewise.candidacy.intake import Intake
from kneewise.charts import icon_counts
from kneewise.errors import InputError
from kneewise.quantities import whole
from kneewise.report import as_json, build, print_report, schema, to_html, to_pdf
from kneewise.report.blocks import Pictures, Table
from kneewise.report.voice import HEADLINE_WEEK, TIMES, Voice, week_of

EXAMPLE = Path(__file__).parents[3] / "examples" / "mild_oa_52.yaml"


@pytest.fixture(scope="module", params=[(week, language) for week in TIMES for language in words.LANGUAGES])
def report(request, dataset):
    week, language = request.param
    intake = Intake.read(Intake.from_yaml(EXAMPLE).to_dict() | {"values": {"pain_relief": 8, "cost": 3}})
    return build(intake, dataset, language=language, week=week)


def said(report):
    """The time in the words of the report's language."""
    return words.text(f"report-time-{report.week:g}", report.language)


def flat(text):
    return re.sub(r"\s+", " ", text)


def test_without_a_choice_it_is_six_months(dataset):
    assert build(Intake.read({"age": 60}), dataset).week == HEADLINE_WEEK == 26


def test_sentences_table_and_pictures_name_the_time(report):
    time = said(report)
    assert time in report.section("summary").blocks[0].text
    assert time in report.section("options").blocks[0].caption
    assert time in report.section("options-all").blocks[0].caption
    assert time in report.section("icons").title
    assert time in report.section("harms").blocks[0].text
    assert time in report.section("values").blocks[0].text
    for name in ("icons", "course"):
        pictures = next(b for b in report.section(name).blocks if isinstance(b, Pictures)).pictures
        assert all(time in picture.drawing.alt for picture in pictures)


def test_no_other_time_is_said_where_counts_are(report):
    other = [words.text(f"report-time-{w:g}", report.language) for w in TIMES if w != report.week]
    spoken = [report.section("summary").blocks[0].text, report.section("options").blocks[0].caption]
    spoken += [report.section("icons").title]
    assert not [time for time in other for text in spoken if re.search(rf"(?<!\w){time}", text)]


def test_every_view_has_the_counts_of_that_time(report, dataset):
    """Forecast, table, icons, course, terminal, page, PDF and JSON agree after rounding."""
    voice = Voice(report.language, dataset, report.week)
    outlook = report.raw["outlook"]
    terminal = io.StringIO()
    print_report(report, Console(file=terminal, width=200))
    pdf = pypdf.PdfReader(io.BytesIO(to_pdf(report)))
    views = [terminal.getvalue(), to_html(report), "".join(page.extract_text() for page in pdf.pages)]
    views = [flat(view.replace("&#39;", "'")) for view in views]
    data = json.loads(json.dumps(as_json(report)))
    validate(data, schema())
    assert data["week"] == report.week
    table = next(b for b in report.section("options").blocks if isinstance(b, Table))
    icons = {p.caption: p for b in report.section("icons").blocks if isinstance(b, Pictures) for p in b.pictures}
    courses = {p.caption: p for b in report.section("course").blocks if isinstance(b, Pictures) for p in b.pictures}
    tick = words.text(f"report-tick-{report.week:g}", report.language)
    checked = 0
    beside = [row[0].text for row in table.rows[len(report.raw["chosen"]) :]]
    shams = {outlook.option(code).sham for code in report.raw["chosen"]} - {o.treatment for o in outlook.options}
    assert {voice.name(code) for code in shams} >= set(beside) - {voice.name("no_treatment")}
    assert voice.name("no_treatment") in [row[0].text for row in table.rows]
    for code, row in zip(report.raw["chosen"], table.rows, strict=False):
        benefit, name = outlook.option(code).benefit_at("pain", report.week), voice.name(code)
        if benefit is None:
            continue
        assert row[1].text == voice.frequency(benefit.meaningful)
        solid, hatched, empty = (int(cell) for cell in icons[name].drawing.rows[1])
        assert (solid, hatched, empty) == icon_counts(benefit.meaningful)
        assert (solid, solid + hatched) == (whole(benefit.meaningful.low), whole(benefit.meaningful.high))
        mean = next(r for r in courses[name].drawing.rows if r[0] == tick)[1]
        point = next(p for p in outlook.option(code).course("pain").points if p.week == report.week)
        assert mean == str(whole(point.mean))
        in_json = next(o for o in data["outlook"]["options"] if o["treatment"] == code)
        stored = next(b for b in in_json["benefits"] if (b["outcome"], b["week"]) == ("pain", report.week))
        assert whole(stored["meaningful"]["count"]) == whole(benefit.meaningful.count)
        for sentence in (row[1].text, icons[name].drawing.alt):
            assert all(sentence in view for view in views[1:]), sentence
        assert row[1].text in views[0]
        checked += 1
    assert checked >= 2
    sentence = report.section("summary").blocks[0].text
    assert all(sentence in view for view in views)


def test_the_order_by_values_is_of_that_time(report):
    relief = {f.treatment: f.by_criterion["pain_relief"] for f in report.raw["values"].fits}
    assert sum(score is not None for score in relief.values()) > 10
    for code, score in relief.items():
        benefit = report.raw["outlook"].option(code).benefit_at("pain", report.week)
        assert score == (None if benefit is None else benefit.meaningful.count / 100)


def test_options_whose_trials_were_shorter_are_named(dataset):
    """Trials of a gel ran for 12 weeks: its number for two years does not come from them, and the page says so."""
    intake = Intake.from_yaml(EXAMPLE)
    for week, expected in ((13, False), (104, True)):
        found = build(intake, dataset, chosen=("nsaid_topical", "exercise"), week=week).section("options")
        notes = [b.text for b in found.blocks if "No trial of these lasted" in getattr(b, "text", "")]
        assert bool(notes) == expected
        assert all("exercise" not in note for note in notes)


def test_how_sure_is_judged_for_six_months_and_said_so_elsewhere(dataset):
    intake = Intake.from_yaml(EXAMPLE)
    for week in TIMES:
        texts = [getattr(b, "text", "") for b in build(intake, dataset, week=week).section("options").blocks]
        assert any("was judged for 6 months" in text for text in texts) == (week != HEADLINE_WEEK)


def test_every_harm_says_over_what_time_it_was_counted(report):
    tables = [b for b in report.section("harms").blocks if isinstance(b, Table)]
    assert tables
    assert all(row[-1].text for table in tables for row in table.rows)


@pytest.mark.parametrize("given", ["7", "x", "-26", "26.5", "nan", "inf", "1e999", 0, "2 6", "<b>"])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_another_time_is_refused_with_those_there_are(given, language):
    with pytest.raises(InputError, match="104") as refused:
        week_of(given, language)
    assert words.text("report-time-26", language) in str(refused.value)


@pytest.mark.parametrize(("given", "week"), [(None, 26), ("", 26), ("52", 52), (104, 104), ("6.0", 6)])
def test_a_time_is_read_as_it_is_written(given, week):
    assert week_of(given, "en") == week


@pytest.mark.parametrize(
    ("weeks", "said"), [(26, "6 months"), (1, "1 week"), (12, "12 weeks"), (78, "18 months"), (156, "3 years")]
)
def test_lengths_of_studies_are_said_in_words(dataset, weeks, said):
    assert Voice("en", dataset).span(weeks) == said
