"""A plan as a FHIR R4 CarePlan: a proposal for a person who is not named, to be taken into a clinic's own system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kneewise import words
from kneewise.interop.fhir_intake import BASE

if TYPE_CHECKING:
    from kneewise.pathway.plan import Plan, PlanItem

# Warning signs are nothing to do on a date: they go with the plan as notes.
NOTED = "warning"


def care_plan(plan: Plan) -> dict[str, Any]:
    """The plan as a CarePlan.

    ``status`` is draft and ``intent`` proposal: nobody has ordered it. Each item is an activity with its days, its
    words, its sources and the place in them (``reasonCode``) and their addresses (``instantiatesUri``); what may not
    apply says so in ``statusReason``.
    Cautions, the disclaimer and warning signs are notes.
    """
    language = plan.language
    dates = [d for item in plan.items for d in (item.date_from, item.date_to) if d is not None] or [plan.start]
    notes = [*plan.cautions(), *(_warning(i) for i in plan.part(NOTED)), words.text("plan-disclaimer", language)]
    return {
        "resourceType": "CarePlan",
        "language": language,
        "status": "draft",
        "intent": "proposal",
        "category": [
            {"coding": [{"system": f"{BASE}/CodeSystem/treatment", "code": plan.treatment}], "text": plan.name}
        ],
        "title": plan.name,
        "subject": {"display": words.text("fhir-person", language)},
        "period": {"start": min(dates).isoformat(), "end": max(dates).isoformat()},
        "activity": [_activity(item, language) for item in plan.items if item.part != NOTED],
        "note": [{"text": text} for text in notes],
    }


def _warning(item: PlanItem) -> str:
    return f"{item.title}: {item.text}"


def _activity(item: PlanItem, language: str) -> dict[str, Any]:
    code = {"coding": [{"system": f"{BASE}/CodeSystem/plan-item", "code": item.item_id}], "text": item.title}
    detail: dict[str, Any] = {"code": code, "status": "not-started", "description": item.text}
    sources = list(dict.fromkeys(c.url for c in item.citations if c.url))
    if sources:
        detail["instantiatesUri"] = sources
    detail["reasonCode"] = [{"text": f"{c.source_id}, {c.location}".rstrip(", ")} for c in item.citations]
    if not item.certain:
        detail["statusReason"] = {"text": words.text("fhir-may-apply", language)}
    if item.date_from is not None and item.date_to is not None:
        detail["scheduledPeriod"] = {"start": item.date_from.isoformat(), "end": item.date_to.isoformat()}
    return {"detail": detail}
