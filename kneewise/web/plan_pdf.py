"""A plan as PDF, through the one PDF renderer: its parts become sections, its items a list with sources."""

from __future__ import annotations

from kneewise import __version__, evidence, words
from kneewise.errors import NotFoundError
from kneewise.pathway.blocks import PARTS
from kneewise.pathway.plan import Plan, PlanItem
from kneewise.report import Report, Section, to_pdf
from kneewise.report.blocks import Bullets, Callout, Text
from kneewise.sources import Citation, Source
from kneewise.web.presenters.plan import date_words


def _line(item: PlanItem, language: str) -> Text:
    when = ""
    if item.date_from is not None:
        first, last = date_words(item.date_from, language), date_words(item.date_to, language)
        when = (first if first == last else words.text("web-date-range", language, first=first, last=last)) + ". "
    unsure = "" if item.certain else f" ({words.text('plan-unsure', language)})"
    return Text(f"{when}{item.title}{unsure}. {item.text}", item.citations)


def _source(citation: Citation) -> Source:
    try:
        return evidence.load().source(citation.source_id)
    except NotFoundError:
        return Source(citation.source_id, citation.url or citation.source_id, citation.url)


def as_report(plan: Plan) -> Report:
    """The plan in the parts that every renderer knows."""
    language = plan.language
    sections = []
    if plan.cautions():
        urgent = Callout("urgent", words.text("web-help-title", language), tuple(Text(c) for c in plan.cautions()))
        sections.append(Section("cautions", words.text("web-help-title", language), 1, (urgent,)))
    for part in PARTS:
        if items := plan.part(part):
            lines = Bullets(tuple(_line(item, language) for item in items))
            sections.append(Section(part, words.text(f"plan-part-{part}", language), 2, (lines,)))
    cited = {c.source_id: _source(c) for item in plan.items for c in item.citations}
    return Report(
        title=words.text("web-plan-title", language, treatment=plan.name),
        language=language,
        date=plan.start.isoformat(),
        urgent=bool(plan.red_flags),
        sections=tuple(sections),
        sources=tuple(cited.values()),
        footer=(Text(words.text("plan-disclaimer", language)),),
        versions={"kneewise": __version__, "dataset": evidence.load().version},
        data={"plan": plan.to_dict()},
    )


def plan_pdf(plan: Plan) -> bytes:
    """The plan as a tagged PDF."""
    return to_pdf(as_report(plan))
