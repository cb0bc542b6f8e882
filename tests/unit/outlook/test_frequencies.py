"""Natural frequencies against a slow, obvious simulation and by their own logic."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneewise.outlook import frequencies
from kneewise.outlook.frequencies import Expectation

expectations = st.builds(Expectation, st.floats(-60, 20), st.floats(0, 200), st.floats(5, 35))


def test_meaningful_equals_a_simulation():
    rng = np.random.default_rng(7)
    e = Expectation(-18.0, 36.0, 22.0)
    change = rng.normal(e.change, math.sqrt(e.setting_variance + e.person_sd**2), 400_000)
    simulated = 100 * np.mean(change <= -20)
    assert frequencies.meaningful(60, 20, e).count == pytest.approx(simulated, abs=0.3)


def test_the_range_is_that_of_settings():
    e = Expectation(-18.0, 36.0, 22.0)
    rng = np.random.default_rng(8)
    means = rng.normal(e.change, 6.0, 20_000)
    shares = 100 * np.array([0.5 * (1 + math.erf((-20 - m) / 22.0 / math.sqrt(2))) for m in means])
    found = frequencies.meaningful(60, 20, e)
    assert found.low == pytest.approx(np.quantile(shares, 0.025), abs=1.0)
    assert found.high == pytest.approx(np.quantile(shares, 0.975), abs=1.0)


@given(expectations, st.floats(20, 100), st.floats(5, 20))
def test_better_and_worse_never_exceed_everyone(e, baseline, mcid):
    better, worse = frequencies.meaningful(baseline, mcid, e), frequencies.worse(baseline, mcid, e)
    assert better.count + worse.count <= 100 + 1e-9


@given(expectations, st.floats(20, 100), st.floats(0, 15))
def test_a_larger_improvement_is_rarer(e, baseline, more):
    few, many = frequencies.meaningful(baseline, 5 + more, e), frequencies.meaningful(baseline, 5, e)
    assert few.count <= many.count + 1e-9


def test_nobody_can_fall_below_no_pain():
    assert frequencies.meaningful(15, 20, Expectation(-50, 1, 10)).count == 0


def test_nobody_can_rise_above_the_worst_pain():
    assert frequencies.worse(95, 10, Expectation(30, 1, 10)).count == 0


def test_no_effect_makes_no_difference():
    sham = Expectation(-12, 36, 20)
    found = frequencies.difference(60, 20, sham, 0.0, 0.0)
    assert (found.count, found.low, found.high) == (0, 0, 0)


def test_an_effect_that_lowers_pain_helps_more_people():
    found = frequencies.difference(60, 20, Expectation(-12, 36, 20), -8.0, 9.0)
    assert 0 < found.low < found.count < found.high
