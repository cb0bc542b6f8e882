"""What the learned proposer sees of a segment: word stems, pairs, word classes, amounts, form and context.

Features are explicit strings ("w:regenerat", "c:PAIN", "p:PATIENTS+PERCENT"), so that every weight can be read, and are
the same in training (``validation/claims/train.py``) and in use.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from kneewise.claims.products import names_alternative

if TYPE_CHECKING:
    from kneewise.claims.extract import PageReading
    from kneewise.claims.matcher import Reading

# Words without a meaning of their own count only in pairs with their neighbours.
_STOP_WORDS = (
    "a an the of to in and or for with on at by from as is are was were be been that this it its their which your our "
    "you we they he she his her them us has have had do does did will would"
)
_STOP = frozenset(_STOP_WORDS.split())
# The longest ending that leaves a stem of at least SHORTEST_STEM letters is cut.
_ENDINGS = (
    *("ically", "ations", "ation", "ments", "ment", "ingly", "ings", "edly", "ing", "ies", "ied", "ive", "ely"),
    *("ed", "es", "ly", "s", "e", "y"),
)
SHORTEST_STEM = 4
# Bounds on the work per segment: words of the segment and of the line above it, and classes that are paired.
MOST_WORDS = 80
MOST_ABOVE = 12
MOST_CLASSES = 16


@cache
def stem(word: str) -> str:
    """A word without its most common English endings ("regenerating" and "regenerate" agree); "#" for a number."""
    if not word.isalpha():
        return "#" if word[:1].isdecimal() else word.split("'")[0]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def page_features(page: PageReading) -> list[list[str]]:
    """The features of every segment of a page, in reading order."""
    out: list[list[str]] = []
    for i, reading in enumerate(page.readings):
        lead, heading = page.lead(reading), page.heading(reading)
        found = own_features(reading)
        above = lead or heading
        if above is not None:
            found += sorted({f"aw:{stem(w)}" for w in above.words[:MOST_ABOVE] if w not in _STOP})
            found += [f"ac:{name}" for name in above.hits if name.isupper()]
        before = page.readings[i - 1] if i else None
        if before is not None and before.segment.block == reading.segment.block:
            found += [f"dc:{name}" for name in before.hits if name.isupper()]
        if names_alternative(reading, lead, heading, page.product):
            found.append("k:alternative")
        if page.is_forum:
            found.append("k:forum")
        out.append(found)
    return out


def own_features(reading: Reading) -> list[str]:
    """The features of a segment that do not depend on what stands around it."""
    stems = [stem(word) for word in reading.words[:MOST_WORDS]]
    found = sorted({f"w:{s}" for s in stems if s not in _STOP})
    found += sorted({f"b:{a}_{b}" for a, b in pairwise(["^", *stems, "$"])})
    classes = sorted(name for name in reading.hits if name.isupper())
    found += [f"c:{name}" for name in classes]
    found += [f"c:{name}" for name in reading.hits if name[0] == "@" and not name.startswith("@in_")]
    pairable = [name for name in classes if not name.startswith("S_")][:MOST_CLASSES]
    found += [f"p:{a}+{b}" for a, b in combinations(pairable, 2)]
    found += sorted({f"u:{amount.unit or amount.kind}" for amount, _, _ in reading.amounts})
    found += [f"k:{reading.segment.kind}", f"n:{min(len(stems), 24) // 4}"]
    if reading.question:
        found.append("k:question")
    return found
