"""The evidence explorer's state and what is computed from it: a choice of trials in, pooled results out.

A state is fully in the address, so that every view can be linked; the same state is computed once while it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import polars as pl

from kneewise import evidence
from kneewise.errors import InputError, NotFoundError
from kneewise.evidence import WINDOWS

VIEWS = ("trials", "network", "effects", "league", "compare", "course", "bias")
OUTCOMES = ("pain", "function")
CLASSES = (
    "cell_therapy", "blood_product", "viscosupplement", "corticosteroid", "oral_drug", "topical", "physical",
    "lifestyle", "device", "surgery", "supplement", "other_injection", "control",
)  # fmt: skip
BIAS = ("all", "not_high", "low")
# Results of so many states stay in memory.
STATES_KEPT = 128


@dataclass(frozen=True)
class State:
    """What is looked at: outcome, window (weeks), which trials, which two treatments, which view."""

    view: str = "trials"
    outcome: str = "pain"
    window: int = 26
    group: str = "all"
    bias: str = "all"
    blinded: bool = False
    reference: str = ""
    a: str = ""
    b: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> State:
        """The state in a query string. InputError naming the field for a value that is none of those offered."""

        def one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
            value = query.get(name) or default
            if value not in allowed:
                raise InputError(name, f"is “{value[:40]}”", f"Choose one of {', '.join(allowed)}.")
            return value

        treatments = {name: (query.get(name) or "").strip() for name in ("reference", "a", "b")}
        return cls(
            view=one_of("view", VIEWS, "trials"),
            outcome=one_of("outcome", OUTCOMES, "pain"),
            window=int(one_of("window", tuple(map(str, WINDOWS)), "26")),
            group=one_of("group", ("all", *CLASSES), "all"),
            bias=one_of("bias", BIAS, "all"),
            blinded=bool(query.get("blinded")),
            **{name: evidence.load().treatment(code).code if code else "" for name, code in treatments.items()},
        )

    def query(self, **changes: Any) -> str:
        """The state as a query string, with some parts changed; what has its default is left out."""
        values = asdict(self) | changes
        default = asdict(State())
        kept = {k: ("1" if v is True else v) for k, v in values.items() if v != default[k] and v is not False}
        return urlencode(kept)


def chosen_trials(state: State) -> pl.DataFrame:
    """The trials of knee osteoarthritis that pass the filters on bias, blinding and class."""
    dataset = evidence.load()
    trials = dataset.trials.filter(pl.col("population") == "knee_oa")
    if state.bias == "low":
        trials = trials.filter(pl.col("risk_of_bias") == "low")
    elif state.bias == "not_high":
        trials = trials.filter(pl.col("risk_of_bias").is_null() | (pl.col("risk_of_bias") != "high"))
    if state.blinded:
        trials = trials.filter(pl.col("participants_blinded").fill_null(False))
    if state.group != "all":
        of_class = dataset.treatments.filter(pl.col("treatment_class") == state.group)["code"].to_list()
        with_class = dataset.arms.filter(pl.col("treatment").is_in(of_class))["trial_id"].unique().to_list()
        published = dataset.raw("contrasts").filter(
            pl.col("treatment_1").is_in(of_class) | pl.col("treatment_2").is_in(of_class)
        )["trial_id"]
        trials = trials.filter(pl.col("trial_id").is_in([*with_class, *published.unique().to_list()]))
    return trials


def contrasts(state: State) -> pl.DataFrame:
    """The differences on 0–100 that the state's trials give for its outcome and window."""
    rows = evidence.load().network_data(state.outcome, state.window)
    return rows.filter(pl.col("study").is_in(chosen_trials(state)["trial_id"].to_list()))


@lru_cache(maxsize=STATES_KEPT)
def _network(outcome: str, window: int, group: str, bias: str, blinded: bool, reference: str) -> dict[str, Any]:
    from kneewise.synthesis.run import Options, synthesize_network, usable_contrasts

    state = State("effects", outcome, window, group, bias, blinded)
    rows = contrasts(state)
    if rows.is_empty():
        return {"components": [], "single_studies": []}
    data = usable_contrasts(rows.to_dicts(), "MD")
    known = reference if reference in data.treatments else None
    result = synthesize_network(data, Options(per_component=True, reference=known)).to_dict()
    return result if "components" in result else {"components": [result], "single_studies": []}


def network(state: State) -> dict[str, Any]:
    """The network of the state's trials, pooled: ``components`` (as `NetworkResult.to_dict`), largest first."""
    return _network(state.outcome, state.window, state.group, state.bias, state.blinded, state.reference)


