"""The measurement itself: scores, responder shares, the record's round trip, the command."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from scipy import stats

from kneewise import evidence
from kneewise.cli.evaluate import command
from kneewise.outlook import evaluate
from kneewise.outlook.evaluate_arms import (
    RESPONDER_RULES,
    ResponderRule,
    _average_forecast,
    _mixed_log_probability,
    responder_share,
)
from kneewise.synthesis.joint.scoring import crps


@pytest.fixture(scope="module")
def record():
    return evaluate.stored()


def test_share_of_responders_equals_simulation():
    rng = np.random.default_rng(4)
    s, r = 20.0, 0.5
    person_sd = s * np.sqrt(1 - r**2)
    z = rng.multivariate_normal([0, 0], [[1, r], [r, 1]], 400_000)
    for rule, change in ((ResponderRule("pain", 0.3, 0.0), -15.0), (ResponderRule("pain", 0.0, 10.0), -15.0)):
        before, after = 60 + s * z[:, 0], 60 + change + s * z[:, 1]
        met = (after <= (1 - rule.share) * before) & (after <= before - rule.points)
        found = responder_share(rule, 60.0, np.array(change), person_sd)
        assert found == pytest.approx(met.mean(), abs=0.005)


def test_more_relief_means_more_responders():
    rule = RESPONDER_RULES["omeract_oarsi_responder"]
    shares = responder_share(rule, 60.0, np.array([0.0, -10.0, -20.0, -40.0]), 18.0)
    assert (np.diff(shares) > 0).all()
    assert (shares > 0).all()
    assert (shares < 1).all()


def test_count_probability_is_the_binomial_for_one_share():
    found = _mixed_log_probability(7, 20, np.array([0.4]), np.array([1.0]))
    assert found == pytest.approx(stats.binom.logpmf(7, 20, 0.4))


def test_simple_arm_forecast_leaves_the_trial_out():
    y, se2 = np.array([-10.0, -12.0, -40.0]), np.ones(3)
    forecast = _average_forecast(y, se2, np.array(["a", "b", "c"]))
    np.testing.assert_allclose(forecast.mean[0], [-26, -25, -11])
    assert crps(y, forecast)[2] > crps(y, forecast)[1]


def test_trials_with_the_same_people_share_a_name():
    groups = evaluate.shared_people(evidence.load())
    assert groups["osteopain-clegg2006"] == groups["clegg2006"]


def test_record_adds_up(record):
    for measured in record.outcomes.values():
        parts = (measured.by_class, measured.by_window, measured.by_source)
        for part in parts:
            assert sum(s.n_contrasts for s in part) == measured.overall.n_contrasts
            weighted = sum(s.crps * s.n_contrasts for s in part) / measured.overall.n_contrasts
            assert weighted == pytest.approx(measured.overall.crps)
        assert measured.overall.crps_floor < measured.overall.crps < measured.overall.crps_no_effect
        assert sum(n for *_, n in measured.calibration) == measured.overall.n_contrasts
    assert {a.outcome for a in record.arms} == {"pain", "function"}
    assert all(0 < r.predicted < 100 for r in record.responders)
    assert len(record.responders) > 50


def test_round_trip(record):
    assert evaluate.from_dict(json.loads(json.dumps(record.to_dict()))) == record


def test_command_shows_the_kept_record(record):
    shown = CliRunner().invoke(command, [])
    assert shown.exit_code == 0
    assert "Differences between arms: pain" in shown.output
    assert f"{record.outcomes['pain'].overall.skill_vs_no_effect:.1f}" in shown.output
    only = CliRunner().invoke(command, ["--outcome", "function"])
    assert "arms: pain" not in only.output
    content = json.loads(CliRunner().invoke(command, ["--json", "--outcome", "pain"]).output)
    assert set(content["outcomes"]) == {"pain"}
    assert content["outcomes"]["pain"]["overall"]["n_contrasts"] == record.outcomes["pain"].overall.n_contrasts


def test_command_draws_the_calibration(tmp_path):
    path = tmp_path / "plot.svg"
    assert CliRunner().invoke(command, ["--outcome", "function", "--plot", str(path)]).exit_code == 0
    assert path.read_text().count("<circle") == evaluate.PIT_BINS - 1


def test_command_writes_a_whole_file(record, tmp_path):
    path = tmp_path / "record.json"
    assert CliRunner().invoke(command, ["--out", str(path)]).exit_code == 0
    assert evaluate.from_dict(json.loads(path.read_text())) == record
