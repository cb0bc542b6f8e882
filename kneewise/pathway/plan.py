"""`plan`: what to do before, on the day and after a treatment, dated from its start, for one person.

The person's answers decide which medicines and illnesses are raised: what is known not to apply is left out, what is
not known stays with "if this applies to you". Every item carries its sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kneewise import words
from kneewise.candidacy import logic, treatments
from kneewise.candidacy.facts import facts_of
from kneewise.candidacy.intake import Intake
from kneewise.candidacy.rules import load_rules
from kneewise.candidacy.screen import RedFlag, screen
from kneewise.errors import NotFoundError
from kneewise.pathway.blocks import PARTS, Block, load_pages, load_plans
from kneewise.pathway.dates import add_days, add_months, check_start
from kneewise.sources import Citation

if TYPE_CHECKING:
    from kneewise.evidence.dataset import Dataset

# Yearly questionnaires are dated this many years ahead; registries follow people for ten, a printed plan for five.
YEARS_AHEAD = 5
DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing to do or know.

    ``date_from`` and ``date_to`` are first and last day (equal for one day); both None: no date can be given.
    ``certain`` is False if it is not known whether it applies to the person. ``urgency`` is that of a warning sign,
    else empty.
    """

    item_id: str
    part: str
    title: str
    text: str
    date_from: date | None
    date_to: date | None
    certain: bool
    urgency: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        assert self.part in PARTS
        assert self.citations, f"plan item {self.item_id} has no source"
        assert (self.date_from is None) == (self.date_to is None)
        assert self.date_from is None or self.date_to is None or self.date_from <= self.date_to


@dataclass(frozen=True, slots=True)
class Plan:
    """A treatment's plan for one person. Items are in order of part, then date, then as written.

    ``knee`` is left, right or both; empty if not told. ``result`` is what screening says about the treatment for this
    person; ``red_flags`` come before any plan.
    """

    treatment: str
    name: str
    start: date
    anchor: str
    language: str
    knee: str
    result: str
    red_flags: tuple[RedFlag, ...]
    items: tuple[PlanItem, ...]

    def part(self, name: str) -> tuple[PlanItem, ...]:
        """The items of one of `PARTS`, in order."""
        assert name in PARTS
        return tuple(item for item in self.items if item.part == name)

    def overdue(self, item: PlanItem, today: date) -> bool:
        """Whether a step before the treatment should be done by now, while the treatment itself is still ahead."""
        return item.part == "preparation" and item.date_to is not None and item.date_to < today and today <= self.start

    def cautions(self) -> tuple[str, ...]:
        """What must be said before the plan, most urgent first; empty if nothing speaks against planning a date."""
        said = [flag.words for flag in self.red_flags]
        if self.red_flags:
            said.append(words.text("plan-stop-red-flag", self.language))
        elif self.result == "not_now":
            said.append(words.text("plan-stop-not-now", self.language))
        return tuple(said)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; dates in ISO form."""
        return {
            "treatment": self.treatment,
            "name": self.name,
            "start": self.start.isoformat(),
            "anchor": self.anchor,
            "knee": self.knee,
            "language": self.language,
            "result": self.result,
            "cautions": list(self.cautions()),
            "disclaimer": words.text("plan-disclaimer", self.language),
            "items": [_item(item) for item in self.items],
        }

    def to_ics(self) -> bytes:
        """The dated items as a calendar file (see `calendar.to_ics`)."""
        from kneewise.pathway.calendar import to_ics

        return to_ics(self)


def _item(item: PlanItem) -> dict[str, Any]:
    return {
        "item_id": item.item_id,
        "part": item.part,
        "title": item.title,
        "text": item.text,
        "date_from": item.date_from.isoformat() if item.date_from else None,
        "date_to": item.date_to.isoformat() if item.date_to else None,
        "certain": item.certain,
        "urgency": item.urgency,
        "sources": [
            {"source_id": c.source_id, "location": c.location, "url": c.url, "row_id": c.row_id} for c in item.citations
        ],
    }


def plannable() -> tuple[str, ...]:
    """The codes of treatments that have a plan, in the order in which treatments are listed everywhere."""
    return tuple(code for code in treatments.SCREENED if code in load_plans())


def treatment_code(written: str, dataset: Dataset) -> str:
    """The code of a plannable treatment for a code or a name people use.

    Raises
    ------
    NotFoundError
        If nothing has that name (with the nearest names), or it has no plan (with those that have).
    """
    code = written.strip() if written.strip() in load_plans() else dataset.treatment(written).code
    if code not in load_plans():
        raise NotFoundError(f"a plan for {code}", "does not exist", f"There are plans for {', '.join(plannable())}.")
    return code


def plan(
    treatment: str,
    start: date,
    intake: Intake | None = None,
    dataset: Dataset | None = None,
    *,
    language: str | None = None,
) -> Plan:
    """The plan of a treatment, dated from its start.

    Parameters
    ----------
    treatment
        Code or name, such as ``"bmac"`` or ``"cortisone"``.
    start
        Day of the procedure, or first day of the programme (exercise, weight).
    intake
        The person's answers; without them everything that may apply is listed as uncertain.
    dataset
        The evidence; by default the packaged one.
    language
        ``"en"`` or ``"es"``; by default the intake's, else English.
    """
    from kneewise import evidence

    intake, dataset = intake or Intake(), dataset or evidence.load()
    language = language or intake.language or "en"
    code = treatment_code(treatment, dataset)
    anchor, blocks = load_plans()[code]
    check_start(start)
    known = facts_of(intake)
    items: list[PlanItem] = []
    for block in blocks:
        applies = True if block.applies is None else logic.evaluate(block.applies, known)
        if applies is not False:
            items += _dated(block, start, applies is True, language, dataset)
    screening = screen(intake, dataset, language=language)
    return Plan(
        code,
        treatments.name(code, language),
        start,
        anchor,
        language,
        intake.value("knee") or "",
        screening.result(code).result,
        screening.red_flags,
        tuple(sorted(items, key=_order)),
    )


def _order(item: PlanItem) -> tuple[int, bool, date]:
    return PARTS.index(item.part), item.date_from is None, item.date_from or date.max


def _dated(block: Block, start: date, certain: bool, language: str, dataset: Dataset) -> list[PlanItem]:
    """The item with its dates; a yearly one once per year."""
    spans = [(block.item_id, *_span(block, start, dataset))]
    if block.repeat_yearly:
        first = block.when["months"]
        dates = [add_months(start, months) for months in range(first, 12 * YEARS_AHEAD + 1, 12)]
        spans = [(f"{block.item_id}_{number}", day, day) for number, day in enumerate(dates, 2)]
    numbers = {name: _number(value, dataset) for name, value in block.numbers.items()}
    text = words.text(block.words, language, **numbers)
    urgency, title = "", ""
    if block.flag:
        rule = next(rule for rule in load_rules() if rule.rule_id == block.flag)
        urgency = rule.urgency
        title = words.text(f"urgency-{urgency}".replace("_", "-"), language)
    else:
        title = words.text(f"{block.words}-title", language)
    citations = _citations(block, dataset)
    return [PlanItem(i, block.part, title, text, a, b, certain, urgency, citations) for i, a, b in spans]


def _span(block: Block, start: date, dataset: Dataset) -> tuple[date | None, date | None]:
    """First and last day of an item, from its timing: days, months, a fact in days or weeks, or an aftercare stage."""
    when = block.when
    if not when:
        return None, None
    if "rehab" in when:
        row = _rehab(when["rehab"], dataset)
        first = add_days(start, row["day_from"])
        return first, first if row["day_to"] is None else add_days(start, row["day_to"])
    if "months" in when:
        day = add_months(start, when["months"])
        return day, day
    if "before" in when:
        day = add_days(start, -_days(when["before"], dataset))
        return day, day
    first = add_days(start, _days(when["from"], dataset))
    return first, add_days(start, _days(when["to"], dataset)) if "to" in when else first


def _days(value: Any, dataset: Dataset) -> float:
    """A number of days as written, or a fact's value turned into days by its unit."""
    if not isinstance(value, dict):
        return float(value)
    fact = dataset.fact(value["fact"])
    assert fact.unit in {"days", "weeks"}, f"{fact.fact_id} is in {fact.unit}, not in days or weeks"
    assert fact.value is not None
    return fact.value * (DAYS_PER_WEEK if fact.unit == "weeks" else 1)


