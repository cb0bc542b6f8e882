"""How long the probabilistic analysis takes, and how its cost grows with draws and options.

    pytest benchmarks/test_economics.py --benchmark-only

The limit that the project sets itself: 5,000 draws of all options over a lifetime in 2 seconds. The ratios in
``extra_info`` do not depend on the machine.
"""

import time

import numpy as np
import pytest

from kneewise import evidence
from kneewise.economics import OptionEffect, PainEffect, evaluate_costs
from kneewise.economics.markov import cohort_trace
from kneewise.outlook.results import Person
from kneewise.quantities import Estimate

PERSON = Person(age=60, sex="female", kl_grade=3, pain=60, country="US")


def options(count):
    effects = (PainEffect(13, -8, 3), PainEffect(26, -9, 4), PainEffect(52, -6, 5))
    return [OptionEffect(f"option {k}", f"option {k}", effects, Estimate(100.0 * k, "USD")) for k in range(count)]


@pytest.fixture(scope="module")
def dataset():
    return evidence.load()


def seconds(run):
    times = []
    for _ in range(3):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def test_five_thousand_draws_of_twelve_options(benchmark, dataset):
    result = benchmark(evaluate_costs, PERSON, options(12), dataset, draws=5000)
    assert result.draws == 5000
    benchmark.extra_info["draws x options x cycles per second"] = round(
        5000 * 13 * result.horizon_years * 4 / benchmark.stats["mean"]
    )


def test_cost_grows_with_draws(benchmark, dataset):
    few, many = 2000, 20_000
    base = seconds(lambda: evaluate_costs(PERSON, options(6), dataset, draws=few))
    benchmark.pedantic(evaluate_costs, (PERSON, options(6), dataset), {"draws": many}, rounds=2)
    benchmark.extra_info["time for 10 times the draws"] = round(benchmark.stats["min"] / base, 2)


def test_cost_grows_with_options(benchmark, dataset):
    base = seconds(lambda: evaluate_costs(PERSON, options(3), dataset, draws=2000))
    benchmark.pedantic(evaluate_costs, (PERSON, options(31), dataset), {"draws": 2000}, rounds=2)
    benchmark.extra_info["time for 8 times the options"] = round(benchmark.stats["min"] / base, 2)


def test_unrolled_model_against_whole_matrices(benchmark, dataset):
    """The general engine on the same number of cohorts, cycles and states, matrices ready made."""
    draws, count, cycles, states = 200, 6, 160, 9
    matrices = np.random.default_rng(1).dirichlet(np.ones(states), size=(draws, count, states))
    start = np.eye(states)[0]
    general = seconds(lambda: cohort_trace(start, matrices, cycles))
    benchmark.pedantic(evaluate_costs, (PERSON, options(count - 1), dataset), {"draws": draws}, rounds=3)
    benchmark.extra_info["general engine takes times as long"] = round(general / benchmark.stats["min"], 2)
