"""Counts per arm: responders and harms, with the population and flags of their trial."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from kneewise.evidence import derive
from kneewise.evidence.exclusions import with_exclusions


def _joined(
    raw: dict[str, pl.DataFrame], table: str, key: str, week: str, class_of: Callable[[str], str]
) -> pl.DataFrame:
    arms = raw["arms"].select("arm_id", "treatment", "n_analysed", "n_randomised")
    trials = raw["trials"].select("trial_id", "population", "randomised", "unit_of_analysis")
    frame = raw[table].join(arms, on="arm_id", how="left").join(trials, on="trial_id", how="left")
    frame = frame.with_columns(
        row_id=pl.concat_str(pl.lit(f"{table}:"), pl.col(key)),
        treatment_class=pl.col("treatment").map_elements(class_of, return_dtype=pl.String),
        week=pl.col(week),
        window=derive.window_of(pl.col(week)),
        n=pl.coalesce("n", "n_analysed", "n_randomised"),
        n_rule=pl.when(pl.col("n").is_not_null())
        .then(pl.lit("n_reported"))
        .when(pl.col("n_analysed").is_not_null())
        .then(pl.lit("n_from_arm_analysed"))
        .when(pl.col("n_randomised").is_not_null())
        .then(pl.lit("n_from_arm_randomised")),
        source_id=pl.col("source"),
        source_location=pl.col("location"),
    )
    reasons = [("no_n", pl.col("n").is_null()), ("not_randomised", pl.col("randomised").fill_null(False).not_())]
    return with_exclusions(frame, raw["exclusions"], table, key, reasons)


TAIL = [
    "events", "n", "n_rule", "used", "exclusion", "exclusion_scope", "flag", "population", "randomised",
    "unit_of_analysis", "source_id", "source_location",
]  # fmt: skip
HEAD = ["row_id", "trial_id", "arm_id", "treatment", "treatment_class"]


def harmonised_responders(raw: dict[str, pl.DataFrame], class_of: Callable[[str], str]) -> pl.DataFrame:
    """Events and n per arm, by definition of the response and week."""
    frame = _joined(raw, "responders", "responder_id", "week", class_of)
    return frame.select(*HEAD, "definition", "week", "window", *TAIL)


def harmonised_harms(raw: dict[str, pl.DataFrame], class_of: Callable[[str], str]) -> pl.DataFrame:
    """Events and n per arm, by event, seriousness and length of follow-up (``week``)."""
    frame = _joined(raw, "harms", "harm_id", "followup_weeks", class_of)
    return frame.select(*HEAD, "event", "seriousness", "week", "window", *TAIL)
