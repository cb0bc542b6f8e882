"""The trials that pass a state's filters."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from kneewise import evidence
from kneewise.errors import NotFoundError
from kneewise.evidence.treatments import nearest
from kneewise.web.explorer.state import LARGE_ARM, State

# States whose answers stay in memory.
STATES_KEPT = 256
# Controls that are no dummy: people knew that they got nothing, or care as usual.
OPEN_CONTROLS = (
    "attention_control", "co_intervention", "im_control", "no_treatment", "no_treatment_or_usual_care", "usual_care",
)  # fmt: skip


@lru_cache(maxsize=4)
def trial_treatments(version: str) -> dict[str, tuple[str, ...]]:
    """Trial: codes of its groups, from its arms or, where those are not known, from its published contrasts."""
    dataset = evidence.load()
    found: dict[str, dict[str, None]] = {}
    for trial, code in dataset.arms.select("trial_id", "treatment").iter_rows():
        found.setdefault(trial, {})[code] = None
    published = dataset.raw("contrasts").select("trial_id", "treatment_1", "treatment_2")
    for trial, one, two in published.unique(maintain_order=True).iter_rows():
        found.setdefault(trial, {}).update({one: None, two: None})
    return {trial: tuple(code for code in codes if code) for trial, codes in found.items()}


def codes_of(trial_id: str) -> tuple[str, ...]:
    """Codes of the groups of one trial."""
    return trial_treatments(evidence.load().version).get(trial_id, ())


@lru_cache(maxsize=4)
def classes_of_trials(version: str) -> dict[str, frozenset[str]]:
    """Trial: classes of all parts of its treatments."""
    dataset = evidence.load()
    return {
        trial: frozenset(dataset.treatment(part).treatment_class for code in codes for part in code.split("+"))
        for trial, codes in trial_treatments(version).items()
    }


@lru_cache(maxsize=4)
def countries(version: str) -> tuple[str, ...]:
    """Every country that a trial names, in alphabetical order."""
    named = evidence.load().trials["country"].drop_nulls().to_list()
    return tuple(sorted({part.strip() for value in named for part in value.split(",") if not value[:1].islower()}))


@lru_cache(maxsize=4)
def choosable(version: str) -> tuple[str, ...]:
    """Codes of single treatments that some trial has, in alphabetical order."""
    codes = {part for all_codes in trial_treatments(version).values() for code in all_codes for part in code.split("+")}
    return tuple(sorted(codes))


@lru_cache(maxsize=16)
def _smallest_groups(outcome: str, window: int, version: str) -> dict[str, float]:
    """Trial: people in its smallest group with a result for that outcome and window."""
    rows = evidence.load().network_data(outcome, window, None)
    smallest = pl.min_horizontal("n1", "n2").fill_null(0)
    return dict(rows.group_by("study").agg(smallest.min()).iter_rows())


def measured(outcome: str, window: int) -> dict[str, float]:
    """Trials with a usable comparison for outcome and window, with the people in the smallest group (0: unknown)."""
    return _smallest_groups(outcome, window, evidence.load().version)


def chosen(state: State) -> pl.DataFrame:
    """The trials that the state asks for, sorted as it asks. Columns as in ``Dataset.trials``."""
    # Outcome and window matter only where results are asked for; without them, views of several windows share trials.
    timed = state.measured or state.subset == "large"
    fields = (
        state.outcome if timed else "", state.window if timed else 0, state.subset, state.group, state.treatment,
        state.bias, state.population, state.country, state.text.lower(), state.measured, state.sort,
    )  # fmt: skip
    return _chosen(evidence.load().version, *fields)


@lru_cache(maxsize=STATES_KEPT)
def _chosen(
    version: str,
    outcome: str,
    window: int,
    subset: str,
    group: str,
    treatment: str,
    bias: str,
    population: str,
    country: str,
    text: str,
    with_result: bool,
    sort: str,
) -> pl.DataFrame:
    dataset = evidence.load()
    frame = dataset.trials
    if population != "any":
        frame = frame.filter(pl.col("population") == population)
    if bias != "any":
        wanted = pl.col("risk_of_bias").is_null() if bias == "unknown" else pl.col("risk_of_bias") == bias
        frame = frame.filter(wanted.fill_null(False))
    if country:
        known = {name.lower(): name for name in countries(version)}
        if country.lower() not in known:
            raise NotFoundError("country", f"“{country}” is not known", nearest(country, list(known.values())))
        frame = frame.filter(pl.col("country").fill_null("").str.contains(known[country.lower()], literal=True))
    if text:
        parts = [
            pl.col(c).fill_null("").str.to_lowercase() for c in ("label", "title", "trial_id", "registry_id", "doi")
        ]
        frame = frame.filter(pl.any_horizontal(part.str.contains(text, literal=True) for part in parts))
    keep = [t for t in frame["trial_id"].to_list() if _passes(t, version, outcome, window, subset, group, treatment)]
    if with_result:
        keep = [t for t in keep if t in _smallest_groups(outcome, window, version)]
    frame = frame.filter(pl.col("trial_id").is_in(keep))
    if subset == "placebo":
        frame = frame.filter(pl.col("randomised").fill_null(False))
    if subset == "not_high":
        frame = frame.filter(pl.col("risk_of_bias").fill_null("") != "high")
    return _sorted(frame, sort)


def _passes(trial: str, version: str, outcome: str, window: int, subset: str, group: str, treatment: str) -> bool:
    """Whether a trial's treatments and sizes fit."""
    if group and group not in classes_of_trials(version).get(trial, frozenset()):
        return False
    codes = trial_treatments(version).get(trial, ())
    if treatment and not any(treatment == code or treatment in code.split("+") for code in codes):
        return False
    if subset == "placebo":
        dataset = evidence.load()
        return any(dataset.treatment(c).control and not set(c.split("+")) & set(OPEN_CONTROLS) for c in codes)
    if subset == "large":
        return _smallest_groups(outcome, window, version).get(trial, 0) >= LARGE_ARM
    return True


def _sorted(frame: pl.DataFrame, sort: str) -> pl.DataFrame:
    rank = pl.col("risk_of_bias").replace_strict({"low": 0, "some": 1, "high": 2}, default=3)
    order: dict[str, tuple[list[str | pl.Expr], list[bool]]] = {
        "year": (["year", "label"], [True, False]),
        "label": (["label"], [False]),
        "people": (["n_randomised", "label"], [True, False]),
        "weeks": (["max_followup_weeks", "label"], [True, False]),
        "bias": ([rank, "label"], [False, False]),
    }
    by, descending = order[sort]
    return frame.sort(by, descending=descending, nulls_last=True)
