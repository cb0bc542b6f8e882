"""The unrolled knee model against the general cohort engine, and its parts one by one."""

import numpy as np
import pytest

from kneewise import evidence
from kneewise.economics import Discounting, OptionEffect, PainEffect
from kneewise.economics.inputs import draw_inputs
from kneewise.economics.knee_model import CYCLE_YEARS, Setting, effect_course, simulate, utility_of_pain
from kneewise.economics.life_table import life_table
from kneewise.economics.markov import accumulate, cohort_trace

PLAIN = OptionEffect("no_treatment", "none")
REPLACED = OptionEffect("tka", "replacement", replaces_knee=True)
DRAWS = 3


def inputs_of(draws=DRAWS, **person):
    return draw_inputs(evidence.load(), "US", draws, np.random.default_rng(5), sex="female", **person)


def run(options, setting, inputs):
    none = np.zeros((inputs.infection.size, len(options)))
    return simulate(setting, options, inputs, life_table("US"), none, none, none)


def competing(rates, death):
    """Probabilities to leave by each rate, to die and to stay within one cycle."""
    total = sum(rates) + death
    leave = -np.expm1(-total * CYCLE_YEARS)
    return [r / total * leave for r in rates], death / total * leave, 1 - leave


def matrix_of(setting, inputs, draw, age):
    """One cycle: native, op 1, op 2, replaced young, replaced old, revision 1, revision 2, revised, dead."""
    death = life_table("US").yearly_hazard(age, setting.sex)
    deadly = inputs.death_at_operation[draw]
    p = np.zeros((9, 9))
    for state, rate, target in (
        (0, inputs.replacement_rate[draw], 1),
        (3, inputs.revision_rate_young[draw], 5),
        (4, inputs.revision_rate_old[draw], 5),
        (7, inputs.rerevision_rate[draw], 5),
    ):
        (leave,), die, stay = competing([rate], death)
        p[state, target] += leave * (1 - deadly)
        p[state, 8] += die + leave * deadly
        p[state, state] += stay
    alive = np.exp(-death * CYCLE_YEARS)
    healed = 3 if age < 65 else 4
    for state, target in ((1, 2), (2, healed), (5, 6), (6, 7)):
        p[state, target], p[state, 8] = alive, 1 - alive
    p[8, 8] = 1
    return p


@pytest.mark.parametrize("option", [PLAIN, REPLACED], ids=["native", "replaced at once"])
@pytest.mark.parametrize("convention", ["annual", "continuous"])
def test_equals_the_general_engine(option, convention):
    setting = Setting(58.0, "female", 62.5, 30.0, Discounting(0.04, 0.02, convention))
    inputs = inputs_of(kl_grade=3)
    fast = run([option], setting, inputs)
    for draw in range(DRAWS):
        matrices = [matrix_of(setting, inputs, draw, 58 + (c + 0.5) * CYCLE_YEARS) for c in range(setting.cycles)]
        deadly = inputs.death_at_operation[draw]
        start = np.zeros(9)
        start[[1, 8] if option is REPLACED else [0]] = [1 - deadly, deadly] if option is REPLACED else [1]
        trace = cohort_trace(start, matrices, setting.cycles)
        today = inputs.utility_bands[draw, 2]
        worth = [today] * 3 + [inputs.utility_replaced[draw]] * 2 + [today] * 2 + [inputs.utility_revised[draw], 0.0]
        qalys = accumulate(trace, worth, cycle_years=CYCLE_YEARS, rate=0.02, convention=convention)
        assert fast.qalys[draw, 0] == pytest.approx(qalys, rel=1e-10)
        years = accumulate(trace, [1.0] * 8 + [0.0], cycle_years=CYCLE_YEARS)
        assert fast.life_years[draw, 0] == pytest.approx(years, rel=1e-10)
        assert fast.care_costs[draw, 0] == pytest.approx(costs_by_hand(setting, inputs, draw, trace, matrices, option))


def costs_by_hand(setting, inputs, draw, trace, matrices, option):
    total = inputs.replacement_cost_under_65[draw] if option is REPLACED else 0.0
    spared = 1 - inputs.death_at_operation[draw]
    for cycle, matrix in enumerate(matrices):
        moment = (cycle + 0.5) * CYCLE_YEARS
        rates = setting.discounting
        factor = np.exp(-rates.costs * moment) if rates.convention == "continuous" else (1 + rates.costs) ** -moment
        cost = inputs.replacement_cost_under_65[draw] if 58 + moment < 65 else inputs.replacement_cost_from_65[draw]
        operations = trace[cycle, 0] * matrix[0, 1] / spared
        revisions = sum(trace[cycle, s] * matrix[s, 5] for s in (3, 4, 7)) / spared
        total += factor * cost * (operations + revisions * inputs.revision_cost_ratio[draw])
    return total


def test_blocks_do_not_matter():
    setting = Setting(70.0, "male", 50.0, 10.0, Discounting())
    inputs = inputs_of(draws=601)
    whole = run([PLAIN, REPLACED], setting, inputs)
    assert whole.qalys.shape == (601, 2)
    assert whole.alive_course[:, 0].tolist() == pytest.approx(run([PLAIN], setting, inputs).alive_course[:, 0].tolist())
    assert np.isfinite(whole.qalys).all()


def test_utility_meets_the_published_bands_and_is_flat_beyond_them():
    bands = np.array([[0.8, 0.6, 0.4, 0.2]])
    pain = np.array([[0.0, 12.5, 25.0, 37.5, 62.5, 87.5, 100.0]])
    assert utility_of_pain(pain, bands)[0] == pytest.approx([0.8, 0.8, 0.7, 0.6, 0.4, 0.2, 0.2])


def test_effect_rises_from_zero_and_fades_in_a_year():
    option = OptionEffect("x", "x", (PainEffect(10, -10, 2), PainEffect(50, -6, 4)))
    weeks = np.array([5.0, 10.0, 30.0, 50.0, 76.0, 102.0, 300.0])
    mean, se = effect_course(option, weeks, "fade")
    assert mean == pytest.approx([-5, -10, -8, -6, -3, 0, 0])
    assert se == pytest.approx([1, 2, 3, 4, 2, 0, 0])
    assert effect_course(option, weeks, "stop")[0][4:] == pytest.approx([0, 0, 0])
    assert effect_course(option, weeks, "stay")[0][4:] == pytest.approx([-6, -6, -6])


def test_a_new_course_starts_the_effect_anew():
    option = OptionEffect("x", "x", (PainEffect(10, -10, 0),), courses=2, weeks_between_courses=100)
    mean, _ = effect_course(option, np.array([10.0, 99.0, 105.0, 110.0]), "fade")
    assert mean == pytest.approx([-10, 0, -5, -10])


def test_fewer_replacements_only_if_asked_for():
    relief = OptionEffect("x", "x", (PainEffect(13, -20, 0), PainEffect(500, -20, 0)))
    inputs = inputs_of()
    usual = run([PLAIN, relief], Setting(60.0, "female", 60.0, 20.0, Discounting()), inputs)
    assert usual.replaced[:, 0] == pytest.approx(usual.replaced[:, 1])
    scenario = Setting(60.0, "female", 60.0, 20.0, Discounting(), replacement_hr_per_10_points=0.8)
    fewer = run([PLAIN, relief], scenario, inputs)
    assert (fewer.replaced[:, 1] < fewer.replaced[:, 0]).all()
