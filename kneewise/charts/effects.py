"""Benefit beyond placebo, option under option: point, thick bar (average), thin bar (a new setting), MCID line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kneewise.charts.drawing import Canvas, Drawing, nice_ticks, wrap
from kneewise.quantities import Interval

WIDTH, ROW, LABEL, RIGHT, TOP, BOTTOM = 720, 34, 230, 20, 40, 50
# Narrow enough to be read on a phone without making it smaller: labels stand above their bars.
NARROW_WIDTH, NARROW_ROW, NARROW_LEFT = 380, 46, 14


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One line: ``value`` with ``ci`` and ``pi``, points on 0–100, negative better."""

    label: str
    value: float
    ci: Interval
    pi: Interval | None = None


def effects_chart(
    rows: Sequence[EffectRow],
    *,
    mcid: float,
    alt: str,
    better: str,
    worse: str,
    mcid_label: str,
    headings: tuple[str, str, str, str],
    label_width: int = LABEL,
    narrow: bool = False,
    decimal: str = ".",
) -> Drawing:
    """All options on one axis. Less pain lies to the left; the dashed line is the smallest change people notice.

    ``label_width``: room for the labels at the left; less for short ones, so that the picture fits a phone.
    ``narrow``: for a few rows on any screen, the labels above the bars instead. ``decimal``: the mark in the table.
    """
    low = min([-mcid * 1.3] + [(r.pi or r.ci).low for r in rows])
    high = max([mcid * 0.6] + [(r.pi or r.ci).high for r in rows])
    low, high = max(low, -60.0), min(high, 60.0)
    row_height, left = (NARROW_ROW, NARROW_LEFT) if narrow else (ROW, label_width)
    height = TOP + row_height * len(rows) + BOTTOM
    bottom = height - BOTTOM
    width = NARROW_WIDTH if narrow else WIDTH - LABEL + label_width
    canvas = Canvas(width, height)

    def x(value: float) -> float:
        return left + (width - left - RIGHT) * (min(max(value, low), high) - low) / (high - low)

    for tick in nice_ticks(low, high):
        canvas.line(x(tick), TOP, x(tick), bottom)
        canvas.text(x(tick), bottom + 16, f"{tick:g}".replace("-", "−"), 12, "middle", "kw-muted")
    canvas.line(x(0), TOP - 4, x(0), bottom, "kw-ink", 1.5)
    canvas.line(x(-mcid), TOP - 4, x(-mcid), bottom, "kw-sham", 1.5, "5 4")
    start = narrow and x(-mcid) < width / 2
    canvas.text(left if start else x(-mcid), TOP - 10, mcid_label, 12, "start" if start else "middle", "kw-sham")
    for index, row in enumerate(rows):
        y = TOP + row_height * (index + (0.72 if narrow else 0.5))
        lines = [row.label] if narrow else wrap(row.label, 27)[:2]
        for number, line in enumerate(lines):
            if narrow:
                canvas.rect(left - 2, y - 25, 7 * len(line) + 4, 16, "kw-paper")  # keeps upright lines off the words
                canvas.text(left, y - 13, line, 13)
            else:
                canvas.text(left - 12, y + 4 + (number - (len(lines) - 1) / 2) * 14, line, 13, "end")
        if row.pi is not None:
            canvas.line(x(row.pi.low), y, x(row.pi.high), y, "kw-option", 1.5)
        canvas.line(x(row.ci.low), y, x(row.ci.high), y, "kw-option", 6)
        canvas.circle(x(row.value), y, 5.5, "kw-paper", "kw-option")
    canvas.text(left, height - 8, f"← {better}", 12, "start", "kw-muted")
    canvas.text(width - RIGHT, height - 8, f"{worse} →", 12, "end", "kw-muted")

    def said(interval: Interval) -> str:
        return f"{interval.low:.1f} … {interval.high:.1f}".replace(".", decimal)

    table = [headings] + [
        (r.label, f"{r.value:.1f}".replace(".", decimal), said(r.ci), said(r.pi) if r.pi else "–") for r in rows
    ]
    return canvas.finish(alt, table)
