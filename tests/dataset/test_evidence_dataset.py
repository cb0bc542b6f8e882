"""The project's own dataset: nothing lost, nothing off the scale, known traps held, published pools met."""

from __future__ import annotations

import math
import re
from pathlib import Path

import polars as pl
import pytest

from kneewise.evidence import WINDOWS, load
from kneewise.evidence.dictionary import dictionary
from kneewise.evidence.schema import DATA

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def data():
    return load()


def test_the_data_dictionary_in_docs_is_the_one_the_schema_gives():
    assert (DOCS / "data_dictionary.md").read_text(encoding="utf-8") == dictionary()


def test_no_outcome_row_is_lost(data):
    published = {f"outcomes:{key}" for key in data.raw("outcomes")["outcome_id"]}
    harmonised = data.outcomes(include_excluded=True, include_baseline=True)

    assert set(harmonised["row_id"]) == published
    copies = harmonised.filter(pl.col("row_id").is_duplicated())
    assert set(copies["mean_rule"]) <= {"total_as_function", "as_published", "median_as_mean"}


def test_no_contrast_responder_or_harm_is_lost(data):
    assert len(data.contrasts(include_excluded=True)) == len(data.raw("contrasts"))
    assert len(data.responders(include_excluded=True)) == len(data.raw("responders"))
    assert len(data.harms(include_excluded=True)) == len(data.raw("harms"))


def test_every_row_that_is_not_used_says_why_by_a_named_rule(data):
    rules = set(data.rules["rule"])
    for frame in (
        data.outcomes(include_excluded=True, include_baseline=True),
        data.contrasts(include_excluded=True),
        data.responders(include_excluded=True),
        data.harms(include_excluded=True),
    ):
        assert (frame["used"] == frame["exclusion"].is_null()).all()
        named = frame["exclusion"].drop_nulls().str.split(":").list.first()
        assert set(named) <= rules


def test_every_derived_value_names_a_rule(data):
    rules = set(data.rules["rule"])
    frame = data.outcomes()

    for column in ("mean_rule", "sd_rule", "n_rule"):
        assert set(frame[column]) <= rules
    assert set(data.contrasts()["md_rule"]) <= rules


def test_used_values_lie_on_the_scale(data):
    frame = data.outcomes(include_baseline=True)
    final = frame.filter(pl.col("value_type") == "final")

    assert final["mean"].is_between(0, 100).all()
    assert frame["mean"].is_between(-100, 100).all()
    assert frame["sd"].is_between(0, 100, closed="right").all()
    assert (frame["n"] > 0).all()


def test_preferred_is_one_row_per_arm_outcome_and_window(data):
    chosen = data.outcomes().filter("preferred")

    assert not chosen.select("arm_id", "outcome", "window").is_duplicated().any()
    same = chosen.group_by("trial_id", "outcome", "window").agg(
        pl.col("instrument", "value_type", "week").n_unique(),
    )
    assert (same.select("instrument", "value_type", "week").max_horizontal() == 1).all()


def test_sources_carry_no_workplace_and_no_text(data):
    for path in DATA.rglob("*.csv"):
        words = path.read_text(encoding="utf-8")
        assert not re.search(r"seed:|\.\./shared|/work/", words), path.name
    seeds = data.sources.filter(pl.col("kind") == "seed page")
    assert seeds["url"].null_count() == len(seeds) == 4


@pytest.mark.parametrize("trial", ["anz2020", "buendialopez2018", "lila2005"])
def test_traps_are_kept_out_and_visible(data, trial):
    assert trial not in data.outcomes("pain")["trial_id"].to_list()
    assert trial in data.outcomes("pain", include_excluded=True)["trial_id"].to_list()


def test_suspect_effects_are_left_out_of_a_sensitivity_analysis(data):
    assert "sadri2023" in data.network_data("pain", 26)["study"].to_list()
    assert "sadri2023" not in data.network_data("pain", 26, sensitivity=True)["study"].to_list()


def test_hip_and_meniscus_trials_are_no_knee_arthritis(data):
    populations = dict(data.trials.select("trial_id", "population").iter_rows())

    assert {populations[one] for one in ("katz2013", "kise2016", "sihvonen2013")} == {"meniscus"}
    assert {populations[one] for one in ("conrozier1992", "lequesne2002", "maheu2013")} == {"hip_oa"}


def test_miles_has_no_invented_numbers(data):
    assert data.trial("mautner2023").n_randomised == 480
    assert "mautner2023" not in data.raw("outcomes")["trial_id"].to_list()


def test_within_window_weeks(data):
    frame = data.outcomes().filter(pl.col("window").is_not_null())
    for window, (first, last) in WINDOWS.items():
        assert frame.filter(window=window)["week"].is_between(first, last).all()


def dersimonian_laird(effects: list[float], errors: list[float]) -> tuple[float, float, float]:
    """Mean, SE and tau2: the textbook formula, written out here as a judge of the data."""
    weights = [1 / se**2 for se in errors]
    mean = sum(w * y for w, y in zip(weights, effects, strict=True)) / sum(weights)
    q = sum(w * (y - mean) ** 2 for w, y in zip(weights, effects, strict=True))
    c = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    tau2 = max(0.0, (q - (len(effects) - 1)) / c)
    weights = [1 / (se**2 + tau2) for se in errors]
    mean = sum(w * y for w, y in zip(weights, effects, strict=True)) / sum(weights)
    return mean, math.sqrt(1 / sum(weights)), tau2


PLACEBO = ["emadedin2018", "khalifehsoltani2019", "kim2023", "kuah2018", "lee2019", "sadri2023", "shapiro2017"]


@pytest.mark.parametrize(("window", "synthesis"), [(13, "s0002"), (26, "s0003")])
def test_placebo_controlled_cell_trials_give_the_cochrane_pool_for_pain(data, window, synthesis):
    network = data.network_data("pain", window).filter(pl.col("study").is_in(PLACEBO))
    assert len(network) == len(PLACEBO)
    sign = [-1.0 if second != "saline" else 1.0 for second in network["treat2"]]

    mean, se, tau2 = dersimonian_laird(
        [te * s for te, s in zip(network["te"], sign, strict=True)], network["se"].to_list()
    )

    published = data.syntheses.filter(synthesis_id=synthesis).row(0, named=True)
    # The review prints two decimals on a scale from 0 to 10.
    assert mean / 10 == pytest.approx(float(published["estimate"]), abs=0.006)
    assert (mean - 1.96 * se) / 10 == pytest.approx(published["ci_low"], abs=0.006)
    assert tau2 / 100 == pytest.approx(published["tau2"], abs=0.002)


def test_time_courses_are_on_the_scale_and_name_their_twins(data):
    frame = data.timecourses()

    assert dict(frame["collection"].value_counts().iter_rows()) == {"osteopain": 417, "ha": 150}
    assert frame["mean"].is_between(-100, 100).all()
    assert (frame["se"] > 0).all()
    twins = set(frame["same_people_as"].drop_nulls())
    assert twins <= set(data.trials["trial_id"])
    assert "chappell2009" in twins
    assert {data.source(one).licence for one in frame["source_id"].unique()} == {"GPL-3.0"}
