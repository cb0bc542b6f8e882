"""A plan in the order in which people need it: warning signs first, then the medicines to raise, then by date.

Page and PDF show this one view; neither chooses or words anything itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kneewise import words
from kneewise.candidacy import logic
from kneewise.evidence import Dataset
from kneewise.pathway.blocks import load_plans
from kneewise.pathway.plan import Plan, PlanItem, source_title
from kneewise.sources import Citation

# Parts in the order of the page. "medicines" is taken out of the preparation, because it is what to talk about first.
ORDER = ("warning", "medicines", "preparation", "day", "aftercare", "ladder", "review")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The list of all medicines is asked of everybody; other items about a medicine are known by the field they depend on.
MEDICINE_LIST = "medicine_list"
MEDICINE_FIELD = "medicines."


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do or know: ``when`` in words (empty without a date), ``unsure`` if it may not apply."""

    item: PlanItem
    when: str

    @property
    def unsure(self) -> bool:
        return not self.item.certain


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A part of the plan under its heading."""

    key: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything that is shown of a plan. ``sources`` are numbered from 1 in the order of first mention."""

    title: str
    start: str
    cautions: tuple[str, ...]
    disclaimer: str
    sections: tuple[PlanSection, ...]
    sources: tuple[tuple[Citation, str], ...]

    def number(self, citation: Citation) -> int:
        """The number of a citation's source."""
        return next(n for n, (c, _) in enumerate(self.sources, 1) if c.source_id == citation.source_id)


def date_words(day: date, language: str) -> str:
    """A day as people write it: 3 May 2026, 3 de mayo de 2026."""
    month = words.text(f"web-month-{MONTHS[day.month - 1]}", language)
    return words.text("web-date", language, day=day.day, month=month, year=str(day.year))


def _when(plan: Plan, item: PlanItem, today: date) -> str:
    if item.date_from is None or item.date_to is None:
        return ""
    language = plan.language
    first, last = date_words(item.date_from, language), date_words(item.date_to, language)
    dates = first if first == last else words.text("web-date-range", language, first=first, last=last)
    return words.text("plan-overdue", language, when=dates) if plan.overdue(item, today) else dates


def _medicine_items(treatment: str) -> frozenset[str]:
    """Ids of the preparation items that speak of a medicine."""
    found = {MEDICINE_LIST}
    for block in load_plans()[treatment][1]:
        if block.applies is not None and any(f.startswith(MEDICINE_FIELD) for f in logic.fields_of(block.applies)):
            found.add(block.item_id)
    return frozenset(found)


def view(plan: Plan, dataset: Dataset, today: date | None = None) -> PlanView:
    """The plan as it is shown on that day (by default today): a step that should be done by now says so."""
    today = today or date.today()
    medicines = _medicine_items(plan.treatment)
    parts: dict[str, list[Entry]] = {key: [] for key in ORDER}
    for item in plan.items:
        key = "medicines" if item.part == "preparation" and item.item_id in medicines else item.part
        parts[key].append(Entry(item, _when(plan, item, today)))
    sources: dict[str, tuple[Citation, str]] = {}
    for entries in parts.values():
        for entry in entries:
            for c in entry.item.citations:
                sources.setdefault(c.source_id, (c, source_title(c, dataset, plan.language)))
    return PlanView(
        title=words.text("web-plan-title", plan.language, treatment=plan.name),
        start=date_words(plan.start, plan.language),
        cautions=plan.cautions(),
        disclaimer=words.text("plan-disclaimer", plan.language),
        sections=tuple(
            PlanSection(key, _title(key, plan.language), tuple(entries)) for key, entries in parts.items() if entries
        ),
        sources=tuple(sources.values()),
    )


def _title(key: str, language: str) -> str:
    return words.text("plans-medicines" if key == "medicines" else f"plan-part-{key}", language)
