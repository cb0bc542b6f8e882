"""How good forecasts were: scores of normal mixtures against what happened, and the two simple forecasts to beat.

CRPS: the continuous ranked probability score, the mean absolute error's generalisation to whole distributions, in
points; smaller is better. Closed form for normal mixtures: Grimit et al. 2006, doi:10.1256/qj.05.235.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from kneewise.synthesis.joint.design import OUTCOMES, Design

Array = NDArray[np.float64]

# A pooled estimate needs this many other trials of the same comparison and window.
FEWEST_TO_POOL = 2
# Nodes with less weight than this do not move a score in its fifth figure.
_NEGLIGIBLE = 1e-6


@dataclass(frozen=True)
class Forecast:
    """Normal mixtures, one per row: ``weight``, ``mean``, ``variance`` (nodes, rows)."""

    weight: Array
    mean: Array
    variance: Array

    @classmethod
    def normal(cls, mean: Array, variance: Array) -> Forecast:
        """One normal per row."""
        return cls(np.ones((1, len(mean))), mean[None, :], variance[None, :])


def _absolute_mean(mean: Array, variance: Array) -> Array:
    """E|X| of N(mean, variance)."""
    sd = np.sqrt(variance)
    z = mean / sd
    return mean * (2 * special.ndtr(z) - 1) + 2 * sd * np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)


def crps(y: Array, forecast: Forecast) -> Array:
    """CRPS per row (rows,), in the unit of y."""
    w, m, v = forecast.weight, forecast.mean, forecast.variance
    total = (w * _absolute_mean(y - m, v)).sum(axis=0)
    for j in range(len(w)):
        if w[j].max() > _NEGLIGIBLE:
            total -= 0.5 * (w[j] * w * _absolute_mean(m[j] - m, v[j] + v)).sum(axis=0)
    return total


def probability_below(y: Array, forecast: Forecast) -> Array:
    """Probability integral transform (rows,): uniform on 0-1 where forecasts are calibrated."""
    return (forecast.weight * special.ndtr((y - forecast.mean) / np.sqrt(forecast.variance))).sum(axis=0)


def log_score(y: Array, forecast: Forecast) -> Array:
    """Log density of what happened (rows,); larger is better."""
    v = forecast.variance
    density = np.exp(-0.5 * (y - forecast.mean) ** 2 / v) / np.sqrt(2 * np.pi * v)
    return np.log((forecast.weight * density).sum(axis=0))


def covered(pit: Array, level: float) -> NDArray[np.bool_]:
    """Whether what happened lay in the central interval of that level."""
    return np.abs(pit - 0.5) <= level / 2


def no_effect(design: Design) -> Forecast:
    """Forecast that no treatment differs from another: mean 0, sampling error, and per outcome the trial-to-trial
    spread that fits all observed contrasts best around 0 (maximum likelihood; that it has seen the trial it forecasts
    favours it).
    """
    variance = design.variance.copy()
    for o in range(len(OUTCOMES)):
        rows = design.outcome == o
        if rows.any():
            variance[rows] += best_spread(design.y[rows], design.variance[rows])
    return Forecast.normal(np.zeros(design.n), variance)


def best_spread(y: Array, variance: Array) -> float:
    """τ² >= 0 with the highest likelihood of y ~ N(0, variance + τ²)."""

    def cost(tau2: float) -> float:
        total = variance + tau2
        return float((np.log(total) + y**2 / total).sum())

    found = optimize.minimize_scalar(cost, bounds=(0.0, float(max((y**2).max(), 1.0))), method="bounded")
    return float(found.x) if cost(float(found.x)) < cost(0.0) else 0.0


def dersimonian_laird(y: Array, variance: Array) -> tuple[float, float, float]:
    """Random-effects mean, its variance, and τ² (DerSimonian & Laird 1986, doi:10.1016/0197-2456(86)90046-2)."""
    w = 1 / variance
    centre = float((w * y).sum() / w.sum())
    q = float((w * (y - centre) ** 2).sum())
    scale = float(w.sum() - (w**2).sum() / w.sum())
    tau2 = max(0.0, (q - (len(y) - 1)) / scale) if len(y) > 1 else 0.0
    w = 1 / (variance + tau2)
    return float((w * y).sum() / w.sum()), float(1 / w.sum()), tau2


def pairwise(
    design: Design, fallback: Forecast, groups: dict[str, str] | None = None, fewest: int = FEWEST_TO_POOL
) -> tuple[Forecast, NDArray[np.bool_]]:
    """Plain pooling of the other trials of the same comparison, outcome and window; ``fallback`` where there are fewer
    than ``fewest``. Returns the forecast and where pooling was possible (rows,).
    """
    groups = groups or {}
    person = np.array([groups.get(design.trials[t], design.trials[t]) for t in design.trial])
    one, two = np.array(design.treatment), np.array(design.reference)
    mean, variance = fallback.mean[0].copy(), fallback.variance[0].copy()
    possible = np.zeros(design.n, dtype=bool)
    for r in range(design.n):
        alike = (design.outcome == design.outcome[r]) & (design.windows == design.windows[r]) & (person != person[r])
        same = alike & (one == one[r]) & (two == two[r])
        swapped = alike & (one == two[r]) & (two == one[r])
        y = np.concatenate([design.y[same], -design.y[swapped]])
        v = np.concatenate([design.variance[same], design.variance[swapped]])
        if len(y) >= fewest:
            centre, own, tau2 = dersimonian_laird(y, v)
            mean[r], variance[r], possible[r] = centre, own + tau2 + design.variance[r], True
    return Forecast.normal(mean, variance), possible
