"""A plan as its page shows it, and as a file to take along."""

from __future__ import annotations

import json
from typing import Any

from kneewise.candidacy import treatments
from kneewise.errors import NotFoundError
from kneewise.evidence import Dataset
from kneewise.pathway.plan import Plan
from kneewise.report.plan_view import Entry, date_words, view
from kneewise.web.environment import address
from kneewise.web.presenters.option_links import links

FORMS = ("ics", "pdf", "json", "fhir")


def choices(codes: tuple[str, ...], language: str) -> list[dict[str, str]]:
    """Treatments that have a plan."""
    return [{"code": c, "name": treatments.name(c, language), "href": address("plan", language, c)} for c in codes]


def present(plan: Plan, dataset: Dataset, language: str) -> dict[str, Any]:
    """Everything ``plan.html`` shows."""
    shown = view(plan, dataset)
    return {
        "plan": plan,
        "shown": shown,
        "sections": [
            {"key": s.key, "title": s.title, "entries": [_entry(e, language) for e in s.entries]}
            for s in shown.sections
        ],
    }


def _entry(entry: Entry, language: str) -> dict[str, Any]:
    item = entry.item
    return {
        "title": item.title,
        "text": item.text,
        "when": entry.when,
        "unsure": entry.unsure,
        "urgent": bool(item.urgency),
        "links": links(item.citations, language),
    }


def render_as(plan: Plan, dataset: Dataset, form: str) -> tuple[bytes, str]:
    """The plan as a file of that form, and its content type. NotFoundError for another form."""
    if form == "ics":
        return plan.to_ics(), "text/calendar; charset=utf-8"
    if form == "pdf":
        from kneewise.report.plan_pdf import plan_to_pdf

        return plan_to_pdf(plan, dataset), "application/pdf"
    if form == "json":
        return _json(plan.to_dict()), "application/json"
    if form == "fhir":
        from kneewise.interop.fhir import care_plan

        return _json(care_plan(plan)), "application/fhir+json"
    raise NotFoundError(f"the form “{form[:20]}”", "is not known", f"Choose {', '.join(FORMS)}.")


def _json(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=2).encode()


__all__ = ["choices", "date_words", "present", "render_as"]
