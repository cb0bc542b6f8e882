"""How good the forecasts have been: each trial left out and forecast from the others.

Three things are forecast without the trial that shows them: the difference between its arms, each arm's change since
baseline, and how many of each arm improved as the trial counted it. Contrasts are compared with two simple forecasts:
no effect, and plain pooling of the other trials of the same comparison and window. ``docs/methods/evaluation.md``
explains every column.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kneewise.evidence import Dataset
from kneewise.outlook.results import TrackRecord
from kneewise.synthesis.joint import Design, ModelPrior, fit_design
from kneewise.synthesis.joint.dataset import dataset_design, dataset_frames
from kneewise.synthesis.joint.design import OUTCOMES
from kneewise.synthesis.joint.integration import Nodes
from kneewise.synthesis.joint.leave_one_out import leave_one_trial_out
from kneewise.synthesis.joint.likelihood import Workspace
from kneewise.synthesis.joint.scoring import (
    Forecast,
    covered,
    crps,
    log_score,
    no_effect,
    pairwise,
    probability_below,
)
from kneewise.synthesis.joint.storage import fit_key
from kneewise.synthesis.results import json_ready

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

STORED = Path(__file__).parent / "fitted" / "evaluation.json"
PIT_BINS = 10
LEVELS = (0.5, 0.8, 0.95)


@dataclass(frozen=True, slots=True)
class Score:
    """Scores of one group of contrasts.

    ``crps*`` in points; ``crps_floor`` is what sampling error alone would cost someone who knew each trial's true
    effect; ``skill_*`` the share by which the model's CRPS is smaller, in per cent; coverage in per cent; ``bias`` is
    observed minus forecast (positive: the forecasts promised too much); ``coverage_95_se`` counts trials, not
    contrasts, as independent. ``*_poolable``: only contrasts for which two or more other trials could be pooled;
    ``*_one``: one other trial counts as a pool (with its own sampling error and no spread).
    """

    group: str
    n_trials: int
    n_contrasts: int
    crps: float
    crps_no_effect: float
    crps_pairwise: float
    crps_floor: float
    skill_vs_no_effect: float
    skill_vs_pairwise: float
    n_poolable: int
    skill_poolable: float | None
    skill_vs_pairwise_one: float
    n_poolable_one: int
    skill_poolable_one: float | None
    coverage_50: float
    coverage_80: float
    coverage_95: float
    coverage_95_se: float
    bias: float
    log_score: float


@dataclass(frozen=True, slots=True)
class OutcomeEvaluation:
    """Everything measured for one outcome. ``pit``: share of contrasts per tenth of the forecast distribution.
    ``calibration``: per fifth of the forecast means, (mean forecast, mean observed, standard error, contrasts).
    """

    overall: Score
    by_class: tuple[Score, ...]
    by_window: tuple[Score, ...]
    by_source: tuple[Score, ...]
    """Arms' own means, published contrasts, time-course collections."""
    pit: tuple[float, ...]
    calibration: tuple[tuple[float, float, float, int], ...]


@dataclass(frozen=True, slots=True)
class ArmEvaluation:
    """Forecasts of the change since baseline in left-out arms, controls and treatments."""

    outcome: str
    group: Literal["controls", "treatments"]
    n_trials: int
    n_arms: int
    crps: float
    crps_average: float
    """CRPS of forecasting the other arms' average change with its spread: the simple forecast to beat."""
    skill: float
    coverage_50: float
    coverage_80: float
    coverage_95: float
    bias: float


@dataclass(frozen=True, slots=True)
class ResponderRow:
    """One arm's published responders against the forecast: per cent, and log score of the count."""

    trial_id: str
    treatment: str
    definition: str
    week: float
    n: int
    observed: float
    predicted: float
    log_score: float
    log_score_average: float
    """Of forecasting the same share for every arm and definition, with the spread that fits best."""
    row_id: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole record. ``dataset`` is the dataset's version, ``version`` names dataset and model."""

    dataset: str
    version: str
    outcomes: Mapping[str, OutcomeEvaluation]
    arms: tuple[ArmEvaluation, ...]
    responders: tuple[ResponderRow, ...]

    def to_dict(self) -> dict[str, Any]:
        """JSON; ``track_record`` holds what `evaluation_record` reads for the report."""
        records = {name: asdict(track_record(measured.overall)) for name, measured in self.outcomes.items()}
        return json_ready(asdict(self) | {"track_record": records})


@dataclass(frozen=True)
class LeaveOneOut:
    """The fitted pieces that the evaluation works on."""

    design: Design
    work: Workspace
    nodes: Nodes
    groups: dict[str, str]
    version: str


