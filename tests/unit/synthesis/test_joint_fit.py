"""The joint model on small invented data: gradient, conventions, bad input."""

import numpy as np
import polars as pl
import pytest

from kneewise.errors import InputError, KneewiseWarning, NotFoundError
from kneewise.synthesis.joint import ModelPrior, Modifier, fit_timecourse
from kneewise.synthesis.joint.design import Vocabulary, active_share, build_design
from kneewise.synthesis.joint.integration import sphere_points
from kneewise.synthesis.joint.likelihood import Workspace, log_posterior, log_posterior_gradient
from kneewise.synthesis.joint.priors import NAMES
from kneewise.synthesis.joint.reading import read_frames, window_of
from kneewise.synthesis.joint.timebasis import KNOT_WEEKS, basis, knot_kernel, knot_kernel_gradient

CLASSES = {"salt": "control", "care": "control", "cells": "cell", "cells2": "cell", "gel": "gel", "walk": "physical"}
EFFECT = {"salt": 0.0, "care": 3.0, "cells": -10.0, "cells2": -8.0, "gel": -3.0, "walk": -6.0}


def arm(trial, treatment, mean, week=26.0, outcome="pain", sd=20.0, n=60, **more):
    return {
        "trial_id": trial,
        "treatment": treatment,
        "outcome": outcome,
        "week": week,
        "mean": mean,
        "sd": sd,
        "n": n,
    } | more


def many_trials(seed=3, count=14):
    rng = np.random.default_rng(seed)
    codes = list(EFFECT)
    rows = []
    for i in range(count):
        size = int(rng.integers(2, 4))
        arms = ["salt" if i % 3 else "care", *rng.choice(codes[2:], size - 1, replace=False)]
        n = int(rng.integers(20, 120))
        for outcome in ("pain", "function"):
            for week in (6.0, 26.0)[: 1 + i % 2]:
                for a in arms:
                    mean = 45 + EFFECT[a] + rng.normal(0, 20 / np.sqrt(n)) + rng.normal(0, 2)
                    rows.append(arm(f"t{i}", a, mean, week, outcome, n=n))
    return pl.DataFrame(rows)


@pytest.fixture(scope="module")
def fit():
    return fit_timecourse(many_trials(), classes=CLASSES, modifiers=("small_study",))


def test_gradient_is_exact():
    prior = ModelPrior().with_modifiers(("small_study", "year"))
    reading = read_frames(many_trials(), None)
    x = {"small_study": {t: 0.1 * i for i, t in enumerate(reading.trials)}, "year": {}}
    work = Workspace.of(build_design(reading, Vocabulary(CLASSES), x), prior)
    rng = np.random.default_rng(1)
    for _ in range(3):
        phi = prior.start() + rng.normal(0, 0.3, len(prior.start()))
        value, slope = log_posterior_gradient(work, phi)
        assert value == pytest.approx(log_posterior(work, phi), abs=1e-9)
        for j in range(len(phi)):
            step = np.zeros(len(phi))
            step[j] = 1e-5
            numeric = (log_posterior(work, phi + step) - log_posterior(work, phi - step)) / 2e-5
            assert slope[j] == pytest.approx(numeric, rel=2e-5, abs=2e-5), NAMES[j]


def test_kernel_gradient_is_exact():
    by_length, by_share = knot_kernel_gradient(1.3, 0.4)
    step = 1e-6
    lengths = (knot_kernel(1.3 * np.exp(step), 0.4) - knot_kernel(1.3 * np.exp(-step), 0.4)) / (2 * step)
    shares = (knot_kernel(1.3, 0.4 + step) - knot_kernel(1.3, 0.4 - step)) / (2 * step)
    np.testing.assert_allclose(by_length, lengths, atol=1e-8)
    np.testing.assert_allclose(by_share, shares, atol=1e-8)


def test_curves_start_at_zero_and_stay_level_after_the_last_knot():
    rows = basis([0.0, *KNOT_WEEKS, 500.0])
    assert not rows[0].any()
    np.testing.assert_allclose(rows[1:-1], np.eye(len(KNOT_WEEKS)), atol=1e-12)
    np.testing.assert_allclose(rows[-1], rows[-2])


def test_sphere_points_integrate_second_moments():
    for size in (1, 3, 12, 16):
        z = sphere_points(size)[1:]
        np.testing.assert_allclose(z.mean(axis=0), 0, atol=1e-12)
        second = z.T @ z / len(z)
        np.testing.assert_allclose(second, np.eye(size) * second[0, 0], atol=1e-9)
    assert sphere_points(0).shape == (1, 0)


