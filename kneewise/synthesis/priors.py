"""Priors for the heterogeneity standard deviation tau, and quadrature nodes to integrate it out.

Given tau every random-effects model here is Gaussian, so a posterior needs one integral over tau, done by a
fixed Gauss-Legendre rule. The half-line is mapped to (0, 1) by ``tau = c u / (1 - u)`` with ``c`` near the
posterior's bulk: the bulk then fills the middle of the interval, tails that fall like a power of tau
(half-Cauchy, flat priors with few trials) become polynomials at ``u = 1``, and 200 nodes reach about 1e-12
where a rule on ``[0, 6 scale]`` would cut the tail off.

Sources: Röver (2020) J Stat Softw 93(6), doi:10.18637/jss.v093.i06 (model, priors); Röver & Friede (2017) J
Comput Graph Stat 26:217, doi:10.1080/10618600.2016.1276840 (posterior as a mixture over tau).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kneewise.errors import InputError

Array = NDArray[np.float64]

# Enough for ~1e-12 on posteriors of 2 to several hundred trials
# (tests/unit/synthesis/test_priors_and_bayes.py checks by doubling).
DEFAULT_NODES = 200
# The search for the posterior's bulk looks this many factors of ten around the prior's own scale.
_DECADES = 4.0
_SEARCH_POINTS = 33
# Quantiles of tau are refined until the mapped variable, in (-1, 1), moves less than this.
_QUANTILE_STEP = 1e-14
_MAX_STEPS = 100

_FAMILIES: dict[str, tuple[str, ...]] = {
    "half-normal": ("scale",),
    "half-cauchy": ("scale",),
    "uniform": ("low", "high"),
    "inverse-gamma": ("shape", "scale"),
}
PRIOR_FORMS = "half-normal:SCALE, half-cauchy:SCALE, uniform:LOW:HIGH or inverse-gamma:SHAPE:SCALE"


@dataclass(frozen=True, slots=True)
class Prior:
    """A proper prior density for tau >= 0, the between-trial standard deviation (unit of the effect measure).

    Parameters
    ----------
    family
        ``"half-normal"``: ``|N(0, scale²)|``; ``"half-cauchy"``: ``|Cauchy(0, scale)|``; ``"uniform"`` on
        ``[low, high]``; ``"inverse-gamma"``: tau² (not tau) is inverse-gamma with shape and scale.
    parameters
        As many numbers as the family needs, in that order.

    Raises
    ------
    InputError
        Unknown family, wrong number of values, or a value outside its range.
    """

    family: str
    parameters: tuple[float, ...]

    def __post_init__(self) -> None:
        if self.family not in _FAMILIES:
            raise InputError("prior", f"is '{self.family}', which is not known", f"Use {PRIOR_FORMS}.")
        names = _FAMILIES[self.family]
        if len(self.parameters) != len(names):
            raise InputError(
                "prior",
                f"{self.family} needs {len(names)} value(s) ({', '.join(names)}), not {len(self.parameters)}",
                f"Use {PRIOR_FORMS}.",
            )
        if not all(math.isfinite(value) for value in self.parameters):
            raise InputError("prior", "has a value that is not a finite number", f"Use {PRIOR_FORMS}.")
        if self.family == "uniform":
            low, high = self.parameters
            if not 0 <= low < high:
                raise InputError("prior", f"is uniform from {low} to {high}", "Give 0 <= LOW < HIGH.")
        elif min(self.parameters) <= 0:
            raise InputError("prior", f"has the value {min(self.parameters)}", "Every value must be above 0.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The prior written as ``"half-normal:0.5"``, ``"uniform:0:4"``, …; InputError if it cannot be
        read.
        """
        family, *values = text.strip().lower().split(":")
        try:
            return cls(family, tuple(float(value) for value in values))
        except ValueError:
            raise InputError("prior", f"is '{text}', which is not a number somewhere", f"Use {PRIOR_FORMS}.") from None

    def __str__(self) -> str:
        return ":".join([self.family, *(f"{value:g}" for value in self.parameters)])

    @property
    def support(self) -> tuple[float, float]:
        """Smallest and largest tau with positive density; the upper end may be ``inf``."""
        return (self.parameters[0], self.parameters[1]) if self.family == "uniform" else (0.0, math.inf)

    @property
    def scale(self) -> float:
        """A typical value of tau under the prior: scale parameter, width, or the mode of tau² as a root."""
        if self.family == "uniform":
            return self.parameters[1] - self.parameters[0]
        if self.family == "inverse-gamma":
            shape, scale = self.parameters
            return math.sqrt(scale / (shape + 1))
        return self.parameters[0]

    @property
    def tail_power(self) -> float:
        """The density falls like ``tau ** -tail_power`` for large tau; ``inf`` for faster or bounded."""
        if self.family == "inverse-gamma":
            return 2 * self.parameters[0] + 1
        return 2.0 if self.family == "half-cauchy" else math.inf

    def log_density(self, tau: Array) -> Array:
        """Log density at tau, any shape, ``-inf`` outside the support; normalised, per unit of tau."""
        t = np.asarray(tau, dtype=float)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            if self.family == "half-normal":
                (s,) = self.parameters
                value = 0.5 * math.log(2 / math.pi) - math.log(s) - 0.5 * (t / s) ** 2
            elif self.family == "half-cauchy":
                (s,) = self.parameters
                value = math.log(2 / math.pi) - math.log(s) - np.log1p((t / s) ** 2)
            elif self.family == "uniform":
                value = np.full(t.shape, -math.log(self.parameters[1] - self.parameters[0]))
            else:
                a, b = self.parameters
                value = math.log(2) + a * math.log(b) - math.lgamma(a) - (2 * a + 1) * np.log(t) - b / t**2
                value = np.where(t > 0, value, -np.inf)
        low, high = self.support
        return np.where((t >= low) & (t <= high), value, -np.inf)


