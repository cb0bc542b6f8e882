"""The decision aid scored against IPDASi v4, live: each check looks at the running site and says what it saw.

A check takes a `Subject` and returns whether the item holds, the message that says what was seen, and its figures.
Items that only people can test (``people: true`` in ``content/ipdas.yaml``) have no check and are never met.
Structure and items: Joseph-Williams et al. 2014, doi:10.1177/0272989X13501721; the nine items on tests do not apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from kneewise.evidence.review import last_review, next_review
from kneewise.outlook.values import CRITERIA
from kneewise.report.blocks import Pictures, Table, Text, citations_in
from kneewise.web import content, interview
from kneewise.web.ipdas_subject import Subject, rows_named, running_site
from kneewise.web.reading import GRADE_LIMIT

# IPDAS C1: words on good sides for each word on bad sides, in every option.
BALANCE = (0.67, 1.5)
# As many options as a person with a painful knee may meet; waiting is one of them.
FEWEST_OPTIONS = 12
FEWEST_SIDES = 1
FEWEST_CHOSEN, MOST_CHOSEN = 2, 4
HUNDRED = 100
LIVING = ("body", "mind", "social")


@dataclass(frozen=True)
class Proof:
    """Whether an item holds, and the message (id and arguments) that says what was seen."""

    met: bool
    message: str
    arguments: dict[str, Any]


Check = Callable[[Subject], Proof]


def _option_pages(site: Subject) -> list[str]:
    return [site.html(f"option {code}") for code in site.contents]


def condition(site: Subject) -> Proof:
    """The page on the knee says what arthritis is, and every option page leads there."""
    headings = len(re.findall(r"<h2", site.html("knee")))
    linked = sum('href="/your-knee"' in page for page in _option_pages(site))
    met = headings > 0 and linked == len(site.contents) > 0
    return Proof(met, "ipdas-proof-condition", {"count": headings, "linked": linked, "total": len(site.contents)})


def decision(site: Subject) -> Proof:
    """The interview begins with the decision to be made, and the report leads there as long as nothing is answered."""
    from kneewise import words

    opens = words.text("web-step-short-intro") in _plain(site.html("interview_step"))
    return Proof(opens and "/interview" in site.html("report"), "ipdas-proof-decision", {})


def _plain(html: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def options_listed(site: Subject) -> Proof:
    """The list leads to every option, waiting among them."""
    page = site.html("options")
    linked = [code for code in site.contents if f'href="/options/{code}"' in page]
    met = len(linked) == len(site.contents) >= FEWEST_OPTIONS and "waiting" in linked
    return Proof(met, "ipdas-proof-options", {"count": len(linked), "total": len(site.contents)})


def _sides(site: Subject, key: str, message: str) -> Proof:
    least = min((len(c[key]) for c in site.contents.values()), default=0)
    return Proof(least >= FEWEST_SIDES, message, {"count": len(site.contents), "least": least})


def good_sides(site: Subject) -> Proof:
    return _sides(site, "good", "web-proof-good")


def bad_sides(site: Subject) -> Proof:
    return _sides(site, "bad", "web-proof-bad")


def living(site: Subject) -> Proof:
    """What it is like for body, mind and days, in both languages."""
    full = [c for c in site.contents.values() if all(c[k].get(lang) for k in LIVING for lang in ("en", "es"))]
    return Proof(len(full) == len(site.contents) > 0, "web-proof-living", {"count": len(full)})


def balance(site: Subject) -> Proof:
    """As many rows on good as on bad sides, and about as many words, in every option."""
    low, high = BALANCE
    ratios = [_word_count(c["good"]) / max(_word_count(c["bad"]), 1) for c in site.contents.values()]
    even = all(len(c["good"]) == len(c["bad"]) for c in site.contents.values())
    found = {"least": f"{min(ratios, default=0):.2f}", "most": f"{max(ratios, default=0):.2f}"}
    met = bool(ratios) and even and all(low <= r <= high for r in ratios)
    return Proof(met, "ipdas-proof-balance", {**found, "low": f"{low:g}", "high": f"{high:g}"})


def _word_count(values: list[dict[str, Any]]) -> int:
    return sum(len(v["en"].split()) for v in values)


def sources(site: Subject) -> Proof:
    """Every source that the example report cites, and every row that an option's text names, exists."""
    cited = {c.source_id for s in site.report.sections for b in s.blocks for c in citations_in(b)}
    rows = {row for c in site.contents.values() for row in rows_named(c)}
    lost = [s for s in cited if not site.known_source(s)] + [r for r in rows if not site.resolves(r)]
    found = {"sources": len(cited), "rows": len(rows), "lost": len(lost)}
    return Proof(bool(cited) and bool(rows) and not lost, "ipdas-proof-sources", found)


