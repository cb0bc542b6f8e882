import json

import pytest

from kneewise import evidence
from kneewise.economics import Discounting, OptionEffect, OptionHarm, PainEffect, evaluate_costs, price_from_facts
from kneewise.errors import InputError
from kneewise.outlook.results import Person
from kneewise.quantities import Estimate
from kneewise.words import has

SEVERE = Person(age=66, sex="female", kl_grade=3, pain=65, country="US")
CELLS = (PainEffect(13, -8, 3), PainEffect(52, -6, 4))


@pytest.fixture(scope="module")
def dataset():
    return evidence.load()


def options(dataset, perspective="payer"):
    return [
        OptionEffect("bmac", "cells", CELLS, price_from_facts(dataset, "bmac", "US", perspective)),
        OptionEffect("cs", "steroid", (PainEffect(6, -8, 2),), price_from_facts(dataset, "cs", "US", perspective)),
        OptionEffect("exercise", "exercise", (PainEffect(13, -8, 2),)),
        OptionEffect("tka", "replacement", replaces_knee=True),
    ]


@pytest.fixture(scope="module")
def payer(dataset):
    return evaluate_costs(SEVERE, options(dataset), dataset, draws=800)


def test_no_treatment_is_added_and_is_the_reference(payer):
    assert payer.options[0].treatment == "no_treatment"
    assert payer.option("no_treatment").extra_qalys == 0
    assert payer.option("no_treatment").extra_cost == 0


def test_cost_per_qaly_is_the_quotient_of_means(payer):
    cells = payer.option("bmac")
    assert cells.cost_per_qaly == pytest.approx(cells.extra_cost / cells.extra_qalys)
    assert cells.extra_cost == pytest.approx(cells.price_now, rel=1e-9)


def test_option_without_a_price_has_qalys_and_takes_no_part_in_costs(payer):
    exercise = payer.option("exercise")
    assert exercise.extra_qalys > 0
    assert exercise.cost is None
    assert "exercise" not in payer.compared
    assert "economics-limit-no-price" in payer.limits


def test_probabilities_sum_to_one_at_every_threshold(payer):
    for row in payer.acceptability:
        assert sum(row) == pytest.approx(1)
    assert len(payer.acceptability) == len(payer.curve_thresholds) == len(payer.frontier)


def test_worth_it_compares_with_no_treatment_alone(payer):
    # A cheap steroid may well be worth its price although another option beats it in every draw.
    steroid = payer.option("cs")
    assert max(steroid.probability_cost_effective) < 0.05 < min(steroid.probability_worth_it)
    assert payer.option("no_treatment").probability_worth_it == (0.0, 0.0, 0.0)


def test_replacement_costs_the_operation_now(payer):
    assert payer.option("tka").price_now > 10 * payer.option("cs").price_now
    assert payer.option("tka").replaced_share == 1


def test_patient_pays_the_option_only(dataset):
    result = evaluate_costs(SEVERE, options(dataset, "patient"), dataset, perspective="patient", draws=800)
    assert result.option("no_treatment").cost == 0
    assert result.option("tka").cost is None
    assert "economics-limit-patient" in result.limits
    # What one person is asked for differs more than the mean of the market is uncertain.
    wide = result.option("bmac").cost_range
    narrow = evaluate_costs(SEVERE, options(dataset), dataset, draws=800).option("bmac").extra_cost_range
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


@pytest.mark.parametrize("person", [Person(age=60, pain=40), Person(age=60, pain=80, kl_grade=2)])
def test_replacement_is_left_out_for_milder_knees(dataset, person):
    result = evaluate_costs(person, options(dataset), dataset, draws=50)
    assert "tka" not in [option.treatment for option in result.options]
    assert "economics-limit-not-severe" in result.limits


def test_same_seed_same_result_other_seed_near(dataset):
    first, second = (evaluate_costs(SEVERE, options(dataset), dataset, draws=400, seed=4) for _ in range(2))
    assert first == second
    other = evaluate_costs(SEVERE, options(dataset), dataset, draws=400, seed=5)
    assert other != first
    assert other.option("tka").qalys == pytest.approx(first.option("tka").qalys, rel=0.02)


def test_harms_cost_quality_of_life(dataset):
    harm = OptionHarm("clot", 0.2, 0.02, 52)
    plain, harmed = (
        evaluate_costs(SEVERE, [OptionEffect("x", "x", CELLS, Estimate(0, "USD"), h)], dataset, draws=300).option("x")
        for h in ((), (harm,))
    )
    assert harmed.qalys < plain.qalys


def test_without_sex_or_table_the_limits_say_so(dataset):
    result = evaluate_costs(Person(age=60, pain=60, country="UK"), [], dataset, draws=50)
    assert (result.country, result.currency) == ("UK", "GBP")
    assert {"economics-limit-sex", "economics-limit-life-table"} <= set(result.limits)


def test_other_country_of_the_person_falls_back_to_the_default(dataset):
    assert evaluate_costs(Person(age=60, pain=60, country="IN"), [], dataset, draws=50).country == "US"


def test_country_conventions_and_their_override(dataset):
    assert evaluate_costs(Person(age=60, pain=60, country="UK"), [], dataset, draws=50).discounting["costs"] == 0.035
    chosen = Discounting(0.0, 0.0, "continuous")
    result = evaluate_costs(SEVERE, [], dataset, draws=50, discounting=chosen)
    assert result.discounting == {"costs": 0.0, "qalys": 0.0, "convention": "continuous"}


def test_result_is_plain_json_and_every_limit_has_words(payer):
    again = json.loads(json.dumps(payer.to_dict()))
    assert again["options"][0]["treatment"] == "no_treatment"
    assert all(has(limit, language) for limit in payer.limits for language in ("en", "es"))
    assert payer.versions["evidence"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"person": Person(pain=60)}, "Age"),
        ({"person": Person(age=12, pain=60)}, "Age"),
        ({"person": Person(age=60)}, "Pain"),
        ({"person": Person(age=60, pain=120)}, "Pain"),
        ({"country": "FR"}, "Country"),
        ({"perspective": "society"}, "Perspective"),
        ({"horizon_years": 0}, "Horizon"),
        ({"draws": 1}, "Draws"),
        ({"replacement_hr_per_10_points": 0}, "Hazard ratio"),
        ({"options": [OptionEffect("x", "x"), OptionEffect("x", "x")]}, "Options"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_by_name(dataset, change, field):
    arguments = {"person": SEVERE, "options": [], "dataset": dataset, "draws": 50} | change
    with pytest.raises(InputError, match=field):
        evaluate_costs(arguments.pop("person"), arguments.pop("options"), arguments.pop("dataset"), **arguments)
