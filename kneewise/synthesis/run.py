"""One call for a whole synthesis: a checked table (or the project's own contrasts) and options in, results
out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneewise.errors import InputError
from kneewise.synthesis.bayes import bayes_pairwise
from kneewise.synthesis.distributions import t_quantile
from kneewise.synthesis.files import (
    PairwiseData,
    Table,
    check_measure,
    columns_of,
    pairwise_data,
    pick_reference,
    text_column,
)
from kneewise.synthesis.network import (
    BayesNetworkResult,
    ComponentResults,
    NetworkData,
    NetworkResult,
    RegressionResult,
    bayes_network,
    components,
    fit_components,
    network_meta_analysis,
    network_meta_regression,
)
from kneewise.synthesis.pairwise import DEFAULT_PI, pairwise
from kneewise.synthesis.priors import Prior
from kneewise.synthesis.results import BayesPairwiseResult, PairwiseResult, json_ready
from kneewise.synthesis.sensitivity import cumulative, influence, leave_one_out, subgroups
from kneewise.synthesis.small_study import egger, trim_and_fill

Array = NDArray[np.float64]

# The same three conventions under the names that pairwise and network literature give them.
_NETWORK_PI = {"HTS": "t(df-1)", "t(k-1)": "t(df)", "z": "normal"}
_NETWORK_DEFAULT_PI = "t(df)"
# Spread of the default prior: on SMD, log OR and log RR half-normal(0.5) (Röver 2021, doi:10.1002/jrsm.1475);
# on other scales the reader has to say what large heterogeneity means, because no default can know the unit.
_DEFAULT_PRIOR = "half-normal:0.5"
_WITH_UNIT = ("MD", "RD")
# Contrasts of one trial with a shared arm correlate by one half if its arms are equally large; used where the
# published standard errors do not tell.
_EQUAL_ARMS = 0.5


@dataclass(frozen=True, slots=True)
class Options:
    """What `kneewise synthesize` may be asked; defaults as on the command line."""

    model: str = "random"
    tau2: str = "REML"
    measure: str | None = None
    reference: str | None = None
    small_values: str = "good"
    hartung_knapp: str = "none"
    mods: tuple[str, ...] = ()
    node_split: bool = False
    bayes: bool = False
    prior: str | None = None
    pi: str | None = None
    level: float = 0.95
    correction: str = "constant"
    where: str = "zero-cells"
    zero_events: str = "error"
    smd_variance: str = "LS"
    subgroup: str | None = None
    cumulative: str | None = None
    leave_one_out: bool = False
    influence: bool = False
    egger: bool = False
    trim_fill: bool = False
    per_component: bool = False


@dataclass(frozen=True, slots=True)
class PairwiseRun:
    """A pairwise synthesis with everything that was asked for beside it."""

    data: PairwiseData
    result: PairwiseResult
    bayes: BayesPairwiseResult | None = None
    extras: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `kneewise synthesize --json`."""
        result = self.result.to_dict()
        result["measure"] = self.data.measure or None
        result["treatment"], result["reference"] = self.data.treatment or None, self.data.reference or None
        half = t_quantile((1 + self.result.level) / 2, math.inf) * np.sqrt(self.data.vi)
        result["studies"] = [
            {"study": s, "estimate": y, "se": e, "ci": [y - h, y + h], "weight": w}
            for s, y, e, h, w in zip(
                self.data.studies,
                self.data.yi.tolist(),
                np.sqrt(self.data.vi).tolist(),
                half.tolist(),
                self.result.weights.tolist(),
                strict=True,
            )
        ]
        result["notes"] = list(self.data.notes)
        result.update(json_ready(self.extras))
        if self.bayes is not None:
            result["bayes"] = self.bayes.to_dict()
        return result


