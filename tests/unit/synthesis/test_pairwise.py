"""Pairwise synthesis: published figures, conventions, edges and refusals. metafor's figures are in tests/reference."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from kneewise.errors import InputError
from kneewise.synthesis.distributions import t_quantile
from kneewise.synthesis.pairwise import pairwise, pi_df, predict
from kneewise.synthesis.sensitivity import cumulative, influence, leave_one_out, subgroups
from kneewise.synthesis.small_study import egger, trim_and_fill
from kneewise.synthesis.tau2 import log_likelihood

Y = np.array([0.1, 0.5, -0.2, 0.9, 0.4])
V = np.array([0.04, 0.09, 0.05, 0.12, 0.03])


def test_common_effect_by_hand():
    w = 1 / V
    result = pairwise(Y, V, model="common")
    assert result.estimate == pytest.approx((w * Y).sum() / w.sum())
    assert result.se == pytest.approx(w.sum() ** -0.5)
    assert result.q.total == pytest.approx((w * (Y - result.estimate) ** 2).sum())
    assert (result.tau2, result.tau2_method, result.pi) == (0.0, None, None)


def test_published_bcg():
    """Viechtbauer (2010), J Stat Softw 36(3), p. 14: thirteen trials of BCG vaccine, log risk ratios, REML."""
    tpos = np.array([4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27])
    tneg = np.array([119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886])
    cpos = np.array([11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29])
    cneg = np.array([128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825])
    y = np.log(tpos / (tpos + tneg)) - np.log(cpos / (cpos + cneg))
    v = 1 / tpos - 1 / (tpos + tneg) + 1 / cpos - 1 / (cpos + cneg)
    result = pairwise(y, v)
    assert result.estimate == pytest.approx(-0.7145, abs=5e-5)
    assert result.se == pytest.approx(0.1798, abs=5e-5)
    assert result.ci == pytest.approx((-1.0669, -0.3622), abs=5e-5)
    assert result.tau2 == pytest.approx(0.3132, abs=5e-5)
    assert result.tau2_se == pytest.approx(0.1664, abs=5e-5)
    assert result.q.total == pytest.approx(152.2330, abs=5e-5)
    assert (result.i2, result.h2) == pytest.approx((92.22, 12.86), abs=5e-3)
    assert result.tau2_ci == pytest.approx((0.1197, 1.1115), abs=6e-5)


def test_tau2_is_exactly_zero_at_the_boundary():
    for method in ("DL", "PM", "REML", "ML", "EB", "HE", "HS"):
        result = pairwise([0.1, 0.11, 0.12], [0.1, 0.2, 0.3], tau2_method=method)
        assert result.tau2 == 0.0
        assert result.i2 == 0.0
        assert result.tau2_ci[0] == 0.0


def test_one_trial_is_itself():
    result = pairwise([0.4], [0.09])
    assert (result.estimate, result.se, result.tau2, result.tau2_ci, result.pi) == (0.4, 0.3, 0.0, None, None)
    assert json.dumps(result.to_dict())


def test_identical_trials():
    result = pairwise([0.4, 0.4, 0.4], [0.09, 0.09, 0.09])
    assert result.tau2 == 0.0
    assert result.estimate == pytest.approx(0.4)
    assert pairwise([0.4, 0.4, 0.4], [0.09] * 3, tau2_method="SJ").tau2 == 0.0


def test_conventions_of_the_prediction_interval():
    for name, df in (("HTS", 3), ("t(k-1)", 4), ("z", math.inf)):
        result = pairwise(Y, V, pi_convention=name)
        half = t_quantile(0.975, df) * math.sqrt(result.se**2 + result.tau2)
        assert result.pi == pytest.approx((result.estimate - half, result.estimate + half))
        assert result.pi_convention == name
        assert pi_df(name, 5) == df
    assert pairwise(Y[:2], V[:2]).pi is None  # t with 0 degrees of freedom
    with pytest.raises(InputError, match="HTS"):
        pi_df("guess", 5)


def test_ad_hoc_never_narrows():
    y, v = [0.1, 0.11, 0.12], [0.1, 0.2, 0.3]
    standard, ad_hoc, plain = (pairwise(y, v, hartung_knapp=h) for h in ("standard", "ad-hoc", "none"))
    assert standard.se < plain.se == ad_hoc.se
    assert ad_hoc.df == 2


def test_json_keys():
    keys = ["kind", "model", "k", "estimate", "se", "ci", "pi", "tau2", "tau2_method", "tau2_ci", "i2", "q"]
    result = pairwise(Y, V).to_dict()
    assert set(keys) <= set(result)
    assert set(result["q"]) >= {"total", "within", "between", "df", "p"}
    assert json.loads(json.dumps(result, allow_nan=False))["kind"] == "pairwise"
    assert pairwise(Y, V, mods=np.arange(5.0)).to_dict()["moderators"]["df1"] == 1


def test_moderators_are_checked():
    for mods, words in (
        (np.ones(5), "same in every trial"),
        (np.column_stack([np.arange(5), 2 * np.arange(5)]), "twice"),
        (np.eye(5)[:, :4], "Use fewer"),
        (np.array([1, 2, 3, 4, np.nan]), "trial 5, moderator 1"),
        (np.arange(4), "4 rows for 5 trials"),
    ):
        with pytest.raises(InputError, match=words):
            pairwise(Y, V, mods=mods)
    assert pairwise(Y, V, mods=[2001, 2002, 2003, 2004, 2006]).moderators is not None


def test_prediction_at_the_mean_of_a_centred_moderator():
    mods = np.arange(5.0) - 2
    result = pairwise(Y, V, mods=mods)
    at = predict(result, [0.0, 1.0])
    assert at["estimate"][0] == pytest.approx(result.estimate)
    assert at["ci_low"][0] == pytest.approx(result.ci[0])
    assert (at["pi_low"] < at["ci_low"]).all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"yi": [0.1, math.nan], "vi": [1, 1]}, "trial 2, yi is nan"),
        ({"yi": [0.1, 0.2], "vi": [1, 0]}, "trial 2, vi is 0"),
        ({"yi": [0.1, 0.2], "vi": [1]}, "shapes"),
        ({"yi": [], "vi": []}, "no trial"),
        ({"yi": Y, "vi": V, "model": "fixed"}, "common, random"),
        ({"yi": Y, "vi": V, "tau2_method": "XX"}, "REML"),
        ({"yi": Y, "vi": V, "hartung_knapp": "yes"}, "ad-hoc"),
        ({"yi": Y, "vi": V, "level": 95}, "between 0 and 1"),
    ],
)
def test_refusals(arguments, words):
    with pytest.raises(InputError, match=words):
        pairwise(**arguments)


def test_leave_one_out_and_cumulative_agree_with_plain_calls():
    names = list("abcde")
    without = leave_one_out(Y, V, studies=names)
    assert without[1].estimate == pairwise(Y[[0, 2, 3, 4]], V[[0, 2, 3, 4]]).estimate
    assert without[1].studies == ("a", "c", "d", "e")
    by_year = cumulative(Y, V, order=[2005, 2001, 2003, 2002, 2004], studies=names)
    assert by_year[1].studies == ("b", "d")
    assert by_year[-1].estimate == pytest.approx(pairwise(Y, V).estimate)
    with pytest.raises(InputError, match="leaves none"):
        leave_one_out([0.1], [0.2])


def test_influence_finds_the_odd_one_out():
    y = np.array([0.1, 0.12, 0.08, 0.11, 0.09, 0.1, 3.0])
    found = influence(y, np.full(7, 0.02))
    assert found.influential.tolist() == [False] * 6 + [True]
    assert json.dumps(found.to_dict())
    with pytest.raises(InputError, match="at least 3"):
        influence(y[:2], [0.1, 0.1])


def test_subgroups():
    test = subgroups(Y, V, ["x", "x", "y", "y", "y"])
    assert test.groups["x"].estimate == pairwise(Y[:2], V[:2]).estimate
    assert json.dumps(test.to_dict())
    with pytest.raises(InputError, match="same in every trial"):
        subgroups(Y, V, ["x"] * 5)


def test_small_study_refusals():
    for call, words in (
        (lambda: egger(Y[:2], V[:2]), "at least 3"),
        (lambda: egger(Y, np.full(5, 0.1)), "different precision"),
        (lambda: egger(Y, V, predictor="sqrt-size"), "n1 and n2"),
        (lambda: egger(Y, V, model="x"), "classical"),
        (lambda: trim_and_fill(Y[:2], V[:2]), "at least 3"),
        (lambda: trim_and_fill(Y, V, estimator="Q9"), "L0, R0"),
        (lambda: trim_and_fill(Y, V, side="up"), "left, right"),
    ):
        with pytest.raises(InputError, match=words):
            call()


def test_trim_and_fill_of_a_symmetric_funnel_adds_nothing():
    y, v = np.array([-1.0, -0.5, 0.0, 0.5, 1.0]), np.array([0.4, 0.2, 0.1, 0.2, 0.4])
    filled = trim_and_fill(y, v, side="left")
    assert filled.missing == 0
    assert filled.result.estimate == pairwise(y, v).estimate
    assert json.dumps(filled.to_dict())


def test_likelihood_with_two_maxima():
    """Two precise trials agree and an imprecise one does not: REML has a maximum at 0 and a higher one at 0.73."""
    y = np.array([-1.3, 0.8, -2.0, 0.7, 1.1])
    v = np.array([0.54, 0.02, 2.27, 0.04, 1.29])
    x = np.ones((5, 1))
    grid = np.linspace(0, 5, 50001)
    values = log_likelihood(y, v, x, grid)
    assert values[0] > values[1]  # 0 is a maximum of its own
    tau2 = pairwise(y, v).tau2
    assert tau2 == pytest.approx(grid[np.argmax(values)], abs=1e-4)
    assert 0.7 < tau2 < 0.75
