"""Where forecasts get their numbers: the table of the joint model, shipped, kept from an earlier run, or made now."""

from __future__ import annotations

import hashlib
import json
import warnings
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kneewise.errors import KneewiseWarning
from kneewise.evidence import Dataset
from kneewise.outlook.table import (
    COURSE_WEEKS,
    FEATURES,
    HEADLINE_WEEK,
    OUTCOMES,
    SHIPPED,
    ForecastTable,
    TableSource,
    design_points,
    option_controls,
    option_pairs,
    solve_quadratic,
)

if TYPE_CHECKING:
    from kneewise.synthesis.context import ContextFit
    from kneewise.synthesis.joint.posterior import TimecourseFit

USUAL_CARE = "usual_care"
CELL_THERAPY = "cell_therapy"
BASELINES = (0.0, 50.0, 100.0)  # three points pin down a quadratic


def _effects(fit: TimecourseFit, pairs: list[tuple[str, str]], names: list[str]) -> dict[str, np.ndarray]:
    """Mean, variance and spread coefficients of every pair, outcome and week."""
    known = {m.name: m for m in fit.prior.modifiers}
    linked = np.array([[fit.basis_of(k, o).kind != "none" for o in OUTCOMES] for k, _ in pairs])
    shape = (len(pairs), len(OUTCOMES), len(COURSE_WEEKS))
    asked = [(k, c, o) for i, (k, c) in enumerate(pairs) for j, o in enumerate(OUTCOMES) if linked[i, j]]
    queries = [(k, c, w, o) for k, c, o in asked for w in COURSE_WEEKS]
    points = design_points(len(names))
    mean = np.zeros((len(points), *shape))
    variance = np.zeros_like(mean)
    spread = np.zeros(shape)
    for p, x in enumerate(points):
        given = {n: known[n].reference + known[n].unit * v for n, v in zip(names, x, strict=True)}
        found = fit.effects(queries, given)
        mean[p][linked] = found.mean.reshape(-1, shape[2])
        variance[p][linked] = (found.sd**2).reshape(-1, shape[2])
        if p == 0:
            spread[linked] = np.maximum(found.predictive_sd**2 - found.sd**2, 0).reshape(-1, shape[2])
    slopes = [mean[1 + f] - mean[0] for f in range(len(names))]
    return {
        "linked": linked,
        "effect_mean": np.stack([mean[0], *slopes], axis=-1),
        "effect_variance": solve_quadratic(points, variance),
        "effect_spread": spread,
    }


def _certainties(fit: TimecourseFit, dataset: Dataset, pairs: list[tuple[str, str]]) -> str:
    """Certainty at six months of every pair and outcome that has an effect, as JSON."""
    from kneewise.synthesis.certainty import certainty

    found = {}
    for treatment, control in pairs:
        for outcome in OUTCOMES:
            if fit.basis_of(treatment, outcome).kind == "none":
                continue
            grade = certainty(fit, dataset, treatment, outcome, HEADLINE_WEEK, reference=control)
            reasons = [
                {"domain": r.domain, "levels": r.levels, "message": r.message, "arguments": dict(r.arguments)}
                for r in grade.reasons
            ]
            found[f"{treatment}|{control}|{outcome}"] = {"level": grade.level, "reasons": reasons}
    return json.dumps(found, sort_keys=True)


def _beside(dataset: Dataset, pairs: list[tuple[str, str]]) -> str:
    """Effect on pain of cell products with the trial counted in that is known only in words (MILES), as JSON."""
    from kneewise.synthesis.joint.variants import MILES_FACT, MILES_WEEK, sensitivity

    cells = [(k, c) for k, c in pairs if dataset.treatment(k).treatment_class == CELL_THERAPY]
    asked = [(k, c, MILES_WEEK, "pain") for k, c in cells]
    rows = sensitivity(dataset, asked, variants=("all", "with_miles"))
    base = {r.treatment: r.mean for r in rows if r.variant == "all"}
    found: dict[str, list[dict[str, object]]] = {}
    for r in rows:
        if r.variant == "with_miles" and r.mean is not None and base[r.treatment] is not None:
            found.setdefault(f"{r.treatment}|{r.reference}", []).append(
                {
                    "variant": r.variant,
                    "week": r.week,
                    "low": r.low,
                    "high": r.high,
                    "middle": r.mean,
                    "headline": base[r.treatment],
                    "facts": [MILES_FACT],
                }
            )
    return json.dumps(found, sort_keys=True)