def main_component(state: State) -> dict[str, Any] | None:
    """The part of the network that holds the reference that was asked for, else the largest; None without trials."""
    parts = network(state)["components"]
    holding = [p for p in parts if state.reference and state.reference in p["treatments"]]
    return (holding or parts or [None])[0]


def direct(state: State) -> pl.DataFrame:
    """The trials that compare ``a`` with ``b`` directly, as a minus b."""
    rows = contrasts(state)
    forward = rows.filter((pl.col("treat1") == state.a) & (pl.col("treat2") == state.b))
    backward = rows.filter((pl.col("treat1") == state.b) & (pl.col("treat2") == state.a))
    turned = backward.with_columns(-pl.col("te"), treat1=pl.col("treat2"), treat2=pl.col("treat1"))
    return pl.concat([forward, turned.select(forward.columns)])


def pooled_direct(state: State) -> dict[str, Any] | None:
    """The direct trials pooled (random effects, REML, Hartung–Knapp, prediction interval); None below two trials."""
    from kneewise.synthesis.pairwise import pairwise
    from kneewise.synthesis.small_study import egger

    rows = direct(state)
    if rows.height < 2:
        return None
    effects, variances = rows["te"].to_numpy(), rows["se"].to_numpy() ** 2
    result = pairwise(effects, variances, hartung_knapp="standard", studies=rows["study"].to_list()).to_dict()
    result["egger"] = egger(effects, variances).to_dict() if rows.height >= FEWEST_FOR_EGGER else None
    return result


# Egger's test says little with fewer trials (Cochrane Handbook 13.3.5.4).
FEWEST_FOR_EGGER = 10


def pairs_with_trials(state: State) -> list[tuple[str, str, int]]:
    """Comparisons that trials make directly, with their number, most first."""
    rows = contrasts(state)
    if rows.is_empty():
        return []
    ordered = rows.select(
        pl.min_horizontal("treat1", "treat2").alias("x"), pl.max_horizontal("treat1", "treat2").alias("y")
    )
    counted = ordered.group_by("x", "y").len().sort("len", "x", "y", descending=[True, False, False])
    return [(x, y, n) for x, y, n in counted.iter_rows()]


def picture(state: State, form: str) -> bytes:
    """The state's picture as SVG or PNG, for download."""
    import vl_convert

    specification = vega_specification(state)
    if form == "svg":
        return vl_convert.vegalite_to_svg(specification).encode()
    if form == "png":
        return vl_convert.vegalite_to_png(specification, scale=2)
    raise NotFoundError("picture", f"“{form[:10]}” is not known", "Choose svg or png.")


def vega_specification(state: State) -> dict[str, Any]:
    """Network graph, forest of all treatments, or forest of two: what the state's view shows."""
    from kneewise.charts.forest import ForestRow, forest
    from kneewise.charts.network_graph import network_graph

    part = main_component(state)
    if part is None:
        raise NotFoundError("picture", "needs trials, and none passes these filters", "Loosen a filter.")
    axis = f"{state.outcome}, points on 0–100 (negative is better)"
    if state.view == "compare" and state.a and state.b:
        pooled = pooled_direct(state)
        half = 1.959964
        rows = [
            ForestRow(r["study"], r["te"], r["te"] - half * r["se"], r["te"] + half * r["se"])
            for r in direct(state).iter_rows(named=True)
        ]
        if pooled:
            low, high = pooled["pi"] or (None, None)
            rows.append(ForestRow("pooled", pooled["estimate"], *pooled["ci"], 100.0, low, high, True))
        return forest(rows, axis_title=axis, title=f"{state.a} – {state.b}")
    if state.view in ("effects", "league"):
        rows = [
            ForestRow(e["treatment"], e["estimate"], *e["ci"], None, *(e["pi"] or (None, None)))
            for e in sorted(part["effects"], key=lambda e: e["estimate"])
        ]
        return forest(rows, axis_title=axis, title=f"against {part['reference']}")
    by_trial = contrasts(state).group_by("study").agg(pl.col("treat1"), pl.col("treat2"))
    trials = [sorted({*one, *two}) for _, one, two in by_trial.iter_rows()]
    names = sorted({name for trial in trials for name in trial})
    return network_graph(names, trials)


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """What each trial is called on pages."""
    return dict(evidence.load().trials.select("trial_id", "label").iter_rows())
