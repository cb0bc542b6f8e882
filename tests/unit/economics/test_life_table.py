import numpy as np
import pytest

from kneewise.economics.life_table import life_table


@pytest.fixture
def table():
    return life_table("US")


def test_holds_every_age_and_rises_in_old_age(table):
    for q in (table.female, table.male):
        assert q.size == 120
        assert ((q > 0) & (q < 1)).all()
        assert (np.diff(q[40:]) > 0).all()


def test_men_die_earlier(table):
    assert (table.male[18:100] > table.female[18:100]).all()


def test_hazard_is_constant_within_a_year_of_age_and_unknown_sex_lies_between(table):
    assert table.yearly_hazard(65.1, "male") == table.yearly_hazard(65.9, "male")
    assert table.yearly_hazard(65, "female") < table.yearly_hazard(65, None) < table.yearly_hazard(65, "male")
    assert 1 - np.exp(-table.yearly_hazard(65, "male")) == pytest.approx(table.male[65])


def test_ages_beyond_the_table_take_its_last_row(table):
    assert table.yearly_hazard(150, "male") == table.yearly_hazard(119, "male")


def test_a_country_without_a_table_gets_the_default_and_says_so():
    assert life_table("UK").country == "US"