def _number(value: Any, dataset: Dataset) -> float | int:
    """A number for a sentence. Shares in percent become whole people of 100; whole numbers lose their ".0"."""
    if isinstance(value, dict):
        fact = dataset.fact(value["fact"])
        assert fact.value is not None
        value = int(fact.value + 0.5) if (fact.unit or "").startswith("percent") else fact.value
    return int(value) if value == int(value) else value


def _rehab(rehab_id: str, dataset: Dataset) -> dict[str, Any]:
    rows = {row["rehab_id"]: row for row in dataset.rehab.iter_rows(named=True)}
    return rows[rehab_id]


def _citations(block: Block, dataset: Dataset) -> tuple[Citation, ...]:
    """The item's sources, each once, with the row of the dataset that holds the figure."""
    found: dict[tuple[str, str], Citation] = {}
    for written in block.sources:
        kind, _, key = written.partition(":")
        if kind == "fact":
            fact = dataset.fact(key)
            url = dataset.source(fact.source_id).url
            citation = Citation(fact.source_id, fact.source_location or "", url, f"facts:{key}")
        elif kind == "rehab":
            row = _rehab(key, dataset)
            url = dataset.source(row["source"]).url
            citation = Citation(row["source"], row["location"] or "", url, f"rehab:{key}")
        elif kind == "rule":
            citation = next(rule for rule in load_rules() if rule.rule_id == key).citation
        elif kind == "page":
            page = load_pages()[key]
            citation = Citation(page.key, page.location, page.url)
        else:
            source_id, _, place = key.partition("@")
            citation = Citation(source_id, place, dataset.source(source_id).url)
        found.setdefault((citation.source_id, citation.location), citation)
    return tuple(found.values())


def source_title(citation: Citation, dataset: Dataset, language: str = "en") -> str:
    """The title behind a citation of a plan, wherever it is kept; what is put together is in that language."""
    own = {page.key: page.title for page in load_pages().values()}
    own |= {(r.source.evidence or r.source.key): r.source.title for r in load_rules()}
    return own[citation.source_id] if citation.source_id in own else dataset.source(citation.source_id, language).title
