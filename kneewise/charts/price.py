"""A price against the surveyed range, and the price a person was quoted."""

from __future__ import annotations

from kneewise.charts.drawing import Canvas, Drawing
from kneewise.outlook.results import Price

WIDTH, HEIGHT, LEFT, RIGHT = 380, 104, 26, 30
CLOSE = 46  # ends nearer than this push their figures apart
BAR = 62  # middle of the bar, from the top


def price_chart(
    price: Price, quoted: float | None, *, alt: str, headings: tuple[str, ...], quoted_label: str
) -> Drawing:
    """The surveyed range as a bar, the typical value as a line, the quoted price as a diamond.

    ``headings``: lowest, typical, highest (and quoted, where there is one).
    """
    top = max(price.high, quoted or 0) * 1.08
    canvas = Canvas(WIDTH, HEIGHT)

    def x(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * value / top

    def money(value: float) -> str:
        return f"{value:,.0f}"

    canvas.line(x(0), BAR, x(top), BAR, "kw-grid", 2)
    canvas.rect(x(price.low), BAR - 10, x(price.high) - x(price.low), 20, "kw-option-soft", 4)
    # The ends below the bar, the typical price above it: so they never run into one another.
    close = price.high > price.low and x(price.high) - x(price.low) < CLOSE
    canvas.text(x(price.low), BAR + 28, money(price.low), 12, "end" if close else "middle", "kw-muted")
    if price.high > price.low:
        canvas.text(x(price.high), BAR + 28, money(price.high), 12, "start" if close else "middle", "kw-muted")
    if price.typical is not None:
        canvas.line(x(price.typical), BAR - 14, x(price.typical), BAR + 14, "kw-option", 3)
        canvas.text(x(price.typical), BAR - 19, money(price.typical), 12, "middle", "kw-option", "600")
    row = [money(price.low), money(price.typical) if price.typical is not None else "–", money(price.high)]
    if quoted is not None:
        q = x(quoted)
        canvas.area([(q, BAR - 10), (q + 9, BAR), (q, BAR + 10), (q - 9, BAR)], "kw-sham")
        anchor = "end" if q > WIDTH * 0.6 else "start" if q < WIDTH * 0.4 else "middle"
        canvas.text(q, 20, f"{quoted_label}: {money(quoted)} {price.currency}", 13, anchor, "kw-sham", "600")
        row.append(money(quoted))
    return canvas.finish(alt, (headings, row))
