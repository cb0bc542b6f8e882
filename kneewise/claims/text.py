"""From the text shown to segments of tokens: headings, list items, table rows and sentences, with offsets kept.

The text shown is never changed. For reading, characters are folded one for one (curly quotes, odd spaces, letter case)
and invisible ones (zero-width, soft hyphens, direction marks) are left out with a map back to the text shown, so every
offset a claim carries points into what the person sees.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field

# Sentences longer than this are read in pieces: it bounds the work per rule and no claim is that long.
LONGEST_SEGMENT = 1_200
# A line at least this share of the page's usual line length that stops without a full stop was wrapped by its
# typesetter (PDF, e-mail), not ended by its author.
WRAP_SHARE = 0.7
# Text whose lines are all shorter than this is not wrapped text but lists and headings.
SHORTEST_WRAP = 55
LONGEST_HEADING_WORDS = 14
LEADER_DOTS = 3

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_FOLD = {
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4`\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
    ),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2028\u2029\u000b\u000c\u0085\r", "\n"),
    "\u2014": "-",
    "\uff05": "%",
}
_TOKEN = re.compile(r"[a-z\u00e0-\u024f]+(?:'[a-z]+)?|[0-9]+(?:[.,][0-9]+)*|[$£€₹%]|[.!?;:,()\"|/-]|[^\sa-z0-9]")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_BULLET = re.compile(
    r"[ ]*(?:[-*+\u2022\u25cf\u25e6\u2023\u2043\u2713\u2714\u2705\u00b7\u25aa\u25ba\u27a4\u2192]|\d{1,2}[.)]|[a-z][)])"
    r"[ ]+(?=\S)"
)
_HASHES = re.compile(r"[ ]*#{1,6}[ ]+")
_END = re.compile(r"(?:[.!?]+[\"')\]]*)(?=[ \n]|$)")
_ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "vs",
        "e.g",
        "i.e",
        "etc",
        "approx",
        "fig",
        "no",
        "inc",
        "ltd",
        "dept",
        "jan",
        "feb",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
        "u.s",
        "u.k",
    ]
)
# These end in a full stop when a number follows ("Rs. 2 lakh").
_BEFORE_NUMBERS = frozenset(["rs", "no", "nos", "vol", "approx", "ca", "grade", "op"])
# A post of a thread: a short name and a colon or dash, each on a line of its own.
_POST_LINE = re.compile(r"\s*(?:u/)?[\w.-]{2,24}(?: \(?[\w, ]{1,20}\)?)? ?(?::|—|–| - )\s")


@dataclass(slots=True)
class Token:
    """A word, number or sign: ``text`` folded to lower case, offsets into the folded text."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Segment:
    """A heading, list item, table row or sentence. Offsets are into the folded text; ``heading`` and ``lead`` point to
    the segments that govern it (the heading above; the line ending in a colon that opens a list)."""

    start: int
    end: int
    kind: str
    index: int = 0
    heading: int | None = None
    lead: int | None = None
    block: int = 0
    quoted: bool = False
    tokens: list[Token] = field(default_factory=list)


class FoldedText:
    """A page's text folded for reading, with the way back to the text shown.

    ``folded`` has one character per visible character of ``shown``; ``original(start, end)`` gives the offsets in
    ``shown`` of a stretch of ``folded``.
    """

    def __init__(self, shown: str) -> None:
        self.shown = shown
        kept = shown
        self._map: list[int] | None = None
        if any(ord(c) in _INVISIBLE for c in shown) if not shown.isascii() else False:
            self._map = [i for i, c in enumerate(shown) if ord(c) not in _INVISIBLE]
            kept = "".join(shown[i] for i in self._map)
        self.cased = kept if kept.isascii() and "\t" not in kept and "\r" not in kept else kept.translate(_FOLD_TABLE)
        self.folded = _lower(self.cased)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text shown of ``folded[start:end]`` (``end > start``)."""
        if self._map is None:
            return start, end
        return self._map[start], self._map[end - 1] + 1

    def folded_at(self, shown_offset: int) -> int:
        """Offset in the folded text of an offset in the text shown."""
        return shown_offset if self._map is None else bisect_left(self._map, shown_offset)


_FOLD_TABLE = str.maketrans(_FOLD)


def _lower(text: str) -> str:
    """Lower case, character for character (letters whose lower case is longer, such as İ, stay as they are)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def tokens_of(folded: str, start: int, end: int) -> list[Token]:
    """The tokens of ``folded[start:end]``."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded, start, end)]


def words_in(text: str) -> list[str]:
    """The words of a text as a person counts them."""
    return _WORD.findall(text)


def segments_of(page: FoldedText) -> list[Segment]:
    """The page's segments in reading order, tokenised, each knowing its heading and the line that leads its list."""
    lines = _lines(page.folded)
    stretches = _joined(page, lines, _wrap_length(lines))
    kinds = _kinds(page, stretches)
    segments: list[Segment] = []
    heading: int | None = None
    lead: int | None = None
    for block, ((_, end), (kind, inner)) in enumerate(zip(stretches, kinds, strict=True)):
        if kind in ("line", "heading"):
            lead = None
        first = len(segments)
        for a, b in _cut(page.folded, inner, end) if kind == "row" else _sentences(page, inner, end):
            segment = Segment(a, b, "sentence" if kind == "line" else kind, len(segments), heading, lead, block)
            segment.tokens = tokens_of(page.folded, a, b)
            if segment.tokens:
                segments.append(segment)
        if len(segments) == first:
            continue
        if kind == "heading":
            heading = segments[-1].index
        if page.folded[segments[-1].end - 1] == ":":
            lead = segments[-1].index
    return segments


