"""A price against the surveyed range, and the price a person was quoted."""

from __future__ import annotations

from kneewise.charts.drawing import Canvas, Drawing
from kneewise.outlook.results import Price

WIDTH, HEIGHT, LEFT, RIGHT = 560, 96, 20, 20


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

    canvas.line(x(0), 62, x(top), 62, "kw-grid", 2)
    canvas.rect(x(price.low), 52, x(price.high) - x(price.low), 20, "kw-option-soft", 4)
    canvas.text(x(price.low), 90, money(price.low), 12, "middle", "kw-muted")
    canvas.text(x(price.high), 90, money(price.high), 12, "middle", "kw-muted")
    if price.typical is not None:
        canvas.line(x(price.typical), 48, x(price.typical), 76, "kw-option", 3)
        canvas.text(x(price.typical), 90, money(price.typical), 12, "middle", "kw-option", "600")
    row = [money(price.low), money(price.typical) if price.typical is not None else "–", money(price.high)]
    if quoted is not None:
        q = x(quoted)
        canvas.area([(q, 52), (q + 9, 62), (q, 72), (q - 9, 62)], "kw-sham")
        anchor = "end" if q > WIDTH * 0.7 else "start" if q < WIDTH * 0.3 else "middle"
        canvas.text(q, 36, f"{quoted_label}: {money(quoted)} {price.currency}", 13, anchor, "kw-sham", "600")
        row.append(money(quoted))
    return canvas.finish(alt, (headings, row))
