"""The quantity grammar: prices, percentages, durations, ages, doses and counts in running text, normalised.

"$3.5k–$8k" is 3,500 to 8,000 USD; "four out of five" is 80 percent; "up to 80 %" has no low; "over a year" has no high.
Numbers are read by `numerals`, what they count by `units`, what a price is for by `prices`.
"""

from __future__ import annotations

from itertools import pairwise

from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.model import Amount
from kneewise.claims.numerals import (
    COUNTED,
    INDIAN,
    NUMBER_WORDS,
    SCALES,
    SYMBOLS,
    TIMES,
    UNITS,
    Number,
    numbers_in,
    word_at,
)
from kneewise.claims.prices import price_unit
from kneewise.claims.text import Token
from kneewise.claims.units import (
    AFTER_AGE_WORD,
    BMI_WORDS,
    CODES_BEFORE,
    CURRENCY_WORDS,
    DOLLARS,
    GRADE_WORDS,
    OLDEST_MEANT,
    WHO,
    YOUNGEST_MEANT,
    Default,
    before_number,
    is_year,
    unit_after,
    unit_of,
)
from kneewise.claims.wordless import (
    FRACTION_STARTS,
    WORDLESS,
    share_in_words,
    spoken_time,
)

_WORDS = read_yaml(DATA / "amounts.yaml")


def _phrases(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(p.split()) for p in _WORDS[name])


_UP_TO, _AT_LEAST = _phrases("up_to"), _phrases("at_least")
_OR_MORE, _OR_LESS = _phrases("or_more"), _phrases("or_less")
_ABOUT = frozenset(_WORDS["about"])
_LONGEST_BOUND = max(len(p) for p in _UP_TO | _AT_LEAST)
# How many of the first unit are in one of the second, for ranges such as "six months to a year".
_PER_UNIT = {
    ("months", "years"): 12,
    ("weeks", "months"): 52 / 12,
    ("weeks", "years"): 52,
    ("days", "weeks"): 7,
    ("days", "months"): 30,
    ("hours", "days"): 24,
    ("minutes", "hours"): 60,
}
_RISES = frozenset(
    {
        (",", "even"),
        ("and", "go", "up", "to"),
        ("and", "goes", "up", "to"),
        ("up", "to"),
        ("going", "up", "to"),
        ("and", "rise", "to"),
    }
)
# "from week 3", "from the second month" on: no upper end.
_NAMED_TIMES = frozenset({"the", "day", "week", "month", "year"})
_JOINERS = frozenset({"to", "-", "through", "until", "or", "till"})
Found = tuple[Amount, int, int]


def amounts_in(tokens: list[Token], default: Default | None = None) -> list[Found]:
    """All quantities in a segment's tokens: (amount, index of first token, index of last token), in reading order.

    ``default`` is what numbers without a unit are; without it, they are nothing.
    """
    texts = {t.text for t in tokens}
    counted = not texts.isdisjoint(NUMBER_WORDS) or any(text[0] in "0123456789\u00bd" for text in texts)
    counted = counted or not texts.isdisjoint(GRADE_WORDS)
    numbers = numbers_in(tokens) if counted else []
    spoken = _wordless(tokens) if not texts.isdisjoint(WORDLESS) else []
    if not numbers:
        return spoken
    out: list[Found] = []
    used = -1
    i = 0
    while i < len(numbers):
        number = numbers[i]
        if number.first <= used:
            i += 1
            continue
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        listed = _listed(tokens, numbers[i:])
        if listed is not None:
            unit, last = listed
            value = number.value
            out.append(_bounded(tokens, "duration", value, value, unit, None, number.first, number.last))
            used = last.last
            i += 1
            continue
        found = (
            _share(tokens, number, following)
            or _range(tokens, number, following, default)
            or _single(tokens, number, default)
        )
        if found is not None:
            out.append(found)
            used = found[2]
        i += 1
    out.extend(f for f in spoken if not any(a <= f[2] and f[1] <= b for _, a, b in out))
    return sorted(out, key=lambda f: f[1])


def _share(tokens: list[Token], a: Number, b: Number | None) -> Found | None:
    """ "four out of five", "8 in 10", "9 of 10 patients", "9/10 people" as a percentage."""
    if b is None or b.value <= 1 or a.value > b.value or b.value > 100_000 or a.last == b.first:
        return None
    between = tuple(t.text for t in tokens[a.last + 1 : b.first])
    after = word_at(tokens, b.last + 1)
    if after in TIMES or word_at(tokens, a.first - 1) in SYMBOLS or not between:
        return None
    people = after in COUNTED or (after in ("of", "such") and word_at(tokens, b.last + 2) in (*COUNTED, "our", "the"))
    spoken = (
        between in {("out", "of"), ("out", "of", "every"), ("in", "every"), ("of", "every")}
        or (between in {("in",), ("of",)} and (b.value in (10, 100) or people))
        or (between == ("in",) and a.value < b.value <= 12 and after not in ("ml", "cc", "mg", "cm", "mm"))
        or (
            between[0] == "of" and len(between) <= 4 and people and between[-1] in ("the", "our", "last", "first", "my")
        )
        or (between == ("/",) and people)
        or (between in {("in",), ("in", "a")} and a.value == 1 and b.value >= 20 and not is_year(tokens, b))
    )
    if not spoken:
        return None
    value = 100 * a.value / b.value
    low, first = value, a.first
    # "eight or nine out of ten"
    joiner, other = word_at(tokens, a.first - 1), word_at(tokens, a.first - 2)
    if joiner in ("or", "to", "-") and (other in UNITS or other.isdecimal()):
        before = UNITS.get(other) or float(other)
        if before < a.value:
            low, first = 100 * before / b.value, a.first - 2
    return _bounded(tokens, "percent", low, value, "percent", None, first, b.last)


