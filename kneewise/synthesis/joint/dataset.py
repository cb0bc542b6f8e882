"""The joint model on kneewise's own evidence: which rows enter, and how."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from kneewise.errors import KneewiseWarning
from kneewise.evidence import Dataset
from kneewise.synthesis.joint.checks import check_reading
from kneewise.synthesis.joint.design import CONTROL_CLASS, Design, Vocabulary, build_design
from kneewise.synthesis.joint.fit import fit_design, trial_modifiers
from kneewise.synthesis.joint.posterior import TimecourseFit
from kneewise.synthesis.joint.priors import ModelPrior
from kneewise.synthesis.joint.reading import Finding, Reading, read_frames
from kneewise.synthesis.joint.storage import FITTED, cache_folder, fit_key, load_fit, save_fit, saved_version

# Osteoarthritis of the knee, alone or with other joints. Meniscal tears, kneecap pain and hip trials answer other
# questions.
POPULATIONS = ("knee_oa", "mixed_oa")

# The drug time-course collection gives standard errors and no numbers of people. n = (SD / SE)² with the spread that
# pain scores on 0-100 show between people in the trials of the dataset (median of the arms' SDs,
# tests/dataset/test_joint_dataset.py); it only enters the small-study term, never the weight of the row.
TYPICAL_PAIN_SD = 22.0

_ARM_COLUMNS = {
    "row_id": pl.String,
    "trial_id": pl.String,
    "arm_id": pl.String,
    "treatment": pl.String,
    "outcome": pl.String,
    "instrument": pl.String,
    "week": pl.Float64,
    "value_type": pl.String,
    "mean": pl.Float64,
    "sd": pl.Float64,
    "n": pl.Float64,
    "baseline_mean": pl.Float64,
    "n_known": pl.Boolean,
}


@dataclass(frozen=True)
class DatasetFrames:
    """Rows of the evidence in the form that `fit_timecourse` reads."""

    arms: pl.DataFrame
    contrasts: pl.DataFrame
    trials: pl.DataFrame
    vocabulary: Vocabulary

    def keep(self, wanted: Callable[[str], bool]) -> DatasetFrames:
        """The same with only the trials whose id is wanted."""
        ids = {t for frame in (self.arms, self.contrasts) for t in frame["trial_id"].unique().to_list() if wanted(t)}
        rows = pl.col("trial_id").is_in(sorted(ids))
        return DatasetFrames(self.arms.filter(rows), self.contrasts.filter(rows), self.trials, self.vocabulary)


# The vehicle of a steroid injection, given alone to the comparison group of its trials; the treatments table lists it
# as an injection of its own.
VEHICLES = ("lidocaine",)


def vocabulary_of(dataset: Dataset) -> Vocabulary:
    """Components of every treatment code and the class of every component, from the treatments table."""
    table = dataset.treatments
    components = {row["code"]: tuple(row["components"]) for row in table.iter_rows(named=True)}
    classes = {
        row["code"]: row["borrows_with"] or row["treatment_class"]
        for row in table.iter_rows(named=True)
        if len(row["components"]) == 1
    }
    return Vocabulary(classes | dict.fromkeys(VEHICLES, CONTROL_CLASS), components)


def _collections(dataset: Dataset) -> pl.DataFrame:
    """Arms of the time-course collections that are not in the trials table as well."""
    rows = dataset.timecourses().filter(pl.col("same_people_as").is_null())
    keys = ["trial_id", "arm_id"]
    baseline = rows.filter(pl.col("week") == 0).select(*keys, pl.col("mean").alias("baseline_mean")).unique(keys)
    later = rows.filter((pl.col("week") > 0) & pl.col("se").is_not_null()).join(baseline, on=keys, how="left")
    n = pl.coalesce(pl.col("n").cast(pl.Float64), (TYPICAL_PAIN_SD / pl.col("se")) ** 2)
    return later.with_columns(n.alias("n"), pl.col("n").is_not_null().alias("n_known")).with_columns(
        (pl.col("se") * pl.col("n").sqrt()).alias("sd")
    )


def dataset_frames(dataset: Dataset) -> DatasetFrames:
    """The rows of the evidence that the joint model uses: randomised, knee (or mixed) osteoarthritis, marked as
    used."""
    outcome = pl.col("outcome").is_in(["pain", "function"])
    people = pl.col("population").is_in(POPULATIONS)
    arms = dataset.outcomes().filter(outcome & people & pl.col("preferred"))
    arms = arms.with_columns(pl.lit(True).alias("n_known"))
    both = [frame.select(pl.col(c).cast(t) for c, t in _ARM_COLUMNS.items()) for frame in (arms, _collections(dataset))]
    rows = dataset.contrasts().filter(outcome & people)
    # The end of an intervention of unpublished length is placed in the window that the evidence names.
    rows = rows.with_columns(pl.coalesce("week", pl.col("window").cast(pl.Float64)).alias("week"))
    early = pl.col("window").is_null() & pl.col("week").is_between(0.5, 2.999)
    rows = rows.filter(pl.col("preferred") | early)
    # Where a contrast gives no numbers, half the people randomised stand for each side.
    half = dataset.trials.select("trial_id", (pl.col("n_randomised") / 2).round().cast(pl.Int64).alias("half"))
    rows = rows.join(half, on="trial_id", how="left").with_columns(
        pl.coalesce(c, "half").alias(c) for c in ("n_1", "n_2")
    )
    trials = dataset.trials.filter(pl.col("duplicate_of").is_null())
    copies = dataset.trials.filter(pl.col("duplicate_of").is_not_null())["trial_id"].to_list()
    single = ~pl.col("trial_id").is_in(copies)
    return DatasetFrames(pl.concat(both).filter(single), rows.filter(single), trials, vocabulary_of(dataset))


def dataset_design(frames: DatasetFrames, prior: ModelPrior) -> tuple[Design, list[Finding], Reading]:
    """The design of the evidence, what was found on the way, and the grouped rows."""
    reading = read_frames(frames.arms, frames.contrasts)
    findings = check_reading(reading, frames.vocabulary)
    design = build_design(reading, frames.vocabulary, trial_modifiers(reading, frames.arms, frames.trials, prior))
    return design, findings, reading


@dataclass(frozen=True)
class _Hashable:
    """A dataset as the argument of a cache: two with the same version are the same."""

    version: str
    dataset: Dataset = field(compare=False)


@lru_cache(maxsize=4)
def _fit_by_key(key: str, dataset: _Hashable) -> TimecourseFit:
    prior = ModelPrior()
    if saved_version(FITTED) == key:
        return load_fit(FITTED, prior)
    path = cache_folder() / f"timecourse-{key.replace('+', '-')}.npz"
    if saved_version(path) == key:
        return load_fit(path, prior)
    fit = fresh_fit(dataset.dataset)
    try:
        save_fit(fit, path)
    except OSError as error:
        warnings.warn(f"the fitted model could not be kept in {path.parent} ({error})", KneewiseWarning, stacklevel=2)
    return fit


def fresh_fit(dataset: Dataset) -> TimecourseFit:
    """The joint model fitted to the dataset now, without looking for a kept fit."""
    prior = ModelPrior()
    design, findings, _ = dataset_design(dataset_frames(dataset), prior)
    return fit_design(design, prior, version=fit_key(dataset.version, prior), findings=findings)[0]


def fit_dataset(dataset: Dataset) -> TimecourseFit:
    """The joint model of the dataset: shipped with the package, kept from an earlier run, or fitted now (seconds) and
    kept.

    Equal to `fresh_fit` up to the rounding of `storage.save_fit`. Cached per process by ``dataset.version``.
    """
    return _fit_by_key(fit_key(dataset.version, ModelPrior()), _Hashable(dataset.version, dataset))


def ship(dataset: Dataset) -> None:
    """Write the fit that is shipped with the package; run after every change of data or model."""
    save_fit(fresh_fit(dataset), FITTED)
