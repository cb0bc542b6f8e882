"""A plan as a tagged PDF (PDF/UA-1) to hang up at home or take to a visit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kneewise import __version__, words
from kneewise.evidence import Dataset
from kneewise.pathway.plan import Plan
from kneewise.report.plan_view import PlanView, view

TEMPLATE = Path(__file__).parent / "templates" / "report" / "plan.typ"


def plain(plan: Plan, dataset: Dataset) -> dict[str, Any]:
    """What the template shows, as plain values."""
    shown = view(plan, dataset)
    t = {k: words.text(f"plans-pdf-{k}", plan.language) for k in ("start", "sources", "urgent")}
    return {
        "title": shown.title,
        "language": plan.language,
        "start": shown.start,
        "cautions": list(shown.cautions),
        "disclaimer": shown.disclaimer,
        "labels": t | {"unsure": words.text("plan-unsure", plan.language)},
        "sections": [_section(shown, s) for s in shown.sections],
        "sources": [{"title": title, "url": c.url} for c, title in shown.sources],
        "version": words.text("plans-pdf-version", plan.language, kneewise=__version__, dataset=dataset.version),
    }


def _section(shown: PlanView, section: Any) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "items": [
            {
                "title": e.item.title,
                "text": e.item.text,
                "when": e.when,
                "unsure": e.unsure,
                "urgent": bool(e.item.urgency),
                "sources": sorted({shown.number(c) for c in e.item.citations}),
            }
            for e in section.entries
        ],
    }


def plan_to_pdf(plan: Plan, dataset: Dataset) -> bytes:
    """The plan as PDF. Same plan in, same bytes out but for the creation date."""
    import typst

    data = json.dumps(plain(plan, dataset), ensure_ascii=False)
    return typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"plan": data}, pdf_standards=["ua-1"])
