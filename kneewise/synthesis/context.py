"""The contextual response: what pain and function do without the active part of a treatment.

A small Gaussian model of the change since baseline in control arms, by route (salt-water injection, dummy tablets,
sham, usual care, nothing), time and baseline:

    change[i, o](t) = μ_o(t) + κ_route,o(t) + φ (b_i - b̄_o) r(t) + v_i,o(t) + ε

μ and κ are curves as in `kneewise.synthesis.joint.timebasis` (0 at week 0); φ is the pull towards the middle (people
enter trials on bad days; r(t) rises from 0 to 1 by week 2); v_i is how trials differ; ε is sampling error with the
same people measured several times. Given three spreads everything is Gaussian; those are integrated on a fixed grid.

``docs/methods/context.md`` has the reasons and the comparison with published pooled values.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray
from scipy import linalg

from kneewise.errors import InputError
from kneewise.evidence import Dataset
from kneewise.synthesis.distributions import mixture_mean_sd, mixture_quantile
from kneewise.synthesis.joint.dataset import dataset_frames
from kneewise.synthesis.joint.design import OUTCOMES
from kneewise.synthesis.joint.integration import normalised
from kneewise.synthesis.joint.parallel import map_on_cores, one_thread
from kneewise.synthesis.joint.timebasis import basis, knot_kernel, log_week
from kneewise.synthesis.results import json_ready

Array = NDArray[np.float64]

# Control codes by what the person goes through. A control that is not listed forms a route of its own name.
ROUTES = {
    "saline": "saline_injection",
    "lidocaine": "saline_injection",
    "oral_placebo": "oral_placebo",
    "topical_placebo": "topical_placebo",
    "sham_physio": "sham",
    "sham_acupuncture": "sham",
    "sham_brace": "sham",
    "sham_surgery": "sham",
    "sham_tdcs": "sham",
    "sc_placebo": "injection_elsewhere",
    "im_placebo": "injection_elsewhere",
    "im_control": "injection_elsewhere",
    "usual_care": "usual_care",
    "education": "usual_care",
    "attention_control": "usual_care",
    "no_treatment_or_usual_care": "usual_care",
    "no_treatment": "none",
}

# Correlation of a person's score before and after: 0.5 is the Cochrane Handbook's cautious default (6.5.2.8). In pain
# trials published values scatter between about 0.3 and 0.7, so the slope φ = -(1 - r) gets the prior N(-0.5, 0.2²).
BASELINE_FINAL_CORRELATION = 0.5
SLOPE_PRIOR = (BASELINE_FINAL_CORRELATION - 1, 0.2)
# Where a baseline is not published, it lies somewhere around the average of the others with this spread between trials.
UNKNOWN_BASELINE_SD = 10.0

# Wide priors for the common curve; mostly constant after the first weeks (the trials show no fading up to a year, and
# beyond it the curve must not fall back to 0 for want of data).
_COMMON_SD = 25.0
_TIME_LENGTH, _CONSTANT_SHARE = 1.0, 0.9
_OUTCOME_COR = 0.8
_RHO_TIME, _RHO_OUTCOME = 0.6, 0.6

# Grid of the three spreads in points on 0-100: routes, trials, and half-normal priors' scales (about half of 10
# points).
_ROUTE_GRID = (0.5, 1.5, 3.0, 5.0, 8.0, 12.0)
_TRIAL_GRID = (2.0, 3.5, 5.0, 6.5, 8.0, 10.0, 13.0)
_ROUTE_SCALE, _TRIAL_SCALE = 5.0, 8.0


def route_of(control: str) -> str:
    """Route of a control code (``"saline"`` -> ``"saline_injection"``); a route's own name is returned as it is."""
    if control in ROUTES.values():
        return control
    parts = [ROUTES[part] for part in control.split("+") if part in ROUTES]
    order = ["sham", "saline_injection", "injection_elsewhere", "oral_placebo", "topical_placebo", "usual_care", "none"]
    return min(parts, key=order.index) if parts else control


@dataclass(frozen=True)
class ContextRows:
    """Changes of control arms: ``y`` (n,) points (negative is better), ``se``, ``week``, ``outcome``, ``baseline``
    (NaN unknown), ``route``, ``trial``, ``arm``, ``row_id``; ``final_sd`` (n,) spread between people at follow-up.
    """

    y: Array
    se: Array
    week: Array
    outcome: NDArray[np.intp]
    baseline: Array
    final_sd: Array
    route: tuple[str, ...]
    trial: tuple[str, ...]
    arm: tuple[str, ...]
    row_id: tuple[str, ...]


