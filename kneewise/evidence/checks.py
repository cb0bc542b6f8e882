"""The checks of the dataset: each row of ``data/checks.csv`` names one, its sentence and its severity.

A check is a function from the raw tables to sentences, one per finding, naming table, row and field. Reading and typing
problems are raised while loading; everything else is found here, so that one run lists all of it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kneewise.errors import InputError
from kneewise.evidence.dataset import Dataset, load
from kneewise.evidence.schema import tables
from kneewise.evidence.treatments import normalised

Raw = dict[str, pl.DataFrame]

OLDEST_YEAR = 1900
# A published difference and the difference of the published means may differ by rounding and adjustment; beyond this
# many points on 0-100 one of the two deserves a second look.
AGREEMENT_POINTS = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found. ``severity`` is ``contradiction`` or ``warning``."""

    check: str
    severity: str
    sentence: str


def _rows(
    frame: pl.DataFrame, table: str, condition: pl.Expr, words: Callable[[dict[str, object]], str]
) -> Iterator[str]:
    key = tables()[table].key
    for row in frame.filter(condition).iter_rows(named=True):
        yield f"{table} {row[key]}: {words(row)}"


def _says(pattern: str) -> Callable[[dict[str, object]], str]:
    """A sentence with the row's own values in its braces."""
    return lambda row: pattern.format(**row)


def required(raw: Raw) -> Iterator[str]:
    for name, frame in raw.items():
        for field in tables()[name].fields:
            if field.required:
                yield from _rows(frame, name, pl.col(field.name).is_null(), _says(f"{field.name} is empty"))


def allowed(raw: Raw) -> Iterator[str]:
    for name, frame in raw.items():
        for field in tables()[name].fields:
            if field.allowed:
                wrong = pl.col(field.name).is_in(list(field.allowed)).not_()
                words = _says(f"{field.name} is {{{field.name}!r}}, not {', '.join(field.allowed)}")
                yield from _rows(frame, name, wrong, words)


def unique_key(raw: Raw) -> Iterator[str]:
    for name, frame in raw.items():
        key = tables()[name].key
        twice = frame.filter(pl.col(key).is_not_null() & pl.col(key).is_duplicated())[key].unique(maintain_order=True)
        yield from (f"{name}: {key} {value!r} stands twice" for value in twice)


def references(raw: Raw) -> Iterator[str]:
    for name, frame in raw.items():
        for field in tables()[name].fields:
            if field.references:
                yield from _dangling(raw, name, frame, field.name, field.references)


def _dangling(raw: Raw, name: str, frame: pl.DataFrame, field: str, target: str) -> Iterator[str]:
    table, _, column = target.partition(".")
    known = set(raw[table][column or "code"].drop_nulls())
    parts = (
        frame.select(pl.col(tables()[name].key).alias("key"), pl.col(field).alias("value")).explode("value")
        if (frame.schema[field] == pl.List(pl.String))
        else frame.select(pl.col(tables()[name].key).alias("key"), pl.col(field).alias("value"))
    )
    for key, value in parts.drop_nulls().iter_rows():
        # A treatment may be a combination of codes.
        names = value.split("+") if not column else [value]
        if any(one not in known for one in names):
            yield f"{name} {key}: {field} {value!r} is not in {table}"


def code_lists(raw: Raw) -> Iterator[str]:
    codes = set(raw["treatments"]["code"])
    for table, field in (("candidacy", "applies_to"), ("rehab", "treatment")):
        key = tables()[table].key
        for row in raw[table].iter_rows(named=True):
            for code in (row[field] or "").split(";"):
                if code and code not in codes:
                    yield f"{table} {row[key]}: {field} {code!r} is not in treatments"


def has_source(raw: Raw) -> Iterator[str]:
    for name, frame in raw.items():
        if "source" in frame.columns:
            yield from _rows(frame, name, pl.col("source").is_null(), lambda _: "a row without a source")


def unique_row(raw: Raw) -> Iterator[str]:
    keys = {
        "outcomes": ["trial_id", "arm_id", "outcome", "instrument", "week", "value_type"],
        "responders": ["trial_id", "arm_id", "definition", "week", "events", "n", "location", "notes"],
        "harms": ["trial_id", "arm_id", "event", "followup_weeks", "events", "n", "location", "notes"],
    }
    for table, key in keys.items():
        twice = pl.struct(key).is_duplicated()
        yield from _rows(raw[table], table, twice, lambda r: f"stands twice ({r['trial_id']}, {r['arm_id']})")


def positive_spread(raw: Raw) -> Iterator[str]:
    for table, fields in (("outcomes", ["sd", "se", "n"]), ("contrasts", ["se", "n_1", "n_2"]), ("facts", ["sd"])):
        for field in fields:
            # Prices and counts may have an SD of 0; people's answers never do.
            wrong = pl.col(field) <= 0 if table != "facts" else pl.col(field) < 0
            yield from _rows(raw[table], table, wrong, _says(f"{field} is {{{field}}}; it must be above 0"))


