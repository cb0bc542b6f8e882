"""How often forecasts held: what they promised against what happened."""

from __future__ import annotations

from collections.abc import Sequence

from kneewise.charts.drawing import Canvas, Drawing

SIZE, LEFT, TOP, RIGHT, BOTTOM = 320, 52, 20, 16, 48


def calibration_chart(
    points: Sequence[tuple[float, float]], *, alt: str, x_label: str, y_label: str, headings: tuple[str, str]
) -> Drawing:
    """Promised share against observed share, both 0–1; perfect forecasts lie on the diagonal."""
    canvas = Canvas(SIZE, SIZE)

    def x(value: float) -> float:
        return LEFT + (SIZE - LEFT - RIGHT) * value

    def y(value: float) -> float:
        return TOP + (SIZE - TOP - BOTTOM) * (1 - value)

    for tick in (0, 0.25, 0.5, 0.75, 1):
        canvas.line(x(tick), y(0), x(tick), y(1))
        canvas.line(x(0), y(tick), x(1), y(tick))
        canvas.text(x(tick), y(0) + 16, f"{tick * 100:g}", 11, "middle", "kw-muted")
        canvas.text(x(0) - 6, y(tick) + 4, f"{tick * 100:g}", 11, "end", "kw-muted")
    canvas.line(x(0), y(0), x(1), y(1), "kw-muted", 1.5, "5 4")
    canvas.polyline([(x(a), y(b)) for a, b in points], "kw-option", 1.5)
    for promised, observed in points:
        canvas.circle(x(promised), y(observed), 4.5, "kw-option")
    canvas.text(x(0.5), SIZE - 8, x_label, 12, "middle")
    canvas.add(
        f'<text transform="translate(14 {y(0.5):.1f}) rotate(-90)" font-size="12" text-anchor="middle" '
        f'class="kw-ink-f" fill="#1b1f24">{y_label}</text>'
    )
    rows = [headings] + [(f"{a:.0%}", f"{b:.0%}") for a, b in points]
    return canvas.finish(alt, rows)