def context_rows(dataset: Dataset) -> ContextRows:
    """Control arms with a change, or with both baseline and final value, of the trials the joint model uses."""
    frames = dataset_frames(dataset)
    vocabulary = frames.vocabulary
    rows = []
    for row in frames.arms.iter_rows(named=True):
        if not vocabulary.is_control(row["treatment"]) or not row["week"]:
            continue
        if row["value_type"] == "final" and row["baseline_mean"] is None:
            continue
        change = row["mean"] if row["value_type"] == "change" else row["mean"] - row["baseline_mean"]
        rows.append(row | {"change": change, "route": route_of(row["treatment"])})
    # With the correlation above, a change scatters as much as a final value: sqrt(2 (1 - r)) = 1 at r = 0.5.
    factor = float(np.sqrt(2 * (1 - BASELINE_FINAL_CORRELATION)))
    sd = np.array([r["sd"] * (factor if r["value_type"] == "final" else 1.0) for r in rows])
    return ContextRows(
        y=np.array([r["change"] for r in rows], dtype=float),
        se=sd / np.sqrt(np.array([r["n"] for r in rows], dtype=float)),
        week=np.array([r["week"] for r in rows], dtype=float),
        outcome=np.array([OUTCOMES.index(r["outcome"]) for r in rows], dtype=np.intp),
        baseline=np.array([np.nan if r["baseline_mean"] is None else r["baseline_mean"] for r in rows], dtype=float),
        final_sd=np.array([r["sd"] if r["value_type"] == "final" else np.nan for r in rows], dtype=float),
        route=tuple(r["route"] for r in rows),
        trial=tuple(r["trial_id"] for r in rows),
        arm=tuple(f"{r['trial_id']}/{r['treatment']}" for r in rows),
        row_id=tuple(r["row_id"] for r in rows),
    )


@dataclass(frozen=True)
class ContextCourse:
    """Expected change since baseline at ``weeks`` (m,), points on 0-100 (negative is better).

    ``mean``, ``sd``: of the average over settings; ``setting_sd``: of one setting's people (the average's doubt and how
    trials differ). Mixtures: ``weight`` (nodes,), ``node_mean``, ``node_setting_sd`` (nodes, m).
    """

    route: str
    outcome: str
    weeks: Array
    mean: Array
    sd: Array
    setting_sd: Array
    weight: Array
    node_mean: Array
    node_setting_sd: Array

    def interval(self, level: float = 0.8) -> tuple[Array, Array]:
        """Central range of a setting's average, two arrays (m,)."""
        tail = (1 - level) / 2
        low, high = (mixture_quantile(p, self.weight, self.node_mean, self.node_setting_sd) for p in (tail, 1 - tail))
        return low, high


@dataclass(frozen=True)
class _Query:
    """Points at which the model is asked: (m,) each."""

    week: Array
    outcome: NDArray[np.intp]
    baseline: Array
    route: tuple[str, ...]


@dataclass(frozen=True)
class _Node:
    route_sd: float
    trial_sd: float
    factor: Array
    alpha: Array


