"""The posterior by integration, and leave-one-out by downdating, against slow and obvious ways to the same numbers."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from scipy import integrate, stats

from kneewise.synthesis.network import NetworkData, bayes_network, leave_one_out, network_meta_analysis
from kneewise.synthesis.network.rows import solve, whiten
from kneewise.synthesis.priors import Prior

PRIORS = ["half-normal:0.5", "half-cauchy:0.5", "uniform:0:4", "inverse-gamma:0.1:0.1"]


@pytest.fixture(scope="module")
def data():
    generator = np.random.default_rng(3)
    designs = [("a", "b"), ("b", "c"), ("a", "b", "c"), ("c", "d"), ("a", "d"), ("a", "e")] * 2
    rows = [
        {"study": f"s{i:02d}", "treatment": t, "n": 30, "mean": generator.normal(0, 0.5), "sd": 1.0}
        for i, arms in enumerate(designs)
        for t in arms
    ]
    return NetworkData.from_arms(rows, "MD")


def summaries(result):
    return np.array([[e.effect.mean, e.effect.sd, *e.effect.ci, *e.prediction.ci] for e in result.effects()])


@pytest.mark.parametrize("prior", PRIORS)
def test_more_nodes_change_nothing(data, prior):
    few, many = bayes_network(data, prior), bayes_network(data, prior, nodes=256)
    np.testing.assert_allclose(summaries(few), summaries(many), atol=1e-8)
    assert few.tau.median == pytest.approx(many.tau.median, abs=1e-8)
    assert few.tau.ci == pytest.approx(many.tau.ci, abs=1e-7)
    assert few.tau_posterior.log_evidence == pytest.approx(many.tau_posterior.log_evidence, abs=1e-8)


@pytest.mark.parametrize("prior", PRIORS)
def test_posterior_equals_plain_numerical_integration(data, prior):
    """The judge: dense matrices trial by trial and scipy.integrate.quad over tau."""
    parsed = Prior.parse(prior)
    n = len(data.treatments)

    def pieces(tau):
        a, b, total = np.zeros((n - 1, n - 1)), np.zeros(n - 1), 0.0
        for s in data.studies:
            m = len(s.arms) - 1
            x = np.zeros((m, n))
            x[np.arange(m), list(s.arms[1:])] = 1
            x[:, s.arms[0]] = -1
            x = x[:, 1:]
            v = s.v + tau**2 * (np.eye(m) + 1) / 2
            a += x.T @ np.linalg.solve(v, x)
            b += x.T @ np.linalg.solve(v, s.y)
            total += np.linalg.slogdet(v)[1] + s.y @ np.linalg.solve(v, s.y)
        beta = np.linalg.solve(a, b)
        log_p = -0.5 * (total + np.linalg.slogdet(a)[1] - b @ beta)
        return log_p + float(parsed.log_density(np.array(tau))), beta, np.linalg.inv(a)

    top = max(pieces(t)[0] for t in np.linspace(0.01, 2, 100))

    def integral(f):
        edges = [1e-9, 0.05, 0.2, 0.5, 1.0, 2.0, 4.0] + ([] if "uniform" in prior else [20.0, 1000.0])
        return sum(
            integrate.quad(lambda t: np.exp(pieces(t)[0] - top) * f(t), lo, hi, epsabs=1e-12, epsrel=1e-10, limit=200)[
                0
            ]
            for lo, hi in itertools.pairwise(edges)
        )

    mass = integral(lambda t: 1.0)
    result = bayes_network(data, prior, reference=data.treatments[0])
    e = result.effects()[1]
    mean = integral(lambda t: pieces(t)[1][1]) / mass
    below = integral(lambda t: stats.norm.cdf(e.effect.ci[0], pieces(t)[1][1], np.sqrt(pieces(t)[2][1, 1]))) / mass
    assert e.effect.mean == pytest.approx(mean, abs=1e-7)
    assert below == pytest.approx(0.025, abs=1e-7)
    assert result.tau.mean == pytest.approx(integral(lambda t: t) / mass, rel=1e-5)


def test_ranks_and_sucra_of_the_posterior_agree(data):
    result = bayes_network(data, "half-normal:0.5")
    n = len(data.treatments)
    np.testing.assert_allclose(result.ranks.table.sum(axis=0), 1)
    np.testing.assert_allclose(
        (n - result.ranks.mean_rank) / (n - 1), list(result.sucra.values()), atol=4 * n * result.ranks.error
    )
    json.dumps(result.to_dict(), allow_nan=False)


def test_leaving_a_trial_out_equals_refitting_without_it(data):
    prior = "half-normal:0.5"
    fast = leave_one_out(data, prior, reference="a")
    assert fast.not_predictable == ()
    for contrast in fast.contrasts:
        i = next(i for i, s in enumerate(data.studies) if s.name == contrast.study)
        rest = bayes_network(
            data.subset(j for j in range(data.k) if j != i), prior, reference=contrast.treat2, nodes=200
        )
        refit = next(e for e in rest.effects() if e.treatment == contrast.treat1)
        assert contrast.mean == pytest.approx(refit.effect.mean, abs=1e-9)
        variance = refit.prediction.sd**2 + contrast.observed_se**2
        assert contrast.sd == pytest.approx(np.sqrt(variance), rel=1e-9)
        in_a = bayes_network(rest.data, prior, reference="a", nodes=200)
        for e in in_a.effects():
            position = data.index(e.treatment)
            assert fast.effects[i, position] == pytest.approx(e.effect.mean, abs=1e-9)


def test_the_log_score_is_the_ratio_of_evidences(data):
    prior = "half-normal:0.5"
    fast = leave_one_out(data, prior)
    full = bayes_network(data, prior).tau_posterior.log_evidence
    for i, s in enumerate(data.studies):
        rest = bayes_network(data.subset(j for j in range(data.k) if j != i), prior).tau_posterior.log_evidence
        m = len(s.arms) - 1
        log_s = np.linalg.slogdet((np.eye(m) + 1) / 2)[1]  # evidences are those of whitened rows, see rows.py
        score = next(c.log_score for c in fast.contrasts if c.study == s.name)
        assert score == pytest.approx(full - rest - (m * np.log(2 * np.pi) + log_s) / 2, abs=1e-8)


def test_leaving_out_at_a_fixed_tau2_equals_refitting(data):
    result = network_meta_analysis(data)
    fast = leave_one_out(data, reference="a")
    for i in range(data.k):
        rest = data.subset(j for j in range(data.k) if j != i)
        rows = whiten(rest)
        s = solve(rows.y, rows.incidence[:, 1:], rows.lam, result.tau2)
        np.testing.assert_allclose(fast.effects[i, 1:], s.beta, atol=1e-10)


def test_a_trial_that_is_the_only_link_is_not_predictable(data):
    rows = [
        {"study": f"t{i}", "treat1": a, "treat2": b, "te": 0.1 * i, "se": 0.3}
        for i, (a, b) in enumerate([("a", "b"), ("a", "b"), ("a", "c")])
    ]
    left = leave_one_out(NetworkData.from_contrasts(rows), "half-normal:0.5")
    assert left.not_predictable == ("t2",)
    lonely = next(c for c in left.contrasts if c.study == "t2")
    assert not lonely.predictable
    assert lonely.mean is None
    assert np.isnan(left.effects[2]).all()