def _range(tokens: list[Token], a: Number, b: Number | None, default: Default | None) -> Found | None:
    """Two numbers joined by a dash, "to" or "and" that share one unit."""
    if b is None or b.first - a.last > 6:
        return None
    between = [t.text for t in tokens[a.last + 1 : b.first]]
    own = unit_after(tokens, a.last)
    joined = [w for w in between if w not in SYMBOLS and w not in DOLLARS and w not in CODES_BEFORE]
    joined = joined[own[3] :] if own and own[0] != "money" else joined
    joined = [w for w in joined if w not in CURRENCY_WORDS]
    if (
        joined
        and joined[-1] in (*GRADE_WORDS, *TIMES, "even", "maybe", "about", "around")
        and tuple(joined) not in _RISES
    ):
        joined.pop()  # "grade 2 to grade 3", "week 3 to week 6", "two, maybe three", "6 weeks to about 3 months"
    if tuple(joined) in _RISES:
        joined = ["to"]  # "start at $900 and go up to $6,000"
    before = word_at(tokens, before_number(tokens, a.first))
    if joined == ["/"] and before in GRADE_WORDS:
        joined = ["-"]
    paired = joined == ["and"] and (
        before in ("between", *GRADE_WORDS) or word_at(tokens, before_number(tokens, a.first) - 1) == "between"
    )
    if joined not in [[w] for w in _JOINERS] and not paired:
        return None
    unit, first = unit_of(tokens, b, default), unit_of(tokens, a, None)
    if unit is None and before == "between" and paired and _may_be_ages(tokens, a, b):
        unit = ("age", "years", None, b.last)
    if unit is None and first is not None and first[0] in ("money", "bmi"):
        unit = (first[0], first[1], first[2], b.last)
    if first is not None and first[0] == "age" and (unit is None or unit[0] == "duration"):
        unit = ("age", "years", None, unit[3] if unit else b.last)
    if first is not None and first[0] == "grade" and unit is None and b.value <= 4:
        unit = ("grade", "kl_grade", None, b.last)
    plural = TIMES.get(before) if before.endswith("s") else None
    if unit is None and (plural or (first is not None and first[0] == "duration")):
        unit = ("duration", plural or first[1] if first else plural or "", None, b.last)  # "weeks 3 to 6"
    if unit is None or (first is not None and first[0] != unit[0]):
        return None
    if unit[:2] == ("duration", "years") and before == "between" and _are_ages(tokens, a, b):
        unit = ("age", "years", None, unit[3])
    low, high = a.value, b.value
    if unit[0] in ("dose", "money") and low < 1_000 and high >= 100_000:
        # "10 to 20 million", "\u20b91.2 lakh to \u20b92.5 lakh": the scale word is said once
        word = word_at(tokens, b.last)
        low *= SCALES.get(word) or INDIAN.get(word) or 1
    if unit[0] == "money" and low < 100 <= high and high >= 1_000 and low * 1_000 <= high:
        low *= 1_000  # "$3-8k", "$5 to $7,000"
    if first is not None and first[1] != unit[1] and unit[0] == "duration":
        factor = _PER_UNIT.get((first[1], unit[1]))
        if factor is None:
            return None
        high, unit = round(high * factor), (unit[0], first[1], None, unit[3])  # "six months to a year"
    if low > high or (joined == ["or"] and unit[0] == "money"):
        return None
    if joined == ["or"] and unit[0] == "dose":
        high = low  # two doses to choose from: the first
    if between == ["or"] and unit[0] == "count" and unit[1] != "sessions":
        return None
    start = before_number(tokens, a.first) + 1
    return _bounded(tokens, unit[0], low, high, unit[1], unit[2], start, unit[3])


def _may_be_ages(tokens: list[Token], a: Number, b: Number) -> bool:
    """ "between 40 and 60 with grade 2": two ages, with nothing counted after them."""
    after = word_at(tokens, b.last + 1)
    ages = YOUNGEST_MEANT <= a.value < b.value <= OLDEST_MEANT
    return ages and (not after[:1].isalpha() or after in AFTER_AGE_WORD)


def _are_ages(tokens: list[Token], a: Number, b: Number) -> bool:
    """ "patients between 20 and 60 years": counted people stand before two numbers that can be ages."""
    people = {word_at(tokens, a.first - k) for k in (2, 3, 4)}
    return YOUNGEST_MEANT <= a.value < b.value <= OLDEST_MEANT and not WHO.isdisjoint(people)


