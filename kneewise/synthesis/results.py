"""The values that syntheses return: frozen, self-describing, each with ``to_dict()`` for JSON.

Conventions: effects are treatment minus reference; MD, SMD and RD on their own scale, OR and RR on the log
scale; tau2 in squared units of the effect; I² in per cent; intervals are ``(low, high)`` at ``level``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Limits = tuple[float, float]


def json_ready(value: Any) -> Any:
    """The same value in JSON's types: arrays become lists, NaN and infinities become None, keys become
    text.
    """
    if isinstance(value, dict):
        return {str(key): json_ready(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return json_ready(value.tolist())
    if isinstance(value, list | tuple):
        return [json_ready(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


@dataclass(frozen=True, slots=True)
class QStatistics:
    """Cochran's Q and its parts.

    ``total``: all trials around the common-effect estimate; ``df``, ``p``: its degrees of freedom and
    chi-squared tail. ``within`` and ``between``: for moderators or subgroups, what they leave and what they
    explain; for a network, within and between designs. ``None`` where nothing splits the trials.
    """

    total: float
    df: int
    p: float
    within: float | None = None
    between: float | None = None
    within_df: int | None = None
    between_df: int | None = None
    within_p: float | None = None
    between_p: float | None = None

    def to_dict(self) -> dict[str, Any]:
        return json_ready(
            {
                "total": self.total,
                "within": self.within,
                "between": self.between,
                "df": self.df,
                "p": self.p,
                "within_df": self.within_df,
                "within_p": self.within_p,
                "between_df": self.between_df,
                "between_p": self.between_p,
            }
        )


@dataclass(frozen=True, slots=True)
class Posterior:
    """Summary of one posterior distribution: ``mean, sd, median``, and the central interval ``ci`` at
    ``level``.
    """

    mean: float
    sd: float
    median: float
    ci: Limits
    level: float = 0.95

    def to_dict(self) -> dict[str, Any]:
        return json_ready({"mean": self.mean, "sd": self.sd, "median": self.median, "ci": self.ci, "level": self.level})


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient of a meta-regression: effect per unit of the moderator, with z or t test."""

    name: str
    estimate: float
    se: float
    ci: Limits
    statistic: float
    p: float

    def to_dict(self) -> dict[str, Any]:
        return json_ready(
            {
                "name": self.name,
                "estimate": self.estimate,
                "se": self.se,
                "ci": self.ci,
                "statistic": self.statistic,
                "p": self.p,
            }
        )


@dataclass(frozen=True, slots=True)
class ModeratorTest:
    """Test of all moderators together: ``statistic`` is chi-squared (``df2`` None) or F on ``df1, df2``.

    ``r2``: share of tau2 explained, in per cent, never below 0; None if tau2 without moderators is 0.
    """

    statistic: float
    df1: int
    df2: int | None
    p: float
    r2: float | None

    def to_dict(self) -> dict[str, Any]:
        return json_ready({"statistic": self.statistic, "df1": self.df1, "df2": self.df2, "p": self.p, "r2": self.r2})


@dataclass(frozen=True, slots=True)
class BayesPairwiseResult:
    """Posterior of a Bayesian random-effects synthesis, integrated over tau.

    ``mu``: the mean effect; ``tau``: its heterogeneity SD; ``prediction``: the effect in a new trial;
    ``shrinkage``: each trial's own effect, given all trials, in the order of ``studies``; ``tau_nodes`` and
    ``weights``, shape (nodes,): the posterior of tau itself, from which everything else follows.
    """

    prior: str
    k: int
    mu: Posterior
    tau: Posterior
    prediction: Posterior
    shrinkage: tuple[Posterior, ...]
    studies: tuple[str, ...]
    probability_below_zero: float
    log_evidence: float
    tau_nodes: Array = field(repr=False, compare=False)
    weights: Array = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        return {
            "prior": self.prior,
            "k": self.k,
            "mu": self.mu.to_dict(),
            "tau": self.tau.to_dict(),
            "prediction": self.prediction.to_dict(),
            "probability_below_zero": json_ready(self.probability_below_zero),
            "shrinkage": [
                {"study": name, **effect.to_dict()} for name, effect in zip(self.studies, self.shrinkage, strict=True)
            ],
        }


@dataclass(frozen=True, slots=True)
class PairwiseResult:
    """A pairwise meta-analysis or meta-regression.

    Parameters
    ----------
    model
        ``"common"`` or ``"random"``.
    k
        Number of trials.
    estimate, se, ci, statistic, p, df
        Pooled effect (with moderators: the intercept, the effect where all moderators are 0), its standard
        error, interval, test, and degrees of freedom of the t distribution used (``inf``: normal).
    pi, pi_convention
        Prediction interval for the effect in a new trial and the name of its convention; None where it is not
        defined (common model, moderators, too few trials).
    tau2, tau2_se, tau2_method, tau2_ci
        Heterogeneity variance, its standard error where the method has one, method, Q-profile interval.
    i2, h2
        From tau2 and the typical variance, as metafor gives them (random); from Q (common).
    i2_q, h2_q
        The same from Q, by Higgins & Thompson's definition, whatever the model.
    q, coefficients, moderators
        Heterogeneity tests; the coefficients (intercept first) and their joint test, if there are moderators.
    weights
        Share of each trial in the pooled estimate, per cent, shape (k,).
    vcov
        Covariance of the coefficients, shape (p, p).
    """

    model: str
    k: int
    estimate: float
    se: float
    ci: Limits
    statistic: float
    p: float
    df: float
    pi: Limits | None
    pi_convention: str | None
    tau2: float
    tau2_se: float | None
    tau2_method: str | None
    tau2_ci: Limits | None
    i2: float
    h2: float
    i2_q: float
    h2_q: float
    q: QStatistics
    coefficients: tuple[Coefficient, ...]
    moderators: ModeratorTest | None
    level: float
    hartung_knapp: str
    studies: tuple[str, ...]
    weights: Array = field(repr=False, compare=False)
    vcov: Array = field(repr=False, compare=False)

    @property
    def beta(self) -> Array:
        """Coefficients, shape (p,)."""
        return np.array([c.estimate for c in self.coefficients])

    def to_dict(self) -> dict[str, Any]:
        result: dict[str, Any] = {
            "kind": "pairwise",
            "model": self.model,
            "k": self.k,
            "estimate": self.estimate,
            "se": self.se,
            "ci": self.ci,
            "p": self.p,
            "pi": self.pi,
            "pi_convention": self.pi_convention,
            "tau2": self.tau2,
            "tau2_method": self.tau2_method,
            "tau2_ci": self.tau2_ci,
            "i2": self.i2,
            "h2": self.h2,
            "i2_q": self.i2_q,
            "h2_q": self.h2_q,
            "level": self.level,
            "hartung_knapp": self.hartung_knapp,
        }
        result = json_ready(result)
        result["q"] = self.q.to_dict()
        result["weights"] = dict(zip(self.studies, json_ready(self.weights), strict=True))
        if self.moderators is not None:
            result["coefficients"] = [c.to_dict() for c in self.coefficients]
            result["moderators"] = self.moderators.to_dict()
        return result
