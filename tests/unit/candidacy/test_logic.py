"""Kleene's tables, possible values, and what is wrong with a condition."""

import pytest

from kneewise.candidacy import logic

T, F, U = True, False, None

AND = [(T, T, T), (T, F, F), (T, U, U), (F, F, F), (F, U, F), (U, U, U)]
OR = [(T, T, T), (T, F, T), (T, U, T), (F, F, F), (F, U, U), (U, U, U)]


@pytest.mark.parametrize(("a", "b", "expected"), AND)
def test_and(a, b, expected):
    assert logic.all_of([a, b]) is logic.all_of([b, a]) is expected


@pytest.mark.parametrize(("a", "b", "expected"), OR)
def test_or(a, b, expected):
    assert logic.any_of([a, b]) is logic.any_of([b, a]) is expected


def test_not():
    assert [logic.negate(t) for t in (T, F, U)] == [F, T, U]


SEVERE = {"kl": (3, 4)}


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        ({"field": "kl", "ge": 3}, SEVERE, T),
        ({"field": "kl", "ge": 4}, SEVERE, U),
        ({"field": "kl", "lt": 3}, SEVERE, F),
        ({"field": "kl", "in": [3, 4]}, SEVERE, T),
        ({"field": "kl", "in": [1, 2]}, SEVERE, F),
        ({"field": "kl", "is": 3}, {}, U),
        ({"always": True}, {}, T),
        ({"not": {"field": "kl", "gt": 4}}, SEVERE, T),
        ({"all": [{"field": "age", "ge": 45}, {"field": "kl", "le": 2}]}, SEVERE, F),
        ({"any": [{"field": "age", "ge": 45}, {"field": "kl", "le": 2}]}, SEVERE, U),
    ],
)
def test_evaluate(condition, facts, expected):
    assert logic.problems_of(condition) == []
    assert logic.evaluate(condition, facts) is expected


def test_open_fields_are_those_that_could_decide():
    condition = {"all": [{"field": "kl", "ge": 3}, {"any": [{"field": "age", "lt": 55}, {"field": "bmi", "ge": 30}]}]}
    assert logic.open_fields(condition, SEVERE) == ("age", "bmi")
    assert logic.open_fields(condition, {"kl": (1,)}) == ()
    assert logic.open_fields(condition, SEVERE | {"age": (50,)}) == ()


@pytest.mark.parametrize(
    "bad",
    [
        None,
        {},
        [],
        {"field": "age"},
        {"ge": 3},
        {"field": "age", "above": 3},
        {"field": "age", "ge": 3, "le": 5},
        {"all": []},
        {"any": "age"},
        {"not": {"field": "age"}},
        {"always": "yes"},
        {"all": [{"field": "age", "ge": 1}], "any": []},
    ],
)
def test_a_condition_that_cannot_be_evaluated_is_named(bad):
    assert logic.problems_of(bad)
