"""What follows from whole people: the five examples and the corners."""

import json
from pathlib import Path

import pytest

from kneewise.candidacy import treatments
from kneewise.candidacy.intake import Intake
from kneewise.candidacy.screen import RESULTS, screen

EXAMPLES = Path(__file__).parents[3] / "examples"


def example(name, **options):
    return screen(Intake.from_yaml(EXAMPLES / f"{name}.yaml"), **options)


def ids(screening, treatment):
    return {reason.rule_id for reason in screening.result(treatment).reasons}


def test_mild_osteoarthritis_leaves_exercise_possible_and_replacement_for_discussion():
    found = example("mild_oa_52")
    assert found.red_flags == ()
    assert found.result("exercise").result == "possible"
    assert found.result("tka").result == "discuss_first"
    assert {"rule_022", "rule_084"} <= ids(found, "tka")
    assert "rule_010" in ids(found, "bmac")
    assert found.result("bmac").result == "discuss_first"  # guidelines: research only


def test_severe_with_diabetes_and_anticoagulant():
    found = example("severe_oa_74")
    assert {"rule_003", "rule_007", "rule_009", "rule_040"} <= ids(found, "bmac")
    assert {"rule_020", "cand_surgery_thinners"} <= ids(found, "tka")
    assert {"rule_070", "rule_077"} <= ids(found, "tka")
    assert "rule_069" in ids(found, "cs")
    assert "rule_066" in ids(found, "cs")
    assert "rule_076" in ids(found, "nsaid_oral")


def test_meniscus_tear_in_an_athlete():
    found = example("meniscus_tear_38")
    assert {"rule_012", "rule_027"} <= ids(found, "bmac")
    assert "cand_arthroscopy_trauma" in ids(found, "arthroscopy")


def test_cancer_history_asks_to_speak_with_the_cancer_doctor_and_does_not_rule_out():
    found = example("cancer_history_63")
    assert "rule_008" in ids(found, "bmac")
    assert found.result("bmac").result == "discuss_first"
    assert "cand_prp_cancer" in ids(found, "prp")


def test_hot_swollen_knee_with_fever_comes_first_and_stops_whatever_enters_the_knee():
    found = example("hot_swollen_knee_67")
    assert found.red_flags[0].urgency == "now"
    assert found.red_flags[0].rule_id in {"flag_septic", "flag_after_injection"}
    for code in treatments.SCREENED:
        expected = "not_now" if code in treatments.GROUPS["invasive"] else "discuss_first"
        assert found.result(code).result == expected, code


def test_active_cancer_and_infection_rule_out():
    found = screen(Intake.read({"conditions": ["cancer_now", "infection_now"]}))
    assert found.result("bmac").result == "not_now"
    assert found.result("tka").result == "not_now"
    assert found.result("exercise").result == "possible"


def test_knowing_nothing_is_not_a_clearance():
    found = screen(Intake())
    assert found.red_flags == ()
    for code in treatments.GROUPS["invasive"]:
        result = found.result(code)
        assert result.result == "discuss_first"
        assert "not_now" in result.could_become
        assert not result.settled
    assert found.find_out_first[0].could_rule_out


def test_everything_known_and_nothing_wrong_settles_exercise():
    known = {"red_flags": "none", "conditions": "none", "medicines": "none", "age": 60}
    result = screen(Intake.read(known)).result("exercise")
    assert (result.result, result.could_become, result.settled) == ("possible", ("possible",), True)


def test_a_question_names_field_reasons_and_treatments():
    found = screen(Intake.read({"red_flags": "none", "conditions": {"infection_now": "unknown"}}))
    question = next(q for q in found.find_out_first if q.field == "conditions.infection_now")
    assert question.could_rule_out
    assert "rule_005" in question.rule_ids
    assert "tka" in question.treatments
    assert "conditions.infection_now" in found.result("prp").find_out_first


@pytest.mark.parametrize("language", ["en", "es"])
def test_to_dict_is_json_with_sources_everywhere(language):
    data = json.loads(json.dumps(example("severe_oa_74", language=language).to_dict()))
    assert data["language"] == language
    assert [t["treatment"] for t in data["treatments"]] == list(treatments.SCREENED)
    for treatment in data["treatments"]:
        assert treatment["result"] in RESULTS
        for reason in treatment["reasons"]:
            assert reason["words"]
            assert reason["source"]["title"]
            assert reason["source"]["location"]


def test_spanish_is_spanish():
    assert "infección" in example("hot_swollen_knee_67", language="es").red_flags[0].words


@pytest.mark.parametrize("answers", [{"sex": "male"}, {"age": 74}])
def test_pregnancy_is_no_open_question_where_it_cannot_be(answers):
    assert "conditions.pregnancy" not in {q.field for q in screen(Intake.read(answers)).find_out_first}
    assert "conditions.pregnancy" in {q.field for q in screen(Intake()).find_out_first}


def test_the_nearest_to_certain_an_all_clear_can_be():
    """Asked and well: exercise, gel and brace are possible; cells are not, since guidelines say research only."""
    person = Intake.from_yaml(EXAMPLES / "mild_oa_52.yaml")
    results = {r.treatment: r.result for r in screen(person).treatments}
    assert results["exercise"] == results["nsaid_topical"] == results["brace"] == "possible"
    assert {results[code] for code in treatments.GROUPS["cells"]} == {"discuss_first"}