@dataclass(frozen=True, slots=True)
class TauNodes:
    """Quadrature over tau: ``∫ f(tau) p(tau) dtau ≈ Σ exp(log_weight) f(tau)``.

    ``tau`` and ``log_weight``: shape (nodes,), ascending in tau. ``log_weight`` is log quadrature weight plus
    log prior density, so that adding the log likelihood gives unnormalised log posterior weights. ``low``,
    ``centre``, ``end``: the map ``tau = low + centre u / (1 - u)`` for u in (0, end).
    """

    tau: Array
    log_weight: Array
    low: float
    centre: float
    end: float


@dataclass(frozen=True, slots=True)
class _Rule:
    """A Gauss-Legendre rule on (-1, 1) with what interpolation and integration at its nodes need."""

    x: Array  # nodes, (n,)
    weight: Array  # (n,)
    barycentric: Array  # weights of barycentric interpolation at Gauss nodes, (n,)
    cumulative: Array  # (n, n): values / weight at the nodes -> integral from -1 to each node


@lru_cache(maxsize=8)
def _gauss_legendre(count: int) -> _Rule:
    """The rule with ``count`` nodes. Cached because its eigenvalue problem costs more than a pairwise fit."""
    x, w = np.polynomial.legendre.leggauss(count)
    polynomials = np.polynomial.legendre.legvander(x, count)
    n = np.arange(1, count)
    # The integral of P_n is (P_{n+1} - P_{n-1}) / (2n + 1); quadrature gives a density's Legendre
    # coefficients.
    integrals = np.column_stack([x + 1, (polynomials[:, 2:] - polynomials[:, :-2]) / (2 * n + 1)])
    cumulative = integrals @ ((np.arange(count) + 0.5)[:, None] * polynomials[:, :count].T)
    sign = np.where(np.arange(count) % 2 == 0, 1.0, -1.0)
    return _Rule(x, w, sign * np.sqrt((1 - x**2) * w), cumulative)


def prior_nodes(prior: Prior, centre: float | None = None, count: int = DEFAULT_NODES) -> TauNodes:
    """Quadrature nodes over the prior's support, densest around ``centre`` (default: the prior's scale).

    ``centre`` is a tau > 0 near the bulk of the posterior; `locate_bulk` finds it. Exact for smooth
    posteriors whose relative width is above ~3 % of ``centre`` at 200 nodes (several hundred trials).
    """
    low, high = prior.support
    c = prior.scale if centre is None or not centre > 0 else float(centre)
    rule = _gauss_legendre(count)
    end = 1.0 if math.isinf(high) else (high - low) / (c + high - low)
    u = (rule.x + 1) / 2 * end
    tau = low + c * u / (1 - u)
    log_weight = np.log(rule.weight * end * c / 2) - 2 * np.log1p(-u) + prior.log_density(tau)
    return TauNodes(tau, log_weight, low, c, end)


