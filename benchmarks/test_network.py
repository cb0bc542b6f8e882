"""How long a network of 200 trials and 30 treatments takes; run with

    .venv/bin/pytest benchmarks/test_network.py --benchmark-only

The network is made here, always the same. Targets are shown beside the figures in benchmarks/README.md, "network"; a
figure is only meaningful as a ratio on one machine, so metafor's `rma.mv` runs on the same contrasts where Rscript and
metafor are installed.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from kneewise.synthesis.network import NetworkData, bayes_network, leave_one_out, network_meta_analysis
from kneewise.synthesis.network.rows import whiten

TRIALS, TREATMENTS = 200, 30


def synthetic_rows() -> list[dict[str, object]]:
    """Arm-level rows: a chain through all treatments, then random pairs, a fifth of the trials with three arms."""
    generator = np.random.default_rng(1)
    true = generator.normal(0, 1, TREATMENTS)
    rows: list[dict[str, object]] = []
    for i in range(TRIALS):
        size = 2 if generator.random() < 0.8 else 3
        arms = generator.choice(TREATMENTS, size, replace=False)
        if i < TREATMENTS - 1:
            arms = np.array([i, i + 1] + ([(i + 5) % TREATMENTS] if size == 3 else []))
        rows += [
            {
                "study": f"s{i:03d}",
                "treatment": f"t{a:02d}",
                "n": 50,
                "mean": true[a] + generator.normal(0, 0.25),
                "sd": 1,
            }
            for a in arms
        ]
    return rows


@pytest.fixture(scope="module")
def data() -> NetworkData:
    return NetworkData.from_arms(synthetic_rows(), "MD")


@pytest.mark.parametrize("method", ["DL", "REML", "ML"])
def test_fit(benchmark, data, method):
    result = benchmark(network_meta_analysis, data, tau2=method)
    assert result.tau2 > 0


@pytest.mark.parametrize("way", ["back-calculation", "parameter", "parameter, tau² again", "exclusion"])
def test_node_splitting_of_all_comparisons(benchmark, data, way):
    method, again = way.split(",")[0], "again" in way
    result = network_meta_analysis(data)
    splits = benchmark.pedantic(result.node_split, (method,), {"refit": again}, rounds=3, warmup_rounds=1)
    assert len(splits) > 150


def test_full_posterior(benchmark, data):
    def posterior():
        result = bayes_network(data, "half-normal:0.5")
        return result.effects(), result.tau, result.sucra, result.ranks

    benchmark(posterior)


def test_leave_one_trial_out(benchmark, data):
    left = benchmark.pedantic(leave_one_out, (data, "half-normal:0.5"), rounds=3, warmup_rounds=1)
    assert len(left.contrasts) == data.n_contrasts


def test_everything_as_json(benchmark, data):
    def run():
        return network_meta_analysis(data).to_dict(node_split=True)

    benchmark(run)


R_SCRIPT = """
suppressMessages(library(metafor)); a <- commandArgs(TRUE)
d <- read.csv(a[1]); X <- as.matrix(read.csv(a[2])); V <- as.matrix(read.csv(a[3]))
d$study <- factor(d$study); d$arm <- factor(d$arm)
fit <- function() rma.mv(d$y, V, mods = X, intercept = FALSE, random = ~ arm | study, rho = 0.5, data = d)
f <- fit(); t <- min(sapply(1:3, function(i) system.time(fit())[["elapsed"]]))
cat("tau2", format(f$tau2, digits = 12), "seconds", format(t, digits = 6), "\\n")
if (requireNamespace("netmeta", quietly = TRUE)) {
  suppressMessages(library(netmeta)); p <- read.csv(a[4])
  s <- system.time(n <- netmeta(te, se, treat1, treat2, study, data = p, method.tau = "DL"))[["elapsed"]]
  cat("netmeta", format(n$tau2, digits = 12), format(s, digits = 6), "\\n")
}
"""


def test_reml_against_rma_mv(benchmark, data, tmp_path):
    """The same REML fit by metafor (its default) in the same run; prints the ratio if R is there."""
    ours = benchmark(network_meta_analysis, data, tau2="REML")
    if shutil.which("Rscript") is None:
        print("\nRscript is not installed: no ratio")
        return
    _write_for_r(data, tmp_path)
    script = tmp_path / "fit.R"
    script.write_text(R_SCRIPT)
    command = ["Rscript", str(script), *(str(tmp_path / f"{name}.csv") for name in ("rows", "x", "v", "pairs"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"tau2 (\S+) seconds (\S+)", done.stdout)
    if found is None:
        print(f"\nmetafor did not run: no ratio ({done.stderr.strip()[-200:]})")
        return
    tau2, seconds = float(found[1]), float(found[2])
    assert ours.tau2 == pytest.approx(tau2, rel=1e-4)
    mean = benchmark.stats.stats.min
    print(f"\nrma.mv {seconds * 1000:.0f} ms, kneewise {mean * 1000:.1f} ms: ratio {seconds / mean:.0f}")
    slow = re.search(r"netmeta (\S+) (\S+)", done.stdout)
    if slow is not None:
        assert network_meta_analysis(data, tau2="DL").tau2 == pytest.approx(float(slow[1]), rel=1e-6)
        print(f"netmeta (DL) {float(slow[2]):.1f} s: ratio to our REML fit {float(slow[2]) / mean:.0f}")


def _pairs(data: NetworkData) -> list[tuple[str, str, str, float, float]]:
    """Every contrast of every trial."""
    found = []
    for s in data.studies:
        for i, a in enumerate(s.arms):
            for b in s.arms[i + 1 :]:
                te, variance = s.contrast(a, b)
                found.append((s.name, data.treatments[a], data.treatments[b], te, variance**0.5))
    return found


def _write_for_r(data: NetworkData, folder: Path) -> None:
    rows = whiten(data)
    n = rows.n
    x, v, table, start = np.zeros((n, len(data.treatments))), np.zeros((n, n)), [], 0
    for s in data.studies:
        stop = start + len(s.arms) - 1
        v[start:stop, start:stop] = s.v
        for i, a in enumerate(s.arms[1:]):
            x[start + i, a], x[start + i, s.arms[0]] = 1, -1
            table.append((s.name, a, s.y[i]))
        start = stop
    for name, header, body in (
        ("rows", ["study", "arm", "y"], table),
        ("x", data.treatments[1:], x[:, 1:]),
        ("v", [f"c{i}" for i in range(n)], v),
        ("pairs", ["study", "treat1", "treat2", "te", "se"], _pairs(data)),
    ):
        with (folder / f"{name}.csv").open("w", newline="") as f:
            csv.writer(f).writerows([header, *([*map(str, row)] for row in body)])
