"""What the learned proposer sees of a segment: word stems, pairs, word classes, amounts, form and context.

Features are explicit strings ("w:regenerat", "c:PAIN", "p:PATIENTS+PERCENT"), so that every weight can be read, and are
the same in training (``validation/claims/train.py``) and in use.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from kneewise.claims.products import names_alternative
from kneewise.claims.tables import is_header

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
# What the page's sentences are about, in steps of the share of its segments that have one of these word classes.
DENSITY_STEPS = 10
_DENSITIES = {"cells": ("CELL", "PRP", "BIOLOGIC"), "knees": ("KNEE", "JOINT"), "told": ("FIRSTPERSON",)}


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
    of_page = _of_page(page)
    header: list[list[str]] | None = None
    classes = [[name for name in reading.hits if name.isupper()] for reading in page.readings]
    for i, reading in enumerate(page.readings):
        lead, heading = page.lead(reading), page.heading(reading)
        found = own_features(reading)
        above = lead or heading
        if above is not None:
            found += sorted({f"aw:{stem(w)}" for w in above.words[:MOST_ABOVE] if w not in _STOP})
            found += [f"ac:{name}" for name in above.hits if name.isupper()]
        before = page.readings[i - 1] if i else None
        if before is not None:
            near = "dc" if before.segment.block == reading.segment.block else "lc"
            found += [f"{near}:{name}" for name in classes[i - 1]]
        if i + 1 < len(page.readings):
            found += [f"nc:{name}" for name in classes[i + 1]]
        if reading.segment.kind != "row":
            header = None
        elif header is None:
            header = _by_column(reading) if is_header(reading) else []
        else:
            found += _of_table(reading, header)
        if voice := page.voice(reading):
            found.append(f"v:{voice}")
        found += of_page
        if names_alternative(reading, lead, heading, page.product):
            found.append("k:alternative")
        if page.is_forum:
            found.append("k:forum")
        out.append(found)
    return out


def _of_page(page: PageReading) -> list[str]:
    """What sort of page it is: how many of its segments speak of cells or blood, of knees, in the first person."""
    count = max(len(page.readings), 1)
    out = []
    for name, classes in _DENSITIES.items():
        share = sum(1 for r in page.readings if any(r.hits.get(c) for c in classes)) / count
        out.append(f"g:{name}{min(int(share * DENSITY_STEPS), DENSITY_STEPS // 2)}")
    return out


def _bars(reading: Reading) -> list[int]:
    """Where the bars between the cells of a row stand; one at the very start is no border between two cells."""
    return [t.start for t in reading.segment.tokens[1:] if t.text == "|"]


def _by_column(reading: Reading) -> list[list[str]]:
    """The stems of a table's first row, cell by cell."""
    bars = _bars(reading)
    cells: list[list[str]] = [[] for _ in range(len(bars) + 1)]
    for word, (start, _) in zip(reading.words, reading.offsets, strict=True):
        if word not in _STOP:
            cells[bisect_left(bars, start)].append(stem(word))
    return cells


def _of_table(reading: Reading, header: list[list[str]]) -> list[str]:
    """What the table's header says of the cells of a row that are not empty, with the amount that stands in them."""
    bars = _bars(reading)
    amounts = {bisect_left(bars, amount.start): amount.unit or amount.kind for amount, _, _ in reading.amounts}
    found = set()
    for cell in {bisect_left(bars, start) for start, _ in reading.offsets}:
        for word in header[cell][:MOST_ABOVE] if cell < len(header) else ():
            found.add(f"th:{word}")
            found.add(f"tx:{word}+{amounts.get(cell, '-')}")
    return sorted(found)


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
