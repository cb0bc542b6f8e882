"""Leaving a trial out by formula equals refitting without it."""

import importlib.util
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from kneewise.synthesis.joint import ModelPrior, leave_one_trial_out
from kneewise.synthesis.joint.coefficients import Layout, select
from kneewise.synthesis.joint.design import Vocabulary, build_design
from kneewise.synthesis.joint.fit import fit_design, posterior_moments
from kneewise.synthesis.joint.integration import Nodes, normalised
from kneewise.synthesis.joint.leave_one_out import EffectQuery, effects_without
from kneewise.synthesis.joint.likelihood import Workspace, covariance, factor, log_posterior
from kneewise.synthesis.joint.reading import read_frames
from kneewise.synthesis.joint.scoring import Forecast, crps, dersimonian_laird, no_effect, pairwise, probability_below

_spec = importlib.util.spec_from_file_location("joint_fit_tests", Path(__file__).with_name("test_joint_fit.py"))
_shared = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_shared)
CLASSES, many_trials = _shared.CLASSES, _shared.many_trials


def design_of(frame, prior):
    reading = read_frames(frame, None)
    x = {m.name: {t: 0.1 * (int(t[1:]) - 5) for t in reading.trials} for m in prior.modifiers}
    return build_design(reading, Vocabulary(CLASSES), x)


@pytest.fixture(scope="module")
def fitted():
    prior = ModelPrior().with_modifiers(("year",))
    design = design_of(many_trials(), prior)
    _, work, nodes = fit_design(design, prior)
    return design, work, nodes, prior


def refit_weights(work, nodes):
    density = np.array([log_posterior(work, phi) for phi in nodes.phi])
    return normalised(density + nodes.log_base), density


def test_leaving_out_equals_refitting(fitted):
    design, work, nodes, prior = fitted
    left = leave_one_trial_out(work, nodes)
    for trial in design.trials[:4]:
        rows = design.rows_of(trial)
        others = design_of(many_trials().filter(pl.col("trial_id") != trial), prior)
        other_work = Workspace.of(others, prior)
        weight, _ = refit_weights(other_work, nodes)
        np.testing.assert_allclose(left.weight[:, rows[0]], weight, atol=1e-9)
        keep = np.setdiff1d(np.arange(design.n), rows)
        for j in (0, 5, 20):
            k = covariance(work, prior.natural(nodes.phi[j]))
            solve = np.linalg.solve(k[np.ix_(keep, keep)], k[np.ix_(keep, rows)])
            np.testing.assert_allclose(left.mean[j, rows], solve.T @ design.y[keep], atol=1e-8)
            brute = k[np.ix_(rows, rows)] - k[np.ix_(rows, keep)] @ solve
            np.testing.assert_allclose(left.variance[j, rows], np.diag(brute), rtol=1e-9)


def test_effects_without_a_trial_equal_refitting(fitted):
    design, work, nodes, prior = fitted
    trial = design.trials[2]
    query = EffectQuery(trial, "cells", "salt", 26.0, "pain")
    weight, mean, variance = effects_without(work, nodes, [query])
    others = design_of(many_trials().filter(pl.col("trial_id") != trial), prior)
    other_work = Workspace.of(others, prior)
    refit, density = refit_weights(other_work, nodes)
    np.testing.assert_allclose(weight[:, 0], refit, atol=1e-9)
    layout = Layout(others.labels, others.modifier_names)
    x = design.x[design.rows_of(trial)[:1]]
    z = select(layout, others.vocabulary, [("cells", "salt")], np.array([26.0]), np.array([0]), x).z
    again = Nodes(nodes.phi, refit, density, nodes.log_base)
    means, within = posterior_moments(other_work, again, layout)
    np.testing.assert_allclose(mean[:, 0], means @ z[0], atol=1e-6)
    size = design.size[design.rows_of(trial)[0]]
    h = [prior.natural(phi) for phi in nodes.phi]
    tau2 = np.array([v["tau"] ** 2 * (size / np.sqrt(0.02)) ** (2 * v["tau_size_power"]) for v in h])
    assert refit @ (variance[:, 0] - tau2) == pytest.approx(float(z[0] @ within @ z[0]), abs=1e-3)


def test_trials_with_the_same_people_leave_together(fitted):
    design, work, nodes, _ = fitted
    pair = {design.trials[0]: "same", design.trials[1]: "same"}
    alone, together = leave_one_trial_out(work, nodes), leave_one_trial_out(work, nodes, pair)
    first = design.rows_of(design.trials[0])
    assert (together.variance[0, first] > alone.variance[0, first]).all()
    rest = design.rows_of(design.trials[5])
    np.testing.assert_allclose(together.mean[:, rest], alone.mean[:, rest], atol=1e-9)


def test_factor_solves(fitted):
    design, work, nodes, prior = fitted
    h = prior.natural(nodes.phi[0])
    k = covariance(work, h)
    solved = factor(work, h)
    np.testing.assert_allclose(k @ solved.alpha, design.y, atol=1e-7)
    np.testing.assert_allclose(solved.inverse() @ k, np.eye(design.n), atol=1e-7)
    assert np.linalg.eigvalsh(k).min() > 0


def test_crps_equals_its_definition():
    forecast = Forecast(np.array([[0.3], [0.7]]), np.array([[-1.0], [2.0]]), np.array([[1.0], [4.0]]))
    y = np.array([0.5])
    grid = np.linspace(-40, 40, 400_001)
    cdf = probability_below(
        grid, Forecast(*(np.repeat(v, len(grid), axis=1) for v in (forecast.weight, forecast.mean, forecast.variance)))
    )
    brute = np.trapezoid((cdf - (grid >= y[0])) ** 2, grid)
    assert crps(y, forecast)[0] == pytest.approx(brute, abs=1e-4)


def test_simple_forecasts():
    assert dersimonian_laird(np.array([1.0, 3.0]), np.array([1.0, 1.0]))[0] == pytest.approx(2.0)
    prior = ModelPrior().with_modifiers(())
    design = design_of(many_trials(), prior)
    nothing = no_effect(design)
    assert (nothing.mean == 0).all()
    assert (nothing.variance[0] >= design.variance).all()
    pooled, possible = pairwise(design, nothing)
    np.testing.assert_allclose(pooled.variance[0][~possible], nothing.variance[0][~possible])
    row = int(np.flatnonzero(possible)[0])
    alike = [
        r
        for r in range(design.n)
        if design.trial[r] != design.trial[row]
        and (design.outcome[r], design.windows[r]) == (design.outcome[row], design.windows[row])
        and {design.treatment[r], design.reference[r]} == {design.treatment[row], design.reference[row]}
    ]
    sign = [1 if design.treatment[r] == design.treatment[row] else -1 for r in alike]
    centre, _, _ = dersimonian_laird(design.y[alike] * sign, design.variance[alike])
    assert pooled.mean[0, row] == pytest.approx(centre)
