"""The intake as FHIR R4: valid by the published structure, and the same again after the round trip."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from kneewise.candidacy.fields import UNKNOWN, Choice, Number, Text, YesOrNo
from kneewise.candidacy.intake import Intake
from kneewise.errors import InputError
from kneewise.interop.fhir import intake_from_response, questionnaire, questionnaire_response
from kneewise.interop.fhir_intake import LISTS, Node, nodes

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))


def answers(node: Node) -> st.SearchStrategy:
    """Any answer that one question takes."""
    kind = node.kind
    if isinstance(kind, Choice):
        known = st.sampled_from(kind.options)
    elif isinstance(kind, YesOrNo):
        known = st.booleans()
    elif isinstance(kind, Text):
        return st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)
    else:
        assert isinstance(kind, Number)
        whole = st.integers(int(kind.low), int(kind.high))
        known = whole if kind.whole else whole | st.floats(kind.low, kind.high, allow_nan=False)
        if kind.never:
            known |= st.just("never")
    return known | st.just(UNKNOWN)


def group(node: Node) -> st.SearchStrategy:
    return st.fixed_dictionaries({}, optional={child.name: answers(child) for child in node.children})


@st.composite
def intakes(draw) -> dict:
    """Answers in the form of a file, each question on its own; contradictions are the reader's concern, not ours."""
    found = {}
    for node in nodes():
        name = node.link_id
        if name.endswith(".any") or not draw(st.booleans()):
            continue
        if name in LISTS:
            found[name] = draw(st.lists(group(node), max_size=2) | st.just(UNKNOWN))
        elif name == "goals":
            found[name] = draw(st.lists(st.sampled_from(node.kind.options), max_size=3, unique=True) | st.just(UNKNOWN))
        else:
            found[name] = draw(group(node) if node.children else answers(node))
    if draw(st.booleans()):
        found["language"] = draw(st.sampled_from(["en", "es"]))
    return found


def outcome(read: Callable[[], Intake]) -> Intake | str:
    """What was read, or why not."""
    try:
        return read()
    except InputError as refused:
        return str(refused)


@settings(max_examples=40)
@given(intakes())
def test_answers_come_back_the_same(given_answers):
    intake = Intake.model_validate(given_answers)
    response = json.loads(json.dumps(questionnaire_response(intake)))
    QuestionnaireResponse.model_validate(response)
    # Answers that contradict each other are refused on the way back, in the same words.
    assert outcome(lambda: intake_from_response(response)) == outcome(lambda: Intake.read(given_answers))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_example_person_comes_back(path):
    intake = Intake.from_yaml(path)
    response = questionnaire_response(intake)
    QuestionnaireResponse.model_validate(response)
    assert intake_from_response(json.loads(json.dumps(response))) == intake


@pytest.mark.parametrize("language", ["en", "es"])
def test_questionnaire_is_valid_and_names_every_item_of_a_response(language):
    resource = questionnaire(language)
    Questionnaire.model_validate(resource)
    links = {item["linkId"] for item in resource["item"]}
    links |= {child["linkId"] for item in resource["item"] for child in item.get("item", ())}
    for path in EXAMPLES:
        for item in questionnaire_response(Intake.from_yaml(path))["item"]:
            assert item["linkId"] in links
            assert {child["linkId"] for child in item.get("item", ())} <= links


def test_every_field_of_the_intake_is_an_item():
    links = {node.link_id for node in nodes()}
    assert set(Intake.model_fields) - {"language"} <= links


def test_not_knowing_and_not_asking_stay_different():
    response = questionnaire_response(Intake.read({"age": "unknown", "injection_weeks_ago": "never"}))
    age, injection = response["item"]
    assert age["answer"][0]["_valueInteger"]["extension"][0]["valueCode"] == "asked-unknown"
    assert injection["answer"][0]["_valueDecimal"]["extension"][0]["valueCode"] == "not-applicable"
    assert "item" not in questionnaire_response(Intake())


def test_an_empty_list_is_none_and_not_left_out():
    intake = Intake.read({"tried": "none", "offers": "unknown", "goals": "none"})
    back = intake_from_response(questionnaire_response(intake))
    assert (back.tried, back.offers, back.goals) == ((), "unknown", ())


def response(*items):
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": list(items)}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"resourceType": "Patient"}, "resourceType"),
        (response({"linkId": "shoe_size", "answer": [{"valueInteger": 44}]}), "shoe_size"),
        (response({"linkId": "age", "answer": [{"valueString": "old"}]}), "age"),
        (response({"linkId": "age", "answer": [{"valueInteger": True}]}), "age"),
        (response({"linkId": "age", "answer": [{"valueInteger": 60}, {"valueInteger": 61}]}), "age"),
        (response({"linkId": "age", "answer": [{"valueInteger": 60}]}, {"linkId": "age", "answer": []}), "age"),
        (response({"linkId": "age", "answer": [{"valueInteger": 7}]}), "age"),
        (response({"linkId": "age", "answer": "sixty"}), "age"),
        (response({"linkId": "sex", "answer": [{"valueCoding": {"display": "female"}}]}), "sex"),
        (response({"linkId": "age", "answer": [{"_valueInteger": {"extension": [{"url": "x"}]}}]}), "age"),
        (response({"linkId": "goals.any", "answer": [{"valueBoolean": False}]},
                  {"linkId": "goals", "answer": [{"valueCoding": {"code": "walk"}}]}), "goals"),
        ({"resourceType": "QuestionnaireResponse", "item": {"linkId": "age"}}, "item"),
    ],
)  # fmt: skip
def test_a_response_that_cannot_be_used_names_the_item(sent, said):
    with pytest.raises(InputError) as error:
        intake_from_response(sent)
    assert said in str(error.value).lower() or said in error.value.field
    assert error.value.remedy
