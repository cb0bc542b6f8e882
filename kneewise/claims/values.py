"""Which of a segment's amounts is a claim's value, and what a number without a unit means there.

The value is the first quantity of the claim's own kind. Of several times, the one beside words of the claim's kind is
taken; a share of people is no change in pain; an age is no duration. Where a segment gives only a bare number, the
column's header, the line above or the claim's kind says what it is (``data/values.yaml``).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kneewise.claims.amounts import COUNTED, Default, Found, amounts_in
from kneewise.claims.countries import page_currency
from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.matcher import Hit, Reading
from kneewise.claims.model import Amount
from kneewise.claims.numerals import INDIAN, TIMES, Number, numbers_in, word_at
from kneewise.claims.prices import price_unit, unit_of_words
from kneewise.claims.text import Token
from kneewise.claims.wordless import share_in_words

if TYPE_CHECKING:
    from kneewise.claims.extract import PageReading
    from kneewise.claims.rulebook import Rule

_DATA = read_yaml(DATA / "values.yaml")
_AMOUNTS = read_yaml(DATA / "amounts.yaml")
_CURRENCIES: dict[str, str] = {**_AMOUNTS["symbols"], **_AMOUNTS["currency_words"]}


def _stems(words: list[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    return frozenset(w for w in words if w[-1] != "*"), tuple(w[:-1] for w in words if w[-1] == "*")


_CUES = {name: _stems(words) for name, words in _DATA["cues"].items()}
_KINDS: dict[str, list[str]] = _DATA["kinds"]
_PASSED = frozenset(_DATA["passed_after"])
_GROWN = frozenset(_DATA["growing"])
_NOT_LONG = frozenset(_DATA["processing_cues"])
_REDUCED = frozenset(_DATA["reduced"])
_CHANGE = _stems(_DATA["change_words"])
_AGE_SIGNS = _stems(_DATA["age_signs"])
_SCALE_SIGNS = frozenset(_DATA["scale_signs"])
_MONEY_HEADERS = frozenset(_DATA["money_headers"])
_SHORT_TIMES = frozenset({"minutes", "hours"})
_LONGEST_REACH = 9
# A word this near to a time belongs to it.
BESIDE = 4
AFTER_COUNTS = 2
_REDUCED_NEAR = 4
_TIMED = frozenset({"onset", "durability", "recovery_time", "aftercare", "procedure"})
FEWEST_TREATED = 20
FEWEST_SUBJECTS = 5
# Fewer hours are how long somebody stays, not how long until normal life.
HALF_DAY = 12
_DONE = frozenset(_DATA["done"])
_NOT_TREATED = frozenset(_DATA["not_treated"])
_SHOTS = frozenset({"injection", "shot", "jab", "vial", "treatment", "visit", "session", "dose"})
_PACKAGES = frozenset({"package", "packages", "programme", "programmes", "programs", "bundle", "bundles", "plans"})
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
    if rule.type == "price":
        found = [_with_unit(a, reading, page, above) for a in found]
    return found


def _own(rule: Rule, reading: Reading, core: Hit, page: PageReading) -> list[Amount]:
    kept: list[Found] = []
    for amount, first, last in reading.amounts:
        if amount.kind not in (rule.value or _KINDS.get(rule.type, ())) or amount.unit in rule.skip_units:
            continue
        if rule.type == "promotion" and amount.kind == "money" and not _is_reduction(reading, first, last):
            continue
        if rule.keep_units and amount.kind == "count" and amount.unit not in rule.keep_units:
            continue
        if rule.type == "procedure" and amount.kind == "count" and _per_time(reading, last):
            continue
        if rule.units and amount.kind == "count" and amount.unit not in rule.units:
            continue
        if amount.kind == "duration" and not _is_time_of(rule.type, reading, amount, first, last):
            continue
        kept.append((amount, first, last))
    if rule.type == "promotion" and len(kept) > 1:
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
    column = column_of(reading, page) if rule.type in _CUES and len(kept) > 1 else []
    if column:
        headed = [f for f in kept if _headed(rule.type, column, _cell_at(reading.segment.tokens, f[0].start))]
        if headed:
            return [headed[0][0]]
    if rule.type in _TIMED and len(kept) > 1 and rule.type != "procedure":
        fit = {f: _distance(rule.type, reading, f, core) for f in kept}
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


def _headed(type_: str, column: list[list[str]], cell: int) -> bool:
    """Whether a column's header speaks of this kind of time ("How long it lasts")."""
    return cell < len(column) and any(_is_one(w, _CUES[type_]) for w in column[cell])


def _one_visit(reading: Reading, found: Found) -> bool:
    """ "a single visit": how long it takes says more."""
    amount, first, last = found
    named = reading.words[first : last + 1]
    return amount.unit == "sessions" and named[:1] == ["single"] and not {"visit", "session"}.isdisjoint(named)


