"""The quantity grammar: prices, percentages, durations, ages, doses and counts in running text, normalised.

"$3.5k–$8k" is 3,500 to 8,000 USD; "four out of five" is 80 percent; "up to 80 %" has no low; "over a year" has no high.
"""

from __future__ import annotations

from dataclasses import dataclass

from kneewise.claims.datafiles import DATA, by_word, read_yaml
from kneewise.claims.model import Amount
from kneewise.claims.text import Token

_WORDS = read_yaml(DATA / "amounts.yaml")
_UNITS: dict[str, int] = _WORDS["units"]
_TENS: dict[str, int] = _WORDS["tens"]
_SCALES: dict[str, int] = _WORDS["scales"]
_INDIAN: dict[str, int] = _WORDS["indian"]
_SUFFIXES: dict[str, int] = _WORDS["suffixes"]
_SYMBOLS: dict[str, str] = _WORDS["symbols"]
_CURRENCY_WORDS: dict[str, str] = _WORDS["currency_words"]
_DOLLARS: dict[str, str] = _WORDS["dollars"]
_TIMES: dict[str, str] = by_word(_WORDS["times"])
_COUNTED: dict[str, str] = by_word(_WORDS["counted"])
_PER: dict[str, str] = by_word(_WORDS["per"])
_UP_TO = frozenset(tuple(p.split()) for p in _WORDS["up_to"])
_AT_LEAST = frozenset(tuple(p.split()) for p in _WORDS["at_least"])
_FRACTIONS: dict[tuple[str, ...], float] = {tuple(p.split()): value for p, value in _WORDS["fractions"].items()}
# How many of the first unit are in one of the second, for ranges such as "six months to a year".
_PER_UNIT = {("months", "years"): 12, ("days", "weeks"): 7, ("hours", "days"): 24, ("minutes", "hours"): 60}
_JOINERS = frozenset({"to", "-", "through", "until", "or"})
_FRACTION_STARTS = frozenset(words[0] for words in _FRACTIONS)


@dataclass(slots=True)
class _Number:
    value: float
    first: int  # index of the first token
    last: int  # index of the last token (inclusive)


def amounts_in(tokens: list[Token]) -> list[tuple[Amount, int, int]]:
    """All quantities in a segment's tokens: (amount, index of first token, index of last token), in reading order."""
    numbers = _numbers(tokens)
    if not numbers:
        return _wordless(tokens)
    out: list[tuple[Amount, int, int]] = []
    used = -1
    i = 0
    while i < len(numbers):
        number = numbers[i]
        if number.first <= used:
            i += 1
            continue
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        found = _share(tokens, number, following) or _range(tokens, number, following) or _single(tokens, number)
        if found is not None:
            out.append(found)
            used = found[2]
        i += 1
    out.extend(f for f in _wordless(tokens) if not any(a <= f[1] <= b for _, a, b in out))
    return sorted(out, key=lambda f: f[1])


def _numbers(tokens: list[Token]) -> list[_Number]:
    out: list[_Number] = []
    i = 0
    while i < len(tokens):
        text = tokens[i].text
        if text[0] in "0123456789":
            value = _digits(text)
            j = i
            if value is not None:
                if j + 1 < len(tokens) and tokens[j + 1].text in _SUFFIXES and tokens[j + 1].start == tokens[j].end:
                    value, j = value * _SUFFIXES[tokens[j + 1].text], j + 1
                while j + 1 < len(tokens) and (tokens[j + 1].text in _SCALES or tokens[j + 1].text in _INDIAN):
                    value *= _SCALES.get(tokens[j + 1].text) or _INDIAN[tokens[j + 1].text]
                    j += 1
                out.append(_Number(value, i, j))
            i = j + 1
        elif text in _ROMAN and i and tokens[i - 1].text in ("grade", "grades", "kl", "stage"):
            out.append(_Number(float(_ROMAN[text]), i, i))
            i += 1
        elif text in ("a", "an") and i and tokens[i - 1].text in ("to", "or", "-") and _text(tokens, i + 1) in _TIMES:
            out.append(_Number(1.0, i, i))
            i += 1
        elif text in ("couple", "dozen") and _text(tokens, i + 1) in ("of", *_TIMES, *_COUNTED):
            out.append(_Number(2.0 if text == "couple" else 12.0, i, i + (_text(tokens, i + 1) == "of")))
            i += 1
        elif text in _UNITS or text in _TENS or (text == "hundred" and i and tokens[i - 1].text == "a"):
            value, j = _spelled(tokens, i)
            out.append(_Number(value, i, j))
            i = j + 1
        else:
            i += 1
    return out


