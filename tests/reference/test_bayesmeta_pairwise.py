"""Bayesian pairwise synthesis against R's bayesmeta 3.4: validation/bayesmeta/reference.json and published figures.

bayesmeta puts tau on a grid chosen so that the posterior is off by at most ``delta`` in Kullback-Leibler divergence
(here 0.001; its default is 0.01), so mu agrees to about 1e-3 of its SD; tau itself is integrated exactly on both sides.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kneewise.synthesis.bayes import bayes_pairwise
from kneewise.synthesis.effect_sizes import binary_effect

RUNS = json.loads((Path(__file__).parents[2] / "validation/bayesmeta/reference.json").read_text())["runs"]
# Grid error of bayesmeta at delta = 0.001, as a share of the posterior SD; its optimiser's for shortest intervals.
GRID_SHARE = 3e-3
TAU_RTOL = 2e-6
SHORTEST_TAU_RTOL = 1e-4


@pytest.mark.parametrize("run", RUNS, ids=lambda r: f"{r['data']} {r['prior']} {r['interval']}")
def test_posteriors(run):
    mu_prior = tuple(run["mu_prior"]) if run["mu_prior"] else None
    ours = bayes_pairwise(run["yi"], np.square(run["sei"]), run["prior"], mu_prior=mu_prior, interval=run["interval"])
    theirs = {row["_row"]: row for row in run["summary"]}
    rtol = TAU_RTOL if run["interval"] == "central" else SHORTEST_TAU_RTOL
    expected = [theirs["tau"][c] for c in ("mean", "sd", "median", "95% lower", "95% upper")]
    mine = [ours.tau.mean, ours.tau.sd, ours.tau.median, *ours.tau.ci]
    np.testing.assert_allclose(mine, expected, rtol=rtol, atol=1e-7)
    for name, posterior in (("mu", ours.mu), ("theta", ours.prediction)):
        mine = [posterior.mean, posterior.sd, posterior.median, *posterior.ci]
        expected = [theirs[name][c] for c in ("mean", "sd", "median", "95% lower", "95% upper")]
        np.testing.assert_allclose(mine, expected, rtol=0, atol=GRID_SHARE * theirs[name]["sd"])
    assert ours.probability_below_zero == pytest.approx(run["p_below_zero"], abs=GRID_SHARE)
    columns = run["theta_columns"]
    for effect, row in zip(ours.shrinkage, run["theta"], strict=True):
        published = dict(zip(columns, row, strict=True))
        tolerance = GRID_SHARE * published["sd"]
        assert effect.mean == pytest.approx(published["mean"], abs=tolerance)
        assert effect.sd == pytest.approx(published["sd"], abs=tolerance)
        assert effect.median == pytest.approx(published["median"], abs=tolerance)


def test_published_eight_schools():
    """bayesmeta's vignette (version 3.4), summary of Rubin's eight schools with half-Cauchy(25), mu ~ N(0, 50²)."""
    yi = [28.39, 7.94, -2.75, 6.82, -0.64, 0.63, 18.01, 12.16]
    sei = np.array([14.9, 10.2, 16.3, 11.0, 9.4, 11.4, 10.4, 17.6])
    ours = bayes_pairwise(yi, sei**2, "half-cauchy:25", mu_prior=(0, 50), interval="shortest")
    tau = [ours.tau.median, ours.tau.mean, ours.tau.sd, *ours.tau.ci]
    np.testing.assert_allclose(tau, [4.758539, 5.884511, 4.869904, 0.0, 15.165894], rtol=1e-6, atol=1e-6)
    mu = [ours.mu.median, ours.mu.mean, ours.mu.sd, *ours.mu.ci]
    np.testing.assert_allclose(mu, [7.962961, 7.985729, 4.995762, -1.823353, 17.824562], rtol=0, atol=5e-3)


def test_published_crins():
    """Röver (2020), table 3 and section 3.3: six trials of IL-2 antagonists, log odds ratios of rejection.

    Priors there: half-normal(0.5) on tau, N(0, 4²) on mu. The figures are those of the paper's printed summary.
    """
    events, total = [14, 16, 3, 9, 4, 0], [61, 28, 18, 54, 36, 50]
    control_events, control_total = [15, 19, 8, 29, 11, 3], [20, 28, 12, 54, 36, 34]
    effects = binary_effect("OR", events, total, control_events, control_total)
    ours = bayes_pairwise(effects.yi, effects.vi, "half-normal:0.5", mu_prior=(0, 4), interval="shortest")
    tau = [ours.tau.median, ours.tau.mean, ours.tau.sd, *ours.tau.ci]
    np.testing.assert_allclose(tau, [0.3445022, 0.3810562, 0.2593672, 0.0, 0.8607305], rtol=5e-5, atol=1e-6)
    mu = [ours.mu.median, ours.mu.mean, ours.mu.sd, *ours.mu.ci]
    np.testing.assert_allclose(mu, [-1.5734823, -1.5764366, 0.3295298, -2.2312306, -0.9264079], atol=2e-3)
