"""Word classes, patterns and their matching: rules are read from data and never become regular expressions.

A page's sentence is read once into *hits* (where each word class occurs). A pattern is elements joined by `&`; each
is word classes (capitals) or words, in order, with `~n` allowing up to n words between two of them::

    REPAIR ~5 CARTILAGE          in this order, at most five words between
    STUDY & PERCENT              anywhere in the sentence
    START ~6!LAST DURATION       at most six words between, none of them of the class LAST
    hold* ~2 back                words; a star ends a stem

The work per pattern is bounded by the hits in one sentence, so reading a page is linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kneewise.claims.amounts import amounts_in
from kneewise.claims.model import Amount
from kneewise.claims.text import Segment, Token

Hit = tuple[int, int]  # first and last word of an occurrence

# Word classes that the quantity grammar provides, by kind of amount.
AMOUNT_CLASSES = {
    "money": "MONEY",
    "percent": "PERCENT",
    "duration": "DURATION",
    "age": "AGE",
    "dose": "DOSE",
    "count": "COUNT",
    "times": "TIMES",
    "volume": "VOLUME",
    "points": "POINTS",
    "grade": "GRADE",
    "bmi": "BMI",
}
_SIGNS = frozenset("$£€₹%")
_GAP = re.compile(r"~(\d+)(?:!([A-Z_]+))?$")
# So many different words are remembered with their phrases.
MOST_REMEMBERED = 50_000
# More occurrences of one class in a sentence than this add nothing.
MOST_HITS = 24
_AFTER_AGE = frozenset(',."-(')


@dataclass(slots=True)
class Reading:
    """A segment as rules see it: its words, the hits of each word class, its amounts and where clauses break."""

    segment: Segment
    words: list[str]
    offsets: list[tuple[int, int]]
    hits: dict[str, list[Hit]]
    amounts: list[tuple[Amount, int, int]]
    breaks: list[int] = field(default_factory=list)  # number of commas and the like before each word
    question: bool = False


class Lexicon:
    """All phrases of all word classes, looked up by first word; a word's entries are remembered once found."""

    def __init__(self) -> None:
        self._exact: dict[str, list[tuple[str, list[str]]]] = {}
        self._stems: dict[str, list[tuple[str, list[str]]]] = {}
        self._longest_stem = 1
        self._seen: dict[str, _Entries] = {}
        self.names: set[str] = {*AMOUNT_CLASSES.values(), "YEAR", "NAMED_AGE"}

    def add(self, name: str, phrases: list[str]) -> None:
        """Add phrases to a word class."""
        self.names.add(name)
        for phrase in phrases:
            words = phrase_words(phrase)
            first, rest = words[0], words[1:]
            if first.endswith("*"):
                self._stems.setdefault(first[:-1], []).append((name, rest))
                self._longest_stem = max(self._longest_stem, len(first) - 1)
            else:
                self._exact.setdefault(first, []).append((name, rest))

    def _entries(self, word: str) -> _Entries:
        found = self._seen.get(word)
        if found is None:
            phrases = list(self._exact.get(word, ()))
            for size in range(1, min(len(word), self._longest_stem) + 1):
                phrases.extend(self._stems.get(word[:size], ()))
            found = _entries_of(phrases)
            if len(self._seen) < MOST_REMEMBERED:
                self._seen[word] = found
        return found

    def knows(self, word: str) -> bool:
        """Whether any word class has this word or a stem of it as its first word."""
        found = self._entries(word)
        return bool(found.always or found.by_next or found.by_stem)

    def hits(self, words: list[str]) -> dict[str, list[Hit]]:
        """Where each word class occurs in a list of words."""
        out: dict[str, list[Hit]] = {}
        last = len(words) - 1
        for i, word in enumerate(words):
            entries = self._entries(word)
            found = entries.always
            if i < last and (entries.by_next or entries.by_stem):
                following = words[i + 1]
                longer = [e for e in entries.by_next.get(following, ()) if _follows(words, i + 2, e[2][1:])]
                longer += [e for e in entries.by_stem if _follows(words, i + 1, e[2])]
                if longer:
                    found = sorted([*found, *longer])
            for _, name, rest in found:
                places = out.setdefault(name, [])
                if len(places) < MOST_HITS:
                    places.append((i, i + len(rest)))
        return out


