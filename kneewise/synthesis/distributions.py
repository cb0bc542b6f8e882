"""Quantiles, densities and summaries of the distributions that results are made of.

A posterior integrated over tau is a finite mixture of normals, one per quadrature node: its mean, standard
deviation, distribution function and quantiles are sums, and need no sampling.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Array = NDArray[np.float64]

# A quantile is refined until it moves less than this share of the mixture's spread; a Newton step squares the
# error, so after one as small as the second the next would change no figure.
_QUANTILE_TOLERANCE = 1e-13
_NEWTON_TOLERANCE = 1e-7
_MAX_STEPS = 100


def normal_quantile(probability: float) -> float:
    """Standard normal quantile."""
    return float(special.ndtri(probability))


def t_quantile(probability: float, df: float) -> float:
    """Quantile of Student's t with ``df`` degrees of freedom; ``inf`` degrees give the normal."""
    return normal_quantile(probability) if math.isinf(df) else float(special.stdtrit(df, probability))


def two_sided_p(statistic: ArrayLike, df: float = math.inf) -> Array:
    """Two-sided p value of a z (``df`` infinite) or t statistic, any shape."""
    size = -np.abs(np.asarray(statistic, dtype=float))
    return 2 * (special.ndtr(size) if math.isinf(df) else special.stdtr(df, size))


def chi2_p(statistic: float, df: float) -> float:
    """Upper tail of the chi-squared distribution; 1 with 0 degrees of freedom."""
    return 1.0 if df <= 0 else float(special.chdtrc(df, max(statistic, 0.0)))


def chi2_quantile(probability: float, df: float) -> float:
    """Quantile of the chi-squared distribution."""
    return float(2 * special.gammaincinv(df / 2, probability))


def f_p(statistic: float, df1: float, df2: float) -> float:
    """Upper tail of the F distribution."""
    return float(special.fdtrc(df1, df2, max(statistic, 0.0)))


def mixture_mean_sd(weight: Array, mean: Array, sd: Array) -> tuple[Array, Array]:
    """Mean and standard deviation of normal mixtures.

    ``weight``: (nodes,) summing to 1; ``mean``, ``sd``: (nodes,) or (nodes, m) for m mixtures with the same
    weights.
    """
    centre = np.tensordot(weight, mean, axes=(0, 0))
    variance = np.tensordot(weight, sd**2 + (mean - centre) ** 2, axes=(0, 0))
    return centre, np.sqrt(variance)


def mixture_cdf(x: ArrayLike, weight: Array, mean: Array, sd: Array) -> Array:
    """Distribution function of normal mixtures at ``x`` (scalar or (m,)), arguments as in
    `mixture_mean_sd`.
    """
    return np.tensordot(weight, special.ndtr((np.asarray(x) - mean) / sd), axes=(0, 0))


def mixture_quantile(probability: ArrayLike, weight: Array, mean: Array, sd: Array) -> Array:
    """Quantile of normal mixtures, to about 13 figures.

    Newton steps on the distribution function's normal score, which is nearly a straight line, kept inside a
    bracket that bisection shrinks; the bracket starts at the extreme component quantiles, between which the
    mixture's own quantile must lie.

    ``mean``, ``sd``: (nodes,) gives a scalar array; (nodes, m) gives (m,). ``probability``: scalar or (m,).
    """
    target = np.asarray(probability, dtype=float)
    z = special.ndtri(target)
    component = mean + z * sd
    heavy = weight > 1e-300  # nodes without weight must not stretch the bracket
    low, high = component[heavy].min(axis=0), component[heavy].max(axis=0)
    centre, spread = mixture_mean_sd(weight, mean, sd)
    x = np.clip(centre + z * spread, low, high)
    precision = 1 / sd
    density_weight = (weight * precision.T).T / math.sqrt(2 * math.pi)
    for _ in range(_MAX_STEPS):
        standard = (x - mean) * precision
        reached = special.ndtri(np.minimum(weight @ special.ndtr(standard), 1.0))
        gap = reached - z
        low, high = np.where(gap < 0, x, low), np.where(gap > 0, x, high)
        density = (density_weight * np.exp(-0.5 * standard * standard)).sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step = x - gap * np.exp(-0.5 * reached * reached) / (math.sqrt(2 * math.pi) * density)
        inside = (step > low) & (step < high)
        new = np.where(inside, step, np.where(gap == 0, x, (low + high) / 2))
        settled = np.where(inside, _NEWTON_TOLERANCE, _QUANTILE_TOLERANCE) * spread
        if np.all(np.abs(new - x) <= settled):
            return new
        x = new
    return x
