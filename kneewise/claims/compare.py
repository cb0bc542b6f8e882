"""Where a page disagrees with itself, and what several pages say on price, success, candidates, risks and time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kneewise.claims.judge import WEEKS
from kneewise.claims.model import Claim, Contradiction, PageAudit
from kneewise.words import text as words

# A price above this, in US dollars or pounds or euros, is not "cheap" or "minimal expense" beside the page's own word
# (page_audit_method, verdict rule for cost).
CHEAP_LIMIT = 1_000
_CHEAP = ("cheap", "affordable", "minimal expense", "low cost", "low price", "inexpensive")
_TOPICS = {
    "price": ("price",),
    "success": ("success_rate",),
    "candidates": ("candidate", "contraindication"),
    "risks": ("risk", "safety"),
    "timeline": ("onset", "durability", "recovery_time"),
}


def _tagged(claim: Claim, name: str) -> bool:
    return name in claim.tags


def _cheap(claim: Claim) -> bool:
    lowered = claim.text.lower()
    return claim.type in ("price", "benefit", "comparison") and claim.low is None and any(w in lowered for w in _CHEAP)


def _dear(claim: Claim) -> bool:
    return (
        claim.type == "price"
        and (claim.low or claim.high or 0) > CHEAP_LIMIT
        and claim.currency in ("USD", "GBP", "EUR")
    )


def _for_severe(claim: Claim) -> bool:
    return claim.type == "candidate" and _tagged(claim, "SEVERE") and claim.verdict == "unsupported"


def _against_severe(claim: Claim) -> bool:
    limits = claim.type == "contraindication" or claim.verdict == "supported"
    return claim.type in ("candidate", "contraindication") and _tagged(claim, "SEVERE") and limits


def _no_risk(claim: Claim) -> bool:
    return claim.type == "safety" and claim.verdict == "contradicted"


def _risk(claim: Claim) -> bool:
    return claim.type == "risk" and claim.product not in ("steroid", "surgery", "knee_replacement", "drugs")


def _cures(claim: Claim) -> bool:
    return claim.type == "benefit" and _tagged(claim, "CURE") and claim.stance == "asserted"


def _no_cure(claim: Claim) -> bool:
    return claim.type == "uncertainty" and _tagged(claim, "NOTCURE")


def _approved(claim: Claim) -> bool:
    return claim.type == "regulation" and claim.verdict_rule == "regulation-approved"


def _not_approved(claim: Claim) -> bool:
    return claim.type == "regulation" and claim.verdict_rule == "regulation-not-approved"


def _covered(claim: Claim) -> bool:
    return claim.type == "insurance" and claim.verdict_rule == "insurance-covered"


def _not_covered(claim: Claim) -> bool:
    return claim.type == "insurance" and claim.verdict_rule in ("insurance-not-covered", "insurance-own-pocket")


_PAIRS: tuple[tuple[str, Callable[[Claim], bool], Callable[[Claim], bool]], ...] = (
    ("price", _cheap, _dear),
    ("candidates", _for_severe, _against_severe),
    ("safety", _no_risk, _risk),
    ("cure", _cures, _no_cure),
    ("regulation", _approved, _not_approved),
    ("insurance", _covered, _not_covered),
)


def clashes(first: Sequence[Claim], second: Sequence[Claim], language: str) -> list[Contradiction]:
    """Contradictions between two sets of claims (the same set twice for one page)."""
    out: list[Contradiction] = []
    same = first is second
    for about, one, other in _PAIRS:
        pair = _first_pair(first, second, one, other) or (None if same else _first_pair(first, second, other, one))
        if pair is not None:
            a, b = pair
            amount = next(
                (f"{c.low or c.high:,.0f} {c.currency}" for c in (a, b) if c.type == "price" and (c.low or c.high)), ""
            )
            out.append(
                Contradiction(about, a.id, b.id, words(f"claims-contradiction-{about}", language, amount=amount))
            )
    out.extend(_apart(first, second, same, language))
    return out


def _first_pair(
    first: Sequence[Claim], second: Sequence[Claim], one: Callable[[Claim], bool], other: Callable[[Claim], bool]
) -> tuple[Claim, Claim] | None:
    """The first claim of each side that meets its condition, if they are two."""
    a = next(filter(one, first), None)
    b = next((c for c in second if other(c) and c is not a), None)
    return None if a is None or b is None else (a, b)


def _apart(first: Sequence[Claim], second: Sequence[Claim], same: bool, language: str) -> list[Contradiction]:
    """Values of the same kind that do not overlap: durations, success rates, recovery times, onset between pages."""
    out = []
    for kind, about in (
        ("durability", "durability"),
        ("success_rate", "success"),
        ("recovery_time", "recovery"),
        ("onset", "onset"),
    ):
        if same and kind != "success_rate":
            continue  # on one page several times may be meant for several things
        one = [c for c in first if c.type == kind and _promises_value(c)]
        other = one if same else [c for c in second if c.type == kind and _promises_value(c)]
        pair = _furthest_apart(one, other)
        if pair is not None:
            out.append(Contradiction(about, pair[0].id, pair[1].id, words(f"claims-contradiction-{about}", language)))
    return out


def _promises_value(claim: Claim) -> bool:
    return claim.polarity == "promote" and (claim.low is not None or claim.high is not None)


def _furthest_apart(one: Sequence[Claim], other: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """The pair whose ranges lie furthest apart, if any two do not overlap; in linear time."""
    if not one or not other:
        return None
    pairs = [
        (min(one, key=lambda c: _span(c)[1]), max(other, key=lambda c: _span(c)[0])),
        (max(one, key=lambda c: _span(c)[0]), min(other, key=lambda c: _span(c)[1])),
    ]
    for a, b in pairs:
        (a_low, a_high), (b_low, b_high) = _span(a), _span(b)
        if a_high < b_low or b_high < a_low:
            return a, b
    return None


def _span(claim: Claim) -> tuple[float, float]:
    """The claim's range, times in weeks, open sides at zero and infinity."""
    scale = WEEKS.get(claim.unit or "", 1.0)
    low = 0.0 if claim.low is None else claim.low * scale
    return low, float("inf") if claim.high is None else claim.high * scale


def compare_pages(audits: Sequence[PageAudit], language: str = "en") -> dict[str, Any]:
    """What each page says on each topic, and where the pages disagree.

    ``{"pages": [{title, url}], "topics": {topic: [[{id, text, low, high, unit, currency, verdict}, …] per page]},
    "contradictions": [{about, first_page, second_page, first, second, reason}]}``.
    """
    topics = {
        topic: [[_cell(c) for c in audit.claims if c.type in kinds] for audit in audits]
        for topic, kinds in _TOPICS.items()
    }
    found = []
    for i, one in enumerate(audits):
        for j in range(i + 1, len(audits)):
            for clash in clashes(one.claims, audits[j].claims, language):
                found.append({**clash.to_dict(), "first_page": i, "second_page": j})
    return {
        "pages": [{"title": a.title, "url": a.url} for a in audits],
        "topics": topics,
        "contradictions": found,
    }


def _cell(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "type": claim.type,
        "text": claim.text,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit,
        "currency": claim.currency,
        "stance": claim.stance,
        "verdict": claim.verdict,
    }