def test_effects_are_coherent(fit):
    queries = [("cells", "salt", 26.0, "pain"), ("gel", "salt", 26.0, "pain"), ("cells", "gel", 26.0, "pain")]
    found = fit.effects(queries)
    assert found.mean[0] - found.mean[1] == pytest.approx(found.mean[2], abs=1e-9)
    difference = found.covariance[0, 0] + found.covariance[1, 1] - 2 * found.covariance[0, 1]
    assert difference == pytest.approx(found.covariance[2, 2], abs=1e-6)
    np.testing.assert_allclose(np.sqrt(np.diag(found.covariance)), found.sd, rtol=1e-6)


def test_swapping_sides_turns_the_sign(fit):
    there, back = fit.effect("cells", "salt", [6, 26], "pain"), fit.effect("salt", "cells", [6, 26], "pain")
    np.testing.assert_allclose(there.mean, -back.mean)
    np.testing.assert_allclose(there.predictive_sd, back.predictive_sd)
    low, high = there.interval(0.9)
    turned = back.interval(0.9)
    np.testing.assert_allclose(low, -turned[1], atol=1e-6)
    np.testing.assert_allclose(high, -turned[0], atol=1e-6)


def test_nothing_differs_from_itself_or_before_it_is_given(fit):
    same = fit.effect("cells", "cells", [26], "pain")
    assert same.mean[0] == 0
    assert same.predictive_sd[0] < 1e-5
    before = fit.effect("cells", "salt", [0], "pain")
    assert before.mean[0] == 0
    assert before.predictive_sd[0] < 1e-5


def test_a_new_setting_scatters_more_than_the_average(fit):
    found = fit.effect("cells", "salt", [6, 26, 52], "pain")
    assert (found.predictive_sd > found.sd).all()
    assert found.probability_below(0.0)[1] > found.probability_below(0.0, predictive=True)[1]


def test_doubt_grows_away_from_the_data(fit):
    found = fit.effect("cells", "salt", [26, 104], "pain")
    assert found.sd[1] > found.sd[0]


def test_class_stands_in_for_an_untried_member():
    classes = CLASSES | {"cells3": "cell"}
    fit = fit_timecourse(many_trials(), classes=classes)
    known, new = fit.effect("cells", "salt", [26], "pain"), fit.effect("cells3", "salt", [26], "pain")
    assert new.mean[0] < -2  # the class helps
    assert new.sd[0] > known.sd[0]
    assert fit.basis_of("cells3", "pain").kind == "class_only"
    assert fit.basis_of("cells", "pain").kind == "trials"
    assert fit.basis_of("laser", "pain").kind == "none"


def test_combination_carries_its_parts(fit):
    def surplus(code):
        queries = [(c, "salt", 26.0, "pain") for c in (f"{code}+gel", code, "gel")]
        both, one, other = fit.effects(queries).mean
        return both - one - other

    # What the parts share counts sqrt(2) times instead of twice, whichever parts they are.
    assert surplus("cells") == pytest.approx(surplus("cells2"), abs=1e-9)
    assert surplus("cells") == pytest.approx(surplus("walk"), abs=1e-9)
    one, both = (fit.effect(c, "salt", [26], "pain") for c in ("cells", "cells+gel"))
    assert both.sd[0] > one.sd[0]
    assert active_share(2) == pytest.approx(np.sqrt(2))


def test_unknown_names_are_said(fit):
    with pytest.raises(NotFoundError, match="laser"):
        fit.effect("laser", "salt", [26], "pain")
    with pytest.raises(InputError, match="outcome is 'mood'"):
        fit.effect("cells", "salt", [26], "mood")
    with pytest.raises(InputError, match="weeks"):
        fit.effect("cells", "salt", [-1], "pain")
    with pytest.raises(NotFoundError, match="shoe_size"):
        fit.effect("cells", "salt", [26], "pain", {"shoe_size": 43})
    with pytest.raises(InputError, match="modifiers name 'shoe_size'"):
        fit_timecourse(many_trials(), classes=CLASSES, modifiers=("shoe_size",))


def test_single_arm_trials_are_left_out_in_words():
    rows = pl.concat([many_trials(), pl.DataFrame([arm("alone", "cells", 20.0)])])
    with pytest.warns(KneewiseWarning, match="alone: only cells"):
        fit = fit_timecourse(rows, classes=CLASSES)
    assert [f.trial for f in fit.findings if f.kind == "single_arm"] == ["alone"]


