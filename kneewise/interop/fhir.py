"""FHIR R4: the answers as a QuestionnaireResponse, a plan as a CarePlan. Plain dictionaries, ready for JSON.

Items are linked by the field's own name (``age``, ``conditions.diabetes``); units are UCUM. "Don't know" is the
``asked-unknown`` code of FHIR's data absent reasons, so that not knowing and not asking stay different things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kneewise import __version__

if TYPE_CHECKING:
    from kneewise.candidacy.intake import Intake
    from kneewise.pathway.plan import Plan, PlanItem

QUESTIONNAIRE = "https://kneewise.invalid/fhir/Questionnaire/intake"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
# LOINC codes of the answers that have one.
LOINC = {"age": "30525-0", "height_cm": "8302-2", "weight_kg": "29463-7", "bmi": "39156-5", "pain_now": "72514-3"}


def _answer(value: Any) -> dict[str, Any]:
    if value == "unknown":
        return {"valueCoding": {"system": ABSENT, "code": "asked-unknown"}}
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    if isinstance(value, float):
        return {"valueDecimal": value}
    return {"valueString": str(value)}


def _items(prefix: str, value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [item for name, inner in value.items() for item in _items(f"{prefix}.{name}" if prefix else name, inner)]
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], dict):
            return [{"linkId": f"{prefix}.{i}", "item": _items(f"{prefix}.{i}", row)} for i, row in enumerate(value)]
        return [{"linkId": prefix, "answer": [_answer(v) for v in value]}] if value else []
    item: dict[str, Any] = {"linkId": prefix, "answer": [_answer(value)]}
    if prefix in LOINC:
        item["definition"] = f"http://loinc.org/{LOINC[prefix]}"
    return [item]


def questionnaire_response(intake: Intake) -> dict[str, Any]:
    """The answers as a FHIR R4 QuestionnaireResponse; what was not asked is left out."""
    return {
        "resourceType": "QuestionnaireResponse",
        "meta": {"source": f"kneewise {__version__}"},
        "questionnaire": f"{QUESTIONNAIRE}|{intake.VERSION}",
        "status": "completed",
        "item": _items("", intake.to_dict()),
    }


def _activity(item: PlanItem) -> dict[str, Any]:
    detail: dict[str, Any] = {
        "status": "not-started" if item.certain else "unknown",
        "code": {"text": item.title},
        "description": item.text,
    }
    if item.date_from is not None and item.date_to is not None:
        detail["scheduledPeriod"] = {"start": item.date_from.isoformat(), "end": item.date_to.isoformat()}
    return {"detail": detail}


def care_plan(plan: Plan) -> dict[str, Any]:
    """The plan as a FHIR R4 CarePlan (intent "proposal": nobody has ordered it) for a patient who is not named."""
    dated = [item for item in plan.items if item.date_from is not None and item.date_to is not None]
    last = max((item.date_to.isoformat() for item in dated if item.date_to), default=plan.start.isoformat())
    first = min((item.date_from.isoformat() for item in dated if item.date_from), default=plan.start.isoformat())
    return {
        "resourceType": "CarePlan",
        "meta": {"source": f"kneewise {__version__}"},
        "language": plan.language,
        "status": "draft",
        "intent": "proposal",
        "title": plan.name,
        "subject": {"display": "patient"},
        "period": {"start": first, "end": last},
        "activity": [_activity(item) for item in plan.items],
    }
