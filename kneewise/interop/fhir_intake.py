"""The intake as FHIR R4: Questionnaire, QuestionnaireResponse, and back.

Every field of the intake is one item, linked by its own name (``age``, ``conditions.diabetes``), so that answers from
another program need no table of translation. Types follow the field's kind: number → integer or decimal, yes or no →
boolean, one of several words → choice, free words → text. A list of entries is a repeating group beside a boolean
item ``….any``, because FHIR cannot say "none" of a group. "Don't know" and "never" are data absent reasons
(``asked-unknown``, ``not-applicable``) on the value, so that not knowing and not being asked stay different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from kneewise import words
from kneewise.candidacy import treatments
from kneewise.candidacy.fields import UNKNOWN, Choice, Number, Text, YesOrNo
from kneewise.candidacy.intake import Intake, Offer, Tried
from kneewise.candidacy.interview import Question, load_interview
from kneewise.candidacy.vocabulary import GOALS
from kneewise.errors import InputError

# A name that can never be an address (RFC 2606): the questionnaire is known by it, nobody is called by it.
BASE = "https://kneewise.invalid/fhir"
QUESTIONNAIRE = f"{BASE}/Questionnaire/intake"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ASKED_UNKNOWN, NEVER = "asked-unknown", "not-applicable"
UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
LIMIT = {
    "low": "http://hl7.org/fhir/StructureDefinition/minValue",
    "high": "http://hl7.org/fhir/StructureDefinition/maxValue",
}
# LOINC codes of the questions that have one (loinc.org): age, height, weight, body mass index, pain 0-10.
LOINC = {"age": "30525-0", "height_cm": "8302-2", "weight_kg": "29463-7", "bmi": "39156-5", "pain_now": "72514-3"}
# UCUM units by the ending of a field's name, and of the field that does not end so.
UNITS = {
    "_cm": "cm", "_kg": "kg", "_months": "mo", "months_ago": "mo", "weeks_ago": "wk", "_minutes": "min",
    "_degrees": "deg", "bmi": "kg/m2", "age": "a",
}  # fmt: skip
LISTS: dict[str, type[BaseModel]] = {"tried": Tried, "offers": Offer}
VALUE = {
    "integer": "valueInteger", "decimal": "valueDecimal", "boolean": "valueBoolean", "choice": "valueCoding",
    "text": "valueString",
}  # fmt: skip
PRIMITIVES = ("integer", "decimal", "boolean", "text")


@dataclass(frozen=True, slots=True)
class Node:
    """One item of the questionnaire: its ``link_id``, FHIR ``type``, and what the field's kind allows."""

    link_id: str
    type: str
    kind: Choice | Number | Text | YesOrNo | None = None
    repeats: bool = False
    children: tuple[Node, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the link: the field's name in its group."""
        return self.link_id.rpartition(".")[2]


def _leaf(link_id: str, kind: Any, repeats: bool = False) -> Node:
    types = {Choice: "choice", YesOrNo: "boolean", Text: "text"}
    found = ("integer" if kind.whole else "decimal") if isinstance(kind, Number) else types[type(kind)]
    return Node(link_id, found, kind, repeats)


def _kind(model: type[BaseModel], name: str) -> Any:
    """The kind of answer behind a field; None where the field is a group or a list."""
    field = model.model_fields[name]
    kinds = (Choice, Number, Text, YesOrNo)
    return next((m for m in field.metadata if isinstance(m, kinds)), None)


def _children(prefix: str, model: type[BaseModel]) -> tuple[Node, ...]:
    return tuple(_leaf(f"{prefix}.{name}", _kind(model, name)) for name in model.model_fields)


@cache
def nodes() -> tuple[Node, ...]:
    """Every item, in the order of the intake. The language is the resource's own."""
    found: list[Node] = []
    for name, field in Intake.model_fields.items():
        kind = _kind(Intake, name)
        if name == "language":
            continue
        if name in LISTS:
            found += [
                Node(f"{name}.any", "boolean", YesOrNo()),
                Node(name, "group", None, True, _children(name, LISTS[name])),
            ]
        elif name == "goals":
            found += [Node("goals.any", "boolean", YesOrNo()), _leaf("goals", Choice(GOALS), repeats=True)]
        elif kind is not None:
            found.append(_leaf(name, kind))
        else:
            model = field.annotation
            assert isinstance(model, type), f"{name} has no kind of answer"
            assert issubclass(model, BaseModel), f"{name} has no kind of answer"
            found.append(Node(name, "group", None, False, _children(name, model)))
    return tuple(found)


# ---- Questionnaire


@cache
def _asked() -> dict[str, Question]:
    return {q.field: q for q in load_interview()}


def _words(node: Node, language: str) -> str:
    """The interview's words for an item; a field that is never asked is named as it is called."""
    group, _, item = node.link_id.partition(".")
    candidates = [_asked()[node.link_id].words] if node.link_id in _asked() else []
    candidates.append(f"ask-{group}-{item}".replace("_", "-").replace(".", "-"))
    found = next((key for key in candidates if words.has(key, language)), None)
    return words.text(found, language) if found else node.link_id.replace("_", " ").replace(".", ": ")


def _option(node: Node, code: str, language: str) -> dict[str, Any]:
    key = f"option-{node.name}-{code}".replace("_", "-").replace(".", "-").lower()
    coding = {"system": f"{BASE}/CodeSystem/{node.name}", "code": code}
    if code in treatments.CODES:
        coding["display"] = treatments.name(code, language)
    elif words.has(key, language):
        coding["display"] = words.text(key, language)
    return {"valueCoding": coding}


def _item(node: Node, language: str) -> dict[str, Any]:
    item: dict[str, Any] = {"linkId": node.link_id, "text": _words(node, language), "type": node.type}
    if node.repeats:
        item["repeats"] = True
    if node.name in LOINC:
        item["code"] = [{"system": "http://loinc.org", "code": LOINC[node.name]}]
    if isinstance(node.kind, Choice):
        item["answerOption"] = [_option(node, code, language) for code in node.kind.options]
    if isinstance(node.kind, Text):
        item["maxLength"] = node.kind.longest
    if isinstance(node.kind, Number):
        item["extension"] = _limits(node)
    if node.children:
        item["item"] = [_item(child, language) for child in node.children]
    return item


def _limits(node: Node) -> list[dict[str, Any]]:
    """Smallest and largest value, and the unit, as FHIR's own extensions."""
    assert isinstance(node.kind, Number)
    value = VALUE[node.type]
    found: list[dict[str, Any]] = [
        {"url": LIMIT["low"], value: node.kind.low},
        {"url": LIMIT["high"], value: node.kind.high},
    ]
    unit = next((u for ending, u in UNITS.items() if node.name.endswith(ending)), None)
    if unit:
        found.append({"url": UNIT, "valueCoding": {"system": "http://unitsofmeasure.org", "code": unit}})
    return found


def questionnaire(language: str = "en") -> dict[str, Any]:
    """The whole intake as a FHIR R4 Questionnaire, in the interview's words."""
    return {
        "resourceType": "Questionnaire",
        "url": QUESTIONNAIRE,
        "version": Intake.VERSION,
        "name": "KneewiseIntake",
        "title": "kneewise",
        "language": language,
        "status": "active",
        "subjectType": ["Patient"],
        "item": [_item(node, language) for node in nodes()],
    }


# ---- QuestionnaireResponse


def _absent(node: Node, reason: str) -> dict[str, Any]:
    """An answer whose value is absent for a reason; on a primitive the extension sits beside it."""
    extension = {"extension": [{"url": ABSENT, "valueCode": reason}]}
    key = VALUE[node.type]
    return {f"_{key}" if node.type in PRIMITIVES else key: extension}


def _answer(node: Node, value: Any) -> dict[str, Any]:
    if value == UNKNOWN:
        return _absent(node, ASKED_UNKNOWN)
    if value == "never" and isinstance(node.kind, Number):
        return _absent(node, NEVER)
    if node.type == "choice":
        return {"valueCoding": {"system": f"{BASE}/CodeSystem/{node.name}", "code": value}}
    return {VALUE[node.type]: value}


def _response_items(node: Node, given: dict[str, Any]) -> list[dict[str, Any]]:
    """The items of one node for the answers of its group; none where it was not asked."""
    if node.link_id in (f"{name}.any" for name in (*LISTS, "goals")):
        value = given.get(node.link_id.partition(".")[0])
        if value is None:
            return []
        return [{"linkId": node.link_id, "answer": [_answer(node, value if value == UNKNOWN else bool(value))]}]
    value = given.get(node.name)
    if value is None or (node.repeats and value == UNKNOWN):
        return []
    if node.type == "group":
        entries = value if node.repeats else [value]
        return [_group(node, entry) for entry in entries]
    answers = [_answer(node, v) for v in (value if node.repeats else [value])]
    return [{"linkId": node.link_id, "answer": answers}] if answers else []


def _group(node: Node, entry: dict[str, Any]) -> dict[str, Any]:
    items = [item for child in node.children for item in _response_items(child, entry)]
    return {"linkId": node.link_id} | ({"item": items} if items else {})


def questionnaire_response(intake: Intake) -> dict[str, Any]:
    """The answers as a FHIR R4 QuestionnaireResponse; what was not asked is left out."""
    given = intake.to_dict()
    response: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{QUESTIONNAIRE}|{Intake.VERSION}",
        "status": "completed",
    }
    if intake.language:
        response["language"] = intake.language
    items = [item for node in nodes() for item in _response_items(node, given)]
    return response | ({"item": items} if items else {})


