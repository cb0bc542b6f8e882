"""Forecasts of left-out arms: their change since baseline, and how many of their people improved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from kneewise.evidence import Dataset
from kneewise.outlook.evaluate import ArmEvaluation, LeaveOneOut, ResponderRow
from kneewise.synthesis.context import (
    BASELINE_FINAL_CORRELATION,
    ContextFit,
    ContextRows,
    context_rows,
    fit_context,
    fit_rows,
)
from kneewise.synthesis.joint.dataset import dataset_frames, vocabulary_of
from kneewise.synthesis.joint.design import Vocabulary
from kneewise.synthesis.joint.leave_one_out import EffectQuery, effects_without
from kneewise.synthesis.joint.scoring import Forecast, best_spread, covered, crps, probability_below

Array = NDArray[np.float64]

# The control that stands for "the same visit without the active part", by class of the treatment, where a trial has no
# control arm of its own.
_CONTROL_OF_CLASS = {
    "cell_therapy": "saline",
    "blood_product": "saline",
    "viscosupplement": "saline",
    "corticosteroid": "saline",
    "other_injection": "saline",
    "oral_drug": "oral_placebo",
    "supplement": "oral_placebo",
    "topical": "topical_placebo",
    "surgery": "sham_surgery",
}
_OTHERWISE = "usual_care"


@dataclass(frozen=True)
class ResponderRule:
    """What a definition asks of one outcome: improve by at least ``share`` of baseline and by at least ``points``."""

    outcome: str
    share: float
    points: float


# Published definitions that say what pain or function must do. OMERACT-OARSI's full rule also accepts combinations with
# function and the person's global judgement; its pain part (20 % and 10 points, the commoner way in) stands for it
# (Pham et al. 2004, doi:10.1016/j.joca.2004.02.006).
RESPONDER_RULES = {
    "omeract_oarsi_responder": ResponderRule("pain", 0.2, 10.0),
    "oarsi_2004_responder": ResponderRule("pain", 0.2, 10.0),
    "pain_20pct_and_10mm": ResponderRule("pain", 0.2, 10.0),
    "function_20pct_and_10mm": ResponderRule("function", 0.2, 10.0),
    "womac_pain_20pct_decrease": ResponderRule("pain", 0.2, 0.0),
    "womac_pain_20pct_improvement": ResponderRule("pain", 0.2, 0.0),
    "vas_improved_20pct": ResponderRule("pain", 0.2, 0.0),
    "vas_improved_30pct": ResponderRule("pain", 0.3, 0.0),
    "pain_reduction_30pct": ResponderRule("pain", 0.3, 0.0),
    "womac_pain_40pct_decrease": ResponderRule("pain", 0.4, 0.0),
    "vas_40pct_decrease": ResponderRule("pain", 0.4, 0.0),
    "womac_pain_50pct_decrease": ResponderRule("pain", 0.5, 0.0),
    "pain_reduction_50pct": ResponderRule("pain", 0.5, 0.0),
    "womac_function_20pct_decrease": ResponderRule("function", 0.2, 0.0),
}


@dataclass(frozen=True)
class _Asked:
    """One left-out arm: whose change is forecast, from which control, and what was seen."""

    trial: str
    treatment: str
    control: str
    week: float
    outcome: str
    baseline: float | None
    change: float = 0.0
    se: float = 0.0


def _trial_controls(dataset: Dataset) -> dict[str, str]:
    """A control arm of each trial, where it has one."""
    frames = dataset_frames(dataset)
    out: dict[str, str] = {}
    for frame, columns in ((frames.arms, ("treatment",)), (frames.contrasts, ("treatment_1", "treatment_2"))):
        for row in frame.iter_rows(named=True):
            for column in columns:
                if frames.vocabulary.is_control(row[column]):
                    out.setdefault(row["trial_id"], row[column])
    return out


def _control_for(vocabulary: Vocabulary, trial: str, treatment: str, controls: dict[str, str]) -> str:
    """The control an arm is forecast from: itself, its trial's own, or the usual one of its class."""
    if vocabulary.is_control(treatment):
        return treatment
    if trial in controls:
        return controls[trial]
    first = vocabulary.active_parts(treatment)[0]
    return _CONTROL_OF_CLASS.get(vocabulary.class_of(first), _OTHERWISE)


def _asked_arms(dataset: Dataset) -> list[_Asked]:
    """Arms with a change, or with baseline and final value, among those the joint model reads."""
    controls = _trial_controls(dataset)
    vocabulary = vocabulary_of(dataset)
    asked = []
    for row in dataset_frames(dataset).arms.iter_rows(named=True):
        if not row["week"] or (row["value_type"] == "final" and row["baseline_mean"] is None):
            continue
        change = row["mean"] if row["value_type"] == "change" else row["mean"] - row["baseline_mean"]
        control = _control_for(vocabulary, row["trial_id"], row["treatment"], controls)
        asked.append(
            _Asked(
                row["trial_id"],
                row["treatment"],
                control,
                row["week"],
                row["outcome"],
                row["baseline_mean"],
                change,
                row["sd"] / math.sqrt(row["n"]),
            )
        )
    return asked


