"""The decision aid scored against IPDASi v4, live: each check looks at the running program and says what it saw.

Items that only people can test are never met here. A check returns whether it holds, the message that says what was
seen, and its figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kneewise import evidence
from kneewise.candidacy.intake import Intake
from kneewise.outlook.values import CRITERIA
from kneewise.report import Report
from kneewise.report.blocks import Pictures, Table, Text, citations_in
from kneewise.web import content, interview
from kneewise.web.presenters import options
from kneewise.web.presenters import report as report_presenter

# The person whose report is looked at: middle of the trials, nothing special.
EXAMPLE = {"age": 62, "xray_words": "moderate", "pain_now": 6, "country": "US"}
# IPDAS C1, as a ratio of words on good sides to words on bad sides.
BALANCE = (0.67, 1.5)
FEWEST_OPTIONS = 12
FEWEST_SIDES = 2


@dataclass(frozen=True)
class Proof:
    """Whether an item holds, and the message (id and arguments) that says what was seen."""

    met: bool
    message: str
    arguments: dict[str, Any]


def _report() -> Report:
    return report_presenter.build(Intake.read(EXAMPLE), "en")


def _contents() -> list[dict[str, Any]]:
    return [options.raw(code) for code in options.codes()]


def _outlook() -> dict[str, Any]:
    return _report().data["outlook"]


def _benefits() -> list[dict[str, Any]]:
    return [b for o in _outlook()["options"] for b in o["benefits"]]


def _words(values: list[dict[str, str]]) -> int:
    return sum(len(v["en"].split()) for v in values)


def condition() -> Proof:
    from kneewise import words

    count = sum(words.has(f"web-knee-what-{n}") for n in (1, 2, 3))
    return Proof(count == 3, "web-proof-condition", {"count": count})


def decision() -> Proof:
    from kneewise import words

    return Proof(words.has("web-step-short-intro"), "web-proof-decision", {})


def options_listed() -> Proof:
    codes = options.codes()
    return Proof(len(codes) >= FEWEST_OPTIONS and "waiting" in codes, "web-proof-options", {"count": len(codes)})


def _sides(key: str, message: str) -> Proof:
    found = _contents()
    least = min(len(c[key]) for c in found)
    return Proof(least >= FEWEST_SIDES, message, {"count": len(found), "least": least})


def good_sides() -> Proof:
    return _sides("good", "web-proof-good")


def bad_sides() -> Proof:
    return _sides("bad", "web-proof-bad")


def living() -> Proof:
    found = _contents()
    return Proof(all(c.get(k) for c in found for k in ("body", "mind", "social")), "web-proof-living", {"count": len(found)})


def balance() -> Proof:
    found = _contents()
    ratio = sum(_words(c["good"]) for c in found) / sum(_words(c["bad"]) for c in found)
    low, high = BALANCE
    arguments = {"ratio": f"{ratio:.2f}", "low": f"{low:g}", "high": f"{high:g}"}
    return Proof(low <= ratio <= high, "web-proof-balance", arguments)


def sources() -> Proof:
    report = _report()
    cited = {c.source_id for s in report.sections for b in s.blocks for c in citations_in(b)}
    listed = {s.source_id for s in report.sources}
    return Proof(bool(cited) and cited <= listed, "web-proof-sources", {"count": len(cited)})


def dates() -> Proof:
    from kneewise.web.pages import versions

    date = versions()["date"]
    return Proof(bool(date), "web-proof-dates", {"date": date})


def _prose(name: str, message: str) -> Proof:
    found = content.load_file("pages", name)
    count = len(found["sections"]) if found else 0
    return Proof(count >= 2, message, {"count": count})


def policy() -> Proof:
    return _prose("policy", "web-proof-policy")


def funding() -> Proof:
    return _prose("funding", "web-proof-funding")


def authors() -> Proof:
    proof = _prose("about", "web-proof-authors")
    return Proof(proof.met, proof.message, {})


def selection() -> Proof:
    found = content.load_file("pages", "methods") or {"sections": []}
    return Proof(any(s.get("id") == "studies" for s in found["sections"]), "web-proof-selection", {})


def uncertainty() -> Proof:
    shown = [o for o in _outlook()["options"] if o["benefits"]]
    graded = all(o["certainty"] for o in shown)
    ranged = all(b["beyond_placebo"]["ci"] for o in shown for b in o["benefits"])
    return Proof(bool(shown) and graded and ranged, "web-proof-uncertainty", {"count": sum(len(o["benefits"]) for o in shown)})


def no_treatment() -> Proof:
    waiting = next((o for o in _outlook()["options"] if o["treatment"] == "no_treatment"), None)
    return Proof(bool(waiting and waiting["courses"]), "web-proof-no-treatment", {})


def side_by_side() -> Proof:
    count = len(_report().data["chosen"])
    return Proof(2 <= count <= 4, "web-proof-side", {"count": count})


def chances() -> Proof:
    found = _benefits()
    both = all(b["meaningful"] and b["meaningful_sham"] for b in found)
    return Proof(bool(found) and both, "web-proof-chances", {"count": len(found)})


def reference_class() -> Proof:
    likeness = _outlook()["likeness"]
    return Proof(likeness["n_trials"] > 0, "web-proof-class", {"count": likeness["n_trials"]})


def same_time() -> Proof:
    weeks = [frozenset(b["week"] for b in o["benefits"]) for o in _outlook()["options"] if o["benefits"]]
    return Proof(len(set(weeks)) == 1, "web-proof-time", {"count": len(weeks[0]) if weeks else 0})


def same_denominator() -> Proof:
    found = _benefits()
    return Proof(all(b["meaningful"]["of"] == 100 for b in found), "web-proof-denominator", {"count": len(found)})


def several_views() -> Proof:
    blocks = [b for s in _report().sections for b in s.blocks]
    drawings = sum(len(b.pictures) for b in blocks if isinstance(b, Pictures))
    met = drawings > 1 and any(isinstance(b, Table) for b in blocks) and any(isinstance(b, Text) for b in blocks)
    return Proof(met, "web-proof-views", {"count": drawings})


def values() -> Proof:
    return Proof(len(CRITERIA) == 7, "web-proof-values", {})


def steps() -> Proof:
    return Proof(len(interview.steps()) > 1, "web-proof-steps", {"count": len(interview.steps())})


def take_away() -> Proof:
    section = _report().section("questions")
    count = sum(len(b.items) for b in section.blocks if hasattr(b, "items")) if section else 0
    return Proof(count > 0, "web-proof-take", {"count": count})


def quality() -> Proof:
    judged = evidence.load().trials["risk_of_bias"].is_not_null().sum()
    return Proof(judged > 0, "web-proof-quality", {"count": int(judged)})


def reading() -> Proof:
    from kneewise.web.reading import GRADE_LIMIT, grades

    found = grades()
    highest = max(found.values())
    return Proof(highest <= GRADE_LIMIT, "web-proof-reading", {"count": len(found), "highest": f"{highest:.1f}"})


CHECKS: dict[str, Callable[[], Proof]] = {
    f.__name__: f
    for f in (
        condition, decision, options_listed, good_sides, bad_sides, living, balance, sources, dates, policy, uncertainty,
        funding, no_treatment, side_by_side, chances, reference_class, same_time, same_denominator, several_views, values,
        steps, take_away, selection, quality, authors, reading,
    )
}  # fmt: skip


@lru_cache(maxsize=1)
def proofs() -> dict[str, Proof]:
    """Every check once per process and version: the program and its data do not change while it runs."""
    return {name: check() for name, check in CHECKS.items()}


def items() -> list[dict[str, Any]]:
    """The items of ``content/ipdas.yaml`` with their state: ``met``, ``not-met`` or ``people``."""
    raw = content.load_file("", "ipdas") or {"items": []}
    found = []
    for item in raw["items"]:
        proof = None if item.get("people") else proofs()[item["check"]]
        state = "people" if proof is None else "met" if proof.met else "not-met"
        found.append({**item, "state": state, "proof": proof})
    return found
