"""Comparison-adjusted funnel: do small trials favour what is newer? (Chaimani & Salanti 2012, doi:10.1002/jrsm.57)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from kneewise.errors import InputError
from kneewise.synthesis.network.data import NetworkData


@dataclass(frozen=True)
class FunnelPoint:
    """One contrast: ``adjusted`` = effect minus the mean of its comparison (the funnel's x axis), ``se`` its y axis."""

    study: str
    treat1: str
    treat2: str
    effect: float
    se: float
    adjusted: float


@dataclass(frozen=True)
class Funnel:
    """Points and Egger's test on them: ``intercept`` of adjusted/se on 1/se, its se, t test with ``df``.

    The test counts contrasts of a multi-arm trial as independent (netmeta does too), so read it with care there.
    """

    order: tuple[str, ...]
    points: tuple[FunnelPoint, ...]
    intercept: float | None
    intercept_se: float | None
    df: int
    p: float | None


def comparison_adjusted_funnel(data: NetworkData, order: Sequence[str]) -> Funnel:
    """`Funnel` with treatments in a meaningful ``order`` (older first, say); an effect is earlier minus later.

    Each contrast is centred on the common-effect mean of its own comparison, so that different comparisons can share
    one funnel.
    """
    unknown = [t for t in order if t not in data.treatments]
    if unknown or len(set(order)) != len(data.treatments):
        raise InputError("order", "must name every treatment once", f"The network has: {', '.join(data.treatments)}.")
    rank = {data.index(t): i for i, t in enumerate(order)}
    raw: list[tuple[str, int, int, float, float]] = []
    for s in data.studies:
        for i, a in enumerate(s.arms):
            for b in s.arms[i + 1 :]:
                first, second = (a, b) if rank[a] < rank[b] else (b, a)
                effect, variance = s.contrast(first, second)
                raw.append((s.name, first, second, effect, variance))
    raw.sort(key=lambda r: (rank[r[1]], rank[r[2]], r[0]))
    pooled: dict[tuple[int, int], tuple[float, float]] = {}
    for _, a, b, effect, variance in raw:
        w, wy = pooled.get((a, b), (0.0, 0.0))
        pooled[a, b] = (w + 1 / variance, wy + effect / variance)
    points = tuple(
        FunnelPoint(
            name,
            data.treatments[a],
            data.treatments[b],
            effect,
            variance**0.5,
            effect - pooled[a, b][1] / pooled[a, b][0],
        )
        for name, a, b, effect, variance in raw
    )
    return Funnel(tuple(order), points, *_egger(points))


def _egger(points: tuple[FunnelPoint, ...]) -> tuple[float | None, float | None, int, float | None]:
    """Intercept, its se, degrees of freedom and p of the regression of adjusted/se on 1/se."""
    df = len(points) - 2
    se = np.array([p.se for p in points])
    if df < 1 or np.ptp(se) == 0:
        return None, None, max(df, 0), None
    x = np.column_stack([np.ones(len(se)), 1 / se])
    y = np.array([p.adjusted for p in points]) / se
    beta = np.linalg.lstsq(x, y, rcond=None)[0]
    residual = y - x @ beta
    variance = float(residual @ residual) / df * np.linalg.inv(x.T @ x)[0, 0]
    if variance <= 0:
        return float(beta[0]), 0.0, df, None
    statistic = float(beta[0]) / variance**0.5
    return float(beta[0]), float(variance**0.5), df, float(2 * student.sf(abs(statistic), df))
