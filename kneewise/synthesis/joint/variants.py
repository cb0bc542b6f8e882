"""The same question asked of other choices of trials and priors: how far the headline would move.

Each variant refits the model with the variance parameters held at their most probable values (two or three seconds
instead of eight; the headline's own refit shows what that shortcut does) and is kept on disk like the main fit.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from kneewise.errors import InputError, KneewiseWarning
from kneewise.evidence import Dataset
from kneewise.synthesis.joint.dataset import DatasetFrames, dataset_design, dataset_frames
from kneewise.synthesis.joint.design import Design
from kneewise.synthesis.joint.fit import fit_design
from kneewise.synthesis.joint.posterior import Modifiers, TimecourseFit
from kneewise.synthesis.joint.priors import ModelPrior
from kneewise.synthesis.joint.storage import cache_folder, fit_key, load_fit, save_fit, saved_version
from kneewise.synthesis.results import json_ready

# A trial is large here from this many people per arm on (the issue's own cut).
LARGE_ARM = 50
# Controls that a person cannot tell from the treatment.
PLACEBOS = (
    "saline",
    "oral_placebo",
    "topical_placebo",
    "sc_placebo",
    "im_placebo",
    "sham_physio",
    "sham_acupuncture",
    "sham_brace",
    "sham_surgery",
    "sham_tdcs",
)
# Trial known only in words: at 12 months none of its cell products was better than corticosteroid for pain.
MILES_TRIAL, MILES_FACT, MILES_REFERENCE, MILES_WEEK = "mautner2023", "effect_modifiers_019", "cs", 52.0
# Spread of pain scores between people that its standard error is worked out with, as in `dataset.TYPICAL_PAIN_SD`.
MILES_SD = 22.0

Keep = Callable[[Dataset, DatasetFrames], DatasetFrames]


@dataclass(frozen=True, slots=True)
class Variant:
    """One other choice. ``frames`` changes the trials, ``prior`` the priors; ``message`` names it for people."""

    name: str
    message: str
    frames: Keep | None = None
    prior: Callable[[ModelPrior], ModelPrior] | None = None


def _without(column: str, value: Any) -> Keep:
    def keep(dataset: Dataset, frames: DatasetFrames) -> DatasetFrames:
        out = set(dataset.trials.filter(pl.col(column) == value)["trial_id"].to_list())
        return frames.keep(lambda trial: trial not in out)

    return keep


def _placebo_controlled(dataset: Dataset, frames: DatasetFrames) -> DatasetFrames:
    """Trials in which some arm's control parts include a placebo or sham."""
    with_placebo: set[str] = set()
    for frame, columns in ((frames.arms, ("treatment",)), (frames.contrasts, ("treatment_1", "treatment_2"))):
        for row in frame.iter_rows(named=True):
            if any(part in PLACEBOS for c in columns for part in frames.vocabulary.parts(row[c])):
                with_placebo.add(row["trial_id"])
    return frames.keep(lambda trial: trial in with_placebo)


def _large(dataset: Dataset, frames: DatasetFrames) -> DatasetFrames:
    """Trials with `LARGE_ARM` or more people per arm on average."""
    design = dataset_design(frames, ModelPrior())[0]
    per_arm = {design.trials[t]: 2 / size**2 for t, size in zip(design.trial, design.size, strict=True)}
    return frames.keep(lambda trial: per_arm.get(trial, 0.0) >= LARGE_ARM)


def censored_spread(n_1: float, n_2: float, sd: float) -> float:
    """Standard error of a difference of which only "not significant" is known.

    The estimate d lies somewhere in (-c, c) with c = 1.96 se, equally likely at first sight: as a measurement of the
    true difference that is 0 with variance ``se² + c²/3`` (the sampling variance and that of a uniform within the
    bounds).
    """
    se = sd * math.sqrt(1 / n_1 + 1 / n_2)
    return math.sqrt(se**2 + (1.96 * se) ** 2 / 3)


def _with_miles(dataset: Dataset, frames: DatasetFrames) -> DatasetFrames:
    """The MILES trial as censored contrasts of its cell products with corticosteroid, for pain at 12 months."""
    fact = dataset.fact(MILES_FACT)
    arms = (
        dataset.arms.filter(pl.col("trial_id") == MILES_TRIAL).group_by("treatment").agg(pl.col("n_randomised").sum())
    )
    randomised = dict(arms.iter_rows())
    share = float(fact.n or 0) / sum(randomised.values())
    rows = []
    for product in sorted(set(randomised) - {MILES_REFERENCE}):
        n_1, n_2 = (randomised[code] * share for code in (product, MILES_REFERENCE))
        rows.append(
            {
                "row_id": f"facts:{MILES_FACT}",
                "trial_id": MILES_TRIAL,
                "treatment_1": product,
                "treatment_2": MILES_REFERENCE,
                "outcome": "pain",
                "week": MILES_WEEK,
                "md": 0.0,
                "md_se": censored_spread(n_1, n_2, MILES_SD),
                "n_1": round(n_1),
                "n_2": round(n_2),
            }
        )
    return replace(frames, contrasts=pl.concat([frames.contrasts, pl.DataFrame(rows)], how="diagonal_relaxed"))


