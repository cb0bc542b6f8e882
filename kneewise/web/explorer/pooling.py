"""The chosen trials pooled: network, one comparison, comparison-adjusted funnel, course over time. Each is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from kneewise import evidence
from kneewise.evidence import WINDOWS
from kneewise.web.explorer import trials
from kneewise.web.explorer.state import OUTCOMES, State
from kneewise.web.explorer.trials import STATES_KEPT

if TYPE_CHECKING:
    from kneewise.synthesis.certainty import CertaintyAssessment
    from kneewise.synthesis.network import NetworkData, NetworkResult
    from kneewise.synthesis.network.funnel import Funnel
    from kneewise.synthesis.results import PairwiseResult

# Egger's test says little with fewer trials (Cochrane Handbook 13.3.5.4).
FEWEST_FOR_EGGER = 10
# Normal quantile of a 95 % interval.
Z95 = 1.959964
# What a network is shown against where nothing is asked for, in this order: the commonest dummies first.
USUAL_REFERENCES = ("saline", "oral_placebo", "usual_care", "no_treatment")


@lru_cache(maxsize=32)
def _all_contrasts(outcome: str, window: int, population: str, version: str) -> pl.DataFrame:
    wanted = None if population == "any" else population
    return evidence.load().network_data(outcome, window, wanted, simplify=True)


@lru_cache(maxsize=STATES_KEPT)
def _contrasts(state: State, version: str) -> pl.DataFrame:
    rows = _all_contrasts(state.outcome, state.window, state.population, version)
    return rows.filter(pl.col("study").is_in(trials.chosen(state)["trial_id"].to_list()))


def _core(state: State, **changes: Any) -> State:
    """The state without what does not change a pooled result, so that results are shared between views."""
    return replace(
        state, view="network", text=state.text.lower(), sort="label", page=1, measured=False, reference="", a="", b="",
        **changes,
    )  # fmt: skip


def contrasts(state: State) -> pl.DataFrame:
    """The comparisons that the chosen trials make, in the columns of ``Dataset.network_data``.

    What all groups of a trial had is left out of their codes, which joins networks that would fall apart.
    """
    return _contrasts(_core(state), evidence.load().version)


@lru_cache(maxsize=32)
def _all_data(outcome: str, window: int, population: str, version: str) -> NetworkData | None:
    """All trials of a window that can be used: which can does not depend on the other trials, so a choice is a part."""
    from kneewise.synthesis.run import usable_contrasts

    rows = _all_contrasts(outcome, window, population, version)
    return None if rows.is_empty() else usable_contrasts(rows.to_dicts(), "MD")


def warm_up() -> None:
    """Read the trials of every outcome and window once, so that the first visitor does not wait for it."""
    for outcome in OUTCOMES:
        for window in WINDOWS:
            _all_data(outcome, window, State().population, evidence.load().version)


@lru_cache(maxsize=STATES_KEPT)
def _data(state: State, version: str) -> NetworkData | None:
    rows = _contrasts(state, version)
    if rows.is_empty():
        return None
    everything = _all_data(state.outcome, state.window, state.population, version)
    assert everything is not None, "a part of no trials has no trials"
    kept = set(rows["study"].to_list())
    part = everything.subset(i for i, study in enumerate(everything.studies) if study.name in kept)
    left_out = tuple(row for row in everything.left_out if row[0] in kept)
    return replace(part, left_out=left_out) if part.studies else None


def network_data(state: State) -> NetworkData | None:
    """The trials of the network; None where no trial passes."""
    return _data(_core(state), evidence.load().version)


@lru_cache(maxsize=STATES_KEPT)
def _parts(state: State, version: str, reference: str) -> tuple[NetworkResult, ...]:
    from kneewise.synthesis.network import ComponentResults
    from kneewise.synthesis.run import Options, synthesize_network

    data = _data(state, version)
    if data is None or data.k < 2:
        return ()
    known = next((t for t in (reference, *USUAL_REFERENCES) if t in data.treatments), None)
    result = synthesize_network(data, Options(per_component=True, reference=known)).result
    return result.results if isinstance(result, ComponentResults) else (result,)


def parts(state: State) -> tuple[NetworkResult, ...]:
    """A network meta-analysis (random effects, REML) of every connected part with two or more trials, largest first."""
    return _parts(_core(state), evidence.load().version, state.reference)


def main_part(state: State) -> NetworkResult | None:
    """The part that holds the reference asked for, or ``a``, else the largest; None where nothing can be pooled."""
    found = parts(state)
    for wanted in (state.reference, state.a):
        for part in found:
            if wanted and wanted in part.data.treatments:
                return part
    return found[0] if found else None


def pairs(state: State) -> list[tuple[str, str, int]]:
    """Comparisons that trials make directly, with their number, most first."""
    return list(_pairs(_core(state), evidence.load().version))


@lru_cache(maxsize=STATES_KEPT)
def _pairs(state: State, version: str) -> tuple[tuple[str, str, int], ...]:
    rows = _contrasts(state, version)
    ends = rows.select(
        pl.min_horizontal("treat1", "treat2").alias("x"), pl.max_horizontal("treat1", "treat2").alias("y")
    )
    counted = ends.group_by("x", "y").len().sort("len", "x", "y", descending=[True, False, False])
    return tuple(counted.iter_rows())


def chosen_pair(state: State) -> tuple[str, str]:
    """The two treatments to compare: as asked, else the comparison of cell products with most trials."""
    if state.a and state.b:
        return state.a, state.b
    found = [p for p in pairs(state) if not state.a or state.a in p[:2]]
    if not found:
        return state.a, state.b
    # The site's own question first: comparisons of cell products.
    of_cells = (p for p in found if "cell_therapy" in {_class_of(p[0]), _class_of(p[1])})
    x, y, _ = next(of_cells, found[0])
    if state.a:
        return (x, y) if x == state.a else (y, x)
    return treatment_first(x, y)


def _class_of(code: str) -> str:
    return evidence.load().treatment(code).treatment_class


def direct(state: State) -> pl.DataFrame:
    """The trials that compare the chosen pair directly, as a minus b, with each one's own 95 % interval."""
    return _direct(_core(state), *chosen_pair(state), evidence.load().version)


