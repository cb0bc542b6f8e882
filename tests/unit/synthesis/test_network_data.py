"""Rows in, trials out: covariances, and every way in which rows can be wrong."""

from __future__ import annotations

import numpy as np
import pytest

from kneewise.errors import InputError, InputErrors
from kneewise.synthesis.network import NetworkData, components, fit_components, network_meta_analysis


def contrast(study, treat1, treat2, te=0.0, se=1.0, **more):
    return {"study": study, "treat1": treat1, "treat2": treat2, "te": te, "se": se, **more}


def arm(study, treatment, **values):
    return {"study": study, "treatment": treatment, **values}


TWO = [contrast("s1", "a", "b"), contrast("s2", "b", "c")]


def test_te_is_treat1_minus_treat2():
    data = NetworkData.from_contrasts([contrast("s1", "a", "b", 2.0), contrast("s2", "b", "a", -2.0)])
    effect = network_meta_analysis(data, model="common").effect("a", "b")
    assert effect.estimate == pytest.approx(2.0, rel=1e-14)


@pytest.mark.parametrize("arms", [3, 4, 5])
def test_covariance_of_a_multi_arm_trial_comes_back_from_its_standard_errors(arms):
    variance = np.array([0.3, 0.5, 0.2, 0.9, 0.4])[:arms]
    mean = np.array([1.0, 2.5, -1.0, 0.3, 0.7])[:arms]
    names = "abcde"[:arms]
    rows = [
        contrast("s", names[i], names[j], mean[i] - mean[j], np.sqrt(variance[i] + variance[j]))
        for i in range(arms)
        for j in range(i + 1, arms)
    ]
    study = NetworkData.from_contrasts(rows).studies[0]
    np.testing.assert_allclose(study.v, variance[0] + np.diag(variance[1:]), rtol=1e-12)
    np.testing.assert_allclose(study.y, mean[1:] - mean[0], rtol=1e-12)


def test_one_missing_contrast_of_four_arms_is_no_loss():
    variance = np.array([0.3, 0.5, 0.2, 0.9])
    rows = [
        contrast("s", "abcd"[i], "abcd"[j], float(i - j), np.sqrt(variance[i] + variance[j]))
        for i in range(4)
        for j in range(i + 1, 4)
    ]
    study = NetworkData.from_contrasts(rows[:-1]).studies[0]
    np.testing.assert_allclose(study.v, 0.3 + np.diag(variance[1:]), rtol=1e-10)


@pytest.mark.parametrize("shared", ["a", "b", "c"])
def test_basic_contrasts_need_the_shared_arm_and_then_give_the_same(shared):
    variance = {"a": 0.3, "b": 0.5, "c": 0.2}
    others = [t for t in "abc" if t != shared]
    rows = [
        contrast("s", t, shared, 1.0, np.sqrt(variance[t] + variance[shared]), shared_se=variance[shared] ** 0.5)
        for t in others
    ]
    study = NetworkData.from_contrasts(rows).studies[0]
    np.testing.assert_allclose(study.v, 0.3 + np.diag([0.5, 0.2]), rtol=1e-12)
    bare = [{k: v for k, v in row.items() if k != "shared_se"} for row in rows]
    with pytest.raises(InputError, match=r"study 's' has 3 arms but only 2 contrasts"):
        NetworkData.from_contrasts(bare)
    assert NetworkData.from_contrasts(bare, correlation=0.5).studies[0].v.shape == (2, 2)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([contrast("s1", "a", "a")], "row 1, column treat2 is 'a', the same as treat1"),
        ([*TWO, contrast("s1", "b", "a")], "row 3, column study gives b against a in study 's1' again"),
        ([*TWO, contrast("s3", "a", "b", se=0)], "row 3, column se is 0"),
        ([*TWO, contrast("s3", "a", "b", se=-1)], "row 3, column se is -1"),
        ([*TWO, contrast("s3", "a", "b", se=float("nan"))], "not a finite number"),
        ([*TWO, contrast("s3", "a", "b", te="x")], "row 3, column te is 'x', not a number"),
        ([*TWO, contrast("s3", None, "b")], "row 3, column treat1 is empty"),
        ([*TWO, {"study": "s3", "treat1": "a", "treat2": "b", "te": 1}], "row 3, column se is None"),
        ([], "rows are empty"),
        (
            [contrast("s", "a", "b"), contrast("s", "a", "c"), contrast("s", "b", "c", se=3)],
            "study 's' has standard errors that contradict each other",
        ),
        (
            [contrast("s", "a", "b", 1), contrast("s", "b", "c", 1), contrast("s", "a", "c", -2)],
            "study 's' has contrasts that contradict each other",
        ),
        ([contrast("s", "a", "b"), contrast("s", "c", "d")], "share no arm"),
    ],
)
def test_wrong_contrast_rows_are_named(rows, words):
    with pytest.raises(InputError) as caught:
        NetworkData.from_contrasts(rows)
    assert words in str(caught.value)
    assert caught.value.remedy


def test_all_wrong_rows_are_reported_together():
    with pytest.raises(InputErrors) as caught:
        NetworkData.from_contrasts([contrast("s1", "a", "a"), contrast("s2", "a", "b", se=-1)])
    assert len(caught.value.errors) == 2


