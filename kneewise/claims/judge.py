"""Verdicts: each claim against the evidence, by the rules of ``data/verdicts.yaml``.

No verdict is decided in code: a rule names its conditions, the anchors it rests on and the message with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kneewise.claims.anchors import Anchor, Anchors
from kneewise.claims.countries import page_country, read_countries
from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.extract import PageReading
from kneewise.claims.matcher import Pattern, Reading, compile_pattern
from kneewise.claims.model import VERDICTS, Claim, EvidenceRow
from kneewise.claims.rulebook import Rulebook, rulebook
from kneewise.words import text as words

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

_KEYS = frozenset(
    [
        "id",
        "verdict",
        "change",
        "rests_on",
        "any",
        "none",
        "stance",
        "not_stance",
        "product",
        "comparator",
        "attribution",
        "country",
        "unit",
        "kind",
        "rule",
        "value",
        "weeks",
        "found",
        "missing",
    ]
)
WEEKS = {"minutes": 1 / 10_080, "hours": 1 / 168, "days": 1 / 7, "weeks": 1.0, "months": 52 / 12, "years": 52.0}
# "12 months" is not beyond a follow-up of 52 weeks, and "a month" is not before 4 weeks.
ROUNDING_WEEKS = 0.5
MOST_EVIDENCE = 7


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """One row of ``verdicts.yaml`` with its patterns compiled."""

    id: str
    verdict: str
    change: str
    rests_on: tuple[str, ...]
    any: tuple[Pattern, ...]
    none: tuple[Pattern, ...]
    fields: dict[str, tuple[str, ...]]
    value: Any
    weeks: dict[str, str]
    found: str
    missing: str


@cache
def verdict_rules() -> dict[str, tuple[VerdictRule, ...]]:
    """The verdict rules by claim type (or type/subtype), compiled with the shipped lexicon.

    Raises
    ------
    ValueError
        For an unknown key, verdict, anchor or word class.
    """
    book = rulebook()
    known = set(read_yaml(DATA / "anchors.yaml"))
    out = {}
    for kind, entries in read_yaml(DATA / "verdicts.yaml").items():
        out[kind] = tuple(_compiled(entry, book, known) for entry in entries)
    return out


def _compiled(entry: dict[str, Any], book: Rulebook, known: set[str]) -> VerdictRule:
    unknown = set(entry) - _KEYS
    if unknown or entry["verdict"] not in VERDICTS:
        raise ValueError(f"verdicts.yaml, {entry['id']}: unknown key or verdict {sorted(unknown) or entry['verdict']}")
    value = entry.get("value")
    used = set(entry.get("rests_on", ())) | set(entry.get("weeks", {}).values())
    used |= {v for v in (value or {}).values() if isinstance(v, str)} if isinstance(value, dict) else set()
    if used - known:
        raise ValueError(f"verdicts.yaml, {entry['id']}: no anchor {sorted(used - known)[0]}")
    fields: dict[str, tuple[str, ...]] = {
        name: tuple(str(v) for v in entry[name])
        for name in ("stance", "product", "comparator", "attribution", "country", "unit", "kind", "rule")
        if name in entry
    }
    return VerdictRule(
        entry["id"],
        entry["verdict"],
        entry["change"],
        tuple(entry.get("rests_on", ())),
        tuple(compile_pattern(p, book.lexicon) for p in entry.get("any", ())),
        tuple(compile_pattern(p, book.lexicon) for p in entry.get("none", ())),
        fields,
        value,
        dict(entry.get("weeks", {})),
        entry.get("found", ""),
        entry.get("missing", ""),
    )


def local_currency(claim: Claim, reading: Reading, country: str | None) -> Claim:
    """A plain dollar sign means the country's own dollar: that of a place named beside it, else the page's."""
    if claim.currency != "USD" or "usd" in claim.text.lower() or "us$" in claim.text.lower():
        return claim
    own = read_countries().get(country or "", {}).get("dollar")
    named = {read_countries()[c].get("dollar") for c in read_countries() if reading.hits.get(f"@in_{c}")}
    dollar = own if not named or own in named else next(iter(named)) if len(named) == 1 else None
    return replace(claim, currency=str(dollar)) if dollar else claim


def judge(claim: Claim, reading: Reading, anchors: Anchors, language: str = "en") -> Claim:
    """The claim with its verdict, reason, evidence and what would change it."""
    rules = verdict_rules().get(f"{claim.type}/{claim.subtype}") or verdict_rules()[claim.type]
    for rule in rules:
        if _holds(rule, claim, reading, anchors):
            return _with_verdict(claim, rule, anchors, language)
    raise AssertionError(f"no verdict rule for {claim.type}")  # the last rule of each type has no conditions


def _holds(rule: VerdictRule, claim: Claim, reading: Reading, anchors: Anchors) -> bool:
    own = {
        "stance": claim.stance,
        "product": claim.product,
        "comparator": claim.comparator or "",
        "attribution": claim.attribution,
        "country": anchors.country or "-",
        "unit": claim.unit or "",
        "kind": reading.segment.kind,
        "rule": claim.rule,
    }
    if any(own[name] not in allowed for name, allowed in rule.fields.items()):
        return False
    if rule.any and not any(p.find(reading.hits) for p in rule.any):
        return False
    if any(p.find(reading.hits) for p in rule.none):
        return False
    if rule.found and not anchors.get(rule.found, claim).found:
        return False
    if rule.missing and anchors.get(rule.missing, claim).found:
        return False
    return _value_holds(rule.value, claim, anchors) and _weeks_hold(rule.weeks, claim, anchors)


def _value_holds(wanted: Any, claim: Claim, anchors: Anchors) -> bool:
    if wanted is None:
        return True
    values = [v for v in (claim.low, claim.high) if v is not None]
    if wanted == "none":
        return not values
    if not values:
        return False
    if wanted == "some":
        return True
    (relation, against), *_ = wanted.items()
    if relation == "at_least":
        return max(values) >= float(against)
    anchor = anchors.get(against, claim)
    if anchor.low is None or anchor.high is None:
        return False
    if relation == "at_most_middle":
        return anchor.middle is not None and max(values) <= anchor.middle
    if relation == "at_most":
        return max(values) <= anchor.high
    if relation == "at_most_abs":
        return max(abs(v) for v in values) <= max(abs(anchor.low), abs(anchor.high))
    inside = all(anchor.low <= v <= anchor.high for v in values)
    return inside if relation == "inside" else not inside


def _weeks_hold(wanted: dict[str, str], claim: Claim, anchors: Anchors) -> bool:
    if not wanted:
        return True
    values = [v for v in (claim.low, claim.high) if v is not None]
    if not values or claim.unit not in WEEKS:
        return False
    in_weeks = [v * WEEKS[claim.unit] for v in values]
    for relation, name in wanted.items():
        anchor = anchors.get(name, claim)
        if relation == "above" and not (anchor.high is not None and max(in_weeks) > anchor.high + ROUNDING_WEEKS):
            return False
        if relation == "below" and not (anchor.low is not None and max(in_weeks) < anchor.low - ROUNDING_WEEKS):
            return False
    return True


def _with_verdict(claim: Claim, rule: VerdictRule, anchors: Anchors, language: str) -> Claim:
    found = [anchors.get(name, claim) for name in rule.rests_on]
    rows: list[EvidenceRow] = []
    for anchor in found:
        rows.extend(row for row in anchor.rows if row not in rows)
    arguments = _arguments(found)
    return replace(
        claim,
        verdict=rule.verdict,
        verdict_rule=rule.id,
        evidence=tuple(rows[:MOST_EVIDENCE]),
        reason=words(f"claims-reason-{rule.id}", language, **arguments),
        would_change="" if rule.change == "none" else words(f"claims-change-{rule.change}", language),
    )


def _arguments(found: list[Anchor]) -> dict[str, str]:
    """Numbers a reason may quote: of each anchor its low, high and year, named after the anchor."""
    out: dict[str, str] = {}
    for anchor in found:
        name = anchor.name.replace("_", "-")
        out[f"{name}-low"] = _number(anchor.low)
        out[f"{name}-middle"] = _number(anchor.middle)
        out[f"{name}-high"] = _number(anchor.high)
        out[f"{name}-year"] = str(anchor.year or "")
    return out


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:,.0f}" if abs(value) >= 10 else f"{abs(value):.1f}"


def judge_page(page: PageReading, claims: list[tuple[Claim, Reading]], dataset: Dataset, language: str) -> list[Claim]:
    """All claims of a page with their verdicts."""
    from kneewise.claims.anchors import anchors_for

    country = page_country(page)
    anchors = anchors_for(dataset, country)
    return [judge(local_currency(claim, reading, country), reading, anchors, language) for claim, reading in claims]
