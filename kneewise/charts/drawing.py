"""A small SVG writer: shapes as text, colours as classes with printable defaults.

Every shape carries a ``class`` (so that a page can theme it, light or dark) and a presentation attribute (so that
the same file is right in a PDF, a mail or a file viewer). No inline style, no script: the strictest policy holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

# Okabe & Ito's colour-blind-safe blue and vermilion, with greys that keep 4.5:1 on white. Meaning never rests on
# colour alone: lines differ in dash, areas in pattern, points in shape.
PAINT = {
    "kw-option": "#00578a",
    "kw-option-soft": "#9cc3dc",
    "kw-option-softer": "#d9e8f2",
    "kw-sham": "#8a3b00",
    "kw-ink": "#1b1f24",
    "kw-muted": "#565f69",
    "kw-grid": "#d3d8de",
    "kw-paper": "#ffffff",
    "kw-none": "none",
}


def number(value: float) -> str:
    """A coordinate with at most two decimals, without a trailing zero."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture.

    ``svg`` is the whole element; ``alt`` says in a sentence or two what it shows; ``rows`` is the same as a table
    (first row: headings), for people who cannot or do not want to read the picture.
    """

    svg: str
    alt: str
    rows: tuple[tuple[str, ...], ...]
    width: int
    height: int


class Canvas:
    """Collects shapes; `finish` wraps them. Coordinates in user units, y downwards."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []

    def add(self, markup: str) -> None:
        self._parts.append(markup)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        paint: str = "kw-grid",
        width: float = 1,
        dash: str = "",
    ) -> None:
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" class="{paint}-s" '
            f'stroke="{PAINT[paint]}" stroke-width="{number(width)}"{dashed}/>'
        )

    def polyline(
        self,
        points: Iterable[tuple[float, float]],
        paint: str = "kw-option",
        width: float = 2.5,
        dash: str = "",
    ) -> None:
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.add(
            f'<polyline points="{joined}" fill="none" class="{paint}-s" stroke="{PAINT[paint]}" '
            f'stroke-width="{number(width)}" stroke-linejoin="round"{dashed}/>'
        )

    def area(self, points: Iterable[tuple[float, float]], paint: str) -> None:
        joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.add(f'<polygon points="{joined}" class="{paint}-f" fill="{PAINT[paint]}"/>')

    def rect(self, x: float, y: float, w: float, h: float, paint: str, radius: float = 0) -> None:
        rounded = f' rx="{number(radius)}"' if radius else ""
        self.add(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(w, 0))}" height="{number(h)}" '
            f'class="{paint}-f" fill="{PAINT[paint]}"{rounded}/>'
        )

    def circle(self, x: float, y: float, r: float, paint: str, stroke: str = "") -> None:
        edge = f' stroke="{PAINT[stroke]}" stroke-width="1.5"' if stroke else ""
        names = f"{paint}-f" + (f" {stroke}-s" if stroke else "")
        self.add(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" class="{names}" fill="{PAINT[paint]}"{edge}/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 13,
        anchor: str = "start",
        paint: str = "kw-ink",
        weight: str = "",
    ) -> None:
        bold = f' font-weight="{weight}"' if weight else ""
        self.add(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" text-anchor="{anchor}" '
            f'class="{paint}-f" fill="{PAINT[paint]}"{bold}>{escape(words)}</text>'
        )

    def finish(self, alt: str, rows: Iterable[Iterable[str]]) -> Drawing:
        """The drawing with its text alternative; the picture counts as one image for a screen reader."""
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" '
            f'height="{self.height}" role="img" aria-label="{escape(alt, quote=True)}" class="kw-chart" '
            f"font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif\">"
            + "".join(self._parts)
            + "</svg>"
        )
        return Drawing(svg, alt, tuple(tuple(row) for row in rows), self.width, self.height)


def wrap(words: str, limit: int) -> list[str]:
    """Break a label into lines of at most ``limit`` characters where words allow it."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= limit:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines or [""]


def nice_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round tick values that cover low to high with at most ``most`` steps."""
    span = max(high - low, 1e-9)
    for exponent in range(-3, 9):
        for base in (1, 2, 5):
            step = base * 10.0**exponent
            if span / step <= most:
                first = math.ceil(low / step) * step
                return [round(first + i * step, 10) for i in range(int((high - first) / step + 1e-9) + 1)]
    return [low, high]
