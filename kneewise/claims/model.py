"""The values that the page audit hands on: `Claim`, `EvidenceRow`, `Omission`, `PageAudit`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

STANCES = ("asserted", "hedged", "denied", "reported", "question")
POLARITIES = ("promote", "caution", "neutral")
ATTRIBUTIONS = ("self", "study", "regulator", "patient", "expert")
VERDICTS = ("supported", "overstated", "unsupported", "contradicted", "cannot_be_checked", "descriptive")


@dataclass(frozen=True, slots=True)
class Amount:
    """A normalised quantity: ``low`` and ``high`` in ``unit`` (``None`` where a side is open), ``currency`` for money.

    "up to 80 %" has no low; "over 80 %" has no high; a single figure has low equal to high.
    """

    kind: str
    low: float | None
    high: float | None
    unit: str
    currency: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One number or statement that a verdict rests on. ``value`` is ready to read; ``date`` is its year."""

    id: str
    value: str
    source_url: str
    date: str = ""

    def to_dict(self) -> dict[str, str]:
        """The row as in the JSON contract, with its date."""
        return {"id": self.id, "value": self.value, "source_url": self.source_url, "date": self.date}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a page.

    ``start`` and ``end`` are character offsets into the text shown, so ``text == page_text[start:end]``. ``rule`` is
    the id of the rule that found it, ``verdict_rule`` the id of the rule that judged it. ``type`` and ``subtype`` are
    those of ``data/types.yaml``. ``cues`` are
    the words that spoke for a claim which the learned weights proposed (``rule`` is then "learned/<kind>").
    """

    id: str
    type: str
    subtype: str
    text: str
    start: int
    end: int
    rule: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    currency: str | None = None
    stance: str = "asserted"
    polarity: str = "promote"
    attribution: str = "self"
    product: str = "any"
    comparator: str | None = None
    tags: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    verdict: str = ""
    reason: str = ""
    would_change: str = ""
    evidence: tuple[EvidenceRow, ...] = ()
    verdict_rule: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The claim as in the JSON contract of `PageAudit.to_dict`."""
        return {
            "id": self.id,
            "type": self.type,
            "subtype": self.subtype,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "currency": self.currency,
            "stance": self.stance,
            "polarity": self.polarity,
            "attribution": self.attribution,
            "product": self.product,
            "comparator": self.comparator,
            "verdict": self.verdict,
            "reason": self.reason,
            "would_change": self.would_change,
            "evidence": [row.to_dict() for row in self.evidence],
            "rule": self.verdict_rule or self.rule,
            "found_by": self.rule,
            "cues": list(self.cues),
        }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both hold, on one page or on two. ``reason`` is one plain sentence."""

    about: str
    first: str
    second: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        """The pair of claim ids and why they clash."""
        return {"about": self.about, "first": self.first, "second": self.second, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Omission:
    """One thing a reader needs: ``present`` with the words that meet it and their offsets, or absent."""

    item: str
    present: bool
    evidence_text: str = ""
    start: int | None = None
    end: int | None = None
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The item as in the JSON contract."""
        return {
            "item": self.item,
            "present": self.present,
            "evidence_text": self.evidence_text,
            "start": self.start,
            "end": self.end,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """One question to put to this clinic, the omission it comes from and the source that recommends asking it."""

    text: str
    why: str
    item: str
    source_url: str

    def to_dict(self) -> dict[str, str]:
        """The question as plain data."""
        return {"text": self.text, "why": self.why, "item": self.item, "source_url": self.source_url}


@dataclass(frozen=True, slots=True)
class PageAudit:
    """What one page claims, how each claim stands, what the page leaves out, and what to ask.

    ``text`` is the text shown, into which all offsets point. ``notes`` are sentences about the audit itself, for
    example that the page is in a language whose claims the rules do not read.
    """

    text: str
    title: str
    url: str
    words: int
    language: str
    reading_grade: float | None
    claims: tuple[Claim, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    omissions: tuple[Omission, ...] = ()
    score: dict[str, Any] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    second_opinion: tuple[Claim, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The audit as plain data (the JSON of ``kneewise check-page --json``).

        ``{"page": {title, words, language, reading_grade, …}, "claims": [{id, type, subtype, text, start, end, low,
        high, unit, currency, stance, polarity, attribution, product, comparator, verdict, reason, would_change,
        evidence: [{id, value, source_url, date}], rule, found_by, cues}], "contradictions": […], "omissions": [{item,
        present, evidence_text, …}], "score": {…}, "questions": […], "versions": {rules, evidence, text},
        "notes": […]}``
        """
        out: dict[str, Any] = {
            "page": {
                "title": self.title,
                "url": self.url,
                "words": self.words,
                "language": self.language,
                "reading_grade": self.reading_grade,
            },
            "claims": [claim.to_dict() for claim in self.claims],
            "contradictions": [pair.to_dict() for pair in self.contradictions],
            "omissions": [item.to_dict() for item in self.omissions],
            "score": self.score,
            "questions": [question.to_dict() for question in self.questions],
            "versions": self.versions,
            "notes": list(self.notes),
        }
        if self.second_opinion:
            out["second_opinion"] = [claim.to_dict() for claim in self.second_opinion]
        return out


@dataclass(frozen=True, slots=True)
class Anchor:
    """An answer: ``low`` and ``high`` (may be ``None``), the year it holds for, and the rows to show.

    ``middle`` is the expected value where the answer is a forecast.
    """

    name: str
    low: float | None
    high: float | None
    year: int | None
    rows: tuple[EvidenceRow, ...]
    middle: float | None = None

    @property
    def found(self) -> bool:
        """Whether the evidence has anything to say."""
        return bool(self.rows)
