"""How like the people in the trials a person is, and when that is too little for an honest number."""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from kneewise.outlook.results import Likeness, Person

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

# A trial's mean age (BMI) stands for people within two standard deviations of it; where a trial gives no SD, the median
# SD of the trials that do is used. Baseline pain: trials of knee OA enrol from about 40/100, so the distribution of arm
# means plus two person-level SDs is the range.
SDS = 2.0
# A feature that fewer than this share of trials could have enrolled is called outside the range.
OUTSIDE = 0.05
STUDIED_DIAGNOSIS = "knee_oa"
BMI_SD = 5.0  # person-level SD of BMI (kg/m²) beyond that of trials' means; see docs/methods/outlook.md
PAIN_SD = 20.0  # person-level SD of pain at baseline on 0–100 where a trial prints none; see docs/methods/outlook.md


def _share_within(means: np.ndarray, sds: np.ndarray, value: float) -> float:
    ok = np.isfinite(means)
    if not ok.any():
        return 1.0
    return float(np.mean(np.abs(value - means[ok]) <= SDS * sds[ok]))


@lru_cache(maxsize=2)
def _ages(dataset: Dataset) -> tuple[np.ndarray, np.ndarray]:
    arms = dataset.arms.select("trial_id", "age_mean", "age_sd").drop_nulls("age_mean")
    sd = arms["age_sd"].cast(pl.Float64).to_numpy()
    typical = float(np.nanmedian(sd))
    return arms["age_mean"].cast(pl.Float64).to_numpy(), np.where(np.isfinite(sd), sd, typical)


@lru_cache(maxsize=2)
def _trials(dataset: Dataset) -> pl.DataFrame:
    return dataset.trials.filter(pl.col("population") == STUDIED_DIAGNOSIS)


@lru_cache(maxsize=2)
def _baseline_pain(dataset: Dataset) -> np.ndarray:
    """Mean pain of every arm before treatment, where it is known; shape (arms,)."""
    rows = dataset.outcomes("pain", include_baseline=True)
    final = rows.filter((pl.col("value_type") == "final") & (pl.col("week") == 0))
    return final["mean"].drop_nulls().cast(pl.Float64).to_numpy()


@lru_cache(maxsize=2)
def _grades(dataset: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest KL grade of every trial that says both; shapes (trials,)."""
    graded = _trials(dataset).drop_nulls(["kl_min", "kl_max"])
    return graded["kl_min"].cast(pl.Float64).to_numpy(), graded["kl_max"].cast(pl.Float64).to_numpy()


@lru_cache(maxsize=2)
def _bmis(dataset: Dataset) -> np.ndarray:
    """Mean BMI of every trial that says it; shape (trials,)."""
    return _trials(dataset)["bmi_mean"].drop_nulls().cast(pl.Float64).to_numpy()


def likeness(dataset: Dataset, person: Person) -> Likeness:
    """Share of trials (or arms) of knee osteoarthritis that could have enrolled the person, feature by feature.

    The overall share is the smallest of the features', since one missing feature is enough to be unlike. Unknown
    features are left out. ``outside`` names features below 5 %.
    """
    trials = _trials(dataset)
    by_feature: dict[str, float] = {}
    if person.age is not None:
        by_feature["age"] = _share_within(*_ages(dataset), person.age)
    if person.kl_grade is not None:
        low, high = _grades(dataset)
        if len(low):
            by_feature["kl_grade"] = float(np.mean((low <= person.kl_grade) & (high >= person.kl_grade)))
    if person.bmi is not None:
        means = _bmis(dataset)
        if len(means):
            by_feature["bmi"] = _share_within(means, np.full(len(means), float(np.std(means)) + BMI_SD), person.bmi)
    if person.pain is not None:
        means = _baseline_pain(dataset)
        if len(means):
            by_feature["pain"] = _share_within(means, np.full(len(means), PAIN_SD), person.pain)
    if person.diagnosis is not None:
        by_feature["diagnosis"] = 1.0 if person.diagnosis == STUDIED_DIAGNOSIS else 0.0
    outside = tuple(name for name, share in by_feature.items() if share < OUTSIDE)
    return Likeness(min(by_feature.values(), default=1.0), by_feature, outside, trials.height)


# A trial's mean stands for its people at these standard deviations from it, equally likely (odd deciles of a normal).
WITHIN_TRIAL = tuple(NormalDist().inv_cdf(p) for p in (0.1, 0.3, 0.5, 0.7, 0.9))


@lru_cache(maxsize=2)
def feature_spreads(dataset: Dataset) -> dict[str, np.ndarray]:
    """Values that age, KL grade, BMI and pain have among the trials' people, by field of `Person`; samples.

    Each trial (or arm) counts once: its mean with the spread between its people, as `likeness` takes it; for the grade
    every grade it let in.
    """
    steps = np.array(WITHIN_TRIAL)
    ages, age_sds = _ages(dataset)
    low, high = _grades(dataset)
    bmis, pains = _bmis(dataset), _baseline_pain(dataset)
    grades = [grade for a, b in zip(low, high, strict=True) for grade in range(int(a), int(b) + 1)]
    return {
        "age": (ages[:, None] + age_sds[:, None] * steps).ravel(),
        "kl_grade": np.array(grades, dtype=float),
        "bmi": (bmis[:, None] + (float(np.std(bmis)) + BMI_SD) * steps).ravel(),
        "pain": (pains[:, None] + PAIN_SD * steps).ravel(),
    }
