"""What must hold for every pairwise synthesis, whatever the trials."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneewise.synthesis.bayes import bayes_pairwise
from kneewise.synthesis.effect_sizes import binary_effect, mean_difference, standardised_mean_difference
from kneewise.synthesis.pairwise import pairwise
from kneewise.synthesis.tau2 import TAU2_METHODS, estimate_tau2, log_likelihood, weighted_fit

EFFECT = st.floats(-5, 5, allow_nan=False).map(lambda x: round(x, 3))
VARIANCE = st.floats(0.01, 4, allow_nan=False).map(lambda x: round(x, 4))
TRIALS = st.lists(st.tuples(EFFECT, VARIANCE), min_size=3, max_size=12)
METHOD = st.sampled_from(TAU2_METHODS)
RTOL, ATOL = 1e-6, 1e-8


def arrays(trials):
    return np.array([t[0] for t in trials]), np.array([t[1] for t in trials])


@settings(deadline=None, max_examples=60)
@given(TRIALS, METHOD, st.randoms(use_true_random=False))
def test_order_of_trials_does_not_matter(trials, method, random):
    y, v = arrays(trials)
    order = list(range(len(y)))
    random.shuffle(order)
    a, b = pairwise(y, v, tau2_method=method), pairwise(y[order], v[order], tau2_method=method)
    np.testing.assert_allclose([b.estimate, b.se, b.tau2], [a.estimate, a.se, a.tau2], rtol=RTOL, atol=ATOL)


@settings(deadline=None, max_examples=60)
@given(TRIALS, METHOD)
def test_swapping_arms_changes_the_sign_only(trials, method):
    y, v = arrays(trials)
    a, b = pairwise(y, v, tau2_method=method), pairwise(-y, v, tau2_method=method)
    np.testing.assert_allclose([-b.estimate, b.se, b.tau2], [a.estimate, a.se, a.tau2], rtol=RTOL, atol=ATOL)
    np.testing.assert_allclose([-b.ci[1], -b.ci[0]], a.ci, rtol=RTOL, atol=ATOL)


@settings(deadline=None, max_examples=60)
@given(TRIALS, METHOD, st.sampled_from([0.1, 10.0, 100.0]))
def test_another_unit_scales_everything(trials, method, c):
    y, v = arrays(trials)
    a, b = pairwise(y, v, tau2_method=method), pairwise(c * y, c**2 * v, tau2_method=method)
    expected = [c * a.estimate, c * a.se, c**2 * a.tau2]
    np.testing.assert_allclose([b.estimate, b.se, b.tau2], expected, rtol=1e-5, atol=1e-6 * c**2)


@settings(deadline=None, max_examples=60)
@given(TRIALS, METHOD, st.booleans())
def test_common_equals_random_at_tau2_zero(trials, method, adjust):
    y, v = arrays(trials)
    y = y.mean() + (y - y.mean()) * 1e-3  # far less spread than sampling error
    hk = "standard" if adjust else "none"
    random = pairwise(y, v, tau2_method=method, hartung_knapp=hk)
    common = pairwise(y, v, model="common", hartung_knapp=hk)
    if method != "SJ":  # Sidik & Jonkman's estimate is above 0 by construction
        assert random.tau2 == 0.0
        assert (random.estimate, random.se, random.ci) == (common.estimate, common.se, common.ci)


@settings(deadline=None, max_examples=100)
@given(TRIALS)
def test_likelihood_estimates_are_global_maxima(trials):
    y, v = arrays(trials)
    x = np.ones((len(y), 1))
    grid = np.concatenate([[0.0], np.geomspace(1e-6, 400, 400)])
    for method, restricted in (("REML", True), ("ML", False)):
        tau2 = estimate_tau2(y, v, x, method)
        best = log_likelihood(y, v, x, np.array([tau2]), restricted)[0]
        assert best >= log_likelihood(y, v, x, grid, restricted).max() - 1e-9


@settings(deadline=None, max_examples=60)
@given(TRIALS)
def test_paule_mandel_solves_its_equation(trials):
    y, v = arrays(trials)
    x = np.ones((len(y), 1))
    tau2 = estimate_tau2(y, v, x, "PM")
    q = weighted_fit(y, v, x, tau2).q
    assert q == pytest.approx(len(y) - 1, rel=1e-9) if tau2 > 0 else q <= len(y) - 1


@settings(deadline=None, max_examples=60)
@given(TRIALS, METHOD)
def test_intervals_hold_their_estimates(trials, method):
    y, v = arrays(trials)
    result = pairwise(y, v, tau2_method=method)
    assert result.ci[0] <= result.estimate <= result.ci[1]
    assert result.tau2_ci[0] <= result.tau2_ci[1]
    assert result.pi[0] <= result.ci[0] + 1e-9
    assert result.pi[1] >= result.ci[1] - 1e-9
    ad_hoc = pairwise(y, v, tau2_method=method, hartung_knapp="ad-hoc")
    assert ad_hoc.se >= result.se - 1e-12
    assert result.weights.sum() == pytest.approx(100)


ARM = st.tuples(st.integers(0, 40), st.integers(0, 60)).map(lambda t: (t[0], t[0] + t[1] + 1))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(ARM, ARM), min_size=1, max_size=6), st.sampled_from(["OR", "RR", "RD"]))
def test_swapping_arms_of_counts(trials, measure):
    (a, n1), (c, n2) = (np.array([t[i] for t in trials]).T for i in (0, 1))
    for correction in ("constant", "treatment-arm"):
        forth = binary_effect(measure, a, n1, c, n2, correction=correction)
        back = binary_effect(measure, c, n2, a, n1, correction=correction)
        np.testing.assert_allclose(forth.yi, -back.yi, atol=1e-12)
        np.testing.assert_allclose(forth.vi, back.vi, rtol=1e-12)
    if measure == "OR":  # counting the people without the event turns the sign too
        other = binary_effect("OR", n1 - a, n1, n2 - c, n2)
        np.testing.assert_allclose(binary_effect("OR", a, n1, c, n2).yi, -other.yi, atol=1e-12)


MEANS = st.tuples(EFFECT, st.floats(0.2, 5), st.integers(3, 200))


@settings(deadline=None, max_examples=100)
@given(MEANS, MEANS, st.floats(0.1, 10))
def test_smd_has_no_unit_and_is_smaller_than_cohens_d(one, two, c):
    g = standardised_mean_difference(*one, *two)
    scaled = standardised_mean_difference(c * one[0], c * one[1], one[2], c * two[0], c * two[1], two[2])
    np.testing.assert_allclose([scaled.yi, scaled.vi], [g.yi, g.vi], rtol=1e-9, atol=1e-12)
    md = mean_difference(*one, *two)
    assert np.sign(g.yi[0]) == np.sign(md.yi[0])


@settings(deadline=None, max_examples=25)
@given(TRIALS, st.sampled_from(["half-normal:0.5", "half-cauchy:1", "uniform:0:3", "inverse-gamma:2:0.5"]))
def test_bayes_is_exact_in_its_nodes_and_symmetric(trials, prior):
    y, v = arrays(trials)
    a, more, mirror = (bayes_pairwise(*args) for args in ((y, v, prior), (y, v, prior), (-y, v, prior)))
    more = bayes_pairwise(y, v, prior, nodes=320)
    for left, right in ((a.mu, more.mu), (a.tau, more.tau), (a.prediction, more.prediction)):
        np.testing.assert_allclose([left.median, *left.ci], [right.median, *right.ci], rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(
        [-mirror.mu.median, mirror.tau.median], [a.mu.median, a.tau.median], rtol=1e-6, atol=1e-7
    )
    assert a.prediction.ci[0] <= a.mu.ci[0]
    assert a.prediction.ci[1] >= a.mu.ci[1]
    assert a.weights.sum() == pytest.approx(1)
