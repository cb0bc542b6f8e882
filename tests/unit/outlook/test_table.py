"""The shipped table is current and equals the fitted models that it stands for, for any person."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneewise import evidence
from kneewise.outlook.joint_source import make_table, table_key
from kneewise.outlook.results import Person
from kneewise.outlook.table import (
    COURSE_WEEKS,
    FARTHEST,
    SHIPPED,
    ForecastTable,
    TableSource,
    design_points,
    products,
    solve_quadratic,
)
from kneewise.synthesis.context import fit_context
from kneewise.synthesis.joint.dataset import fit_dataset

people = st.builds(
    Person,
    age=st.one_of(st.none(), st.floats(51, 69)),
    bmi=st.one_of(st.none(), st.floats(24, 34)),
    kl_grade=st.one_of(st.none(), st.integers(2, 3)),
    pain=st.one_of(st.none(), st.floats(36, 74)),
)


@pytest.fixture(scope="module")
def dataset():
    return evidence.load()


@pytest.fixture(scope="module")
def source(dataset):
    return TableSource(ForecastTable.read(SHIPPED), dataset, {})


def test_the_shipped_table_is_current(dataset):
    assert ForecastTable.read(SHIPPED).key == table_key(dataset)


def test_the_shipped_table_is_what_the_models_give_now(dataset):
    shipped, made = ForecastTable.read(SHIPPED), make_table(dataset, table_key(dataset))
    for name in ("effect_mean", "effect_variance", "effect_spread", "context_mean", "context_variance", "person_sd"):
        np.testing.assert_allclose(getattr(shipped, name), getattr(made, name), rtol=1e-5, atol=1e-5, err_msg=name)


@settings(max_examples=10)
@given(people, st.sampled_from([("bmac", "saline"), ("exercise", "usual_care"), ("nsaid_oral", "oral_placebo")]))
def test_an_effect_equals_the_joint_model(dataset, source, person, pair):
    fit = fit_dataset(dataset)
    known = {"baseline_pain": person.pain, "kl_mean": person.kl_grade, "age_mean": person.age, "bmi_mean": person.bmi}
    found = fit.effect(*pair, np.array(COURSE_WEEKS), "pain", known)
    curve = source.effect(*pair, "pain", COURSE_WEEKS, person)
    np.testing.assert_allclose(curve.mean, found.mean, atol=1e-6)
    np.testing.assert_allclose(curve.sd, found.sd, atol=1e-5)
    np.testing.assert_allclose(np.hypot(curve.sd, curve.tau), found.predictive_sd, atol=1e-5)


@settings(max_examples=10)
@given(st.floats(10, 95), st.sampled_from(["saline", "usual_care", "oral_placebo", "no_treatment"]))
def test_a_course_equals_the_context_model(dataset, source, baseline, control):
    found = fit_context(dataset).course(control, baseline, np.array(COURSE_WEEKS), "pain")
    curve = source.context(control, "pain", baseline, COURSE_WEEKS)
    np.testing.assert_allclose(curve.mean, found.mean, atol=1e-6)
    np.testing.assert_allclose(np.hypot(curve.sd, curve.tau), found.setting_sd, atol=1e-4)


def test_features_far_from_the_trials_stay_at_the_edge(source):
    assert np.abs(source.coded(Person(age=99, bmi=60, kl_grade=4, pain=100))).max() <= FARTHEST
    assert source.coded(Person()).tolist() == [0.0] * 4


def test_a_shift_is_the_difference_that_the_feature_makes(source):
    known, without = Person(pain=70, age=55), Person(age=55)
    week = COURSE_WEEKS.index(26.0)
    shift = next(s for s in source.shifts("exercise", "usual_care", known) if s.feature == "pain")
    curves = [source.effect("exercise", "usual_care", "pain", COURSE_WEEKS, p).mean[week] for p in (known, without)]
    assert shift.shift == pytest.approx(curves[0] - curves[1], abs=1e-9)
    assert shift.low < shift.shift < shift.high
    assert {s.feature for s in source.shifts("exercise", "usual_care", known)} == {"pain", "age"}


@given(st.lists(st.floats(-3, 3), min_size=6, max_size=6), st.floats(-2, 2), st.floats(-2, 2))
def test_a_quadratic_form_is_found_exactly(coefficients, a, b):
    points = design_points(2)
    values = np.array([np.dot(coefficients, products(p)) for p in points])
    solved = solve_quadratic(points, values[:, None])[0]
    x = np.array([a, b])
    assert np.dot(solved, products(x)) == pytest.approx(np.dot(coefficients, products(x)), abs=1e-8)
