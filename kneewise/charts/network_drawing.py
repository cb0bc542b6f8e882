"""The graph of a network for a page: treatments on a circle, a line per comparison that trials make.

Lines are as thick as their number of trials, circles as large as the number of trials with the treatment; a dummy
treatment is a square, so that nothing rests on colour. `network_graph` holds the same picture as a Vega-Lite
specification.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence

from kneewise.charts.drawing import Canvas, Drawing, wrap

# A treatment needs about 33 units of the circle's edge so that neighbouring names stay apart.
WIDTH, MARGIN_X, MARGIN_Y, PER_TREATMENT, SMALLEST = 800, 225, 40, 33, 130
THICKEST, LARGEST, LABEL = 11.0, 15.0, 30


def network_drawing(
    names: Mapping[str, str],
    trials: Sequence[Sequence[str]],
    *,
    controls: Sequence[str],
    alt: str,
    headings: tuple[str, str, str],
) -> Drawing:
    """The network of trials.

    Parameters
    ----------
    names
        Code of each treatment: its name, in the order round the circle.
    trials
        The treatments (codes) of each trial.
    controls
        Codes drawn as squares.
    alt, headings
        The picture in a sentence; headings of its table: one side, other side, number of trials.
    """
    arms = [sorted(set(trial)) for trial in trials]
    edges = Counter(pair for trial in arms for pair in itertools.combinations(trial, 2))
    nodes = Counter(code for trial in arms for code in trial)
    radius_y = max(SMALLEST, PER_TREATMENT * len(names) / 4)
    radius_x = WIDTH / 2 - MARGIN_X
    height = round(2 * (radius_y + MARGIN_Y))
    canvas = Canvas(WIDTH, height)
    middle = (WIDTH / 2, height / 2)
    place = {
        code: (middle[0] + radius_x * math.sin(angle), middle[1] - radius_y * math.cos(angle))
        for code, angle in _angles(list(names)).items()
    }
    most = max(edges.values(), default=1)
    for (one, two), count in sorted(edges.items(), key=lambda e: e[1]):
        canvas.line(*place[one], *place[two], "kw-option-soft", 1.5 + (THICKEST - 1.5) * (count - 1) / max(most - 1, 1))
    busiest = max(nodes.values(), default=1)
    for code, (x, y) in place.items():
        size = 5 + (LARGEST - 5) * math.sqrt(nodes[code] / busiest)
        if code in controls:
            canvas.rect(x - size, y - size, 2 * size, 2 * size, "kw-sham")
        else:
            canvas.circle(x, y, size, "kw-option")
        _label(canvas, names[code], x, y, size, middle[0])
    rows = [headings] + [(names[a], names[b], str(n)) for (a, b), n in edges.most_common()]
    return canvas.finish(alt, rows)


def _angles(codes: list[str]) -> dict[str, float]:
    """Angle of each treatment, spread so that the heights of neighbours differ evenly (an even angle crowds the top
    and bottom of the circle)."""
    count = len(codes)
    right = (count + 1) // 2
    found = {}
    for i, code in enumerate(codes):
        side, j, n = (1, i, right) if i < right else (-1, i - right, count - right)
        level = (j + 0.5) / n  # 0 at the top, 1 at the bottom, on either side; the left side runs upwards
        found[code] = math.acos(1 - 2 * level) if side == 1 else 2 * math.pi - math.acos(2 * level - 1)
    return found


def _label(canvas: Canvas, words: str, x: float, y: float, size: float, middle: float) -> None:
    """The name beside its circle, outside the graph, in at most two lines."""
    lines = wrap(words, LABEL)
    if len(lines) > 2:
        lines = [lines[0], lines[1] + " …"]
    side = -1 if x < middle - 1 else 1
    anchor = "end" if side < 0 else "start"
    for number, line in enumerate(lines):
        offset = (number - (len(lines) - 1) / 2) * 14
        canvas.text(x + side * (size + 6), y + 4.5 + offset, line, 13, anchor)
