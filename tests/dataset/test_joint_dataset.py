"""The joint model of the dataset: what enters, and that the shipped fit and record are current."""

import numpy as np
import polars as pl
import pytest

from kneewise import evidence
from kneewise.outlook import evaluate
from kneewise.outlook.evaluation_record import track_records
from kneewise.synthesis.joint.dataset import TYPICAL_PAIN_SD, dataset_design, dataset_frames, fresh_fit
from kneewise.synthesis.joint.priors import ModelPrior
from kneewise.synthesis.joint.storage import FITTED, fit_key, load_fit, saved_version
from kneewise.synthesis.joint.variants import censored_spread, variant_fit


@pytest.fixture(scope="module")
def dataset():
    return evidence.load()


@pytest.fixture(scope="module")
def frames(dataset):
    return dataset_frames(dataset)


def test_only_randomised_trials_of_the_right_people_enter(dataset, frames):
    used = set(frames.arms["trial_id"]) | set(frames.contrasts["trial_id"])
    known = {r["trial_id"]: r for r in dataset.trials.iter_rows(named=True)}
    for trial in used & set(known):
        assert known[trial]["randomised"], trial
        assert known[trial]["population"] in ("knee_oa", "mixed_oa"), trial
        assert known[trial]["duplicate_of"] is None, trial


def test_every_row_of_the_design_is_a_row_of_the_dataset(dataset, frames):
    design, findings, _ = dataset_design(frames, ModelPrior())
    known = set(frames.arms["row_id"]) | set(frames.contrasts["row_id"])
    assert set(design.row_ids) - {""} <= known
    assert len(design.trials) > 250
    assert design.n > 600
    # Every trial that could enter either does, or a finding says why not.
    named = {f.trial for f in findings if f.excluded}
    could = set(frames.arms["trial_id"]) | set(frames.contrasts["trial_id"])
    silent = could - set(design.trials) - named
    assert not silent, sorted(silent)


def test_typical_spread_is_the_dataset_s(frames):
    pain = frames.arms.filter((pl.col("outcome") == "pain") & (pl.col("value_type") == "final") & pl.col("n_known"))
    assert float(pain["sd"].median()) == pytest.approx(TYPICAL_PAIN_SD, abs=2.0)


def test_shipped_fit_is_current(dataset):
    assert saved_version(FITTED) == fit_key(dataset.version, ModelPrior()), (
        "run: python -m kneewise.synthesis.joint.ship"
    )
    assert FITTED.stat().st_size < 2_000_000


def test_shipped_fit_equals_a_refit(dataset):
    kept, fresh = load_fit(FITTED, ModelPrior()), fresh_fit(dataset)
    assert kept.n_rows == fresh.n_rows
    queries = [
        (t, c, w, o)
        for t, c in (("bmac", "saline"), ("prp", "ha"), ("exercise", "usual_care"), ("bmac+prp", "oral_placebo"))
        for w in (6, 26, 104)
        for o in ("pain", "function")
    ]
    one, two = fresh.effects(queries), kept.effects(queries)
    np.testing.assert_allclose(two.mean, one.mean, atol=0.01)
    np.testing.assert_allclose(two.sd, one.sd, rtol=5e-3)


def test_evaluation_record_is_current(dataset):
    record = evaluate.stored()
    assert record is not None
    assert evaluate.is_current(record, dataset), (
        "run: kneewise evaluate --fresh --out kneewise/outlook/fitted/evaluation.json"
    )
    found = track_records(dataset.version)
    assert set(found) == {"pain", "function"}
    assert found["pain"].n_contrasts == record.outcomes["pain"].overall.n_contrasts
    assert found["pain"].coverage_80 == pytest.approx(record.outcomes["pain"].overall.coverage_80 / 100)


def test_a_part_of_the_record_comes_out_the_same(dataset):
    left = evaluate.leave_one_out(dataset)
    again = evaluate.evaluate_contrasts(left)
    record = evaluate.stored()
    for outcome in ("pain", "function"):
        kept, fresh = record.outcomes[outcome].overall, again[outcome].overall
        assert fresh.n_contrasts == kept.n_contrasts
        assert fresh.crps == pytest.approx(kept.crps, abs=1e-3)
        assert fresh.coverage_95 == pytest.approx(kept.coverage_95, abs=0.5)
        assert fresh.skill_vs_no_effect == pytest.approx(kept.skill_vs_no_effect, abs=0.05)


def test_record_keeps_its_promises(dataset):
    """What the report's footer says must hold: intervals hold what they claim, and beat both simple forecasts."""
    record = evaluate.stored()
    for outcome in ("pain", "function"):
        score = record.outcomes[outcome].overall
        assert 93 <= score.coverage_95 <= 97
        assert 77 <= score.coverage_80 <= 83
        assert score.skill_vs_no_effect > 25
        assert score.skill_vs_pairwise > 12
        assert sum(record.outcomes[outcome].pit) == pytest.approx(1)
    assert evaluate.from_dict(record.to_dict()) == record


def test_censored_trial_pulls_the_headline_down(dataset, tmp_path, monkeypatch):
    monkeypatch.setenv("KNEEWISE_CACHE", str(tmp_path))
    plain, miles = (variant_fit(dataset, name) for name in ("all", "with_miles"))
    pair = [("bmac", "cs", 52.0, "pain")]
    assert abs(miles.effects(pair).mean[0]) < abs(plain.effects(pair).mean[0])
    assert miles.n_trials == plain.n_trials + 1
    kept = variant_fit(dataset, "with_miles")
    np.testing.assert_allclose(kept.effects(pair).mean, miles.effects(pair).mean, atol=1e-3)
    assert censored_spread(100, 100, 20.0) > 20 * np.sqrt(2 / 100)
