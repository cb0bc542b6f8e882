"""The interview: complete, in both languages, and the terminal that asks it."""

import json

import pytest
import yaml
from click.testing import CliRunner

from kneewise import words
from kneewise.candidacy import logic, treatments
from kneewise.candidacy.fields import UNKNOWN
from kneewise.candidacy.intake import Intake
from kneewise.candidacy.interview import applies, default_currency, load_interview, put, questions
from kneewise.candidacy.rules import load_rules
from kneewise.cli.main import cli
from kneewise.errors import InputError

QUESTIONS = {q.key: q for q in load_interview()}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_question_help_and_option_has_words(language):
    for question in load_interview():
        needed = [question.words, question.help, f"section-{question.section}"]
        if question.kind in {"ticks", "weights", "choice", "several"}:
            needed += [question.option_words(option) for option in question.options]
        for message in needed:
            assert words.has(message, language), message
    for code in treatments.SCREENED + treatments.CODES:
        assert treatments.name(code, language)


def test_the_short_path_is_warning_signs_age_xray_pain_and_offer():
    assert [q.key for q in questions("short")] == ["red-flags", "age", "xray-words", "pain-now", "offer"]
    assert [q for q in questions("long") if q.short] == list(questions("short"))


def test_the_interview_reaches_every_answer_that_a_rule_reads():
    reached = set()
    for question in load_interview():
        if question.kind == "ticks":
            reached |= {f"{question.field}.{option}" for option in question.options}
        elif question.kind == "several":
            reached |= {f"goals.{option}" for option in question.options}
        else:
            reached.add(question.field)
    derived = {"kl": "kl_grade", "bmi": "height_cm", "failed_treatments": "tried"}
    for rule in load_rules():
        for field in logic.fields_of(rule.condition):
            assert derived.get(field, field) in reached, (rule.rule_id, field)


def test_putting_and_taking_back_answers():
    answers = put({}, QUESTIONS["infections"], ["infection_now"])
    assert answers["conditions"]["infection_now"] is True
    assert answers["conditions"]["hiv_or_hepatitis"] is False
    answers = put(answers, QUESTIONS["organs"], UNKNOWN)
    assert answers["conditions"]["diabetes"] == UNKNOWN
    assert answers["conditions"]["infection_now"] is True
    answers = put(answers, QUESTIONS["organs"], None)
    assert "diabetes" not in answers["conditions"]
    assert put(put({}, QUESTIONS["age"], 52), QUESTIONS["age"], None) == {}
    assert put({}, QUESTIONS["diabetes-control"], True) == {"conditions": {"diabetes_not_controlled": True}}
    assert put({}, QUESTIONS["values"], UNKNOWN)["values"]["safety"] == UNKNOWN


@pytest.mark.parametrize(
    ("key", "answers", "asked"),
    [
        ("pregnancy", {}, True),
        ("pregnancy", {"sex": "male"}, False),
        ("pregnancy", {"sex": "female", "age": 74}, False),
        ("pregnancy", {"sex": "female", "age": 40}, True),
        ("warfarin", {"medicines": "none"}, False),
        ("warfarin", {"medicines": ["anticoagulant"]}, True),
        ("xray-done", {"xray_words": "mild"}, False),
        ("xray-done", {"xray_words": "unknown"}, True),
        ("injection-kind", {"injection_weeks_ago": "never"}, False),
        ("injection-kind", {"injection_weeks_ago": 5}, True),
    ],
)
def test_prerequisites(key, answers, asked):
    assert applies(QUESTIONS[key], answers) is asked


def test_currencies_follow_the_country():
    assert [default_currency(c) for c in ("ES", "UK", "US", None, "unknown")] == ["EUR", "GBP", "USD", "USD", "USD"]


def run(tmp_path, typed, *options):
    path = tmp_path / "person.yaml"
    result = CliRunner().invoke(cli, ["interview", "--out", str(path), *options], input=typed)
    return result, path


