"""What the outlook expects of a treatment for a typical person of the trials: shares of 100 people with and without it.

A success rate on a page is held against these. They ship as ``data/expected.json`` (written by
``validation/claims/ship_expected.py``), because a forecast takes longer than reading a page; for any other evidence
than the shipped they are worked out by `kneewise.outlook`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kneewise.claims.datafiles import DATA

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

SHIPPED = DATA / "expected.json"
# Half a year: the time for which most trials of cells report, and the headline of the forecasts.
WEEK = 26.0
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Expected:
    """Of 100 people like those in the trials, how many are better by the smallest meaningful change at `WEEK` weeks.

    ``treated`` and ``control``: (low, middle, high) with the treatment and with its control, 95 % range; ``year`` and
    ``source_id`` of the newest of its trials.
    """

    name: str
    treatment_class: str
    treated: tuple[float, float, float]
    control: tuple[float, float, float]
    n_trials: int
    n_people: int
    year: int | None
    source_id: str


def expected(dataset: Dataset) -> dict[str, Expected]:
    """By treatment code; treatments without an honest forecast are left out."""
    version, rows = _shipped()
    return rows if version == dataset.version else worked_out(dataset)


@cache
def _shipped() -> tuple[str, dict[str, Expected]]:
    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return raw["version"], {code: _row(entry) for code, entry in raw["rows"].items()}


def _row(entry: dict[str, Any]) -> Expected:
    return Expected(**{**entry, "treated": tuple(entry["treated"]), "control": tuple(entry["control"])})


def worked_out(dataset: Dataset) -> dict[str, Expected]:
    """The same from the outlook's forecast for a person of whom nothing is known: the trials' typical person."""
    from kneewise.outlook import Person, forecast

    trials = _newest_trials(dataset)
    out: dict[str, Expected] = {}
    for option in forecast(Person(), dataset=dataset).options:
        benefit = option.benefit_at("pain", WEEK)
        if benefit is None or not option.n_trials or option.treatment not in trials:
            continue
        year, source = trials[option.treatment]
        shares = [
            tuple(round(v, DECIMALS) for v in (share.low, share.count, share.high))
            for share in (benefit.meaningful, benefit.meaningful_sham)
        ]
        out[option.treatment] = _row(
            {
                "name": option.name,
                "treatment_class": option.treatment_class,
                "treated": shares[0],
                "control": shares[1],
                "n_trials": option.n_trials,
                "n_people": option.n_people,
                "year": year or None,
                "source_id": source,
            }
        )
    return out


def _newest_trials(dataset: Dataset) -> dict[str, tuple[int, str]]:
    """The newest trial of each treatment that measured pain: (year, source)."""
    found: dict[str, tuple[int, str]] = {}
    for row in dataset.outcomes("pain").iter_rows(named=True):
        year = dataset.trial(row["trial_id"]).year or 0
        if year >= found.get(row["treatment"], (0, ""))[0]:
            found[row["treatment"]] = (year, row["source_id"])
    return found


def as_json(dataset: Dataset) -> str:
    """The content of ``data/expected.json`` for a dataset."""
    rows = {code: asdict(row) for code, row in sorted(worked_out(dataset).items())}
    return json.dumps({"version": dataset.version, "rows": rows}, indent=1) + "\n"
