"""`network_meta_analysis`: common- and random-effects network meta-analysis, and its result."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from kneewise.errors import InputError
from kneewise.quantities import Interval
from kneewise.synthesis.distributions import t_quantile, two_sided_p
from kneewise.synthesis.network import consistency, contribution, funnel, node_split, ranking
from kneewise.synthesis.network.data import Array, NetworkData
from kneewise.synthesis.network.graph import check_connected, components, designs
from kneewise.synthesis.network.heterogeneity import estimate_tau2, q_profile_interval
from kneewise.synthesis.network.rows import solve, whiten

PREDICTION = {
    "t(df)": "t with the degrees of freedom of Q, as netmeta",
    "t(df-1)": "t with the degrees of freedom of Q minus 1 (Higgins, Thompson & Spiegelhalter 2009)",
    "normal": "standard normal, as metafor's rma.mv",
}
# netmeta gives no prediction interval with fewer degrees of freedom; t(1) would be too wide to mean anything.
MIN_PREDICTION_DF = 2


@dataclass(frozen=True)
class Effect:
    """One comparison: treatment minus reference, with confidence interval, prediction interval and p value."""

    treatment: str
    reference: str
    estimate: float
    se: float
    ci: Interval
    pi: Interval | None
    p: float

    def to_dict(self) -> dict[str, Any]:
        """The row of ``effects`` in the JSON of `kneewise synthesize`."""
        return {
            "treatment": self.treatment,
            "reference": self.reference,
            "estimate": self.estimate,
            "se": self.se,
            "ci": [self.ci.low, self.ci.high],
            "pi": [self.pi.low, self.pi.high] if self.pi else None,
            "p": self.p,
        }


@dataclass(frozen=True)
class League:
    """All comparisons, one orientation: ``cells[i][j]`` is treatment i minus treatment j; None on the diagonal."""

    treatments: tuple[str, ...]
    cells: tuple[tuple[Effect | None, ...], ...]
    orientation: str = "row minus column"

    def to_dict(self) -> dict[str, Any]:
        """Treatments, orientation and cells, row by row."""
        return {
            "orientation": self.orientation,
            "treatments": list(self.treatments),
            "cells": [[c.to_dict() if c else None for c in row] for row in self.cells],
        }


@dataclass(frozen=True)
class NetworkResult:
    """A fitted network.

    ``d`` (n,) effects of `NetworkData.treatments` minus the reference and ``cov`` (n, n) their covariance; the
    reference's own row is 0. ``tau2_ci`` is the Q-profile interval. ``df`` are those of Q; ``ci_df`` are those of the
    confidence intervals (infinite: normal). ``notes`` say what could not be estimated and why.
    """

    data: NetworkData
    model: str
    tau2: float
    tau2_method: str | None
    tau2_ci: tuple[float, float] | None
    reference: str
    small_values: str
    level: float
    pi_convention: str
    ci_df: float
    d: Array
    cov: Array
    i2: float | None
    q: consistency.Decomposition
    notes: tuple[str, ...] = field(default=())

    @property
    def df(self) -> int:
        """Degrees of freedom of Q: independent contrasts minus (treatments − 1)."""
        return self.q.total.df

    def effect(self, treatment: str, reference: str | None = None) -> Effect:
        """One comparison, treatment minus reference (default: the network's)."""
        against = reference or self.reference
        a, b = self.data.index(treatment), self.data.index(against)
        if a == b:
            raise InputError("treatment", f"{treatment!r} is compared with itself", "Name two treatments.")
        estimate = float(self.d[a] - self.d[b])
        variance = float(self.cov[a, a] + self.cov[b, b] - 2 * self.cov[a, b])
        se = math.sqrt(max(variance, 0.0))
        half = t_quantile(0.5 + self.level / 2, self.ci_df) * se
        quantile = self._prediction_quantile
        wide = None if quantile is None else quantile * math.sqrt(variance + self.tau2)
        return Effect(
            treatment,
            against,
            estimate,
            se,
            Interval(estimate - half, estimate + half, self.level),
            None if wide is None else Interval(estimate - wide, estimate + wide, self.level),
            float(two_sided_p(estimate / se, self.ci_df)) if se > 0 else (0.0 if estimate else 1.0),
        )

    @cached_property
    def _prediction_quantile(self) -> float | None:
        """Quantile for prediction intervals; None for the common model and with too few degrees of freedom."""
        if self.model == "common":
            return None
        if self.pi_convention == "normal":
            return t_quantile(0.5 + self.level / 2, math.inf)
        freedom = self.df if self.pi_convention == "t(df)" else self.df - 1
        return t_quantile(0.5 + self.level / 2, freedom) if freedom >= MIN_PREDICTION_DF else None

    def effects(self) -> list[Effect]:
        """Every treatment minus the reference."""
        return [self.effect(t) for t in self.data.treatments if t != self.reference]

    def league(self) -> League:
        """All comparisons in one orientation, treatments from best to worst P-score."""
        order = sorted(self.data.treatments, key=lambda t: (-self.p_scores[t], t))
        return League(tuple(order), tuple(tuple(None if a == b else self.effect(a, b) for b in order) for a in order))

    @cached_property
    def p_scores(self) -> dict[str, float]:
        """P-score of every treatment (Rücker & Schwarzer 2015): mean certainty of being better than another."""
        values = ranking.scores(self.d, self.cov, self.small_values)
        return dict(zip(self.data.treatments, map(float, values), strict=True))

    @property
    def sucra(self) -> dict[str, float]:
        """Surface under the cumulative ranking curve; for a Gaussian posterior it equals the P-score exactly."""
        return dict(self.p_scores)

    @cached_property
    def ranks(self) -> ranking.Ranks:
        """Rank probabilities with their integration error."""
        return ranking.rank_probabilities(self.d, self.cov, self.small_values)

    @property
    def rank_probabilities(self) -> dict[str, list[float]]:
        """Per treatment the probability of rank 1, 2, …"""
        return dict(zip(self.data.treatments, self.ranks.table.tolist(), strict=True))

    def node_split(self, method: str = "back-calculation", *, refit: bool = False) -> list[node_split.NodeSplit]:
        """Direct against indirect evidence of every comparison; methods in `kneewise.synthesis.network.node_split`."""
        again = self.tau2_method if self.model == "random" else None
        return node_split.node_splits(self.data, self.tau2, self.d, self.cov, method, tau2_method=again, refit=refit)

    def interaction(self) -> consistency.Interaction:
        """Design-by-treatment interaction test with the tau² method of this fit (common model: DL)."""
        return consistency.design_interaction(self.data, self.tau2_method or "DL")

    def net_heat(self) -> consistency.NetHeat | None:
        """Net heat data; with the random model at the tau² within designs."""
        return consistency.net_heat(self.data, random=self.model == "random")

    def contributions(self) -> contribution.Contributions:
        """Contribution of every direct comparison to every estimate."""
        return contribution.contribution_matrix(self.data, self.tau2)

    def funnel(self, order: list[str] | None = None) -> funnel.Funnel:
        """Comparison-adjusted funnel; without an order, from lowest to highest P-score."""
        return funnel.comparison_adjusted_funnel(
            self.data, order or sorted(self.data.treatments, key=lambda t: (self.p_scores[t], t))
        )

    def to_dict(self, *, node_split: bool = False) -> dict[str, Any]:
        """The JSON of `kneewise synthesize --json` for a network."""
        parts = self.q
        result: dict[str, Any] = {
            "kind": "network",
            "model": self.model,
            "measure": self.data.measure,
            "k": self.data.k,
            "treatments": list(self.data.treatments),
            "designs": len(designs(self.data)),
            "level": self.level,
            "tau2": self.tau2 if self.model == "random" else None,
            "tau2_method": self.tau2_method,
            "tau2_ci": list(self.tau2_ci) if self.tau2_ci else None,
            "i2": self.i2,
            "q": {
                "total": parts.total.q,
                "within": parts.within.q,
                "between": parts.between.q,
                "df": parts.total.df,
                "p": parts.total.p,
                "within_df": parts.within.df,
                "within_p": parts.within.p,
                "between_df": parts.between.df,
                "between_p": parts.between.p,
            },
            "interaction": vars(self.interaction()),
            "reference": self.reference,
            "small_values": self.small_values,
            "pi_convention": f"{self.pi_convention}: {PREDICTION[self.pi_convention]}",
            "effects": [e.to_dict() for e in self.effects()],
            "p_scores": self.p_scores,
            "sucra": self.sucra,
            "rank_probabilities": self.rank_probabilities,
            "rank_probabilities_error": self.ranks.error,
            "league": self.league().to_dict(),
            "left_out": [{"study": s, "reason": r} for s, r in self.data.left_out],
            "notes": list(self.notes),
        }
        if node_split:
            result["node_split"] = [s.to_dict() for s in self.node_split()]
        return result


def network_meta_analysis(
    data: NetworkData,
    *,
    model: str = "random",
    tau2: str | float = "REML",
    reference: str | None = None,
    small_values: str = "good",
    level: float = 0.95,
    pi: str = "t(df)",
    hartung_knapp: bool = False,
) -> NetworkResult:
    """Network meta-analysis of a connected network of two or more studies.

    y_i ~ N(X_i d, V_i + τ² S_i) with the exact sampling covariance V_i of every trial and S_i = (I + J)/2; d by
    generalised least squares at the estimated τ².

    Parameters
    ----------
    model
        ``"random"`` or ``"common"`` (τ² = 0).
    tau2
        A method of `kneewise.synthesis.network.heterogeneity.estimate_tau2` (DL, PM, REML, ML, EB, HE, HS, SJ), or a
        value >= 0 to use.
    reference
        Treatment that effects are shown against; default the one in most trials (ties: first in the alphabet).
    small_values
        ``"good"`` or ``"bad"``: which end of the scale ranks first.
    level
        Of confidence and prediction intervals, in (0, 1).
    pi
        Convention of prediction intervals, a key of `PREDICTION`.
    hartung_knapp
        Scale the covariance by Q(τ²)/df and use t(df), as `rma.uni(test="knha")` does in meta-regression.

    Raises
    ------
    InputError
        Unknown option or treatment; a disconnected network (use `fit_components`); a single study.

    Equal to metafor's rma.mv(V, mods, random = ~ arm | study, rho = 0.5) and, for DL and the common model, to netmeta:
    tests/reference/test_network_*.py.
    """
    if model not in ("random", "common"):
        raise InputError("model", f"is {model!r}", "Choose random or common.")
    if pi not in PREDICTION:
        raise InputError("pi", f"is {pi!r}", f"Choose one of {', '.join(PREDICTION)}.")
    if not 0 < level < 1:
        raise InputError("level", f"is {level:g}; it must lie between 0 and 1", "0.95 is usual.")
    ranking.check_small_values(small_values)
    check_connected(data)
    base = default_reference(data) if reference is None else reference
    return _fit(data, model, tau2, data.index(base), small_values, level, pi, hartung_knapp)


def default_reference(data: NetworkData) -> str:
    """The treatment in most trials; of several the first in the alphabet."""
    count = [sum(a in s.arms for s in data.studies) for a in range(len(data.treatments))]
    return data.treatments[int(np.argmax(count))]


def _fit(
    data: NetworkData,
    model: str,
    tau2: str | float,
    reference: int,
    small_values: str,
    level: float,
    pi: str,
    hartung_knapp: bool,
) -> NetworkResult:
    n = len(data.treatments)
    others = [i for i in range(n) if i != reference]
    rows = whiten(data)
    x = rows.incidence[:, others]
    df = rows.n - len(others)
    method, value, interval, notes = None, 0.0, None, []
    if model == "random":
        method, value = _tau2(tau2, rows.y, x, rows.lam)
        interval = q_profile_interval(rows.y, x, rows.lam, level)
        if df == 0:
            notes.append("Nothing is repeated or closed into a loop: tau² cannot be estimated and is taken as 0.")
    s = solve(rows.y, x, rows.lam, value)
    scale, ci_df = 1.0, math.inf
    if hartung_knapp:
        if df < 1:
            raise InputError("hartung_knapp", "needs at least one degree of freedom", "Leave it off here.")
        scale, ci_df = s.q / df, float(df)
    d, cov = np.zeros(n), np.zeros((n, n))
    d[others] = s.beta
    cov[np.ix_(others, others)] = scale * s.cov
    q = consistency.decompose_q(data)
    i2 = max(0.0, (q.total.q - df) / q.total.q) * 100 if df > 0 and q.total.q > 0 else None
    return NetworkResult(
        data,
        model,
        value,
        method,
        interval,
        data.treatments[reference],
        small_values,
        level,
        pi,
        ci_df,
        d,
        cov,
        i2,
        q,
        tuple(notes),
    )


def _tau2(tau2: str | float, y: Array, x: Array, lam: Array) -> tuple[str, float]:
    """Method and value of tau²."""
    if isinstance(tau2, str):
        return tau2, estimate_tau2(tau2, y, x, lam)
    if not (math.isfinite(tau2) and tau2 >= 0):
        raise InputError("tau2", f"is {tau2:g}; it must be 0 or more", "Give a value or a method.")
    return "given", float(tau2)


@dataclass(frozen=True)
class ComponentResults:
    """A disconnected network: one result per connected part, the largest first; a part of one study stands alone."""

    results: tuple[NetworkResult, ...]
    alone: tuple[NetworkData, ...]

    def to_dict(self, *, node_split: bool = False) -> dict[str, Any]:
        """``kind`` is ``"networks"``; ``components`` are dictionaries as of `NetworkResult.to_dict`."""
        return {
            "kind": "networks",
            "components": [r.to_dict(node_split=node_split) for r in self.results],
            "single_studies": [
                {"study": d.studies[0].name, "treatments": [d.treatments[a] for a in d.studies[0].arms]}
                for d in self.alone
            ],
        }


def fit_components(data: NetworkData, *, reference: str | None = None, **options: Any) -> ComponentResults:
    """`network_meta_analysis` of every connected part; ``reference`` is used in the part that has it."""
    if reference is not None:
        data.index(reference)
    parts = components(data)
    return ComponentResults(
        tuple(
            network_meta_analysis(p, reference=reference if reference in p.treatments else None, **options)
            for p in parts
            if p.k > 1
        ),
        tuple(p for p in parts if p.k == 1),
    )
