"""A hundred people as a hundred figures: solid for the lower bound, hatched up to the upper bound, empty for the rest.

The practice of risk communication asks for part-to-whole pictures with the same denominator everywhere, grouped
rather than scattered, and for uncertainty as shape and not colour alone (docs/methods/showing_risk.md).
"""

from __future__ import annotations

from itertools import count

from kneewise.charts.drawing import PAINT, Canvas, Drawing
from kneewise.quantities import NaturalFrequency, whole

COLUMNS = 10
CELL = 26
# A head and shoulders in a cell of 26 by 26, drawn once and placed a hundred times.
PERSON = "M17.6 6.5a4.6 4.6 0 1 1-9.2 0a4.6 4.6 0 1 1 9.2 0zM4 24v-5a9 8 0 0 1 18 0v5z"
PLACES = [f'x="{i % COLUMNS * CELL}" y="{i // COLUMNS * CELL}"' for i in range(100)]
_serial = count(1)


def icon_counts(frequency: NaturalFrequency) -> tuple[int, int, int]:
    """How many figures are solid, hatched and empty; they always sum to 100.

    Solid is the lower bound, hatched the rest up to the upper bound, both rounded to whole people as everywhere.
    """
    assert frequency.of == 100, "icon arrays always show 100 people"
    solid = whole(frequency.low)
    hatched = max(whole(frequency.high) - solid, 0)
    empty = 100 - solid - hatched
    assert solid + hatched + empty == 100
    return solid, hatched, empty


def _look(kind: str, pattern: str) -> str:
    """The colours of a group of figures, as classes with printable defaults."""
    if kind == "solid":
        return f'class="kw-option-f kw-option-s" fill="{PAINT["kw-option"]}" stroke="{PAINT["kw-option"]}"'
    if kind == "hatched":
        return f'class="kw-hatch kw-option-s" fill="url(#{pattern})" stroke="{PAINT["kw-option"]}"'
    return f'class="kw-paper-f kw-muted-s" fill="{PAINT["kw-paper"]}" stroke="{PAINT["kw-muted"]}"'


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
    canvas = Canvas(COLUMNS * CELL, COLUMNS * CELL)
    serial = next(_serial)
    pattern, person = f"kw-hatch-{serial}", f"kw-person-{serial}"
    canvas.add(
        f'<defs><pattern id="{pattern}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" class="kw-paper-f" fill="{PAINT["kw-paper"]}"/>'
        f'<rect width="2.2" height="5" class="kw-option-f" fill="{PAINT["kw-option"]}"/></pattern>'
        f'<path id="{person}" d="{PERSON}"/></defs>'
    )
    first = 0
    for kind, size in (("solid", solid), ("hatched", hatched), ("empty", empty)):
        figures = "".join(f'<use href="#{person}" {place}/>' for place in PLACES[first : first + size])
        canvas.add(f'<g {_look(kind, pattern)} stroke-width="1.2">{figures}</g>')
        first += size
    return canvas.finish(alt, (headings, (str(solid), str(hatched), str(empty))))