def locate_bulk(prior: Prior, log_likelihood: Callable[[Array], Array], points: int = _SEARCH_POINTS) -> float:
    """A tau near the posterior's mean, from a coarse grid in log tau (``points`` likelihood evaluations).

    Parameters
    ----------
    prior
        Prior of tau.
    log_likelihood
        Takes tau of shape (n,) and returns the log (marginal or restricted) likelihood of shape (n,).
    """
    low, high = prior.support
    top = min(math.log10(prior.scale) + _DECADES, 300.0)
    grid = np.logspace(math.log10(prior.scale) - _DECADES, top, points)
    if math.isfinite(high):
        grid = grid[grid <= (high - low)]
    log_mass = (
        log_likelihood(low + grid) + prior.log_density(low + grid) + np.log(grid)
    )  # log(grid): dtau = tau dlog tau
    mass = np.exp(log_mass - log_mass.max())
    return float((mass * grid).sum() / mass.sum())


def normalise_log_weights(log_weights: Array) -> tuple[Array, float]:
    """Weights summing to 1 from unnormalised log weights of shape (n,), and the log of their sum."""
    top = float(log_weights.max())
    w = np.exp(log_weights - top)
    total = float(w.sum())
    return w / total, top + math.log(total)


class TauPosterior:
    """The posterior of tau between the nodes, for quantiles.

    In the mapped variable the density and the distribution function are polynomials through their values at
    the nodes, evaluated by barycentric interpolation (Berrut & Trefethen 2004,
    doi:10.1137/S0036144502417715), and so as exact as the quadrature itself.

    ``nodes``: from `prior_nodes`; ``weight``: posterior probabilities of the nodes, summing to 1.
    """

    def __init__(self, nodes: TauNodes, weight: Array) -> None:
        self._nodes = nodes
        self._rule = _gauss_legendre(len(weight))
        self._values = np.column_stack([self._rule.cumulative @ weight, weight / self._rule.weight])

    def _tau(self, x: float) -> float:
        u = (x + 1) / 2 * self._nodes.end
        return self._nodes.low + self._nodes.centre * u / (1 - u) if u < 1 else math.inf

    def _at(self, x: float) -> tuple[float, float]:
        """Distribution function and density (of the mapped variable) at x."""
        distance = x - self._rule.x
        if (distance == 0).any():
            cdf, density = self._values[int(np.argmin(np.abs(distance)))]
        else:
            share = self._rule.barycentric / distance
            cdf, density = (share @ self._values) / share.sum()
        return float(cdf), float(density)

    def quantile(self, probability: float) -> float:
        """tau below which the posterior holds ``probability``; the ends of the support for 0 and 1."""
        if probability <= 0 or probability >= 1:
            return self._tau(-1.0 if probability <= 0 else 1.0)
        low, high = -1.0, 1.0
        x = float(np.interp(probability, self._values[:, 0], self._rule.x))
        for _ in range(_MAX_STEPS):
            cdf, slope = self._at(x)
            low, high = (x, high) if cdf < probability else (low, x)
            new = x - (cdf - probability) / slope if slope > 0 else math.nan
            if not low < new < high:
                new = (low + high) / 2
            if abs(new - x) <= _QUANTILE_STEP:
                return self._tau(new)
            x = new
        return self._tau(x)


def posterior_nodes(
    prior: Prior, log_likelihood: Callable[[Array], Array], count: int = DEFAULT_NODES
) -> tuple[Array, Array, float]:
    """Posterior of tau as nodes and probabilities.

    Parameters
    ----------
    prior
        Prior of tau.
    log_likelihood
        Vectorised log likelihood of tau (nuisance parameters already integrated or profiled out).
    count
        Number of nodes.

    Returns
    -------
    tau, weight, log_evidence
        ``tau`` and ``weight`` of shape (count,), weights summing to 1; ``log_evidence`` is
        ``log ∫ p(y | tau) p(tau) dtau`` up to the constant left out of the likelihood.
    """
    nodes = prior_nodes(prior, locate_bulk(prior, log_likelihood), count)
    weight, log_evidence = normalise_log_weights(nodes.log_weight + log_likelihood(nodes.tau))
    return nodes.tau, weight, log_evidence