@pytest.mark.parametrize(
    ("rows", "measure", "words"),
    [
        ([arm("s", "a", n=10, mean=1, sd=1)], "MD", "study 's' has a single arm"),
        ([arm("s", "a", n=10, mean=1, sd=-2)], "MD", "row 1, column sd is -2"),
        ([arm("s", "a", n=10, mean=1, sd=1)] * 2, "MD", "row 2, column treatment gives 'a' in study 's' again"),
        ([arm("s", "a", n=10, events=11)], "OR", "row 1, column events is 11"),
        ([arm("s", "a", n=10, events=0), arm("s", "b", n=10, events=0)], "OR", "has no events in any arm"),
        ([arm("s", "a", n=9, events=9), arm("s", "b", n=8, events=8)], "RR", "has an event for everybody"),
        ([arm("s", "a", n=1, mean=1, sd=1), arm("s", "b", n=1, mean=2, sd=1)], "SMD", "too small for an SMD"),
        ([arm("s", "a", n=10, mean=1, sd=1)], "HR", "measure is 'HR'"),
        ([], "MD", "rows are empty"),
    ],
)
def test_wrong_arm_rows_are_named(rows, measure, words):
    with pytest.raises(InputError) as caught:
        NetworkData.from_arms(rows, measure)
    assert words in str(caught.value)


def test_arm_rows_give_the_contrasts_of_a_textbook():
    arms = [arm("s", "a", n=40, events=10), arm("s", "b", n=50, events=20), arm("s", "c", n=30, events=6)]
    odds = NetworkData.from_arms(arms, "OR").studies[0]
    assert odds.y[0] == pytest.approx(np.log(20 / 30) - np.log(10 / 30))
    assert odds.v[0, 1] == pytest.approx(1 / 10 + 1 / 30)
    assert odds.v[1, 1] == pytest.approx(1 / 10 + 1 / 30 + 1 / 6 + 1 / 24)
    risk = NetworkData.from_arms(arms, "RR").studies[0]
    assert risk.y[1] == pytest.approx(np.log(0.2 / 0.25))
    assert risk.v[0, 1] == pytest.approx(1 / 10 - 1 / 40)
    difference = NetworkData.from_arms(arms, "RD").studies[0]
    assert difference.y[0] == pytest.approx(0.15)
    assert difference.v[0, 1] == pytest.approx(0.25 * 0.75 / 40)


def test_the_smd_of_two_arms_is_hedges_g():
    from kneewise.synthesis.effect_sizes import effect_sizes

    arms = [arm("s", "a", n=12, mean=3.0, sd=2.0), arm("s", "b", n=15, mean=1.0, sd=2.5)]
    study = NetworkData.from_arms(arms, "SMD").studies[0]
    expected = effect_sizes("SMD", mean1=[1.0], sd1=[2.5], n1=[15], mean2=[3.0], sd2=[2.0], n2=[12])
    assert study.y[0] == pytest.approx(expected.yi[0], rel=1e-12)
    assert study.v[0, 0] == pytest.approx(expected.vi[0], rel=1e-12)


def test_the_smd_covariance_of_three_arms_follows_gleser_and_olkin():
    arms = [arm("s", t, n=n, mean=m, sd=s) for t, n, m, s in (("a", 20, 1, 2), ("b", 30, 2, 2), ("c", 25, 0, 3))]
    study = NetworkData.from_arms(arms, "SMD").studies[0]
    assert study.v[0, 1] == pytest.approx(1 / 20 + study.y[0] * study.y[1] / (2 * 75), rel=1e-12)


def test_trials_without_events_can_be_dropped_and_are_listed():
    rows = [arm("s0", t, n=10, events=0) for t in "ab"] + [
        arm(s, t, n=10, events=e) for s in ("s1", "s2") for t, e in (("a", 2), ("b", 5))
    ]
    data = NetworkData.from_arms(rows, "OR", no_events="drop")
    assert data.k == 2
    assert data.left_out == (("s0", "has no events in any arm"),)


def test_a_disconnected_network_is_refused_or_reported_in_parts():
    rows = [contrast(f"{x}{i}", x, y, i, 1) for x, y in (("a", "b"), ("c", "d")) for i in range(3)]
    data = NetworkData.from_contrasts([*rows, contrast("lone", "e", "f")])
    with pytest.raises(InputError, match=r"falls into 3 parts.*a, b; c, d; e, f"):
        network_meta_analysis(data)
    assert [d.treatments for d in components(data)] == [("a", "b"), ("c", "d"), ("e", "f")]
    parts = fit_components(data, reference="d")
    assert [r.reference for r in parts.results] == ["a", "d"]
    written = parts.to_dict()
    assert [c["k"] for c in written["components"]] == [3, 3]
    assert written["single_studies"] == [{"study": "lone", "treatments": ["e", "f"]}]


def test_one_study_is_no_synthesis():
    with pytest.raises(InputError, match="has only one study"):
        network_meta_analysis(NetworkData.from_contrasts([contrast("s", "a", "b")]))
