"""A hundred people as a hundred figures: solid for the lower bound, hatched up to the upper bound, empty for the rest.

The practice of risk communication asks for part-to-whole pictures with the same denominator everywhere, grouped
rather than scattered, and for uncertainty as shape and not colour alone (docs/methods/showing_risk.md).
"""

from __future__ import annotations

from itertools import count

from kneewise.charts.drawing import PAINT, Canvas, Drawing, number
from kneewise.quantities import NaturalFrequency

COLUMNS = 10
CELL = 26
_serial = count(1)


def icon_counts(frequency: NaturalFrequency) -> tuple[int, int, int]:
    """How many figures are solid, hatched and empty; they always sum to 100.

    Solid is the lower bound, hatched the rest up to the upper bound, both rounded to whole people.
    """
    assert frequency.of == 100, "icon arrays always show 100 people"
    solid = round(frequency.low)
    hatched = max(round(frequency.high) - solid, 0)
    empty = 100 - solid - hatched
    assert solid + hatched + empty == 100
    return solid, hatched, empty


def _person(x: float, y: float, kind: str, pattern: str) -> str:
    """A head and shoulders in a cell of 26 by 26."""
    if kind == "solid":
        look = f'class="kw-option-f kw-option-s" fill="{PAINT["kw-option"]}" stroke="{PAINT["kw-option"]}"'
    elif kind == "hatched":
        look = f'class="kw-hatch kw-option-s" fill="url(#{pattern})" stroke="{PAINT["kw-option"]}"'
    else:
        look = f'class="kw-paper-f kw-muted-s" fill="{PAINT["kw-paper"]}" stroke="{PAINT["kw-muted"]}"'
    body = f"M{number(x + 4)} {number(y + 24)}v-5a9 8 0 0 1 18 0v5z"
    return (
        f'<g {look} stroke-width="1.2"><circle cx="{number(x + 13)}" cy="{number(y + 6.5)}" r="4.6"/>'
        f'<path d="{body}"/></g>'
    )


def icon_array(frequency: NaturalFrequency, alt: str, headings: tuple[str, str, str]) -> Drawing:
    """One array of 100 people.

    Parameters
    ----------
    frequency
        Count with its range, of 100.
    alt
        The sentence that says the same in words.
    headings
        What solid, hatched and empty mean here, for the table beside the picture.
    """
    solid, hatched, empty = icon_counts(frequency)
    kinds = ["solid"] * solid + ["hatched"] * hatched + ["empty"] * empty
    canvas = Canvas(COLUMNS * CELL, COLUMNS * CELL)
    pattern = f"kw-hatch-{next(_serial)}"
    canvas.add(
        f'<defs><pattern id="{pattern}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" class="kw-paper-f" fill="{PAINT["kw-paper"]}"/>'
        f'<rect width="2.2" height="5" class="kw-option-f" fill="{PAINT["kw-option"]}"/></pattern></defs>'
    )
    for index, kind in enumerate(kinds):
        canvas.add(_person(index % COLUMNS * CELL, index // COLUMNS * CELL, kind, pattern))
    return canvas.finish(alt, (headings, (str(solid), str(hatched), str(empty))))
