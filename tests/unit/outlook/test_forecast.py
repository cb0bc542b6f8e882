import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from kneewise.outlook import Person, forecast
from kneewise.outlook.options import option_specs, replacement_facts, threshold_fact

TYPICAL = Person(age=62, sex="female", bmi=29, kl_grade=3, pain=60, function=50, diagnosis="knee_oa", country="US")


def test_an_effect_is_what_the_source_says(dataset, source):
    b = forecast(TYPICAL, dataset=dataset, source=source).option("bmac").benefit_at("pain", 26)
    assert b.beyond_placebo.value == -10
    assert b.beyond_placebo.ci.high == pytest.approx(-10 + 1.96 * 3, abs=0.01)
    assert b.beyond_placebo.pi.high == pytest.approx(-10 + 1.96 * 5, abs=0.01)
    assert b.including_placebo.value == -22


def test_the_count_is_the_formula(dataset, source):
    b = forecast(TYPICAL, dataset=dataset, source=source).option("bmac").benefit_at("pain", 26)
    mcid = abs(dataset.fact(threshold_fact("pain", "mcid")).value)
    spread = math.sqrt(3**2 + 4**2 + 2**2 + 4**2 + 20**2)
    assert b.meaningful.count == pytest.approx(100 * norm.cdf((-mcid + 22) / spread), abs=0.01)


def test_today_is_known(dataset, source):
    first = forecast(TYPICAL, dataset=dataset, source=source).option("ha").course("pain").points[0]
    assert (first.week, first.mean, first.you.low, first.you.high) == (0, 60, 60, 60)


def test_an_option_without_a_path_of_trials_is_refused_in_words(dataset, source):
    option = forecast(TYPICAL, dataset=dataset, source=source).option("exosomes")
    assert not option.benefits
    assert not option.courses
    assert "No trial" in option.refusal


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"age": 19}, "age"),
        ({"kl_grade": 0}, "X-ray"),
        ({"pain": 0.0}, "pain"),
        ({"diagnosis": "meniscus_tear"}, "arthritis"),
    ],
)
def test_a_person_outside_the_trials_gets_no_number(dataset, source, change, words):
    from dataclasses import replace

    outlook = forecast(replace(TYPICAL, **change), dataset=dataset, source=source)
    assert not any(o.benefits or o.courses for o in outlook.options)
    assert all(words in o.refusal for o in outlook.options)


def test_waiting_is_its_own_comparison(dataset, source):
    b = forecast(TYPICAL, dataset=dataset, source=source).option("no_treatment").benefit_at("pain", 26)
    assert b.meaningful == b.meaningful_sham
    assert (b.meaningful_difference.count, b.meaningful_difference.low, b.meaningful_difference.high) == (0, 0, 0)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(30, 90), st.integers(1, 4), st.integers(40, 80))
def test_every_range_holds_its_middle(dataset, source, pain, grade, age):
    outlook = forecast(Person(age=age, kl_grade=grade, pain=pain), dataset=dataset, source=source)
    for option in outlook.options:
        for b in option.benefits:
            assert b.meaningful.low <= b.meaningful.count <= b.meaningful.high
            d = b.meaningful_difference
            assert d.low <= d.count <= d.high
        for course in option.courses:
            for p in course.points:
                assert 0 <= p.you.low <= p.people_like_you.low <= p.people_like_you.high <= p.you.high <= 100


def test_every_fact_named_in_the_options_exists_and_may_be_used(dataset):
    named = set()
    for spec in option_specs().values():
        for _, price in spec.price:
            named |= {price.low, price.typical, price.high}
        for item in spec.recovery:
            named |= {item.low, item.high}
        for harm in spec.harms:
            named |= {harm.fact, harm.low, harm.high}
        assert dataset.treatment(spec.code).code == spec.code
        assert dataset.treatment(spec.sham).control or spec.sham in ("no_treatment", "exercise")
    named |= {f.fact for f in replacement_facts()}
    named |= {threshold_fact(o, k) for o in ("pain", "function") for k in ("mcid", "acceptable")}
    for fact_id in named - {None}:
        assert dataset.fact(fact_id).exclusion is None, fact_id


def test_prices_name_country_year_and_source(dataset, source):
    price = forecast(TYPICAL, dataset=dataset, source=source).option("bmac").price
    assert (price.country, price.currency, price.year) == ("US", "USD", 2017)
    assert price.low < price.typical < price.high
    assert price.citations
