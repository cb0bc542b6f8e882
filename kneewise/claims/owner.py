"""Who is behind a page: the author, clinic, company or newspaper that it names (the JAMA benchmark of authorship)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.voices import is_thread

if TYPE_CHECKING:
    from kneewise.claims.extract import PageReading
    from kneewise.claims.matcher import Lexicon, Reading

_DATA = read_yaml(DATA / "owners.yaml")
_ORGANISATIONS = frozenset(_DATA["organisations"])
_ENDINGS = tuple(_DATA["endings"])
_GENERIC = frozenset(_DATA["generic"])
_WRITTEN = tuple(re.compile(w) for w in _DATA["written"])
_PIECES = re.compile(r"[|\u00b7\u2022\u2013\u2014:;\u00bb\u203a(),/]|\s-\s|\b(?:at|by|from|with|in|of the|for)\b")
_WORD = re.compile(r"[^\W\d_][\w'\u2019&.-]*|&")
_MASTHEAD = re.compile(
    r"((?:[A-Z][\w\u2019'&.-]+ ?|& ?|of ?|the ?){2,7})(?:,| [\u2013\u2014|\u00b7-]) ?[A-Z][\w. ,]{2,60}$"
)
# A name stands in the first or the last lines; expressions are tried on so much of a segment.
HEAD, TAIL, LONGEST = 5, 4, 400


def names_owner(page: PageReading) -> Reading | None:
    """The segment that names who is behind the page, or ``None``. A thread of posts has no such owner."""
    readings = page.readings
    if is_thread(page):
        return None
    edges = readings[:HEAD] + readings[max(HEAD, len(readings) - TAIL) :]
    for reading in edges:
        if _is_name(_shown(page, reading)):
            return reading
    for reading in readings[1:HEAD]:
        if _is_masthead(_shown(page, reading), page.book.lexicon):
            return reading
    for reading in readings:
        if any(w.search(_shown(page, reading)) for w in _WRITTEN):
            return reading
    return None


def _is_masthead(text: str, lexicon: Lexicon) -> bool:
    """Whether a line under the title is "Name, Place" or "Name | …", the name holding a word that no rule knows."""
    m = _MASTHEAD.match(text)
    if m is None:
        return False
    words = [w.lower() for w in _WORD.findall(m.group(1))]
    return any(w not in _GENERIC and not lexicon.knows(w) for w in words)


def _shown(page: PageReading, reading: Reading) -> str:
    start = reading.segment.start
    return page.page.cased[start : min(reading.segment.end, start + LONGEST)]


def _is_name(text: str) -> bool:
    """Whether a piece of a line is the name of an organisation: a word such as "Clinic" with a word of its own."""
    for piece in _PIECES.split(text):
        words = _WORD.findall(piece)
        capital = [w for w in words if w[0].isupper()]
        kinds = [w for w in capital if w.lower() in _ORGANISATIONS or w.lower().endswith(_ENDINGS)]
        own = [w for w in capital if w not in kinds and w.lower() not in _GENERIC]
        if kinds and own and 2 * len(capital) >= len(words):
            return True
    return False
