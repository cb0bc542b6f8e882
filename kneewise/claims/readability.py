"""The US school grade of a text (Flesch–Kincaid), with own syllable counting, for English."""

from __future__ import annotations

import re

from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.text import words_in

_VOWELS = re.compile(r"[aeiouy]+")
# Below this many words a grade says nothing.
FEWEST_WORDS = 30
# A grade is worked out from the beginning of a very long page: it does not change after that.
MOST_CHARACTERS = 200_000


def syllables(word: str) -> int:
    """Syllables of an English word by rule: vowel groups, without a silent final e; at least one."""
    lowered = word.lower()
    if not lowered.isalpha():
        return max(1, len(_VOWELS.findall(lowered)))
    count = len(_VOWELS.findall(lowered))
    if lowered.endswith("e") and not lowered.endswith(("le", "ee", "ye", "ie")) and count > 1:
        count -= 1
    if (
        lowered.endswith(("es", "ed"))
        and count > 1
        and not lowered.endswith(("ted", "ded", "ses", "zes", "xes", "ches", "shes", "ges", "ces", "ies", "ied"))
    ):
        count -= 1
    count += len(re.findall(r"(?:ia|io(?!u|n)|eo(?!u)|iu|ua(?!l))", lowered)) if len(lowered) > 4 else 0
    return max(1, count)


def reading_grade(text: str) -> float | None:
    """Flesch–Kincaid grade: 0.39 words/sentence + 11.8 syllables/word - 15.59 (Kincaid et al. 1975).

    Lines without a full stop (headings, list items) count as sentences. ``None`` for fewer than 30 words.
    """
    shown = text[:MOST_CHARACTERS]
    tokens = words_in(shown)
    if len(tokens) < FEWEST_WORDS:
        return None
    sentences = sum(
        max(1, len(re.findall(r"[.!?]+(?=\s|$)", line))) for line in shown.split("\n") if any(c.isalpha() for c in line)
    )
    total = sum(syllables(t) for t in tokens)
    return round(0.39 * len(tokens) / max(sentences, 1) + 11.8 * total / len(tokens) - 15.59, 1)


_SMALL_WORDS = {name: frozenset(small) for name, small in read_yaml(DATA / "languages.yaml").items()}
# Fewer known small words than this share of all words: the language is not told.
FEWEST_SMALL_WORDS = 0.08


def language_of(text: str) -> str:
    """``"en"``, ``"es"``, …, or ``"und"`` where the words do not tell."""
    tokens = [t.lower() for t in words_in(text[:20_000])]
    if not tokens:
        return "und"
    counts = {name: sum(1 for t in tokens if t in small) for name, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= FEWEST_SMALL_WORDS * len(tokens) else "und"