@lru_cache(maxsize=STATES_KEPT)
def _direct(state: State, a: str, b: str, version: str) -> pl.DataFrame:
    rows = _contrasts(state, version)
    forward = rows.filter((pl.col("treat1") == a) & (pl.col("treat2") == b))
    backward = rows.filter((pl.col("treat1") == b) & (pl.col("treat2") == a))
    turned = backward.with_columns(-pl.col("te"), treat1="treat2", treat2="treat1", n1="n2", n2="n1")
    half = Z95 * pl.col("se")
    both = pl.concat([forward, turned.select(forward.columns)]).sort("te", "study")
    return both.with_columns(low=pl.col("te") - half, high=pl.col("te") + half)


@lru_cache(maxsize=STATES_KEPT)
def _pooled(state: State, version: str) -> PairwiseResult | None:
    from kneewise.synthesis.pairwise import pairwise

    rows = direct(state)
    if rows.height < 2:
        return None
    return pairwise(
        rows["te"].to_numpy(),
        rows["se"].to_numpy() ** 2,
        hartung_knapp="standard",
        studies=rows["study"].to_list(),
    )


def pooled(state: State) -> PairwiseResult | None:
    """The direct trials pooled (random effects, REML, Hartung–Knapp); None below two trials."""
    a, b = chosen_pair(state)
    return _pooled(replace(_core(state), a=a, b=b), evidence.load().version)


@lru_cache(maxsize=STATES_KEPT)
def _funnel(state: State, version: str, reference: str) -> Funnel | None:
    found = main_part(replace(state, reference=reference))
    return None if found is None else found.funnel(funnel_order(found))


def funnel_order(part: NetworkResult) -> list[str]:
    """Active treatments before dummies, so that each difference is treatment minus control where one is a control."""
    dataset = evidence.load()
    return sorted(part.data.treatments, key=lambda t: (dataset.treatment(t).control, -part.p_scores[t], t))


def funnel(state: State) -> Funnel | None:
    """The comparison-adjusted funnel of the main part, as treatment minus control."""
    return _funnel(_core(state), evidence.load().version, state.reference)


@lru_cache(maxsize=STATES_KEPT)
def _pair_then(state: State, a: str, b: str, version: str) -> dict[str, Any] | None:
    from kneewise.synthesis.network import components, network_meta_analysis

    data = _data(state, version)
    own = next((p for p in components(data) if {a, b} <= set(p.treatments)), None) if data is not None else None
    if own is None or own.k < 2:
        return None
    effect = network_meta_analysis(own, reference=b).effect(a)
    ends = {"low": effect.ci.low, "high": effect.ci.high}
    return {"window": state.window, "estimate": effect.estimate, **ends, "trials": own.k}


def by_window(state: State) -> list[dict[str, Any]]:
    """The chosen pair in the network of each window that links them: window, estimate, limits, number of trials."""
    a, b = chosen_pair(state)
    if not a or not b or a == b:
        return []
    version = evidence.load().version
    found = [_pair_then(_core(replace(state, window=window)), a, b, version) for window in WINDOWS]
    return [row for row in found if row is not None]


# Weeks at which the joint model's curve is drawn.
COURSE_WEEKS = (2.0, 4.0, 6.0, 9.0, 13.0, 19.0, 26.0, 39.0, 52.0, 78.0, 104.0)