# ---- and back

SEE = "The Questionnaire names every item."


def _need(condition: bool, field: str, problem: str, remedy: str = SEE) -> None:
    if not condition:
        raise InputError(field, problem, remedy)


def _list_of(value: Any, field: str) -> list[dict[str, Any]]:
    """A list of JSON objects; an absent one is empty."""
    if value is None:
        return []
    _need(isinstance(value, list) and all(isinstance(v, dict) for v in value), field, "is not a list of objects")
    return list(value)


def _value(node: Node, answer: dict[str, Any]) -> Any:
    """The value of one answer in the intake's form."""
    key = VALUE[node.type]
    beside = answer.get(f"_{key}") if node.type in PRIMITIVES else answer.get(key)
    if isinstance(beside, dict) and "extension" in beside:
        reasons = [
            str(e.get("valueCode")) for e in _list_of(beside["extension"], node.link_id) if e.get("url") == ABSENT
        ]
        known = {ASKED_UNKNOWN: UNKNOWN, "unknown": UNKNOWN, "asked-declined": None, NEVER: "never"}
        _need(bool(reasons) and reasons[0] in known, node.link_id, "has an absent value without a reason that is known")
        return known[reasons[0]]
    _need(key in answer, node.link_id, f"has no {key}")
    value = answer[key]
    if node.type == "choice":
        _need(isinstance(value, dict) and isinstance(value.get("code"), str), node.link_id, "has a coding without code")
        return value["code"]
    right = {"boolean": bool, "integer": int, "decimal": int | float, "text": str}[node.type]
    fits = isinstance(value, right) and (node.type == "boolean" or not isinstance(value, bool))
    _need(fits, node.link_id, f"holds something else than a {node.type}")
    return value