_Entry = tuple[int, str, list[str]]  # order of entry, word class, further words


@dataclass(frozen=True, slots=True)
class _Entries:
    """The phrases that start with one word: those of one word, and the others by their second word (or its stem)."""

    always: list[_Entry]
    by_next: dict[str, list[_Entry]]
    by_stem: list[_Entry]


def _entries_of(phrases: list[tuple[str, list[str]]]) -> _Entries:
    out = _Entries([], {}, [])
    for order, (name, rest) in enumerate(phrases):
        entry = (order, name, rest)
        if not rest:
            out.always.append(entry)
        elif rest[0].endswith("*"):
            out.by_stem.append(entry)
        else:
            out.by_next.setdefault(rest[0], []).append(entry)
    return out


def phrase_words(phrase: str) -> list[str]:
    """A phrase's words as the tokeniser gives them; ``"x-ray guid*"`` is x, ray, guid*."""
    return phrase.lower().replace("-", " ").replace("%", " % ").split()


def _follows(words: list[str], at: int, rest: list[str]) -> bool:
    if at + len(rest) > len(words):
        return False
    return all(
        words[at + k].startswith(want[:-1]) if want.endswith("*") else words[at + k] == want
        for k, want in enumerate(rest)
    )


def read_segment(segment: Segment, lexicon: Lexicon) -> Reading:
    """The segment as rules see it."""
    words: list[str] = []
    offsets: list[tuple[int, int]] = []
    breaks: list[int] = []
    index_of: list[int] = []
    count = 0
    for token in segment.tokens:
        if _is_word(token):
            index_of.append(len(words))
            words.append(token.text)
            offsets.append((token.start, token.end))
            breaks.append(count)
        else:
            count += 1
            index_of.append(max(len(words) - 1, 0))
    hits = lexicon.hits(words)
    years = [(i, i) for i, word in enumerate(words) if len(word) == 4 and word.isdecimal() and "1950" <= word <= "2099"]
    if years:
        hits["YEAR"] = years[:MOST_HITS]
    if named := _named_ages(segment.tokens, index_of):
        hits["NAMED_AGE"] = named
    amounts = []
    for amount, first, last in amounts_in(segment.tokens):
        a, b = index_of[first], index_of[last]
        amounts.append((amount, a, b))
        hits.setdefault(AMOUNT_CLASSES.get(amount.kind, "OTHER_AMOUNT"), []).append((a, b))
    asks = bool(segment.tokens) and any(t.text == "?" for t in segment.tokens[-2:])
    return Reading(segment, words, offsets, hits, amounts, breaks, asks)


def _named_ages(tokens: list[Token], index_of: list[int]) -> list[Hit]:
    """Ages as newspapers give them: "Margaret, 68, …"."""
    found = []
    for i in range(2, len(tokens)):
        number, comma, name = tokens[i].text, tokens[i - 1].text, tokens[i - 2].text
        after = tokens[i + 1].text if i + 1 < len(tokens) else "."
        is_age = comma == "," and len(number) == 2 and number.isdecimal() and number >= "18"
        if is_age and name.isalpha() and len(name) > 2 and after in _AFTER_AGE:
            found.append((index_of[i - 2], index_of[i]))
    return found[:MOST_HITS]


def _is_word(token: Token) -> bool:
    first = token.text[0]
    return first.isalnum() or first in _SIGNS


