"""Everything known about one trial, treatment or fact, gathered as plain values for a renderer."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from kneewise.errors import NotFoundError
from kneewise.evidence.dataset import Dataset
from kneewise.evidence.treatments import nearest


@dataclass(frozen=True, slots=True)
class Block:
    """A titled list of lines or a table (``columns`` and ``rows``), with the sources behind it."""

    title: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sources: tuple[str, ...] = field(default=())


def describe(data: Dataset, name: str) -> list[Block]:
    """Blocks about a trial id, a fact id, or a treatment's code or name. Raises NotFoundError naming the nearest."""
    if name in set(data.trials["trial_id"]):
        return _trial(data, name)
    if name in set(data.facts["fact_id"]):
        return _fact(data, name)
    try:
        code = data.treatment(name).code
    except NotFoundError as error:
        names = [*data.trials["trial_id"], *data.facts["fact_id"], *data.treatments["code"]]
        raise NotFoundError(
            repr(name), "is no trial, treatment or fact of the dataset", nearest(name, names)
        ) from error
    return _treatment(data, code)


def cite(data: Dataset, source_id: str, location: str | None = None) -> str:
    """A source in one line: title, year, place, address."""
    source = data.source(source_id)
    words = [source.title] + ([f"({source.year})"] if source.year else []) + ([location] if location else [])
    return " · ".join([*words, source.url or source.kind, source.source_id])


def text(value: object) -> str:
    """A value as people read it; unknown is a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _table(title: str, frame: pl.DataFrame, columns: list[str], data: Dataset) -> Block:
    rows = tuple(tuple(text(value) for value in row) for row in frame.select(columns).iter_rows())
    column = "source_id" if "source_id" in frame.columns else "source"
    sources = tuple(cite(data, one) for one in frame[column].drop_nulls().unique(maintain_order=True))
    return Block(title, columns=tuple(columns), rows=rows, sources=sources)


def _trial(data: Dataset, trial_id: str) -> list[Block]:
    trial = data.trial(trial_id)
    lines = [f"{name.replace('_', ' ')}: {text(value)}" for name, value in trial.to_dict().items() if value is not None]
    blocks = [
        Block(f"Trial {trial.label}", tuple(lines), sources=(cite(data, trial.source_id, trial.source_location),))
    ]
    entries = data.exclusions.filter((pl.col("key_field") == "trial_id") & (pl.col("key") == trial_id))
    if len(entries):
        doubts = tuple(f"{r['rule']} ({r['scope']}): {r['reason']}" for r in entries.iter_rows(named=True))
        blocks.append(Block("Doubts", doubts))
    arm_columns = ["arm_id", "treatment", "label_in_paper", "n_randomised", "n_analysed", "age_mean", "female_pct"]
    outcome_columns = [
        "arm_id", "outcome", "instrument", "week", "value_type", "mean", "sd", "n", "sd_rule", "preferred", "exclusion",
    ]  # fmt: skip
    contrast_columns = ["treatment_1", "treatment_2", "outcome", "week", "md", "md_se", "md_rule", "exclusion"]
    parts: list[tuple[str, pl.DataFrame, list[str]]] = [
        ("Groups", data.arms, arm_columns),
        (
            "Outcomes on 0-100, higher worse",
            data.outcomes(include_excluded=True, include_baseline=True),
            outcome_columns,
        ),
        ("Published differences on 0-100", data.contrasts(include_excluded=True), contrast_columns),
        ("Responders", data.responders(include_excluded=True), ["arm_id", "definition", "week", "events", "n"]),
        ("Harms", data.harms(include_excluded=True), ["arm_id", "event", "seriousness", "week", "events", "n"]),
    ]
    for title, frame, columns in parts:
        chosen = frame.filter(pl.col("trial_id") == trial_id)
        if len(chosen):
            blocks.append(_table(title, chosen, columns, data))
    return blocks


def _fact(data: Dataset, fact_id: str) -> list[Block]:
    fact = data.fact(fact_id)
    lines = [f"{name.replace('_', ' ')}: {text(value)}" for name, value in fact.to_dict().items() if value is not None]
    return [Block(f"Fact {fact_id}", tuple(lines), sources=(cite(data, fact.source_id, fact.source_location),))]


def _treatment(data: Dataset, code: str) -> list[Block]:
    treatment = data.treatment(code)
    lines = [
        treatment.what_it_is,
        f"class: {treatment.treatment_class}",
        f"also called: {', '.join(treatment.synonyms) or '–'}",
        f"regulators: {treatment.regulatory_category}",
    ]
    blocks = [Block(f"{treatment.name} ({code})", tuple(lines))]
    arms = data.arms.filter(pl.col("treatment") == code)
    trials = data.trials.filter(pl.col("trial_id").is_in(arms["trial_id"].implode()))
    columns = ["trial_id", "label", "design", "population", "n_randomised", "risk_of_bias", "max_followup_weeks"]
    guideline_columns = ["body", "year", "direction", "wording_summary"]
    fact_columns = ["fact_id", "topic", "quantity", "value", "unit", "year", "country", "exclusion"]
    parts = [
        ("Trials with this group", trials, columns),
        ("Guidelines", data.guidelines.filter(pl.col("treatment") == code), guideline_columns),
        ("Rules by country", data.regulation.filter(pl.col("product") == code), ["jurisdiction", "body", "status"]),
        ("Facts", data.facts.filter(pl.col("treatment") == code), fact_columns),
    ]
    return blocks + [_table(title, frame, wanted, data) for title, frame, wanted in parts if len(frame)]
