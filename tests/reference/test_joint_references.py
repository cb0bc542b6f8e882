"""The joint model equals the classical engine where the two coincide, and MCMC where they do not.

validation/joint/run_jags.R made jags.csv (JAGS 4.3.1, rjags, four chains of 40,000) from trials.csv, with covariances
built in R from the formulas.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from kneewise.synthesis.joint import ModelPrior, fit_timecourse
from kneewise.synthesis.network import NetworkData, network_meta_analysis

FOLDER = Path(__file__).parents[2] / "validation" / "joint"
FIXED = {
    "time_length": 1.0,
    "constant_share": 0.5,
    "outcome_cor": 0.9,
    "tau_outcome_cor": 0.7,
    "tau_constant_share": 0.7,
    "rho_time": 0.6,
    "rho_outcome": 0.6,
    "tau_size_power": 0.0,
}


def trials():
    return pl.read_csv(FOLDER / "trials.csv").with_columns(pl.col("week").cast(pl.Float64))


@pytest.mark.parametrize("tau", [0.0, 4.0])
def test_one_window_and_flat_priors_give_the_network_meta_analysis(tau):
    one = trials().filter(pl.col("week") == 26)
    wide = {"class_sd": 1e-4, "treatment_sd": 3000.0, "control_sd": 1e-4, "tau": max(tau, 1e-6)}
    prior = ModelPrior(fixed=FIXED | wide, active_sd=1e-4)
    fit = fit_timecourse(one, classes={"p": "control"}, prior=prior)
    rows = [
        {"study": r["trial_id"], "treatment": r["treatment"], "n": r["n"], "mean": r["mean"], "sd": r["sd"]}
        for r in one.iter_rows(named=True)
    ]
    network = network_meta_analysis(NetworkData.from_arms(rows, "MD"), tau2=tau**2, reference="p")
    for code in ("a1", "a2", "b1"):
        ours, classical = fit.effect(code, "p", [26], "pain"), network.effect(code, "p")
        # A prior spread of 3,000 points is not quite flat.
        assert ours.mean[0] == pytest.approx(classical.estimate, abs=1e-4)
        assert ours.sd[0] == pytest.approx(classical.se, rel=1e-5)


def test_equals_mcmc():
    prior = ModelPrior(fixed=FIXED | {"control_sd": 3.0}, active_sd=5.0)
    fit = fit_timecourse(trials(), classes={"p": "control", "a1": "a", "a2": "a", "b1": "b"}, prior=prior)
    jags = {r["name"]: r for r in pl.read_csv(FOLDER / "jags.csv").iter_rows(named=True)}
    for week, name in ((6, "e6"), (26, "e26"), (104, "e104")):
        for k, code in enumerate(("a1", "a2", "b1"), start=1):
            found, pinned = fit.effect(code, "p", [week], "pain"), jags[f"{name}[{k}]"]
            # The integration design is exact to second order in the variance parameters: within 3 % of a standard
            # deviation; the tails of three skewed spreads cost the interval's ends a little more.
            assert found.mean[0] == pytest.approx(pinned["mean"], abs=0.03 * pinned["sd"])
            assert found.sd[0] == pytest.approx(pinned["sd"], rel=0.03)
            low, high = found.interval()
            assert low[0] == pytest.approx(pinned["q025"], abs=0.12 * pinned["sd"])
            assert high[0] == pytest.approx(pinned["q975"], abs=0.12 * pinned["sd"])
    between = fit.effect("a1", "b1", [26], "pain")
    assert between.mean[0] == pytest.approx(jags["ab26"]["mean"], abs=0.03 * jags["ab26"]["sd"])
    assert between.sd[0] == pytest.approx(jags["ab26"]["sd"], rel=0.05)
    for name in ("tau", "class_sd", "treatment_sd"):
        mean = float(fit.weight @ fit.parameters[name])
        assert mean == pytest.approx(jags[name]["mean"], rel=0.05), name


def test_the_grid_of_pinned_figures_is_whole():
    assert len(pl.read_csv(FOLDER / "jags.csv")) == 13
    assert np.isfinite(pl.read_csv(FOLDER / "jags.csv")["mc_se"].to_numpy()).all()
