"""How a difference between two treatments changes over time: the model's curve with its bands, and the pooled trials
of each window as points with bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kneewise.charts.drawing import Canvas, Drawing, nice_ticks

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 380, 56, 20, 30, 56


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """Difference at a week, points on 0–100 (negative better), with limits of the average and of a new trial."""

    week: float
    value: float
    low: float
    high: float
    new_low: float | None = None
    new_high: float | None = None


def effect_course_drawing(
    curve: Sequence[CoursePoint],
    pooled: Sequence[CoursePoint],
    *,
    mcid: float | None,
    week_labels: Sequence[tuple[float, str]],
    alt: str,
    mcid_label: str,
    axis_label: str,
    headings: tuple[str, str, str, str],
    decimal: str = ".",
) -> Drawing:
    """The curve (inner band: average; outer band: a new trial) and the points; weeks on a square-root axis.

    ``headings``: of the table with time, difference, range of the average, pooled trials at that time.
    """
    every = [v for p in (*curve, *pooled) for v in (p.low, p.high, p.new_low, p.new_high) if v is not None]
    low, high = max(min([*every, -1.2 * (mcid or 0)]), -60.0), min(max([*every, 5.0]), 60.0)
    last = max(week for week, _ in week_labels)
    canvas = Canvas(WIDTH, HEIGHT)

    def x(week: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * math.sqrt(week / last)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - min(max(value, low), high)) / (high - low)

    if curve:
        outer = [(p.week, p.new_high if p.new_high is not None else p.high) for p in curve]
        under = [(p.week, p.new_low if p.new_low is not None else p.low) for p in reversed(curve)]
        canvas.area([(x(w), y(v)) for w, v in (*outer, *under)], "kw-option-softer")
        inner = [(p.week, p.high) for p in curve] + [(p.week, p.low) for p in reversed(curve)]
        canvas.area([(x(w), y(v)) for w, v in inner], "kw-option-soft")
    for tick in nice_ticks(low, high):
        canvas.line(LEFT, y(tick), WIDTH - RIGHT, y(tick))
        canvas.text(LEFT - 8, y(tick) + 4, f"{tick:g}".replace("-", "−"), 12, "end", "kw-muted")
    canvas.line(LEFT, y(0), WIDTH - RIGHT, y(0), "kw-ink", 1.5)
    if mcid:
        canvas.line(LEFT, y(-mcid), WIDTH - RIGHT, y(-mcid), "kw-sham", 1.5, "5 4")
        canvas.text(WIDTH - RIGHT, y(-mcid) - 5, mcid_label, 12, "end", "kw-sham")
    canvas.polyline([(x(p.week), y(p.value)) for p in curve], "kw-option", 2.8)
    for p in pooled:
        canvas.line(x(p.week), y(p.low), x(p.week), y(p.high), "kw-ink", 2)
        canvas.circle(x(p.week), y(p.value), 5.5, "kw-paper", "kw-ink")
    for week, label in week_labels:
        canvas.line(x(week), HEIGHT - BOTTOM, x(week), HEIGHT - BOTTOM + 5, "kw-muted")
        canvas.text(x(week), HEIGHT - BOTTOM + 20, label, 12, "middle", "kw-muted")
    canvas.text(LEFT, 16, axis_label, 12, "start", "kw-muted")
    return canvas.finish(alt, [headings, *_rows(curve, pooled, dict(week_labels), decimal)])


def _rows(
    curve: Sequence[CoursePoint], pooled: Sequence[CoursePoint], labels: dict[float, str], decimal: str
) -> list[tuple[str, str, str, str]]:
    model, trials = {p.week: p for p in curve}, {p.week: p for p in pooled}
    rows = []
    for week, label in labels.items():
        m, t = model.get(week), trials.get(week)
        if m or t:
            rows.append((
                label,
                f"{m.value:.1f}" if m else "–",
                f"{m.low:.1f} … {m.high:.1f}" if m else "–",
                f"{t.value:.1f} ({t.low:.1f} … {t.high:.1f})" if t else "–",
            ))  # fmt: skip
    return [(row[0], *(cell.replace("-", "−").replace(".", decimal) for cell in row[1:])) for row in rows]  # type: ignore[misc]
