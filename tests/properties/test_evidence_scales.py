"""Properties of rescaling, combining and names, for any values."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneewise.evidence import derive, load
from kneewise.instruments import scale, scales

NUMBER = st.floats(0, 1, allow_nan=False)
GROUP = st.tuples(st.integers(2, 500), st.floats(-100, 100), st.floats(0.1, 50))


@given(st.sampled_from(sorted(scales())), NUMBER, st.data())
def test_moving_to_0_100_and_back_is_the_identity(name, share, data):
    low, high = data.draw(st.sampled_from(scale(name).ranges))
    value = low + share * (high - low)

    moved = scale(name).to_0_100(value, low, high)

    assert -1e-9 <= moved <= 100 + 1e-9
    assert scale(name).from_0_100(moved, low, high) == pytest.approx(value, abs=1e-9 * high)


@given(st.floats(0, 100), st.floats(0, 100))
def test_turning_a_scale_round_turns_the_value_round(low_value, high):
    frame = pl.DataFrame({"v": [low_value], "a": [0.0], "b": [100.0]})

    def moved(direction: str, change: bool) -> float:
        return frame.select(
            derive.to_0_100(pl.col("v"), pl.col("a"), pl.col("b"), pl.lit(direction), pl.lit(change))
        ).item()

    assert moved("better", False) == pytest.approx(100 - moved("worse", False))
    assert moved("better", True) == pytest.approx(-moved("worse", True))


@given(st.lists(GROUP, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_combining_groups_does_not_depend_on_their_order(groups, random):
    shuffled = list(groups)
    random.shuffle(shuffled)

    one, two = derive.combine_groups(groups), derive.combine_groups(shuffled)

    assert one[0] == two[0]
    assert one[1] == pytest.approx(two[1], abs=1e-8)
    assert one[2] == pytest.approx(two[2], rel=1e-8)


@given(GROUP, st.floats(0.1, 10))
def test_combining_a_scaled_group_scales_mean_and_sd(group, factor):
    n, mean, sd = group
    other = (n + 3, mean + 1, sd + 1)
    scaled = [(k, m * factor, s * factor) for k, m, s in (group, other)]

    plain, big = derive.combine_groups([group, other]), derive.combine_groups(scaled)

    assert math.isclose(big[1], plain[1] * factor, rel_tol=1e-9, abs_tol=1e-9)
    assert math.isclose(big[2], plain[2] * factor, rel_tol=1e-9)


@given(st.lists(st.sampled_from(sorted(load().raw("treatments")["code"])), min_size=1, max_size=4, unique=True))
def test_a_combination_has_its_components(codes):
    both = load().treatment("+".join(codes))

    assert list(both.components) == codes
    assert both.control == all(load().treatment(code).control for code in codes)
