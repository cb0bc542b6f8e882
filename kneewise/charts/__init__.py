"""Pictures: one function per question, plain result in, drawing out.

Two kinds, because they have two jobs (docs/decisions.md, "Two ways to draw"):

- `Drawing` (course, icon array, effects, price, calibration): drawn as SVG by this package in a fraction of a
  millisecond, so that a report with twenty pictures costs nothing; themed by CSS classes, readable in black and white.
- Vega-Lite specifications (forest, network graph, funnel): made with Altair for the explorer and `kneewise synthesize
  --plot`, where people want SVG and PNG files and every point by name.
"""

from kneewise.charts.calibration import calibration_chart
from kneewise.charts.course import course_chart
from kneewise.charts.drawing import Drawing
from kneewise.charts.effects import EffectRow, effects_chart
from kneewise.charts.icons import icon_array, icon_counts
from kneewise.charts.price import price_chart

__all__ = [
    "Drawing",
    "EffectRow",
    "calibration_chart",
    "course_chart",
    "effects_chart",
    "icon_array",
    "icon_counts",
    "price_chart",
]
