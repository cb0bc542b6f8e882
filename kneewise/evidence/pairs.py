"""From harmonised rows to what a meta-analysis takes: one set of groups or contrasts per trial."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

import polars as pl

from kneewise.evidence import derive
from kneewise.evidence.treatments import Treatments, simplified

PAIR_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "trial_id": pl.String, "treatment": pl.String, "n": pl.Float64, "mean": pl.Float64, "sd": pl.Float64,
    "value_type": pl.String, "instrument": pl.String, "week": pl.Float64, "baseline_mean": pl.Float64,
    "sd_rule": pl.String, "flag": pl.String, "row_ids": pl.List(pl.String), "source_id": pl.String,
}  # fmt: skip
NETWORK_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "study": pl.String, "treat1": pl.String, "treat2": pl.String, "te": pl.Float64, "se": pl.Float64,
    "n1": pl.Float64, "n2": pl.Float64, "rule": pl.String, "flag": pl.String, "row_ids": pl.List(pl.String),
    "source_id": pl.String,
}  # fmt: skip


def populations(population: str | Iterable[str] | None) -> list[str] | None:
    """The populations asked for, as a list; None is every population."""
    if population is None:
        return None
    return [population] if isinstance(population, str) else list(population)


def with_simple_codes(frame: pl.DataFrame, trial: str, columns: list[str], treatments: Treatments) -> pl.DataFrame:
    """The frame with the codes of each trial simplified together; ``columns`` hold codes."""
    parts = []
    for _, rows in frame.group_by([trial], maintain_order=True):
        codes = list(dict.fromkeys(code for column in columns for code in rows[column]))
        parts.append(rows.with_columns(pl.col(columns).replace_strict(simplified(codes, treatments))))
    return pl.concat(parts) if parts else frame


def arm_pairs(outcomes: pl.DataFrame) -> pl.DataFrame:
    """One row per trial and treatment from preferred rows; trials with at least two treatments.

    Groups of one trial with the same code (doses) are taken together by ``derive.combine_groups``.
    """
    rows = []
    for (trial,), arms in outcomes.group_by(["trial_id"], maintain_order=True):
        if arms["treatment"].n_unique() < 2:
            continue
        for (treatment,), group in arms.group_by(["treatment"], maintain_order=True):
            n, mean, sd = derive.combine_groups(list(group.select("n", "mean", "sd").iter_rows()))
            first = group.row(0, named=True)
            flags = group["flag"].drop_nulls()
            rows.append({
                "trial_id": trial, "treatment": treatment, "n": float(n), "mean": mean, "sd": sd,
                "value_type": first["value_type"], "instrument": first["instrument"], "week": first["week"],
                "baseline_mean": group["baseline_mean"].mean(),
                "sd_rule": "sd_predicted" if "sd_predicted" in group["sd_rule"].to_list() else first["sd_rule"],
                "flag": flags[0] if len(flags) else None,
                "row_ids": group["row_id"].to_list(), "source_id": first["source_id"],
            })  # fmt: skip
    return pl.DataFrame(rows, schema=PAIR_COLUMNS)


def contrast_rows(pairs: pl.DataFrame, contrasts: pl.DataFrame) -> pl.DataFrame:
    """Every comparison of every trial as ``te`` = treat1 minus treat2 with ``se``, in the columns NETWORK_COLUMNS.

    Trials with groups give all pairs of groups, so that the shared-arm covariance follows from the contrasts;
    trials known by contrasts only give those, and a trial with groups never gives contrasts besides.
    """
    weak = _weak_trials(pairs) & set(contrasts["trial_id"])
    pairs = pairs.filter(pl.col("trial_id").is_in(list(weak)).not_())
    rows = []
    for (trial,), arms in pairs.group_by(["trial_id"], maintain_order=True):
        for one, two in itertools.combinations(arms.iter_rows(named=True), 2):
            rows.append({
                "study": trial, "treat1": one["treatment"], "treat2": two["treatment"], "te": one["mean"] - two["mean"],
                "se": math.sqrt(one["sd"] ** 2 / one["n"] + two["sd"] ** 2 / two["n"]),
                "n1": one["n"], "n2": two["n"], "rule": "md_from_arms", "flag": one["flag"] or two["flag"],
                "row_ids": [*one["row_ids"], *two["row_ids"]], "source_id": one["source_id"],
            })  # fmt: skip
    have = set(pairs["trial_id"])
    others = contrasts.filter(
        pl.col("trial_id").is_in(list(have)).not_() & (pl.col("treatment_1") != pl.col("treatment_2"))
    )
    for (trial, _, _), same in others.group_by(["trial_id", "treatment_1", "treatment_2"], maintain_order=True):
        rows.append(_one_contrast(str(trial), same))
    return pl.DataFrame(rows, schema=NETWORK_COLUMNS)


def _weak_trials(pairs: pl.DataFrame) -> set[str]:
    """Trials of two groups whose SD was predicted or whose number was split: rule ``published_contrast_first``."""
    split = pl.col("flag").fill_null("").str.starts_with("n_split_equally")
    weak = pairs.group_by("trial_id").agg(groups=pl.len(), weak=((pl.col("sd_rule") == "sd_predicted") | split).any())
    return set(weak.filter((pl.col("groups") == 2) & pl.col("weak"))["trial_id"])


def _one_contrast(trial: str, same: pl.DataFrame) -> dict[str, object]:
    """One contrast of a trial; several dose groups against one comparator are averaged.

    Their standard error is the mean of theirs, not smaller, because the comparator is shared.
    """
    first = same.row(0, named=True)
    flags = same["flag"].drop_nulls()
    return {
        "study": trial, "treat1": first["treatment_1"], "treat2": first["treatment_2"], "te": same["md"].mean(),
        "se": same["md_se"].mean(), "n1": same["n_1"].cast(pl.Float64).sum() or None, "n2": first["n_2"],
        "rule": first["md_rule"], "flag": flags[0] if len(flags) else None, "row_ids": same["row_id"].to_list(),
        "source_id": first["source_id"],
    }  # fmt: skip
