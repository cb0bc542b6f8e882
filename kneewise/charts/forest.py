"""Forest plots as Vega-Lite specifications: one line per trial or treatment, then the pooled result.

The confidence interval is a thick line, the prediction interval a thin one, the estimate a point whose size
is the trial's weight; the dashed line is no difference. Ratios are drawn on a log axis.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kneewise.errors import InputError

FORMATS = (".svg", ".png")
WIDTH, ROW_HEIGHT = 420, 22
INK, POOLED, FAINT = "#1b1f24", "#0b5a8a", "#8a929b"
# PNG at twice the size of the screen, so that print stays sharp.
PNG_SCALE = 2.0


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One line of a forest: ``label``, estimate and limits on the analysis scale, prediction limits if any.

    ``weight``: per cent, only for the size of the point; ``pooled``: drawn as a result, not as a trial.
    """

    label: str
    estimate: float
    low: float
    high: float
    weight: float | None = None
    pi_low: float | None = None
    pi_high: float | None = None
    pooled: bool = False


def forest(rows: Sequence[ForestRow], *, axis_title: str, ratio: bool = False, title: str = "") -> dict[str, Any]:
    """The Vega-Lite specification of a forest plot.

    ``rows`` from top to bottom; ``ratio``: the values are logs of a ratio and the axis shows the ratio
    itself.
    """
    import altair as alt

    show = math.exp if ratio else float
    values = [
        {
            "label": row.label,
            "estimate": show(row.estimate),
            "low": show(row.low),
            "high": show(row.high),
            "pi_low": None if row.pi_low is None else show(row.pi_low),
            "pi_high": None if row.pi_high is None else show(row.pi_high),
            "weight": row.weight or 0.0,
            "kind": "pooled" if row.pooled else "trial",
            "text": f"{show(row.estimate):.2f} [{show(row.low):.2f}, {show(row.high):.2f}]",
        }
        for row in rows
    ]
    data = alt.Data(values=values)
    scale = alt.Scale(type="log", nice=False, padding=12) if ratio else alt.Scale(zero=False, padding=12)
    order = alt.Y("label:N", sort=[row.label for row in rows], title=None, axis=alt.Axis(labelLimit=260))
    colour = alt.Color("kind:N", scale=alt.Scale(domain=["trial", "pooled"], range=[INK, POOLED]), legend=None)
    base = alt.Chart(data)
    none = (
        alt.Chart(alt.Data(values=[{"x": 1.0 if ratio else 0.0}]))
        .mark_rule(color=FAINT, strokeDash=[4, 3])
        .encode(x=alt.X("x:Q", scale=scale))
    )
    prediction = (
        base.transform_filter("datum.pi_low != null")
        .mark_rule(strokeWidth=1, color=FAINT)
        .encode(y=order, x=alt.X("pi_low:Q", scale=scale), x2="pi_high:Q")
    )
    interval = base.mark_rule(strokeWidth=2.5).encode(
        y=order, x=alt.X("low:Q", scale=scale, title=axis_title), x2="high:Q", color=colour
    )
    point = base.mark_point(filled=True, opacity=1, shape="square").encode(
        y=order,
        x=alt.X("estimate:Q", scale=scale, title=axis_title),
        size=alt.Size("weight:Q", scale=alt.Scale(range=[30, 220]), legend=None),
        color=colour,
    )
    plot = alt.layer(none, prediction, interval, point).properties(width=WIDTH, height=ROW_HEIGHT * len(rows))
    words = (
        base.mark_text(align="left")
        .encode(
            x=alt.value(0), y=alt.Y("label:N", sort=[row.label for row in rows], axis=None), text="text:N", color=colour
        )
        .properties(width=150, height=ROW_HEIGHT * len(rows))
    )
    chart = alt.hconcat(plot, words, spacing=8).configure_view(stroke=None)
    return (chart.properties(title=title) if title else chart).to_dict()


def save(specification: dict[str, Any], path: str | Path) -> None:
    """Writes a Vega-Lite specification as SVG or PNG, by the file's ending; nothing is left behind on
    failure.
    """
    import vl_convert

    target = Path(path)
    check_path(target)
    if target.suffix.lower() == ".svg":
        content = vl_convert.vegalite_to_svg(specification).encode()
    else:
        content = vl_convert.vegalite_to_png(specification, scale=PNG_SCALE)
    temporary = target.with_name(f".{target.name}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def check_path(path: str | Path) -> None:
    """InputError for an ending that is not SVG or PNG, or a folder that is not there."""
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise InputError("--plot", f"is '{target.name}'", f"Use a name that ends in {' or '.join(FORMATS)}.")
    if not target.parent.is_dir():
        raise InputError("--plot", f"names the folder {target.parent}, which does not exist", "Make it first.")
