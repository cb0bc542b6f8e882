"""Which of a segment's amounts is a claim's value, and what a number without a unit means there.

The value is the first quantity of the claim's own kind. Of several times, the one beside words of the claim's kind is
taken; a share of people is no change in pain; an age is no duration. Where a segment gives only a bare number, the
column's header, the line above or the claim's kind says what it is (``data/values.yaml``).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kneewise.claims.amounts import COUNTED, Default, Found, amounts_in
from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.matcher import Hit, Reading
from kneewise.claims.model import Amount
from kneewise.claims.numerals import INDIAN, TIMES, Number, numbers_in, word_at
from kneewise.claims.tables import cell_at, column_of, in_columns, with_default, with_unit
from kneewise.claims.text import Token
from kneewise.claims.times import CUES, TIMED, headed, is_one, is_time_of, misfit, stems
from kneewise.claims.wordless import share_in_words

if TYPE_CHECKING:
    from kneewise.claims.extract import PageReading
    from kneewise.claims.rulebook import Rule

_DATA = read_yaml(DATA / "values.yaml")


_KINDS: dict[str, list[str]] = _DATA["kinds"]
_REDUCED = frozenset(_DATA["reduced"])
_CHANGE = stems(_DATA["change_words"])
_AGE_SIGNS = stems(_DATA["age_signs"])
_SCALE_SIGNS = frozenset(_DATA["scale_signs"])
_REDUCED_NEAR = 4
_EXAMS = frozenset(_DATA["exams"])
_EXAM_NEAR = 6
# These stand before the money that is saved, not after it.
_SAVED = frozenset({"save", "saves", "saving", "you"})
FEWEST_TREATED = 20
FEWEST_SUBJECTS = 5
_DONE = frozenset(_DATA["done"])
_NOT_TREATED = frozenset(_DATA["not_treated"])
_SHOTS = frozenset({"injection", "shot", "jab", "vial", "treatment", "visit", "session", "dose"})
_STUDIES = frozenset({"survey", "study", "trial", "series", "cohort", "audit", "sample", "registry"})


def values_of(rule: Rule, reading: Reading, core: Hit, page: PageReading, above: Reading | None) -> list[Amount]:
    """The amounts of a claim's kind, the one that is its value first. ``above`` is the line or heading above."""
    found = _own(rule, reading, core, page)
    if not found:
        found = _bare(rule, reading, page, above)
    if rule.type == "evidence":
        found.sort(key=lambda a: a.unit == "studies")
    if rule.type == "promotion":
        found = [Amount(a.kind, a.low, a.high, "" if a.kind == "money" else a.unit, a.currency) for a in found]
    if rule.type == "numbers_treated":
        found = [replace(a, unit="procedures") if a.unit == "sessions" else a for a in found]
    if rule.type == "price":
        found = [with_unit(a, reading, page, above) for a in found]
    return found


def _own(rule: Rule, reading: Reading, core: Hit, page: PageReading) -> list[Amount]:
    kept: list[Found] = []
    for amount, first, last in reading.amounts:
        if amount.kind not in (rule.value or _KINDS.get(rule.type, ())) or amount.unit in rule.skip_units:
            continue
        if rule.type == "promotion" and amount.kind == "money" and not _is_offer(reading, first, last):
            continue
        if rule.keep_units and amount.kind == "count" and amount.unit not in rule.keep_units:
            continue
        if rule.type == "procedure" and amount.kind == "count" and _per_time(reading, last):
            continue
        if rule.units and amount.kind == "count" and amount.unit not in rule.units:
            continue
        if amount.kind == "duration" and not is_time_of(rule.type, reading, amount, first, last):
            continue
        kept.append((amount, first, last))
    if rule.type == "promotion" and len(kept) > 1 and _EXAMS.isdisjoint(reading.words):
        kept = [f for f in kept if f[0].kind != "money" or _reduced(reading, f)] or kept
    if rule.type == "risk":
        kept = [f for f in kept if not _rated(reading, f)]
    if rule.type == "benefit":
        change = _change_on_scale(reading.segment.tokens)
        if change is not None:
            return [change]
        kept = [f for f in kept if not _of_people(reading, f)]
    if rule.type in ("success_rate", "price") and len(kept) > 1:
        passes = _of_change if rule.type == "success_rate" else _reduced
        kept = [f for f in kept if not passes(reading, f)] or kept[:1]
    column = column_of(reading, page) if rule.type in CUES and len(kept) > 1 else []
    if column:
        under = [f for f in kept if headed(rule.type, column, cell_at(reading.segment.tokens, f[0].start))]
        if under:
            return [under[0][0]]
    if rule.type in TIMED and len(kept) > 1 and rule.type != "procedure":
        fit = {f: misfit(rule.type, reading, f, core) for f in kept}
        kept = [f for f in kept if fit[f][0] == 0] or [min(kept, key=lambda f: fit[f])]
    if rule.type == "procedure" and len(kept) > 1:
        kept = [f for f in kept if not _one_visit(reading, f)] or kept
    return [amount for amount, _, _ in kept]


