import numpy as np
import pytest

from kneewise import evidence
from kneewise.economics import inputs
from kneewise.errors import InputError


@pytest.fixture(scope="module")
def dataset():
    return evidence.load()


def draw(dataset, draws=4000, country="US", **person):
    return inputs.draw_inputs(dataset, country, draws, np.random.default_rng(3), **person)


def fact_ids(node):
    """Every id of a fact named anywhere in the parameter file."""
    if isinstance(node, dict):
        for value in node.values():
            yield from fact_ids(value)
    elif isinstance(node, list):
        for value in node:
            yield from fact_ids(value)
    elif isinstance(node, str) and node.rsplit("_", 1)[-1].isdigit() and len(node.rsplit("_", 1)[-1]) == 3:
        yield node


def test_every_fact_of_the_parameter_file_exists_and_may_be_used(dataset):
    ids = list(fact_ids({k: v for k, v in inputs.content().items() if k != "life_tables"}))
    assert len(ids) > 25
    assert all(dataset.fact(fact_id).used for fact_id in ids)


def test_means_are_those_of_the_facts(dataset):
    drawn = {p.name: p for p in draw(dataset).parameters}
    assert drawn["utility_pain_50_75"].mean == pytest.approx(dataset.fact("utilities_010").value, abs=0.003)
    expected = -np.log(1 - dataset.fact("natural_history_023").value / 100) / 2
    assert drawn["replacement_usual"].mean == pytest.approx(expected, rel=0.02)
    expected = -np.log(dataset.fact("tkr_001").value / 100) / 10
    assert drawn["revision"].mean == pytest.approx(expected, rel=0.01)
    assert drawn["replacement_cost_under_65"].mean == pytest.approx(dataset.fact("cost_027").value, rel=0.02)


def test_ranges_are_those_of_the_published_intervals(dataset):
    fact = dataset.fact("natural_history_023")
    found = next(p for p in draw(dataset, 40_000).parameters if p.name == "replacement_usual")
    low, high = (-np.log(1 - v / 100) / 2 for v in (fact.ci_low, fact.ci_high))
    # The interval is not symmetrical; a beta with its width comes within a tenth.
    assert found.low == pytest.approx(low, rel=0.1)
    assert found.high == pytest.approx(high, rel=0.1)


def test_every_parameter_has_a_source_that_resolves(dataset):
    for country in inputs.content()["countries"]:
        for parameter in draw(dataset, 10, country).parameters:
            assert parameter.citations, parameter.name
            assert all(dataset.source(citation.source_id) for citation in parameter.citations)


def test_more_pain_is_never_worth_more(dataset):
    bands = draw(dataset).utility_bands
    assert (np.diff(bands, axis=1) <= 0).all()


def test_severe_knees_are_replaced_sooner(dataset):
    assert draw(dataset, kl_grade=4).replacement_rate.mean() > 3 * draw(dataset, kl_grade=3).replacement_rate.mean()


def test_sex_decides_on_second_revisions(dataset):
    women, men, unknown = (draw(dataset, sex=sex).rerevision_rate.mean() for sex in ("female", "male", None))
    assert women < unknown < men


def test_beta_and_gamma_have_the_moments_asked_for():
    rng = np.random.default_rng(1)
    beta = inputs.draw_beta(rng, 0.3, 0.05, 100_000)
    assert (beta.mean(), beta.std()) == (pytest.approx(0.3, abs=0.001), pytest.approx(0.05, rel=0.02))
    gamma = inputs.draw_gamma(rng, 500.0, 100.0, 100_000)
    assert (gamma.mean(), gamma.std()) == (pytest.approx(500, rel=0.01), pytest.approx(100, rel=0.02))


def test_no_spread_gives_the_value_itself():
    rng = np.random.default_rng(1)
    assert (inputs.draw_gamma(rng, 500.0, 0.0, 3) == 500).all()
    assert (inputs.draw_beta(rng, 0.0, 0.1, 3) == 0).all()


def test_a_country_without_costs_is_named_with_those_there_are():
    with pytest.raises(InputError, match="Use US or UK"):
        inputs.country_settings("FR")
