import numpy as np
import pytest

from kneewise.economics import decision

COSTS = np.array([[0.0, 100.0], [0.0, 100.0]])
QALYS = np.array([[1.0, 1.5], [1.0, 1.1]])


def test_net_benefit_is_threshold_times_qalys_less_costs():
    assert decision.net_benefit(COSTS, QALYS, 400.0).tolist() == [[400.0, 500.0], [400.0, pytest.approx(340.0)]]


def test_acceptability_counts_the_draws_each_option_wins():
    assert decision.acceptability(COSTS, QALYS, [0.0, 400.0, 2000.0]).tolist() == [[1, 0], [0.5, 0.5], [0, 1]]


def test_ties_share_a_draw():
    same = np.zeros((4, 2))
    assert decision.acceptability(same, same, [100.0]).tolist() == [[0.5, 0.5]]


def test_frontier_of_acceptability_follows_the_mean_not_the_share_of_draws():
    # Option 1 wins two draws of three by little and loses the third by much.
    qalys = np.array([[0.0, 0.1], [0.0, 0.1], [0.0, -1.0]])
    costs = np.zeros((3, 2))
    assert decision.acceptability(costs, qalys, [1.0])[0] == pytest.approx([1 / 3, 2 / 3])
    assert decision.acceptability_frontier(costs, qalys, [1.0]) == [(0, pytest.approx(1 / 3))]


def test_perfect_information_by_hand():
    # At 400: mean benefits 400 and 420; knowing the draw gives 500 and 400, mean 450.
    assert decision.expected_value_of_perfect_information(COSTS, QALYS, [400.0]) == pytest.approx([30.0])


def test_perfect_information_is_worth_nothing_where_one_option_always_wins():
    assert decision.expected_value_of_perfect_information(COSTS, QALYS, [0.0]) == pytest.approx([0.0])


def test_frontier_finds_both_kinds_of_dominance():
    # 0 do nothing, 1 dearer and worse than 2, 2 and 4 on the frontier, 3 a mix of 2 and 4 beats it.
    costs = [0.0, 300.0, 200.0, 500.0, 600.0]
    qalys = [1.0, 1.1, 1.4, 1.5, 2.0]
    steps = {step.option: step for step in decision.frontier(costs, qalys)}
    assert steps[0].icer is None
    assert steps[1].status == "dominated"
    assert steps[3].status == "extendedly dominated"
    assert steps[2].icer == pytest.approx(500.0)
    assert steps[4].icer == pytest.approx(400 / 0.6)


def test_cheaper_and_better_dominates_doing_nothing():
    steps = {step.option: step for step in decision.frontier([100.0, 50.0], [1.0, 1.2])}
    assert steps[0].status == "dominated"
    assert steps[1].status == "on the frontier"
