import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneewise.errors import DataError
from kneewise.outlook.harms import overdispersion, pooled_frequency, share_of_unit
from kneewise.outlook.known_facts import wilson


class Fact:
    def __init__(self, value, unit):
        self.value, self.unit, self.fact_id = value, unit, "x"


def test_nothing_seen_still_has_an_upper_bound():
    found = pooled_frequency(np.array([0.0, 0.0]), np.array([50.0, 50.0]), 1000)
    assert found.count == 0
    assert found.low == 0
    # For no events of n, Wilson's upper end is z² / (n + z²).
    assert found.high == pytest.approx(1000 * 1.959964**2 / (100 + 1.959964**2), rel=1e-6)


def test_wilson_equals_the_published_example():
    # Newcombe 1998, Statistics in Medicine 17:857, table I: 81 of 263, score method without continuity correction
    found = wilson(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


@given(st.integers(0, 60), st.integers(60, 400))
def test_the_share_lies_in_its_interval(events, n):
    found = wilson(events, n)
    assert found.low <= events / n <= found.high


def test_arms_that_differ_widen_the_range():
    alike = pooled_frequency(np.array([10.0, 10.0, 10.0]), np.array([100.0] * 3), 100)
    unlike = pooled_frequency(np.array([1.0, 4.0, 25.0]), np.array([100.0] * 3), 100)
    assert overdispersion(np.array([1.0, 4.0, 25.0]), np.array([100.0] * 3)) > 5
    assert unlike.high - unlike.low > alike.high - alike.low
    assert unlike.count == alike.count


@pytest.mark.parametrize(
    ("value", "unit", "share"),
    [(6.0, "percent of procedures", 0.06), (3.0, "per 1000 patients", 0.003), (19.1, "per 100000", 0.000191)],
)
def test_units_are_read(value, unit, share):
    assert share_of_unit(Fact(value, unit)) == pytest.approx(share)


def test_a_ratio_is_no_frequency():
    with pytest.raises(DataError, match="relative risk"):
        share_of_unit(Fact(1.9, "relative risk"))
