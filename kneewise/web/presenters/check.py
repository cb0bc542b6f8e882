"""What the page check shows: slots of the form, annotated text, verdicts, omissions, comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kneewise import words
from kneewise.claims import Claim, PageAudit, compare_pages
from kneewise.errors import InputError, KneewiseError, TooLargeError

MOST_PAGES = 3
# Longest pasted text: a very long page has 20,000 words. More is a book, or a mistake.
LONGEST_PASTE = 300_000
# Order in which verdicts are counted and listed: what needs attention first.
VERDICTS = ("contradicted", "overstated", "unsupported", "cannot_be_checked", "supported")


@dataclass
class Slot:
    """One page to check as the form has it: pasted text, an address or a file."""

    index: int
    text: str = ""
    address: str = ""
    error: str = ""
    error_in: str = ""
    file_name: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or self.address.strip())


def slots(form: Mapping[str, str]) -> list[Slot]:
    """The form's slots: as many as asked for (``pages``), at least one, with what was sent."""
    wanted = form.get("pages", "1")
    count = min(max(int(wanted), 1), MOST_PAGES) if wanted.isdigit() else 1
    return [Slot(i, form.get(f"text-{i}", ""), form.get(f"address-{i}", "")) for i in range(count)]


def audit_slots(every: list[Slot], files: Mapping[str, Any], language: str) -> list[PageAudit]:
    """The audit of each filled slot. Raises the first problem after writing each into its slot."""
    audits = []
    first: KneewiseError | None = None
    for slot in every:
        file = files.get(f"file-{slot.index}")
        slot.file_name = file.name if file else ""
        if slot.empty and file is None and slot.index > 0:
            continue
        try:
            audits.append(_audit(slot, file, language))
        except KneewiseError as error:
            slot.error = str(error)
            slot.error_in = "file" if file else "address" if slot.address.strip() and not slot.text.strip() else "text"
            first = first or error
    if first is not None:
        raise first
    return audits


def _audit(slot: Slot, file: Any, language: str) -> PageAudit:
    from kneewise.claims import audit
    from kneewise.claims.reading import read_page, read_text

    if file is not None:
        read = read_page(file.read(), name=file.name)
        return audit(read.text, title=read.title or None, url=read.url, language=language)
    if slot.text.strip():
        if len(slot.text) > LONGEST_PASTE:
            raise TooLargeError(
                words.text("web-check-field-text", language),
                words.text("web-check-too-long", language, count=len(slot.text), most=LONGEST_PASTE),
                words.text("web-check-too-long-remedy", language),
            )
        read = read_text(slot.text)
        return audit(read.text, title=read.title or None, language=language)
    if not slot.address.strip():
        raise InputError(
            words.text("web-check-field", language),
            words.text("web-check-empty", language),
            words.text("web-check-empty-remedy", language),
        )
    read = read_page(slot.address.strip())
    return audit(read.text, title=read.title or None, url=read.url, language=language)


def errors(every: list[Slot]) -> list[dict[str, str]]:
    """Every slot's problem with the place it points to, for the summary."""
    return [{"text": s.error, "href": f"#{s.error_in}-{s.index}"} for s in every if s.error]


def pieces(audit: PageAudit) -> list[tuple[str, Claim | None]]:
    """The text cut at its claims, in order; where claims overlap, the first keeps the stretch."""
    found: list[tuple[str, Claim | None]] = []
    at = 0
    for claim in sorted((c for c in audit.claims if c.verdict != "descriptive"), key=lambda c: (c.start, -c.end)):
        if claim.start < at:
            continue
        if claim.start > at:
            found.append((audit.text[at : claim.start], None))
        found.append((audit.text[claim.start : claim.end], claim))
        at = claim.end
    if at < len(audit.text):
        found.append((audit.text[at:], None))
    return found


def _page(audit: PageAudit, index: int, language: str) -> dict[str, Any]:
    judged = [c for c in audit.claims if c.verdict != "descriptive"]
    return {
        "audit": audit,
        "index": index,
        "pieces": pieces(audit),
        "counts": [
            {
                "verdict": v,
                "words": words.text(f"claims-verdict-{v}", language),
                "count": sum(c.verdict == v for c in judged),
            }
            for v in VERDICTS
        ],
        "groups": [
            {
                "verdict": v,
                "words": words.text(f"claims-verdict-{v}", language),
                "claims": [_claim(c, language) for c in judged if c.verdict == v],
            }
            for v in VERDICTS
            if any(c.verdict == v for c in judged)
        ],
        "missing": [_item(o.item, language) | {"why": o.why} for o in audit.omissions if not o.present],
        "told": [_item(o.item, language) | {"text": o.evidence_text} for o in audit.omissions if o.present],
        "questions": audit.questions,
        "contradictions": audit.contradictions,
        "notes": audit.notes,
    }


def _item(item: str, language: str) -> dict[str, str]:
    return {"item": item, "words": words.text(f"claims-item-{item}", language)}


def _claim(claim: Claim, language: str) -> dict[str, Any]:
    return {
        "id": claim.id,
        "text": claim.text,
        "kind": words.text(f"claims-type-{claim.type}", language),
        "reason": claim.reason,
        "would_change": claim.would_change,
        "evidence": claim.evidence,
    }


def present(audits: list[PageAudit], language: str) -> dict[str, Any]:
    """Everything ``check_result.html`` shows."""
    comparison = compare_pages(audits, language) if len(audits) > 1 else None
    if comparison:
        comparison["topics"] = [
            {"words": words.text(f"web-compare-{topic.replace('_', '-')}", language), "cells": cells}
            for topic, cells in comparison["topics"].items()
        ]
    return {"pages": [_page(a, i, language) for i, a in enumerate(audits)], "comparison": comparison}
