"""What the page check shows: slots of the form, annotated text, verdicts, omissions, comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kneewise import words
from kneewise.claims import Claim, PageAudit, compare_pages
from kneewise.errors import InputError, KneewiseError
from kneewise.report.plan_view import date_words
from kneewise.web.checks import Check, carry, short_enough
from kneewise.web.saved import DAYS_OFFERED

if TYPE_CHECKING:
    from kneewise.claims.reading import PageText

MOST_PAGES = 3
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

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or self.address.strip())


def slots(form: Mapping[str, str]) -> list[Slot]:
    """The form's slots: as many as asked for (``pages``), at least one, with what was sent."""
    wanted = form.get("pages", "1")
    count = min(max(int(wanted), 1), MOST_PAGES) if wanted.isdecimal() and len(wanted) < 4 else 1
    return [Slot(i, form.get(f"text-{i}", ""), form.get(f"address-{i}", "")) for i in range(count)]


def check_slots(every: list[Slot], files: Mapping[str, Any], language: str) -> Check:
    """The check of all filled slots. Raises the first problem after writing each into its slot."""
    audits, origins = [], []
    first: KneewiseError | None = None
    for slot in every:
        file = files.get(f"file-{slot.index}")
        if slot.empty and file is None and slot.index > 0:
            continue
        origin = (
            "file" if file is not None else "address" if slot.address.strip() and not slot.text.strip() else "paste"
        )
        try:
            audits.append(_audit(slot, file, language))
            origins.append(origin)
        except KneewiseError as error:
            slot.error = str(error)
            slot.error_in = "text" if origin == "paste" else origin
            first = first or error
    if first is not None:
        raise first
    return Check(tuple(audits), tuple(origins), date.today(), language)


def _audit(slot: Slot, file: Any, language: str) -> PageAudit:
    from kneewise.claims import audit

    read = _read(slot, file, language)
    # half of a character, as damaged PDFs hold, can neither be shown nor kept
    text = read.text.encode("utf-8", "replace").decode()
    title = read.title.encode("utf-8", "replace").decode()
    return audit(text, title=title or None, url=read.url or None, language=language)


def _read(slot: Slot, file: Any, language: str) -> PageText:
    from kneewise.claims.reading import read_page, read_text

    if file is not None:
        return read_page(file.read(), name=file.name, language=language)
    if slot.text.strip():
        short_enough(slot.text, language)
        return read_text(slot.text, language)
    if not slot.address.strip():
        raise InputError(
            words.text("web-check-field", language),
            words.text("web-check-empty", language),
            words.text("web-check-empty-remedy", language),
        )
    return read_page(_whole(slot.address.strip()), language=language)


def _whole(address: str) -> str:
    """What people copy without its beginning, such as www.clinic.example, as an address."""
    return address if "://" in address or "." not in address else f"https://{address}"


def errors(every: list[Slot]) -> list[dict[str, str]]:
    """Every slot's problem with the place it points to, for the summary."""
    return [{"text": s.error, "href": f"#{s.error_in}-{s.index}"} for s in every if s.error]


def pieces(audit: PageAudit) -> list[tuple[str, Claim | None]]:
    """The text cut at its claims, in order; where claims overlap the first keeps the stretch, of equals the gravest."""
    found: list[tuple[str, Claim | None]] = []
    at = 0
    weighed = [c for c in audit.claims if c.verdict != "descriptive"]
    for claim in sorted(weighed, key=lambda c: (c.start, VERDICTS.index(c.verdict), -c.end)):
        if claim.start < at:
            continue
        if claim.start > at:
            found.append((audit.text[at : claim.start], None))
        found.append((audit.text[claim.start : claim.end], claim))
        at = claim.end
    if at < len(audit.text):
        found.append((audit.text[at:], None))
    return found


def _page(audit: PageAudit, origin: str, index: int, language: str) -> dict[str, Any]:
    judged = [c for c in audit.claims if c.verdict != "descriptive"]
    cut = pieces(audit)
    marks = [claim for _, claim in cut if claim is not None]
    groups = [
        {
            "verdict": v,
            "words": words.text(f"claims-verdict-{v}", language),
            "means": words.text(f"web-check-means-{v.replace('_', '-')}", language),
            "claims": [_claim(c, language, marks) for c in judged if c.verdict == v],
        }
        for v in VERDICTS
    ]
    return {
        "audit": audit,
        "origin": words.text(f"web-check-from-{origin}", language),
        "index": index,
        "pieces": cut,
        "claims": len(judged),
        "counts": groups,
        "groups": [g for g in groups if g["claims"]],
        "asked_for": len(audit.omissions),
        "missing": [_item(o.item, language) | {"why": o.why} for o in audit.omissions if not o.present],
        "told": [_item(o.item, language) | {"text": o.evidence_text} for o in audit.omissions if o.present],
        "questions": audit.questions,
        "contradictions": audit.contradictions,
        "notes": audit.notes,
    }


def _item(item: str, language: str) -> dict[str, str]:
    return {"item": item, "words": words.text(f"claims-item-{item}", language)}


def _claim(claim: Claim, language: str, marks: list[Claim]) -> dict[str, Any]:
    return {
        "id": claim.id,
        "text": claim.text,
        "kind": words.text(f"claims-type-{claim.type}", language),
        "reason": claim.reason,
        "would_change": claim.would_change,
        "evidence": claim.evidence,
        "mark": next((m.id for m in marks if m.start <= claim.start < m.end), ""),
    }


def present(check: Check) -> dict[str, Any]:
    """Everything ``check_result.html`` shows."""
    language = check.language
    comparison = compare_pages(check.audits, language) if len(check.audits) > 1 else None
    if comparison:
        comparison["topics"] = [
            {"words": words.text(f"web-compare-{topic.replace('_', '-')}", language), "cells": cells}
            for topic, cells in comparison["topics"].items()
        ]
    versions = check.audits[0].versions
    made = words.text(
        "web-check-made",
        language,
        date=date_words(check.day, language),
        rules=versions["rules"],
        evidence=versions["evidence"],
    )
    return {
        "title": words.text("web-check-result", language),
        "made": made,
        "stale": check.stale,
        "pages": [
            _page(a, origin, i, language) for i, (a, origin) in enumerate(zip(check.audits, check.origins, strict=True))
        ],
        "comparison": comparison,
        "carried": carry(check),
        "can_be_kept": check.can_be_kept,
        "days": DAYS_OFFERED,
        "address": check.audits[0].url if check.origins == ("address",) else "",
        "token": "",
        "saved_until": "",
    }
