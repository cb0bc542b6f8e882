"""GRADE's domains: each rule bites, and nothing unknown counts as good."""

import inspect
import re

import numpy as np
import pytest

from kneewise import evidence, words
from kneewise.synthesis import certainty as grade
from kneewise.synthesis.joint import EffectEstimate, fit_dataset, variants


def weights(**shares):
    levels = {"low": "low", "some": "some", "high": "high", "unknown": None}
    return tuple(grade.TrialWeight(name, share, levels[name], 120.0) for name, share in shares.items())


def effect(mean, sd, spread):
    one = np.ones(1)
    m, s, p = np.array([mean]), np.array([sd]), np.array([np.hypot(sd, spread)])
    return EffectEstimate(
        ("x",), ("y",), ("pain",), np.array([26.0]), m, s, p, one, m[None], s[None], p[None], np.array([[sd**2]])
    )


@pytest.fixture(scope="module")
def dataset():
    return evidence.load()


@pytest.fixture(scope="module")
def fit(dataset):
    return fit_dataset(dataset)


@pytest.mark.parametrize(
    ("shares", "levels"),
    [
        ({"low": 1.0}, 0),
        ({"low": 0.6, "some": 0.4}, 0),
        ({"low": 0.7, "high": 0.3}, 1),
        ({"low": 0.4, "some": 0.6}, 1),
        ({"unknown": 1.0}, 1),
        ({"high": 0.7, "low": 0.3}, 2),
    ],
)
def test_risk_of_bias_by_weight(shares, levels):
    assert sum(r.levels for r in grade._bias(weights(**shares))) == levels


def test_unrated_trials_are_never_taken_as_careful():
    (reason,) = grade._bias(weights(unknown=0.8, low=0.2))
    assert reason.message == "certainty-bias-unknown"
    assert "80" in reason.text("en")


def test_nobody_in_trials_is_said_as_such():
    for mean in (-20.0, -3.0):
        (reason,) = grade._imprecision(effect(mean, 2.0, 0.0), 12.0, 0)
        assert "0 " not in reason.text("en")
        assert "No one" in reason.text("en")


@pytest.mark.parametrize(
    ("mean", "sd", "people", "levels"),
    [
        (-20.0, 1.0, 1000, 0),
        (-20.0, 1.0, 200, 1),
        (-12.0, 2.0, 1000, 1),
        (-12.0, 2.0, 50, 2),
        (-6.0, 6.0, 1000, 2),
        (-5.0, 1.0, 1000, 0),
    ],
)
def test_imprecision_against_the_threshold(mean, sd, people, levels):
    assert sum(r.levels for r in grade._imprecision(effect(mean, sd, 0.0), 12.0, people)) == levels


def test_inconsistency_needs_a_wider_reach_in_new_settings():
    assert grade._spread(effect(-20.0, 1.0, 1.0), 12.0, 5) == []
    (reason,) = grade._spread(effect(-20.0, 1.0, 8.0), 12.0, 5)
    assert reason.levels == 1
    assert grade._spread(effect(-20.0, 1.0, 8.0), 12.0, 1) == []


def test_indirectness_by_path_and_time():
    assert grade._indirectness("trials", 52.0, 52.0) == []
    assert grade._indirectness("indirect", 52.0, 26.0)[0].levels == 1
    assert grade._indirectness("class_only", None, 26.0)[0].levels == 2
    (late,) = grade._indirectness("trials", 26.0, 52.0)
    assert "26" in late.text("en")


def test_level_is_start_minus_downgrades(fit, dataset):
    for treatment in ("bmac", "prp", "exercise", "paracetamol"):
        found = grade.certainty(fit, dataset, treatment, "pain", 26.0)
        assert found.level == grade.LEVELS[min(sum(found.domains.values()), 3)]
        assert set(found.domains) == set(grade.DOMAINS)
        assert len(found.sentences()) == len(found.reasons) == len(found.sentences("es"))


def test_cells_are_not_called_certain(fit, dataset):
    """162 people in unrated trials cannot give more than low certainty, whatever the effect."""
    found = grade.certainty(fit, dataset, "bmac", "pain", 26.0)
    assert found.level in ("low", "very_low")
    assert found.domains["risk_of_bias"] >= 1


def test_weights_sum_to_one_and_know_their_trials(fit, dataset):
    design = grade._design(dataset.version, dataset)
    risk = dict(dataset.trials.select("trial_id", "risk_of_bias").iter_rows())
    found = grade.direct_weights(design, risk, "cs", "pain", 4.0)
    assert sum(w.share for w in found) == pytest.approx(1)
    assert {w.risk_of_bias for w in found} <= {"low", "some", "high", None}
    assert all(w.per_arm > 0 for w in found)


def test_published_grades_stand_beside_ours(dataset):
    rows = grade.compare_with_published(dataset)
    assert len(rows) >= 10
    level = {name: k for k, name in enumerate(grade.LEVELS)}
    for row in rows:
        published = row.published.split(" to ")[0].replace(" ", "_")
        # Ours rate one product and count unrated trials as doubtful: never kinder than the review.
        assert level[row.ours] >= level[published] - 1, row


def test_every_message_exists_in_both_languages():
    ids = re.findall(r'"((?:certainty|sensitivity)-[a-z-]+)"', inspect.getsource(grade) + inspect.getsource(variants))
    assert len(ids) > 20
    for message in ids:
        assert words.has(message, "en"), message
        assert words.has(message, "es"), message