def test_trial_without_path_to_a_control_is_left_out_in_words():
    rows = pl.concat([many_trials(), pl.DataFrame([arm("island", "x1", 20.0), arm("island", "x2", 30.0)])])
    with pytest.warns(KneewiseWarning, match="island: x1 and x2 are compared only with each other"):
        fit = fit_timecourse(rows, classes=CLASSES)
    with pytest.raises(NotFoundError):
        fit.effect("x1", "salt", [26], "pain")


def test_only_islands_is_an_error():
    rows = pl.DataFrame([arm("island", "x1", 20.0), arm("island", "x2", 30.0)])
    with pytest.warns(KneewiseWarning), pytest.raises(InputError, match="reaches a control"):
        fit_timecourse(rows, classes={"salt": "control"})


def test_the_same_numbers_twice_count_once():
    trials = many_trials()
    copy = trials.filter(pl.col("trial_id") == "t2").with_columns(pl.lit("t2_again").alias("trial_id"))
    with pytest.warns(KneewiseWarning, match="t2_again: carries the same numbers as t2"):
        doubled = fit_timecourse(pl.concat([trials, copy]), classes=CLASSES)
    once = fit_timecourse(trials, classes=CLASSES)
    assert doubled.n_trials == once.n_trials
    np.testing.assert_allclose(
        doubled.effect("cells", "salt", [26], "pain").mean, once.effect("cells", "salt", [26], "pain").mean
    )


def test_a_reversed_scale_is_reported_and_kept():
    rows = pl.concat([many_trials(), pl.DataFrame([arm("turned", "cells", 80.0), arm("turned", "salt", 40.0)])])
    with pytest.warns(KneewiseWarning, match="turned: cells is 40 points worse than salt"):
        fit = fit_timecourse(rows, classes=CLASSES)
    assert [f.excluded for f in fit.findings if f.kind == "direction"] == [False]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sd": 0.0}, r"arms row 1, column sd is 0.0; it must be a finite number above 0"),
        ({"n": -5}, r"arms row 1, column n is -5"),
        ({"mean": float("inf")}, r"arms row 1, column mean is inf"),
    ],
)
def test_wrong_cells_are_named(change, message):
    with pytest.raises(InputError, match=message):
        fit_timecourse(pl.DataFrame([arm("t", "cells", 20.0) | change, arm("t", "salt", 30.0)]), classes=CLASSES)


def test_text_in_a_number_column_is_named():
    rows = pl.DataFrame([arm("t", "cells", 20.0), arm("t", "salt", 30.0)]).with_columns(pl.lit("many").alias("n"))
    with pytest.raises(InputError, match="arms row 1, column n is 'many', which is not a number"):
        fit_timecourse(rows, classes=CLASSES)


def test_missing_column_is_named():
    with pytest.raises(InputError, match="arms lacks the column sd"):
        fit_timecourse(many_trials().drop("sd"), classes=CLASSES)
    with pytest.raises(InputError, match="hold no trial with two comparable arms"):
        fit_timecourse(pl.DataFrame([arm("t", "cells", 20.0)]), classes=CLASSES)


def test_contrasts_are_used_only_where_means_are_missing():
    trials = many_trials()
    row = {
        "trial_id": "t1",
        "treatment_1": "x",
        "treatment_2": "salt",
        "outcome": "pain",
        "week": 26.0,
        "md": -50.0,
        "md_se": 0.5,
    }
    arms = sorted(set(trials.filter(pl.col("trial_id") == "t1")["treatment"]))
    known = pl.DataFrame([row | {"treatment_1": arms[0], "treatment_2": arms[1]}])
    with_known = fit_timecourse(trials, contrasts=known, classes=CLASSES)
    without = fit_timecourse(trials, classes=CLASSES)
    np.testing.assert_allclose(
        with_known.effect("cells", "salt", [26], "pain").mean, without.effect("cells", "salt", [26], "pain").mean
    )
    new = pl.DataFrame([row | {"trial_id": "new", "treatment_1": "gel", "md": -30.0, "md_se": 2.0}])
    moved = fit_timecourse(trials, contrasts=new, classes=CLASSES)
    assert moved.effect("gel", "salt", [26], "pain").mean[0] < without.effect("gel", "salt", [26], "pain").mean[0] - 1


