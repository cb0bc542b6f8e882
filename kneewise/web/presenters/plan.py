"""A plan as its page shows it."""

from __future__ import annotations

from typing import Any

from kneewise import words
from kneewise.candidacy import treatments
from kneewise.errors import NotFoundError
from kneewise.pathway.blocks import PARTS
from kneewise.pathway.plan import Plan
from kneewise.web.environment import address
from kneewise.web.presenters.option_links import links as _links

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def choices(codes: tuple[str, ...], language: str) -> list[dict[str, str]]:
    """Treatments that have a plan."""
    return [{"code": c, "name": treatments.name(c, language), "href": address("plan", language, c)} for c in codes]


def date_words(day: Any, language: str) -> str:
    """A day as people write it: 3 May 2026, 3 de mayo de 2026."""
    month = words.text(f"web-month-{MONTHS[day.month - 1]}", language)
    return words.text("web-date", language, day=day.day, month=month, year=str(day.year))


def present(plan: Plan, language: str) -> dict[str, Any]:
    """Everything ``plan.html`` shows."""
    return {
        "plan": plan,
        "cautions": plan.cautions(),
        "disclaimer": words.text("plan-disclaimer", language),
        "unsure": words.text("plan-unsure", language),
        "parts": [
            {
                "key": part,
                "title": words.text(f"plan-part-{part}", language),
                "items": [_item(item, language) for item in plan.part(part)],
            }
            for part in PARTS
            if plan.part(part)
        ],
    }


def _item(item: Any, language: str) -> dict[str, Any]:
    when = ""
    if item.date_from is not None:
        first, last = date_words(item.date_from, language), date_words(item.date_to, language)
        when = first if first == last else words.text("web-date-range", language, first=first, last=last)
    return {
        "title": item.title,
        "text": item.text,
        "when": when,
        "certain": item.certain,
        "urgency": item.urgency,
        "links": _links(item.citations, language),
    }


def render_as(plan: Plan, form: str) -> tuple[Any, str]:
    """Body and content type of a form: ics · json · pdf · fhir."""
    if form == "ics":
        return plan.to_ics(), "text/calendar; charset=utf-8"
    if form == "json":
        return plan.to_dict(), "application/json"
    if form == "pdf":
        from kneewise.web.plan_pdf import plan_pdf

        return plan_pdf(plan), "application/pdf"
    if form == "fhir":
        from kneewise.interop.fhir import care_plan

        return care_plan(plan), "application/fhir+json"
    raise NotFoundError("form", f"“{form[:20]}” is not known", "Choose ics, pdf, json or fhir.")
