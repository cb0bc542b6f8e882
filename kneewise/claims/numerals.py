"""Numbers in running text, as figures and as words: "$3.5k", "1,50,000", "twenty-five hundred", "two and a half"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kneewise.claims.datafiles import DATA, by_word, read_yaml
from kneewise.claims.text import Token

_WORDS = read_yaml(DATA / "amounts.yaml")
UNITS: dict[str, int] = _WORDS["units"]
TENS: dict[str, int] = _WORDS["tens"]
SCALES: dict[str, int] = _WORDS["scales"]
INDIAN: dict[str, int] = _WORDS["indian"]
SYMBOLS: dict[str, str] = _WORDS["symbols"]
# Units of time and what is counted, by the words for them.
TIMES: dict[str, str] = by_word(_WORDS["times"])
COUNTED: dict[str, str] = by_word(_WORDS["counted"])
_SUFFIXES: dict[str, int] = _WORDS["suffixes"]
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_GRADES = frozenset({"grade", "grades", "kl", "stage", "stages"})
_JOINS = frozenset({"to", "-", "or", "and"})
_DIGITS = frozenset("0123456789")
_HALF_SIGNS = {"\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75}
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
# Numbers with more digits are no amounts.
MOST_DIGITS = 15
SCALE_WORDS = frozenset({*SCALES, *INDIAN})
# A segment without any of these and without a figure holds no number.
NUMBER_WORDS = frozenset(
    {*UNITS, *TENS, "couple", "dozen", "hundred", "thousand", "million", "billion", *INDIAN, "half", "single"}
)


@dataclass(slots=True)
class Number:
    """A number: its value and the indices of its first and last token."""

    value: float
    first: int
    last: int


def word_at(tokens: list[Token], i: int) -> str:
    """The text of a token, or nothing outside the segment."""
    return tokens[i].text if 0 <= i < len(tokens) else ""


def numbers_in(tokens: list[Token]) -> list[Number]:
    """All numbers in reading order."""
    out: list[Number] = []
    i = 0
    while i < len(tokens):
        text = tokens[i].text
        number: Number | None = None
        if text[0] in _DIGITS:
            number = _written(tokens, i)
            if number is None:
                i += 1
                continue
        elif text in NUMBER_WORDS:
            number = _spoken(tokens, i)
        elif text in _ROMAN:
            before = word_at(tokens, i - 1)
            if before in _GRADES or (before in _JOINS and word_at(tokens, i - 2) in _ROMAN):
                number = Number(float(_ROMAN[text]), i, i)
        elif text in ("a", "an") and i and tokens[i - 1].text in ("to", "or", "-") and word_at(tokens, i + 1) in TIMES:
            number = Number(1.0, i, i)
        elif text in _HALF_SIGNS:
            number = Number(_HALF_SIGNS[text], i, i)
        if number is None:
            i += 1
        else:
            out.append(number)
            i = number.last + 1
    return out


def _written(tokens: list[Token], i: int) -> Number | None:
    """A number in figures, with the letter or scale words after it."""
    value = _digits(tokens, i)
    if value is None:
        return None
    last = i
    following = word_at(tokens, i + 1)
    if following in _SUFFIXES and tokens[i + 1].start == tokens[i].end:
        value, last = value * _SUFFIXES[following], i + 1
    elif following == "l" and tokens[i + 1].start == tokens[i].end and word_at(tokens, i - 1) == "\u20b9":
        value, last = value * INDIAN["lakh"], i + 1
    elif following in _HALF_SIGNS:
        value, last = value + _HALF_SIGNS[following], i + 1
    elif (
        following.isdecimal()
        and len(following) == 3
        and len(tokens[i].text) <= 3
        and tokens[i + 1].start == tokens[i].end + 1
        and (word_at(tokens, i - 1) in (*SYMBOLS, "r") or word_at(tokens, i + 2) in SYMBOLS)
    ):
        value, last = value * 1_000 + float(following), i + 1  # "€4 900"
    return _scaled(tokens, Number(value, i, last))


def _scaled(tokens: list[Token], number: Number) -> Number:
    number = _and_a_half(tokens, number)
    last, value = number.last, number.value
    if word_at(tokens, last + 1) == "+" and word_at(tokens, last + 2) in SCALE_WORDS:
        last += 1  # "50+ million"
    while (scale := word_at(tokens, last + 1)) in SCALE_WORDS:
        value *= SCALES.get(scale) or INDIAN[scale]
        last += 1
    return Number(value, number.first, last)


def _and_a_half(tokens: list[Token], number: Number) -> Number:
    """ "two and a half": with hyphens too."""
    words = [t.text for t in tokens[number.last + 1 : number.last + 7] if t.text != "-"][:3]
    if words == ["and", "a", "half"]:
        steps, last = 0, number.last
        while steps < 3:
            last += 1
            steps += tokens[last].text != "-"
        return Number(number.value + 0.5, number.first, last)
    return number


def _digits(tokens: list[Token], i: int) -> float | None:
    plain = tokens[i].text
    if "," in plain:
        head, *rest = plain.split(",")
        if all(len(r.split(".")[0]) in (2, 3) for r in rest) and len(rest[-1].split(".")[0]) == 3:
            plain = head + "".join(rest)  # thousands, also the Indian 4,00,000
        else:
            return None
    euro = "\u20ac" in (word_at(tokens, i - 1), word_at(tokens, i + 1)) or "eur" in (
        word_at(tokens, i - 1),
        word_at(tokens, i + 1),
    )
    if euro and _DOT_THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    if plain.count(".") > 1:
        return None
    return float(plain) if len(plain) <= MOST_DIGITS else None


def _spoken(tokens: list[Token], i: int) -> Number | None:
    """A number that starts with a word: "twenty-five", "a hundred", "two thousand", "a couple of"."""
    text, following, before = tokens[i].text, word_at(tokens, i + 1), word_at(tokens, i - 1)
    if text in ("couple", "dozen"):
        if following in ("of", "more") or following in TIMES or following in COUNTED:
            half = text == "dozen" and before == "a" and word_at(tokens, i - 2) == "half"
            value = 2.0 if text == "couple" else 6.0 if half else 12.0
            return Number(value, i, i + (following == "of"))
        return None
    if text == "half":
        return None
    if text == "single":
        return Number(1.0, i, i) if COUNTED.get(following) == "sessions" and following[-1] != "s" else None
    if text in UNITS or text in TENS:
        number = _spelled(tokens, i)
        if word_at(tokens, number.last + 1) == "dozen" and text != "zero":
            return Number(number.value * 12, i, number.last + 1)
        return number
    # "a hundred", "a thousand", "a million": not "several thousand"
    if before in ("a", "one", "every") or (before == "a" and word_at(tokens, i - 2) == "half"):
        value = float(SCALES.get(text) or INDIAN.get(text) or 1)
        return _hundred_and(tokens, _scaled(tokens, Number(value, i, i)))
    return None


def _spelled(tokens: list[Token], i: int) -> Number:
    """Number words from token ``i`` on: "twenty-five", "four hundred", "two thousand"."""
    total, j = 0.0, i
    text = tokens[i].text
    if text in TENS:
        total = TENS[text]
        k = j + 2 if word_at(tokens, j + 1) == "-" else j + 1
        if 0 < UNITS.get(word_at(tokens, k), 0) < 10:
            total, j = total + UNITS[tokens[k].text], k
    else:
        total = UNITS[text]
    number = _scaled(tokens, Number(float(total), i, j))
    return _hundred_and(tokens, number)


def _hundred_and(tokens: list[Token], number: Number) -> Number:
    """ "three hundred and twelve", "two thousand five hundred"."""
    if word_at(tokens, number.last) not in SCALES or number.value < 100:
        return number
    k = number.last + 1
    if word_at(tokens, k) == "and":
        k += 1
    text = word_at(tokens, k)
    if text in UNITS or text in TENS:
        rest = _spelled(tokens, k)
        if rest.value < SCALES[word_at(tokens, number.last)]:
            return Number(number.value + rest.value, number.first, rest.last)
    return number
