"""What the front page says, with every number from the dataset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from kneewise import words
from kneewise.candidacy.rules import URGENCIES, load_rules
from kneewise.evidence import Dataset
from kneewise.web.environment import address
from kneewise.web.presenters.numbers import plain_number

# Cochrane's living review, pain from three to six months, re-pooled from its study-level data.
COCHRANE_PAIN_SIX_MONTHS = "s0003"
# The drop on 0–10 that people with lasting pain of muscles and joints call meaningful.
NOTICEABLE_DROP = "thresholds_002"
NOT_APPROVED = "reg001"
# Signs in a few words, as the interview asks them, whose rules call for help now; the full list is a click away.
FLAGS_ON_START = (
    "hot_swollen_joint",
    "fever",
    "cannot_bear_weight",
    "calf_swelling",
    "breathless_or_chest_pain",
    "cold_or_numb_foot",
)


@dataclass(frozen=True)
class Link:
    href: str
    words: str


@dataclass(frozen=True)
class Sentence:
    """A sentence with the places its numbers come from."""

    text: str
    links: tuple[Link, ...]


def row(dataset: Dataset, table: str, key: str) -> dict[str, Any]:
    """One row of a table of the dataset, by its key."""
    from kneewise.evidence.schema import tables

    frame = dataset.raw(table)
    return frame.row(by_predicate=pl.col(tables()[table].key) == key, named=True)


def honest_sentence(dataset: Dataset, language: str) -> Sentence:
    """What can and cannot be expected of stem cells in the knee, from the review with placebo-controlled trials."""
    pooled = row(dataset, "syntheses", COCHRANE_PAIN_SIX_MONTHS)
    threshold = dataset.fact(NOTICEABLE_DROP)
    text = words.text(
        "web-start-honest",
        language,
        points=plain_number(-float(pooled["estimate"]), language, 1),
        low=plain_number(-pooled["ci_high"], language, 1),
        high=plain_number(-pooled["ci_low"], language, 1),
        noticeable=plain_number(threshold.value, language),
    )
    links = (
        Link(
            address("row", language, "syntheses", COCHRANE_PAIN_SIX_MONTHS),
            words.text("web-start-honest-source", language, year=str(pooled["year"])),
        ),
        Link(address("row", language, "facts", NOTICEABLE_DROP), words.text("web-start-honest-threshold", language)),
        Link(address("row", language, "regulation", NOT_APPROVED), words.text("web-start-honest-regulator", language)),
    )
    return Sentence(text, links)


def first_flags(language: str) -> list[str]:
    """The red flags that cannot wait, in a few words each, as many as fit beside the headline."""
    return [words.text(f"ask-red-flags-{flag.replace('_', '-')}", language) for flag in FLAGS_ON_START]


def flags_by_urgency(language: str) -> list[dict[str, Any]]:
    """Every red-flag rule in words, most urgent first, each with its source."""
    flags = [rule for rule in load_rules() if rule.kind == "red_flag"]
    return [
        {
            "urgency": urgency,
            "title": words.text(f"web-urgency-{urgency.replace('_', '-')}", language),
            "flags": [words.text(rule.words, language) for rule in flags if rule.urgency == urgency],
            "sources": sorted({(r.source.title, r.source.url) for r in flags if r.urgency == urgency}),
        }
        for urgency in URGENCIES
    ]


def counts(dataset: Dataset) -> dict[str, str]:
    """How many studies and sources the dataset holds."""
    return {"trials": f"{dataset.trials.height:,}", "sources": f"{dataset.sources.height:,}"}


def natural_course(dataset: Dataset, language: str) -> list[dict[str, Any]]:
    """What happens to knees without treatment: facts of the dataset, each in a sentence with its source."""
    shown = ("natural_history_054", "natural_history_055", "natural_history_056", "natural_history_007")
    found = []
    for fact_id in shown:
        fact = dataset.fact(fact_id)
        found.append(
            {
                "text": words.text(f"web-knee-{fact_id.replace('_', '-')}", language, value=round(fact.value)),
                "href": address("row", language, "facts", fact_id),
                "source": dataset.source(fact.source_id, language).title,
            }
        )
    return found
