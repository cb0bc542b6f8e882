"""The fitted models boiled down to what forecasts need: a small table, read in milliseconds.

An effect of the joint model is linear in a person's coded features x, so its mean is ``m + s·x`` and its variance a
quadratic form in (1, x); a course under a control is linear in the baseline, so its mean is linear and its variances
are quadratic in it. The table holds these coefficients for every option, outcome and week. They are found exactly, by
evaluating the models at a few points (0, ±1 and pairs), and shipped with the package; `joint_source.make_table` makes
them again when dataset or model change.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneewise import words
from kneewise.evidence import Dataset
from kneewise.outlook.effects import Array, ContextCurve, EffectCurve
from kneewise.outlook.options import option_specs
from kneewise.outlook.results import Basis, Beside, Certainty, FeatureShift, Outcome, Person, TrackRecord
from kneewise.quantities import Interval
from kneewise.sources import Citation

OUTCOMES: tuple[Outcome, ...] = ("pain", "function")
WINDOWS = (6.0, 13.0, 26.0, 52.0, 104.0)
COURSE_WEEKS = (0.0, 2.0, 4.0, 6.0, 9.0, 13.0, 18.0, 26.0, 39.0, 52.0, 78.0, 104.0)
# Features of a person that the model knows, and the field of `Person` each comes from.
FEATURES = {"baseline_pain": "pain", "kl_mean": "kl_grade", "age_mean": "age", "bmi_mean": "bmi"}
# Trials' means lie within about two units of the reference (20 points of pain, one KL grade, 10 years, 6 kg/m²). Beyond
# that no trial says how the effect moves on, so the shift stays at the edge.
FARTHEST = 2.0
HEADLINE_WEEK = 26.0
Z95 = 1.959963984540054
# The model itself is a source: its number rests on all trials together. Where few trials stand behind an option they
# are named too.
MODEL = "kneewise-joint-model"
FEW_TRIALS = 4
SHIPPED = Path(__file__).parent / "fitted" / "table.npz"


@dataclass(frozen=True)
class ForecastTable:
    """Coefficients of all forecasts. K options, C controls, O outcomes, T weeks, F features, Q = (F+1)(F+2)/2.

    ``effect_mean`` (K, O, T, 1+F): intercept and slopes. ``effect_variance`` (K, O, T, Q): coefficients of the products
    of (1, x) in the order of `products`. ``effect_spread`` (K, O, T): trial-to-trial variance. ``linked`` (K, O):
    whether a path of trials exists. ``context_*`` (C, O, T, 3): 1, b, b² with b the baseline in points. ``person_sd``
    (O, T).
    ``certainty``: JSON, "treatment|control|outcome" to the level and the downgrades at six months. ``key``: dataset
    version and model key that the table belongs to. ``beside``: JSON, "treatment|control" to the variants shown beside
    the headline.
    """

    key: str
    pairs: NDArray[np.str_]
    controls: NDArray[np.str_]
    features: NDArray[np.str_]
    reference: Array
    unit: Array
    linked: NDArray[np.bool_]
    basis: NDArray[np.str_]
    n_trials: NDArray[np.int64]
    n_people: NDArray[np.int64]
    last_week: Array
    effect_mean: Array
    effect_variance: Array
    effect_spread: Array
    context_mean: Array
    context_variance: Array
    context_spread: Array
    person_sd: Array
    baseline: Array
    certainty: str
    beside: str

    def save(self, path: Path) -> None:
        """Write to a temporary name and move into place."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".tmp.npz")
        values: dict[str, Any] = {f.name: np.asarray(getattr(self, f.name)) for f in fields(self)}
        np.savez_compressed(temporary, **values)
        os.replace(temporary, path)

    @staticmethod
    def key_in(path: Path) -> str:
        """The key of a stored table, without reading the rest."""
        with np.load(path, allow_pickle=False) as stored:
            return str(stored["key"])

    @classmethod
    def read(cls, path: Path) -> ForecastTable:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            values = {f.name: stored[f.name] for f in fields(cls)}
        return cls(
            **{
                **values,
                "key": str(values["key"]),
                "certainty": str(values["certainty"]),
                "beside": str(values["beside"]),
            }
        )


def products(values: Array) -> Array:
    """Products of (1, x) in order: 1, x_1 … x_F, x_i x_j for i ≤ j. Shape (F,) to (Q,)."""
    one = np.concatenate([[1.0], values])
    return np.array([one[i] * one[j] for i, j in itertools.combinations_with_replacement(range(len(one)), 2)])


def design_points(n_features: int) -> list[Array]:
    """Points at which a quadratic form in (1, x) is pinned down: 0, ±e_i, e_i + e_j."""
    eye = np.eye(n_features)
    points = [np.zeros(n_features), *eye, *(-eye)]
    return points + [eye[i] + eye[j] for i, j in itertools.combinations(range(n_features), 2)]


