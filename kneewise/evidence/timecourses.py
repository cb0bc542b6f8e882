"""The two time-course collections (kept apart under GPL-3.0), in the form of the outcomes."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from kneewise.evidence import derive

COLUMNS = [
    "row_id", "collection", "trial_id", "study_label", "arm_id", "treatment", "treatment_class", "outcome",
    "instrument", "week", "window", "value_type", "mean", "se", "n", "population", "same_people_as",
    "source_id", "source_location",
]  # fmt: skip


def harmonised_timecourses(raw: dict[str, pl.DataFrame], class_of: Callable[[str], str]) -> pl.DataFrame:
    """Mean (or change) and standard error per arm and week on 0-100; empty if the collections are not there.

    ``same_people_as`` names the trial of this dataset that holds the same people, so that nobody is counted twice.
    """
    parts = []
    if "timecourse_osteopain" in raw:
        parts.append(_osteopain(raw["timecourse_osteopain"]))
    if "timecourse_ha" in raw:
        parts.append(_ha(raw["timecourse_ha"]))
    if not parts:
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))
    frame = pl.concat(parts, how="diagonal")
    span = pl.col("scale_max") - pl.col("scale_min")
    change = pl.col("value_type") == "change"
    return frame.with_columns(
        treatment_class=pl.col("treatment").map_elements(class_of, return_dtype=pl.String),
        outcome=pl.lit("pain"),
        window=derive.window_of(pl.col("week")),
        mean=derive.to_0_100(pl.col("mean"), pl.col("scale_min"), pl.col("scale_max"), pl.col("higher_is"), change),
        se=pl.col("se") / span * 100,
        source_id=pl.col("source"),
        source_location=pl.col("location"),
    ).select(COLUMNS)


def _osteopain(frame: pl.DataFrame) -> pl.DataFrame:
    label = pl.col("study_label").str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "")
    trial = pl.concat_str(pl.lit("osteopain-"), label)
    return frame.with_columns(
        collection=pl.lit("osteopain"),
        # Oral-drug trials in arthritis of any joint; the package does not say which trials were of the knee only.
        population=pl.lit("mixed_oa"),
        same_people_as=pl.col("trial_id"),
        trial_id=trial,
        arm_id=pl.concat_str(trial, pl.lit("-"), pl.col("arm_no").cast(pl.String)),
        value_type=pl.lit("final"),
        n=pl.lit(None, dtype=pl.Int64),
        row_id=pl.concat_str(pl.lit("timecourse_osteopain:"), pl.col("timecourse_id")),
    )


def _ha(frame: pl.DataFrame) -> pl.DataFrame:
    trial = pl.concat_str(pl.lit("ha-"), pl.col("study_label").str.to_lowercase())
    return frame.with_columns(
        collection=pl.lit("ha"),
        population=pl.lit("knee_oa"),
        same_people_as=pl.lit(None, dtype=pl.String),
        trial_id=trial,
        arm_id=pl.concat_str(trial, pl.lit("-"), pl.col("treatment_label")),
        value_type=pl.lit("change"),
        mean=pl.col("mean_change"),
        n=pl.col("n_arm"),
        row_id=pl.concat_str(pl.lit("timecourse_ha:"), pl.col("timecourse_id")),
    )
