"""Arm-level outcomes: from the rows as published to mean, SD and n on 0-100, each with the rule it came by."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from kneewise.evidence import derive
from kneewise.evidence.exclusions import with_exclusions
from kneewise.instruments import preference, scales

# A total of pain, stiffness and function stands for function where nothing better is there (two thirds of its items).
TOTALS = ("womac_total", "koos_total")

READ_RULES = {
    "reported": "sd_reported", "from_se": "sd_read_from_se", "from_ci": "sd_read_from_ci",
    "from_iqr": "sd_read_from_iqr", "digitised": "sd_read_digitised", "imputed": "sd_imputed_by_source",
}  # fmt: skip

COLUMNS = [
    "row_id", "trial_id", "arm_id", "treatment", "treatment_class", "outcome", "instrument", "week", "window",
    "value_type", "mean", "sd", "n", "baseline_mean", "mean_rule", "sd_rule", "n_rule", "preferred", "used",
    "exclusion", "exclusion_scope", "flag", "population", "randomised", "unit_of_analysis", "source_id",
    "source_location",
]  # fmt: skip


def harmonised_outcomes(raw: dict[str, pl.DataFrame], class_of: Callable[[str], str]) -> pl.DataFrame:
    """Every outcome row on 0-100, baseline rows (week 0) included. Columns: ``COLUMNS``.

    ``mean`` and ``sd`` are points on 0-100, higher worse; ``value_type`` is ``final`` or ``change`` (follow-up minus
    baseline). The rule names stand in ``data/rules.csv``.
    """
    frame = _joined(raw, class_of)
    frame = _with_mean(frame)
    frame = _with_sd(frame)
    frame = pl.concat([frame, _totals_as_function(frame)])
    frame = _with_predicted_sd(frame)
    frame = _with_baseline(frame)
    frame = with_exclusions(frame, raw["exclusions"], "outcomes", "outcome_id", _reasons())
    split = pl.lit("n_split_equally: the number per group was not published")
    flagged = pl.col("flag").is_null() & (pl.col("n_rule") == "n_split_equally")
    frame = frame.with_columns(flag=pl.when(flagged).then(split).otherwise("flag"))
    return _with_preferred(frame).select(COLUMNS)


def _joined(raw: dict[str, pl.DataFrame], class_of: Callable[[str], str]) -> pl.DataFrame:
    arms = raw["arms"].select("arm_id", "treatment", "n_analysed", "n_randomised")
    arms = arms.with_columns(treatment_class=pl.col("treatment").map_elements(class_of, return_dtype=pl.String))
    trials = raw["trials"].select(
        "trial_id", "population", "randomised", "unit_of_analysis", pl.col("n_randomised").alias("n_trial")
    )
    trials = trials.join(raw["arms"].group_by("trial_id").agg(groups=pl.len()), on="trial_id", how="left")
    frame = raw["outcomes"].join(arms, on="arm_id", how="left").join(trials, on="trial_id", how="left")
    frame = with_ranges(frame).with_columns(n_split=pl.col("n_trial") // pl.col("groups"))
    return frame.with_columns(
        row_id=pl.concat_str(pl.lit("outcomes:"), pl.col("outcome_id")),
        window=derive.window_of(pl.col("week")),
        change=pl.col("value_type").is_in(["change_from_baseline", "median_change"]),
        n_row=pl.col("n"),
        n=pl.coalesce("n", "n_analysed", "n_randomised", "n_split"),
        n_rule=pl.when(pl.col("n").is_not_null())
        .then(pl.lit("n_reported"))
        .when(pl.col("n_analysed").is_not_null())
        .then(pl.lit("n_from_arm_analysed"))
        .when(pl.col("n_randomised").is_not_null())
        .then(pl.lit("n_from_arm_randomised"))
        .when(pl.col("n_split").is_not_null())
        .then(pl.lit("n_split_equally")),
        span=pl.col("scale_max") - pl.col("scale_min"),
        source_id=pl.col("source"),
        source_location=pl.col("location"),
    )


def with_ranges(frame: pl.DataFrame) -> pl.DataFrame:
    """Rule ``scale_from_instrument``: range and direction filled in where the instrument has only one version."""
    fixed = {name: scale for name, scale in scales().items() if scale.only_range is not None}
    known = pl.col("instrument").is_in(list(fixed)) & pl.col("scale_max").is_null()

    def filled(column: str, values: dict[str, float | str], dtype: type[pl.DataType]) -> pl.Expr:
        given = pl.col("instrument").replace_strict(values, default=None, return_dtype=dtype)
        return pl.when(known).then(pl.coalesce(column, given)).otherwise(column).alias(column)

    return frame.with_columns(
        filled("scale_min", {name: scale.ranges[0][0] for name, scale in fixed.items()}, pl.Float64),
        filled("scale_max", {name: scale.ranges[0][1] for name, scale in fixed.items()}, pl.Float64),
        filled("higher_is", {name: scale.higher_is for name, scale in fixed.items()}, pl.String),
    )


def _with_mean(frame: pl.DataFrame) -> pl.DataFrame:
    moved = derive.to_0_100(
        pl.col("estimate"), pl.col("scale_min"), pl.col("scale_max"), pl.col("higher_is"), pl.col("change")
    )
    # A percentage of the baseline is not a place on the scale.
    on_scale = ~pl.col("instrument").str.contains("pct_")
    return frame.with_columns(
        mean=pl.when(on_scale).then(moved),
        mean_rule=pl.when(pl.col("value_type").str.starts_with("median"))
        .then(pl.lit("median_as_mean"))
        .otherwise(pl.lit("as_published")),
        value_type=pl.when("change").then(pl.lit("change")).otherwise(pl.lit("final")),
    )


def _with_sd(frame: pl.DataFrame) -> pl.DataFrame:
    """SD as published or, failing that, from the SE or the interval; on 0-100."""
    values: list[float | None] = []
    rules: list[str | None] = []
    for sd, se, low, high, n, read in frame.select("sd", "se", "ci_low", "ci_high", "n", "sd_source").iter_rows():
        if sd is not None:
            values.append(sd)
            rules.append(READ_RULES.get(read, "sd_reported"))
        elif se is not None and n:
            values.append(derive.sd_from_se(se, n))
            rules.append("sd_from_se")
        elif low is not None and high is not None and n:
            values.append(derive.sd_from_ci(low, high, n))
            rules.append("sd_from_ci")
        else:
            values.append(None)
            rules.append(None)
    return frame.with_columns(
        sd=pl.Series(values, dtype=pl.Float64) / frame["span"] * 100, sd_rule=pl.Series(rules, dtype=pl.String)
    ).with_columns(sd=pl.when(pl.col("mean").is_not_null()).then("sd"))


def _totals_as_function(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows of a total score once more under function, marked by their rule."""
    totals = frame.filter((pl.col("outcome") == "global") & pl.col("instrument").is_in(TOTALS))
    return totals.with_columns(outcome=pl.lit("function"), mean_rule=pl.lit("total_as_function"))


