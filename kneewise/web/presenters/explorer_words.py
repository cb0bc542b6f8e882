"""Numbers, headings and choices as the explorer's views write them."""

from __future__ import annotations

from typing import Any

from kneewise import words
from kneewise.web.explorer.names import treatment_name
from kneewise.web.presenters.numbers import plain_number

DECIMAL = {"en": ".", "es": ","}


def number(value: float, language: str, decimals: int = 1) -> str:
    """A number with that many decimals, zeros kept, so that the figures of a table stand under each other."""
    text = plain_number(value, language, decimals)
    if decimals == 1 and DECIMAL[language] not in text:
        text += f"{DECIMAL[language]}0"
    return text.replace("-", "−")


def p_value(value: float | None, language: str) -> str:
    """A p value: "= 0.03", "< 0.01" below that, "–" where there is none."""
    if value is None:
        return "= –"
    return f"< {number(0.01, language, 2)}" if value < 0.01 else f"= {number(value, language, 2)}"


def limits(low: float, high: float, language: str) -> str:
    """Both ends of a range."""
    return f"{number(low, language)} … {number(high, language)}"


def headings(language: str, *keys: str) -> tuple[str, ...]:
    """Headings of a table, by their keys."""
    return tuple(words.text(f"explorer-head-{key}", language) for key in keys)


def choices(codes: set[str], chosen: str, language: str) -> list[dict[str, Any]]:
    """Treatments to choose from, by name, and which is chosen."""
    named = sorted(((treatment_name(c, language), c) for c in codes), key=lambda named: named[0].lower())
    return [{"value": code, "words": name, "chosen": code == chosen} for name, code in named]