def test_the_short_path_in_the_terminal(tmp_path):
    # no warning sign · an age that is refused, then 52 · moderate · pain 4 · bone marrow for 4800, usual currency
    result, path = run(tmp_path, "0\nold\n152\n52\n3\n4\n10\n4800\n\n", "--short")
    assert result.exit_code == 0, result.output
    assert "not a number" in result.output
    assert "between 18 and 110" in result.output
    intake = Intake.from_yaml(path)
    assert (intake.age, intake.xray_words, intake.pain_now) == (52, "moderate", 4)
    assert intake.red_flags.fever is False
    assert intake.to_dict()["offers"] == [{"treatment": "bmac", "price": 4800, "currency": "USD"}]


def test_back_dont_know_leave_out_and_stop(tmp_path):
    # 2 warning signs, age 60, back, age unknown, X-ray left out, stop
    result, path = run(tmp_path, "1, 2\n60\n<\n?\n\nq\n", "--short")
    assert result.exit_code == 0, result.output
    answers = yaml.safe_load(path.read_text())
    assert answers["age"] == UNKNOWN
    assert answers["red_flags"]["fever"] is True
    assert answers["red_flags"]["locked_knee"] is False
    assert "xray_words" not in answers


def test_the_long_path_in_spanish_to_its_end(tmp_path):
    answers = {
        "red-flags": "0",
        "age": "63",
        "sex": "1",
        "country": "es",
        "tried": "1,7\ns\nn",
        "diagnosis": "1",
        "xray-words": "3",
        "xray-done": None,
        "kl-grade": "3",
        "injection-when": "never",
        "injection-kind": None,
        "medicines": "1",
        "warfarin": "n",
        "organs": "0",
        "diabetes-control": None,
        "pregnancy": None,
        "offer": "0",
        "goals": "1,3",
        "goal-words": "andar por el monte",
        "values": "8\n7\n9\n?\n\n\n5",
    }
    typed = [answers.get(q.key, "?") for q in questions("long") if answers.get(q.key, "?") is not None]
    result, path = run(tmp_path, "\n".join(typed) + "\n", "--language", "es")
    assert result.exit_code == 0, result.output
    assert "¿Qué edad tiene?" in result.output
    intake = Intake.from_yaml(path)
    assert [(t.treatment, t.helped) for t in intake.tried] == [("exercise", True), ("cs", False)]
    assert intake.goals == ("walk", "sleep")
    assert intake.values.safety == 9
    assert intake.values.evidence == 5
    assert intake.offers == ()
    assert intake.medicines.warfarin is False


def test_nothing_is_written_when_nothing_is_said_or_the_input_ends(tmp_path):
    result, path = run(tmp_path, "q\n")
    assert result.exit_code == 0
    assert not path.exists()
    result, path = run(tmp_path, "0\n52\n")  # the terminal closes in the middle
    assert result.exit_code != 0
    assert list(tmp_path.iterdir()) == []


def test_bad_choices_are_asked_again(tmp_path):
    result, path = run(tmp_path, "99\n1,0\nperhaps\n0\nq\n", "--short")
    assert result.output.count("choose from the numbers") == 3
    assert Intake.from_yaml(path).red_flags.fever is False


def test_a_file_is_not_overwritten_unless_asked(tmp_path):
    path = tmp_path / "person.yaml"
    path.write_text("age: 40\n")
    result, _ = run(tmp_path, "0\nq\n")
    assert isinstance(result.exception, InputError)
    assert path.read_text() == "age: 40\n"
    result, _ = run(tmp_path, "0\nq\n", "--overwrite")
    assert result.exit_code == 0
    assert "red_flags" in path.read_text()
    result = CliRunner().invoke(cli, ["interview", "--out", str(tmp_path / "no" / "p.yaml")])
    assert isinstance(result.exception, InputError)


def test_schema_of_the_intake():
    result = CliRunner().invoke(cli, ["schema", "intake"])
    schema = json.loads(result.output)
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(Intake.model_fields)


def test_schema_of_the_report():
    schema = json.loads(CliRunner().invoke(cli, ["schema", "report"]).output)
    assert schema["type"] == "object"
    assert "screening" in schema["properties"]
