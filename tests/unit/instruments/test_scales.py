"""Scales: direction, ranges, and keys that lead to facts."""

from __future__ import annotations

import pytest

from kneewise import evidence
from kneewise.errors import InputError, NotFoundError
from kneewise.instruments import preference, scale, scales


@pytest.mark.parametrize(
    ("name", "value", "low", "high", "expected"),
    [
        ("vas_pain", 7, 0, 10, 70),
        ("womac_pain", 5, 0, 20, 25),
        ("koos_pain", 80, None, None, 20),
        ("oxford_knee_score", 48, None, None, 0),
        ("lequesne", 6, None, None, 25),
    ],
)
def test_scores_move_to_0_100_higher_worse(name, value, low, high, expected):
    assert scale(name).to_0_100(value, low, high) == expected
    assert scale(name).from_0_100(expected, low, high) == value


def test_an_improvement_is_negative_whatever_the_direction():
    assert scale("koos_pain").change_to_0_100(10) == -10
    assert scale("nrs_pain").change_to_0_100(-2) == -20


def test_a_scale_with_several_versions_wants_its_range():
    with pytest.raises(InputError, match="0-100, 0-20"):
        scale("womac_pain").to_0_100(5)


def test_a_score_outside_the_range_is_refused():
    with pytest.raises(InputError, match="goes from 0 to 10"):
        scale("nrs_pain").to_0_100(11)


def test_unknown_scale_names_the_nearest():
    with pytest.raises(NotFoundError, match="vas_pain"):
        scale("vas_pains")


def test_preference_puts_vas_before_womac_before_koos_before_the_rest():
    ranks = [preference(name) for name in ("vas_pain", "womac_pain", "koos_pain", "something_else")]

    assert ranks == sorted(set(ranks))


def test_threshold_keys_lead_to_facts_about_that_scale():
    data = evidence.load()
    for one in scales().values():
        for fact_id, use in ((one.mcid_fact, {"mcid", "mcid_relative"}), (one.pass_fact, {"pass"})):
            if fact_id is not None:
                fact = data.fact(fact_id)
                assert fact.topic == "thresholds"
                assert fact.use in use
