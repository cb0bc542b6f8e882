"""A small sound dataset of two trials, and a way to spoil one cell of it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from kneewise.evidence.schema import DATA, tables

SOURCE = {"source": "s1", "location": "Table 2"}
ROWS: dict[str, list[dict[str, str]]] = {
    "sources": [{"source_id": "s1", "kind": "journal article", "title": "A trial", "year": "2020", "licence": "x"}],
    "treatments": [
        {"code": "bmac", "name": "Marrow", "name_es": "Médula", "treatment_class": "cell_therapy", "kind": "treatment",
         "synonyms": "BMAC|marrow injection", "what_it_is": "Marrow.", "cells_from": "own",
         "regulatory_category": "x", "control": "false"},
        {"code": "saline", "name": "Salt water", "name_es": "Suero", "treatment_class": "control", "kind": "treatment",
         "what_it_is": "Water.", "regulatory_category": "x", "control": "true"},
    ],
    "trials": [
        {"trial_id": "one2020", "label": "One 2020", "title": "One", "year": "2020", "design": "rct",
         "randomised": "true",
         "population": "knee_oa", "unit_of_analysis": "patients", "n_randomised": "40", "kl_min": "2", "kl_max": "3",
         "female_pct": "50", **SOURCE},
        {"trial_id": "two2021", "label": "Two 2021", "title": "Two", "year": "2021", "design": "cohort",
         "randomised": "false",
         "population": "knee_oa", "unit_of_analysis": "patients", "n_randomised": "10", **SOURCE},
    ],
    "arms": [
        {"arm_id": "one2020-1", "trial_id": "one2020", "treatment": "bmac", "n_randomised": "20", **SOURCE},
        {"arm_id": "one2020-2", "trial_id": "one2020", "treatment": "saline", "n_randomised": "20", **SOURCE},
        {"arm_id": "two2021-1", "trial_id": "two2021", "treatment": "bmac", "n_randomised": "10", **SOURCE},
    ],
    "outcomes": [
        {"outcome_id": f"o{i}", "trial_id": arm[:-2], "arm_id": arm, "outcome": "pain", "instrument": "vas_pain",
         "scale_min": "0", "scale_max": "10", "higher_is": "worse", "week": week, "value_type": "mean",
         "estimate": estimate, "sd": "2", "n": "10", "sd_source": "reported", **SOURCE}
        for i, (arm, week, estimate) in enumerate([
            ("one2020-1", "0", "6"), ("one2020-1", "26", "3"), ("one2020-2", "26", "4.5"), ("two2021-1", "26", "5"),
        ])
    ],
    "contrasts": [
        {"contrast_id": "c1", "trial_id": "one2020", "treatment_1": "bmac", "treatment_2": "saline",
         "arm_id_1": "one2020-1", "arm_id_2": "one2020-2", "outcome": "pain", "instrument": "vas_pain",
         "scale_min": "0", "scale_max": "10", "higher_is": "worse", "negative_favours": "treatment_1", "week": "26",
         "effect_measure": "MD", "estimate": "-1.5", "se": "0.8", "ci_low": "-3", "ci_high": "0", "n_1": "10",
         "n_2": "10", **SOURCE},
    ],
    "responders": [{"responder_id": "r1", "trial_id": "one2020", "arm_id": "one2020-1", "definition": "better",
                    "week": "26", "events": "4", "n": "10", **SOURCE}],
    "harms": [{"harm_id": "h1", "trial_id": "one2020", "arm_id": "one2020-1", "event": "any_ae", "seriousness": "any",
               "events": "1", "n": "10", **SOURCE}],
    "syntheses": [{"synthesis_id": "y1", "review_id": "r", "comparison": "a v b", "outcome": "pain",
                   "effect_measure": "MD", **SOURCE}],
    "facts": [{"fact_id": "cost_001", "topic": "cost", "use": "price", "subject": "bmac", "treatment": "bmac",
               "quantity": "price", "value": "5000", "unit": "USD per knee", "year": "2020", "quality": "survey",
               "country": "US", **SOURCE}],
    "candidacy": [{"rule_id": "u1", "kind": "caution", "factor": "age", "condition_in_words": "x",
                   "applies_to": "bmac", "basis": "expert", **SOURCE}],
    "guidelines": [{"guideline_id": "g1", "body": "B", "body_es": "B", "year": "2020", "treatment": "bmac",
                    "direction": "neutral", "wording_summary": "x", "wording_summary_es": "y",
                    "population": "knee OA", "strength_seen": "true", **SOURCE}],
    "regulation": [{"regulation_id": "n1", "jurisdiction": "US", "body": "B", "body_es": "B", "product": "bmac",
                    "status": "x", "status_es": "y", **SOURCE}],
    "rehab": [{"rehab_id": "b1", "stage": "early", "treatment": "bmac", **SOURCE}],
    "questions": [{"question_id": "q1", "item": "x?", "why": "y", **SOURCE}],
    "exclusions": [{"exclusion_id": "x1", "table": "outcomes", "key": "two2021", "key_field": "trial_id",
                    "rule": "suspect_value", "scope": "main analysis", "reason": "made up",
                    "doubt_from": "nobody"}],
}  # fmt: skip


def write_dataset(folder: Path, rows: dict[str, list[dict[str, str]]]) -> Path:
    """Write the rows as a dataset; the rules, checks and package description are the project's own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables().items():
        if table.optional:
            continue
        if name in ("rules", "checks"):
            shutil.copy(DATA / f"{name}.csv", folder)
            continue
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, table.columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[name])
    shutil.copy(DATA / "datapackage.json", folder)
    return folder


@pytest.fixture
def rows() -> dict[str, list[dict[str, str]]]:
    """A fresh copy of the sound rows, for a test to spoil."""
    return {name: [dict(row) for row in table] for name, table in ROWS.items()}


@pytest.fixture
def small(tmp_path: Path, rows: dict[str, list[dict[str, str]]]) -> Path:
    """The folder of the sound small dataset."""
    return write_dataset(tmp_path / "small", rows)


@pytest.fixture
def write():
    """The writer, for tests that spoil rows first."""
    return write_dataset
