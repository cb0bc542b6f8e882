"""Scoring of questionnaires: ends of the scale, missing answers, refusals."""

from __future__ import annotations

import pytest

from kneewise.errors import InputError, NotFoundError
from kneewise.instruments import QUESTIONNAIRES, scale, score


@pytest.mark.parametrize("name", QUESTIONNAIRES)
def test_best_and_worst_answers_reach_the_ends_of_the_scale(name):
    rule = QUESTIONNAIRES[name]
    ends = {score(name, [0] * rule.items), score(name, [rule.top] * rule.items)}

    assert ends == ({0, rule.items * rule.top} if rule.direct else {0, 100})


def test_koos_runs_against_its_answers():
    assert score("koos_pain", [1] * 9) == 75


def test_oxford_knee_score_is_the_sum():
    assert score("oxford_knee_score", [4] * 6 + [2] * 6) == 36
    assert scale("oxford_knee_score").only_range == (0, 48)


def test_missing_answers_take_the_mean_of_the_others():
    assert score("womac_pain", [2, 2, 2, 2, None]) == 10
    assert score("koos_qol", [1, 3, None, None]) == 50


@pytest.mark.parametrize(
    ("name", "answers", "words"),
    [
        ("womac_pain", [2, 2, 2, None, None], "at least 4"),
        ("womac_pain", [2, 2], "5 answers, not 2"),
        ("womac_pain", [2, 2, 2, 2, 5], "answer 5, is 5|answer 5 is 5"),
    ],
)
def test_refusals_say_what_is_wrong(name, answers, words):
    with pytest.raises(InputError, match=words):
        score(name, answers)


def test_unknown_questionnaire():
    with pytest.raises(NotFoundError, match="koos_pain"):
        score("sf99", [])