def test_contrast_equals_the_arms_it_summarises():
    trials = many_trials()
    two = pl.DataFrame([arm("new", "gel", 30.0, n=50, sd=18.0), arm("new", "salt", 41.0, n=50, sd=18.0)])
    se = 18.0 * np.sqrt(2 / 50)
    one = pl.DataFrame(
        [
            {"trial_id": "new", "treatment_1": "gel", "treatment_2": "salt", "outcome": "pain", "week": 26.0}
            | {"md": -11.0, "md_se": se, "n_1": 50, "n_2": 50}
        ]
    )
    by_arms = fit_timecourse(pl.concat([trials, two]), classes=CLASSES).effect("gel", "salt", [6, 26], "pain")
    by_contrast = fit_timecourse(trials, contrasts=one, classes=CLASSES).effect("gel", "salt", [6, 26], "pain")
    np.testing.assert_allclose(by_arms.mean, by_contrast.mean, atol=1e-6)
    np.testing.assert_allclose(by_arms.sd, by_contrast.sd, atol=1e-6)


def test_baseline_imbalance_is_corrected():
    rows = [arm("b", "cells", 40.0, baseline_mean=60.0), arm("b", "salt", 40.0, baseline_mean=50.0)]
    (group,) = read_frames(pl.DataFrame(rows), None).groups
    cells, salt = group.arms
    assert cells.mean - salt.mean == pytest.approx(0.0 - 0.5 * 10)
    changes = [
        arm("b", "cells", -20.0, baseline_mean=60.0, value_type="change"),
        arm("b", "salt", -10.0, baseline_mean=50.0, value_type="change"),
    ]
    (group,) = read_frames(pl.DataFrame(changes), None).groups
    assert group.arms[0].mean - group.arms[1].mean == pytest.approx(-10 + 0.5 * 10)


def test_a_change_entered_as_a_final_value_is_left_out_in_words():
    rows = pl.concat([many_trials(), pl.DataFrame([arm("mixed", "cells", -18.0), arm("mixed", "salt", -6.0)])])
    with pytest.warns(
        KneewiseWarning, match="mixed: (cells has a final pain of -18|salt has a final pain of -6), off the scale"
    ):
        fit = fit_timecourse(rows, classes=CLASSES)
    assert fit.n_trials == fit_timecourse(many_trials(), classes=CLASSES).n_trials


def test_people_who_end_far_worse_than_they_began_are_reported():
    turned = pl.DataFrame(
        [arm("turned", "cells", 70.0, baseline_mean=40.0), arm("turned", "salt", 62.0, baseline_mean=41.0)]
    )
    findings = read_frames(turned, None).findings
    assert [(f.kind, f.excluded) for f in findings] == [("direction", False)]
    assert "cells ends 30 points worse than it began" in findings[0].words


def test_windows_hold_their_weeks():
    assert [window_of(w) for w in (1.5, 3, 8, 8.5, 13, 26, 52, 104, 200)] == [2, 6, 6, None, 13, 26, 52, 104, None]


def test_modifier_moves_the_effect_and_only_active_treatments():
    rng = np.random.default_rng(5)
    rows, trials = [], []
    for i in range(40):
        x = 40.0 + i
        trials.append({"trial_id": f"t{i}", "age_mean": x})
        effect = -8 - 0.4 * (x - 60)
        for code, m in (("salt", 0.0), ("cells", effect)):
            rows.append(arm(f"t{i}", code, 50 + m + rng.normal(0, 1), n=400))
    prior = ModelPrior(modifiers=(Modifier("age_mean", 60.0, 5.0, 3.0, 2.0),))
    fit = fit_timecourse(
        pl.DataFrame(rows), trials=pl.DataFrame(trials), classes=CLASSES, modifiers=("age_mean",), prior=prior
    )
    young, old = (fit.effect("cells", "salt", [26], "pain", {"age_mean": a}).mean[0] for a in (50, 70))
    assert old - young == pytest.approx(-8, abs=1.5)
    unknown = fit.effect("cells", "salt", [26], "pain", {"age_mean": None})
    np.testing.assert_allclose(unknown.mean, fit.effect("cells", "salt", [26], "pain").mean)
    between = fit.effect("care", "salt", [26], "pain", {"age_mean": 80})
    np.testing.assert_allclose(between.mean, fit.effect("care", "salt", [26], "pain").mean)


def test_priors_check_themselves():
    with pytest.raises(InputError, match="modifier x needs a unit above 0"):
        Modifier("x", 0.0, 0.0, 1.0, 1.0)
    with pytest.raises(InputError, match="prior names speed"):
        ModelPrior(fixed={"speed": 1.0})
    prior = ModelPrior().scaled(2.0, ("tau",))
    assert prior.hyper["tau"].centre == 2 * ModelPrior().hyper["tau"].centre


def test_to_dict_is_json(fit):
    import json

    text = json.dumps(fit.to_dict())
    assert '"cells"' in text
    assert set(fit.parameter_summary()) == set(NAMES)
    json.dumps(fit.effect("cells", "salt", [26], "pain").to_dict())
