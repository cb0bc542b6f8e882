"""What a price is for: one knee, both, an injection, a session, a course, a visit, by the words around the amount."""

from __future__ import annotations

from kneewise.claims.datafiles import DATA, by_word, read_yaml
from kneewise.claims.numerals import SYMBOLS, UNITS
from kneewise.claims.text import Token

_WORDS = read_yaml(DATA / "amounts.yaml")
_CURRENCY_WORDS = frozenset(_WORDS["currency_words"])
PER: dict[str, str] = by_word(_WORDS["per"])
_PLURALS: dict[str, str] = by_word(_WORDS["per_plural"])
_ONE = frozenset(_WORDS["one_of"])
_BOTH = frozenset(_WORDS["both_of"])
_LINKS = frozenset(_WORDS["price_links"])
_COURSES = frozenset(word for word, unit in PER.items() if unit == "per course")
_COURSE_PAIRS = frozenset({("the", "set"), ("a", "set"), ("all", "in")})
_COPAYS = frozenset({"copay", "copayment"})
MOST_KNEES = 2
_EACH = frozenset({"each", "apiece", "pop", "go"})
_RATES = frozenset({"per", "a", "an", "each", "every", "/", "for", "one", "single"})
_SIDES = frozenset({"left", "right", "one", "single", "affected"})
_WHICH = frozenset(
    {
        "left",
        "right",
        "single",
        "first",
        "second",
        "other",
        "affected",
        "bad",
        "full",
        "further",
        "additional",
        "complete",
        "whole",
        "entire",
    }
)
# So many words before and after a price may say what it is for; which knee it was may be told further on.
BEFORE, AFTER, FAR_AFTER = 16, 9, 26
# A course, package or number of injections is looked for this near before the price.
NEAR_COURSE = 12


def price_unit(tokens: list[Token], first: int, last: int) -> str:
    """What a price is for, by the words after it, else by those before it in the same stretch; ``""`` if untold."""
    after = _own_words([t.text for t in tokens[last + 1 : last + 1 + FAR_AFTER]])
    behind = [t.text for t in reversed(tokens[max(0, first - BEFORE) : first])]
    while behind[:1] in (["."], ["rs"], [":"]):
        behind.pop(0)  # "Rs. 7,500"
    before = _own_words(behind)
    comma = after.index(",") if "," in after else len(after)
    near = after[: min(comma, AFTER)]
    return _told_after(near, before) or _linked_before(before) or _told_after(after, before) or _told_before(before)


def unit_of_words(words: list[str]) -> str:
    """What the prices under a heading or in a column are for ("Cost per knee"); ``""`` if it does not say."""
    return _told_after(words, [], loose=False)


def _told_after(after: list[str], before: list[str], loose: bool = True) -> str:
    for i, word in enumerate(after):
        nxt, third = (after[i + k] if i + k < len(after) else "" for k in (1, 2))
        if (word in _BOTH and nxt in ("knees", "sides", "joints", "legs")) or word in ("bilateral", "bilaterally"):
            return "both knees"
        if word in ("for", "on", "to", "a", "the", "does", "do", "covers") and (
            nxt in ("both", "bilateral", "pair") or (nxt in ("the", "a") and third == "pair")
        ):
            return "both knees"
        if (
            word == "for"
            and nxt in ("two", "one")
            and (not third[:1].isalpha() or third in ("knees", "and", "or", "knee"))
        ):
            return "both knees" if nxt == "two" else "per knee"
        if word == "both" and (nxt in ("are", "done", "together", "at") or after[i - 1 : i] == ["in"]):
            return "both knees"
        if word == "for" and UNITS.get(nxt, 0) > MOST_KNEES and not third[:1].isalpha():
            return "per course"  # "€1,200 for three"
        if word == "for" and nxt in UNITS and nxt != "one" and {third, *after[i + 3 : i + 4]} & _PLURALS.keys():
            return "per course"
        if i < AFTER and (word, nxt) in _COURSE_PAIRS:
            return "per course"
        if i < AFTER and (word in _COPAYS or (word, nxt, third) == ("co", "-", "pay")):
            return "per visit"
        if i < AFTER and word in _EACH and (word in ("each", "apiece") or after[i - 1 : i] in (["a"], ["per"])):
            if word == "each" and nxt in PER:
                return PER[nxt]
            unit = next((_PLURALS[w] for w in before + after if w in _PLURALS), "")
            if unit or word in ("go", "pop", "each"):
                return unit or ("per session" if word == "go" else "per injection")
        if word in _SIDES and nxt in ("knee", "joint", "side"):
            return "per knee"
        if i < AFTER and word in _ONE and nxt in PER:
            stands = i == 0 or word in ("per", "each", "every", "/") or after[i - 1] in ("for", ",", "(", "|")
            if stands and (
                word in _RATES or after[i - 1 : i] == ["for"] or PER[nxt] not in ("per visit", "per course")
            ):
                return PER[nxt]
        if i < AFTER and word in _ONE and nxt in _WHICH and third in PER:
            return PER[third]
        if word == "the" and nxt in ("second", "other") and third in ("", ",", "and", "knee"):
            return "per knee"
        if loose and i == 0 and word in PER and PER[word] != "per visit":
            return PER[word]
        if loose and i == 0 and _PLURALS.get(word) == "per injection":
            return _PLURALS[word]
    return ""