def ordered_interval(raw: Raw) -> Iterator[str]:
    for table, frame in raw.items():
        if {"ci_low", "ci_high"} <= set(frame.columns):
            wrong = pl.col("ci_low") > pl.col("ci_high")
            yield from _rows(frame, table, wrong, lambda r: f"interval {r['ci_low']} to {r['ci_high']} is turned round")


def in_scale(raw: Raw) -> Iterator[str]:
    outside = pl.col("value_type").is_in(["mean", "median"]) & (
        (pl.col("estimate") < pl.col("scale_min")) | (pl.col("estimate") > pl.col("scale_max"))
    )
    yield from _rows(
        raw["outcomes"],
        "outcomes",
        outside,
        lambda r: f"{r['estimate']} is outside {r['scale_min']} to {r['scale_max']} ({r['instrument']})",
    )


def scale_ordered(raw: Raw) -> Iterator[str]:
    for table in ("outcomes", "contrasts"):
        wrong = pl.col("scale_min") >= pl.col("scale_max")
        yield from _rows(raw[table], table, wrong, lambda r: f"scale {r['scale_min']} to {r['scale_max']}")


def events_within_n(raw: Raw) -> Iterator[str]:
    for table in ("responders", "harms"):
        # Rows that count events instead of people are named as such by their event.
        people = pl.lit(True) if table == "responders" else pl.col("event") != "serious_ae_event_count"
        wrong = people & ((pl.col("events") < 0) | (pl.col("events") > pl.col("n")))
        yield from _rows(raw[table], table, wrong, lambda r: f"{r['events']} events of {r['n']}")


def arm_of_trial(raw: Raw) -> Iterator[str]:
    owner = dict(raw["arms"].select("arm_id", "trial_id").iter_rows())
    for table, fields in (
        ("outcomes", ["arm_id"]),
        ("responders", ["arm_id"]),
        ("harms", ["arm_id"]),
        ("contrasts", ["arm_id_1", "arm_id_2"]),
    ):
        key = tables()[table].key
        for row in raw[table].select(key, "trial_id", *fields).iter_rows(named=True):
            for field in fields:
                trial = owner.get(row[field])
                if trial is not None and trial != row["trial_id"]:
                    yield f"{table} {row[key]}: {row[field]} is a group of {trial}, not of {row['trial_id']}"


def arms_sum(raw: Raw) -> Iterator[str]:
    total = (
        raw["arms"]
        .group_by("trial_id", maintain_order=True)
        .agg(together=pl.col("n_randomised").sum(), known=pl.col("n_randomised").is_not_null().all())
    )
    both = total.join(raw["trials"].select("trial_id", "n_randomised", "unit_of_analysis", "design"), on="trial_id")
    # In cross-over and within-person trials the same people stand in several groups.
    parallel = (pl.col("unit_of_analysis") == "patients") & (pl.col("design") == "rct") & pl.col("known")
    for row in both.filter(parallel & (pl.col("together") > pl.col("n_randomised"))).iter_rows(named=True):
        yield f"trials {row['trial_id']}: its groups have {row['together']} people, the trial {row['n_randomised']}"


def years(raw: Raw) -> Iterator[str]:
    newest = datetime.date.today().year + 1
    for table, frame in raw.items():
        if "year" in frame.columns:
            wrong = pl.col("year").is_between(OLDEST_YEAR, newest).not_()
            yield from _rows(frame, table, wrong, lambda r: f"year {r['year']}")


def percent(raw: Raw) -> Iterator[str]:
    for table in ("trials", "arms"):
        wrong = pl.col("female_pct").is_between(0, 100).not_()
        yield from _rows(raw[table], table, wrong, lambda r: f"female_pct is {r['female_pct']}")


def grades(raw: Raw) -> Iterator[str]:
    wrong = pl.any_horizontal(pl.col(c).is_between(0, 4).not_() for c in ("kl_min", "kl_max", "kl_mean"))
    wrong = wrong | (pl.col("kl_min") > pl.col("kl_max"))
    yield from _rows(raw["trials"], "trials", wrong, lambda r: f"grades {r['kl_min']} to {r['kl_max']}")


def synonyms(raw: Raw) -> Iterator[str]:
    owner: dict[str, str] = {}
    for row in raw["treatments"].iter_rows(named=True):
        spoken = (row["code"], row["name"], row["name_es"] or "", *row["synonyms"], *row["synonyms_es"])
        names = dict.fromkeys(normalised(name) for name in spoken if name)
        for name in names:
            if name in owner and owner[name] != row["code"]:
                yield f"treatments {row['code']}: {name!r} also means {owner[name]}"
            owner[name] = row["code"]


def _twins(name: str) -> list[str]:
    """The fields of a table that have a Spanish twin and are a text (lists of names differ by nature)."""
    fields = {field.name: field for field in tables()[name].fields}
    return [f for f in fields if f"{f}_es" in fields and fields[f].type == "str"]


