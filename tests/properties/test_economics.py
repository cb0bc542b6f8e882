"""What holds for every person and option, whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneewise import evidence
from kneewise.economics import Discounting, OptionEffect, PainEffect, decision, evaluate_costs
from kneewise.economics.knee_model import utility_of_pain
from kneewise.economics.markov import accumulate, cohort_trace
from kneewise.outlook.results import Person
from kneewise.quantities import Estimate, Interval

FEW = settings(max_examples=12, deadline=None)
PEOPLE = st.builds(
    Person,
    age=st.integers(25, 90).map(float),
    sex=st.sampled_from(["female", "male", None]),
    kl_grade=st.sampled_from([None, 1, 2, 3, 4]),
    pain=st.integers(0, 100).map(float),
)
PRICES = st.floats(0, 20_000).map(lambda v: Estimate(v, "USD", ci=Interval(0.8 * v, 1.2 * v)))
RELIEF = st.floats(-40, 0)


def evaluated(person, options, **more):
    return evaluate_costs(person, options, evidence.load(), draws=40, **more)


def option(relief, price, code="x"):
    return OptionEffect(code, code, (PainEffect(13, relief, 0), PainEffect(52, relief / 2, 0)), price)


@FEW
@given(PEOPLE, RELIEF, PRICES)
def test_survival_never_rises_replacements_never_fall_costs_are_not_negative(person, relief, price):
    result = evaluated(person, [option(relief, price)])
    alive = np.array([share for _, share in result.survival])
    replaced = np.array([share for _, share in result.replaced])
    assert (np.diff(alive) <= 1e-12).all()
    assert (np.diff(replaced) >= -1e-12).all()
    assert alive[0] == pytest.approx(1)
    assert all(row.cost is None or row.cost >= 0 for row in result.options)
    assert all(row.qalys <= row.life_years for row in result.options)


@FEW
@given(PEOPLE, RELIEF, st.floats(0.1, 30))
def test_more_relief_is_never_worth_less(person, relief, more):
    less, greater = (evaluated(person, [option(r, Estimate(0, "USD"))]).option("x") for r in (relief, relief - more))
    assert greater.qalys >= less.qalys - 1e-12
    assert less.extra_qalys >= -1e-12


@FEW
@given(PEOPLE, RELIEF)
def test_discounting_only_makes_less_and_rate_zero_is_the_plain_sum(person, relief):
    options = [option(relief, Estimate(100, "USD"))]
    plain, later = (evaluated(person, options, discounting=Discounting(r, r)) for r in (0.0, 0.05))
    for row in plain.options:
        assert later.option(row.treatment).qalys <= row.qalys
        assert later.option(row.treatment).cost <= row.cost + 1e-9


@FEW
@given(PEOPLE, st.floats(1, 10), st.floats(1, 10))
def test_a_longer_horizon_never_takes_years_away(person, short, further):
    first, second = (evaluated(person, [], horizon_years=h).option("no_treatment") for h in (short, short + further))
    assert second.life_years >= first.life_years
    assert second.qalys >= first.qalys


@FEW
@given(PEOPLE, RELIEF, PRICES, PRICES)
def test_a_dearer_twin_is_dominated(person, relief, price, extra):
    dearer = Estimate(price.value + extra.value + 1, "USD")
    cheap, dear = option(relief, Estimate(price.value, "USD"), "a"), option(relief, dearer, "b")
    result = evaluated(person, [cheap, dear])
    assert result.option("b").status == "dominated"


SHARES = st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), min_size=3, max_size=3)


@given(SHARES, st.integers(1, 20))
def test_people_are_neither_made_nor_lost(rows, cycles):
    matrix = np.array(rows)
    trace = cohort_trace([1.0, 0.0, 0.0], matrix / matrix.sum(axis=1, keepdims=True), cycles)
    assert trace.sum(axis=-1) == pytest.approx(np.ones(cycles + 1))
    assert accumulate(trace, [1.0, 1.0, 1.0]) == pytest.approx(cycles)


DRAWS = st.lists(st.lists(st.floats(-1e5, 1e5), min_size=3, max_size=3), min_size=2, max_size=6).map(np.array)


@given(DRAWS, DRAWS, st.floats(0, 1e5))
def test_decision_measures_keep_their_bounds(costs, qalys, threshold):
    size = min(len(costs), len(qalys))
    costs, qalys = costs[:size], qalys[:size]
    curve = decision.acceptability(costs, qalys, [threshold])
    assert curve.sum() == pytest.approx(1)
    assert decision.expected_value_of_perfect_information(costs, qalys, [threshold])[0] >= 0


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=8))
def test_frontier_names_each_option_once_with_rising_icers(pairs):
    costs, qalys = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    steps = decision.frontier(costs, qalys)
    assert sorted(step.option for step in steps) == list(range(len(pairs)))
    kept = [step for step in steps if step.status == "on the frontier"]
    icers = [step.icer for step in kept[1:]]
    assert kept[0].icer is None
    assert icers == sorted(icers)
    assert qalys[kept[-1].option] == qalys.max()


@given(st.floats(0, 100), st.floats(0, 100))
def test_utility_falls_with_pain(first, second):
    bands = np.array([[0.8, 0.65, 0.45, 0.25]])
    less, more = sorted([first, second])
    found = utility_of_pain(np.array([[less, more]]), bands)[0]
    assert found[0] >= found[1]
    assert ((found >= 0.25 - 1e-12) & (found <= 0.8 + 1e-12)).all()
