"""What a page tells and leaves out, its score on published instruments, and the questions that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.extract import PageReading
from kneewise.claims.matcher import Pattern, PatternSet, Reading, compile_pattern
from kneewise.claims.model import Claim, Omission, Question
from kneewise.claims.owner import names_owner
from kneewise.claims.products import subject_is_alternative
from kneewise.claims.rulebook import rulebook
from kneewise.words import has
from kneewise.words import text as words

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

# Products that are not the page's own treatment: a price of theirs does not tell what this treatment costs.
_NOT_OWN = frozenset({"knee_replacement", "surgery", "steroid", "ha", "drugs", "exercise", "arthroscopy", "topical"})
# Of the sentences that speak for the treatment, this share must be hedged, reported or balanced for a careful tone.
CAREFUL_SHARE = 0.5
# Expressions for names and dates are only tried on this much of one segment.
LONGEST_WRITTEN = 600


@dataclass(frozen=True, slots=True)
class _ClaimTest:
    """A claim that meets an item: its fields, and patterns that its sentence must or must not hold."""

    fields: dict[str, Any]
    any: tuple[Pattern, ...]
    none: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class _Test:
    any: PatternSet
    none: tuple[Pattern, ...]
    written: tuple[re.Pattern[str], ...]
    claims: tuple[_ClaimTest, ...]
    own: bool
    owner: bool
    questions: tuple[str, ...]


def _patterns(entry: dict[str, Any], key: str) -> tuple[Pattern, ...]:
    return tuple(compile_pattern(p, rulebook().lexicon) for p in entry.get(key, ()))


def _test(entry: dict[str, Any]) -> _Test:
    claims = entry.get("claims", ())
    claims = [c for c in claims if isinstance(c, dict)]
    return _Test(
        PatternSet(_patterns(entry, "any")),
        _patterns(entry, "none"),
        tuple(re.compile(w) for w in entry.get("written", ())),
        tuple(_ClaimTest(c, _patterns(c, "any"), _patterns(c, "none")) for c in claims),
        bool(entry.get("own")),
        bool(entry.get("owner")),
        tuple(entry.get("questions", ())),
    )


@cache
def omission_tests() -> dict[str, _Test]:
    """The checklist of ``data/omissions.yaml``, compiled."""
    return {item: _test(entry) for item, entry in read_yaml(DATA / "omissions.yaml").items()}


@cache
def score_items() -> dict[str, dict[str, Any]]:
    """The instruments of ``data/score.yaml``, compiled."""
    out: dict[str, dict[str, Any]] = {}
    for name, entry in read_yaml(DATA / "score.yaml").items():
        items = {
            item: {"how": spec["met_by"], "item": spec["item"], "test": _test(spec["met_by"])}
            for item, spec in entry["items"].items()
        }
        out[name] = {"of": entry["of"], "warning": bool(entry.get("warning")), "items": items}
    return out


def find_omissions(page: PageReading, claims: list[tuple[Claim, Reading]], language: str) -> list[Omission]:
    """Each item of the checklist: told (with the words that tell it) or left out."""
    out = []
    for item, test in omission_tests().items():
        place = _met(page, test, claims)
        if place is None:
            out.append(Omission(item, False, why=words(f"claims-why-{item}", language)))
        else:
            start, end = place
            out.append(
                Omission(item, True, page.page.shown[start:end], start, end, words(f"claims-why-{item}", language))
            )
    return out


def _met(page: PageReading, test: _Test, claims: list[tuple[Claim, Reading]]) -> tuple[int, int] | None:
    for claim, reading in claims:
        if any(_claim_meets(claim, reading, wanted) for wanted in test.claims):
            return claim.start, claim.end
    if test.owner:
        named = names_owner(page)
        return None if named is None else page.shown(named)
    for reading in page.readings:
        if _told(page, reading, test):
            return page.shown(reading)
    return None


def _told(page: PageReading, reading: Reading, test: _Test) -> bool:
    """Whether the words of one segment meet an item."""
    if test.any.any(reading.hits) and not any(p.find(reading.hits) for p in test.none):
        heading = page.heading(reading)
        return not (test.own and subject_is_alternative(reading, page.lead(reading), heading, page.product))
    if not test.written:
        return False
    start = reading.segment.start
    cased = page.page.cased[start : min(reading.segment.end, start + LONGEST_WRITTEN)]
    return any(w.search(cased) for w in test.written)


def _claim_meets(claim: Claim, reading: Reading, test: _ClaimTest) -> bool:
    wanted = test.fields
    if claim.type != wanted["type"]:
        return False
    if wanted.get("valued") and claim.low is None and claim.high is None:
        return False
    if wanted.get("own") and claim.product in _NOT_OWN:
        return False
    if claim.verdict in wanted.get("not_verdict", ()) or claim.product in wanted.get("not_product", ()):
        return False
    own = {"stance": claim.stance, "rule": claim.verdict_rule, "attribution": claim.attribution}
    if any(name in wanted and value not in wanted[name] for name, value in own.items()):
        return False
    if any(p.find(reading.hits) for p in test.none):
        return False
    return not test.any or any(p.find(reading.hits) for p in test.any)


def page_score(page: PageReading, claims: list[tuple[Claim, Reading]], omissions: list[Omission]) -> dict[str, Any]:
    """How many machine-checkable items of each instrument the page meets, each with the sentence that meets it.

    ``{instrument: {met, of, note, warning, items: {item: {number, met, text}}}, "credits": n, "concerns": n}``. For a
    list of warning signs "met" counts the signs that are present.
    """
    told = {o.item: o for o in omissions}
    out: dict[str, Any] = {}
    for name, instrument in score_items().items():
        items = {}
        for item, spec in instrument["items"].items():
            met, text = _item_met(page, spec, claims, told)
            items[item] = {"number": spec["item"], "met": met, "text": text}
        out[name] = {
            "met": sum(1 for i in items.values() if i["met"]),
            "of": len(items),
            "note": instrument["of"],
            "warning": instrument["warning"],
            "items": items,
        }
    out["credits"] = sum(1 for c, _ in claims if c.verdict == "supported")
    out["concerns"] = sum(1 for c, _ in claims if c.verdict in ("overstated", "unsupported", "contradicted"))
    return out


def _item_met(
    page: PageReading, spec: dict[str, Any], claims: list[tuple[Claim, Reading]], told: dict[str, Omission]
) -> tuple[bool, str]:
    how = spec["how"]
    if "omission" in how:
        return told[how["omission"]].present, told[how["omission"]].evidence_text
    if "omission_missing" in how:
        return not told[how["omission_missing"]].present, ""
    if how.get("hedging"):
        promoting = [c for c, _ in claims if c.polarity == "promote" and c.type not in ("promotion", "numbers_treated")]
        careful = [c for c in promoting if c.stance in ("hedged", "reported", "denied")]
        careful += [c for c, _ in claims if c.polarity == "caution"]
        met = bool(careful) and len(careful) >= CAREFUL_SHARE * max(len(promoting), 1)
        return met, careful[0].text if met else ""
    for claim, _ in claims:
        if isinstance(how.get("claims"), list) and claim.type in how["claims"]:
            return True, claim.text
        if claim.verdict in how.get("verdicts", {}).get(claim.type, ()) and "any" not in how:
            return True, claim.text
    place = _met(page, spec["test"], []) if ("any" in how or "written" in how) else None
    return (False, "") if place is None else (True, page.page.shown[place[0] : place[1]])


def find_questions(omissions: list[Omission], dataset: Dataset, language: str) -> list[Question]:
    """A question for each thing the page leaves out, from the evidence's list of questions to ask a clinic."""
    rows = list(dataset.questions.iter_rows(named=True))
    out: list[Question] = []
    for omission in omissions:
        if omission.present:
            continue
        asked = False
        for wanted in omission_tests()[omission.item].questions:
            for row in rows:
                if wanted.lower() in row["item"].lower() and row["item"].endswith("?"):
                    asking = words(f"ask-clinic-{row['question_id']}", language)
                    question = Question(asking, omission.why, omission.item, dataset.source(row["source"]).url)
                    if question.text not in [q.text for q in out]:
                        out.append(question)
                        asked = True
                    break
            if asked:
                break
        if not asked and has(f"claims-question-{omission.item}", language):
            out.append(Question(words(f"claims-question-{omission.item}", language), omission.why, omission.item, ""))
    return out