@dataclass(frozen=True, slots=True)
class Chain:
    """Classes in order; ``gaps[i]`` is how many words may stand between element i and i + 1, ``barred[i]`` a class
    that may not stand there (empty for none)."""

    names: tuple[str, ...]
    gaps: tuple[int, ...]
    barred: tuple[str, ...]

    def find(self, hits: dict[str, list[Hit]]) -> Hit | None:
        """First and last word of the first occurrence, or ``None``."""
        for first, last in hits.get(self.names[0], ()):
            end = self._from(1, last, hits)
            if end is not None:
                return first, end
        return None

    def _from(self, k: int, last: int, hits: dict[str, list[Hit]]) -> int | None:
        if k == len(self.names):
            return last
        for a, b in hits.get(self.names[k], ()):
            if last < a <= last + 1 + self.gaps[k - 1]:
                bar = self.barred[k - 1]
                if bar and any(last < x and y < a for x, y in hits.get(bar, ())):
                    continue
                end = self._from(k + 1, b, hits)
                if end is not None:
                    return end
        return None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Chains that must all occur in the segment. ``needs`` are the classes without which it cannot match."""

    text: str
    chains: tuple[Chain, ...]
    needs: frozenset[str]

    def find(self, hits: dict[str, list[Hit]]) -> tuple[Hit, ...] | None:
        """Where each chain occurs, or ``None``."""
        if not hits.keys() >= self.needs:
            return None
        found = []
        for chain in self.chains:
            hit = chain.find(hits)
            if hit is None:
                return None
            found.append(hit)
        return tuple(found)


# Words that most sentences hold: a pattern is looked up by another of its words where it has one.
_COMMON_WORDS = "a an the of in and to for is are if we you our it on or with your be not no can"
_COMMON = frozenset(f"={word}" for word in _COMMON_WORDS.split())


class PatternSet:
    """Patterns that are looked up by one class each, so that only those are tried whose class a sentence holds."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_key: dict[str, list[tuple[int, Pattern]]] = {}
        for number, pattern in enumerate(patterns):
            key = min(pattern.needs, key=lambda name: (name in _COMMON, name[0] != "=", name))
            self._by_key.setdefault(key, []).append((number, pattern))

    def tried(self, hits: dict[str, list[Hit]]) -> list[tuple[int, Pattern]]:
        """The patterns that can match, in the order given."""
        found = [entry for name in hits.keys() & self._by_key.keys() for entry in self._by_key[name]]
        found.sort(key=lambda entry: entry[0])
        return found

    def any(self, hits: dict[str, list[Hit]]) -> bool:
        """Whether one of them matches."""
        return any(p.find(hits) for name in hits.keys() & self._by_key.keys() for _, p in self._by_key[name])


def compile_pattern(text: str, lexicon: Lexicon) -> Pattern:
    """Read a pattern; words in lower case become word classes of their own.

    Raises
    ------
    ValueError
        For a word class that the lexicon lacks, or an empty element.
    """
    chains = []
    for part in text.split("&"):
        names: list[str] = []
        gaps: list[int] = []
        barred: list[str] = []
        pending: tuple[int, str] = (0, "")
        for word in part.split():
            if m := _GAP.fullmatch(word):
                pending = (int(m.group(1)), m.group(2) or "")
                if pending[1] and pending[1] not in lexicon.names:
                    raise ValueError(f"no word class {pending[1]} in the lexicon")
                continue
            if word.isupper() and word.replace("_", "").isalpha():
                if word not in lexicon.names:
                    raise ValueError(f"no word class {word} in the lexicon")
                name = word
            else:
                name = f"={word.lower()}"
                if name not in lexicon.names:
                    lexicon.add(name, [word])
            if names:
                gaps.append(pending[0])
                barred.append(pending[1])
            names.append(name)
            pending = (0, "")
        if not names:
            raise ValueError(f"an empty element in the pattern {text!r}")
        chains.append(Chain(tuple(names), tuple(gaps), tuple(barred)))
    return Pattern(text, tuple(chains), frozenset(n for c in chains for n in c.names))
