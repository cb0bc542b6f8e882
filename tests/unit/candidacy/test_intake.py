"""What an intake accepts, refuses and says about it."""

import json

import pytest

from kneewise.candidacy.intake import Conditions, Intake
from kneewise.errors import InputError, InputErrors, TooLargeError

REFUSED = [
    ({"age": 150}, "age", "between 18 and 110"),
    ({"age": -4}, "age", "between 18 and 110"),
    ({"age": 52.5}, "age", "whole number"),
    ({"age": "old"}, "age", "not a number"),
    ({"age": float("nan")}, "age", "not a number"),
    ({"pain_now": 11}, "pain_now", "between 0 and 10"),
    ({"agee": 52}, "agee", "Did you mean “age”"),
    ({"conditions": {"diabets": True}}, "conditions, diabets", "Did you mean “diabetes”"),
    ({"conditions": ["diabets"]}, "conditions", "Did you mean “diabetes”"),
    ({"tried": [{"treatment": "bmacc"}]}, "tried, entry 1, treatment", "Did you mean “bmac”"),
    ({"tried": [{"treatmnt": "bmac"}]}, "tried, entry 1, treatmnt", "Did you mean “treatment”"),
    ({"tried": 5}, "tried", "list of entries"),
    ({"medicines": {"nsaid": "perhaps"}}, "medicines, nsaid", "“yes”, “no” or “unknown”"),
    ({"kl_grade": 0, "xray_words": "bone-on-bone"}, "kl_grade", "X-ray"),
    ({"height_cm": 170, "weight_kg": 80, "bmi": 40}, "bmi", "27.7"),
    ({"pain_now": 7, "pain_worst": 3}, "pain_worst", "cannot be less"),
    ({"sex": "male", "conditions": ["pregnancy"]}, "conditions, pregnancy", "male"),
    ({"age": 81, "conditions": ["pregnancy"]}, "conditions, pregnancy", "81"),
    ({"xray_words": "mild", "xray_done": "no"}, "xray_done", "how the X-ray looked"),
    ({"stiff_knee": "no", "flexion_degrees": 80}, "stiff_knee", "80 degrees"),
    ({"age": 20, "symptom_months": 500}, "symptom_months", "longer than a life"),
    ({"conditions": {"diabetes": False, "diabetes_not_controlled": True}}, "conditions, diabetes", "diabetes"),
    ({"medicines": {"anticoagulant": False, "warfarin": True}}, "medicines, anticoagulant", "warfarin"),
    ({"injection_weeks_ago": "never", "injection_kind": "cs"}, "injection_weeks_ago", "never"),
    ({"country": False}, "country", "not one of the answers"),
    ({"goal_in_own_words": "x" * 501}, "goal_in_own_words", "500"),
    (["age"], "The file about you", "kneewise interview"),
    (None, "The file about you", "kneewise interview"),
]


@pytest.mark.parametrize(("answers", "field", "words"), REFUSED, ids=[f"{r[1]}-{i}" for i, r in enumerate(REFUSED)])
def test_refusals_name_field_and_remedy(answers, field, words):
    with pytest.raises(InputError) as error:
        Intake.read(answers)
    assert error.value.field == field
    assert words in str(error.value)


def test_all_problems_are_named_at_once_and_in_spanish():
    with pytest.raises(InputErrors) as error:
        Intake.read({"language": "es", "age": 150, "pain_now": 12})
    assert [e.field for e in error.value.errors] == ["age", "pain_now"]
    assert "debe estar entre 18 y 110" in str(error.value)


def test_unknown_is_an_answer_everywhere():
    names = {name: "unknown" for name in Intake.model_fields if name not in {"language", "goal_in_own_words", "values"}}
    intake = Intake.read(names)
    assert intake.value("age") is None
    assert intake.value("conditions.diabetes") is None
    assert intake.to_dict()["conditions"]["diabetes"] == "unknown"
    assert Intake.read(intake.to_dict()) == intake


def test_a_list_of_conditions_says_no_to_the_rest_and_a_group_does_not():
    listed = Intake.read({"conditions": ["diabetes"]})
    grouped = Intake.read({"conditions": {"diabetes": "yes"}})
    assert listed.conditions.diabetes is grouped.conditions.diabetes is True
    assert listed.conditions.cancer_now is False
    assert grouped.conditions.cancer_now is None
    none = Intake.read({"conditions": "none"}).conditions
    assert not any(getattr(none, name) for name in Conditions.model_fields)


@pytest.mark.parametrize(
    ("answers", "possible", "point"),
    [
        ({"xray_words": "mild"}, (1, 2), 2),
        ({"xray_words": "severe"}, (3, 4), 4),
        ({"xray_words": "Bone on bone"}, (4,), 4),
        ({"xray_words": "severe", "kl_grade": 3}, (3,), 3),
        ({"kl_grade": "unknown"}, None, None),
    ],
)
def test_words_of_an_xray_report_stand_for_grades(answers, possible, point):
    intake = Intake.read(answers)
    assert intake.kl_possible == possible
    assert intake.kl_point == point


def test_bmi_comes_from_height_and_weight():
    assert Intake.read({"height_cm": 170, "weight_kg": 86.7}).bmi_known == pytest.approx(30.0)
    assert Intake.read({"height_cm": 170}).bmi_known is None


def test_names_people_use_become_codes():
    intake = Intake.read(
        {"tried": [{"treatment": "gel shots"}], "offers": [{"treatment": "stem cells", "price": "5000"}]}
    )
    assert intake.tried[0].treatment == "ha"
    assert intake.offers[0].treatment == "stem_cell_injection"
    assert intake.offers[0].price == 5000


BAD_FILES = {
    "binary": (b"\x00\x01\x02", "not a text file"),
    "latin": ("name: año".encode("latin-1"), "not a text file"),
    "broken": (b"age: [1,", "not valid YAML"),
    "twice": (b"age: 52\nage: 53\n", "answered twice"),
    "object": (b"!!python/object/apply:os.system ['true']", "not valid YAML"),
    "deep": (b"[" * 100_000, "not valid YAML"),
    "empty": (b"", "not answers"),
    "text": (b"hello", "not answers"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_files_that_cannot_be_used(tmp_path, name):
    content, words = BAD_FILES[name]
    path = tmp_path / "person.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        Intake.from_yaml(path)


def test_missing_folder_and_huge_files(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        Intake.from_yaml(tmp_path / "nobody.yaml")
    with pytest.raises(InputError, match="is a folder"):
        Intake.from_yaml(tmp_path)
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(2_000_000_000)  # a sparse file: no disk is used, nothing is read
    with pytest.raises(TooLargeError, match="1000 kB"):
        Intake.from_yaml(huge)


def test_json_is_read_too_and_the_schema_is_json(tmp_path):
    path = tmp_path / "person.json"
    path.write_text(json.dumps({"age": 62, "conditions": {"diabetes": True}}))
    assert Intake.from_yaml(path).age == 62
    schema = json.loads(json.dumps(Intake.model_json_schema()))
    assert schema["properties"]["age"]["anyOf"][0] == {"type": "integer", "minimum": 18, "maximum": 110}
