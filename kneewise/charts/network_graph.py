"""The graph of a network as a Vega-Lite specification: treatments on a circle, a line per comparison with
trials.

Lines are as thick as their number of trials, points as large as the number of trials with the treatment.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

# A circle's edge of at least this many pixels per treatment keeps the names apart.
SIZE, PER_TREATMENT = 420, 16
INK, LINE = "#0b5a8a", "#b6bec7"


def network_graph(treatments: Sequence[str], trials: Iterable[Sequence[str]], *, title: str = "") -> dict[str, Any]:
    """The Vega-Lite specification of the network of trials.

    ``treatments``: names in the order round the circle; ``trials``: the treatments of each trial.
    """
    import altair as alt

    arms = [sorted(set(trial)) for trial in trials]
    edges = Counter(pair for trial in arms for pair in itertools.combinations(trial, 2))
    nodes = Counter(name for trial in arms for name in trial)
    angle = {name: 2 * math.pi * i / len(treatments) for i, name in enumerate(treatments)}
    place = {name: (math.sin(a), math.cos(a)) for name, a in angle.items()}
    points = [
        {
            "name": name,
            "x": x,
            "y": y,
            "trials": nodes[name],
            "align": "left" if x > 0.05 else "right" if x < -0.05 else "center",
            "label_x": 1.13 * x,
            "label_y": 1.13 * y,
        }
        for name, (x, y) in place.items()
    ]
    lines = [
        {"x": place[a][0], "y": place[a][1], "x2": place[b][0], "y2": place[b][1], "trials": count}
        for (a, b), count in sorted(edges.items())
    ]
    scale = alt.Scale(domain=[-1.7, 1.7])
    size = max(SIZE, PER_TREATMENT * len(treatments))

    def axis(name: str) -> dict[str, Any]:
        return {"x": alt.X(f"{name}x:Q", scale=scale, axis=None), "y": alt.Y(f"{name}y:Q", scale=scale, axis=None)}

    rules = (
        alt.Chart(alt.Data(values=lines))
        .mark_rule(color=LINE)
        .encode(
            **axis(""),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("trials:Q", scale=alt.Scale(range=[1, 9]), legend=None),
        )
    )
    base = alt.Chart(alt.Data(values=points))
    circles = base.mark_circle(opacity=1, color=INK).encode(
        **axis(""), size=alt.Size("trials:Q", scale=alt.Scale(range=[60, 600]), legend=None)
    )
    labels = [
        base.transform_filter(f"datum.align == '{align}'")
        .mark_text(align=align)
        .encode(**axis("label_"), text="name:N")
        for align in ("left", "right", "center")
    ]
    chart = alt.layer(rules, circles, *labels).properties(width=size, height=size).configure_view(stroke=None)
    return (chart.properties(title=title) if title else chart).to_dict()
