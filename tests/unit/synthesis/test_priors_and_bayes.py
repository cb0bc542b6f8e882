"""Priors, their quadrature, and the Bayesian synthesis against adaptive integration of the same integrals."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from scipy import integrate, stats

from kneewise.errors import InputError
from kneewise.synthesis.bayes import bayes_pairwise
from kneewise.synthesis.distributions import mixture_cdf, mixture_mean_sd, mixture_quantile
from kneewise.synthesis.priors import Prior, TauPosterior, posterior_nodes, prior_nodes

PRIORS = ["half-normal:0.5", "half-cauchy:2", "uniform:0.5:4", "inverse-gamma:2:0.5"]
Y = np.array([28.39, 7.94, -2.75, 6.82, -0.64, 0.63, 18.01, 12.16])
V = np.array([14.9, 10.2, 16.3, 11.0, 9.4, 11.4, 10.4, 17.6]) ** 2


@pytest.mark.parametrize("text", PRIORS)
def test_densities_integrate_to_one_and_read_back(text):
    prior = Prior.parse(text)
    assert Prior.parse(str(prior)) == prior
    assert np.exp(prior_nodes(prior).log_weight).sum() == pytest.approx(1, abs=1e-10)
    low, high = prior.support
    direct = integrate.quad(lambda t: float(np.exp(prior.log_density(np.array(t)))), low, high)[0]
    assert direct == pytest.approx(1, abs=1e-6)


def test_densities_equal_scipy():
    t = np.array([0.1, 0.7, 2.5])
    for text, expected in (
        ("half-normal:0.5", stats.halfnorm.logpdf(t, scale=0.5)),
        ("half-cauchy:2", stats.halfcauchy.logpdf(t, scale=2)),
        ("inverse-gamma:2:0.5", stats.invgamma.logpdf(t**2, 2, scale=0.5) + np.log(2 * t)),
    ):
        np.testing.assert_allclose(Prior.parse(text).log_density(t), expected, rtol=1e-12)
    assert Prior.parse("uniform:1:2").log_density(np.array([0.5, 1.5])).tolist() == [-math.inf, 0.0]


@pytest.mark.parametrize(
    "text",
    ["normal:1", "half-normal", "half-normal:x", "half-normal:0", "uniform:3:1", "half-cauchy:inf", "uniform:-1:2"],
)
def test_bad_priors_are_refused(text):
    with pytest.raises(InputError, match=r"prior"):
        Prior.parse(text)


@pytest.mark.parametrize("text", PRIORS)
def test_quantiles_of_tau(text):
    prior = Prior.parse(text)
    nodes = prior_nodes(prior)
    posterior = TauPosterior(nodes, np.exp(nodes.log_weight) / np.exp(nodes.log_weight).sum())
    exact = {
        "half-normal:0.5": lambda q: stats.halfnorm.ppf(q, scale=0.5),
        "half-cauchy:2": lambda q: stats.halfcauchy.ppf(q, scale=2),
        "uniform:0.5:4": lambda q: 0.5 + 3.5 * q,
        "inverse-gamma:2:0.5": lambda q: math.sqrt(stats.invgamma.ppf(q, 2, scale=0.5)),
    }[text]
    for q in (0.025, 0.5, 0.975):
        assert posterior.quantile(q) == pytest.approx(exact(q), rel=1e-8)
    assert posterior.quantile(0) == prior.support[0]


def test_mixture_quantiles_invert_the_distribution_function():
    w = np.array([0.2, 0.5, 0.3])
    mean, sd = np.array([[-3.0, 0.0], [0.0, 1.0], [4.0, 2.0]]), np.array([[0.1, 1.0], [1.0, 1.0], [0.5, 2.0]])
    for q in (0.001, 0.2, 0.5, 0.975):
        x = mixture_quantile(q, w, mean, sd)
        np.testing.assert_allclose(mixture_cdf(x, w, mean, sd), q, rtol=1e-9)
    assert mixture_mean_sd(w, mean, sd)[0][0] == pytest.approx(0.6)


@pytest.mark.parametrize("text", ["half-normal:10", "half-cauchy:25", "uniform:0:40"])
def test_posterior_against_adaptive_integration(text):
    prior = Prior.parse(text)

    def unnormalised(tau):
        w = 1 / (V + tau**2)
        mu = w @ Y / w.sum()
        density = math.exp(0.5 * np.log(w).sum() - 0.5 * math.log(w.sum()) - 0.5 * float(w @ (Y - mu) ** 2) + 20)
        return density * math.exp(float(prior.log_density(np.array(tau)))), mu, w.sum() ** -0.5

    def integral(f):
        low, high = prior.support
        return integrate.quad(lambda t: unnormalised(t)[0] * f(t), low, high, epsabs=0, epsrel=1e-10, limit=400)[0]

    total = integral(lambda t: 1.0)
    ours = bayes_pairwise(Y, V, prior)
    assert ours.tau.mean == pytest.approx(integral(lambda t: t) / total, rel=1e-7)
    assert ours.mu.mean == pytest.approx(integral(lambda t: unnormalised(t)[1]) / total, rel=1e-8)
    below = integral(lambda t: stats.norm.cdf(ours.mu.ci[0], *unnormalised(t)[1:])) / total
    assert below == pytest.approx(0.025, rel=1e-6)
    new = integral(
        lambda t: stats.norm.cdf(ours.prediction.ci[1], unnormalised(t)[1], math.hypot(unnormalised(t)[2], t))
    )
    assert new / total == pytest.approx(0.975, rel=1e-6)
    half = [integrate.quad(lambda t: unnormalised(t)[0], 0, ours.tau.median, epsabs=0, epsrel=1e-10)[0] / total]
    assert half[0] == pytest.approx(0.5, rel=1e-6)


def test_tight_prior_gives_the_common_effect_and_wide_data_the_prior():
    w = 1 / V
    tight = bayes_pairwise(Y, V, "half-normal:1e-6")
    assert tight.mu.mean == pytest.approx(w @ Y / w.sum(), rel=1e-9)
    assert tight.mu.sd == pytest.approx(w.sum() ** -0.5, rel=1e-9)
    vague = bayes_pairwise(Y, V * 1e8, "half-normal:10")
    assert vague.tau.median == pytest.approx(stats.halfnorm.ppf(0.5, scale=10), rel=1e-4)


def test_one_trial_and_moments_that_do_not_exist():
    one = bayes_pairwise([0.3], [0.04], "half-normal:0.5")
    assert one.tau.median == pytest.approx(stats.halfnorm.ppf(0.5, scale=0.5), rel=1e-8)
    heavy = bayes_pairwise([0.3], [0.04], "half-cauchy:0.5")
    assert heavy.tau.mean == math.inf
    assert heavy.to_dict()["tau"]["mean"] is None
    assert json.dumps(heavy.to_dict(), allow_nan=False)


def test_shrinkage_lies_between_the_trial_and_the_mean():
    result = bayes_pairwise(Y, V, "half-normal:10", studies=list("ABCDEFGH"))
    for effect, y in zip(result.shrinkage, Y, strict=True):
        assert min(y, result.mu.mean) - 1 <= effect.mean <= max(y, result.mu.mean) + 1
    assert result.to_dict()["shrinkage"][0]["study"] == "A"
    assert 0 < result.probability_below_zero < 0.2


def test_shortest_is_not_longer_than_central():
    central, shortest = (bayes_pairwise(Y, V, "half-cauchy:25", interval=i) for i in ("central", "shortest"))
    for a, b in ((central.mu, shortest.mu), (central.tau, shortest.tau), (central.prediction, shortest.prediction)):
        assert b.ci[1] - b.ci[0] <= a.ci[1] - a.ci[0] + 1e-6


def test_posterior_nodes_for_other_models():
    tau, weight, _ = posterior_nodes(Prior.parse("half-normal:1"), lambda t: -0.5 * ((t - 0.4) / 0.01) ** 2)
    assert weight @ tau == pytest.approx(0.4, abs=1e-3)


@pytest.mark.parametrize("bad", [{"level": 2}, {"interval": "wide"}, {"mu_prior": (0, 0)}])
def test_refusals(bad):
    with pytest.raises(InputError):
        bayes_pairwise(Y, V, "half-normal:10", **bad)