def _is_reduction(reading: Reading, first: int, last: int) -> bool:
    """Whether money stands beside a word for a reduction or a gift, and is not the price itself."""
    return not _REDUCED.isdisjoint(reading.words[max(0, first - _REDUCED_NEAR) : last + 1 + _REDUCED_NEAR])


def _reduced(reading: Reading, found: Found) -> bool:
    """Whether a price is money off or a deposit: the word for it stands right beside."""
    _, first, last = found
    return not _REDUCED.isdisjoint(reading.words[max(0, first - 1) : first] + reading.words[last + 1 : last + 2])


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
    return any(_is_one(w, _CHANGE) for w in reading.words[last + 1 : last + 3])


def _is_one(word: str, known: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    return word in known[0] or word.startswith(known[1])


def _is_time_of(type_: str, reading: Reading, amount: Amount, first: int, last: int) -> bool:
    """Whether a duration can be this kind's: not "two years ago", not the length of the procedure for a recovery."""
    words = reading.words
    after = words[last + 1 : last + 3]
    if after[:1] == ["ago"] or after == ["of", "experience"] or (after[:1] == ["per"]):
        return type_ == "numbers_treated" and after[:1] != ["ago"]
    if type_ == "numbers_treated":
        return amount.unit == "years"
    labelled = first == last and words[max(0, first - 1)] in ("day", "week", "month")
    near = words[max(0, first - 4) : first]
    takes = any(w in ("take", "takes", "took", "taking", "lasts", "lasted", "spanning") for w in near)
    near_day = words[max(0, first - 1)] == "day"
    staged = labelled and (first == 1 or reading.segment.kind == "row")
    if type_ == "recovery_time" and (
        amount.unit == "minutes" or (amount.unit == "hours" and (amount.high or 0) < HALF_DAY)
    ):
        return False
    if (labelled and type_ == "procedure") or (staged and type_ in ("aftercare", "recovery_time") and near_day):
        return False
    if type_ == "procedure":
        if amount.unit in _SHORT_TIMES or (amount.unit == "days" and (amount.high or 1) < 1):
            return True
        if not _GROWN.isdisjoint(words[max(0, first - 6) : first]):
            return True
        beside = words[max(0, first - 5) : first] + words[last + 1 : last + 4]
        if after[:1] in (["procedure"], ["protocol"], ["programme"], ["program"], ["stay"]):
            return True
        return not _PASSED.intersection(after[:1]) and not _NOT_LONG.isdisjoint(beside)
    if type_ in ("recovery_time", "onset", "durability") and amount.unit in _SHORT_TIMES and takes:
        to_feel = any(_is_one(w, _CUES[type_]) for w in after if w != "to")
        return to_feel
    return True


def _distance(type_: str, reading: Reading, found: Found, core: Hit) -> tuple[int, int]:
    """How ill a time fits its claim's kind: 0 beside a word of the kind, more where it is far or another kind's word
    is nearer."""
    _, first, last = found
    own = _nearest(_CUES[type_], reading, first, last)
    others = [_nearest(_CUES[t], reading, first, last) for t in _TIMED if t != type_ and t in _CUES]
    if own <= BESIDE and min(others, default=99) >= own:
        return 0, first
    inside = core[0] <= last and first <= core[1] and core[1] - core[0] < _LONGEST_REACH
    return own + (3 if min(others, default=99) < own else 0) - 2 * inside, first


def _nearest(cues: tuple[frozenset[str], tuple[str, ...]], reading: Reading, first: int, last: int) -> int:
    """Words between a time and the nearest of these words; a comma or the like between counts as three."""
    best = 2 * _LONGEST_REACH
    for i in range(max(0, first - _LONGEST_REACH), min(len(reading.words), last + 1 + _LONGEST_REACH)):
        if first <= i <= last or not _is_one(reading.words[i], cues):
            continue
        # "lasts six months": the word before a time counts more than one after it
        gap = first - i if i < first else i - last + AFTER_COUNTS
        best = min(best, gap + 3 * abs(reading.breaks[i] - reading.breaks[first if i < first else last]))
    return best


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
    if column and (found := _in_columns(rule, tokens, column, page)):
        return found
    if rule.type == "price":
        words = {t.text for t in tokens}
        currency = "INR" if words & INDIAN.keys() else page_currency(page)
        return _with_default(tokens, Default("money", "", currency or "USD", 100, 9e7))
    if rule.type == "success_rate":
        for i in range(len(tokens)):
            share = share_in_words(tokens, i, loose=True)
            if share is not None and word_at(tokens, i - 1) != "in":
                return [Amount("percent", _one(share[0]), _one(share[0]), "percent")]
    if rule.type == "cell_dose":
        return _with_default(tokens, Default("dose", "cells", None, 1e6, 1e13))
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
    if rule.type in ("candidate", "contraindication") and any(_is_one(t.text, _AGE_SIGNS) for t in tokens):
        return _with_default(tokens, Default("age", "years", None, 16, 100))
    if rule.type == "procedure":
        return _sessions(tokens)
    if rule.type == "promotion" and {("half", "price"), ("half", "off")}.intersection(pairwise(reading.words)):
        return [Amount("percent", 50, 50, "percent", None)]
    if rule.type == "benefit":
        for i in range(len(tokens)):
            share = share_in_words(tokens, i, loose=True)
            if share is not None and any(_is_one(word_at(tokens, share[1] + k), _CHANGE) for k in (1, 2)):
                return [Amount("percent", _one(share[0]), _one(share[0]), "percent")]
    return []


def _treated(amount: Amount, after: list[str]) -> Amount:
    """Procedures where one follows ("12,000 SVF deployments"), else patients."""
    unit = "procedures" if not _DONE.isdisjoint(after) else amount.unit
    return Amount(amount.kind, amount.low, amount.high, unit, None, amount.start, amount.end)


def _one(value: float) -> float:
    return round(value, 1)


def _with_default(tokens: list[Token], default: Default) -> list[Amount]:
    return [a for a, _, _ in amounts_in(tokens, default) if a.kind == default.kind and a.unit is not None]


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
        one = word_at(tokens, n.first) == "one" and not _SHOTS.isdisjoint(_next(tokens, n))
        times = (
            named
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


def _with_unit(amount: Amount, reading: Reading, page: PageReading, above: Reading | None) -> Amount:
    """A price whose own words do not say what it is for: the column's header, or the line that leads the list."""
    if amount.unit or amount.kind != "money":
        return amount
    column = column_of(reading, page)
    unit = ""
    if column:
        cell = _cell_at(reading.segment.tokens, amount.start)
        unit = unit_of_words(column[cell]) if cell < len(column) else ""
    if not unit and above is not None and reading.segment.kind in ("item", "row"):
        unit = unit_of_words(above.words)
    if not unit and reading.segment.kind in ("item", "row"):
        heading = page.heading(reading)
        around = {*(word for cell in column for word in cell), *(heading.words if heading is not None else ())}
        unit = "per course" if not _PACKAGES.isdisjoint(around) else ""
    if not unit:
        return amount
    return Amount(amount.kind, amount.low, amount.high, unit, amount.currency, amount.start, amount.end)


def column_of(reading: Reading, page: PageReading) -> list[list[str]]:
    """The words of the header of each column of the table that a row stands in; empty outside tables."""
    segment = reading.segment
    if segment.kind != "row":
        return []
    first = segment.index
    while first > 0 and page.readings[first - 1].segment.kind == "row":
        first -= 1
    if first == segment.index or page.readings[first].amounts:
        return []
    header: list[list[str]] = []
    for cell in _cells(page.readings[first].segment.tokens):
        header.append([t.text for t in cell])
    return header


def _cells(tokens: list[Token]) -> list[list[Token]]:
    """The cells of a row: what stands between the bars."""
    out: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == "|":
            out.append([])
        else:
            out[-1].append(token)
    if out and not out[0]:
        out.pop(0)
    return out


def _cell_at(tokens: list[Token], start: int) -> int:
    """In which cell an offset lies."""
    bars = [t for t in tokens if t.text == "|" and t.start < start]
    return len(bars) - (bool(tokens) and tokens[0].text == "|")


def _in_columns(rule: Rule, tokens: list[Token], header: list[list[str]], page: PageReading) -> list[Amount]:
    """Bare numbers of a row, read by their column's header."""
    for words, cell in zip(header, _cells(tokens), strict=False):
        default = _default_of(words, page)
        if default is None or default.kind not in rule.value:
            continue
        found = _with_default(cell, default)
        if found:
            return [_unit_in_row(amount, tokens) for amount in found]
    return []


def _unit_in_row(amount: Amount, tokens: list[Token]) -> Amount:
    """A price in a column, with what it is for by the other cells of its row."""
    at = next((i for i, t in enumerate(tokens) if t.start >= amount.start), 0)
    unit = amount.unit or (price_unit(tokens, at, at) if amount.kind == "money" else "")
    return Amount(amount.kind, amount.low, amount.high, unit, amount.currency, amount.start, amount.end)


def _default_of(words: list[str], page: PageReading) -> Default | None:
    """What the numbers under a header are."""
    if not _MONEY_HEADERS.isdisjoint(words):
        named = next((_CURRENCIES[w] for w in words if w in _CURRENCIES), None)
        return Default("money", "", named or page_currency(page) or "USD", 1, 9e7, sure=True)
    for word in words:
        if word in TIMES:
            return Default("duration", TIMES[word], None, 0, 1_000, sure=True)
        if word in ("%", "percent"):
            return Default("percent", "percent", None, 0, 100, sure=True)
        if COUNTED.get(word) == "sessions":
            return Default("count", "sessions", None, 1, 50, sure=True)
        if COUNTED.get(word) == "patients":
            return Default("count", "patients", None, 1, 1e6, sure=True)
    return None
