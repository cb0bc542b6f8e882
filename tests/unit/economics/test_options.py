import pytest

from kneewise import evidence
from kneewise.economics import OptionEffect, OptionHarm, PainEffect, effects_from_outlook, price_from_facts
from kneewise.economics.options import is_injection
from kneewise.errors import InputError
from kneewise.outlook.results import BenefitAt, OptionForecast, Outlook, Person
from kneewise.quantities import Estimate, Interval, NaturalFrequency


@pytest.fixture(scope="module")
def dataset():
    return evidence.load()


def test_price_of_cells_is_the_survey_with_both_spreads(dataset):
    fact, price = dataset.fact("cost_001"), price_from_facts(dataset, "bmac", "US", "patient")
    assert price.value == fact.value
    assert price.ci.low == pytest.approx(fact.ci_low, rel=0.01)
    assert price.pi.high - price.value == pytest.approx(1.96 * fact.sd, rel=0.001)
    assert price.citations == (fact.citation,)


def test_price_of_a_course_counts_its_injections(dataset):
    price = price_from_facts(dataset, "prp", "US", "payer")
    assert (price.ci.low, price.ci.high) == (3 * dataset.fact("cost_051").value, 3 * dataset.fact("cost_052").value)


def test_price_may_depend_on_who_pays(dataset):
    patient, payer = (price_from_facts(dataset, "ha", "US", who).value for who in ("patient", "payer"))
    assert (patient, payer) == (dataset.fact("cost_053").value, dataset.fact("cost_010").value)


def test_no_price_is_none_and_never_a_guess(dataset):
    assert price_from_facts(dataset, "acupuncture", "US", "payer") is None
    assert price_from_facts(dataset, "weight_loss", "US", "patient") is None
    assert price_from_facts(dataset, "exercise", "UK", "patient") is None
    assert price_from_facts(dataset, "exercise", "UK", "payer").value == dataset.fact("cost_044").value


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: PainEffect(0, -5, 1), "Week"),
        (lambda: PainEffect(13, -500, 1), "Effect on pain"),
        (lambda: PainEffect(13, -5, -1), "Standard error"),
        (lambda: OptionHarm("clot", 1.5, 0.1, 4), "Probability of clot"),
        (lambda: OptionEffect("x", "x", (PainEffect(26, -5, 1), PainEffect(13, -5, 1))), "Effects of x"),
        (lambda: OptionEffect("x", "x", price=Estimate(-5, "USD")), "Price of x"),
        (lambda: OptionEffect("x", "x", courses=3), "Courses of x"),
    ],
)
def test_impossible_options_are_refused_by_name(make, field):
    with pytest.raises(InputError, match=field):
        make()


def test_which_options_are_injections():
    assert is_injection("bmac")
    assert is_injection("bmac+prp")
    assert not is_injection("exercise")


def benefit(week, value, outcome="pain"):
    nobody = NaturalFrequency(0, 0, 0)
    estimate = Estimate(value, "points", ci=Interval(value - 4, value + 4))
    return BenefitAt(week, outcome, estimate, estimate, estimate, nobody, nobody, None, 0.5)


def forecast_of(*options):
    return Outlook(Person(), options, {}, None, None, (), {})


def option(code, *benefits):
    return OptionForecast(code, code.upper(), "cell_therapy", "saline", "trials", 1, 10, benefits=benefits)


def test_effects_come_from_the_forecast_beyond_placebo(dataset):
    outlook = forecast_of(
        option("bmac", benefit(26, -8), benefit(13, -9), benefit(13, -30, "function")),
        option("exosomes"),
        option("uka", benefit(13, -20)),
        option("tka"),
        option("no_treatment", benefit(13, 0)),
    )
    found = effects_from_outlook(outlook, dataset, "US", "payer")
    assert [o.treatment for o in found] == ["bmac", "tka"]
    assert [(e.week, e.mean) for e in found[0].effects] == [(13, -9), (26, -8)]
    assert found[0].effects[0].se == pytest.approx(4 / 1.96, rel=1e-4)
    assert found[0].price.value == dataset.fact("cost_001").value
    assert found[1].replaces_knee


def test_only_some_options_may_be_asked_for(dataset):
    outlook = forecast_of(option("bmac", benefit(13, -9)), option("prp", benefit(13, -7)))
    assert [o.treatment for o in effects_from_outlook(outlook, dataset, "US", "payer", only=["prp"])] == ["prp"]
