"""Numbers as people of a language write them. Rounding for reading happens here and in the report, nowhere else."""

from __future__ import annotations


def plain_number(value: float, language: str, decimals: int | None = None) -> str:
    """``1.24`` → "1.2" (or "1,2" in Spanish); without ``decimals`` up to two, trailing zeros dropped."""
    text = f"{value:,.{2 if decimals is None else decimals}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", "-0.0"):
        text = text[1:]
    if decimals == 1 and text.endswith(".0"):
        text = text[:-2]
    if language == "es":
        text = text.replace(",", "\u00a0").replace(".", ",")
    return text


def amount(value: float, currency: str | None, language: str) -> str:
    """A price, rounded to whole units of its currency."""
    return f"{plain_number(round(value), language)} {currency or ''}".strip()