def _per_time(reading: Reading, last: int) -> bool:
    """Whether a number is a rate: "one treatment a year"."""
    after = reading.words[last + 1 : last + 3]
    if len(after) < 2 or reading.breaks[last + 1] != reading.breaks[last]:
        return False
    return after[0] in ("a", "per", "each", "every") and after[1] in TIMES


def _one_visit(reading: Reading, found: Found) -> bool:
    """ "a single visit": how long it takes says more."""
    amount, first, last = found
    named = reading.words[first : last + 1]
    return amount.unit == "sessions" and named[:1] == ["single"] and not {"visit", "session"}.isdisjoint(named)


def _is_offer(reading: Reading, first: int, last: int) -> bool:
    """Whether money is what an offer is about: a reduction, or the price of a first examination or talk."""
    near = reading.words[max(0, first - _EXAM_NEAR) : last + 1 + _EXAM_NEAR]
    return _is_reduction(reading, first, last) or not _EXAMS.isdisjoint(near)


def _is_reduction(reading: Reading, first: int, last: int) -> bool:
    """Whether money stands beside a word for a reduction or a gift, and is not the price itself."""
    return not _REDUCED.isdisjoint(reading.words[max(0, first - _REDUCED_NEAR) : last + 1 + _REDUCED_NEAR])


def _reduced(reading: Reading, found: Found) -> bool:
    """Whether a price is money off or a deposit: the word for it stands right beside."""
    _, first, last = found
    after = [word for word in reading.words[last + 1 : last + 2] if word not in _SAVED]
    return not _REDUCED.isdisjoint([*reading.words[max(0, first - 1) : first], *after])


def _of_people(reading: Reading, found: Found) -> bool:
    """Whether a percentage is a share of people: counted people follow, or it was said as "8 out of 10"."""
    amount, first, last = found
    if amount.kind != "percent":
        return False
    said = reading.words[first : last + 1]
    if reading.words[last + 1 : last + 2] == ["for"]:
        return False
    if any(w in ("of", "in", "out") for w in said):
        return True
    after = reading.words[last + 1 : last + 5]
    return any(COUNTED.get(w) == "patients" or w in ("those", "them", "us") for w in after) and after[0] in (
        *("of", "our", "all"),
        *COUNTED,
    )


def _rated(reading: Reading, found: Found) -> bool:
    """Whether "7 out of 10" rates pain: nobody is counted after it."""
    _, first, last = found
    said = reading.words[first : last + 1]
    after = reading.words[last + 1 : last + 4]
    return "out" in said and not any(w in COUNTED or w in ("of", "our", "them") for w in after)


def _of_change(reading: Reading, found: Found) -> bool:
    """Whether a percentage is a change in pain: "a 30 % fall in pain", "40 % less pain"."""
    _, _, last = found
    return any(is_one(w, _CHANGE) for w in reading.words[last + 1 : last + 3])


def _change_on_scale(tokens: list[Token]) -> Amount | None:
    """ "from a 9 to a 2 on the pain scale" is 7 points."""
    texts = [t.text for t in tokens]
    if _SCALE_SIGNS.isdisjoint(texts):
        return None
    numbers = numbers_in(tokens)
    for i, word in enumerate(texts):
        if word != "from":
            continue
        first = next((n for n in numbers if i < n.first <= i + 4), None)
        second = None if first is None else next((n for n in numbers if first.last < n.first <= first.last + 8), None)
        if first is None or second is None or "to" not in texts[first.last + 1 : second.first]:
            continue
        if texts[first.last + 1 : first.last + 2] == ["/"] and texts[second.first - 1] == "/":
            second = next((n for n in numbers if second is not None and second.last < n.first <= second.last + 5), None)
        if second is None or _timed(texts, first) or _timed(texts, second) or max(first.value, second.value) > 100:
            continue
        change = abs(first.value - second.value)
        return Amount("points", change, change, "points", None, tokens[first.first].start, tokens[second.last].end)
    return None


def _timed(texts: list[str], n: Number) -> bool:
    after = texts[n.last + 1] if n.last + 1 < len(texts) else ""
    return after in TIMES or after in ("%", "percent") or after in COUNTED