def _digits(text: str) -> float | None:
    plain = text
    if "," in plain:
        head, *rest = plain.split(",")
        if all(len(r.split(".")[0]) in (2, 3) for r in rest) and len(rest[-1].split(".")[0]) == 3:
            plain = head + "".join(rest)  # thousands, also the Indian 4,00,000
        else:
            return None
    if plain.count(".") > 1:
        return None
    return float(plain) if len(plain) <= 15 else None


def _spelled(tokens: list[Token], i: int) -> tuple[float, int]:
    """Number words from token ``i`` on: "twenty-five", "four hundred", "two thousand"."""
    total, j = 0.0, i
    text = tokens[i].text
    if text in _TENS:
        total = _TENS[text]
        k = j + 2 if j + 1 < len(tokens) and tokens[j + 1].text == "-" else j + 1
        if k < len(tokens) and 0 < _UNITS.get(tokens[k].text, 0) < 10:
            total, j = total + _UNITS[tokens[k].text], k
    else:
        total = _UNITS.get(text, 1 if text != "hundred" else 100)
    while j + 1 < len(tokens) and tokens[j + 1].text in _INDIAN:
        total, j = total * _INDIAN[tokens[j + 1].text], j + 1
    while j + 1 < len(tokens) and tokens[j + 1].text in _SCALES:
        total, j = max(total, 1) * _SCALES[tokens[j + 1].text], j + 1
    return float(total), j


def _text(tokens: list[Token], i: int) -> str:
    return tokens[i].text if 0 <= i < len(tokens) else ""


def _share(tokens: list[Token], a: _Number, b: _Number | None) -> tuple[Amount, int, int] | None:
    """ "four out of five", "8 in 10", "9 of 10 patients" as a percentage."""
    if b is None or b.value <= 0 or a.value > b.value or b.value > 10_000:
        return None
    between = tuple(t.text for t in tokens[a.last + 1 : b.first])
    spoken = (
        between in {("out", "of"), ("out", "of", "every"), ("in", "every")}
        or (
            between in {("in",), ("of",), ("of", "every")}
            and (b.value in (10, 100) or _text(tokens, b.last + 1) in _COUNTED or _text(tokens, b.last + 1) == "of")
            and _text(tokens, b.last + 1) not in _TIMES
        )
        or (between == ("in",) and a.value == 1 and b.value >= 20 and _text(tokens, b.last + 1) not in _TIMES)
    )
    if not spoken or (a.last == b.first):
        return None
    if b.value == 1 or _text(tokens, a.first - 1) in _SYMBOLS:
        return None
    value = 100 * a.value / b.value
    last = b.last
    # "eight or nine out of ten"
    low = value
    if _text(tokens, a.first - 1) == "or" and _text(tokens, a.first - 2) in _UNITS:
        low = 100 * _UNITS[_text(tokens, a.first - 2)] / b.value
    return _bounded(tokens, "percent", low, value, "percent", None, a.first, last)


def _range(tokens: list[Token], a: _Number, b: _Number | None) -> tuple[Amount, int, int] | None:
    """Two numbers joined by a dash, "to" or "and" that share one unit."""
    if b is None or b.first - a.last > 5:
        return None
    between = [t.text for t in tokens[a.last + 1 : b.first]]
    own = _unit_after(tokens, a.last)
    joined = [w for w in between if w not in _SYMBOLS and w not in _DOLLARS]
    unit_words = own[3] if own else 0
    joined = joined[unit_words:] if own else joined
    if joined not in [[w] for w in _JOINERS] and not (
        joined == ["and"] and _text(tokens, _before(tokens, a.first)) in ("between", *_GRADE_WORDS)
    ):
        return None
    unit = _unit(tokens, b)
    first = _unit(tokens, a)
    if unit is None and first is not None and first[0] == "money":
        unit = (first[0], first[1], first[2], b.last)
    if first is not None and first[0] == "age" and (unit is None or unit[0] == "duration"):
        unit = ("age", "years", None, unit[3] if unit else b.last)
    if first is not None and first[0] == "grade" and unit is None and b.value <= 4:
        unit = ("grade", "kl_grade", None, b.last)
    if unit is None or (first is not None and first[0] != unit[0]):
        return None
    low, high = a.value, b.value
    if unit[0] == "money" and low < 100 <= high and high >= 1_000 and low * 1_000 <= high:
        low *= 1_000  # "$3-8k", "$5 to $7,000"
    if unit[0] in ("dose", "money") and low < 1_000 and high >= 100_000:
        # "10 to 20 million", "₹1.2 lakh to ₹2.5 lakh": the scale word is said once
        word = _text(tokens, b.last)
        low *= _SCALES.get(word) or _INDIAN.get(word) or 1
    if first is not None and first[1] != unit[1] and unit[0] == "duration":
        factor = _PER_UNIT.get((first[1], unit[1]))
        if factor is None:
            return None
        high, unit = high * factor, (unit[0], first[1], None, unit[3])  # "six months to a year"
    if low > high or (between == ["or"] and unit[0] == "count"):
        return None
    start = _before(tokens, a.first) + 1
    return _bounded(tokens, unit[0], low, high, unit[1], unit[2], start, unit[3])


