"""Estimators of the heterogeneity variance tau2, and its Q-profile interval.

Model: ``y ~ N(X beta, diag(v + tau2))``. With ``W = diag(1 / (v + t))`` and ``P = W - W X (X'WX)^-1 X'W``
every estimator below is a statement about ``Q(t) = y'Py``, ``tr P`` and their derivatives.

======  ==================================================================================================
DL      DerSimonian & Laird (1986): moment estimator with common-effect weights
HE      Hedges & Olkin (1985): moment estimator with equal weights (also: variance component)
HS      Hunter & Schmidt (2004)
SJ      Sidik & Jonkman (2005): one step from the crude variance; always above 0
PM      Paule & Mandel (1982): ``Q(tau2) = k - p``
EB      empirical Bayes (Morris 1983): the same equation as PM, so the same estimate
ML      maximum likelihood (Hardy & Thompson 1996)
REML    restricted maximum likelihood (Viechtbauer 2005)
======  ==================================================================================================

Formulas as collected by Viechtbauer (2005) J Educ Behav Stat 30:261 and Veroniki et al. (2016) Res Synth
Methods 7:55. Equal to metafor's ``rma.uni`` (tests/reference/test_metafor_pairwise.py). An estimate below 0
becomes exactly 0.0. ML and REML are maximised over the whole half-line (a grid finds the bracket, Newton's
steps the root of the score), so they neither diverge nor stop at a local maximum where Fisher scoring does.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneewise.synthesis.distributions import chi2_quantile

Array = NDArray[np.float64]

TAU2_METHODS = ("DL", "PM", "REML", "ML", "EB", "HE", "HS", "SJ")

# Grid for the likelihood: from this share of the largest plausible tau2 up to it.
_GRID_FLOOR = 1e-8
_GRID_POINTS = 64
_RELATIVE_STEP = 1e-14
_MAX_STEPS = 200


@dataclass(frozen=True, slots=True)
class WeightedFit:
    """Weighted least squares at one value of tau2; ``w`` = 1 / (v + tau2), shapes (k,), (p,), (p, p)."""

    w: Array
    beta: Array
    xtwx_inv: Array
    py: Array  # P y = w * residual
    q: float  # y'Py


def weighted_fit(y: Array, v: Array, x: Array, tau2: float) -> WeightedFit:
    """Coefficients, their unscaled covariance ``(X'WX)^-1`` and Q at a given tau2.

    ``y``, ``v``: shape (k,); ``x``: design of full column rank, shape (k, p).
    """
    w = 1.0 / (v + tau2)
    xtw = x.T * w
    if x.shape[1] == 1:  # np.linalg.inv costs more than the rest of an intercept-only fit
        xtwx_inv = 1.0 / (xtw @ x)
    else:
        xtwx_inv = np.asarray(np.linalg.inv(xtw @ x), dtype=np.float64)
    beta = xtwx_inv @ (xtw @ y)
    residual = y - x @ beta
    py = w * residual
    return WeightedFit(w, beta, xtwx_inv, py, float(py @ residual))


def _project(fit: WeightedFit, x: Array, vector: Array) -> Array:
    """``P @ vector`` without forming P."""
    wv = fit.w * vector
    return wv - fit.w * (x @ (fit.xtwx_inv @ (x.T @ wv)))


def _trace_p(fit: WeightedFit, x: Array) -> float:
    return float(fit.w.sum() - np.einsum("ki,ij,kj,k->", x, fit.xtwx_inv, x, fit.w**2))


def _trace_pp(fit: WeightedFit, x: Array) -> float:
    w2 = (x.T * fit.w**2) @ x
    w3 = (x.T * fit.w**3) @ x
    half = fit.xtwx_inv @ w2
    return float((fit.w**2).sum() - 2 * np.trace(fit.xtwx_inv @ w3) + np.trace(half @ half))


def _p_matrix(fit: WeightedFit, x: Array) -> Array:
    wx = fit.w[:, None] * x
    return np.diag(fit.w) - wx @ fit.xtwx_inv @ wx.T


def _solve_q(y: Array, v: Array, x: Array, target: float) -> float:
    """tau2 >= 0 with ``Q(tau2) = target``; 0.0 if Q is already below it at 0, ``inf`` if target is 0.

    Newton's method on ``1 / Q``, which is nearly a straight line in tau2 (exactly one for equal variances),
    inside a bracket that it may not leave.
    """
    fit = weighted_fit(y, v, x, 0.0)
    if fit.q <= target:
        return 0.0
    if target <= 0:
        return math.inf
    low, high, t = 0.0, math.inf, 0.0
    for _ in range(_MAX_STEPS):
        low, high = (t, high) if fit.q > target else (low, t)
        # d(1/Q)/dt = y'PPy / Q²
        step = (1 / target - 1 / fit.q) * fit.q**2 / float(fit.py @ fit.py)
        new = t + step
        if not low <= new <= high:
            new = 0.5 * (low + high) if math.isfinite(high) else 2 * t + 1.0
        if abs(new - t) <= _RELATIVE_STEP * max(new, t):
            return new
        t = new
        fit = weighted_fit(y, v, x, t)
    return t


def _score(y: Array, v: Array, x: Array, t: float, restricted: bool) -> tuple[float, float]:
    """Derivative of the (restricted) log likelihood in tau2, and its own derivative."""
    fit = weighted_fit(y, v, x, t)
    ppy = _project(fit, x, fit.py)
    if restricted:
        trace, trace2 = _trace_p(fit, x), _trace_pp(fit, x)
    else:
        trace, trace2 = float(fit.w.sum()), float((fit.w**2).sum())
    return 0.5 * (float(fit.py @ fit.py) - trace), 0.5 * (trace2 - 2 * float(fit.py @ ppy))


def _profile(y: Array, v: Array, x: Array, tau2: Array, restricted: bool) -> tuple[Array, Array]:
    """Log (restricted) likelihood and its derivative in tau2 at many values at once, both of shape (g,)."""
    w = 1.0 / (v[None, :] + tau2[:, None])  # (g, k)
    if x.shape[1] == 1:
        x0 = x[:, 0]
        wx = w * x0
        a = wx @ x0
        b = (wx @ y) / a
        log_det = np.log(a)
        residual = y - b[:, None] * x0
        leverage = x0**2 / a[:, None]
    else:
        a_matrix = np.einsum("gk,ki,kj->gij", w, x, x)
        inverse = np.linalg.inv(a_matrix)
        coefficients = np.einsum("gij,gk,kj,k->gi", inverse, w, x, y)
        log_det = np.linalg.slogdet(a_matrix)[1]
        residual = y - coefficients @ x.T
        leverage = np.einsum("ki,gij,kj->gk", x, inverse, x)
    value = 0.5 * (np.log(w).sum(axis=1) - (w * residual**2).sum(axis=1))
    slope = 0.5 * (((w * residual) ** 2).sum(axis=1) - w.sum(axis=1))
    if restricted:
        value = value - 0.5 * log_det
        slope = slope + 0.5 * (w**2 * leverage).sum(axis=1)
    return value, slope


def log_likelihood(y: Array, v: Array, x: Array, tau2: Array, restricted: bool = True) -> Array:
    """Log likelihood of tau2 with the coefficients profiled (ML) or integrated out (REML), constants left
    out.

    ``tau2``: shape (g,), any values >= 0; returns shape (g,). REML's form is also the marginal likelihood
    under a flat prior on the coefficients.
    """
    return _profile(y, v, x, np.asarray(tau2, dtype=float), restricted)[0]


def _maximise(y: Array, v: Array, x: Array, restricted: bool) -> float:
    """tau2 with the highest (restricted) likelihood on [0, inf).

    A likelihood may have several maxima (a precise cluster and an odd trial): every fall of the score through
    0 on the grid is followed to its root, and the best of them, or 0, is taken.
    """
    ols = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    # Beyond the residual sum of squares no value can be more likely than this one.
    top = float(ols @ ols)
    if top <= 0:
        return 0.0
    grid = np.concatenate([[0.0], top * np.logspace(math.log10(_GRID_FLOOR), 0, _GRID_POINTS)])
    slope = _profile(y, v, x, grid, restricted)[1]
    peaks = [
        _climb(y, v, x, float(grid[i]), float(grid[i + 1]), restricted)
        for i in np.flatnonzero((slope[:-1] > 0) & (slope[1:] <= 0)).tolist()
    ]
    if slope[0] <= 0:
        peaks.insert(0, 0.0)
    if slope[-1] > 0:
        peaks.append(_climb(y, v, x, top, 2 * top, restricted))
    if len(peaks) == 1:
        return peaks[0]
    return peaks[int(np.argmax(log_likelihood(y, v, x, np.array(peaks), restricted)))]


def _climb(y: Array, v: Array, x: Array, low: float, high: float, restricted: bool) -> float:
    """Root of the score between ``low`` (where it is positive) and ``high``, by Newton's steps kept in
    between.
    """
    t = 0.5 * (low + high)
    for _ in range(_MAX_STEPS):
        slope, curvature = _score(y, v, x, t, restricted)
        low, high = (t, high) if slope > 0 else (low, t)
        new = t - slope / curvature if curvature < 0 else math.nan
        if not low <= new <= high:
            new = 0.5 * (low + high)
        if abs(new - t) <= _RELATIVE_STEP * max(new, t):
            return new
        t = new
    return t


def _dl(y: Array, v: Array, x: Array) -> float:
    fit = weighted_fit(y, v, x, 0.0)
    return (fit.q - (len(y) - x.shape[1])) / _trace_p(fit, x)


def _hs(y: Array, v: Array, x: Array) -> float:
    fit = weighted_fit(y, v, x, 0.0)
    return (fit.q - len(y)) / float(fit.w.sum())


def _he(y: Array, v: Array, x: Array) -> float:
    k, p = x.shape
    inverse = np.linalg.inv(x.T @ x)
    residual = y - x @ (inverse @ (x.T @ y))
    leverage = np.einsum("ki,ij,kj->k", x, inverse, x)
    return float((residual @ residual - (v * (1 - leverage)).sum()) / (k - p))


def _sj_start(y: Array) -> float:
    return float(y.var()) if np.ptp(y) > 0 else 0.0


def _sj(y: Array, v: Array, x: Array) -> float:
    start = _sj_start(y)
    k, p = x.shape
    return start * weighted_fit(y, v, x, start).q / (k - p) if start > 0 else 0.0


_ESTIMATORS: dict[str, Callable[[Array, Array, Array], float]] = {
    "DL": _dl,
    "HE": _he,
    "HS": _hs,
    "SJ": _sj,
    "PM": lambda y, v, x: _solve_q(y, v, x, len(y) - x.shape[1]),
    "EB": lambda y, v, x: _solve_q(y, v, x, len(y) - x.shape[1]),
    "ML": lambda y, v, x: _maximise(y, v, x, restricted=False),
    "REML": lambda y, v, x: _maximise(y, v, x, restricted=True),
}


def estimate_tau2(y: Array, v: Array, x: Array, method: str = "REML") -> float:
    """Heterogeneity variance by the named method, exactly 0.0 at the boundary.

    Parameters
    ----------
    y, v
        Effects and their sampling variances (> 0), shape (k,), k > p.
    x
        Design matrix of full column rank, shape (k, p); a column of ones without moderators.
    method
        One of `TAU2_METHODS`.

    Returns
    -------
    float
        tau2 >= 0 in squared units of ``y``.
    """
    assert method in _ESTIMATORS, f"unknown tau2 method {method}"
    return max(0.0, _ESTIMATORS[method](y, v, x))


def tau2_se(y: Array, v: Array, x: Array, method: str, tau2: float) -> float:
    """Asymptotic standard error of a tau2 estimate, by the method's own formula (Viechtbauer 2005, as in
    metafor).
    """
    k, p = x.shape
    if method in ("EB", "PM"):
        return math.sqrt(2 * k**2 / (k - p)) / float((1 / (v + tau2)).sum())
    if method == "ML":
        return math.sqrt(2 / float((1 / (v + tau2) ** 2).sum()))
    if method == "REML":
        return math.sqrt(2 / _trace_pp(weighted_fit(y, v, x, tau2), x))
    if method in ("DL", "HS"):
        fit = weighted_fit(y, v, x, 0.0)
        trace, trace2 = _trace_p(fit, x), _trace_pp(fit, x)
        divisor = trace if method == "DL" else float(fit.w.sum())
        return math.sqrt(2 * (k - p) + 4 * tau2 * trace + 2 * tau2**2 * trace2) / divisor
    start = _sj_start(y)
    if method == "SJ" and start <= 0:
        return 0.0
    p_matrix = (
        np.eye(k) - x @ np.linalg.inv(x.T @ x) @ x.T if method == "HE" else _p_matrix(weighted_fit(y, v, x, start), x)
    )
    pv = p_matrix * v
    variance = 2 * (pv * pv.T).sum() + 4 * tau2 * (pv * p_matrix).sum() + 2 * tau2**2 * (p_matrix**2).sum()
    return (1.0 if method == "HE" else start) * math.sqrt(float(variance)) / (k - p)


def q_profile(y: Array, v: Array, x: Array, level: float = 0.95) -> tuple[float, float]:
    """Q-profile confidence interval of tau2: all t with Q(t) between the chi-squared quantiles on k - p df.

    Viechtbauer (2007) Stat Med 26:37. Either end is 0.0 when Q(0) is below its quantile; then both may be
    0.0, which says that the data vary less than sampling error alone would let expect.
    """
    df = len(y) - x.shape[1]
    tail = (1 - level) / 2
    return _solve_q(y, v, x, chi2_quantile(1 - tail, df)), _solve_q(y, v, x, chi2_quantile(tail, df))


def typical_variance(y: Array, v: Array, x: Array) -> float:
    """Typical within-trial variance ``(k - p) / tr P`` (Higgins & Thompson 2002), the scale of I² and H²."""
    return (len(y) - x.shape[1]) / _trace_p(weighted_fit(y, v, x, 0.0), x)