@dataclass(frozen=True)
class ContextFit:
    """The contextual response fitted to control arms; ``centre`` (2,) is the baseline the slope is centred on, per
    outcome."""

    rows: ContextRows
    centre: Array
    weight: Array
    nodes: tuple[_Node, ...]
    spread: Array
    """Residual spread between people (outcomes, windows), see `residual_sd`."""
    spread_weeks: Array

    @property
    def routes(self) -> tuple[str, ...]:
        """Routes that control arms inform."""
        return tuple(sorted(set(self.rows.route)))

    def n_trials(self, route: str) -> int:
        """Trials behind a route (a route's name or a control's code)."""
        named = route_of(route)
        return len({t for t, r in zip(self.rows.trial, self.rows.route, strict=True) if r == named})

    def course(self, route: str, baseline: float | None, weeks: ArrayLike, outcome: str = "pain") -> ContextCourse:
        """Change since today under a route (name or control code), for people whose score starts at ``baseline``.

        ``baseline`` on 0-100; None is unknown and widens the range. A route that no trial informs gets the average over
        routes with the spread between routes. Raises InputError for an unknown outcome or a baseline off the scale.
        """
        if outcome not in OUTCOMES:
            raise InputError("outcome", f"is '{outcome}'", f"Use {' or '.join(OUTCOMES)}.")
        if baseline is not None and not 0 <= baseline <= 100:
            raise InputError("baseline", f"is {baseline}; the scale runs from 0 to 100", "Give 0 to 100.")
        times = np.atleast_1d(np.asarray(weeks, dtype=float))
        o = OUTCOMES.index(outcome)
        query = _Query(
            times,
            np.full(len(times), o, dtype=np.intp),
            np.full(len(times), np.nan if baseline is None else float(baseline)),
            (route_of(route),) * len(times),
        )
        mean, average_sd, setting_sd = np.empty((3, len(self.nodes), len(times)))
        with one_thread():
            for j, node in enumerate(self.nodes):
                mean[j], cov = _predict(self.rows, self.centre, node, query)
                average_sd[j] = np.sqrt(np.maximum(np.diag(cov), 0))
                setting_sd[j] = np.sqrt(average_sd[j] ** 2 + node.trial_sd**2 * _ramp(times) ** 2)
        centre, sd = mixture_mean_sd(self.weight, mean, average_sd)
        _, spread = mixture_mean_sd(self.weight, mean, setting_sd)
        return ContextCourse(route_of(route), outcome, times, centre, sd, spread, self.weight, mean, setting_sd)

    def residual_sd(self, weeks: ArrayLike, outcome: str = "pain") -> Array:
        """Spread between people at follow-up around what their baseline predicts, (m,), points.

        ``σ_f(t) sqrt(1 - r²)``: σ_f the spread of final scores in trials' arms by time, r =
        `BASELINE_FINAL_CORRELATION`.
        """
        x = log_week(np.atleast_1d(np.asarray(weeks, dtype=float)))
        return np.interp(x, log_week(self.spread_weeks), self.spread[OUTCOMES.index(outcome)])

    def to_dict(self) -> dict[str, Any]:
        return json_ready(
            {
                "routes": {r: self.n_trials(r) for r in self.routes},
                "route_sd": float(self.weight @ np.array([n.route_sd for n in self.nodes])),
                "trial_sd": float(self.weight @ np.array([n.trial_sd for n in self.nodes])),
                "baseline_centre": dict(zip(OUTCOMES, self.centre.tolist(), strict=True)),
                "residual_sd": {
                    o: dict(zip(self.spread_weeks.tolist(), self.spread[k].tolist(), strict=True))
                    for k, o in enumerate(OUTCOMES)
                },
            }
        )


def _ramp(weeks: Array) -> Array:
    """0 at week 0, 1 from week 2 on: how fast the pull towards the middle and trials' differences set in."""
    return np.asarray(basis(weeks).sum(axis=1))


def _mean(query: _Query | ContextRows, centre: Array) -> Array:
    """Prior mean: the slope's prior centre times the distance from the central baseline."""
    return SLOPE_PRIOR[0] * _distance(query, centre)


def _distance(query: _Query | ContextRows, centre: Array) -> Array:
    return np.nan_to_num(query.baseline - centre[query.outcome], nan=0.0) * _ramp(query.week)


def _curve_covariance(a: _Query | ContextRows, b: _Query | ContextRows, centre: Array, route_sd: float) -> Array:
    """Prior covariance (len a, len b) of curves and slope."""
    kernel = basis(a.week) @ knot_kernel(_TIME_LENGTH, _CONSTANT_SHARE) @ basis(b.week).T
    outcome = np.where(a.outcome[:, None] != b.outcome[None, :], _OUTCOME_COR, 1.0)
    route = np.array(a.route)[:, None] == np.array(b.route)[None, :]
    slope = np.outer(_distance(a, centre), _distance(b, centre)) * SLOPE_PRIOR[1] ** 2
    return (_COMMON_SD**2 + route_sd**2 * route) * kernel * outcome + slope


def _trial_covariance(rows: ContextRows, trial_sd: float) -> Array:
    """Covariance (n, n) from trials' own deviations, unknown baselines and sampling."""
    trial, arm = np.array(rows.trial), np.array(rows.arm)
    same_trial, same_arm = trial[:, None] == trial[None, :], arm[:, None] == arm[None, :]
    other = rows.outcome[:, None] != rows.outcome[None, :]
    kernel = basis(rows.week) @ knot_kernel(_TIME_LENGTH, _CONSTANT_SHARE) @ basis(rows.week).T
    own = trial_sd**2 * same_trial * kernel * np.where(other, _OUTCOME_COR, 1.0)
    unknown = np.isnan(rows.baseline) * _ramp(rows.week) * SLOPE_PRIOR[0] * UNKNOWN_BASELINE_SD
    own += np.outer(unknown, unknown) * (same_trial & ~other)
    later = rows.week[:, None] != rows.week[None, :]
    shared = np.where(later, _RHO_TIME, 1.0) * np.where(other, _RHO_OUTCOME, 1.0)
    return own + np.outer(rows.se, rows.se) * shared * same_arm


