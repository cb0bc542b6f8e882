"""How long a pairwise synthesis takes; run with

    .venv/bin/pytest benchmarks/test_pairwise.py --benchmark-only

Data: the thirteen BCG trials (log risk ratios) of validation/metafor/reference.json. Targets: REML with Knapp-Hartung
1 ms, Bayesian 5 ms. Where Rscript and metafor are installed the same fit runs there, and ``extra_info["ratio"]`` says
how many times longer it took, which does not depend on the machine.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from kneewise.synthesis.bayes import bayes_pairwise
from kneewise.synthesis.pairwise import pairwise
from kneewise.synthesis.sensitivity import influence, leave_one_out
from kneewise.synthesis.tau2 import TAU2_METHODS

REFERENCE = Path(__file__).parents[1] / "validation/metafor/reference.json"
CASE = json.loads(REFERENCE.read_text(encoding="utf-8"))["cases"]["bcg RR"]
YI, VI = np.array(CASE["yi"]), np.array(CASE["vi"])


@pytest.fixture(scope="module")
def metafor_seconds():
    """Seconds of one ``rma(…, test = "knha")`` with its Q-profile interval, or None without R."""
    if shutil.which("Rscript") is None:
        return None
    code = (
        "suppressMessages(library(metafor));"
        f"y <- c({','.join(map(repr, YI.tolist()))}); v <- c({','.join(map(repr, VI.tolist()))});"
        "f <- function() { r <- rma(y, v, test = 'knha'); confint(r) }; invisible(f());"
        "cat(system.time(for (i in 1:50) f())[['elapsed']] / 50)"
    )
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None


def test_reml_with_knapp_hartung(benchmark, metafor_seconds):
    result = benchmark(pairwise, YI, VI, hartung_knapp="standard")
    assert result.tau2 == pytest.approx(CASE["fits"]["REML knha"]["tau2"], rel=1e-8)
    if metafor_seconds is not None and benchmark.stats is not None:
        benchmark.extra_info["metafor_ms"] = 1000 * metafor_seconds
        benchmark.extra_info["ratio"] = metafor_seconds / benchmark.stats.stats.median


@pytest.mark.parametrize("method", TAU2_METHODS)
def test_each_estimator(benchmark, method):
    benchmark(pairwise, YI, VI, tau2_method=method, tau2_interval=False)


def test_bayesian(benchmark):
    result = benchmark(bayes_pairwise, YI, VI, "half-normal:0.5")
    assert result.k == len(YI)


def test_leave_one_out(benchmark):
    assert len(benchmark(leave_one_out, YI, VI, tau2_interval=False)) == len(YI)


def test_influence(benchmark):
    benchmark(influence, YI, VI)


def test_thousand_trials(benchmark):
    rng = np.random.default_rng(20251)
    v = rng.uniform(0.01, 1, 1000)
    y = rng.normal(0.3, np.sqrt(v + 0.05))
    benchmark(pairwise, y, v)