def dates(site: Subject) -> Proof:
    """The foot of the pages shows when the data were searched and when they are due again; so does the report."""
    pages = [site.html(name) for name in ("start", "options", "knee", "methods")]
    said = (last_review(site.dataset).isoformat(), next_review(site.dataset).isoformat())
    feet = [page.partition("site-foot")[2] for page in pages] + ["\n".join(t.text for t in site.report.footer)]
    shown = all(date in foot for foot in feet for date in said)
    return Proof(shown, "web-proof-dates", dict(zip(("date", "due"), said, strict=True)))


def policy(site: Subject) -> Proof:
    """The policy says how often it is looked at again."""
    sections = site.prose["policy"].get("sections", [])
    said = any(re.search(r"\b(year|month)s?\b", p["en"]) for s in sections for p in s.get("text", []))
    return Proof(said, "web-proof-policy", {"count": len(sections)})


def uncertainty(site: Subject) -> Proof:
    """Every result on pain has a range, and every option with results a grade."""
    graded = all(o["certainty"].get("pain") for o in site.forecasts)
    ranged = all(b["beyond_placebo"]["ci"] for b in site.benefits)
    return Proof(bool(site.benefits) and graded and ranged, "web-proof-uncertainty", {"count": len(site.benefits)})


def funding(site: Subject) -> Proof:
    sections = site.prose["funding"].get("sections", [])
    return Proof(bool(sections) and all(s.get("text") for s in sections), "web-proof-funding", {"count": len(sections)})


def no_treatment(site: Subject) -> Proof:
    """Waiting has a course of its own, and every forecast stands beside its comparison."""
    courses = {o["treatment"]: o["courses"] for o in site.outlook["options"]}
    beside = all(b["meaningful_sham"] for b in site.benefits)
    return Proof(bool(courses.get("no_treatment")) and beside, "web-proof-no-treatment", {})


def side_by_side(site: Subject) -> Proof:
    chosen = [c for c in site.report.data["chosen"] if c]
    count = len(chosen)
    table = site.report.section("options") is not None
    return Proof(FEWEST_CHOSEN <= count <= MOST_CHOSEN and table, "web-proof-side", {"count": count})


def chances(site: Subject) -> Proof:
    """Every result says of how many people with and without the option are clearly better."""
    both = [b for b in site.benefits if b["meaningful"] and b["meaningful_sham"]]
    return Proof(len(both) == len(site.benefits) > 0, "web-proof-chances", {"count": len(both)})


def event_rates(site: Subject) -> Proof:
    """Counts of people stand in the table of every option page with a forecast, not only differences."""
    from kneewise import words

    heading = words.text("option-col-without")
    pages = {
        o["treatment"]: site.html(f"option {o['treatment']}") for o in site.forecasts if o["treatment"] in site.contents
    }
    with_counts = [code for code, page in pages.items() if heading in page]
    return Proof(len(with_counts) == len(pages) > 0, "ipdas-proof-rates", {"count": len(with_counts)})


def reference_class(site: Subject) -> Proof:
    count = site.outlook["likeness"]["n_trials"]
    return Proof(count > 0, "web-proof-class", {"count": count})


def same_time(site: Subject) -> Proof:
    weeks = {frozenset(b["week"] for b in o["benefits"] if b["outcome"] == "pain") for o in site.forecasts}
    return Proof(len(weeks) == 1, "web-proof-time", {"count": len(next(iter(weeks))) if weeks else 0})


