"""Rows, sources and trials of the dataset as pages show them."""

from __future__ import annotations

from typing import Any

import polars as pl

from kneewise import words
from kneewise.errors import NotFoundError
from kneewise.evidence import Dataset
from kneewise.evidence.schema import tables
from kneewise.evidence.wording import in_language
from kneewise.web.environment import address
from kneewise.web.presenters.numbers import plain_number

# Rows of one table shown on a source's page; the rest is counted, and in the download.
ROWS_PER_TABLE = 40
# Licences that are a remark in words; any other is a name that stands as it is.
LICENCES = {
    "not stated; figures read as facts": "source-licence-facts",
    "not stated; no text included": "source-licence-no-text",
}
# The column that says in a line what a row is about, where it has one.
HEADLINES = ("title", "label", "wording_summary", "condition_in_words", "item", "status", "event", "name")


def _shown(value: Any, language: str) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return words.text("web-answer-yes" if value else "web-answer-no", language)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _find(dataset: Dataset, table: str, key: str) -> dict[str, Any]:
    known = tables()
    if table not in known or table not in dataset.tables:
        raise NotFoundError(f"table “{table[:40]}”", "is not known", f"There are {', '.join(dataset.tables)}.")
    frame = dataset.raw(table)
    found = frame.filter(pl.col(known[table].key).cast(pl.String) == key)
    if not found.height:
        raise NotFoundError(f"row “{key[:60]}” of {table}", "is not known", "The link may be from another version.")
    return found.row(0, named=True)


def row(dataset: Dataset, table: str, key: str, language: str) -> dict[str, Any]:
    """The columns of one row with their meaning, and links to its source, trial and group."""
    values = _find(dataset, table, key)
    fields = [
        {"name": f.name, "meaning": f.meaning, "unit": f.unit, "value": _shown(values[f.name], language)}
        for f in tables()[table].fields
        if values[f.name] not in (None, [], "")
    ]
    source_id = values.get("source") or values.get("source_id")
    return {
        "table": table,
        "key": key,
        "headline": headline(table, values, language),
        "headline_language": headline_language(table, values, language),
        "fields": fields,
        "source": _source_link(dataset, source_id, language) if source_id else None,
        "location": values.get("location") or "",
        "trial": _trial_link(dataset, values["trial_id"], language) if values.get("trial_id") else None,
        "version": dataset.version,
        "checked": dataset.package.get("created") or dataset.package.get("updated") or "",
    }


def headline(table: str, values: dict[str, Any], language: str) -> str:
    """The row in a line: what it is about and its main figure."""
    if table == "facts":
        quantity, unit = (in_language(values, field, language) for field in ("quantity", "unit"))
        return f"{quantity}: {plain_number(values['value'], language)} {unit}"
    if table == "syntheses":
        figure = _shown(values["estimate"], language)
        return f"{values['comparison']}, {values['outcome']}: {values['effect_measure'] or ''} {figure}".strip()
    for column in HEADLINES:
        if values.get(column):
            return in_language(values, column, language)
    return words.text("web-row-title", language)


def headline_language(table: str, values: dict[str, Any], language: str) -> str:
    """The language in which `headline` comes: a row without a text in the reader's language is shown as it was read."""
    spoken = "quantity" if table == "facts" else next((c for c in HEADLINES if values.get(c)), "")
    return language if values.get(f"{spoken}_{language}") else "en"


def _source_link(dataset: Dataset, source_id: str, language: str) -> dict[str, str]:
    found = dataset.source(source_id, language)
    return {"title": found.title, "href": address("source", language, source_id), "url": found.url}


def _trial_link(dataset: Dataset, trial_id: str, language: str) -> dict[str, str]:
    return {"label": dataset.trial(trial_id).label, "href": address("trial", language, trial_id)}


