"""Exclusions are data: which rows are kept out of which calculations, and why. Nothing is dropped silently."""

from __future__ import annotations

import polars as pl

ALL = "all calculations"
MAIN = "main analysis"
SENSITIVITY = "sensitivity only"

# Scopes of the reasons that follow from a row itself; those from the table carry their own.
SCOPES = {"not_randomised": MAIN}


def _matches(entry: dict[str, str | None], columns: list[str]) -> pl.Expr | None:
    """Which rows of a frame one entry of the exclusions table means; None if the frame has no such field."""
    field = str(entry["key_field"])
    if field not in columns:
        return None
    chosen = pl.col(field) == entry["key"]
    for part in (entry["only"] or "").split(";"):
        if part:
            name, value = part.split("=", 1)
            chosen = chosen & (pl.col(name) == value)
    return chosen


def with_exclusions(
    frame: pl.DataFrame,
    exclusions: pl.DataFrame,
    table: str,
    key: str,
    reasons: list[tuple[str, pl.Expr]],
) -> pl.DataFrame:
    """The frame with ``used``, ``exclusion`` (rule: reason), ``exclusion_scope`` and ``flag``.

    ``used`` is false for rows kept out of all calculations or of the main analysis. ``flag`` names what a sensitivity
    analysis leaves out although the main analysis uses it. ``reasons`` are (rule, condition) pairs that follow from the
    row itself; the first that holds is named.
    """
    none = pl.lit(None, dtype=pl.String)
    text, scope, flag = none, none, none
    for rule, condition in reversed(reasons):
        text = pl.when(condition).then(pl.lit(rule)).otherwise(text)
        scope = pl.when(condition).then(pl.lit(SCOPES.get(rule, ALL))).otherwise(scope)
    entries = exclusions.filter(pl.col("table").is_in([table, "any"])).to_dicts()
    for entry in reversed(entries):
        chosen = _matches(entry, [*frame.columns, key])
        if chosen is None:
            continue
        words = pl.lit(f"{entry['rule']}: {entry['reason']}")
        if entry["scope"] == SENSITIVITY:
            flag = pl.when(chosen).then(words).otherwise(flag)
        else:
            text = pl.when(chosen).then(words).otherwise(text)
            scope = pl.when(chosen).then(pl.lit(entry["scope"])).otherwise(scope)
    frame = frame.with_columns(exclusion=text, exclusion_scope=scope, flag=flag)
    return frame.with_columns(used=pl.col("exclusion").is_null())
