import math

import numpy as np
import pytest

from kneewise.economics import Discounting, discount_factor
from kneewise.errors import InputError


def test_annual_and_continuous_are_the_named_formulas():
    assert discount_factor(10.0, 0.03, "annual") == pytest.approx(1.03**-10)
    assert discount_factor(10.0, 0.03, "continuous") == pytest.approx(math.exp(-0.3))


def test_conventions_differ_as_the_docstring_says():
    ratio = discount_factor(np.array([1.0, 30.0]), 0.03, "annual") / discount_factor(
        np.array([1.0, 30.0]), 0.03, "continuous"
    )
    assert ratio - 1 == pytest.approx([0.0004, 0.0134], abs=0.0001)


def test_rate_of_zero_leaves_all_as_it_is():
    assert (discount_factor(np.arange(50.0), 0.0, "annual") == 1).all()
    assert (discount_factor(np.arange(50.0), 0.0, "continuous") == 1).all()


@pytest.mark.parametrize(("rates", "field"), [((3.0, 0.03), "costs"), ((0.03, -0.01), "QALYs")])
def test_a_rate_outside_the_range_is_refused(rates, field):
    with pytest.raises(InputError, match=f"Discount rate of {field}"):
        Discounting(*rates)


def test_unknown_convention_is_refused():
    with pytest.raises(InputError, match="annual or continuous"):
        Discounting(0.03, 0.03, "weekly")
