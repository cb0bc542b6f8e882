"""The arithmetic of the named rules: SD from SE or interval, moving to 0-100, windows, combining groups.

Every function is one rule of ``data/rules.csv``; the frames of the harmonised dataset name the rule beside the value.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import polars as pl

# Windows in weeks (name: first and last week), as agreed for the whole project in docs/architecture.md.
WINDOWS: dict[int, tuple[float, float]] = {6: (3, 8), 13: (9, 17), 26: (18, 35), 52: (36, 65), 104: (66, 130)}

Z95 = NormalDist().inv_cdf(0.975)


def t_quantile(p: float, df: float) -> float:
    """Quantile of Student's t by the Cornish-Fisher expansion in 1/df; exact enough for df >= 3 (error < 1 %).

    Source: Abramowitz and Stegun 1964, 26.7.5. ``df`` = infinity gives the normal quantile.
    """
    z = NormalDist().inv_cdf(p)
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    g4 = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + g1 / df + g2 / df**2 + g3 / df**3 + g4 / df**4


def sd_from_se(se: float, n: float) -> float:
    """SD = SE x sqrt(n). Cochrane Handbook 6.5.2.2."""
    return se * math.sqrt(n)


def sd_from_ci(low: float, high: float, n: float) -> float:
    """SD = sqrt(n) x width / (2 t), t the 97.5 % quantile with n - 1 degrees of freedom. Cochrane Handbook 6.5.2.2."""
    return math.sqrt(n) * (high - low) / (2 * t_quantile(0.975, max(n - 1, 3)))


def se_from_ci(low: float, high: float) -> float:
    """SE = width of the 95 % interval / (2 x 1.96). Cochrane Handbook 6.3.1."""
    return (high - low) / (2 * Z95)


def mean_from_quartiles(q1: float, median: float, q3: float) -> float:
    """Mean of a sample known by its quartiles: (q1 + m + q3) / 3. Wan 2014, doi:10.1186/1471-2288-14-135, eq. 14."""
    return (q1 + median + q3) / 3


def sd_from_quartiles(q1: float, q3: float, n: float) -> float:
    """SD from quartiles and n, Wan 2014, eq. 16: (q3 - q1) / (2 z((0.75 n - 0.125)/(n + 0.25)))."""
    return (q3 - q1) / (2 * NormalDist().inv_cdf((0.75 * n - 0.125) / (n + 0.25)))


def sd_from_range(low: float, high: float, n: float) -> float:
    """SD of a sample known by its range and size. Wan 2014, eq. 9: (b - a) / (2 z((n - 0.375)/(n + 0.25)))."""
    return (high - low) / (2 * NormalDist().inv_cdf((n - 0.375) / (n + 0.25)))


def se_from_p(difference: float, p: float) -> float:
    """SE of a difference from its two-sided P value: |difference| / z(1 - p/2). Cochrane Handbook 6.5.2.3 (large n)."""
    return abs(difference) / NormalDist().inv_cdf(1 - p / 2)


def sd_of_change(sd_baseline: float, sd_final: float, correlation: float) -> float:
    """SD of the change: sqrt(s_b^2 + s_f^2 - 2 r s_b s_f). Cochrane Handbook 6.5.2.8."""
    return math.sqrt(sd_baseline**2 + sd_final**2 - 2 * correlation * sd_baseline * sd_final)


def combine_groups(groups: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """``(n, mean, sd)`` of several groups taken together (dose arms). Cochrane Handbook 6.5.2.10, applied in turn."""
    n, mean, sd = groups[0]
    for n2, mean2, sd2 in groups[1:]:
        total = n + n2
        within = (n - 1) * sd**2 + (n2 - 1) * sd2**2
        between = n * n2 / total * (mean - mean2) ** 2
        n, mean, sd = total, (n * mean + n2 * mean2) / total, math.sqrt((within + between) / (total - 1))
    return n, mean, sd


def to_0_100(value: pl.Expr, low: pl.Expr, high: pl.Expr, higher_is: pl.Expr, change: pl.Expr) -> pl.Expr:
    """Rule ``scale_by_range``: the value on 0-100, higher worse; a change is divided by the range only."""
    span = high - low
    final = (value - low) / span * 100
    moved = pl.when(change).then(value / span * 100).otherwise(final)
    turned = pl.when(change).then(-value / span * 100).otherwise(100 - final)
    return pl.when(higher_is == "better").then(turned).otherwise(moved)


def window_of(week: pl.Expr) -> pl.Expr:
    """Rule ``window_by_week``: the window (6, 13, 26, 52, 104) that holds the week, or null."""
    window: pl.Expr = pl.lit(None, dtype=pl.Int64)
    for name, (first, last) in WINDOWS.items():
        window = pl.when(week.is_between(first, last)).then(pl.lit(name, dtype=pl.Int64)).otherwise(window)
    return window