def _node(rows: ContextRows, centre: Array, route_sd: float, trial_sd: float) -> tuple[_Node, float]:
    k = _curve_covariance(rows, rows, centre, route_sd) + _trial_covariance(rows, trial_sd)
    lower = linalg.cholesky(k, lower=True)
    miss = rows.y - _mean(rows, centre)
    alpha = linalg.cho_solve((lower, True), miss)
    log_likelihood = float(-0.5 * miss @ alpha - np.log(np.diag(lower)).sum())
    log_prior = -0.5 * (route_sd / _ROUTE_SCALE) ** 2 - 0.5 * (trial_sd / _TRIAL_SCALE) ** 2
    return _Node(route_sd, trial_sd, lower, alpha), log_likelihood + log_prior


def _predict(rows: ContextRows, centre: Array, node: _Node, query: _Query) -> tuple[Array, Array]:
    """Posterior mean (m,) and covariance (m, m) of curve and slope at the query."""
    cross = _curve_covariance(query, rows, centre, node.route_sd)
    half = linalg.solve_triangular(node.factor, cross.T, lower=True)
    unknown = np.isnan(query.baseline) * _ramp(query.week) * SLOPE_PRIOR[0] * UNKNOWN_BASELINE_SD
    cov = _curve_covariance(query, query, centre, node.route_sd) - half.T @ half + np.outer(unknown, unknown)
    return _mean(query, centre) + cross @ node.alpha, cov


def _person_spread(dataset: Dataset) -> tuple[Array, Array]:
    """Residual spread (outcomes, weeks) and the weeks: pooled SD of final scores per window, times sqrt(1 - r²)."""
    final = (pl.col("value_type") == "final") & ~pl.col("row_id").str.starts_with("timecourse")
    arms = dataset_frames(dataset).arms.filter(final)
    weeks = np.array([6.0, 13.0, 26.0, 52.0, 104.0])
    edges = np.array([0.0, 8.5, 17.5, 35.5, 65.5, 1000.0])
    out = np.empty((len(OUTCOMES), len(weeks)))
    for k, outcome in enumerate(OUTCOMES):
        own = arms.filter(pl.col("outcome") == outcome)
        week, sd, n = (own[c].to_numpy() for c in ("week", "sd", "n"))
        for j in range(len(weeks)):
            inside = (week > edges[j]) & (week <= edges[j + 1])
            out[k, j] = np.sqrt(np.average(sd[inside] ** 2, weights=n[inside] - 1))
    return out * np.sqrt(1 - BASELINE_FINAL_CORRELATION**2), weeks


def fit_rows(rows: ContextRows, spread: Array, spread_weeks: Array) -> ContextFit:
    """The model fitted to given rows; raises InputError without any."""
    if not len(rows.y):
        raise InputError("control arms", "none reports a change or both baseline and final", "Add such arms.")
    known = ~np.isnan(rows.baseline)
    fallback = float(rows.baseline[known].mean()) if known.any() else 50.0
    centre = np.array(
        [
            float(rows.baseline[known & (rows.outcome == o)].mean())
            if (known & (rows.outcome == o)).any()
            else fallback
            for o in range(len(OUTCOMES))
        ]
    )
    spreads = list(itertools.product(_ROUTE_GRID, _TRIAL_GRID))
    width = np.outer(np.gradient(_ROUTE_GRID), np.gradient(_TRIAL_GRID)).ravel()
    found = map_on_cores(lambda pair: _node(rows, centre, *pair), spreads)
    nodes = tuple(node for node, _ in found)
    log_weight = np.array([density for _, density in found]) + np.log(width)
    return ContextFit(rows, centre, normalised(log_weight), nodes, spread, spread_weeks)


def fit_context(dataset: Dataset) -> ContextFit:
    """The contextual response from the dataset's control arms and time-course collections."""
    return fit_rows(context_rows(dataset), *_person_spread(dataset))
