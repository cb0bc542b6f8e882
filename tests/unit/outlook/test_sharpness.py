"""What answers are worth: against the report's own range, and against the obvious way of drawing people at random."""

from dataclasses import replace

import numpy as np
import pytest

from kneewise.outlook import Person, forecast
from kneewise.outlook import sharpness as module
from kneewise.outlook.frequencies import normal_cdf
from kneewise.outlook.joint_source import joint_source
from kneewise.outlook.sharpness import sharpness
from kneewise.outlook.table import COURSE_WEEKS, WINDOWS

TOLD = Person(age=62, bmi=29, kl_grade=3, pain=60, diagnosis="knee_oa")
CODES = ("bmac", "exercise", "nsaid_topical", "tka", "no_treatment")


def sharp(dataset, person, codes=CODES, week=26.0):
    return sharpness(forecast(person, dataset=dataset), codes, week, dataset)


@pytest.mark.parametrize("week", WINDOWS)
@pytest.mark.parametrize("person", [TOLD, Person(age=45, bmi=22, kl_grade=1, pain=85, function=20)])
def test_told_everything_the_range_is_the_one_that_the_report_prints(dataset, person, week):
    outlook = forecast(person, dataset=dataset)
    for code, width in sharpness(outlook, CODES, week, dataset).now.items():
        printed = outlook.option(code).benefit_at("pain", week).meaningful
        assert width.low == pytest.approx(printed.low, abs=2e-3)
        assert width.high == pytest.approx(printed.high, abs=2e-3)


def test_a_mixture_is_what_drawing_people_and_places_at_random_gives(dataset):
    """200,000 draws of a person of the hypercube and of a setting, each worked out by the forecast itself."""
    person = Person(age=62, diagnosis="knee_oa")
    width = sharp(dataset, person, ("bmac",)).now["bmac"]
    rng = np.random.default_rng(3)
    source, weeks = joint_source(dataset), COURSE_WEEKS
    i, drawn = weeks.index(26.0), []
    cube = module._group(person, dataset)
    for k in range(module.PEOPLE):
        one = Person(age=62, bmi=cube["bmi"][k], kl_grade=cube["kl_grade"][k], pain=cube["pain"][k])
        context = source.context("saline", "pain", one.pain, weeks)
        effect = source.effect("bmac", "saline", "pain", weeks, one)
        variance = context.sd[i] ** 2 + context.tau[i] ** 2 + effect.sd[i] ** 2 + effect.tau[i] ** 2
        change = context.mean[i] + effect.mean[i] + np.sqrt(variance) * rng.standard_normal(6000)
        benefit = forecast(TOLD, dataset=dataset).option("bmac").benefit_at("pain", 26)
        drawn.append((-benefit.mcid.value - change) / context.person_sd[i])
    shares = [100 * normal_cdf(x) for x in np.quantile(np.concatenate(drawn), [0.025, 0.975])]
    assert [width.low, width.high] == pytest.approx(shares, abs=1.0)


def test_the_cumulative_normal_is_exact_enough():
    x = np.linspace(-8, 8, 4001)
    assert np.max(np.abs(module._cdf(x) - [normal_cdf(v) for v in x])) < 1e-7


def test_the_ends_of_a_mixture_are_where_its_distribution_says():
    rng = np.random.default_rng(2)
    middle = rng.normal(0, rng.uniform(0, 1.5, (400, 1)), (400, module.PEOPLE))
    spread = np.broadcast_to(rng.uniform(0.2, 0.8, (400, 1)), middle.shape)
    for share, ends in zip((0.025, 0.975), module._ends(middle, spread), strict=True):
        for at, u, r in zip(ends, middle, spread, strict=True):
            below = sum(normal_cdf((at - a) / b) for a, b in zip(u, r, strict=True)) / len(u)
            assert below == pytest.approx(share, abs=1e-4)


def test_many_at_once_is_one_at_a_time(dataset):
    source = joint_source(dataset)
    people = {"age": np.array([50.0, 70.0]), "bmi": np.array([22.0, 40.0])}
    people |= {"kl_grade": np.array([1.0, 4.0]), "pain": np.array([45.0, 90.0])}
    mean, variance = source.effects_of("prp", "saline", "pain", people, 52.0)
    change, between, person_sd = source.under_control("saline", "pain", people["pain"], 52.0)
    i = COURSE_WEEKS.index(52.0)
    for k in range(2):
        one = Person(**{name: float(values[k]) for name, values in people.items()})
        effect = source.effect("prp", "saline", "pain", COURSE_WEEKS, one)
        context = source.context("saline", "pain", one.pain, COURSE_WEEKS)
        assert mean[k] == pytest.approx(effect.mean[i])
        assert variance[k] == pytest.approx(effect.sd[i] ** 2 + effect.tau[i] ** 2)
        assert change[k] == pytest.approx(context.mean[i])
        assert between[k] == pytest.approx(context.sd[i] ** 2 + context.tau[i] ** 2)
        assert person_sd == pytest.approx(context.person_sd[i])


def test_the_worth_of_an_answer_given_is_the_width_without_it_less_the_width_now(dataset):
    now = sharp(dataset, TOLD)
    without = sharp(dataset, replace(TOLD, pain=None))
    worth = next(a for a in now.answers if a.feature == "pain")
    assert worth.told
    for code, narrower in worth.narrower.items():
        assert narrower == pytest.approx(without.now[code].people - now.now[code].people)


def test_pain_is_the_answer_that_sharpens_most_and_an_option_like_its_control_knows_nothing_else(dataset):
    found = sharp(dataset, Person(age=62))
    assert found.next_best.feature == "pain"
    assert found.next_best.most > 20
    other = [a for a in found.answers if a.feature != "pain"]
    assert all(abs(a.narrower["no_treatment"]) < 0.1 for a in other)


def test_told_everything_no_answer_is_left(dataset):
    assert sharp(dataset, TOLD).next_best is None
    assert all(a.told for a in sharp(dataset, TOLD).answers)


def test_on_average_over_people_no_answer_widens(dataset):
    for feature in ("pain", "kl_grade", "age", "bmi"):
        worth = next(a for a in sharp(dataset, replace(TOLD, **{feature: None})).answers if a.feature == feature)
        assert min(worth.narrower.values()) > -0.5, feature


def test_without_a_number_there_is_nothing_to_sharpen(dataset):
    assert sharp(dataset, replace(TOLD, diagnosis="meniscus_tear")) is None
    assert "exosomes" not in sharp(dataset, TOLD, ("exosomes", "bmac")).now


def test_the_same_answers_give_the_same_worth(dataset):
    assert sharp(dataset, Person(age=50)) == sharp(dataset, Person(age=50))