def predict_sd(frame: pl.DataFrame) -> pl.Series:
    """Rule ``sd_predicted``: SD on 0-100 for every row, from log SD regressed on instrument, kind of value and time.

    Least squares on the rows with a published or derived SD, weight 2(n - 1) (the inverse of the variance of a log SD),
    columns: instrument, change or final, log(1 + week). Instruments with fewer than six such rows share a column.
    """
    known = frame.filter(
        pl.col("sd").is_not_null() & (pl.col("sd") > 0) & (pl.col("n") > 2) & (pl.col("suspect").not_())
    )
    counts = known["instrument"].value_counts()
    common = sorted(counts.filter(pl.col("count") >= 6)["instrument"])

    def design(rows: pl.DataFrame) -> np.ndarray:
        names = rows["instrument"].to_list()
        dummies = np.array([[float(name == one) for one in common] for name in names])
        rest = 1.0 - dummies.sum(axis=1, keepdims=True)
        kind = (rows["value_type"] == "change").cast(pl.Float64).to_numpy()[:, None]
        time = np.log1p(rows["week"].fill_null(13.0).to_numpy())[:, None]
        return np.hstack([dummies, rest, kind, time])

    if known.is_empty():
        return pl.Series([None] * len(frame), dtype=pl.Float64)
    root = np.sqrt(2 * (known["n"].to_numpy() - 1.0))
    x, y = design(known) * root[:, None], np.log(known["sd"].to_numpy()) * root
    coefficients = np.linalg.lstsq(x, y, rcond=None)[0]
    return pl.Series(np.exp(design(frame) @ coefficients))