def _read(items: list[dict[str, Any]], known: tuple[Node, ...], where: str) -> dict[str, Any]:
    """The answers of one level of items."""
    by_link = {node.link_id: node for node in known}
    found: dict[str, Any] = {}
    for item in items:
        link = item.get("linkId")
        _need(
            isinstance(link, str) and link in by_link, where, f"holds the item {str(link)[:60]!r}, which is not known"
        )
        node = by_link[str(link)]
        if node.type == "group":
            inner = _read(_list_of(item.get("item"), node.link_id), node.children, node.link_id)
            if node.repeats:
                found.setdefault(node.link_id, []).append(inner)
            else:
                _need(node.link_id not in found, node.link_id, "stands there twice")
                found[node.link_id] = inner
            continue
        _need(node.link_id not in found, node.link_id, "stands there twice")
        values = [_value(node, answer) for answer in _list_of(item.get("answer"), node.link_id)]
        _need(node.repeats or len(values) <= 1, node.link_id, "has more than one answer")
        if values:
            found[node.link_id] = values if node.repeats else values[0]
    return found


def _short(found: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(f"{prefix}."): value for name, value in found.items()}


def intake_from_response(response: dict[str, Any]) -> Intake:
    """The answers of a QuestionnaireResponse; the inverse of `questionnaire_response`.

    Raises
    ------
    InputError
        For another resource, an item the questionnaire lacks, or a value of another type (naming the item); and
        whatever `Intake.read` refuses.
    """
    is_response = isinstance(response, dict) and response.get("resourceType") == "QuestionnaireResponse"
    _need(is_response, "resourceType", "is not QuestionnaireResponse", "Send a FHIR R4 QuestionnaireResponse.")
    found = _read(_list_of(response.get("item"), "item"), nodes(), "the response")
    answers: dict[str, Any] = {}
    for name, value in found.items():
        if not name.endswith(".any"):
            is_list = isinstance(value, list) and value and isinstance(value[0], dict)
            answers[name] = (
                [_short(v, name) for v in value]
                if is_list
                else _short(value, name)
                if isinstance(value, dict)
                else value
            )
    for name in (*LISTS, "goals"):
        if (said := found.get(f"{name}.any")) in (False, UNKNOWN):
            _need(
                name not in answers, f"{name}.any", "says there are none, and there are some", "Change one of the two."
            )
            answers[name] = UNKNOWN if said == UNKNOWN else []
    if response.get("language"):
        answers["language"] = response["language"]
    return Intake.read(answers)


__all__ = ["intake_from_response", "nodes", "questionnaire", "questionnaire_response"]