def source(dataset: Dataset, source_id: str, language: str) -> dict[str, Any]:
    """One source and what was read from it."""
    found = dataset.source(source_id, language)
    used = []
    for name in dataset.tables:
        if name in ("sources", "rules"):
            continue
        frame = dataset.raw(name)
        if "source" not in frame.columns:
            continue
        rows = frame.filter(pl.col("source") == source_id)
        if not rows.height:
            continue
        key = tables()[name].key
        used.append(
            {
                "table": name,
                "count": rows.height,
                "rows": [
                    {
                        "href": address("row", language, name, str(values[key])),
                        "words": headline(name, values, language),
                        "language": headline_language(name, values, language),
                        "place": values.get("location") or "",
                    }
                    for values in rows.head(ROWS_PER_TABLE).iter_rows(named=True)
                ],
            }
        )
    return {
        "source": found,
        "kind": words.text(f"source-kind-{found.kind.replace(' ', '-')}", language) if found.kind else "",
        "licence": words.text(LICENCES[found.licence], language) if found.licence in LICENCES else found.licence,
        "used": used,
        "version": dataset.version,
    }


def rules(dataset: Dataset, language: str) -> list[dict[str, Any]]:
    """Every named rule with its sentence in that language and where it comes from."""
    return [
        {"rule": r["rule"], "words": in_language(r, "sentence", language), "reference": r["reference"]}
        for r in dataset.rules.iter_rows(named=True)
    ]


# Columns of a trial that a reader wants first, in order.
TRIAL_COLUMNS = (
    "year", "country", "design", "population", "participants_blinded", "n_randomised", "age_mean", "female_pct",
    "bmi_mean", "kl_mean", "max_followup_weeks", "funding", "risk_of_bias", "registry_id",
)  # fmt: skip


def trial(dataset: Dataset, trial_id: str, language: str) -> dict[str, Any]:
    """One trial with its groups, results on 0–100 and harms."""
    found = dataset.trial(trial_id)
    values = _find(dataset, "trials", trial_id)
    meaning = {f.name: f for f in tables()["trials"].fields}
    arms = dataset.arms.filter(pl.col("trial_id") == trial_id)
    outcomes = dataset.outcomes(include_excluded=True).filter(pl.col("trial_id") == trial_id)
    contrasts = dataset.contrasts(include_excluded=True).filter(pl.col("trial_id") == trial_id)
    harms = dataset.harms(include_excluded=True).filter(pl.col("trial_id") == trial_id)
    return {
        "trial": found,
        "title": values.get("title") or found.label,
        "fields": [
            {"meaning": meaning[c].meaning, "unit": meaning[c].unit, "value": _shown(values.get(c), language)}
            for c in TRIAL_COLUMNS
            if c in meaning and values.get(c) is not None
        ],
        "notes": values.get("notes") or "",
        "arms": [
            {
                "href": address("row", language, "arms", a["arm_id"]),
                "treatment": a["treatment"],
                "label": a["label_in_paper"] or "",
                "n": a["n_randomised"],
            }
            for a in arms.iter_rows(named=True)
        ],
        "outcomes": [
            {
                "href": address("row", language, "outcomes", o["row_id"].split(":")[-1]),
                "week": o["week"],
                "outcome": o["outcome"],
                "treatment": o["treatment"],
                "mean": _shown(None if o["mean"] is None else round(o["mean"], 1), language),
                "sd": _shown(None if o["sd"] is None else round(o["sd"], 1), language),
                "n": o["n"],
                "type": o["value_type"],
                "excluded": o["exclusion"] or "",
            }
            for o in outcomes.sort("outcome", "week").iter_rows(named=True)
        ],
        "contrasts": [
            {
                "href": address("row", language, "contrasts", c["row_id"].split(":")[-1]),
                "week": c["week"],
                "outcome": c["outcome"],
                "between": f"{c['treatment_1']} – {c['treatment_2']}",
                "md": _shown(None if c["md"] is None else round(c["md"], 1), language),
                "excluded": c["exclusion"] or "",
            }
            for c in contrasts.sort("outcome", "week").iter_rows(named=True)
        ],
        "harms": [
            {
                "event": h["event"],
                "treatment": h["treatment"],
                "count": f"{h['events']:g} / {h['n']:g}" if h["events"] is not None and h["n"] else "",
            }
            for h in harms.iter_rows(named=True)
        ],
        "source": _source_link(dataset, found.source_id, language),
        "version": dataset.version,
    }
