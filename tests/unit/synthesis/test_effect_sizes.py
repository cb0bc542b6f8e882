"""Effect sizes worked out by hand, their options and their refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kneewise.errors import InputError
from kneewise.synthesis.effect_sizes import (
    binary_effect,
    effect_sizes,
    hedges_correction,
    mean_difference,
    pooled_sd,
    standardised_mean_difference,
)


def test_mean_difference_is_treatment_minus_reference():
    md = mean_difference(3, 2, 16, 5, 3, 9)
    assert md.yi[0] == -2
    assert md.vi[0] == pytest.approx(4 / 16 + 9 / 9)


def test_exact_correction():
    # m = 2: Γ(1) / (sqrt(1) Γ(1/2)) = 1 / sqrt(pi); the usual approximation 1 - 3/(4m-1) gives 0.571 instead of 0.564
    assert hedges_correction(2) == pytest.approx(1 / math.sqrt(math.pi))
    assert hedges_correction(1e6) == pytest.approx(1 - 3 / (4e6 - 1), rel=1e-9)


def test_hedges_g_by_hand():
    g = standardised_mean_difference(10, 4, 5, 6, 2, 5)
    sd = math.sqrt((4 * 16 + 4 * 4) / 8)
    assert pooled_sd(4, 5, 2, 5)[0] == pytest.approx(sd)
    j = math.gamma(4) / (2 * math.gamma(3.5))
    assert g.yi[0] == pytest.approx(j * 4 / sd)
    assert g.vi[0] == pytest.approx(0.4 + g.yi[0] ** 2 / 20)


def test_odds_ratio_by_hand():
    odds = binary_effect("OR", 10, 50, 20, 50)
    assert odds.yi[0] == pytest.approx(math.log((10 / 40) / (20 / 30)))
    assert odds.vi[0] == pytest.approx(1 / 10 + 1 / 40 + 1 / 20 + 1 / 30)


def test_treatment_arm_correction_adds_one_event_in_all():
    # Sweeting (2004): the addition to an arm is proportional to its size, so an OR without events is exactly 1
    none = binary_effect("OR", 0, 100, 0, 50, correction="treatment-arm")
    assert none.yi[0] == pytest.approx(0)
    constant = binary_effect("OR", 0, 100, 0, 50)
    assert constant.yi[0] < -0.6  # the constant correction favours the larger arm
    one = binary_effect("RD", 0, 100, 0, 50, correction="treatment-arm")
    assert one.corrected.tolist() == [True]


def test_no_correction_leaves_undefined_trials_out():
    rows = binary_effect("RR", [0, 4], [20, 20], [3, 5], [20, 20], correction="none")
    assert rows.usable.tolist() == [False, True]
    assert np.isnan(rows.yi[0])


def test_where_the_correction_goes():
    counts = ([0, 4], [20, 20], [3, 5], [20, 20])
    assert binary_effect("OR", *counts).corrected.tolist() == [True, False]
    assert binary_effect("OR", *counts, where="if-any").corrected.tolist() == [True, True]
    assert binary_effect("OR", [1, 4], [20, 20], [3, 5], [20, 20], where="if-any").corrected.tolist() == [False] * 2


def test_double_zero_is_reported_and_dropped_on_request():
    counts = ([0, 4], [20, 20], [0, 5], [20, 20])
    kept, dropped = binary_effect("RR", *counts), binary_effect("RR", *counts, drop_double_zero=True)
    assert kept.double_zero.tolist() == dropped.double_zero.tolist() == [True, False]
    assert kept.usable.tolist() == [True, True]
    assert dropped.usable.tolist() == [False, True]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mean_difference([1, 1], [1, -2], [9, 9], [0, 0], [1, 1], [9, 9]), "trial 2, sd of group 1 is -2"),
        (lambda: mean_difference(1, 1, 0, 0, 1, 9), "trial 1, n of group 1 is 0"),
        (lambda: standardised_mean_difference(1, 1, 1, 0, 1, 2), "at least 4 people"),
        (lambda: standardised_mean_difference(1, 1, 9, 0, 1, 9, variance="XX"), "LS, LS2, UB"),
        (lambda: binary_effect("OR", 11, 10, 1, 10), "events of group 1 is 11"),
        (lambda: binary_effect("HR", 1, 10, 1, 10), "OR, RR, RD"),
        (lambda: binary_effect("OR", 1, 10, 1, 10, correction="some"), "treatment-arm"),
        (lambda: binary_effect("OR", 1, 10, 1, 10, where="nowhere"), "if-any"),
        (lambda: effect_sizes("SMD", events1=1, events2=1, n1=9, n2=9), "means and SDs"),
        (lambda: effect_sizes("OR", mean1=1, n1=9, n2=9), "events of both arms"),
        (lambda: effect_sizes("HR", n1=9, n2=9), "MD, SMD, OR, RR, RD"),
    ],
)
def test_refusals(call, words):
    with pytest.raises(InputError, match=words):
        call()