def _bare(rule: Rule, reading: Reading, page: PageReading, above: Reading | None) -> list[Amount]:
    """The value where the segment gives none in the usual form: a bare number that the context explains."""
    tokens = reading.segment.tokens
    column = column_of(reading, page)
    if column and (found := in_columns(rule, tokens, column, page)):
        return found
    if rule.type == "price":
        words = {t.text for t in tokens}
        currency = "INR" if words & INDIAN.keys() else page.currency
        return with_default(tokens, Default("money", "", currency or "USD", 100, 9e7))
    if rule.type == "success_rate":
        for i in range(len(tokens)):
            share = share_in_words(tokens, i, loose=True)
            if share is not None and word_at(tokens, i - 1) != "in":
                return [Amount("percent", _one(share[0]), _one(share[0]), "percent")]
    if rule.type == "cell_dose":
        return with_default(tokens, Default("dose", "cells", None, 1e6, 1e13))
    if rule.type == "numbers_treated" and rule.subtype == "count":
        counted = amounts_in(tokens, Default("count", "patients", None, FEWEST_TREATED, 1e6))
        return [
            _treated(a, [word_at(tokens, z + k) for k in range(1, 5)])
            for a, _, z in counted
            if a.kind == "count" and word_at(tokens, z + 1) not in _NOT_TREATED
        ]
    if rule.type == "evidence" and not _STUDIES.isdisjoint(reading.words):
        return [
            Amount("count", n.value, n.value, "participants", None)
            for n in numbers_in(tokens)
            if word_at(tokens, n.first - 1) == "of"
            and word_at(tokens, n.first - 2) in _STUDIES
            and n.value >= FEWEST_SUBJECTS
        ]
    if rule.type in ("candidate", "contraindication") and any(is_one(t.text, _AGE_SIGNS) for t in tokens):
        return with_default(tokens, Default("age", "years", None, 16, 100))
    if rule.type == "procedure":
        return _sessions(tokens)
    if rule.type == "promotion" and {("half", "price"), ("half", "off")}.intersection(pairwise(reading.words)):
        return [Amount("percent", 50, 50, "percent", None)]
    if rule.type == "benefit":
        for i in range(len(tokens)):
            share = share_in_words(tokens, i, loose=True)
            if share is not None and any(is_one(word_at(tokens, share[1] + k), _CHANGE) for k in (1, 2)):
                return [Amount("percent", _one(share[0]), _one(share[0]), "percent")]
    return []


def _treated(amount: Amount, after: list[str]) -> Amount:
    """Procedures where one follows ("12,000 SVF deployments"), else patients."""
    unit = "procedures" if not _DONE.isdisjoint(after) else amount.unit
    return Amount(amount.kind, amount.low, amount.high, unit, None, amount.start, amount.end)


def _one(value: float) -> float:
    return round(value, 1)


def _sessions(tokens: list[Token]) -> list[Amount]:
    """How many times, with the noun left out: "two are suggested", "most people have three, a month apart", "x3"."""
    if any(t.text == "twice" for t in tokens) and not _a_time(tokens):
        return [Amount("count", 2, 2, "sessions", None)]
    for n in numbers_in(tokens):
        before, after = word_at(tokens, n.first - 1), word_at(tokens, n.last + 1)
        named = before == "of" and word_at(tokens, n.first - 2) in ("course", "series", "set", "pack", "package")
        often = after in ("monthly", "weekly") or (
            after == "," and word_at(tokens, n.last + 2) in ("monthly", "weekly")
        )
        overall = after in ("in", "per") and word_at(tokens, n.last + 2) in ("all", "total", "knee")
        one = word_at(tokens, n.first) in ("one", "single", "second") and not _SHOTS.isdisjoint(_next(tokens, n))
        times = (
            named
            or after in ("times", "applications", "sittings", "occasions")
            or often
            or overall
            or one
            or before == "x"
            or (after == "of" and word_at(tokens, n.last + 2) == "them")
            or (after == "x" and not word_at(tokens, n.last + 2)[:1].isalpha())
        )
        spaced = after in ("are", "spaced") or (after == "," and not {"apart", "spaced"}.isdisjoint(_next(tokens, n)))
        if (times or spaced) and 1 <= n.value <= 12:
            earlier = next((m for m in numbers_in(tokens) if m.last == n.first - 2 and before in ("or", "to", "-")), n)
            return [
                Amount("count", earlier.value, n.value, "sessions", None, tokens[n.first].start, tokens[n.last].end)
            ]
    return []


def _a_time(tokens: list[Token]) -> bool:
    """Whether "twice" is a rate or a comparison: "twice a week", "twice daily", "twice as many"."""
    return any(
        t.text == "twice" and word_at(tokens, i + 1) in ("a", "daily", "weekly", "as", "per", "the", "each")
        for i, t in enumerate(tokens)
    )


def _next(tokens: list[Token], n: Number) -> set[str]:
    return {t.text for t in tokens[n.last + 1 : n.last + 6]}
