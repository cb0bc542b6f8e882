"""Published between-group effects: moved to a mean difference on 0-100, treatment_1 minus treatment_2."""

from __future__ import annotations

import polars as pl

from kneewise.evidence import derive
from kneewise.evidence.exclusions import with_exclusions
from kneewise.evidence.outcomes import with_ranges
from kneewise.instruments import preference

MEAN_DIFFERENCES = (
    "MD", "MD_change", "MD change", "MD (adjusted, GEE)", "adjusted_MD", "adjusted_MD_change", "LSMD_change",
)  # fmt: skip
STANDARDISED = ("SMD",)

# "End of intervention" carries no week. The review's programmes last weeks to months, and its own next group is
# "2-6 months after treatment"; the 13-week window is the assumption. The row keeps an empty week, and the flag lets a
# sensitivity analysis leave it out.
END_OF_INTERVENTION_WINDOW = 13

COLUMNS = [
    "row_id", "trial_id", "treatment_1", "treatment_2", "arm_id_1", "arm_id_2", "outcome", "instrument", "week",
    "window", "window_rule", "md", "md_se", "smd", "smd_se", "md_rule", "n_1", "n_2", "preferred", "used", "exclusion",
    "exclusion_scope", "flag", "population", "randomised", "unit_of_analysis", "source_id", "source_location",
]  # fmt: skip


def reference_sd(outcomes: pl.DataFrame) -> dict[str, float]:
    """Pooled SD of final values on 0-100 per outcome: sqrt(sum (n-1) sd^2 / sum (n-1)), published or derived SDs only.

    It turns a standardised difference into points on 0-100 (rule ``md_from_smd``).
    """
    arms = outcomes.filter(
        pl.col("used")
        & (pl.col("value_type") == "final")
        & (pl.col("sd_rule") != "sd_predicted")
        & (pl.col("week") > 0)
        & (pl.col("mean_rule") != "total_as_function")
        & (pl.col("population") == "knee_oa")
    )
    weight = pl.col("n") - 1
    pooled = arms.group_by("outcome").agg(sd=((weight * pl.col("sd") ** 2).sum() / weight.sum()).sqrt())
    return dict(pooled.sort("outcome").iter_rows())


def harmonised_contrasts(raw: dict[str, pl.DataFrame], reference: dict[str, float]) -> pl.DataFrame:
    """Every published contrast. Columns: ``COLUMNS``.

    ``md`` is treatment_1 minus treatment_2 in points on 0-100, higher worse, so negative favours treatment_1;
    ``smd`` is the published standardised difference with the same sign, null where a mean difference was published.
    """
    trials = raw["trials"].select("trial_id", "population", "randomised", "unit_of_analysis")
    frame = with_ranges(raw["contrasts"]).join(trials, on="trial_id", how="left")
    se = (
        pl.when(pl.col("se").is_not_null())
        .then("se")
        .otherwise((pl.col("ci_high") - pl.col("ci_low")) / (2 * derive.Z95))
    )
    end = pl.col("week").is_null() & (pl.col("week_range") == "end of intervention")
    sign = (
        pl.when(pl.col("negative_favours") == "treatment_1")
        .then(1.0)
        .when(pl.col("negative_favours") == "treatment_2")
        .then(-1.0)
    )
    span = pl.col("scale_max") - pl.col("scale_min")
    is_md = pl.col("effect_measure").is_in(MEAN_DIFFERENCES)
    is_smd = pl.col("effect_measure").is_in(STANDARDISED)
    sd = pl.col("outcome").replace_strict(reference, default=None, return_dtype=pl.Float64)
    frame = frame.with_columns(
        row_id=pl.concat_str(pl.lit("contrasts:"), pl.col("contrast_id")),
        sign=sign,
        se_any=pl.when(se > 0).then(se),
        span=span,
        is_md=is_md,
        is_smd=is_smd,
        window=pl.when(end)
        .then(pl.lit(END_OF_INTERVENTION_WINDOW, dtype=pl.Int64))
        .otherwise(derive.window_of(pl.col("week"))),
        window_rule=pl.when(end).then(pl.lit("window_of_end")).otherwise(pl.lit("window_by_week")),
    ).with_columns(
        md=pl.when("is_md")
        .then(pl.col("sign") * pl.col("estimate") / pl.col("span") * 100)
        .when("is_smd")
        .then(pl.col("sign") * pl.col("estimate") * sd),
        md_se=pl.when("is_md").then(pl.col("se_any") / pl.col("span") * 100).when("is_smd").then(pl.col("se_any") * sd),
        smd=pl.when("is_smd").then(pl.col("sign") * pl.col("estimate")),
        smd_se=pl.when("is_smd").then("se_any"),
        md_rule=pl.when("is_md").then(pl.lit("md_rescaled")).when("is_smd").then(pl.lit("md_from_smd")),
        source_id=pl.col("source"),
        source_location=pl.col("location"),
    )
    reasons = [
        ("not_a_mean_difference", (pl.col("is_md") | pl.col("is_smd")).not_() | pl.col("estimate").is_null()),
        ("direction_unknown", pl.col("sign").is_null()),
        ("scale_unknown", pl.col("md").is_null()),
        ("se_missing", pl.col("md_se").is_null()),
        ("not_randomised", pl.col("randomised").fill_null(False).not_()),
    ]
    frame = with_exclusions(frame, raw["exclusions"], "contrasts", "contrast_id", reasons)
    end_flag = pl.lit("window_of_end: the end of the treatment programme, week not stated")
    frame = frame.with_columns(
        flag=pl.when(pl.col("flag").is_null() & (pl.col("window_rule") == "window_of_end"))
        .then(end_flag)
        .otherwise("flag")
    )
    return _with_preferred(frame).select(COLUMNS)


def _with_preferred(frame: pl.DataFrame) -> pl.DataFrame:
    """One instrument, week and measure per trial, pair of groups, outcome and window; mean differences first.

    Several rows stay if a trial compares several groups of one code (doses, kinds of exercise) with the same
    comparator; ``pairs.contrast_rows`` takes them together.
    """
    base = pl.col("instrument").str.replace(r" .*$", "").str.replace(r"_past_.*$", "")
    frame = frame.with_row_index("at").with_columns(
        rank=base.map_elements(preference, return_dtype=pl.Int64),
        distance=(pl.col("week") - pl.col("window")).abs().fill_null(99.0),
    )
    group = ["trial_id", "treatment_1", "treatment_2", "outcome", "window"]
    one = ["instrument", "week", "is_smd"]
    chosen = (
        frame.filter(pl.col("used") & pl.col("window").is_not_null())
        .sort("is_smd", "rank", "distance", "at")
        .unique(group, keep="first", maintain_order=True)
        .select(*group, *one, chosen=pl.lit(True))
    )
    frame = frame.join(chosen, on=group + one, how="left", nulls_equal=True, maintain_order="left")
    return frame.with_columns(preferred=pl.col("chosen").fill_null(False) & pl.col("used"))
