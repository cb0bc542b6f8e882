"""tau², the variance of true effects between trials, from whitened rows (`kneewise.synthesis.network.rows`).

The rows are independent with variances λ + τ², so the estimators are those of meta-regression: with two-arm trials only
they equal metafor's `rma.uni` with the design as moderators, with multi-arm trials `rma.mv` with struct CS, rho 0.5.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2

from kneewise.errors import InputError
from kneewise.synthesis.network.data import Array
from kneewise.synthesis.network.rows import log_likelihoods, solve

METHODS = ("DL", "PM", "REML", "ML", "EB", "HE", "HS", "SJ")
# The likelihood is first looked at on a grid, so that of several local maxima the highest is taken. The grid runs from
# far below the sampling variances to far above the spread of the data, about three points per factor of ten.
GRID_POINTS = 24
GRID_LOW = 1e-6
GRID_HIGH = 1e2
# Newton's method on the score stops when tau² moves by less than this relative step.
STEP_TOLERANCE = 1e-13
MAX_STEPS = 60


def estimate_tau2(method: str, y: Array, x: Array, lam: Array) -> float:
    """tau² >= 0 by the named method; exactly 0 where the boundary is best.

    Parameters
    ----------
    method
        DL (method of moments; netmeta's generalised DerSimonian–Laird, Jackson, White & Riley 2013), PM or EB (the root
        of Q(τ²) = N − p; for this model the two are the same), REML, ML (exact maximum), HE (unweighted moments), HS
        (Hunter–Schmidt), SJ (Sidik–Jonkman, started at the mean squared unweighted residual, since the usual start
        would depend on the sign in which contrasts are written).
    y, x, lam
        Whitened rows: (N,), (N, p) of full column rank, (N,) sampling variances.

    Raises
    ------
    InputError
        Unknown method.
    """
    n, p = x.shape
    if method not in METHODS:
        raise InputError("tau2", f"is {method!r}", f"Choose one of {', '.join(METHODS)}.")
    if n <= p:
        return 0.0
    if method in ("REML", "ML"):
        return _maximise(y, x, lam, restricted=method == "REML")
    if method in ("PM", "EB"):
        return generalised_q_root(y, x, lam, float(n - p))
    if method == "DL":
        w = 1 / lam
        s = solve(y, x, lam, 0.0)
        leverage = ((x @ s.cov) * x).sum(axis=1)
        return max(0.0, (s.q - (n - p)) / float(w.sum() - (w**2 * leverage).sum()))
    if method == "HS":
        return max(0.0, (solve(y, x, lam, 0.0).q - n) / float((1 / lam).sum()))
    plain = solve(y, x, np.ones(n), 0.0)  # unweighted
    if method == "HE":
        freedom = 1 - ((x @ plain.cov) * x).sum(axis=1)
        return max(0.0, (plain.q - float(freedom @ lam)) / (n - p))
    start = plain.q / n
    return start * solve(y, x, lam, start).q / (n - p) if start > 0 else 0.0


def generalised_q_root(y: Array, x: Array, lam: Array, target: float) -> float:
    """The τ² at which Q(τ²) = Σ r²/(λ + τ²) equals ``target``; 0 if Q is below it already at τ² = 0."""

    def excess(tau2: float) -> float:
        return solve(y, x, lam, tau2).q - target

    if excess(0.0) <= 0:
        return 0.0
    high = float(lam.mean())
    while excess(high) > 0:
        high *= 4
    return float(brentq(excess, 0.0, high, xtol=1e-15, rtol=4e-15))


def q_profile_interval(y: Array, x: Array, lam: Array, level: float) -> tuple[float, float] | None:
    """Confidence interval of tau² from Q(τ²) ~ χ²(N − p) (Viechtbauer 2007); exact for this model.

    None without degrees of freedom. The lower end is 0 where Q at 0 is below the upper quantile.
    """
    df = x.shape[0] - x.shape[1]
    if df <= 0:
        return None
    low = generalised_q_root(y, x, lam, float(chi2.ppf(0.5 + level / 2, df)))
    high = generalised_q_root(y, x, lam, float(chi2.ppf(0.5 - level / 2, df)))
    return low, high


def _maximise(y: Array, x: Array, lam: Array, *, restricted: bool) -> float:
    """The global maximum of the (restricted) likelihood over τ² >= 0."""
    n, p = x.shape
    spread = solve(y, x, np.ones(n), 0.0).q / (n - p)
    if spread <= 0:
        return 0.0
    low = GRID_LOW * min(float(lam.min()), spread)
    grid = np.concatenate([[0.0], np.geomspace(low, GRID_HIGH * spread, GRID_POINTS)])
    best = int(np.argmax(log_likelihoods(y, x, lam, grid, restricted=restricted)))
    if best == 0 and _score(y, x, lam, 0.0, restricted)[0] <= 0:
        return 0.0
    return _climb(y, x, lam, float(grid[max(best - 1, 0)]), float(grid[min(best + 1, GRID_POINTS)]), restricted)


def _climb(y: Array, x: Array, lam: Array, low: float, high: float, restricted: bool) -> float:
    """The root of the score inside [low, high]: Fisher scoring, halving the bracket whenever a step would leave it."""
    tau2 = (low + high) / 2
    for _ in range(MAX_STEPS):
        score, information = _score(y, x, lam, tau2, restricted)
        if score > 0:
            low = tau2
        else:
            high = tau2
        proposal = tau2 + score / information
        if not low < proposal < high:
            proposal = (low + high) / 2
        if abs(proposal - tau2) <= STEP_TOLERANCE * (tau2 + float(lam.min())):
            return proposal
        tau2 = proposal
    return float(brentq(lambda t: _score(y, x, lam, t, restricted)[0], low, high, xtol=1e-16))


def _score(y: Array, x: Array, lam: Array, tau2: float, restricted: bool) -> tuple[float, float]:
    """Derivative of the log likelihood in τ² and its expected information.

    With P = W − WXA⁻¹X'W: ½ (y'PPy − tr P) and ½ tr PP (REML); tr W and tr W² instead for ML.
    """
    w = 1 / (lam + tau2)
    s = solve(y, x, lam, tau2)
    wr = w * (y - x @ s.beta)
    if not restricted:
        return 0.5 * float(wr @ wr - w.sum()), 0.5 * float(w @ w)
    xw = x * w[:, None]
    square = xw.T @ xw
    inner = s.cov @ square
    trace_p = float(w.sum() - np.trace(inner))
    cube = (xw * w[:, None]).T @ xw
    trace_pp = float(w @ w - 2 * (s.cov * cube).sum() + (inner * inner.T).sum())
    return 0.5 * (float(wr @ wr) - trace_p), 0.5 * trace_pp
