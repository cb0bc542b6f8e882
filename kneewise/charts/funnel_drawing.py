"""The comparison-adjusted funnel for a page: each trial's distance from the mean of its comparison against its standard
error, with the funnel that chance alone would fill (Chaimani & Salanti 2012, doi:10.1002/jrsm.57)."""

from __future__ import annotations

from collections.abc import Sequence

from kneewise.charts.drawing import Canvas, Drawing, nice_ticks

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 420, 60, 20, 34, 58
# Half width of the funnel in standard errors: 95 of 100 trials lie inside if only chance spreads them.
Z95 = 1.959964
# Further from the middle than this many points is drawn at the edge; a few such trials would flatten all others.
AXIS = 60.0


def funnel_drawing(
    points: Sequence[tuple[str, str, float, float]],
    *,
    alt: str,
    x_label: str,
    y_label: str,
    headings: tuple[str, str, str, str],
    decimal: str = ".",
) -> Drawing:
    """Trials with precise ones on top.

    ``points``: label of the trial, its comparison, distance from the mean of the comparison (points on 0–100, negative
    favours the first), standard error. ``headings``: of the table with the same four.
    """
    largest = max(se for *_, se in points) * 1.1
    low = max(min(-Z95 * largest, *(e for *_, e, _ in points)), -AXIS)
    high = min(max(Z95 * largest, *(e for *_, e, _ in points)), AXIS)
    canvas = Canvas(WIDTH, HEIGHT)

    def x(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (min(max(value, low), high) - low) / (high - low)

    def y(se: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * se / largest

    left, right = min(Z95 * largest, -low), min(Z95 * largest, high)
    canvas.area(
        [
            (x(0), y(0)), (x(-left), y(left / Z95)), (x(-left), y(largest)), (x(right), y(largest)),
            (x(right), y(right / Z95)),
        ],
        "kw-option-softer",
    )  # fmt: skip
    for tick in nice_ticks(low, high):
        canvas.line(x(tick), TOP, x(tick), HEIGHT - BOTTOM)
        canvas.text(x(tick), HEIGHT - BOTTOM + 18, f"{tick:g}".replace("-", "−"), 12, "middle", "kw-muted")
    for tick in nice_ticks(0, largest, 5):
        canvas.text(LEFT - 8, y(tick) + 4, f"{tick:g}", 12, "end", "kw-muted")
    canvas.line(x(0), TOP, x(0), HEIGHT - BOTTOM, "kw-ink", 1.5)
    for *_, effect, se in points:
        canvas.circle(x(effect), y(se), 4.5, "kw-paper", "kw-option")
    canvas.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x_label, 13, "middle")
    canvas.text(8, 18, y_label, 13, "start", "kw-muted")
    rows = [
        (trial, pair, f"{e:.1f}".replace("-", "−").replace(".", decimal), f"{se:.1f}".replace(".", decimal))
        for trial, pair, e, se in points
    ]
    return canvas.finish(alt, [headings, *rows])