def _without(rows: ContextRows, people: set[str]) -> ContextRows:
    """The context model's rows without some trials."""
    keep = np.array([t not in people for t in rows.trial])

    def cut(values: Sequence[str]) -> tuple[str, ...]:
        return tuple(v for v, k in zip(values, keep, strict=True) if k)

    return replace(
        rows,
        y=rows.y[keep],
        se=rows.se[keep],
        week=rows.week[keep],
        outcome=rows.outcome[keep],
        baseline=rows.baseline[keep],
        final_sd=rows.final_sd[keep],
        route=cut(rows.route),
        trial=cut(rows.trial),
        arm=cut(rows.arm),
        row_id=cut(rows.row_id),
    )


def _contexts(dataset: Dataset, trials: set[str], groups: dict[str, str]) -> dict[str, ContextFit]:
    """The contextual response without each of the trials (and those that share its people)."""
    full = fit_context(dataset)
    rows = context_rows(dataset)
    out = {}
    for trial in sorted(trials):
        people = {t for t in rows.trial if groups.get(t, t) == groups.get(trial, trial)}
        out[trial] = fit_rows(_without(rows, people), full.spread, full.spread_weeks) if people else full
    return out


def forecast_changes(
    dataset: Dataset, left: LeaveOneOut, asked: Sequence[_Asked]
) -> tuple[Array, Array, dict[str, ContextFit]]:
    """Mean and variance (m,) of each arm's average change, from trials other than its own."""
    contexts = _contexts(dataset, {a.trial for a in asked}, left.groups)
    queries = [EffectQuery(a.trial, a.treatment, a.control, a.week, a.outcome) for a in asked]
    weight, mean, variance = effects_without(left.work, left.nodes, queries, left.groups)
    effect = (weight * mean).sum(axis=0)
    spread = (weight * (variance + (mean - effect) ** 2)).sum(axis=0)
    for k, a in enumerate(asked):
        course = contexts[a.trial].course(a.control, a.baseline, [a.week], a.outcome)
        effect[k] += float(course.mean[0])
        spread[k] += float(course.setting_sd[0]) ** 2
    return effect, spread, contexts


def _average_forecast(y: Array, se2: Array, people: NDArray[np.str_]) -> Forecast:
    """Forecast of each arm by the mean of the other trials' arms, with the spread that fits them."""
    mean, variance = np.empty(len(y)), np.empty(len(y))
    for name in np.unique(people):
        own = people == name
        centre = float(y[~own].mean())
        mean[own] = centre
        variance[own] = best_spread(y[~own] - centre, se2[~own]) + se2[own]
    return Forecast.normal(mean, variance)


def evaluate_arms(dataset: Dataset, left: LeaveOneOut) -> tuple[ArmEvaluation, ...]:
    """Scores of left-out arms' changes, controls and treatments apart, per outcome."""
    vocabulary = vocabulary_of(dataset)
    asked = _asked_arms(dataset)
    mean, spread, _ = forecast_changes(dataset, left, asked)
    y, se2 = np.array([a.change for a in asked]), np.array([a.se**2 for a in asked])
    people = np.array([left.groups.get(a.trial, a.trial) for a in asked])
    is_control = np.array([vocabulary.is_control(a.treatment) for a in asked])
    outcome = np.array([a.outcome for a in asked])
    groups: tuple[tuple[Literal["controls", "treatments"], NDArray[np.bool_]], ...] = (
        ("controls", is_control),
        ("treatments", ~is_control),
    )
    out = []
    for name in ("pain", "function"):
        for group, members in groups:
            rows = members & (outcome == name)
            own = Forecast.normal(mean[rows], spread[rows] + se2[rows])
            average = _average_forecast(y[rows], se2[rows], people[rows])
            scores, simple = crps(y[rows], own), crps(y[rows], average)
            inside = [100 * covered(probability_below(y[rows], own), level).mean() for level in (0.5, 0.8, 0.95)]
            out.append(
                ArmEvaluation(
                    outcome=name,
                    group=group,
                    n_trials=len(np.unique(people[rows])),
                    n_arms=int(rows.sum()),
                    crps=float(scores.mean()),
                    crps_average=float(simple.mean()),
                    skill=float(100 * (1 - scores.mean() / simple.mean())),
                    coverage_50=float(inside[0]),
                    coverage_80=float(inside[1]),
                    coverage_95=float(inside[2]),
                    bias=float((y[rows] - mean[rows]).mean()),
                )
            )
    return tuple(out)


