"""A forest plot for a page: one line per trial or treatment, pooled results below; `forest` holds the same picture as
a Vega-Lite specification.

The thick bar is the confidence interval, the thin one the prediction interval; a trial is a square as large as its
weight, a pooled result a diamond as wide as its interval. Bars that leave the axis end in an arrow.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kneewise.charts.drawing import Canvas, Drawing, nice_ticks, wrap
from kneewise.quantities import Interval

WIDTH, ROW, NUMBERS, TOP, BOTTOM = 760, 30, 150, 26, 52
# Room for labels: as wide as the longest needs, at 7.6 units a letter of 13 units' type.
LETTER, NARROWEST, WIDEST = 7.6, 90, 250
# The axis ends here in points; a wider interval (two small trials) would flatten all others.
AXIS = 60.0
SQUARE, DIAMOND = 7.0, 7.0
# Letters of a line of a label.
LABEL_LETTERS = 31


@dataclass(frozen=True, slots=True)
class ForestLine:
    """One line: estimate in points on 0–100 (negative better) with its interval; ``weight`` in per cent, if known."""

    label: str
    value: float
    ci: Interval
    pi: Interval | None = None
    weight: float | None = None
    pooled: bool = False


def forest_drawing(
    lines: Sequence[ForestLine],
    *,
    mcid: float | None,
    alt: str,
    better: str,
    worse: str,
    mcid_label: str,
    headings: tuple[str, str, str, str],
    decimal: str = ".",
) -> Drawing:
    """All lines on one axis, less pain to the left; the dashed line is the smallest change people notice (``mcid``).

    ``headings``: of the table with label, estimate, interval, prediction interval; ``decimal``: sign of a language.
    """
    ends = [e for r in lines for e in (r.ci.low, r.ci.high, *((r.pi.low, r.pi.high) if r.pi else ()))]
    low = max(min([-1.3 * (mcid or 1), *ends]), -AXIS)
    high = min(max([0.6 * (mcid or 1), *ends]), AXIS)
    height = TOP + ROW * len(lines) + BOTTOM
    bottom = height - BOTTOM
    canvas = Canvas(WIDTH, height)
    longest = max(len(part) for line in lines for part in wrap(line.label, LABEL_LETTERS))
    label = min(max(NARROWEST, 20 + LETTER * longest), WIDEST)

    def x(value: float) -> float:
        return label + (WIDTH - label - NUMBERS) * (min(max(value, low), high) - low) / (high - low)

    for tick in nice_ticks(low, high):
        canvas.line(x(tick), TOP, x(tick), bottom)
        canvas.text(x(tick), bottom + 16, _signed(f"{tick:g}"), 12, "middle", "kw-muted")
    canvas.line(x(0), TOP, x(0), bottom, "kw-ink", 1.5)
    if mcid:
        canvas.line(x(-mcid), TOP - 4, x(-mcid), bottom, "kw-sham", 1.5, "5 4")
        canvas.text(x(-mcid), TOP - 10, mcid_label, 12, "middle", "kw-sham")
    for index, line in enumerate(lines):
        _line(canvas, line, TOP + ROW * (index + 0.5), label, x, (low, high), decimal)
    canvas.text(label, height - 10, f"← {better}", 12, "start", "kw-muted")
    canvas.text(WIDTH - NUMBERS, height - 10, f"{worse} →", 12, "end", "kw-muted")
    return canvas.finish(alt, [headings, *(_row(line, decimal) for line in lines)])


def _line(
    canvas: Canvas,
    line: ForestLine,
    y: float,
    label: float,
    x: Callable[[float], float],
    axis: tuple[float, float],
    decimal: str,
) -> None:
    words = wrap(line.label, LABEL_LETTERS)
    if len(words) > 2:
        words = [words[0], words[1] + " …"]
    for number, part in enumerate(words):
        place = y + 4.5 + (number - (len(words) - 1) / 2) * 13.5
        canvas.text(label - 12, place, part, 13, "end", weight="600" if line.pooled else "")
    if line.pi is not None:
        canvas.line(x(line.pi.low), y, x(line.pi.high), y, "kw-option", 1.5)
    if line.pooled:
        canvas.area(
            [(x(line.ci.low), y), (x(line.value), y - DIAMOND), (x(line.ci.high), y), (x(line.value), y + DIAMOND)],
            "kw-option",
        )
    else:
        canvas.line(x(line.ci.low), y, x(line.ci.high), y, "kw-option", 2.5 if line.weight is not None else 6)
        if line.weight is None:
            canvas.circle(x(line.value), y, 5.5, "kw-paper", "kw-option")
        else:
            half = max(2.5, SQUARE * math.sqrt(min(line.weight, 100.0) / 50))
            canvas.rect(x(line.value) - half, y - half, 2 * half, 2 * half, "kw-option")
    for end, beyond, step in ((axis[0], line.ci.low < axis[0], 7), (axis[1], line.ci.high > axis[1], -7)):
        if beyond:
            canvas.area([(x(end) - step, y), (x(end), y - 5), (x(end), y + 5)], "kw-option")
    text = f"{line.value:.1f} ({line.ci.low:.1f} … {line.ci.high:.1f})"
    canvas.text(WIDTH, y + 4.5, _signed(text, decimal), 12.5, "end", weight="600" if line.pooled else "")


def _row(line: ForestLine, decimal: str) -> tuple[str, str, str, str]:
    wide = f"{line.pi.low:.1f} … {line.pi.high:.1f}" if line.pi else "–"
    return (
        line.label,
        _signed(f"{line.value:.1f}", decimal),
        _signed(f"{line.ci.low:.1f} … {line.ci.high:.1f}", decimal),
        _signed(wide, decimal),
    )


def _signed(text: str, decimal: str = ".") -> str:
    """With a true minus sign, none before zero, and the language's decimal sign."""
    return re.sub(r"-(?=0\.0(?!\d))", "", text).replace("-", "−").replace(".", decimal)