def _single(tokens: list[Token], a: _Number) -> tuple[Amount, int, int] | None:
    unit = _unit(tokens, a)
    if unit is None:
        return None
    start = _before(tokens, a.first) + 1
    return _bounded(tokens, unit[0], a.value, a.value, unit[1], unit[2], start, unit[3])


def _before(tokens: list[Token], first: int) -> int:
    """Index of the token before a number, its currency sign left out."""
    i = first - 1
    if _text(tokens, i) in _SYMBOLS or _text(tokens, i) in _CURRENCY_WORDS:
        i -= 1
        if (
            tokens[i + 1].text == "$"
            and _text(tokens, i) in _DOLLARS
            and i >= 0
            and tokens[i].end == tokens[i + 1].start
        ):
            i -= 1
    return i


def _unit(tokens: list[Token], n: _Number) -> tuple[str, str, str | None, int] | None:
    """(kind, unit, currency, index of the last token) of a number."""
    before = _text(tokens, n.first - 1)
    if before in _SYMBOLS:
        currency = _SYMBOLS[before]
        if (
            before == "$"
            and n.first >= 2
            and _text(tokens, n.first - 2) in _DOLLARS
            and tokens[n.first - 2].end == tokens[n.first - 1].start
        ):
            currency = _DOLLARS[_text(tokens, n.first - 2)]
        after = _text(tokens, n.last + 1)
        if after in ("aud", "cad", "mxn") or (after == "usd"):
            return "money", "", _CURRENCY_WORDS[after], n.last + 1
        return "money", "", currency, n.last
    if before in ("usd", "gbp", "eur", "inr", "aud", "cad", "mxn", "rs") or (
        before == "." and _text(tokens, n.first - 2) == "rs"
    ):
        return "money", "", _CURRENCY_WORDS.get(before, "INR"), n.last
    if before in _GRADE_WORDS:
        return _unit_before(tokens, n)
    found = _unit_after(tokens, n.last)
    if found is not None:
        return found[0], found[1], found[2], n.last + found[3]
    return _unit_before(tokens, n)


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_GRADE_WORDS = ("grade", "grades", "kl", "stage", "stages")
_AGE_WORDS = ("over", "under", "above", "below", "aged", "age", "than", "ages", "least")
_LIKE_CELLS = ("cultured", "expanded", "viable", "live")
_YOUNGEST_MEANT, _OLDEST_MEANT = 16, 100


def _unit_before(tokens: list[Token], n: _Number) -> tuple[str, str, str | None, int] | None:
    """Units written before a number: "week 8", "grade 4", "BMI under 35", "people over 65"."""
    before, further = _text(tokens, n.first - 1), [_text(tokens, n.first - k) for k in (2, 3, 4, 5)]
    if before in ("week", "month", "day", "year") and n.value <= 104:
        return "duration", _TIMES[before], None, n.last
    if before == "=" and further[0] == "n":
        return "count", "patients", None, n.last
    if before in _GRADE_WORDS and 0 <= n.value <= 4:
        return "grade", "kl_grade", None, n.last
    if "bmi" in (before, *further) and 12 <= n.value <= 70:
        return "bmi", "bmi", None, n.last
    after = _text(tokens, n.last + 1)
    if (
        before in _AGE_WORDS
        and _YOUNGEST_MEANT <= n.value <= _OLDEST_MEANT
        and not (
            after[:1].isalpha()
            and after not in ("who", "whose", "with", "and", "or", "are", "can", "should", "may", "to", "is")
        )
        and after not in ("%", "x")
    ):
        return "age", "years", None, n.last
    return None