def shared_people(dataset: Dataset) -> dict[str, str]:
    """Trials that have people in common, under one name each: they are left out together."""
    out: dict[str, str] = {}
    for row in dataset.trials.iter_rows(named=True):
        if row.get("duplicate_of"):
            out[row["trial_id"]] = out[row["duplicate_of"]] = row["duplicate_of"]
    collections = dataset.timecourses()
    for trial, same in collections.select("trial_id", "same_people_as").unique().iter_rows():
        if same:
            out[trial] = out[same] = same
    # The collections name studies by author and year; a trial of the same author and year in the trials table may hold
    # the same people.
    known = {t: t for t in dataset.trials["trial_id"].to_list()}
    for trial in collections["trial_id"].unique().to_list():
        bare = trial.split("-", 1)[-1]
        if bare in known and trial not in out:
            out[trial] = out[bare] = bare
    return out


def leave_one_out(dataset: Dataset) -> LeaveOneOut:
    """Fit the joint model to the dataset and keep what leaving out needs (seconds)."""
    prior = ModelPrior()
    design, findings, _ = dataset_design(dataset_frames(dataset), prior)
    _, work, nodes = fit_design(design, prior, findings=findings)
    return LeaveOneOut(design, work, nodes, shared_people(dataset), fit_key(dataset.version, prior))


def _skill(own: Array, other: Array) -> float:
    """How much smaller the mean score is, per cent."""
    return float(100 * (1 - own.mean() / other.mean()))


def _cluster_se(hit: Mask, trial: NDArray[np.intp]) -> float:
    """Standard error of a share, per cent, with trials as the independent units."""
    share = hit.mean()
    sums = np.array([(hit[trial == t] - share).sum() for t in np.unique(trial)])
    return float(100 * np.sqrt((sums**2).sum()) / len(hit))


@dataclass(frozen=True)
class _Contrasts:
    """Per-row scores of all contrasts, (rows,) each."""

    design: Design
    own: Array
    none: Array
    pool: Array
    poolable: Mask
    pool_one: Array
    poolable_one: Mask
    pit: Array
    log_score: Array
    centre: Array

    def score(self, group: str, rows: Mask) -> Score:
        d = self.design
        several, one = rows & self.poolable, rows & self.poolable_one
        inside = {level: covered(self.pit[rows], level) for level in LEVELS}
        return Score(
            group=group,
            n_trials=len(np.unique(d.trial[rows])),
            n_contrasts=int(rows.sum()),
            crps=float(self.own[rows].mean()),
            crps_no_effect=float(self.none[rows].mean()),
            crps_pairwise=float(self.pool[rows].mean()),
            crps_floor=float(np.sqrt(d.variance[rows] / np.pi).mean()),
            skill_vs_no_effect=_skill(self.own[rows], self.none[rows]),
            skill_vs_pairwise=_skill(self.own[rows], self.pool[rows]),
            n_poolable=int(several.sum()),
            skill_poolable=_skill(self.own[several], self.pool[several]) if several.any() else None,
            skill_vs_pairwise_one=_skill(self.own[rows], self.pool_one[rows]),
            n_poolable_one=int(one.sum()),
            skill_poolable_one=_skill(self.own[one], self.pool_one[one]) if one.any() else None,
            coverage_50=float(100 * inside[0.5].mean()),
            coverage_80=float(100 * inside[0.8].mean()),
            coverage_95=float(100 * inside[0.95].mean()),
            coverage_95_se=_cluster_se(inside[0.95], d.trial[rows]),
            bias=float((d.y - self.centre)[rows].mean()),
            log_score=float(self.log_score[rows].mean()),
        )


def _score_contrasts(left: LeaveOneOut) -> _Contrasts:
    d = left.design
    out = leave_one_trial_out(left.work, left.nodes, left.groups)
    own = Forecast(out.weight, out.mean, out.variance)
    nothing = no_effect(d)
    pooled, poolable = pairwise(d, nothing, left.groups)
    pooled_one, poolable_one = pairwise(d, nothing, left.groups, fewest=1)
    return _Contrasts(
        design=d,
        own=crps(d.y, own),
        none=crps(d.y, nothing),
        pool=crps(d.y, pooled),
        poolable=poolable,
        pool_one=crps(d.y, pooled_one),
        poolable_one=poolable_one,
        pit=probability_below(d.y, own),
        log_score=log_score(d.y, own),
        centre=out.moments()[0],
    )


