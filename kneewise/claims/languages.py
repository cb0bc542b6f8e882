"""Which language a page is written in, by its small words. Its school grade is `words.readability`'s."""

from __future__ import annotations

from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.text import words_in

_SMALL_WORDS = {name: frozenset(small) for name, small in read_yaml(DATA / "languages.yaml").items()}
# Fewer known small words than this share of all words: the language is not told.
FEWEST_SMALL_WORDS = 0.08
# One small word tells nothing: "no" is one of several languages.
LEAST_FOUND = 2


def language_of(text: str) -> str:
    """``"en"``, ``"es"``, …, or ``"und"`` where the words do not tell."""
    tokens = [t.lower() for t in words_in(text[:20_000])]
    if not tokens:
        return "und"
    counts = {name: sum(1 for t in tokens if t in small) for name, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= max(FEWEST_SMALL_WORDS * len(tokens), LEAST_FOUND) else "und"