@dataclass(frozen=True, slots=True)
class NetworkRun:
    """A network synthesis with everything that was asked for beside it."""

    data: NetworkData
    result: NetworkResult | ComponentResults
    node_split: bool
    bayes: tuple[BayesNetworkResult, ...] = ()
    regression: RegressionResult | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `kneewise synthesize --json`."""
        result = self.result.to_dict(node_split=self.node_split)
        if self.regression is not None:
            result["meta_regression"] = _regression_dict(self.regression)
        if len(self.bayes) == 1:
            result["bayes"] = self.bayes[0].to_dict()
        elif self.bayes:
            result["bayes"] = {"components": [b.to_dict() for b in self.bayes]}
        return json_ready(result)


def _regression_dict(fit: RegressionResult) -> dict[str, Any]:
    return {
        "reference": fit.reference,
        "tau2": fit.tau2,
        "slopes": [c.to_dict() for c in fit.slopes],
        "centre": fit.centre,
        "q_residual": fit.q_residual,
        "df": fit.df,
        "p": fit.p_residual,
        "left_out": list(fit.left_out),
    }


def prior_for(options: Options, measure: str) -> Prior:
    """The prior of tau: the one asked for, else half-normal(0.5) unless the measure has a unit."""
    if options.prior is not None:
        return Prior.parse(options.prior)
    if measure not in _WITH_UNIT:
        return Prior.parse(_DEFAULT_PRIOR)
    raise InputError(
        "--prior",
        f"is needed: no default suits {measure}, whose unit is that of the data",
        "Give e.g. --prior half-normal:5 for points on 0-100 (about half a meaningful difference).",
    )


def synthesize_table(table: Table, options: Options) -> PairwiseRun | NetworkRun:
    """Pools a table that `read_table` has checked; two treatments or effects alone: pairwise, else
    network.
    """
    check_measure(table.kind, options.measure)
    if len(table.studies) == 1 and options.model == "random":
        raise InputError(
            "column study",
            f"holds one study ('{table.studies[0]}'); spread between studies cannot be estimated from it",
            "Add studies, or use --model common to see this one.",
        )
    if not table.is_network:
        return _pairwise(table, options)
    _refuse_pairwise_options(options)
    return synthesize_network(_network_data(table, options), options, _covariates(table, options))


def _pairwise(table: Table, options: Options) -> PairwiseRun:
    if options.node_split:
        raise InputError("--node-split", "needs a network", "Leave it out: this table has one comparison.")
    data = pairwise_data(
        table,
        measure=options.measure,
        reference=options.reference,
        correction=options.correction,
        where=options.where,
        zero_events=options.zero_events,
        smd_variance=options.smd_variance,
    )
    if len(data.studies) == 1 and options.model == "random":
        raise InputError(
            "the data", f"leave one usable study ('{data.studies[0]}')", "Use --model common to see this one."
        )
    mods = _study_columns(table, data, options.mods) if options.mods else None
    result = pairwise(
        data.yi,
        data.vi,
        model=options.model,
        tau2_method=options.tau2,
        hartung_knapp=options.hartung_knapp,
        mods=mods,
        mod_names=options.mods or None,
        pi_convention=options.pi or DEFAULT_PI,
        level=options.level,
        studies=data.studies,
    )
    posterior = (
        bayes_pairwise(data.yi, data.vi, prior_for(options, data.measure), level=options.level, studies=data.studies)
        if options.bayes
        else None
    )
    return PairwiseRun(data, result, posterior, _extras(table, data, options, mods))


def _first_rows(table: Table, data: PairwiseData) -> NDArray[np.intp]:
    """Index of the first row of each study in the synthesis."""
    first: dict[str, int] = {}
    for i, row in enumerate(table.rows):
        first.setdefault(row["study"], i)
    return np.array([first[s] for s in data.studies])


def _study_columns(table: Table, data: PairwiseData, names: tuple[str, ...]) -> Array:
    return columns_of(table, names, _first_rows(table, data))


def _extras(table: Table, data: PairwiseData, options: Options, mods: Array | None) -> dict[str, Any]:
    common: dict[str, Any] = {
        "model": options.model,
        "tau2_method": options.tau2,
        "hartung_knapp": options.hartung_knapp,
        "level": options.level,
        "studies": data.studies,
    }
    rows = _first_rows(table, data).tolist()
    extras: dict[str, Any] = {}
    if options.subgroup is not None:
        values = text_column(table, options.subgroup, "--subgroup")
        extras["subgroups"] = subgroups(data.yi, data.vi, [values[i] for i in rows], **common).to_dict()
    if options.leave_one_out:
        results = leave_one_out(data.yi, data.vi, tau2_interval=False, **common)
        extras["leave_one_out"] = [{"study": s, **_brief(r)} for s, r in zip(data.studies, results, strict=True)]
    if options.cumulative is not None:
        key = _study_columns(table, data, (options.cumulative,))[:, 0]
        results = cumulative(data.yi, data.vi, key, tau2_interval=False, **common)
        extras["cumulative"] = [{"study": r.studies[-1], **_brief(r)} for r in results]
    if options.influence:
        extras["influence"] = influence(data.yi, data.vi, mods=mods, mod_names=options.mods or None, **common).to_dict()
    if options.egger:
        sized = data.n1 is not None and data.measure == "SMD"
        extras["egger"] = egger(
            data.yi,
            data.vi,
            predictor="sqrt-size" if sized else "se",
            n1=data.n1,
            n2=data.n2,
            level=options.level,
        ).to_dict()
    if options.trim_fill:
        extras["trim_and_fill"] = trim_and_fill(data.yi, data.vi, **common).to_dict()
    return extras


def _brief(result: PairwiseResult) -> dict[str, Any]:
    return {"k": result.k, "estimate": result.estimate, "se": result.se, "ci": result.ci, "tau2": result.tau2}


def _refuse_pairwise_options(options: Options) -> None:
    asked = {
        "--subgroup": options.subgroup,
        "--cumulative": options.cumulative,
        "--leave-one-out": options.leave_one_out,
        "--influence": options.influence,
        "--egger": options.egger,
        "--trim-fill": options.trim_fill,
    }
    for name, value in asked.items():
        if value:
            raise InputError(name, "needs a pairwise table and this one is a network", "Leave it out.")
    if options.hartung_knapp == "ad-hoc":
        raise InputError("--hartung-knapp", "ad-hoc needs a pairwise table", "Use standard for a network.")


def _network_data(table: Table, options: Options) -> NetworkData:
    if table.kind == "contrasts":
        return NetworkData.from_contrasts(table.rows, measure=options.measure or "", first_row=2)
    return NetworkData.from_arms(
        table.rows,
        check_measure(table.kind, options.measure),
        no_events="error" if options.zero_events == "error" else "drop",
        first_row=2,
    )


def usable_contrasts(rows: Sequence[Mapping[str, Any]], measure: str) -> NetworkData:
    """The network of all trials whose contrasts can be used; the others are listed in ``left_out`` with the
    reason.

    For published contrasts that nobody can complete, where a person's own file would be sent back.
    """
    by_study: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_study.setdefault(row["study"], []).append(row)
    usable: list[Mapping[str, Any]] = []
    left_out: list[tuple[str, str]] = []
    for study, own in by_study.items():
        try:
            NetworkData.from_contrasts(own, measure=measure, correlation=_EQUAL_ARMS)
        except InputError as error:
            left_out.append((study, f"{error.field} {error.problem}"))
        else:
            usable.extend(own)
    return replace(
        NetworkData.from_contrasts(usable, measure=measure, correlation=_EQUAL_ARMS), left_out=tuple(left_out)
    )


def _covariates(table: Table, options: Options) -> dict[str, dict[str, float]]:
    values = columns_of(table, options.mods) if options.mods else np.empty((0, 0))
    return {
        name: {row["study"]: float(values[i, j]) for i, row in enumerate(table.rows)}
        for j, name in enumerate(options.mods)
    }


def synthesize_network(
    data: NetworkData, options: Options, covariates: dict[str, dict[str, float]] | None = None
) -> NetworkRun:
    """Pools a network; one that falls apart is refused, or reported part by part with ``per_component``."""
    reference = None if options.reference is None else pick_reference(data.treatments, options.reference)
    settings: dict[str, Any] = {
        "model": options.model,
        "tau2": options.tau2,
        "small_values": options.small_values,
        "level": options.level,
        "pi": _NETWORK_PI[options.pi] if options.pi else _NETWORK_DEFAULT_PI,
        "hartung_knapp": options.hartung_knapp == "standard",
    }
    parts = components(data)
    split = len(parts) > 1 and options.per_component
    if len(parts) > 1 and not split:
        named = "; ".join(", ".join(part.treatments) for part in parts)
        raise InputError(
            "columns treat1 and treat2 (or treatment)",
            f"fall into {len(parts)} networks that no study connects: {named}",
            "Use --components to see each on its own, or add a study that links them.",
        )
    result: NetworkResult | ComponentResults = (
        fit_components(data, reference=reference, **settings)
        if split
        else network_meta_analysis(data, reference=reference, **settings)
    )
    posteriors: tuple[BayesNetworkResult, ...] = ()
    if options.bayes:
        prior = prior_for(options, data.measure)
        fitted = result.results if isinstance(result, ComponentResults) else (result,)
        posteriors = tuple(
            bayes_network(r.data, prior, reference=r.reference, small_values=options.small_values, level=options.level)
            for r in fitted
        )
    regression = (
        network_meta_regression(
            data, covariates, model=options.model, tau2=options.tau2, reference=reference, level=options.level
        )
        if covariates
        else None
    )
    return NetworkRun(data, result, options.node_split, posteriors, regression)