def solve_quadratic(points: Sequence[Array], values: Array) -> Array:
    """Coefficients (…, Q) of the quadratic form that takes ``values`` (points, …) at the points."""
    matrix = np.array([products(p) for p in points])
    solved = np.linalg.lstsq(matrix, values.reshape(len(points), -1), rcond=None)[0]
    return np.moveaxis(solved.reshape(-1, *values.shape[1:]), 0, -1)


class TableSource:
    """Effects and courses read from a `ForecastTable`; see `EffectSource` for the meaning of each method."""

    def __init__(self, table: ForecastTable, dataset: Dataset, record: dict[Outcome, TrackRecord]) -> None:
        self._table, self._dataset, self._record = table, dataset, record
        self._pairs = {(str(a), str(b)): i for i, (a, b) in enumerate(table.pairs)}
        self._controls = {str(c): i for i, c in enumerate(table.controls)}
        self._certainty: dict[str, dict[str, Any]] = json.loads(table.certainty)
        self._beside: dict[str, list[dict[str, Any]]] = json.loads(table.beside)
        self.versions = {"model": table.key}
        # The same for everyone, or asked again and again for one person: worked out once.
        self.certainty = lru_cache(maxsize=1024)(self._certainty_of)
        self.coded = lru_cache(maxsize=64)(self._coded)
        self._curves = lru_cache(maxsize=8)(self._all_curves)
        self._spread = np.sqrt(table.effect_spread)
        self._basis = lru_cache(maxsize=1024)(self._basis_of)
        width = range(len(table.features) + 1)
        places = list(itertools.combinations_with_replacement(width, 2))
        # Per option and feature: slope of the effect on pain at six months, and its uncertainty (one standard error).
        own = [places.index((i, i)) for i in width[1:]]
        week = COURSE_WEEKS.index(HEADLINE_WEEK)
        slopes = table.effect_mean[:, 0, week, 1:].tolist()
        doubts = np.sqrt(np.maximum(table.effect_variance[:, 0, week][:, own], 0.0)).tolist()
        fields_of_person = [FEATURES[str(name)] for name in table.features]
        self._slopes = [list(zip(fields_of_person, *both, strict=True)) for both in zip(slopes, doubts, strict=True)]

    def _coded(self, person: Person) -> Array:
        """The person's features in units from the model's reference, kept within `FARTHEST`; unknown is 0."""
        t = self._table
        given = [getattr(person, FEATURES[str(name)]) for name in t.features]
        raw = np.array([np.nan if v is None else float(v) for v in given])
        return np.clip(np.nan_to_num((raw - t.reference) / t.unit, nan=0.0), -FARTHEST, FARTHEST)

    def modifiers(self, person: Person) -> dict[str, float]:
        """What `coded` says, in the model's own names and units."""
        t = self._table
        values = t.reference + t.unit * self.coded(person)
        return {str(name): float(value) for name, value in zip(t.features, values, strict=True)}

    def effect(
        self, treatment: str, control: str, outcome: Outcome, weeks: Sequence[float], person: Person
    ) -> EffectCurve | None:
        """The curve, or None where no path of trials links the two. ``weeks`` must be the table's."""
        assert tuple(weeks) == COURSE_WEEKS, weeks
        t, o = self._table, OUTCOMES.index(outcome)
        k = self._pairs.get((treatment, control))
        if k is None or not t.linked[k, o]:
            return None
        mean, sd = self._curves(person)
        return EffectCurve(mean[k, o], sd[k, o], self._spread[k, o], *self._basis(treatment, k, o))

    def _all_curves(self, person: Person) -> tuple[Array, Array]:
        """Mean and uncertainty of every effect for one person; shapes (K, O, T)."""
        t, x = self._table, self.coded(person)
        variance = t.effect_variance @ products(x)
        return t.effect_mean @ np.concatenate([[1.0], x]), np.sqrt(np.maximum(variance, 0.0))

    def _basis_of(self, treatment: str, k: int, o: int) -> tuple[Basis, int, int, float | None, tuple[Citation, ...]]:
        """What an effect rests on: basis, trials, people, longest follow-up in weeks, citations; the same for all."""
        t = self._table
        basis: Basis = next(b for b in ("trials", "indirect", "class_only", "none") if b == str(t.basis[k, o]))
        last = float(t.last_week[k, o])
        cited = (Citation(MODEL, row_id=f"treatments:{treatment}"), *_trial_citations(self._dataset, treatment))
        return basis, int(t.n_trials[k, o]), int(t.n_people[k, o]), last if last > 0 else None, cited

    def shifts(self, treatment: str, control: str, person: Person) -> tuple[FeatureShift, ...]:
        """How each known feature moves the effect on pain at six months, with the doubt about its slope."""
        k = self._pairs.get((treatment, control))
        if k is None or not self._table.linked[k, 0]:
            return ()
        found = []
        for (name, slope, doubt), x in zip(self._slopes[k], self.coded(person).tolist(), strict=True):
            if getattr(person, name) is not None:
                shift, half = slope * x, Z95 * abs(x) * doubt
                found.append(FeatureShift(name, shift, shift - half, shift + half, abs(shift) > half > 0))
        return tuple(found)

    def context(self, control: str, outcome: Outcome, baseline: float, weeks: Sequence[float]) -> ContextCurve:
        """The course under a control for people who begin at ``baseline``."""
        assert tuple(weeks) == COURSE_WEEKS, weeks
        t, o, c = self._table, OUTCOMES.index(outcome), self._controls[control]
        powers = np.array([1.0, baseline, baseline**2])
        return ContextCurve(
            t.context_mean[c, o] @ powers,
            np.sqrt(np.maximum(t.context_variance[c, o] @ powers, 0.0)),
            np.sqrt(np.maximum(t.context_spread[c, o] @ powers, 0.0)),
            t.person_sd[o],
        )

    def effects_of(
        self, treatment: str, control: str, outcome: Outcome, people: dict[str, Array], week: float
    ) -> tuple[Array, Array]:
        """Effect (points) and its variance with the trial-to-trial spread at a week, for many people at once.

        ``people``: values by field of `Person`, each of shape (people,). KeyError where no trials link the two.
        """
        t, o, w = self._table, OUTCOMES.index(outcome), COURSE_WEEKS.index(week)
        k = self._pairs[treatment, control]
        raw = np.stack([people[FEATURES[str(name)]] for name in t.features], axis=1)
        coded = np.clip((raw - t.reference) / t.unit, -FARTHEST, FARTHEST)
        one = np.concatenate([np.ones((len(coded), 1)), coded], axis=1)
        i, j = np.triu_indices(one.shape[1])
        variance = np.maximum((one[:, i] * one[:, j]) @ t.effect_variance[k, o, w], 0.0)
        return one @ t.effect_mean[k, o, w], variance + t.effect_spread[k, o, w]

    def under_control(self, control: str, outcome: Outcome, baseline: Array, week: float) -> tuple[Array, Array, float]:
        """Change (points), variance between settings, person-to-person SD at a week, for many baselines (people,)."""
        t, o, w, c = self._table, OUTCOMES.index(outcome), COURSE_WEEKS.index(week), self._controls[control]
        powers = np.stack([np.ones_like(baseline), baseline, baseline**2], axis=1)
        variance = np.maximum(powers @ t.context_variance[c, o, w], 0.0)
        return (
            powers @ t.context_mean[c, o, w],
            variance + np.maximum(powers @ t.context_spread[c, o, w], 0.0),
            float(t.person_sd[o][w]),
        )

    def _certainty_of(self, treatment: str, control: str, outcome: Outcome, language: str) -> Certainty | None:
        """How sure the effect at six months is; None where there is no effect."""
        found = self._certainty.get(f"{treatment}|{control}|{outcome}")
        if found is None:
            return None
        reasons = found["reasons"]
        domains: dict[str, int] = {}
        for r in reasons:
            domains[r["domain"]] = domains.get(r["domain"], 0) + r["levels"]
        sentences = tuple(words.text(r["message"], language, **r["arguments"]) for r in reasons)
        return Certainty(found["level"], sentences, domains)

    def beside(self, treatment: str, control: str) -> tuple[Beside, ...]:
        """The effect on pain with trials counted in that are known only in words."""
        return tuple(
            Beside(
                row["variant"],
                row["week"],
                Interval(row["low"], row["high"]),
                row["middle"],
                row["headline"],
                tuple(Citation(self._dataset.fact(f).source_id, row_id=f"facts:{f}") for f in row["facts"]),
            )
            for row in self._beside.get(f"{treatment}|{control}", [])
        )

    def typical_baseline(self, outcome: Outcome) -> float:
        """Mean baseline of the control arms behind the contextual response."""
        return float(self._table.baseline[OUTCOMES.index(outcome)])

    def track_record(self, outcome: Outcome) -> TrackRecord | None:
        """How good forecasts from this model have been, as last measured (`kneewise evaluate`)."""
        return self._record.get(outcome)


@lru_cache(maxsize=256)
def _trial_citations(dataset: Dataset, treatment: str) -> tuple[Citation, ...]:
    """The trials of a treatment where they are few enough to name."""
    ids = dataset.arms.filter(dataset.arms["treatment"] == treatment)["trial_id"].unique().to_list()
    if len(ids) > FEW_TRIALS:
        return ()
    return tuple(Citation(dataset.trial(i).source_id, row_id=f"trials:{i}") for i in sorted(ids))


def option_pairs() -> list[tuple[str, str]]:
    """Code and comparison of every option whose effect is asked of the model."""
    return [(s.effect_of, s.sham) for s in option_specs().values() if s.effect_of != s.sham]


def option_controls() -> list[str]:
    """Every comparison that an option names."""
    return list(dict.fromkeys(s.sham for s in option_specs().values()))
