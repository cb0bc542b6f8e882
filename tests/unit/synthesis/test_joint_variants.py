"""Other choices of trials and priors: what each keeps, and what is said of unknown ones."""

import numpy as np
import pytest

from kneewise import evidence
from kneewise.errors import InputError
from kneewise.synthesis.joint import ModelPrior, variants
from kneewise.synthesis.joint.dataset import dataset_design, dataset_frames
from kneewise.synthesis.joint.parallel import map_on_cores


@pytest.fixture(scope="module")
def dataset():
    return evidence.load()


@pytest.fixture(scope="module")
def frames(dataset):
    return dataset_frames(dataset)


def trials_of(frames):
    return set(frames.arms["trial_id"]) | set(frames.contrasts["trial_id"])


def variant(name):
    return next(v for v in variants.VARIANTS if v.name == name)


def test_no_high_risk_leaves_exactly_those_out(dataset, frames):
    kept = trials_of(variant("no_high_risk").frames(dataset, frames))
    risk = dict(dataset.trials.select("trial_id", "risk_of_bias").iter_rows())
    assert trials_of(frames) - kept == {t for t in trials_of(frames) if risk.get(t) == "high"}


def test_placebo_only_keeps_trials_with_a_placebo(dataset, frames):
    kept = variant("placebo_only").frames(dataset, frames)
    design = dataset_design(kept, ModelPrior())[0]
    by_trial: dict[int, set[str]] = {}
    for r in range(design.n):
        parts = (*design.vocabulary.parts(design.treatment[r]), *design.vocabulary.parts(design.reference[r]))
        by_trial.setdefault(int(design.trial[r]), set()).update(parts)
    without = [design.trials[t] for t, parts in by_trial.items() if not parts & set(variants.PLACEBOS)]
    # A trial may have its placebo arm only at a time or outcome that the model does not use.
    assert len(without) <= 0.05 * len(by_trial)


def test_large_only_keeps_large_trials(dataset, frames):
    design = dataset_design(variant("large_only").frames(dataset, frames), ModelPrior())[0]
    assert (2 / design.size**2 >= variants.LARGE_ARM - 1e-9).all()
    assert len(design.trials) > 50


def test_miles_enters_as_three_censored_contrasts(dataset, frames):
    more = variant("with_miles").frames(dataset, frames)
    new = more.contrasts.filter(more.contrasts["trial_id"] == variants.MILES_TRIAL)
    assert sorted(new["treatment_1"]) == ["bmac", "svf", "uc_msc"]
    assert (new["md"] == 0).all()
    n = float(dataset.fact(variants.MILES_FACT).n)
    assert new["n_1"].sum() + new["n_2"][0] == pytest.approx(n)
    assert variants.MILES_TRIAL not in trials_of(frames)


def test_censored_spread_is_wider_than_the_sampling_error_alone():
    se = 20 * np.sqrt(2 / 110)
    found = variants.censored_spread(110, 110, 20.0)
    assert found == pytest.approx(se * np.sqrt(1 + 1.96**2 / 3))
    rng = np.random.default_rng(0)
    # What it stands for: a true difference, its estimate, and only "somewhere within the bounds" known of the estimate.
    estimate = rng.uniform(-1.96 * se, 1.96 * se, 200_000)
    assert np.std(estimate + rng.normal(0, se, 200_000)) == pytest.approx(found, rel=0.01)


def test_unknown_variant_is_said(dataset):
    with pytest.raises(InputError, match="variant is 'moonlit'"):
        variants.variant_fit(dataset, "moonlit")


def test_largest_shift():
    def row(name, mean):
        return variants.SensitivityRow(name, "m", "a", "p", "pain", 26.0, 3, mean, None, None)

    assert variants.largest_shift([row("all", -8.0), row("x", -5.5), row("y", None), row("z", -9.0)]) == 2.5
    assert variants.largest_shift([row("x", -5.5)]) == 0.0
    assert row("all", -8.0).to_dict()["mean"] == -8.0


def test_refit_of_some_trials(dataset):
    fit = variants.refit(dataset, keep=lambda trial: trial < "c")
    assert 20 < fit.n_trials < 120
    assert fit.design is not None
    assert all(t < "c" for t in fit.design.trials)
    assert len(fit.weight) == 1


def test_sensitivity_rows_per_variant_and_headline(dataset, tmp_path, monkeypatch):
    monkeypatch.setenv("KNEEWISE_CACHE", str(tmp_path))
    rows = variants.sensitivity(dataset, [("bmac", "saline", 26, "pain")], variants=("all", "large_only"))
    assert [r.variant for r in rows] == ["all", "large_only"]
    assert rows[0].low < rows[0].mean < rows[0].high
    assert len(list(tmp_path.iterdir())) == 2


def test_map_on_cores_keeps_order():
    assert map_on_cores(lambda v: v * v, [3, 1, 2]) == [9, 1, 4]
    assert map_on_cores(lambda v: v, []) == []
