"""Bayesian random-effects meta-analysis without sampling: tau is integrated on fixed quadrature nodes.

Model: ``y_i ~ N(theta_i, v_i)``, ``theta_i ~ N(mu, tau²)``, mu flat or normal, tau with a `Prior`. Given tau
all posteriors are normal with closed-form moments, so each marginal posterior is a mixture of normals over
the nodes.

Sources: Röver (2020) J Stat Softw 93(6), doi:10.18637/jss.v093.i06, section 2; Röver & Friede (2017),
doi:10.1080/10618600.2016.1276840. Equal to R's bayesmeta 3.4 (tests/reference/test_bayesmeta_pairwise.py)
within the 0.01 in Kullback-Leibler distance that its own grid allows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kneewise.errors import InputError
from kneewise.synthesis.distributions import mixture_cdf, mixture_mean_sd, mixture_quantile
from kneewise.synthesis.pairwise import check_effects
from kneewise.synthesis.priors import (
    DEFAULT_NODES,
    Prior,
    TauNodes,
    TauPosterior,
    locate_bulk,
    normalise_log_weights,
    prior_nodes,
)
from kneewise.synthesis.results import BayesPairwiseResult, Posterior

Array = NDArray[np.float64]

INTERVALS = ("central", "shortest")
# Nodes below this share of the largest weight change no figure of a double; leaving them out saves half the
# time.
_NEGLIGIBLE = 1e-17
# Golden-section search for the shortest interval stops here (share of tail probability).
_TAIL_TOLERANCE = 1e-9


def _conditional(y: Array, v: Array, tau: Array, mu_prior: tuple[float, float] | None) -> tuple[Array, Array, Array]:
    """Log marginal likelihood, posterior mean and SD of mu at each tau; all of shape (nodes,).

    The constant ``-(k/2) log 2 pi`` is in; with a flat prior on mu its improper density is taken as 1.
    """
    w = 1.0 / (v + tau[:, None] ** 2)  # (nodes, k)
    total, weighted = w.sum(axis=1), w @ y
    log_norm = 0.5 * np.log(w).sum(axis=1) - 0.5 * len(y) * math.log(2 * math.pi)
    if mu_prior is None:
        precision, mean = total, weighted / total
        log_norm = log_norm + 0.5 * math.log(2 * math.pi) - 0.5 * np.log(total)
        spread = (w * (y - mean[:, None]) ** 2).sum(axis=1)
    else:
        m0, s0 = mu_prior
        precision = total + s0**-2
        mean = (weighted + m0 * s0**-2) / precision
        log_norm = log_norm - math.log(s0) - 0.5 * np.log(precision)
        spread = (w * (y - mean[:, None]) ** 2).sum(axis=1) + ((mean - m0) / s0) ** 2
    return log_norm - 0.5 * spread, mean, 1 / np.sqrt(precision)


def bayes_pairwise(
    yi: ArrayLike,
    vi: ArrayLike,
    prior: Prior | str = "half-normal:0.5",
    *,
    mu_prior: tuple[float, float] | None = None,
    level: float = 0.95,
    interval: str = "central",
    studies: Sequence[str] | None = None,
    nodes: int = DEFAULT_NODES,
) -> BayesPairwiseResult:
    """Posterior of the mean effect, the heterogeneity, a new trial's effect and each trial's own effect.

    Parameters
    ----------
    yi, vi
        Effects and sampling variances (> 0), shape (k,).
    prior
        Prior of tau as a `Prior` or its text, e.g. ``"half-normal:0.5"``; its scale is in units of ``yi``, so
        a prior that suits log odds ratios does not suit points on 0-100.
    mu_prior
        Mean and SD of a normal prior for mu; None: flat.
    level
        Coverage of the intervals.
    interval
        ``"central"`` (equal tails) or ``"shortest"`` (highest density; bayesmeta's default).
    studies
        Trial labels, shape (k,).
    nodes
        Quadrature nodes.

    Returns
    -------
    BayesPairwiseResult
        Exact up to quadrature error (about 1e-10; tests double the nodes).

    Raises
    ------
    InputError
        Unusable effects, prior or options; a flat mu needs a proper tau prior, which every `Prior` is.
    """
    y, v = check_effects(yi, vi)
    prior = Prior.parse(prior) if isinstance(prior, str) else prior
    _check_options(level, interval, mu_prior)
    centre = locate_bulk(prior, lambda tau: _conditional(y, v, tau, mu_prior)[0])
    quadrature = prior_nodes(prior, centre, nodes)
    tau = quadrature.tau
    log_likelihood, mean, sd = _conditional(y, v, tau, mu_prior)
    weight, log_evidence = normalise_log_weights(quadrature.log_weight + log_likelihood)
    keep = weight > _NEGLIGIBLE * weight.max()
    tau_kept, w, m, s = tau[keep], weight[keep], mean[keep], sd[keep]
    # theta_i | tau, y: shrunk towards mu by b = v / (v + tau²), plus what is not known of mu.
    b = v / (v + tau_kept[:, None] ** 2)
    theta_mean = b * m[:, None] + (1 - b) * y
    theta_sd = np.sqrt((1 - b) * v + (b * s[:, None]) ** 2)
    labels = tuple(studies) if studies is not None else tuple(f"trial {i + 1}" for i in range(len(y)))
    columns = np.column_stack([m, m, theta_mean])
    sds = np.column_stack([s, np.sqrt(s**2 + tau_kept**2), theta_sd])
    mu, prediction, *shrinkage = _mixture_posteriors(w, columns, sds, level, interval)
    # The likelihood falls like tau**-(k-1) (flat mu) or tau**-k: with few trials and a heavy prior moments
    # are infinite.
    power = prior.tail_power + len(y) - (1 if mu_prior is None else 0)
    return BayesPairwiseResult(
        prior=str(prior),
        k=len(y),
        mu=_without_moments(mu, power, mean_exists=True),
        tau=_without_moments(tau_summary(quadrature, weight, level, interval), power),
        prediction=_without_moments(prediction, power, mean_exists=True),
        shrinkage=tuple(shrinkage),
        studies=labels,
        probability_below_zero=float(mixture_cdf(0.0, w, m, s)),
        log_evidence=log_evidence,
        tau_nodes=tau,
        weights=weight,
    )


def _check_options(level: float, interval: str, mu_prior: tuple[float, float] | None) -> None:
    if not 0 < level < 1:
        raise InputError("level", f"is {level:g}", "Give a value between 0 and 1, such as 0.95.")
    if interval not in INTERVALS:
        raise InputError("interval", f"is '{interval}'", f"Use one of {', '.join(INTERVALS)}.")
    if mu_prior is not None and not (mu_prior[1] > 0 and math.isfinite(mu_prior[1])):
        raise InputError("mu prior", f"has the SD {mu_prior[1]:g}", "Give an SD above 0.")


def _without_moments(summary: Posterior, power: float, mean_exists: bool = False) -> Posterior:
    """The summary with SD (and mean) infinite where the tail ``tau ** -power`` makes them so."""
    if power > 3:
        return summary
    mean = summary.mean if mean_exists or power > 2 else math.inf
    return Posterior(mean, math.inf, summary.median, summary.ci, summary.level)


def shortest(quantile: Callable[[Array], Array], level: float, count: int = 1) -> tuple[Array, Array]:
    """Shortest intervals holding ``level``, of ``count`` unimodal distributions at once; two arrays of
    (count,).

    Golden-section search over the probability in the lower tail. ``quantile`` takes probabilities of shape
    (count,).
    """
    ratio = (math.sqrt(5) - 1) / 2
    a, b = np.full(count, _TAIL_TOLERANCE), np.full(count, 1 - level - _TAIL_TOLERANCE)
    while float((b - a).max()) > _TAIL_TOLERANCE:
        c, d = b - ratio * (b - a), a + ratio * (b - a)
        left = quantile(c + level) - quantile(c) < quantile(d + level) - quantile(d)
        a, b = np.where(left, a, c), np.where(left, d, b)
    return quantile((a + b) / 2), quantile((a + b) / 2 + level)


def _mixture_posteriors(w: Array, mean: Array, sd: Array, level: float, interval: str) -> list[Posterior]:
    """Summaries of the mixtures in the columns of ``mean`` and ``sd``, both of shape (nodes, m)."""
    centre, spread = mixture_mean_sd(w, mean, sd)
    median = mixture_quantile(0.5, w, mean, sd)
    tail = (1 - level) / 2
    if interval == "central":
        low, high = mixture_quantile(tail, w, mean, sd), mixture_quantile(1 - tail, w, mean, sd)
    else:
        low, high = shortest(lambda q: mixture_quantile(q, w, mean, sd), level, mean.shape[1])
    return [
        Posterior(float(a), float(b), float(c), (float(d), float(e)), level)
        for a, b, c, d, e in zip(centre, spread, median, low, high, strict=True)
    ]


def tau_summary(nodes: TauNodes, weight: Array, level: float = 0.95, interval: str = "central") -> Posterior:
    """Summary of tau from quadrature nodes and their posterior probabilities, shape (nodes,)."""
    posterior = TauPosterior(nodes, weight)
    mean = float(weight @ nodes.tau)
    sd = math.sqrt(max(0.0, float(weight @ (nodes.tau - mean) ** 2)))
    tail = (1 - level) / 2
    ci = (posterior.quantile(tail), posterior.quantile(1 - tail))
    if interval == "shortest":
        low, high = shortest(lambda q: np.array([posterior.quantile(float(q[0]))]), level)
        from_zero = posterior.quantile(level)
        start = nodes.low  # a density that falls from the start has its shortest interval there
        ci = (start, from_zero) if from_zero - start <= high[0] - low[0] else (float(low[0]), float(high[0]))
    return Posterior(mean, sd, posterior.quantile(0.5), ci, level)