def _listed(tokens: list[Token], numbers: list[Number]) -> tuple[str, Number] | None:
    """The unit of time that the first of several numbers shares with the last, and that last number ("at one, three
    and six months")."""
    before = word_at(tokens, numbers[0].first - 1)
    if before in ("between", "from", *SYMBOLS, *GRADE_WORDS):
        return None
    for a, b in pairwise(numbers):
        between = [t.text for t in tokens[a.last + 1 : b.first]]
        if between not in (["and"], [","], [",", "and"]) or a.value >= b.value:
            return None
        unit = word_at(tokens, b.last + 1)
        if unit in TIMES and unit.endswith("s"):
            return TIMES[unit], b
    return None


def _single(tokens: list[Token], a: Number, default: Default | None) -> Found | None:
    unit = unit_of(tokens, a, default)
    if unit is None or (unit[0] in ("count", "times") and is_year(tokens, a)):
        return None
    start = before_number(tokens, a.first) + 1
    while unit[0] == "bmi" and word_at(tokens, start - 1) in BMI_WORDS:
        start -= 1  # "below BMI 35", "under a BMI of 35"
    return _bounded(tokens, unit[0], a.value, a.value, unit[1], unit[2], start, unit[3])


def _bounded(
    tokens: list[Token], kind: str, low: float, high: float, unit: str, currency: str | None, first: int, last: int
) -> Found:
    """The amount with open sides from "up to", "over", "under …", and its unit completed ("per knee")."""
    out_low: float | None = low
    out_high: float | None = high
    if low == high:
        no_low, no_high, first, last = _open_sides(tokens, kind, first, last)
        out_low, out_high = None if no_low else low, None if no_high else high
    if unit == "fortnights":
        unit, out_low, out_high = "weeks", out_low and out_low * 2, out_high and out_high * 2
    if unit == "decades":
        unit, out_low, out_high = "years", out_low and out_low * 10, out_high and out_high * 10
    if kind == "money":
        unit = price_unit(tokens, first, last)
    first = max(first, 0)
    return Amount(kind, out_low, out_high, unit, currency, tokens[first].start, tokens[last].end), first, last


# Before "over" and a time: longer than that. After other words it is a stretch of time.
_OPEN_OVER = frozenset(_WORDS["open_over"])


def _open_sides(tokens: list[Token], kind: str, first: int, last: int) -> tuple[bool, bool, int, int]:
    """(low is open, high is open, first token, last token) by the words before and after a single number."""
    below = above = 0
    beside = word_at(tokens, first - 1)
    named = kind == "duration" and beside in _NAMED_TIMES
    skipped = 1 if named or (beside in _ABOUT and kind in ("money", "dose", "count", "percent")) else 0
    before = [word_at(tokens, first - skipped - k) for k in range(_LONGEST_BOUND, 0, -1)]
    for size in range(_LONGEST_BOUND, 0, -1):
        words = tuple(before[_LONGEST_BOUND - size :])
        if not below and words in _UP_TO:
            below = size
        if not above and words in _AT_LEAST and not (words == ("from",) and kind == "duration"):
            above = size
    if named and before[-1] in ("from", "past"):
        return False, word_at(tokens, last + 1) not in _JOINERS, first, last
    above = 0 if named else above
    if kind == "duration" and before[-1] == "over" and above == 1 and before[-2] not in _OPEN_OVER:
        above = 0  # "pain fell over 12 months", not "lasts over a year"
    if before[-2:] == ["the", "past"]:
        below = above = 0
    for size in (4, 3, 2, 1):
        words = tuple(word_at(tokens, last + k) for k in range(1, size + 1))
        if words in _OR_MORE and not (kind == "money" and words in (("plus",), ("minimum",))):
            return False, True, first - above, last + size
        if size == 2 and ("and", "counting") in pairwise(word_at(tokens, last + k) for k in range(1, 6)):
            return False, True, first - above, last
        if words in _OR_LESS:
            return True, False, first - below, last + size
    if word_at(tokens, last + 1) == "+" or {"+", "plus"}.intersection(t.text for t in tokens[first : last + 1]):
        return False, True, first - above, last + (word_at(tokens, last + 1) == "+")
    # "no less than" holds "less than": the longer phrase counts
    if below > above:
        return True, False, first - below, last
    return False, bool(above), first - above, last


def _wordless(tokens: list[Token]) -> list[Found]:
    """Quantities without a number: "a year", "half of patients", "a decade", "an hour and a half"."""
    out: list[Found] = []
    for i, token in enumerate(tokens):
        if token.text not in WORDLESS:
            continue
        found = spoken_time(tokens, i)
        if found is not None:
            out.append(_bounded(tokens, "duration", found[0], found[1], found[2], None, i, found[3]))
        elif token.text in FRACTION_STARTS:
            share = share_in_words(tokens, i)
            if share is not None:
                out.append(_bounded(tokens, "percent", share[0], share[0], "percent", None, i, share[1]))
    return out