def _with_predicted_sd(frame: pl.DataFrame) -> pl.DataFrame:
    """SDs that no source gives are predicted; zero or suspect SDs do not teach the prediction."""
    frame = frame.with_columns(suspect=pl.col("notes").fill_null("").str.contains("SUSPECT|implausibl"))
    predicted = predict_sd(frame)
    missing = pl.col("sd").is_null() & pl.col("mean").is_not_null()
    return frame.with_columns(
        sd_rule=pl.when(missing).then(pl.lit("sd_predicted")).otherwise("sd_rule"),
        sd=pl.when(missing).then(predicted).otherwise("sd"),
    )


def _with_baseline(frame: pl.DataFrame) -> pl.DataFrame:
    """The arm's own level before treatment on the same instrument, where a row at week 0 gives it."""
    keys = ["arm_id", "outcome", "instrument"]
    before = frame.filter((pl.col("week") == 0) & (pl.col("value_type") == "final"))
    before = before.group_by(keys).agg(baseline_mean=pl.col("mean").drop_nulls().first())
    return frame.join(before, on=keys, how="left")


def _reasons() -> list[tuple[str, pl.Expr]]:
    """Reasons that follow from the row itself, in the order in which they are named."""
    return [
        ("scale_unknown", pl.col("mean").is_null()),
        ("no_n", pl.col("n").is_null()),
        ("no_sd", pl.col("sd").is_null() | (pl.col("sd") <= 0)),
        ("not_randomised", pl.col("randomised").fill_null(False).not_()),
    ]


def _with_preferred(frame: pl.DataFrame) -> pl.DataFrame:
    """Rule ``preferred_row``: per trial, outcome and window one combination of instrument, kind of value and week."""
    frame = frame.with_row_index("at").with_columns(
        rank=pl.col("instrument").map_elements(preference, return_dtype=pl.Int64),
        distance=(pl.col("week") - pl.col("window")).abs(),
    )
    group = ["trial_id", "outcome", "window"]
    one = ["instrument", "value_type", "week", "mean_rule"]
    choices = (
        frame.filter(pl.col("used") & pl.col("window").is_not_null())
        .group_by(group + one)
        .agg(
            arms=pl.col("arm_id").n_unique(),
            predicted=(pl.col("sd_rule") == "sd_predicted").any(),
            rank=pl.col("rank").min(),
            distance=pl.col("distance").min(),
            first=pl.col("at").min(),
        )
        .with_columns(change=pl.col("value_type") == "change")
        .sort(
            ["arms", "predicted", "rank", "change", "distance", "first"],
            descending=[True, False, False, False, False, False],
        )
        .unique(group, keep="first", maintain_order=True)
        .select(*group, *one, chosen=pl.lit(True))
    )
    frame = frame.join(choices, on=group + one, how="left", maintain_order="left")
    chosen = pl.col("chosen").fill_null(False) & pl.col("used")
    first = pl.col("at") == pl.col("at").min().over(["arm_id", "outcome", "window", "chosen", "used"])
    return frame.with_columns(preferred=chosen & first)
