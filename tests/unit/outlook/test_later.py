"""Results that are worked out when looked at behave as the tuple and the dictionary they stand for."""

import copy

import pytest

from kneewise.outlook import Person, forecast
from kneewise.outlook.later import LaterMapping, LaterTuple
from kneewise.report.plain import plain

KEYS = ("a", "bb", "ccc")


@pytest.fixture
def asked():
    return []


@pytest.fixture
def squares(asked):
    def make(key):
        asked.append(key)
        return len(key) ** 2

    return make


def test_nothing_is_made_before_it_is_looked_at_and_then_once(squares, asked):
    items = LaterTuple(KEYS, squares)
    assert len(items) == 3
    assert items
    assert asked == []
    assert items.at("bb") == 4
    assert items[1] == 4
    assert asked == ["bb"]
    assert items.at("dddd") is None
    assert asked == ["bb"]


def test_it_equals_the_tuple_it_stands_for(squares):
    items = LaterTuple(KEYS, squares)
    assert items == (1, 4, 9)
    assert items == LaterTuple(KEYS, squares)
    assert items != (1, 4)
    assert items != [1, 4, 9]
    assert hash(items) == hash((1, 4, 9))
    assert items[-2:] == (4, 9)
    assert repr(items) == "(1, 4, 9)"
    assert copy.deepcopy(items) == (1, 4, 9)
    assert plain(items) == [1, 4, 9]
    assert not LaterTuple((), squares)


def test_the_mapping_equals_the_dictionary(squares):
    found = LaterMapping(KEYS, squares)
    assert found == {"a": 1, "bb": 4, "ccc": 9}
    assert list(found) == list(KEYS)
    assert copy.deepcopy(found) == {"a": 1, "bb": 4, "ccc": 9}
    assert plain(found) == {"a": 1, "bb": 4, "ccc": 9}
    with pytest.raises(KeyError, match="dddd"):
        found["dddd"]


def test_asking_for_one_benefit_first_gives_the_same_as_asking_for_all(dataset):
    person = Person(age=62, sex="female", bmi=29, kl_grade=3, pain=60, function=50, diagnosis="knee_oa")
    one, every = forecast(person, dataset=dataset), forecast(person, dataset=dataset)
    for option in every.options:
        found = {(b.outcome, b.week): b for b in tuple(option.benefits)[::-1]}
        for (outcome, week), benefit in found.items():
            assert one.option(option.treatment).benefit_at(outcome, week) == benefit
    assert dict(one.shams) == dict(every.shams)
