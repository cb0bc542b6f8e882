"""Who comes first: P-scores and SUCRA in closed form, rank probabilities by quasi-Monte-Carlo with a stated error.

SUCRA and P-score are the same number (Rücker & Schwarzer 2015, doi:10.1186/s12874-015-0060-8): the mean over the other
treatments of the probability of being better. For a Gaussian posterior each such probability is Φ(difference / se), so
no simulation is needed. The probability of each *rank* has no closed form beyond a few treatments; it is integrated
over a scrambled Sobol sequence with fixed seeds, hence the same in every run, and its error is estimated from
independent replicates.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from kneewise.errors import InputError
from kneewise.synthesis.network.data import Array

# 8 replicates of 2048 points: entries of the rank table are then good to about 0.003, finer than a rankogram is read;
# the error is reported beside the table.
REPLICATES = 8
POINTS = 2048


@dataclass(frozen=True)
class Ranks:
    """Rank probabilities ``table`` (treatments, ranks), rank 1 first; every row and column sums to 1.

    ``error`` is the largest standard error of an entry, from independent replicates of the integration.
    """

    table: Array
    error: float

    @property
    def mean_rank(self) -> Array:
        """Expected rank of every treatment, (treatments,)."""
        return self.table @ np.arange(1, self.table.shape[1] + 1)


def check_small_values(small_values: str) -> float:
    """+1 if small values are good, −1 if they are bad; `InputError` otherwise."""
    if small_values not in ("good", "bad"):
        raise InputError("small_values", f"is {small_values!r}", "Choose good or bad.")
    return 1.0 if small_values == "good" else -1.0


def pairwise_probability(d: Array, cov: Array, small_values: str) -> Array:
    """Probability that the row's treatment is better than the column's, ``(n, n)``; NaN on the diagonal.

    ``d`` (n,) effects against any common reference, ``cov`` (n, n) their covariance.
    """
    sign = check_small_values(small_values)
    variance = np.diag(cov)[:, None] + np.diag(cov)[None, :] - 2 * cov
    np.fill_diagonal(variance, 1.0)
    p = ndtr(sign * (d[None, :] - d[:, None]) / np.sqrt(np.maximum(variance, np.finfo(float).tiny)))
    np.fill_diagonal(p, np.nan)
    return np.asarray(p)


def scores(d: Array, cov: Array, small_values: str) -> Array:
    """P-scores (equal to SUCRA), ``(n,)``: 0 surely worst, 1 surely best."""
    return np.asarray(np.nanmean(pairwise_probability(d, cov, small_values), axis=1))


@lru_cache(maxsize=32)
def _normal_points(dimension: int) -> Array:
    """Fixed scrambled Sobol points as standard normals, (replicates, points, dimension)."""
    half = 0.5 / 2**30  # keeps a coordinate away from 0 and 1
    return np.stack(
        [
            ndtri(np.clip(qmc.Sobol(dimension, scramble=True, rng=seed).random(POINTS), half, 1 - half))
            for seed in range(REPLICATES)
        ]
    )


def rank_probabilities(d: Array, cov: Array, small_values: str) -> Ranks:
    """`Ranks` of effects ~ N(d, cov) against a common reference (whose row of ``cov`` is 0)."""
    return mixture_rank_probabilities(np.ones(1), d[None, :], cov[None, :, :], small_values)


def mixture_rank_probabilities(weights: Array, d: Array, cov: Array, small_values: str) -> Ranks:
    """`Ranks` of a mixture Σ w N(dₖ, covₖ): ``weights`` (t,), ``d`` (t, n), ``cov`` (t, n, n).

    One more coordinate of the sequence picks the part of the mixture, so the error stays that of one integral.
    """
    sign = check_small_values(small_values)
    n = d.shape[1]
    roots = _roots(cov)
    z = _normal_points(n).reshape(-1, n)
    part = np.searchsorted(np.cumsum(weights)[:-1], ndtr(z[:, n - 1]))
    by_part = np.argsort(part, kind="stable")  # contiguous blocks, one product each
    z = z[by_part, : n - 1]
    ends = np.searchsorted(part[by_part], np.arange(len(weights) + 1))
    sample = np.empty((len(z), n))
    for k in np.flatnonzero(np.diff(ends)):
        block = slice(ends[k], ends[k + 1])
        np.einsum("bi,ji->bj", z[block], roots[k], out=sample[block])
        sample[block] += d[k]
    order = np.argsort(sign * sample, axis=1)
    cell = (by_part // POINTS * n * n)[:, None] + order * n + np.arange(n)
    counts = np.bincount(cell.ravel(), minlength=REPLICATES * n * n).reshape(-1, n, n) / POINTS
    error = float((counts.std(axis=0, ddof=1) / np.sqrt(REPLICATES)).max())
    return Ranks(counts.mean(axis=0), error)


def _roots(cov: Array) -> Array:
    """Square roots (t, n, n−1) of covariances (t, n, n) whose reference has a row of zeros."""
    n = cov.shape[1]
    others = np.delete(np.arange(n), np.argmin(np.diagonal(cov[0])))
    roots = np.zeros((len(cov), n, n - 1))
    roots[:, others] = np.linalg.cholesky(cov[:, others[:, None], others])
    return roots