def row_class(design: Design, row: int) -> str:
    """Class of a contrast: that of its first active part that the reference lacks."""
    v = design.vocabulary
    extra = [p for p in v.active_parts(design.treatment[row]) if p not in v.parts(design.reference[row])]
    parts = extra or list(v.active_parts(design.treatment[row]))
    return v.class_of(parts[0]) if parts else "control"


def row_source(design: Design, row: int) -> str:
    """Where a contrast's numbers come from: "arms", "contrasts" or "time courses"."""
    if design.row_ids[row].startswith("timecourse"):
        return "time courses"
    return "arms" if design.source[row] == "arms" else "contrasts"


def _calibration(scores: _Contrasts, rows: Mask) -> tuple[tuple[float, float, float, int], ...]:
    order = np.flatnonzero(rows)[np.argsort(scores.centre[rows])]
    points = []
    for part in np.array_split(order, 5):
        y = scores.design.y[part]
        se = float(y.std(ddof=1) / np.sqrt(len(y))) if len(y) > 1 else 0.0
        points.append((float(scores.centre[part].mean()), float(y.mean()), se, len(part)))
    return tuple(points)


def evaluate_contrasts(left: LeaveOneOut) -> dict[str, OutcomeEvaluation]:
    """Scores of the left-out contrasts per outcome."""
    scores = _score_contrasts(left)
    d = left.design
    classes = np.array([row_class(d, r) for r in range(d.n)])
    sources = np.array([row_source(d, r) for r in range(d.n)])
    out = {}
    for o, outcome in enumerate(OUTCOMES):
        rows = d.outcome == o
        counts, _ = np.histogram(scores.pit[rows], bins=PIT_BINS, range=(0, 1))
        out[outcome] = OutcomeEvaluation(
            overall=scores.score("all", rows),
            by_class=tuple(scores.score(c, rows & (classes == c)) for c in sorted(set(classes[rows]))),
            by_window=tuple(
                scores.score(str(w), rows & (d.windows == w)) for w in sorted(set(d.windows[rows].tolist()))
            ),
            by_source=tuple(scores.score(s, rows & (sources == s)) for s in sorted(set(sources[rows]))),
            pit=tuple((counts / rows.sum()).tolist()),
            calibration=_calibration(scores, rows),
        )
    return out


def evaluate(dataset: Dataset) -> Evaluation:
    """The whole record for the dataset: about a minute on two cores."""
    from kneewise.outlook.evaluate_arms import evaluate_arms, evaluate_responders

    left = leave_one_out(dataset)
    outcomes = evaluate_contrasts(left)
    arms = evaluate_arms(dataset, left)
    return Evaluation(dataset.version, left.version, outcomes, arms, evaluate_responders(dataset, left))


def from_dict(values: Mapping[str, Any]) -> Evaluation:
    """The record back from its JSON."""

    def outcome(v: Mapping[str, Any]) -> OutcomeEvaluation:
        return OutcomeEvaluation(
            overall=Score(**v["overall"]),
            by_class=tuple(Score(**s) for s in v["by_class"]),
            by_window=tuple(Score(**s) for s in v["by_window"]),
            by_source=tuple(Score(**s) for s in v["by_source"]),
            pit=tuple(v["pit"]),
            calibration=tuple((a, b, c, int(n)) for a, b, c, n in v["calibration"]),
        )

    return Evaluation(
        dataset=values["dataset"],
        version=values["version"],
        outcomes={name: outcome(v) for name, v in values["outcomes"].items()},
        arms=tuple(ArmEvaluation(**v) for v in values["arms"]),
        responders=tuple(ResponderRow(**v) for v in values["responders"]),
    )


@lru_cache(maxsize=1)
def stored() -> Evaluation | None:
    """The record shipped with the package; None where there is none."""
    if not STORED.exists():
        return None
    return from_dict(json.loads(STORED.read_text(encoding="utf-8")))


def is_current(record: Evaluation, dataset: Dataset) -> bool:
    """Whether the record was made with this dataset and model."""
    return record.version == fit_key(dataset.version, ModelPrior())


def track_record(score: Score) -> TrackRecord:
    """What the report's footer says; coverage and skill as shares of 1."""
    return TrackRecord(
        n_trials=score.n_trials,
        n_contrasts=score.n_contrasts,
        coverage_95=score.coverage_95 / 100,
        coverage_80=score.coverage_80 / 100,
        coverage_50=score.coverage_50 / 100,
        crps_skill_vs_no_effect=score.skill_vs_no_effect / 100,
        crps_skill_vs_pairwise=score.skill_vs_pairwise / 100,
    )