@lru_cache(maxsize=STATES_KEPT)
def _curve(a: str, b: str, outcome: str, version: str) -> dict[str, Any] | None:
    from kneewise.errors import NotFoundError
    from kneewise.synthesis.joint import fit_dataset

    fit = fit_dataset(evidence.load())
    try:
        effect = fit.effect(a, b, COURSE_WEEKS, outcome)
    except NotFoundError:
        return None
    low, high = effect.interval()
    below, above = effect.interval(predictive=True)
    basis = fit.basis_of(a, outcome)
    return {
        "weeks": list(COURSE_WEEKS), "mean": effect.mean.tolist(), "low": low.tolist(), "high": high.tolist(),
        "new_low": below.tolist(), "new_high": above.tolist(), "basis": basis.kind, "trials": basis.n_trials,
        "people": basis.n_people, "all_trials": fit.n_trials,
    }  # fmt: skip


def curve(state: State) -> dict[str, Any] | None:
    """The joint model's effect of the chosen pair over time, from all trials; None where nothing links the two."""
    a, b = chosen_pair(state)
    return None if not a or not b or a == b else _curve(a, b, state.outcome, evidence.load().version)


def treatment_first(x: str, y: str) -> tuple[str, str]:
    """The two with a control second."""
    return (y, x) if evidence.load().treatment(x).control and not evidence.load().treatment(y).control else (x, y)


def islands(state: State) -> list[tuple[str, ...]]:
    """Treatments of each part of the network that trials link, largest first; order by class, so that neighbours on a
    circle are relatives."""
    from kneewise.synthesis.network import components

    data = network_data(state)
    if data is None:
        return []
    dataset = evidence.load()

    def order(code: str) -> tuple[bool, str, str]:
        found = dataset.treatment(code)
        return (found.control, found.treatment_class, code)

    return [tuple(sorted(part.treatments, key=order)) for part in components(data)]


def most_tried(part: NetworkResult, most: int) -> list[str]:
    """The treatments in most trials, at most ``most`` of them, from best to worst P-score."""
    data = part.data
    count = {t: sum(i in s.arms for s in data.studies) for i, t in enumerate(data.treatments)}
    kept = sorted(data.treatments, key=lambda t: (-count[t], t))[:most]
    return sorted(kept, key=lambda t: (-part.p_scores[t], t))


def egger_of_pair(state: State) -> float | None:
    """P value of Egger's test of the direct trials; None with too few."""
    from kneewise.synthesis.small_study import egger

    rows = direct(state)
    if rows.height < FEWEST_FOR_EGGER:
        return None
    found = egger(rows["te"].to_numpy(), rows["se"].to_numpy() ** 2).to_dict()
    return float(found["p"])


def smallest_noticed(outcome: str) -> float:
    """The smallest difference between groups that matters for that outcome, points on 0–100, from the facts."""
    return _smallest_noticed(outcome, evidence.load().version)


@lru_cache(maxsize=8)
def _smallest_noticed(outcome: str, version: str) -> float:
    from kneewise.synthesis.certainty import THRESHOLD_FACTS

    return abs(evidence.load().fact(THRESHOLD_FACTS[outcome]).value)


@dataclass(frozen=True, slots=True)
class Sure:
    """One treatment against the reference at the window, from all trials: effect, limits, and how sure it is."""

    treatment: str
    estimate: float
    low: float
    high: float
    trials: int
    people: int
    assessment: CertaintyAssessment


@lru_cache(maxsize=STATES_KEPT)
def _sure(treatment: str, reference: str, outcome: str, window: int, version: str) -> Sure | None:
    from kneewise.synthesis.certainty import certainty
    from kneewise.synthesis.joint import fit_dataset

    dataset = evidence.load()
    fit = fit_dataset(dataset)
    basis = fit.basis_of(treatment, outcome)
    if basis.kind == "none" or fit.basis_of(reference, outcome).kind == "none":
        return None
    effect = fit.effect(treatment, reference, [float(window)], outcome)
    low, high = effect.interval()
    found = certainty(fit, dataset, treatment, outcome, float(window), reference=reference, effect=effect)
    numbers = (float(effect.mean[0]), float(low[0]), float(high[0]))
    return Sure(treatment, *numbers, basis.n_trials, basis.n_people, found)


def certainties(state: State) -> tuple[str, list[Sure]]:
    """The reference, and how sure the joint model's effect of every treatment of the main part against it is.

    From all trials, whatever the subset: certainty is a judgement on the whole evidence.
    """
    part = main_part(state)
    if part is None:
        return "", []
    version = evidence.load().version
    others = [t for t in part.data.treatments if t != part.reference]
    found = [_sure(t, part.reference, state.outcome, state.window, version) for t in others]
    return part.reference, sorted((s for s in found if s is not None), key=lambda s: s.estimate)
