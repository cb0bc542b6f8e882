"""The course over time: where pain (or function) is likely to stand, with the range for people like you and for you."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kneewise.charts.drawing import Canvas, Drawing
from kneewise.outlook.results import Course
from kneewise.quantities import whole

WIDTH, HEIGHT = 340, 218
LEFT, RIGHT, TOP, BOTTOM = 42, 12, 12, 46


def _x(week: float, last: float) -> float:
    """Weeks on a square-root axis: early weeks, where most happens, get more room."""
    return LEFT + (WIDTH - LEFT - RIGHT) * math.sqrt(max(week, 0) / last)


def _y(value: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / 100)


def course_chart(
    course: Course,
    sham: Course | None,
    *,
    alt: str,
    week_labels: Sequence[tuple[float, str]],
    axis_best: str,
    axis_worst: str,
    headings: tuple[str, str, str, str],
    marked_week: float | None = None,
) -> Drawing:
    """One option's course: line with inner band (average of people like you) and outer band (you), sham dashed.

    Parameters
    ----------
    course, sham
        Courses of the option and of its sham on 0–100, higher worse.
    alt
        The sentence that says the same in words, the option's name included.
    week_labels
        Ticks: week and its words, in order.
    axis_best, axis_worst
        Words at 0 and at 100.
    headings
        Table headings: time, expected, range for people like you, range for you.
    marked_week
        The time that the words around the picture speak of; drawn as a thin upright line.
    """
    last = max(week for week, _ in week_labels)
    points = [p for p in course.points if p.week <= last]
    canvas = Canvas(WIDTH, HEIGHT)
    for level in (0, 25, 50, 75, 100):
        canvas.line(LEFT, _y(level), WIDTH - RIGHT, _y(level))
        canvas.text(LEFT - 6, _y(level) + 4, str(level), 11, "end", "kw-muted")
    for week, label in week_labels:
        canvas.line(_x(week, last), HEIGHT - BOTTOM, _x(week, last), HEIGHT - BOTTOM + 4, "kw-muted")
        canvas.text(_x(week, last), HEIGHT - BOTTOM + 17, label, 11, "middle", "kw-muted")
    canvas.area(
        [(_x(p.week, last), _y(p.you.high)) for p in points]
        + [(_x(p.week, last), _y(p.you.low)) for p in reversed(points)],
        "kw-option-softer",
    )
    canvas.area(
        [(_x(p.week, last), _y(p.people_like_you.high)) for p in points]
        + [(_x(p.week, last), _y(p.people_like_you.low)) for p in reversed(points)],
        "kw-option-soft",
    )
    if marked_week is not None and marked_week <= last:
        canvas.line(_x(marked_week, last), TOP, _x(marked_week, last), HEIGHT - BOTTOM, "kw-muted", 1.2, "2 3")
    if sham is not None:
        canvas.polyline([(_x(p.week, last), _y(p.mean)) for p in sham.points if p.week <= last], "kw-sham", 2.2, "6 4")
    canvas.polyline([(_x(p.week, last), _y(p.mean)) for p in points], "kw-option", 2.8)
    canvas.text(LEFT, HEIGHT - 8, f"0 = {axis_best} · 100 = {axis_worst}", 11, "start", "kw-muted")
    labels = dict(week_labels)
    rows = [headings] + [
        (
            labels.get(p.week, f"{p.week:g}"),
            f"{whole(p.mean)}",
            f"{whole(p.people_like_you.low)}–{whole(p.people_like_you.high)}",
            f"{whole(p.you.low)}–{whole(p.you.high)}",
        )
        for p in points
        if p.week in labels
    ]
    return canvas.finish(alt, rows)
