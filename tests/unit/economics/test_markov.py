import numpy as np
import pytest

from kneewise.economics.markov import accumulate, cohort_trace

LEAVE = np.array([[0.9, 0.1], [0.0, 1.0]])


def test_trace_of_two_states_is_a_power():
    trace = cohort_trace([1.0, 0.0], LEAVE, 5)
    assert trace[:, 0] == pytest.approx(0.9 ** np.arange(6))
    assert trace.sum(axis=1) == pytest.approx(np.ones(6))


def test_probabilities_may_change_with_time():
    stay = np.eye(2)
    trace = cohort_trace([1.0, 0.0], [LEAVE, stay, LEAVE], 3)
    assert trace[:, 0] == pytest.approx([1.0, 0.9, 0.9, 0.81])


def test_many_draws_at_once_equal_one_by_one():
    rng = np.random.default_rng(2)
    matrices = rng.dirichlet([1, 1, 1], size=(7, 3))
    together = cohort_trace([1.0, 0.0, 0.0], matrices, 4)
    for draw in range(7):
        assert together[:, draw] == pytest.approx(cohort_trace([1.0, 0.0, 0.0], matrices[draw], 4))


@pytest.mark.parametrize("matrix", [[[0.9, 0.2], [0.0, 1.0]], [[1.1, -0.1], [0.0, 1.0]]])
def test_impossible_probabilities_are_refused(matrix):
    with pytest.raises(ValueError, match="sum to 1"):
        cohort_trace([1.0, 0.0], np.array(matrix), 1)


@pytest.mark.parametrize(("counting", "total"), [("start", 1 + 0.9), ("end", 0.9 + 0.81), ("half", 0.95 + 0.855)])
def test_each_way_of_counting(counting, total):
    trace = cohort_trace([1.0, 0.0], LEAVE, 2)
    assert accumulate(trace, [1.0, 0.0], counting=counting) == pytest.approx(total)


def test_half_cycle_discounts_at_the_middle_of_the_cycle():
    trace = cohort_trace([1.0, 0.0], np.eye(2), 2)
    expected = 0.5 * (1.05**-0.25 + 1.05**-0.75)
    assert accumulate(trace, [1.0, 0.0], cycle_years=0.5, rate=0.05) == pytest.approx(expected)


def test_worth_may_change_with_time_and_be_per_cycle():
    trace = cohort_trace([1.0, 0.0], np.eye(2), 2)
    worth = np.array([[1.0, 0.0], [3.0, 0.0]])
    assert accumulate(trace, worth, cycle_years=0.25) == pytest.approx(1.0)
    assert accumulate(trace, worth, cycle_years=0.25, years_per_unit=False) == pytest.approx(4.0)
