"""Pairwise meta-analysis and meta-regression: common and random effects.

Weighted least squares with weights ``1 / (v + tau2)``; tests and intervals normal, or Hartung & Knapp's.
Equal to metafor's ``rma.uni`` and ``predict`` (tests/reference/test_metafor_pairwise.py).

Sources: Viechtbauer (2010) J Stat Softw 36(3); Hartung & Knapp (2001) Stat Med 20:3875; Knapp & Hartung
(2003) Stat Med 22:2693; Higgins & Thompson (2002) Stat Med 21:1539 (I², H²); Higgins, Thompson &
Spiegelhalter (2009) J R Stat Soc A 172:137 (prediction intervals).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kneewise.errors import InputError
from kneewise.synthesis.distributions import chi2_p, f_p, t_quantile, two_sided_p
from kneewise.synthesis.results import Coefficient, Limits, ModeratorTest, PairwiseResult, QStatistics
from kneewise.synthesis.tau2 import (
    TAU2_METHODS,
    WeightedFit,
    estimate_tau2,
    q_profile,
    tau2_se,
    typical_variance,
    weighted_fit,
)

Array = NDArray[np.float64]

MODELS = ("common", "random")
HARTUNG_KNAPP = ("none", "standard", "ad-hoc")

# Degrees of freedom of the prediction interval by convention; None: the normal distribution.
PI_CONVENTIONS = ("HTS", "t(k-1)", "z")
DEFAULT_PI = "HTS"


def pi_df(convention: str, k: int, p: int = 1) -> float:
    """Degrees of freedom of a prediction interval from ``k`` trials and ``p`` coefficients.

    ``"HTS"``: k - p - 1, i.e. t(k-2) without moderators (Higgins, Thompson & Spiegelhalter 2009; the Cochrane
    Handbook's); ``"t(k-1)"``: k - p (metafor with t or Knapp-Hartung tests, "V" in R's meta); ``"z"``:
    infinite (metafor's default). Below 1: not defined.
    """
    if convention not in PI_CONVENTIONS:
        raise InputError(
            "prediction interval", f"has the convention '{convention}'", f"Use one of {', '.join(PI_CONVENTIONS)}."
        )
    return {"HTS": float(k - p - 1), "t(k-1)": float(k - p), "z": math.inf}[convention]


def _design(mods: ArrayLike | None, k: int, names: Sequence[str] | None) -> tuple[Array, tuple[str, ...]]:
    if mods is None:
        return np.ones((k, 1)), ("intercept",)
    m = np.asarray(mods, dtype=float)
    m = m.reshape(-1, 1) if m.ndim == 1 else m
    if m.shape[0] != k:
        raise InputError("moderators", f"have {m.shape[0]} rows for {k} trials", "Give one value per trial.")
    labels = tuple(names) if names is not None else tuple(f"moderator {j + 1}" for j in range(m.shape[1]))
    if not np.isfinite(m).all():
        row, column = (int(i) for i in np.argwhere(~np.isfinite(m))[0])
        raise InputError(
            f"trial {row + 1}, {labels[column]}", "is not a number", "Leave the trial out or give the value."
        )
    x = np.column_stack([np.ones(k), m])
    if k <= x.shape[1]:
        raise InputError(
            "moderators", f"number {m.shape[1]} for {k} trials; that leaves nothing to estimate from", "Use fewer."
        )
    # Rank is judged on standardised columns, so that a large unit (year 2020) does not look like a constant.
    spread = m.std(axis=0)
    constant = spread <= 1e-12 * np.maximum(np.abs(m).max(axis=0), 1e-300)
    if constant.any():
        raise InputError(labels[int(np.argmax(constant))], "is the same in every trial", "Choose another moderator.")
    if np.linalg.matrix_rank(np.column_stack([np.ones(k), (m - m.mean(axis=0)) / spread])) < x.shape[1]:
        raise InputError("moderators", "say the same twice (one follows from the others)", "Leave one out.")
    return x, ("intercept", *labels)


def check_effects(yi: ArrayLike, vi: ArrayLike) -> tuple[Array, Array]:
    """Effects and variances as arrays of shape (k,); InputError for the first that is unusable, naming its
    trial.
    """
    y, v = np.atleast_1d(np.asarray(yi, dtype=float)), np.atleast_1d(np.asarray(vi, dtype=float))
    if y.ndim != 1 or y.shape != v.shape:
        raise InputError("yi and vi", f"have shapes {y.shape} and {v.shape}", "Give one of each per trial.")
    if len(y) == 0:
        raise InputError("data", "hold no trial", "Give at least one.")
    for name, values, bad, need in (
        ("yi", y, ~np.isfinite(y), "an effect must be a finite number"),
        ("vi", v, ~(np.isfinite(v) & (v > 0)), "a variance must be above 0"),
    ):
        if bad.any():
            row = int(np.argmax(bad))
            raise InputError(
                f"trial {row + 1}, {name}", f"is {values[row]:g}; {need}", "Correct it or leave the trial out."
            )
    return y, v


def _check_options(model: str, tau2_method: str, hartung_knapp: str, level: float) -> None:
    for name, value, allowed in (
        ("model", model, MODELS),
        ("tau2", tau2_method, TAU2_METHODS),
        ("hartung-knapp", hartung_knapp, HARTUNG_KNAPP),
    ):
        if value not in allowed:
            raise InputError(name, f"is '{value}'", f"Use one of {', '.join(allowed)}.")
    if not 0 < level < 1:
        raise InputError("level", f"is {level:g}", "Give a value between 0 and 1, such as 0.95.")


def _covariance(fit: WeightedFit, k: int, p: int, hartung_knapp: str) -> tuple[Array, float]:
    """Covariance of the coefficients and the degrees of freedom of their tests."""
    if hartung_knapp == "none" or k <= p:
        return fit.xtwx_inv, math.inf
    scale = fit.q / (k - p)
    if hartung_knapp == "ad-hoc":
        scale = max(1.0, scale)
    return scale * fit.xtwx_inv, float(k - p)


def _coefficients(beta: Array, vcov: Array, df: float, level: float, names: Sequence[str]) -> tuple[Coefficient, ...]:
    se = np.sqrt(np.diag(vcov))
    crit = t_quantile((1 + level) / 2, df)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = beta / se
    p = two_sided_p(statistic, df)
    return tuple(
        Coefficient(n, float(b), float(s), (float(b - crit * s), float(b + crit * s)), float(t), float(q))
        for n, b, s, t, q in zip(names, beta, se, statistic, p, strict=True)
    )


def _q_statistics(y: Array, v: Array, x: Array) -> QStatistics:
    """Total, residual (within) and explained (between) Q of the common-effect fit, clipped at 0."""
    k, p = x.shape
    total = weighted_fit(y, v, np.ones((k, 1)), 0.0).q
    if p == 1:
        return QStatistics(total, k - 1, chi2_p(total, k - 1))
    within = weighted_fit(y, v, x, 0.0).q
    between = max(0.0, total - within)
    return QStatistics(
        total, k - 1, chi2_p(total, k - 1), within, between, k - p, p - 1, chi2_p(within, k - p), chi2_p(between, p - 1)
    )


def _moderator_test(beta: Array, vcov: Array, df: float, r2: float | None) -> ModeratorTest | None:
    m = len(beta) - 1
    if m == 0:
        return None
    wald = float(beta[1:] @ np.linalg.solve(vcov[1:, 1:], beta[1:]))
    if math.isinf(df):
        return ModeratorTest(wald, m, None, chi2_p(wald, m), r2)
    return ModeratorTest(wald / m, m, int(df), f_p(wald / m, m, df), r2)


def pairwise(
    yi: ArrayLike,
    vi: ArrayLike,
    *,
    model: str = "random",
    tau2_method: str = "REML",
    hartung_knapp: str = "none",
    mods: ArrayLike | None = None,
    mod_names: Sequence[str] | None = None,
    pi_convention: str = DEFAULT_PI,
    level: float = 0.95,
    studies: Sequence[str] | None = None,
    tau2_interval: bool = True,
) -> PairwiseResult:
    """Pools trials, or regresses their effects on moderators.

    Parameters
    ----------
    yi, vi
        Effects (treatment minus reference; OR and RR on the log scale) and sampling variances (> 0), shape
        (k,).
    model
        ``"common"`` (one true effect, tau2 = 0) or ``"random"``.
    tau2_method
        One of ``kneewise.synthesis.tau2.TAU2_METHODS``; ignored by the common model.
    hartung_knapp
        ``"none"``: normal tests; ``"standard"``: covariance times ``Q(tau2)/(k-p)`` with t(k-p) (Knapp &
        Hartung 2003); ``"ad-hoc"``: the same factor but never below 1.
    mods, mod_names
        Moderators, shape (k,) or (k, m), and their names. The intercept is added.
    pi_convention
        How the prediction interval counts degrees of freedom, see `pi_df`.
    level
        Coverage of all intervals.
    studies
        Trial labels, shape (k,).
    tau2_interval
        Whether the Q-profile interval of tau2 is worked out.

    Returns
    -------
    PairwiseResult
        Equal to metafor 3.8-1 to about 1e-10. One trial: its own effect, tau2 0, no heterogeneity.

    Raises
    ------
    InputError
        For values that are missing, infinite or not positive, unknown options, or too many moderators.
    """
    _check_options(model, tau2_method, hartung_knapp, level)
    y, v = check_effects(yi, vi)
    k = len(y)
    x, names = _design(mods, k, mod_names)
    p = x.shape[1]
    labels = tuple(studies) if studies is not None else tuple(f"trial {i + 1}" for i in range(k))
    assert len(labels) == k, "one label per trial"
    random = model == "random"
    tau2 = estimate_tau2(y, v, x, tau2_method) if random and k > p else 0.0
    fit = weighted_fit(y, v, x, tau2)
    vcov, df = _covariance(fit, k, p, hartung_knapp)
    coefficients = _coefficients(fit.beta, vcov, df, level, names)
    q = _q_statistics(y, v, x)
    r2 = _r2(y, v, tau2, tau2_method) if random and p > 1 else None
    i2, h2, i2_q, h2_q = _inconsistency(y, v, x, q, tau2 if random else None)
    first = coefficients[0]
    pi = _prediction(first.estimate, first.se, tau2, pi_df(pi_convention, k), level) if random and p == 1 else None
    return PairwiseResult(
        model=model,
        k=k,
        estimate=first.estimate,
        se=first.se,
        ci=first.ci,
        statistic=first.statistic,
        p=first.p,
        df=df,
        pi=pi,
        pi_convention=pi_convention if pi is not None else None,
        tau2=tau2,
        tau2_se=tau2_se(y, v, x, tau2_method, tau2) if random and k > p else None,
        tau2_method=tau2_method if random else None,
        tau2_ci=q_profile(y, v, x, level) if random and k > p and tau2_interval else None,
        i2=i2,
        h2=h2,
        i2_q=i2_q,
        h2_q=h2_q,
        q=q,
        coefficients=coefficients,
        moderators=_moderator_test(fit.beta, vcov, df, r2),
        level=level,
        hartung_knapp=hartung_knapp,
        studies=labels,
        weights=100 * fit.w / fit.w.sum(),
        vcov=vcov,
    )


def _prediction(mean: float, se: float, tau2: float, df: float, level: float) -> Limits | None:
    """Interval for the true effect in a new trial; None below one degree of freedom."""
    if df < 1:
        return None
    half = t_quantile((1 + level) / 2, df) * math.sqrt(se**2 + tau2)
    return mean - half, mean + half


def predict(result: PairwiseResult, mods: ArrayLike, pi_convention: str = DEFAULT_PI) -> dict[str, Array]:
    """Predicted mean effects at given moderator values.

    ``mods``: shape (n, m) or (n,) for one moderator. Returns ``estimate, se, ci_low, ci_high, pi_low,
    pi_high``, each of shape (n,). Prediction limits are NaN where the convention leaves no degree of freedom.
    """
    m = np.asarray(mods, dtype=float)
    m = m.reshape(-1, len(result.coefficients) - 1)
    rows = np.column_stack([np.ones(len(m)), m])
    mean = rows @ result.beta
    variance = np.einsum("ni,ij,nj->n", rows, result.vcov, rows)
    se = np.sqrt(variance)
    crit = t_quantile((1 + result.level) / 2, result.df)
    df = pi_df(pi_convention, result.k, rows.shape[1])
    half = (t_quantile((1 + result.level) / 2, df) if df >= 1 else math.nan) * np.sqrt(variance + result.tau2)
    return {
        "estimate": mean,
        "se": se,
        "ci_low": mean - crit * se,
        "ci_high": mean + crit * se,
        "pi_low": mean - half,
        "pi_high": mean + half,
    }


def _r2(y: Array, v: Array, tau2: float, method: str) -> float | None:
    """Share of tau2 that the moderators explain, per cent (Raudenbush 1994); None if there was none to
    explain.
    """
    alone = estimate_tau2(y, v, np.ones((len(y), 1)), method)
    return max(0.0, 100 * (alone - tau2) / alone) if alone > 0 else None


def _inconsistency(
    y: Array, v: Array, x: Array, q: QStatistics, tau2: float | None
) -> tuple[float, float, float, float]:
    """I² and H² from tau2 (from Q for the common model), then both from Q."""
    k, p = x.shape
    if k <= p:
        return 0.0, 1.0, 0.0, 1.0
    residual, df = (q.total if q.within is None else q.within), k - p
    h2_q = residual / df
    i2_q = max(0.0, 100 * (residual - df) / residual) if residual > 0 else 0.0
    if tau2 is None:
        return i2_q, h2_q, i2_q, h2_q
    typical = typical_variance(y, v, x)
    return 100 * tau2 / (typical + tau2), tau2 / typical + 1, i2_q, h2_q
