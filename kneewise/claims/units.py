"""What a number counts: money, percent, time, age, grade, cells, people, by the words before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.numerals import COUNTED, SCALES, SYMBOLS, TIMES, Number, word_at
from kneewise.claims.text import Token
from kneewise.claims.wordless import SINGLE_TIMES, TIME_ADJECTIVES

_WORDS = read_yaml(DATA / "amounts.yaml")
CURRENCY_WORDS: dict[str, str] = _WORDS["currency_words"]
CODES_BEFORE = frozenset(_WORDS["codes_before"])
_DOUBTFUL = frozenset(_WORDS["doubtful_currency"])
DOLLARS: dict[str, str] = _WORDS["dollars"]


@dataclass(frozen=True, slots=True)
class Default:
    """What a number without a unit of its own is, where the context says so: kind, unit, currency and the range of
    such numbers. ``sure`` where a calendar year is out of the question (a column of prices)."""

    kind: str
    unit: str
    currency: str | None
    least: float
    most: float
    sure: bool = False


def is_year(tokens: list[Token], n: Number) -> bool:
    """Whether a number is written like a calendar year ("2,000" is not)."""
    return tokens[n.first].text.isdecimal() and n.first == n.last and 1_950 <= n.value <= 2_099


def before_number(tokens: list[Token], first: int) -> int:
    """Index of the token before a number, its currency sign left out."""
    i = first - 1
    if word_at(tokens, i) in SYMBOLS or word_at(tokens, i) in CODES_BEFORE:
        i -= 1
        if (
            tokens[i + 1].text == "$"
            and word_at(tokens, i) in DOLLARS
            and i >= 0
            and tokens[i + 1].start - tokens[i].end <= (len(tokens[i].text) > 1)
        ):
            i -= 1
    return i


def unit_of(tokens: list[Token], n: Number, default: Default | None) -> tuple[str, str, str | None, int] | None:
    """(kind, unit, currency, index of the last token) of a number."""
    before = word_at(tokens, n.first - 1)
    if before in SYMBOLS:
        currency = SYMBOLS[before]
        own = before_number(tokens, n.first)
        if before == "$" and own < n.first - 2:
            currency = DOLLARS[word_at(tokens, n.first - 2)]
        after = word_at(tokens, n.last + 1)
        if after in ("aud", "cad", "mxn", "usd", "nzd", "sgd"):
            return "money", "", CURRENCY_WORDS[after], n.last + 1
        return "money", "", currency, n.last
    if before == "r" and tokens[n.first - 1].end == tokens[n.first].start and n.value >= 100:
        return "money", "", "ZAR", n.last
    if before in CODES_BEFORE or (before == "." and word_at(tokens, n.first - 2) == "rs"):
        return "money", "", CURRENCY_WORDS.get(before, "INR"), n.last
    if before in GRADE_WORDS or (before in SINGLE_TIMES[2:6] and word_at(tokens, n.last + 1) not in ("%", "percent")):
        told = _unit_before(tokens, n)
        if told is not None:
            return told
    found = unit_after(tokens, n.last)
    if found is not None:
        return found[0], found[1], found[2], n.last + found[3]
    told = _unit_before(tokens, n)
    if told is None and default is not None and _may_be(tokens, n, default):
        return default.kind, default.unit, default.currency, n.last
    return told


def _may_be(tokens: list[Token], n: Number, default: Default) -> bool:
    """Whether a number without a unit may be what the context expects: no calendar year, no part of a telephone
    number or of a word."""
    if not default.least <= n.value <= default.most or (is_year(tokens, n) and not default.sure):
        return False
    before, after = word_at(tokens, n.first - 1), word_at(tokens, n.last + 1)
    digits = tokens[n.first].text
    if (
        before == "-" == after
        or _in_telephone(tokens, n)
        or (digits[0] == "0" and len(digits) > 1 and "." not in digits)
    ):
        return False
    return not (after == "-" and word_at(tokens, n.last + 2)[:1].isalpha() and default.kind != "money")


# Grades of other things: cartilage defects, sprains.
_OTHER_GRADES = frozenset({"icrs", "outerbridge", "sprain", "tear", "medical"})
GRADE_WORDS = ("grade", "grades", "kl", "stage", "stages", "lawrence", "kellgren")
_AGE_WORDS = frozenset(["over", "under", "above", "below", "aged", "age", "than", "ages", "least", "past", "of"])
WHO = frozenset(
    ["people", "persons", "patients", "adults", "anyone", "those", "men", "women", "everyone", "clients", "anybody"]
)


AFTER_AGE_WORD = frozenset(["who", "whose", "with", "and", "or", "are", "can", "should", "may", "to", "is", "s", "but"])


BMI_WORDS = frozenset({"bmi", "of", "a", "an", "body", "mass", "index"})
_LIKE_CELLS = ("cultured", "expanded", "viable", "live", "stem", "nucleated", "mesenchymal")
_CELLS = frozenset(["cells", "mscs", "msc", "particles", "nanoparticles", "platelets", "exosomes", "vesicles", "cell"])
_SINGULAR = ("treatment", "visit", "injection", "session", "shot", "jab", "vial", "dose", "infusion", "appointment")
# A counted thing stands at most so many words after its number.
MOST_STEPS = 4
_STUDY_WORDS = ("trial", "study", "series", "audit", "survey", "cohort")
YOUNGEST_MEANT, OLDEST_MEANT = 16, 100


def _unit_before(tokens: list[Token], n: Number) -> tuple[str, str, str | None, int] | None:
    """Units written before a number: "week 8", "grade 4", "BMI under 35", "people over 65"."""
    before, further = word_at(tokens, n.first - 1), [word_at(tokens, n.first - k) for k in (2, 3, 4, 5)]
    if before in SINGLE_TIMES[2:6] and n.value <= 104 and further[0] not in ("per", "a"):
        return "duration", TIMES[before], None, n.last
    if before == "=" and further[0] == "n":
        return "count", "patients", None, n.last
    if before in GRADE_WORDS and 0 <= n.value <= 4 and _OTHER_GRADES.isdisjoint(t.text for t in tokens):
        return "grade", "kl_grade", None, n.last
    if ("bmi" in (before, *further) or ("mass" in further)) and 12 <= n.value <= 70:
        return "bmi", "bmi", None, n.last
    after = word_at(tokens, n.last + 1)
    if before == "-" and further[0] in ("over", "under") and after == "s":
        return ("age", "years", None, n.last + 1) if YOUNGEST_MEANT <= n.value <= OLDEST_MEANT else None
    named = before in ("aged", "age", "ages") or (before == "of" and further[0] == "age")
    if not (YOUNGEST_MEANT <= n.value <= OLDEST_MEANT) or before not in _AGE_WORDS or after in ("%", "x", "percent"):
        return None
    if before == "of" and not named:
        return None
    people = not WHO.isdisjoint(further[:3])
    follows = not after[:1].isalpha() or after in AFTER_AGE_WORD
    return ("age", "years", None, n.last) if named or follows or (people and after not in COUNTED) else None


def _in_telephone(tokens: list[Token], n: Number) -> bool:
    """Whether a number is part of "702-555-0149" or "555-0149": three and four digits with a dash between."""
    pairs = ((n.first, n.first + 2), (n.first - 2, n.first))
    for a, b in pairs:
        one, two = word_at(tokens, a), word_at(tokens, b)
        if (
            word_at(tokens, a + 1) == "-"
            and one.isdecimal()
            and two.isdecimal()
            and len(one) == 3
            and len(two) in (3, 4)
        ):
            further = word_at(tokens, b + 1) == "-" or word_at(tokens, a - 1) == "-" or two[0] == "0"
            if len(two) == 3 and not further:
                continue
            return True
    return False


def _are_weight(tokens: list[Token], last: int) -> bool:
    """Whether "pounds" after this number are pounds of weight: few of them, or the sentence speaks of losing them."""
    near = {t.text for t in tokens[max(0, last - 6) : last + 8]}
    return bool(near & {"lose", "losing", "lost", "weight", "weigh", "lighter", "overweight", "heavier"})


def unit_after(tokens: list[Token], last: int) -> tuple[str, str, str | None, int] | None:
    """(kind, unit, currency, number of tokens the unit takes) written after a number."""
    one, two, three = (word_at(tokens, last + k) for k in (1, 2, 3))
    if one in ("%", "percent", "percentage", "pct") or (one == "per" and two == "cent"):
        return "percent", "percent", None, 2 if one == "per" else 1
    skip = 1 if one in ("-", "+", "plus") else 0
    unit, after = (one, two) if not skip else (two, three)
    if one == "+" and two == "%":
        return "percent", "percent", None, 2
    if unit in TIME_ADJECTIVES and after in TIMES:
        skip, unit, after = skip + 1, after, word_at(tokens, last + skip + 3)
    if unit in TIMES:
        further = word_at(tokens, last + 3 + skip)
        if (
            after in ("old", "olds")
            or (after == "-" and further in ("old", "olds"))
            or (after == "of" and further == "age")
        ):
            return "age", "years", None, skip + (2 if after in ("old", "olds") else 3)
        return "duration", TIMES[unit], None, 1 + skip
    if unit == "pounds" and _are_weight(tokens, last):
        return "measure", "pounds", None, 1 + skip
    if unit in SYMBOLS and not skip and (unit != "$" or not two[:1].isdecimal()) and two[:1] not in tuple("0123456789"):
        return "money", "", SYMBOLS[unit], 1
    if unit in CURRENCY_WORDS and unit != "rs" and (unit not in _DOUBTFUL - {"pounds"} or _large(tokens, last)):
        return "money", "", CURRENCY_WORDS[unit], 1 + skip
    if unit in ("us", "u.s", "canadian", "australian", "singapore") and after in ("dollars", "$"):
        code = {"canadian": "CAD", "australian": "AUD", "singapore": "SGD"}.get(unit, "USD")
        return "money", "", code, 2 + skip
    if unit in ("ml", "cc", "millilitres", "milliliters", "mls", "ccs"):
        return "volume", "ml", None, 1 + skip
    if unit in ("points", "point") or (unit in ("unit", "units") and after == "of"):
        return "points", "points", None, 1 + skip
    if unit in ("x", "fold", "times") and after not in ("a", "per", "daily"):
        return "times", "times", None, 1 + skip
    if unit in ("mg", "mm", "cm", "degrees", "miles", "km", "kg", "lbs", "pounds"):
        return "measure", unit, None, 1 + skip
    if one in ("st", "nd", "rd", "th") and two in TIMES:
        return "duration", TIMES[two], None, 2
    if one == "on" and two in ("a", "the") and three[:1] in tuple("0123456789"):
        return "points", "points", None, 0
    return _counted_after(tokens, last, skip)


def _large(tokens: list[Token], last: int) -> bool:
    """Whether a number is large enough for "won" or "try" after it to be money."""
    return len(tokens[last].text) >= 3 or tokens[last].text in SCALES


def _counted_after(tokens: list[Token], last: int, skip: int) -> tuple[str, str, str | None, int] | None:
    one, two = word_at(tokens, last + 1), word_at(tokens, last + 2)
    if word_at(tokens, last) in ("million", "billion", "trillion", "millions") and (
        one in _LIKE_CELLS or (one == "of" and two == "them")
    ):
        return "dose", "cells", None, 1
    if one in ("cell", "patient", "person", "participant") and two in ("-", *_STUDY_WORDS) and not skip:
        return ("count", "patients", None, 1) if one != "cell" else None
    hyphens = 0
    for step in range(1, 7):
        word = word_at(tokens, last + skip + step)
        if not word or not (word[0].isalpha() or word == "-") or step - hyphens > MOST_STEPS:
            break
        if word == "-":
            hyphens += 1
            continue
        if word in _CELLS and not (word == "cell" and step == 1):
            return "dose", "cells", None, skip + step
        if word in COUNTED and step - hyphens <= (1 if word in _SINGULAR else 3):
            return "count", COUNTED[word], None, skip + step
        if word in ("of", "to", "and", "or", "in", "at", "with", "for", "after", "per", "is", "was", "are"):
            break
    return None
