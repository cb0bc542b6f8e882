"""Which kind of claim a time belongs to: when relief begins, how long it lasts, how long a visit takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kneewise.claims.amounts import Found
from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.model import Amount

if TYPE_CHECKING:
    from kneewise.claims.matcher import Hit, Reading

_DATA = read_yaml(DATA / "values.yaml")


def stems(words: list[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words of a data file, apart from those that end in a star: they are stems."""
    return frozenset(w for w in words if w[-1] != "*"), tuple(w[:-1] for w in words if w[-1] == "*")


CUES = {name: stems(words) for name, words in _DATA["cues"].items()}
_PASSED = frozenset(_DATA["passed_after"])
_GROWN = frozenset(_DATA["growing"])
_NOT_LONG = frozenset(_DATA["processing_cues"])
_SHORT_TIMES = frozenset({"minutes", "hours"})
_LONGEST_REACH = 9
# A word this near to a time belongs to it.
BESIDE = 4
AFTER_COUNTS = 2
TIMED = frozenset({"onset", "durability", "recovery_time", "aftercare", "procedure"})
# Fewer hours are how long somebody stays, not how long until normal life.
HALF_DAY = 12


def headed(type_: str, column: list[list[str]], cell: int) -> bool:
    """Whether a column's header speaks of this kind of time ("How long it lasts")."""
    return cell < len(column) and any(is_one(w, CUES[type_]) for w in column[cell])


def is_one(word: str, known: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    """Whether a word is one of these words or starts with one of these stems."""
    return word in known[0] or word.startswith(known[1])


def is_time_of(type_: str, reading: Reading, amount: Amount, first: int, last: int) -> bool:
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
    in_story = first == 1 and type_ == "recovery_time" and reading.segment.kind == "sentence"  # "Day 9: back at work"
    staged = labelled and (first == 1 or reading.segment.kind == "row") and not in_story
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
        to_feel = any(is_one(w, CUES[type_]) for w in after if w != "to")
        return to_feel
    return True


def misfit(type_: str, reading: Reading, found: Found, core: Hit) -> tuple[int, int]:
    """How ill a time fits its claim's kind: 0 beside a word of the kind, more where it is far or another kind's word
    is nearer."""
    _, first, last = found
    own = _nearest(CUES[type_], reading, first, last)
    others = [_nearest(CUES[t], reading, first, last) for t in TIMED if t != type_ and t in CUES]
    if own <= BESIDE and min(others, default=99) >= own:
        return 0, first
    inside = core[0] <= last and first <= core[1] and core[1] - core[0] < _LONGEST_REACH
    return own + (3 if min(others, default=99) < own else 0) - 2 * inside, first


def _nearest(cues: tuple[frozenset[str], tuple[str, ...]], reading: Reading, first: int, last: int) -> int:
    """Words between a time and the nearest of these words; a comma or the like between counts as three."""
    best = 2 * _LONGEST_REACH
    for i in range(max(0, first - _LONGEST_REACH), min(len(reading.words), last + 1 + _LONGEST_REACH)):
        if first <= i <= last or not is_one(reading.words[i], cues):
            continue
        # "lasts six months": the word before a time counts more than one after it
        gap = first - i if i < first else i - last + AFTER_COUNTS
        best = min(best, gap + 3 * abs(reading.breaks[i] - reading.breaks[first if i < first else last]))
    return best
