"""In the field itself: our trial rows, pooled by our engine, give the figures of the Cochrane review of stem-cell
injections (Whittle 2025, doi:10.1002/14651858.CD013342.pub2), as printed there: two decimals, I² as a whole number.

The review pools by inverse variance with DerSimonian & Laird's tau2; for risk ratios it adds 0.5 where a cell is empty
and leaves out trials without events in either arm. Rows are matched by their place in the review ("Analysis 1.1, …").
"""

from __future__ import annotations

import functools

import numpy as np
import polars as pl
import pytest

from kneewise import evidence
from kneewise.synthesis.effect_sizes import binary_effect, mean_difference
from kneewise.synthesis.pairwise import pairwise

REVIEW = "whittle2025"
# Half a unit of the last printed digit, and a little for the review's own rounded inputs.
PRINTED = 0.0051
PRINTED_TAU2 = 0.00051
PRINTED_I2 = 0.51

CONTINUOUS = [
    ("pain", "Analysis 1.1, Up to 3 months"),
    ("pain", "Analysis 1.1, > 3 months to 6 months"),
    ("pain", "Analysis 1.1, > 6 months to 1 year"),
    ("function", "Analysis 1.3, Up to 3 months"),
    ("function", "Analysis 1.3, > 3 months to 6 months"),
    ("function", "Analysis 1.3, > 6 months to 1 year"),
]
HARMS = [("serious_ae", "Analysis 1.9"), ("any_ae", "Analysis 1.10")]


@functools.cache
def dataset():
    return evidence.load()


def published(outcome, location):
    rows = (
        dataset()
        .raw("syntheses")
        .filter((pl.col("review_id") == REVIEW) & (pl.col("outcome") == outcome) & (pl.col("location") == location))
    )
    assert rows.height == 1, (outcome, location)
    numeric = ("estimate", "ci_low", "ci_high", "i2", "tau2", "n_trials", "n_participants")
    row = rows.row(0, named=True)
    return row | {c: None if row[c] is None else float(row[c]) for c in numeric}


def arms(table, outcome_column, outcome, location):
    """Both arms per trial as two frames; the stem-cell arm is the one whose treatment is not a control."""
    source = published(outcome, location)["source"]
    rows = (
        dataset()
        .raw(table)
        .filter((pl.col("location") == location) & (pl.col(outcome_column) == outcome) & (pl.col("source") == source))
    )
    control = dataset().treatments.filter(pl.col("control"))["code"].to_list()
    codes = dict(dataset().arms.select("arm_id", "treatment").iter_rows())
    is_control = pl.Series([codes[a] in control for a in rows["arm_id"]])
    cells, others = rows.filter(~is_control).sort("trial_id"), rows.filter(is_control).sort("trial_id")
    assert cells["trial_id"].to_list() == others["trial_id"].to_list()
    return cells, others


def compare(result, row, transform=float):
    assert transform(result.estimate) == pytest.approx(row["estimate"], abs=PRINTED)
    assert transform(result.ci[0]) == pytest.approx(row["ci_low"], abs=PRINTED)
    assert transform(result.ci[1]) == pytest.approx(row["ci_high"], abs=PRINTED)
    assert result.k == row["n_trials"]
    if row["tau2"] is not None:
        assert result.tau2 == pytest.approx(row["tau2"], abs=PRINTED_TAU2)
    if row["i2"] is not None:
        assert result.i2_q == pytest.approx(row["i2"], abs=PRINTED_I2)


@pytest.mark.parametrize(("outcome", "location"), CONTINUOUS)
def test_pain_and_function(outcome, location):
    cells, control = arms("outcomes", "outcome", outcome, location)
    md = mean_difference(*(frame[c].to_numpy() for frame in (cells, control) for c in ("estimate", "sd", "n")))
    row = published(outcome, location)
    compare(pairwise(md.yi, md.vi, tau2_method="DL"), row)
    assert int(cells["n"].sum() + control["n"].sum()) == row["n_participants"]


@pytest.mark.parametrize(("event", "location"), HARMS)
def test_adverse_events(event, location):
    cells, control = arms("harms", "event", event, location)
    some = (cells["events"] + control["events"]).to_numpy() > 0
    counts = [frame[c].to_numpy()[some] for frame in (cells, control) for c in ("events", "n")]
    rr = binary_effect("RR", *counts)
    row = published(event, location)
    result = pairwise(rr.yi, rr.vi, tau2_method="DL")
    compare(result, row | {"n_trials": result.k}, np.exp)
    # The review counts trials without any event among its trials; they carry no weight.
    assert f"{result.k} of {row['n_trials']:.0f} trials with events" in row["notes"]


def test_serious_harms_of_all_seven_trials_add_up_to_the_reviews_totals():
    """Six trials come from the review; the seventh (lee2019) from its own abstract, which the totals confirm."""
    row = published("serious_ae", "Analysis 1.9")
    cells, control = arms("harms", "event", "serious_ae", "Analysis 1.9")
    seventh = dataset().raw("harms").filter((pl.col("trial_id") == "lee2019") & (pl.col("event") == "serious_ae"))
    assert cells.height + 1 == row["n_trials"]
    treated, others = (seventh.filter(pl.col("arm_id") == f"lee2019-{k}").row(0, named=True) for k in (1, 2))
    totals = [
        frame[column].sum() + arm[column]
        for frame, arm in ((cells, treated), (control, others))
        for column in ("events", "n")
    ]
    assert "{:.0f}/{:.0f} v {:.0f}/{:.0f}".format(*totals) in row["notes"]
    assert totals[1] + totals[3] == row["n_participants"]