def _linked_before(before: list[str]) -> str:
    """A thing and its price with nothing but a verb between: "Visits are $2,750", "One injection is $3,200"."""
    for i, word in enumerate(before):
        nxt = before[i + 1] if i + 1 < len(before) else ""
        if word in PER or word in _PLURALS:
            if word == "knee" and before[i - 1 : i] == ["replacement"]:
                return ""
            if word in ("knee", "joint") and nxt == "the" and before[i - 1 : i] == ["for"]:
                return ""  # "pumped into the joint for €3,900"
            if nxt in ("bilateral", *_BOTH) and word in ("treatment", "knees", "sides", "joints", "procedure"):
                return "both knees"
            if word in _PLURALS and (nxt in UNITS or nxt.isdecimal()):
                return "per course" if nxt not in ("one", "1") else _PLURALS[word]
            return PER.get(word) or _PLURALS[word] if i else ""
        relative = word == "," and before[i - 1 : i] == ["which"]  # "a shot, which costs $150"
        if word not in _LINKS and not relative:
            return ""
    return ""


def _told_before(before: list[str]) -> str:
    """The words before a price, the nearest first."""
    course = next((i for i, w in enumerate(before) if w in _COURSES and i < NEAR_COURSE), None)
    for i, word in enumerate(before):
        nxt, third = (before[i + k] if i + k < len(before) else "" for k in (1, 2))
        both = (word in ("knees", "knee", "sides", "side", "joints") and nxt in _BOTH) or word == "bilateral"
        if both or (word == "pair" and nxt in ("the", "a")):
            return "both knees"
        if i == course:
            return "per course"
        if word in PER and i and course is not None:
            continue  # "package of 3, one knee"
        if word == "single" and (of := next((w for w in before[i + 1 : i + 4] if w in PER), "")):
            return PER[of]
        if word in PER and nxt in ("per", "one", "single", "each", "every", "first", "second", "1"):
            return PER[word]
        replaced = word == "knee" and before[i - 1 : i] == ["replacement"]
        if word in ("knee", "joint", "injection", "session", "shot") and nxt in ("a", "an") and not replaced:
            return PER[word]
        if word in ("knee", "joint") and nxt in ("left", "right"):
            return "per knee"
        if PER.get(word) == "per visit" or (word in PER and "|" in before[:2] and before.index("|") == i - 1):
            return PER[word]
        if "|" not in before or "both" not in before:
            counted = nxt in UNITS or nxt.isdecimal() or third in UNITS or third.isdecimal()
            if word in _PLURALS and counted and "one" not in (nxt, third):
                return "per course"
            if (word.isdecimal() and nxt == "x") or (word == "x" and i and before[i - 1].isdecimal()):
                return "per course"
    return ""


def _own_words(texts: list[str]) -> list[str]:
    """The words up to the next amount or the end of the sentence; with an amount near, up to the word that joins it."""
    texts = [w for i, w in enumerate(texts) if w != "." or "." not in texts[max(0, i - 1) : i] + texts[i + 1 : i + 2]]
    for i, word in enumerate(texts):
        if word in (";", "."):
            return texts[:i]
        if word in SYMBOLS or word in _CURRENCY_WORDS:
            joins = [k for k, w in enumerate(texts[:i]) if w in ("and", "or", "but", ",", "(", "/", "|")]
            return texts[: joins[-1]] if joins else texts[:i]
    return texts