def responder_share(rule: ResponderRule, baseline: float, change: Array, person_sd: float) -> Array:
    """Share of people who meet the rule, for settings with the given average changes (any shape).

    Baseline B and final F of a person are normal with equal spread s and correlation r; the rule is met where F lies
    below both ``(1 - share) B`` and ``B - points``. The harder of the two is taken at the average baseline.
    """
    r = BASELINE_FINAL_CORRELATION
    s = person_sd / math.sqrt(1 - r**2)
    relative, absolute = rule.share * baseline, rule.points
    if relative >= absolute:
        kept = 1 - rule.share
        centre = baseline + change - kept * baseline
        spread = s * math.sqrt(1 + kept**2 - 2 * r * kept)
    else:
        centre, spread = change + absolute, s * math.sqrt(2 * (1 - r))
    return special.ndtr(-centre / spread)


def _mixed_log_probability(events: int, n: int, shares: Array, weights: Array) -> float:
    """Log probability of a count where the share itself is uncertain."""
    p = np.clip(shares, 1e-6, 1 - 1e-6)
    choose = special.gammaln(n + 1) - special.gammaln(events + 1) - special.gammaln(n - events + 1)
    terms = choose + events * np.log(p) + (n - events) * np.log1p(-p)
    return float(special.logsumexp(terms, b=weights))


def _average_log_probability(rows: Sequence[tuple[int, int]], own: int, others: NDArray[np.bool_]) -> float:
    """Log probability of a count from the other trials' shares: beta-binomial by moments."""
    share = np.array([e / n for (e, n), k in zip(rows, others, strict=True) if k])
    size = np.array([n for (_, n), k in zip(rows, others, strict=True) if k])
    centre = float(share.mean())
    extra = max(float(share.var(ddof=1) - (centre * (1 - centre) / size).mean()), 1e-4)
    total = centre * (1 - centre) / extra - 1
    a, b = centre * total, (1 - centre) * total
    events, n = rows[own]
    choose = special.gammaln(n + 1) - special.gammaln(events + 1) - special.gammaln(n - events + 1)
    return float(choose + special.betaln(events + a, n - events + b) - special.betaln(a, b))


def evaluate_responders(dataset: Dataset, left: LeaveOneOut) -> tuple[ResponderRow, ...]:
    """Published responder counts against what trials other than their own would have forecast."""
    controls = _trial_controls(dataset)
    classes = vocabulary_of(dataset)
    centre = dict(zip(("pain", "function"), fit_context(dataset).centre, strict=True))
    baselines = {
        (r["trial_id"], r["outcome"]): r["baseline_mean"]
        for r in dataset_frames(dataset).arms.iter_rows(named=True)
        if r["baseline_mean"] is not None
    }
    rows, asked = [], []
    for row in dataset.responders().iter_rows(named=True):
        rule = RESPONDER_RULES.get(row["definition"])
        known = classes.is_control(row["treatment"]) or all(
            classes.class_of(p) in left.design.labels.classes for p in classes.active_parts(row["treatment"])
        )
        if rule is None or not row["used"] or not row["week"] or not row["n"] or not known:
            continue
        control = _control_for(classes, row["trial_id"], row["treatment"], controls)
        baseline = baselines.get((row["trial_id"], rule.outcome))
        rows.append(row)
        asked.append(_Asked(row["trial_id"], row["treatment"], control, row["week"], rule.outcome, baseline))
    mean, spread, contexts = forecast_changes(dataset, left, asked)
    node, node_weight = np.polynomial.hermite_e.hermegauss(15)
    node_weight = node_weight / node_weight.sum()
    counts = [(int(r["events"]), int(r["n"])) for r in rows]
    people = np.array([left.groups.get(a.trial, a.trial) for a in asked])
    out = []
    for k, (row, a) in enumerate(zip(rows, asked, strict=True)):
        rule = RESPONDER_RULES[row["definition"]]
        person_sd = float(contexts[a.trial].residual_sd([a.week], a.outcome)[0])
        baseline = float(centre[a.outcome]) if a.baseline is None else float(a.baseline)
        shares = responder_share(rule, baseline, mean[k] + math.sqrt(spread[k]) * node, person_sd)
        events, n = counts[k]
        out.append(
            ResponderRow(
                trial_id=a.trial,
                treatment=a.treatment,
                definition=row["definition"],
                week=a.week,
                n=n,
                observed=100 * events / n,
                predicted=float(100 * shares @ node_weight),
                log_score=_mixed_log_probability(events, n, shares, node_weight),
                log_score_average=_average_log_probability(counts, k, people != people[k]),
                row_id=row["row_id"],
            )
        )
    return tuple(out)