def spanish(raw: Raw) -> Iterator[str]:
    """Spanish without English cannot be; English without Spanish only where the row has no Spanish at all."""
    for name, frame in raw.items():
        twins = _twins(name)
        for row in frame.iter_rows(named=True) if twins else ():
            translated = any(row[f"{field}_es"] for field in twins)
            for field in twins:
                if translated and bool(row[field]) != bool(row[f"{field}_es"]):
                    yield f"{name} {row[tables()[name].key]}: {field} and {field}_es: one of them is empty"


def same_numbers(raw: Raw) -> Iterator[str]:
    """Numbers are compared as their digits: 76,090 and 76 090, 0.5 and 0,5 are the same."""
    for name, frame in raw.items():
        twins = _twins(name)
        for row in frame.iter_rows(named=True) if twins else ():
            for field in twins:
                said, spanish_text = row[field], row[f"{field}_es"]
                if said and spanish_text and _numbers(said) != _numbers(spanish_text):
                    yield f"{name} {row[tables()[name].key]}: {field} and {field}_es have other numbers"


def _numbers(text: str) -> list[str]:
    # "2.ª" is "2nd": an ordinal, whose point is no decimal sign.
    joined = re.sub(r"(?<=\d)[.,\u00a0](?=\d)", "", text)
    return sorted(re.findall(r"\d+", joined))


def n_within_arm(raw: Raw) -> Iterator[str]:
    arms = raw["arms"].select("arm_id", pl.col("n_randomised").alias("allotted"))
    frame = raw["outcomes"].join(arms, on="arm_id", how="left")
    more = pl.col("n") > pl.col("allotted")
    yield from _rows(
        frame, "outcomes", more, lambda r: f"{r['n']} analysed of {r['allotted']} allotted ({r['arm_id']})"
    )


def exclusions_match(raw: Raw) -> Iterator[str]:
    for row in raw["exclusions"].iter_rows(named=True):
        frames = raw.values() if row["table"] == "any" else [raw.get(row["table"])]
        if not any(
            frame is not None and row["key_field"] in frame.columns and (frame[row["key_field"]] == row["key"]).any()
            for frame in frames
        ):
            yield f"exclusions {row['exclusion_id']}: no row of {row['table']} has {row['key_field']} {row['key']!r}"


def effects_agree(raw: Raw) -> Iterator[str]:
    """Only for mean differences between two named groups whose means of the same week and instrument are there."""
    means = raw["outcomes"].select("arm_id", "outcome", "instrument", "week", "estimate", "value_type", "scale_max")
    rows = raw["contrasts"].filter(pl.col("effect_measure").is_in(["MD", "MD_change"]))
    one = means.rename({"arm_id": "arm_id_1", "estimate": "mean_1"})
    two = means.rename({"arm_id": "arm_id_2", "estimate": "mean_2"})
    keys = ["outcome", "instrument", "week"]
    both = rows.join(one, on=["arm_id_1", *keys], suffix="_a").join(
        two, on=["arm_id_2", *keys, "value_type"], suffix="_b"
    )
    gap = (pl.col("estimate") - (pl.col("mean_1") - pl.col("mean_2"))).abs() / pl.col("scale_max_a") * 100
    for row in both.with_columns(gap=gap).filter(pl.col("gap") > AGREEMENT_POINTS).iter_rows(named=True):
        yield (
            f"contrasts {row['contrast_id']}: published {row['estimate']}, but the groups of {row['trial_id']} "
            f"differ by {row['mean_1'] - row['mean_2']:.2f} at week {row['week']:g}"
        )


KINDS: dict[str, Callable[[Raw], Iterator[str]]] = {
    "required": required, "allowed": allowed, "unique_key": unique_key, "references": references,
    "code_lists": code_lists, "has_source": has_source, "unique_row": unique_row, "positive_spread": positive_spread,
    "ordered_interval": ordered_interval, "in_scale": in_scale, "scale_ordered": scale_ordered,
    "events_within_n": events_within_n, "arm_of_trial": arm_of_trial, "arms_sum": arms_sum, "years": years,
    "percent": percent, "grades": grades, "synonyms": synonyms, "n_within_arm": n_within_arm,
    "spanish": spanish, "same_numbers": same_numbers,
    "exclusions_match": exclusions_match, "effects_agree": effects_agree,
}  # fmt: skip

# Carried out while the tables are read: a table that fails them cannot be held in typed columns at all.
ON_READING = ("columns", "types")


def check(data: Dataset) -> list[Finding]:
    """Everything that the checks find in a loaded dataset, contradictions first."""
    raw = {name: data.raw(name) for name in data.tables}
    found = []
    for row in load().raw("checks").iter_rows(named=True):
        if row["kind"] not in ON_READING:
            found += [Finding(row["check"], row["severity"], sentence) for sentence in KINDS[row["kind"]](raw)]
    return sorted(found, key=lambda finding: finding.severity)


def check_folder(folder: Path) -> list[Finding]:
    """The findings for a folder; what cannot be read is itself a contradiction."""
    try:
        data = load(folder)
    except InputError as error:
        return [Finding("values_typed", "contradiction", str(error))]
    return check(data)
