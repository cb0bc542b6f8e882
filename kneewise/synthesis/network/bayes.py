"""Bayesian random-effects network meta-analysis without sampling.

Given τ the posterior of the effects is Gaussian (flat prior on the effects), so

    p(τ | y) ∝ p(τ) · restricted likelihood(τ),     p(d | y) = Σ wₖ N(d̂ₖ, Aₖ⁻¹)

over quadrature nodes τₖ (Röver 2020, doi:10.18637/jss.v093.i06; Lu & Ades 2004, doi:10.1002/sim.1875). Quantiles are
roots of the mixture's distribution function. Nothing is random; repeated runs agree to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.polynomial import legendre
from scipy.optimize import brentq
from scipy.special import ndtr

from kneewise.errors import InputError
from kneewise.synthesis.distributions import mixture_mean_sd, mixture_quantile
from kneewise.synthesis.network import ranking
from kneewise.synthesis.network.data import Array, NetworkData
from kneewise.synthesis.network.fit import default_reference
from kneewise.synthesis.network.graph import check_connected
from kneewise.synthesis.network.rows import Batch, Rows, log_likelihoods, solve_batch, whiten
from kneewise.synthesis.priors import Prior
from kneewise.synthesis.results import Posterior

# 64 Gauss–Legendre nodes on the range that holds the posterior: doubling them changes no summary by more than 1e-8
# (tests/unit/synthesis/test_network_bayes.py).
NODES = 64
# The range ends where the log posterior has fallen this far below its top; exp(−60) is far below rounding, and leaves
# room for reweighting the nodes when a trial is left out.
LOG_DROP = 60.0
SEARCH_POINTS = 24
SEARCH_ROUNDS = 4


@dataclass(frozen=True)
class TauPosterior:
    """Posterior of τ: ``tau`` (t,) increasing, ``weight`` (t,) summing to 1.

    ``series`` are the Legendre coefficients of the density of x in (−1, 1), τ = low + c u/(1 − u), u linear in x from
    ``u_range``: the polynomial through the nodes, so that quantiles are as exact as the integral.
    """

    tau: Array
    weight: Array
    log_evidence: float
    series: Array = field(repr=False)
    u_range: tuple[float, float]
    low: float
    c: float

    def quantile(self, probability: float) -> float:
        """Quantile of τ."""
        cumulative = legendre.legint(self.series, lbnd=-1)
        x = brentq(lambda t: float(legendre.legval(t, cumulative)) - probability, -1.0, 1.0, xtol=1e-14)
        start, end = self.u_range
        u = start + (end - start) * (x + 1) / 2
        return float(self.low + self.c * u / (1 - u))


@dataclass(frozen=True)
class BayesEffect:
    """Posterior of treatment minus reference, and of the effect in a new trial (``prediction``)."""

    treatment: str
    reference: str
    effect: Posterior
    prediction: Posterior

    def to_dict(self) -> dict[str, Any]:
        """The row of ``bayes.effects`` in the JSON of `kneewise synthesize`."""
        return {
            "treatment": self.treatment,
            "reference": self.reference,
            "estimate": self.effect.mean,
            "sd": self.effect.sd,
            "median": self.effect.median,
            "ci": list(self.effect.ci),
            "pi": list(self.prediction.ci),
        }


@dataclass(frozen=True)
class BayesNetworkResult:
    """Posterior of a network.

    ``d`` (t, n) and ``cov`` (t, n, n): mean and covariance of the effects against the reference at every node of
    ``tau_posterior``; the reference's own row is 0.
    """

    data: NetworkData
    prior: Prior
    reference: str
    small_values: str
    level: float
    tau_posterior: TauPosterior
    d: Array = field(repr=False)
    cov: Array = field(repr=False)

    def _mixture(self, probability: float, mean: Array, sd: Array) -> Array:
        return mixture_quantile(probability, self.tau_posterior.weight, mean, sd)

    def posteriors(self, mean: Array, sd: Array) -> list[Posterior]:
        """Summaries of mixtures with node means and SDs of shape (t, m)."""
        centre, spread = mixture_mean_sd(self.tau_posterior.weight, mean, sd)
        low, median, high = (self._mixture(q, mean, sd) for q in (0.5 - self.level / 2, 0.5, 0.5 + self.level / 2))
        return [
            Posterior(float(centre[i]), float(spread[i]), float(median[i]), (float(low[i]), float(high[i])), self.level)
            for i in range(mean.shape[1])
        ]

    def effects(self, reference: str | None = None) -> list[BayesEffect]:
        """Every treatment minus the reference (default: the network's)."""
        against = reference or self.reference
        base = self.data.index(against)
        others = [i for i in range(len(self.data.treatments)) if i != base]
        mean = self.d[:, others] - self.d[:, [base]]
        variance = (
            self.cov[:, others, others] + self.cov[:, [base], [base]] - 2 * self.cov[:, others, [base] * len(others)]
        )
        new = variance + (self.tau_posterior.tau**2)[:, None]
        both = zip(self.posteriors(mean, np.sqrt(variance)), self.posteriors(mean, np.sqrt(new)), others, strict=True)
        return [BayesEffect(self.data.treatments[i], against, e, p) for e, p, i in both]

    @cached_property
    def tau(self) -> Posterior:
        """Posterior of τ."""
        t, w = self.tau_posterior.tau, self.tau_posterior.weight
        mean = float(w @ t)
        sd = float(np.sqrt(w @ (t - mean) ** 2))
        low, median, high = (self.tau_posterior.quantile(q) for q in (0.5 - self.level / 2, 0.5, 0.5 + self.level / 2))
        return Posterior(mean, sd, median, (low, high), self.level)

    @cached_property
    def sucra(self) -> dict[str, float]:
        """Mean posterior probability of being better than another treatment, exact."""
        sign = ranking.check_small_values(self.small_values)
        diagonal = np.diagonal(self.cov, axis1=1, axis2=2)
        variance = diagonal[:, :, None] + diagonal[:, None, :] - 2 * self.cov
        n = len(self.data.treatments)
        variance[:, np.arange(n), np.arange(n)] = 1.0
        better = ndtr(sign * (self.d[:, None, :] - self.d[:, :, None]) / np.sqrt(variance))
        p = np.tensordot(self.tau_posterior.weight, better, axes=(0, 0))
        np.fill_diagonal(p, np.nan)
        return dict(zip(self.data.treatments, map(float, np.nanmean(p, axis=1)), strict=True))

    @cached_property
    def ranks(self) -> ranking.Ranks:
        """Rank probabilities with their integration error."""
        return ranking.mixture_rank_probabilities(self.tau_posterior.weight, self.d, self.cov, self.small_values)

    @property
    def rank_probabilities(self) -> dict[str, list[float]]:
        """Per treatment the posterior probability of rank 1, 2, …"""
        return dict(zip(self.data.treatments, self.ranks.table.tolist(), strict=True))

    def to_dict(self) -> dict[str, Any]:
        """The value of ``bayes`` in the JSON of `kneewise synthesize`."""
        return {
            "prior": str(self.prior),
            "reference": self.reference,
            "level": self.level,
            "tau": self.tau.to_dict(),
            "effects": [e.to_dict() for e in self.effects()],
            "sucra": self.sucra,
            "rank_probabilities": self.rank_probabilities,
            "rank_probabilities_error": self.ranks.error,
            "log_evidence": self.tau_posterior.log_evidence,
        }


def bayes_network(
    data: NetworkData,
    prior: Prior | str,
    *,
    reference: str | None = None,
    small_values: str = "good",
    level: float = 0.95,
    nodes: int = NODES,
) -> BayesNetworkResult:
    """Posterior of a connected network of two or more trials; flat prior on effects, ``prior`` on τ.

    ``prior`` is a `Prior` or its text, e.g. ``"half-normal:0.5"``, in the unit of the effects. ``nodes`` is the number
    of quadrature nodes. Raises `InputError` as `network_meta_analysis` does.
    """
    if not 0 < level < 1:
        raise InputError("level", f"is {level:g}; it must lie between 0 and 1", "0.95 is usual.")
    ranking.check_small_values(small_values)
    check_connected(data)
    parsed = Prior.parse(prior) if isinstance(prior, str) else prior
    base = default_reference(data) if reference is None else reference
    others = [i for i in range(len(data.treatments)) if i != data.index(base)]
    rows = whiten(data)
    posterior = tau_posterior(rows, rows.incidence[:, others], parsed, nodes)
    batch = solve_batch(rows.y, rows.incidence[:, others], rows.lam, posterior.tau**2)
    d, cov = _with_reference(batch, others, len(data.treatments))
    return BayesNetworkResult(data, parsed, base, small_values, level, posterior, d, cov)


def _with_reference(batch: Batch, others: list[int], n: int) -> tuple[Array, Array]:
    """Effects and covariances with the reference's zero row put back."""
    t = len(batch.tau2)
    d, cov = np.zeros((t, n)), np.zeros((t, n, n))
    d[:, others] = batch.beta
    cov[np.ix_(range(t), others, others)] = batch.cov
    return d, cov


def tau_posterior(rows: Rows, x: Array, prior: Prior, nodes: int) -> TauPosterior:
    """`TauPosterior`: Gauss–Legendre nodes on the range that holds the posterior mass.

    τ = low + c u/(1 − u) maps the support to an interval of u, with c the typical standard error; power-law tails
    (half-Cauchy) become polynomials there. A few rounds of a coarse grid shrink the interval to where the mass is.
    """
    low, high = prior.support
    c = float(np.sqrt(np.median(rows.lam)))
    start, end = 0.0, 1.0 if np.isinf(high) else (high - low) / (c + high - low)

    def log_mass(u: Array) -> tuple[Array, Array]:
        tau = low + c * u / (1 - u)
        value = log_likelihoods(rows.y, x, rows.lam, tau**2) + prior.log_density(tau)
        return tau, value + np.log(c) - 2 * np.log1p(-u)

    for _ in range(SEARCH_ROUNDS):
        step = (end - start) / SEARCH_POINTS
        u = np.asarray(start + step * (np.arange(SEARCH_POINTS) + 0.5), dtype=np.float64)
        _, value = log_mass(u)
        inside = np.flatnonzero(value > value.max() - LOG_DROP)
        if len(inside) == SEARCH_POINTS:
            break
        start, end = max(start, u[inside[0]] - 1.5 * step), min(end, u[inside[-1]] + 1.5 * step)
    node, weight, basis = _legendre(nodes)
    u = start + (end - start) * (node + 1) / 2
    tau, value = log_mass(u)
    top = float(value.max())
    mass = np.exp(value - top)
    total = float(weight @ mass)
    series = (np.arange(nodes) + 0.5) * (basis.T @ (weight * mass)) / total
    evidence = top + float(np.log(total * (end - start) / 2))
    return TauPosterior(tau, weight * mass / total, evidence, series, (float(start), float(end)), low, c)


@lru_cache(maxsize=8)
def _legendre(nodes: int) -> tuple[Array, Array, Array]:
    """Gauss–Legendre nodes and weights on (−1, 1), and the Legendre polynomials at the nodes (nodes, degree)."""
    node, weight = legendre.leggauss(nodes)
    return node, weight, np.asarray(legendre.legvander(node, nodes - 1), dtype=np.float64)