def _fixed(name: str, value: float) -> Callable[[ModelPrior], ModelPrior]:
    return lambda prior: replace(prior, fixed={**prior.fixed, name: value})


def _scaled(factor: float) -> Callable[[ModelPrior], ModelPrior]:
    return lambda prior: prior.scaled(factor, ("class_sd", "treatment_sd", "control_sd", "tau"))


VARIANTS: tuple[Variant, ...] = (
    Variant("all", "sensitivity-all"),
    Variant("no_high_risk", "sensitivity-no-high-risk", _without("risk_of_bias", "high")),
    Variant("no_industry", "sensitivity-no-industry", _without("funding_industry", True)),
    Variant("placebo_only", "sensitivity-placebo-only", _placebo_controlled),
    Variant("large_only", "sensitivity-large-only", _large),
    Variant("wider_priors", "sensitivity-wider-priors", None, _scaled(2.0)),
    Variant("narrower_priors", "sensitivity-narrower-priors", None, _scaled(0.5)),
    Variant("rho_low", "sensitivity-rho-low", None, _fixed("rho_time", 0.3)),
    Variant("rho_high", "sensitivity-rho-high", None, _fixed("rho_time", 0.9)),
    Variant("with_miles", "sensitivity-with-miles", _with_miles),
)


def refit(
    dataset: Dataset,
    *,
    keep: Callable[[str], bool] | None = None,
    prior: ModelPrior | None = None,
    at_mode: bool = True,
) -> TimecourseFit:
    """The joint model of some of the trials (``keep`` by trial id) or with other priors, not kept on disk."""
    frames = dataset_frames(dataset)
    chosen = prior or ModelPrior()
    design = dataset_design(frames.keep(keep) if keep else frames, chosen)[0]
    return fit_design(design, chosen, at_mode=at_mode)[0]


def variant_fit(dataset: Dataset, name: str) -> TimecourseFit:
    """The fit of a named variant, kept on disk by dataset version. Raises InputError for an unknown name."""
    found = next((v for v in VARIANTS if v.name == name), None)
    if found is None:
        raise InputError("variant", f"is '{name}'", f"Use {', '.join(v.name for v in VARIANTS)}.")
    base = ModelPrior()
    prior = found.prior(base) if found.prior else base
    key = fit_key(dataset.version, prior, f"{name}_mode")
    path = cache_folder() / f"timecourse-{key.replace('+', '-')}.npz"
    if saved_version(path) == key:
        return load_fit(path, prior)
    frames = dataset_frames(dataset)
    design: Design = dataset_design(found.frames(dataset, frames) if found.frames else frames, prior)[0]
    fit = fit_design(design, prior, version=key, at_mode=True)[0]
    try:
        save_fit(fit, path)
    except OSError as error:
        warnings.warn(f"the fitted model could not be kept in {path.parent} ({error})", KneewiseWarning, stacklevel=2)
    return fit


@dataclass(frozen=True, slots=True)
class SensitivityRow:
    """The headline under one variant: mean and 95 % interval in points; ``mean`` None where no trial is left to say."""

    variant: str
    message: str
    treatment: str
    reference: str
    outcome: str
    week: float
    n_trials: int
    mean: float | None
    low: float | None
    high: float | None

    def to_dict(self) -> dict[str, Any]:
        return json_ready({name: getattr(self, name) for name in self.__slots__})


def sensitivity(
    dataset: Dataset,
    headline: Sequence[tuple[str, str, float, str]],
    *,
    modifiers: Modifiers | None = None,
    variants: Sequence[str] | None = None,
) -> tuple[SensitivityRow, ...]:
    """How each (treatment, reference, week, outcome) of the headline moves under every variant.

    ``n_trials`` counts the trials of the treatment that the variant keeps. Fits are kept on disk: the first call takes
    about twenty seconds on two cores, later ones a fraction of a second.
    """
    rows = []
    for variant in VARIANTS:
        if variants is not None and variant.name not in variants:
            continue
        fit = variant_fit(dataset, variant.name)
        for treatment, reference, week, outcome in headline:
            basis = fit.basis_of(treatment, outcome)
            mean = low = high = None
            if basis.kind != "none":
                found = fit.effect(treatment, reference, [week], outcome, modifiers)
                ends = found.interval()
                mean, low, high = float(found.mean[0]), float(ends[0][0]), float(ends[1][0])
            rows.append(
                SensitivityRow(
                    variant.name,
                    variant.message,
                    treatment,
                    reference,
                    outcome,
                    float(week),
                    basis.n_trials,
                    mean,
                    low,
                    high,
                )
            )
    return tuple(rows)


def largest_shift(rows: Sequence[SensitivityRow]) -> float:
    """The largest distance of a variant's mean from that of all trials, points; 0 where nothing can be compared."""
    base = {(r.treatment, r.reference, r.outcome, r.week): r.mean for r in rows if r.variant == "all"}
    shifts = [
        abs(r.mean - centre)
        for r in rows
        if r.mean is not None and (centre := base.get((r.treatment, r.reference, r.outcome, r.week))) is not None
    ]
    return float(np.max(shifts)) if shifts else 0.0