def _kinds(page: FoldedText, stretches: list[tuple[int, int]]) -> list[tuple[str, int]]:
    """What each stretch is and where its content starts: ("heading" | "item" | "row" | "line", offset)."""
    raw = [_line_kind(page, start, end) for start, end in stretches]
    out: list[tuple[str, int]] = []
    listing = False
    for i, ((start, end), (kind, inner)) in enumerate(zip(stretches, raw, strict=True)):
        if kind == "short":
            following = raw[i + 1][0] if i + 1 < len(raw) else ""
            body = page.cased[start:end].strip()
            if _is_title(body):
                kind = "heading"
            elif listing or following not in ("line", "row"):
                kind = "item" if i else "heading"
            else:
                kind = "heading"
        listing = kind == "item" or page.folded[start:end].rstrip().endswith(":")
        out.append((kind, inner))
    return out


def _is_title(body: str) -> bool:
    """Whether a short line is written like a title: a question, or most of its longer words start in upper case."""
    if body.endswith("?"):
        return True
    words = [w for w in _WORD.findall(body) if len(w) > 3]
    return len(words) >= 2 and sum(1 for w in words if w[0].isupper()) >= 0.75 * len(words)


def _lines(folded: str) -> list[tuple[int, int]]:
    found, position = [], 0
    for line in folded.split("\n"):
        found.append((position, position + len(line)))
        position += len(line) + 1
    return found


def _wrap_length(lines: list[tuple[int, int]]) -> int | None:
    """The line length at which the text was wrapped, or ``None`` if its lines end where its author ended them."""
    lengths = sorted(b - a for a, b in lines if b - a > 25)
    if len(lengths) < 4:
        return None
    usual = lengths[int(len(lengths) * 0.9)]
    if not SHORTEST_WRAP <= usual <= 160:
        return None
    near = sum(1 for n in lengths if n >= usual * WRAP_SHARE)
    return usual if near >= 0.4 * len(lengths) else None


def _joined(page: FoldedText, lines: list[tuple[int, int]], wrap: int | None) -> list[tuple[int, int]]:
    """Stretches of text that belong together: single lines, or wrapped lines joined to the paragraph they were."""
    out: list[tuple[int, int]] = []
    previous: tuple[int, int] | None = None
    for start, end in lines:
        if not page.folded[start:end].strip():
            previous = None
            continue
        if previous is not None and _continues(page, previous, (start, end), wrap):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        previous = (start, end)
    return out


def _continues(page: FoldedText, before: tuple[int, int], line: tuple[int, int], wrap: int | None) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    start, end = line
    if _BULLET.match(page.folded, start, end) or _HASHES.match(page.folded, start, end):
        return False
    last = page.folded[before[0] : before[1]].rstrip()[-1:]
    if last == "|" or page.folded[start:end].lstrip().startswith("|"):
        return False
    if wrap is None and _POST_LINE.match(page.cased, start, end):
        return False
    unfinished = last not in '.!?:;"'
    if wrap is not None and before[1] - before[0] >= wrap * WRAP_SHARE:
        return unfinished or last in '.!?"'
    starts_lower = page.cased[start:end].lstrip()[:1].islower()
    return unfinished and starts_lower and (last == "," or before[1] - before[0] >= 45)


def _line_kind(page: FoldedText, start: int, end: int) -> tuple[str, int]:
    """("heading" | "item" | "row" | "short" | "line", offset where its content starts)."""
    while start < end and page.folded[start] == " ":
        start += 1
    if m := _HASHES.match(page.folded, start, end):
        inner = m.end()
        if b := _BULLET.match(page.folded, inner, end):
            return "item", b.end()
        return "heading", inner
    if page.folded[start : start + 1] == "|" or page.folded.count("|", start, min(end, start + 400)) >= 2:
        return "row", start
    if m := _BULLET.match(page.folded, start, end):
        return "item", m.end()
    body = page.folded[start:end].strip()
    if len(body) <= 120 and body[-1:] not in '.!,;:"' and body.count(" ") < LONGEST_HEADING_WORDS:
        return "short", start
    return "line", start


def _sentences(page: FoldedText, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences between two offsets; very long ones are cut at a space."""
    out: list[tuple[int, int]] = []
    position = start
    for m in _END.finditer(page.folded, start, end):
        word = page.folded[max(start, m.start() - 8) : m.start()].rsplit(" ", 1)[-1].lstrip("(\"'")
        if len(m.group()) > LEADER_DOTS and m.group().startswith("..."):
            continue  # the dots between a thing and its price
        if m.group()[0] == "." and (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())):
            continue
        following = page.cased[m.end() : m.end() + 3].lstrip(' \n"(')
        if word in _BEFORE_NUMBERS and following[:1].isdecimal():
            continue
        if following[:1].islower() and m.group().startswith("."):
            continue
        out.extend(_cut(page.folded, position, m.end()))
        position = m.end()
    out.extend(_cut(page.folded, position, end))
    return out


def _cut(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    pieces: list[tuple[int, int]] = []
    while end - start > LONGEST_SEGMENT:
        cut = folded.rfind(" ", start + LONGEST_SEGMENT // 2, start + LONGEST_SEGMENT)
        cut = cut if cut > start else start + LONGEST_SEGMENT
        pieces.append((start, cut))
        start = cut
        while start < end and folded[start].isspace():
            start += 1
    if end > start:
        pieces.append((start, end))
    return pieces


def is_right_to_left(text: str) -> bool:
    """Whether most letters of the text's beginning run right to left."""
    letters = [unicodedata.bidirectional(c) for c in text[:2_000] if c.isalpha()]
    return sum(1 for c in letters if c in ("R", "AL")) * 2 > len(letters) > 0
