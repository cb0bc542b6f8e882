"""Small-study effects: Egger's regression and trim-and-fill.

Equal to metafor's ``regtest`` and ``trimfill`` (tests/reference/test_metafor_pairwise.py). Sources: Egger et
al. (1997) BMJ 315:629; Sterne & Egger (2005); Pustejovsky & Rodgers (2019) Res Synth Methods 10:57,
doi:10.1002/jrsm.1332; Duval & Tweedie (2000) J Am Stat Assoc 95:89 and Biometrics 56:455.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kneewise.errors import InputError
from kneewise.synthesis.distributions import t_quantile, two_sided_p
from kneewise.synthesis.pairwise import check_effects, pairwise
from kneewise.synthesis.results import Limits, PairwiseResult, json_ready

Array = NDArray[np.float64]

PREDICTORS = ("se", "variance", "sqrt-size")
EGGER_MODELS = ("classical", "random")
TRIM_ESTIMATORS = ("L0", "R0")
SIDES = ("left", "right")
# Ranks of the trimmed set settle in a few rounds; more means that they alternate.
_MAX_ROUNDS = 100
_MIN_TRIALS = 3


@dataclass(frozen=True, slots=True)
class EggerResult:
    """Regression of effects on their imprecision.

    ``slope``, ``slope_se``, ``statistic``, ``p``: the asymmetry test (t on ``df``, or z with ``df``
    infinite); ``limit``, ``limit_ci``: the effect that the line predicts for an infinitely large trial.
    """

    model: str
    predictor: str
    k: int
    slope: float
    slope_se: float
    statistic: float
    df: float
    p: float
    limit: float
    limit_ci: Limits

    def to_dict(self) -> dict[str, Any]:
        return json_ready({name: getattr(self, name) for name in self.__slots__})


def egger(
    yi: ArrayLike,
    vi: ArrayLike,
    *,
    model: str = "classical",
    predictor: str = "se",
    n1: ArrayLike | None = None,
    n2: ArrayLike | None = None,
    tau2_method: str = "REML",
    hartung_knapp: str = "none",
    level: float = 0.95,
) -> EggerResult:
    """Egger's test of funnel asymmetry.

    Parameters
    ----------
    yi, vi
        Effects and variances, shape (k,), at least three trials.
    model
        ``"classical"``: weighted least squares with a multiplicative error, weights 1/vi, t on k - 2
        (metafor's ``model="lm"``); ``"random"``: meta-regression with additive tau2 (metafor's
        ``model="rma"``).
    predictor
        ``"se"``: the standard error; ``"variance"``; ``"sqrt-size"``: ``sqrt(1/n1 + 1/n2)`` from the arm
        sizes, with ``1/n1 + 1/n2`` also as the variance. For SMD and OR the usual standard error depends on
        the effect itself and the test rejects too often; this variant does not (Pustejovsky & Rodgers 2019,
        eq. 6).
    n1, n2
        Arm sizes, shape (k,), needed by ``"sqrt-size"``.
    tau2_method, hartung_knapp, level
        As in `pairwise`; the first two for ``model="random"``.
    """
    y, v = check_effects(yi, vi)
    k = len(y)
    for name, value, allowed in (("model", model, EGGER_MODELS), ("predictor", predictor, PREDICTORS)):
        if value not in allowed:
            raise InputError(name, f"is '{value}'", f"Use one of {', '.join(allowed)}.")
    if k < _MIN_TRIALS:
        raise InputError("Egger's test", f"needs at least {_MIN_TRIALS} trials, not {k}", "Leave the test out.")
    if predictor == "sqrt-size":
        if n1 is None or n2 is None:
            raise InputError("Egger's test", "needs arm sizes for 'sqrt-size'", "Give n1 and n2.")
        v = 1 / np.asarray(n1, dtype=float) + 1 / np.asarray(n2, dtype=float)
    size = v if predictor == "variance" else np.sqrt(v)
    if np.ptp(size) <= 1e-12 * size.max():
        raise InputError("Egger's test", "needs trials of different precision", "Leave the test out.")
    if model == "random":
        fit = pairwise(
            y,
            v,
            mods=size,
            mod_names=[predictor],
            tau2_method=tau2_method,
            hartung_knapp=hartung_knapp,
            level=level,
            tau2_interval=False,
        )
        line = fit.coefficients[1]
        return EggerResult(
            model,
            predictor,
            k,
            line.estimate,
            line.se,
            line.statistic,
            fit.df,
            line.p,
            fit.estimate,
            fit.ci,
        )
    return _classical(y, v, size, predictor, level)


def _classical(y: Array, v: Array, size: Array, predictor: str, level: float) -> EggerResult:
    k = len(y)
    x = np.column_stack([np.ones(k), size])
    inverse = np.linalg.inv((x.T / v) @ x)
    beta = inverse @ ((x.T / v) @ y)
    df = k - 2
    spread = float(((y - x @ beta) ** 2 / v).sum()) / df
    se = np.sqrt(spread * np.diag(inverse))
    statistic = float(beta[1] / se[1]) if se[1] > 0 else math.nan
    half = t_quantile((1 + level) / 2, df) * float(se[0])
    return EggerResult(
        "classical",
        predictor,
        k,
        float(beta[1]),
        float(se[1]),
        statistic,
        float(df),
        float(two_sided_p(statistic, df)),
        float(beta[0]),
        (float(beta[0]) - half, float(beta[0]) + half),
    )


@dataclass(frozen=True, slots=True)
class TrimFillResult:
    """Trim-and-fill.

    ``missing``, ``missing_se``: estimated number of suppressed trials and its standard error; ``side``: where
    they are missing; ``filled_yi``, ``filled_vi``: the mirrored trials, shape (missing,); ``result``: the
    synthesis with them.
    """

    estimator: str
    side: str
    missing: int
    missing_se: float
    filled_yi: Array
    filled_vi: Array
    result: PairwiseResult

    def to_dict(self) -> dict[str, Any]:
        return {
            "estimator": self.estimator,
            "side": self.side,
            "missing": self.missing,
            "missing_se": json_ready(self.missing_se),
            "filled_yi": json_ready(self.filled_yi),
            "filled_vi": json_ready(self.filled_vi),
            "result": self.result.to_dict(),
        }


def trim_and_fill(
    yi: ArrayLike, vi: ArrayLike, *, estimator: str = "L0", side: str | None = None, **options: Any
) -> TrimFillResult:
    """Estimates how many trials are missing from one side of the funnel, mirrors them and pools again.

    Parameters
    ----------
    yi, vi
        Effects and variances, shape (k,), at least three trials.
    estimator
        ``"L0"`` or ``"R0"`` (Duval & Tweedie 2000).
    side
        ``"left"`` or ``"right"``; None: opposite to the slope of the effects on their standard errors, as
        metafor.
    options
        As for `pairwise`, without moderators.
    """
    y, v = check_effects(yi, vi)
    k = len(y)
    if estimator not in TRIM_ESTIMATORS:
        raise InputError("estimator", f"is '{estimator}'", f"Use one of {', '.join(TRIM_ESTIMATORS)}.")
    if side is not None and side not in SIDES:
        raise InputError("side", f"is '{side}'", f"Use one of {', '.join(SIDES)}.")
    if k < _MIN_TRIALS:
        raise InputError("trim-and-fill", f"needs at least {_MIN_TRIALS} trials, not {k}", "Leave it out.")
    fit_options = {key: value for key, value in options.items() if key in ("model", "tau2_method")}
    side = side or _missing_side(y, v, fit_options)
    sign = -1.0 if side == "right" else 1.0
    order = np.argsort(sign * y, kind="stable")
    sorted_y, sorted_v = sign * y[order], v[order]
    missing, se, centre = _count_missing(sorted_y, sorted_v, estimator, fit_options)
    filled = sign * (2 * centre - sorted_y[k - missing :])
    filled_v = sorted_v[k - missing :]
    labels = tuple(options.pop("studies", None) or (f"trial {i + 1}" for i in range(k)))
    labels += tuple(f"filled {i + 1}" for i in range(missing))
    result = pairwise(np.concatenate([y, filled]), np.concatenate([v, filled_v]), studies=labels, **options)
    return TrimFillResult(estimator, side, missing, se, filled, filled_v, result)


def _missing_side(y: Array, v: Array, options: dict[str, Any]) -> str:
    se = np.sqrt(v)
    if np.ptp(se) <= 1e-12 * se.max():
        return "left"
    fit = pairwise(y, v, mods=se, tau2_interval=False, **options)
    return "right" if fit.coefficients[1].estimate < 0 else "left"


def _count_missing(y: Array, v: Array, estimator: str, options: dict[str, Any]) -> tuple[int, float, float]:
    """Number missing on the left of ascending ``y``, its standard error, and the centre after trimming."""
    k = len(y)
    missing, previous = 0, -1
    for _ in range(_MAX_ROUNDS):
        if missing == previous:
            break
        previous = missing
        kept = slice(0, k - missing)
        centre = pairwise(y[kept], v[kept], tau2_interval=False, **options).estimate
        deviation = y - centre
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(deviation), kind="stable")] = np.arange(1, k + 1)
        signed = np.sign(deviation) * ranks
        if estimator == "R0":
            raw = k - float((-signed[signed < 0]).max(initial=0.0)) - 1
            se = math.sqrt(2 * max(0.0, raw) + 2)
        else:
            positive = float(signed[signed > 0].sum())
            raw = (4 * positive - k * (k + 1)) / (2 * k - 1)
            se = 4 * math.sqrt(max(0.0, _l0_variance(k, raw))) / (2 * k - 1)
        missing = min(max(0, round(raw)), k - 1)
    return missing, se, centre


def _l0_variance(k: int, k0: float) -> float:
    """Variance of the rank sum behind L0 (Duval & Tweedie 2000, eq. 8)."""
    return (
        k * (k + 1) * (2 * k + 1) + 10 * k0**3 + 27 * k0**2 + 17 * k0 - 18 * k * k0**2 - 18 * k * k0 + 6 * k**2 * k0
    ) / 24
