"""How hard a text is to read: Flesch–Kincaid school grade for English, Fernández-Huerta's ease for Spanish.

Sources: Kincaid, Fishburne, Rogers & Chissom 1975 (grade); Fernández Huerta 1959, with the constants as corrected by
Szigriszt-Pazos 1993 (ease). Syllables are counted by rule, so that no dictionary is needed.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_STOP = re.compile(r"[.!?…]+(?=[\s”\"’)]|$)")
_VOWELS_EN = re.compile(r"[aeiouy]+")
# An e at the end is silent ("knee" apart), and mostly so before d and s; these endings are sounded.
_SILENT_END = re.compile(r"e[ds]?$")
_SOUNDED_END = re.compile(r"(?:le|ee|ye|ie|[tdi]ed|(?:s|z|x|ch|sh|g|c|i|l)es)$")
# Below this many words neither measure says anything.
FEWEST_WORDS = 30


def words_of(text: str) -> list[str]:
    """The words of a text; a number is one word."""
    return _WORD.findall(text)


def sentences_of(text: str) -> int:
    """How many sentences: by stop marks, each line counting as one at least (headings, items of a list)."""
    lines = [line for line in text.split("\n") if _WORD.search(line)]
    return sum(max(1, len(_STOP.findall(line))) for line in lines)


def syllables(word: str) -> int:
    """Syllables of an English word by rule: groups of vowels, without a silent final e; at least one."""
    lowered = word.lower()
    if not lowered.isalpha():
        return max(1, len(_VOWELS_EN.findall(lowered)))
    count = len(_VOWELS_EN.findall(lowered))
    silent = _SILENT_END.search(lowered) and not _SOUNDED_END.search(lowered)
    return max(1, count - 1 if silent else count)


def reading_grade(text: str) -> float | None:
    """Flesch–Kincaid grade of an English text: 0.39 words/sentence + 11.8 syllables/word − 15.59; None if too short."""
    found = words_of(text)
    if len(found) < FEWEST_WORDS:
        return None
    per_word = sum(syllables(word) for word in found) / len(found)
    return round(0.39 * len(found) / sentences_of(text) + 11.8 * per_word - 15.59, 1)


def syllables_es(word: str) -> int:
    """Syllables of a Spanish word by its vowels; at least one."""
    plain = re.sub(r"qu(?=[eiéí])|gu(?=[eiéí])", lambda m: m[0][0], word.lower())
    groups = re.findall(r"[aeiouáéíóúü]+", plain)
    count = 0
    for group in groups:
        strong = len(re.findall(r"[aeoáéóíú]", group))
        count += max(1, strong)
    return max(1, count)


def reading_ease_es(text: str) -> float | None:
    """Ease of a Spanish text, about 0 (very hard) to 100 (very easy): 206.84 − 60 syllables/word − 1.02 words/sentence.

    70 and above reads as easy, 60 as plain language for the general public. None if too short.
    """
    found = words_of(text)
    if len(found) < FEWEST_WORDS:
        return None
    per_word = sum(syllables_es(word) for word in found) / len(found)
    return round(206.84 - 60 * per_word - 1.02 * len(found) / sentences_of(text), 1)
