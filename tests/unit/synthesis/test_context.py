"""The contextual response on invented control arms, and on the dataset."""

import numpy as np
import pytest

from kneewise import evidence
from kneewise.errors import InputError
from kneewise.synthesis.context import ContextRows, context_rows, fit_context, fit_rows, route_of

WEEKS = np.array([6.0, 13.0, 26.0, 52.0, 104.0])
SPREAD = np.full((2, 5), 18.0)


def rows(count=30, slope=-0.5, level=-15.0, route_gap=4.0, seed=1, noise=1.0):
    rng = np.random.default_rng(seed)
    baseline = rng.uniform(40, 75, count)
    route = ["saline_injection" if i % 2 else "oral_placebo" for i in range(count)]
    gap = np.array([-route_gap / 2 if r == "saline_injection" else route_gap / 2 for r in route])
    y = level + gap + slope * (baseline - baseline.mean()) + rng.normal(0, noise, count)
    return ContextRows(
        y=y,
        se=np.full(count, 0.5),
        week=np.full(count, 13.0),
        outcome=np.zeros(count, dtype=np.intp),
        baseline=baseline,
        final_sd=np.full(count, 20.0),
        route=tuple(route),
        trial=tuple(f"t{i}" for i in range(count)),
        arm=tuple(f"t{i}/c" for i in range(count)),
        row_id=tuple(f"r{i}" for i in range(count)),
    )


@pytest.fixture(scope="module")
def invented():
    return fit_rows(rows(), SPREAD, WEEKS)


@pytest.fixture(scope="module")
def real():
    return fit_context(evidence.load())


def test_recovers_level_route_and_slope(invented):
    salt, pill = (invented.course(r, 57.0, [13.0]).mean[0] for r in ("saline", "oral_placebo"))
    assert (salt + pill) / 2 == pytest.approx(-15, abs=1.5)
    assert pill - salt == pytest.approx(4, abs=1.5)
    high, low = (invented.course("saline", b, [13.0]).mean[0] for b in (70.0, 45.0))
    assert (high - low) / 25 == pytest.approx(-0.5, abs=0.08)


def test_people_in_more_pain_improve_more(real):
    for route in real.routes:
        changes = [real.course(route, b, [13.0]).mean[0] for b in (30.0, 50.0, 70.0, 90.0)]
        assert changes == sorted(changes, reverse=True)


def test_nothing_has_changed_at_the_start(invented):
    course = invented.course("saline", 80.0, [0.0])
    assert course.mean[0] == pytest.approx(0)
    assert course.setting_sd[0] == pytest.approx(0, abs=1e-6)


def test_a_setting_scatters_more_than_the_average(invented):
    course = invented.course("saline", 57.0, [6.0, 13.0, 52.0])
    assert (course.setting_sd >= course.sd).all()
    low, high = course.interval(0.8)
    assert (low < course.mean).all()
    assert (course.mean < high).all()


def test_unknown_baseline_and_unknown_route_widen(invented):
    known, unknown = invented.course("saline", 57.0, [13.0]), invented.course("saline", None, [13.0])
    assert unknown.sd[0] > known.sd[0]
    elsewhere = invented.course("hypnosis", 57.0, [13.0])
    assert elsewhere.sd[0] > known.sd[0]
    assert elsewhere.mean[0] == pytest.approx(-15, abs=3)
    assert invented.n_trials("saline") == 15
    assert invented.n_trials("hypnosis") == 0


def test_routes_of_controls():
    assert route_of("saline") == "saline_injection" == route_of("saline_injection")
    assert route_of("oral_placebo+sham_acupuncture") == "sham"
    assert route_of("hypnosis") == "hypnosis"


def test_bad_input_is_said(invented):
    with pytest.raises(InputError, match="outcome is 'mood'"):
        invented.course("saline", 50.0, [13.0], "mood")
    with pytest.raises(InputError, match="baseline is 120"):
        invented.course("saline", 120.0, [13.0])
    empty = rows(count=1)
    nothing = ContextRows(*(v[:0] for v in (getattr(empty, name) for name in ContextRows.__dataclass_fields__)))
    with pytest.raises(InputError, match="control arms none reports"):
        fit_rows(nothing, SPREAD, WEEKS)


def test_residual_spread_follows_its_table(invented):
    np.testing.assert_allclose(invented.residual_sd([6, 20, 104]), 18.0)


def test_agrees_with_published_pools_of_saline(real):
    """natural_history_001 and 002: salt-water arms improved by 12 to 13 points within six months."""
    dataset = evidence.load()
    published = [abs(float(dataset.fact(f"natural_history_00{k}").value)) for k in (1, 2)]
    ours = -real.course("saline", None, [13.0]).mean[0]
    assert min(published) - 5 < ours < max(published) + 5


def test_every_control_arm_with_a_change_is_used():
    found = context_rows(evidence.load())
    assert len(found.y) > 100
    assert {"saline_injection", "oral_placebo"} <= set(found.route)
    assert np.isfinite(found.y).all()
    assert (found.se > 0).all()


def test_to_dict_names_routes_and_spreads(real):
    content = real.to_dict()
    assert content["routes"]["saline_injection"] == real.n_trials("saline")
    assert 0 < content["trial_sd"] < 15
    assert set(content["residual_sd"]) == {"pain", "function"}
