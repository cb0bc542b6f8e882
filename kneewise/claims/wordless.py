"""Quantities without a number: "a year", "half a day", "a full week", "half of patients", "a third don't"."""

from __future__ import annotations

from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.numerals import COUNTED, SYMBOLS, TIMES, word_at
from kneewise.claims.text import Token

_WORDS = read_yaml(DATA / "amounts.yaml")
TIME_ADJECTIVES = frozenset(_WORDS["time_adjectives"])
FRACTIONS: dict[tuple[str, ...], float] = {tuple(p.split()): value for p, value in _WORDS["fractions"].items()}
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], float]]] = {}
for _phrase, _share in FRACTIONS.items():
    _BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _share))
FRACTION_STARTS = frozenset(_BY_FIRST)
_ORDINALS: dict[str, int] = _WORDS["ordinals"]
SINGLE_TIMES = ("minute", "hour", "day", "week", "month", "year", "decade", "fortnight")
# A segment without any of these holds no quantity without a number.
WORDLESS = frozenset({*_ORDINALS, *FRACTION_STARTS, "a", "an", "hour", "the", "half"})
_PEOPLE_AFTER = frozenset(
    {*COUNTED, "all", "our", "those", "the", "them", "treated", "these", "its", "knee", "us", "his"}
)
_ALONE_AFTER = frozenset(
    ["do", "did", "were", "are", "had", "felt", "get", "got", "don't", "didn't", "notice", "see", "improve", "report"]
)
_NOT_BEFORE_TIME = frozenset(
    [
        "sessions",
        "visits",
        "classes",
        "hours",
        "minutes",
        "injections",
        "treatments",
        "weeks",
        "months",
        "times",
        "once",
        "twice",
        "per",
        "time",
        "half",
        "days",
        "week",
    ]
)


def spoken_time(tokens: list[Token], i: int) -> tuple[float, float, str, int] | None:
    """(low, high, unit, last token) of "a year", "half a day", "a full week", "an hour and a half", "hour-long"."""
    word, nxt, third = (word_at(tokens, i + k) for k in (0, 1, 2))
    if word == "half" and nxt in ("a", "an") and third in SINGLE_TIMES:
        return 0.5, 0.5, TIMES[third], i + 2
    if word == "hour" and nxt == "-" and third == "long" and word_at(tokens, i - 1) != "-":
        return 1, 1, "hours", i + 2
    before = word_at(tokens, i - 1)
    if word in _ORDINALS and nxt in SINGLE_TIMES[2:6] and before in ("the", "by", "from", "until", "every"):
        return None if before == "every" else (_ORDINALS[word], _ORDINALS[word], TIMES[nxt], i + 1)
    if word == "the" and before == "within" and nxt in SINGLE_TIMES and third not in ("first", "of"):
        return 1, 1, TIMES[nxt], i + 1
    if word not in ("a", "an") or before in _NOT_BEFORE_TIME:
        return None
    last = i + 1
    if nxt in TIME_ADJECTIVES and third in SINGLE_TIMES:
        nxt, last = third, i + 2
    if nxt not in SINGLE_TIMES or nxt == "minute":
        return None
    rest = [word_at(tokens, last + k) for k in (1, 2, 3)]
    if rest == ["and", "a", "half"]:
        return 1.5, 1.5, TIMES[nxt], last + 3
    if rest[:2] == ["or", "two"] and rest[2] not in TIMES:
        return 1, 2, TIMES[nxt], last + 2
    if before.isdecimal() or before in SYMBOLS or word_at(tokens, last + 1) == "half":
        return None
    return 1, 1, TIMES[nxt], last


def share_in_words(tokens: list[Token], i: int, loose: bool = False) -> tuple[float, int] | None:
    """(percent, last token) of "half of patients", "a third don't", "by half" from token ``i`` on.

    With ``loose``, whatever follows: for claims that are known to give a share of people.
    """
    for words, value in _BY_FIRST.get(tokens[i].text, ()):
        span = tuple(t.text for t in tokens[i : i + len(words)])
        if span != words:
            continue
        last = i + len(words) - 1
        nxt, third = word_at(tokens, last + 1), word_at(tokens, last + 2)
        people = (nxt == "of" and third in _PEOPLE_AFTER) or (nxt in ("our", "my", "the") and third in COUNTED)
        alone = words == ("a", "third") and nxt in _ALONE_AFTER
        alone = alone or (word_at(tokens, i - 1) == "by" and nxt not in (*TIMES, "of", "a", "an", "past"))
        alone = alone or (word_at(tokens, i - 1) in ("in", "cut") and words == ("half",))
        whole = words[0] in ("half", "third") and nxt in (*TIMES, "a", "an", "way", "price", "hour", "grade", "party")
        if people or alone or (loose and not whole and nxt not in TIMES):
            return value, last
    return None