def _are_weight(tokens: list[Token], last: int) -> bool:
    """Whether "pounds" after this number are pounds of weight: few of them, or the sentence speaks of losing them."""
    near = {t.text for t in tokens[max(0, last - 6) : last + 8]}
    return bool(near & {"lose", "losing", "lost", "weight", "weigh", "lighter", "overweight", "heavier"})


def _unit_after(tokens: list[Token], last: int) -> tuple[str, str, str | None, int] | None:
    """(kind, unit, currency, number of tokens the unit takes) written after a number."""
    one, two, three = _text(tokens, last + 1), _text(tokens, last + 2), _text(tokens, last + 3)
    if one in ("%", "percent", "percentage") or (one == "per" and two == "cent"):
        return "percent", "percent", None, 2 if one == "per" else 1
    if one == "pct":
        return "percent", "percent", None, 1
    skip = 1 if one in ("-", "+") else 0
    unit, after = (one, two) if not skip else (two, three)
    if one == "+" and two == "%":
        return "percent", "percent", None, 2
    if unit in _TIMES:
        if (
            after == "old"
            or (after == "-" and _text(tokens, last + 3 + skip) == "old")
            or (after == "of" and _text(tokens, last + 3 + skip) == "age")
        ):
            return "age", "years", None, skip + (2 if after == "old" else 3)
        return "duration", _TIMES[unit], None, 1 + skip
    if unit == "pounds" and _are_weight(tokens, last):
        return "measure", "pounds", None, 1 + skip
    if unit in _CURRENCY_WORDS and unit != "rs":
        return "money", "", _CURRENCY_WORDS[unit], 1 + skip
    if unit in ("us", "u.s") and after == "dollars":
        return "money", "", "USD", 2 + skip
    if unit in ("ml", "cc", "millilitres", "milliliters"):
        return "volume", "ml", None, 1 + skip
    if unit in ("points", "point") or (unit in ("unit", "units") and after == "of"):
        return "points", "points", None, 1 + skip
    if unit in ("x", "fold", "times") and after not in ("a", "per", "daily"):
        return "times", "times", None, 1 + skip
    if unit in ("mg", "mm", "cm", "degrees", "miles", "km", "kg", "lbs", "pounds"):
        return "measure", unit, None, 1 + skip
    if one in ("st", "nd", "rd", "th") and two in _TIMES:
        return "duration", _TIMES[two], None, 2
    if one == "on" and two in ("a", "the") and three[:1] in tuple("0123456789"):
        return "points", "points", None, 0
    if _text(tokens, last) in ("million", "billion") and (one in _LIKE_CELLS or (one == "of" and two == "them")):
        return "dose", "cells", None, 1
    for step in range(1, 5):
        word = _text(tokens, last + skip + step)
        if not word or not (word[0].isalpha() or word == "-"):
            break
        if word in ("cells", "mscs", "particles", "nanoparticles", "platelets", "exosomes", "vesicles"):
            return "dose", "cells", None, skip + step
        if word in _COUNTED and step <= (1 if word in ("treatment", "visit", "injection", "session") else 3):
            return "count", _COUNTED[word], None, skip + step
        if word in ("of", "to", "and", "or", "in", "at", "with", "for", "after", "per", "is", "was", "are"):
            break
    return None


def _bounded(
    tokens: list[Token], kind: str, low: float, high: float, unit: str, currency: str | None, first: int, last: int
) -> tuple[Amount, int, int]:
    """The amount with open sides from "up to", "over", "under …", and its unit completed ("per knee")."""
    before = [_text(tokens, first - k) for k in (3, 2, 1)]
    below = above = 0
    for size in (3, 2, 1):
        words = tuple(before[3 - size :])
        if words in _UP_TO:
            below = below or size
        if words in _AT_LEAST and not (words == ("from",) and kind == "duration"):
            above = above or size
    if tuple(before[1:]) == ("no", "more") or before[2] in (
        "about",
        "around",
        "roughly",
        "approximately",
        "nearly",
        "almost",
    ):
        below = above = 0
    out_low: float | None = low
    out_high: float | None = high
    if low == high:
        if below:
            out_low, first = None, first - below
        elif above or _text(tokens, last + 1) == "+" or "+" in [t.text for t in tokens[first : last + 1]]:
            out_high, first = None, first - above
            last = last + 1 if _text(tokens, last + 1) == "+" else last
        elif (
            _text(tokens, last + 1) == "or"
            and _text(tokens, last + 2)
            in (
                "more",
                "older",
                "longer",
                "higher",
                "above",
            )
        ) or (_text(tokens, last + 1) == "and" and _text(tokens, last + 2) in ("up", "over", "above", "older")):
            out_high, last = None, last + 2
    if unit == "fortnights":
        unit, out_low, out_high = "weeks", out_low and out_low * 2, out_high and out_high * 2
    if unit == "decades":
        unit, out_low, out_high = "years", out_low and out_low * 10, out_high and out_high * 10
    if kind == "money":
        unit, last = _price_unit(tokens, first, last)
    first = max(first, 0)
    return Amount(kind, out_low, out_high, unit, currency, tokens[first].start, tokens[last].end), first, last