def _course(
    fit: TimecourseFit, context: ContextFit, control: str, outcome: str, baseline: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, variance and spread (weeks,) under a control.

    Under a treatment that serves as one (exercise before a knee replacement): usual care plus what it adds.
    """
    from kneewise.synthesis.context import ROUTES

    weeks = np.array(COURSE_WEEKS)
    base = context.course(control if control in ROUTES else USUAL_CARE, baseline, weeks, outcome)
    mean, variance, spread = base.mean, base.sd**2, np.maximum(base.setting_sd**2 - base.sd**2, 0)
    if control not in ROUTES:
        added = fit.effect(control, USUAL_CARE, weeks, outcome)
        mean, variance = mean + added.mean, variance + added.sd**2
        spread = spread + np.maximum(added.predictive_sd**2 - added.sd**2, 0)
    return mean, variance, spread


def make_table(dataset: Dataset, key: str) -> ForecastTable:
    """The table from the fitted models, which are fitted where they are not kept (seconds)."""
    from kneewise.synthesis.context import fit_context
    from kneewise.synthesis.joint.dataset import fit_dataset

    fit, context = fit_dataset(dataset), fit_context(dataset)
    pairs, controls = option_pairs(), option_controls()
    names = [n for n in FEATURES if n in fit.layout.modifiers]
    known = {m.name: m for m in fit.prior.modifiers}
    bases = [[fit.basis_of(k, o) for o in OUTCOMES] for k, _ in pairs]
    powers = np.linalg.inv(np.array([[1.0, b, b * b] for b in BASELINES]))
    courses = np.array(
        [[[_course(fit, context, c, o, b) for b in BASELINES] for o in OUTCOMES] for c in controls]
    )  # controls, outcomes, baselines, kind, weeks
    quadratic = np.einsum("qb,cobkt->kcotq", powers, courses)
    return ForecastTable(
        key=key,
        pairs=np.array(pairs),
        controls=np.array(controls),
        features=np.array(names),
        reference=np.array([known[n].reference for n in names]),
        unit=np.array([known[n].unit for n in names]),
        basis=np.array([[b.kind for b in row] for row in bases]),
        n_trials=np.array([[b.n_trials for b in row] for row in bases]),
        n_people=np.array([[b.n_people for b in row] for row in bases]),
        last_week=np.array([[b.last_week or 0.0 for b in row] for row in bases]),
        context_mean=quadratic[0],
        context_variance=quadratic[1],
        context_spread=quadratic[2],
        person_sd=np.array([context.residual_sd(np.array(COURSE_WEEKS), o) for o in OUTCOMES]),
        baseline=np.asarray(context.centre, dtype=float),
        certainty=_certainties(fit, dataset, pairs),
        beside=_beside(dataset, pairs),
        **_effects(fit, pairs, names),
    )


def data_key(dataset: Dataset) -> str:
    """What a table holds of data and layout: dataset version, options, weeks and fields."""
    layout = (tuple(f.name for f in fields(ForecastTable)), option_pairs(), option_controls(), COURSE_WEEKS)
    return f"{dataset.version}|{hashlib.sha256(repr(layout).encode()).hexdigest()[:8]}"


def table_key(dataset: Dataset) -> str:
    """What a table must carry to be current: data, layout, and the model that was fitted."""
    from kneewise.synthesis.joint.priors import ModelPrior
    from kneewise.synthesis.joint.storage import fit_key

    return f"{data_key(dataset)}|{fit_key(dataset.version, ModelPrior())}"


@lru_cache(maxsize=2)
def joint_source(dataset: Dataset) -> TableSource:
    """The source of forecasts for that dataset.

    Read from the table shipped with the package where it is of this dataset, else from the cache folder, else made
    now and kept there. Warns (KneewiseWarning) where it cannot be kept. For the shipped table only data and layout are
    compared: that it comes from the model as it stands is held by a test, and looking costs every report the import of
    the model.
    """
    from kneewise.outlook.evaluation_record import track_records

    record = track_records(dataset.version)
    if SHIPPED.exists() and ForecastTable.key_in(SHIPPED).startswith(data_key(dataset) + "|"):
        return TableSource(ForecastTable.read(SHIPPED), dataset, record)
    return TableSource(_kept_table(dataset), dataset, record)


def _kept_table(dataset: Dataset) -> ForecastTable:
    """The table from the user's cache folder, made now where it is missing or old."""
    from kneewise.synthesis.joint.storage import cache_folder

    key = table_key(dataset)
    kept = cache_folder() / f"forecast-{hashlib.sha256(key.encode()).hexdigest()[:16]}.npz"
    if kept.exists() and ForecastTable.key_in(kept) == key:
        return ForecastTable.read(kept)
    table = make_table(dataset, key)
    try:
        table.save(kept)
    except OSError as error:
        warnings.warn(f"the forecast table could not be kept in {kept.parent} ({error})", KneewiseWarning, stacklevel=2)
    return table


def ship(dataset: Dataset) -> None:
    """Write the table that is shipped with the package; run after every change of data, model or options."""
    make_table(dataset, table_key(dataset)).save(SHIPPED)
