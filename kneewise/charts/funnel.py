"""Small-study effects: each trial's effect against its standard error, with the funnel that chance alone would fill."""

from __future__ import annotations

from collections.abc import Sequence

from kneewise.charts.drawing import Canvas, Drawing, nice_ticks

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 420, 320, 56, 16, 16, 52
# Half width of the funnel in standard errors: 95 of 100 trials lie inside if only chance spreads them.
Z95 = 1.959964


def funnel_chart(
    trials: Sequence[tuple[float, float]],
    pooled: float,
    *,
    alt: str,
    x_label: str,
    y_label: str,
    headings: tuple[str, str],
) -> Drawing:
    """Effect (points on 0–100, negative better) to the right, standard error downwards; precise trials on top."""
    largest = max(se for _, se in trials) * 1.1
    low = min(pooled - Z95 * largest, *(e for e, _ in trials))
    high = max(pooled + Z95 * largest, *(e for e, _ in trials))
    canvas = Canvas(WIDTH, HEIGHT)

    def x(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low)

    def y(se: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * se / largest

    canvas.area([(x(pooled), y(0)), (x(pooled - Z95 * largest), y(largest)), (x(pooled + Z95 * largest), y(largest))], "kw-option-softer")
    for tick in nice_ticks(low, high):
        canvas.line(x(tick), TOP, x(tick), HEIGHT - BOTTOM)
        canvas.text(x(tick), HEIGHT - BOTTOM + 16, f"{tick:g}".replace("-", "−"), 11, "middle", "kw-muted")
    for tick in nice_ticks(0, largest, 4):
        canvas.text(LEFT - 6, y(tick) + 4, f"{tick:g}", 11, "end", "kw-muted")
    canvas.line(x(pooled), TOP, x(pooled), HEIGHT - BOTTOM, "kw-option", 2)
    for effect, se in trials:
        canvas.circle(x(effect), y(se), 5, "kw-paper", "kw-option")
    canvas.text(x((low + high) / 2), HEIGHT - 10, x_label, 12, "middle")
    canvas.text(LEFT, 12, y_label, 12, "start", "kw-muted")
    return canvas.finish(alt, [headings, *((f"{e:.1f}", f"{s:.1f}") for e, s in trials)])