def _price_unit(tokens: list[Token], first: int, last: int) -> tuple[str, int]:
    """What a price is for, by the words after it, else by the words before it in the same stretch."""
    after = _until_amount([t.text for t in tokens[last + 1 : last + 8]])
    for i, word in enumerate(after):
        nxt = after[i + 1] if i + 1 < len(after) else ""
        if (word == "for" and nxt in ("both", "two", "bilateral")) or (word == "both" and nxt in ("knees", "sides")):
            return "both knees", last
        if (
            word in ("per", "a", "an", "each", "every", "for", "one", "/", "single", "the", "first", "second")
            and nxt in _PER
        ):
            return _PER[nxt], last
        if i == 0 and word in _PER and word not in ("visit",):
            return _PER[word], last
        if word in ("a", "per") and nxt == "go":
            return "per session", last
    before = _until_amount([t.text for t in reversed(tokens[max(0, first - 14) : first])])
    for i, word in enumerate(before):
        nxt = before[i + 1] if i + 1 < len(before) else ""
        if (word in ("knees", "knee", "sides") and nxt in ("both", "two")) or word == "bilateral":
            return "both knees", last
        if word in ("knee", "joint", "injection", "session", "shot", "visit") and nxt in (
            "per",
            "one",
            "single",
            "each",
            "a",
            "every",
            "the",
            "first",
        ):
            return _PER[word], last
        if word in ("package", "program", "programme", "series", "course") and i < 6:
            return "per course", last
        if word in ("shots", "injections", "sessions") and (nxt in _UNITS or nxt.isdecimal()):
            return "per course", last
    return "", last


def _until_amount(texts: list[str]) -> list[str]:
    """Words up to the next amount or the end of a clause."""
    for i, word in enumerate(texts):
        if word in _SYMBOLS or word in (";", ".") or word in _CURRENCY_WORDS:
            return texts[:i]
    return texts


def _wordless(tokens: list[Token]) -> list[tuple[Amount, int, int]]:
    """Quantities without a number: "a year", "half of patients", "a decade"."""
    out: list[tuple[Amount, int, int]] = []
    for i, token in enumerate(tokens):
        nxt = _text(tokens, i + 1)
        if token.text == "half" and nxt == "a" and _text(tokens, i + 2) == "year":
            out.append(_bounded(tokens, "duration", 0.5, 0.5, "years", None, i, i + 2))
        elif (
            token.text in ("a", "an")
            and _text(tokens, i - 1) != "half"
            and nxt in ("day", "week", "month", "year", "decade", "hour", "fortnight")
            and _text(tokens, i - 1)
            not in (
                "times",
                "once",
                "twice",
                "per",
                "time",
            )
            and _text(tokens, i + 2) not in ("half",)
        ):
            out.append(_bounded(tokens, "duration", 1, 1, _TIMES[nxt], None, i, i + 1))
        for words, value in _FRACTIONS.items() if token.text in _FRACTION_STARTS else ():
            span = tuple(t.text for t in tokens[i : i + len(words)] if t.text)
            people = _text(tokens, i + len(words)) == "of" and _text(tokens, i + len(words) + 1) in (
                *_COUNTED,
                "all",
                "our",
                "those",
                "the",
                "them",
                "treated",
                "these",
                "its",
                "knee",
            )
            alone = words == ("a", "third") and _text(tokens, i + 2) in (
                "do",
                "did",
                "were",
                "are",
                "had",
                "felt",
                "get",
                "got",
                "don't",
                "didn't",
                "notice",
                "see",
                "improve",
            )
            alone = alone or (_text(tokens, i - 1) == "by" and _text(tokens, i + len(words)) not in (*_TIMES, "of"))
            if span == words and (people or alone):
                out.append(_bounded(tokens, "percent", value, value, "percent", None, i, i + len(words) - 1))
    return out