def same_denominator(site: Subject) -> Proof:
    counted = [b[key]["of"] for b in site.benefits for key in ("meaningful", "meaningful_sham")]
    return Proof(set(counted) == {HUNDRED}, "web-proof-denominator", {"count": len(counted)})


def several_views(site: Subject) -> Proof:
    blocks = [b for s in site.report.sections for b in s.blocks]
    drawings = sum(len(b.pictures) for b in blocks if isinstance(b, Pictures))
    met = drawings > 1 and any(isinstance(b, Table) for b in blocks) and any(isinstance(b, Text) for b in blocks)
    return Proof(met, "web-proof-views", {"count": drawings})


def values(site: Subject) -> Proof:
    """Every criterion can be weighed on the page, by slider and by buttons."""
    page = site.html("values")
    count = sum(f'name="values.{c}"' in page and page.count(f'value="{c}:') >= 2 for c in CRITERIA)
    return Proof(count == len(CRITERIA), "ipdas-proof-values", {"count": count})


def steps(site: Subject) -> Proof:
    """The interview leads step by step."""
    count = len(interview.steps())
    met = count > 1 and "<form" in site.html("interview_step")
    return Proof(met, "web-proof-steps", {"count": count})


def take_away(site: Subject) -> Proof:
    section = site.report.section("questions")
    count = sum(len(b.items) for b in section.blocks if hasattr(b, "items")) if section else 0
    return Proof(count > 0, "web-proof-take", {"count": count})


def selection(site: Subject) -> Proof:
    sections = [s for s in site.prose["methods"].get("sections", []) if s.get("id") == "studies"]
    return Proof(any(s.get("text") for s in sections), "web-proof-selection", {})


def quality(site: Subject) -> Proof:
    """Every option with a forecast has a grade with at least one reason in words, unless the grade is the highest."""
    graded = [o["certainty"].get("pain") for o in site.forecasts]
    explained = [g for g in graded if g and (g["reasons"] or g["level"] == "high")]
    judged = int(site.dataset.trials["risk_of_bias"].is_not_null().sum())
    met = len(explained) == len(graded) > 0 and judged > 0
    return Proof(met, "ipdas-proof-quality", {"count": len(explained), "judged": judged})


def authors(site: Subject) -> Proof:
    """The page on us says what the authors are."""
    text = " ".join(p["en"] for s in site.prose["about"].get("sections", []) for p in s.get("text", []))
    return Proof("authors" in text, "web-proof-authors", {})


def reading(site: Subject) -> Proof:
    found = site.grades()
    highest = max(found.values(), default=float("inf"))
    return Proof(highest <= GRADE_LIMIT, "web-proof-reading", {"count": len(found), "highest": f"{highest:.1f}"})


CHECKS: dict[str, Check] = {
    f.__name__: f
    for f in (
        condition, decision, options_listed, good_sides, bad_sides, living, balance, sources, dates, policy,
        uncertainty, funding, no_treatment, side_by_side, chances, event_rates, reference_class, same_time,
        same_denominator, several_views, values, steps, take_away, selection, quality, authors, reading,
    )
}  # fmt: skip


def prove(site: Subject) -> dict[str, Proof]:
    """Every check on that site, by name."""
    return {name: check(site) for name, check in CHECKS.items()}


@lru_cache(maxsize=1)
def proofs() -> dict[str, Proof]:
    """Every check on the running site, once per process: program and data do not change while it runs."""
    return prove(running_site())


def scored(proven: dict[str, Proof]) -> list[dict[str, Any]]:
    """The items of ``content/ipdas.yaml`` with their state: ``met``, ``not-met`` or ``people``."""
    found = content.load_file("", "ipdas")
    assert found is not None
    result = []
    for item in found["items"]:
        proof = None if item.get("people") else proven[item["check"]]
        state = "people" if proof is None else "met" if proof.met else "not-met"
        result.append({**item, "state": state, "proof": proof})
    return result


def items() -> list[dict[str, Any]]:
    """The items as the running site stands."""
    return scored(proofs())
