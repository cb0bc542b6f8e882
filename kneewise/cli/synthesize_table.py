"""The result of a synthesis as tables for people, in the terminal."""

from __future__ import annotations

import math
from typing import Any

from rich.console import Console
from rich.table import Table

from kneewise.synthesis.network import ComponentResults, NetworkResult
from kneewise.synthesis.run import NetworkRun, PairwiseRun

RATIOS = ("OR", "RR")


def show(run: PairwiseRun | NetworkRun) -> None:
    """Prints the result."""
    console = Console()
    if isinstance(run, PairwiseRun):
        _pairwise(run, console)
    else:
        _network(run, console)


def _value(x: float | None, ratio: bool) -> str:
    if x is None or not math.isfinite(x):
        return "–"
    return f"{math.exp(x) if ratio else x:.3f}"


def _range(limits: Any, ratio: bool) -> str:
    return "–" if limits is None else f"{_value(limits[0], ratio)} to {_value(limits[1], ratio)}"


def _p(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _pairwise(run: PairwiseRun, console: Console) -> None:
    result, measure = run.result, run.data.measure
    ratio = measure in RATIOS
    percent = f"{result.level * 100:g} %"
    heading = measure or "effect"
    if run.data.treatment:
        heading += f", {run.data.treatment} against {run.data.reference}"
    table = Table(title=f"{result.k} trials, {result.model} effects: {heading}", title_justify="left")
    for name, justify in (
        ("trial", "left"),
        (measure or "effect", "right"),
        (f"{percent} interval", "right"),
        ("weight", "right"),
    ):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]  # rich wants the literal
    for row in run.to_dict()["studies"]:
        table.add_row(row["study"], _value(row["estimate"], ratio), _range(row["ci"], ratio), f"{row['weight']:.1f} %")
    table.add_section()
    name = "average effect" if result.moderators is None else "intercept (all moderators 0)"
    table.add_row(name, _value(result.estimate, ratio), _range(result.ci, ratio), "")
    console.print(table)
    console.print(f"p = {_p(result.p)}; standard error {result.se:.4f}{' (log scale)' if ratio else ''}")
    if result.pi is not None:
        console.print(
            f"{percent} prediction interval for a new trial ({result.pi_convention}): {_range(result.pi, ratio)}"
        )
    if result.model == "random":
        console.print(
            f"Spread between trials: tau² = {result.tau2:.4f} ({result.tau2_method}), {percent} interval "
            f"{_range(result.tau2_ci, False)} (Q-profile); I² = {result.i2:.1f} %, H² = {result.h2:.2f}"
        )
    console.print(f"Q = {result.q.total:.2f} on {result.q.df} degrees of freedom, p = {_p(result.q.p)}")
    if result.moderators is not None:
        _coefficients(run, console)
    if run.bayes is not None:
        posterior = run.bayes
        console.print(
            f"Bayesian ({posterior.prior}): mean effect {_value(posterior.mu.median, ratio)} "
            f"({_range(posterior.mu.ci, ratio)}), new trial {_range(posterior.prediction.ci, ratio)}, "
            f"tau {posterior.tau.median:.3f} ({_range(posterior.tau.ci, False)})"
        )
    _extras(run.extras, console, ratio)
    for note in run.data.notes:
        console.print(f"Note: {note}")


def _coefficients(run: PairwiseRun, console: Console) -> None:
    table = Table("moderator", "change per unit", "interval", "p", title="Moderators", title_justify="left")
    for c in run.result.coefficients:
        table.add_row(c.name, f"{c.estimate:.4f}", _range(c.ci, False), _p(c.p))
    console.print(table)
    test = run.result.moderators
    assert test is not None
    explained = "" if test.r2 is None else f"; they explain {test.r2:.0f} % of tau²"
    console.print(f"All moderators together: p = {_p(test.p)}{explained}")


def _extras(extras: dict[str, Any], console: Console, ratio: bool) -> None:
    if "subgroups" in extras:
        test = extras["subgroups"]
        for name, group in test["groups"].items():
            console.print(
                f"{name}: {group['k']} trials, {_value(group['estimate'], ratio)} ({_range(group['ci'], ratio)})"
            )
        console.print(f"Difference between subgroups: p = {_p(test['p'])}")
    for key, words in (("leave_one_out", "Without"), ("cumulative", "Up to")):
        for row in extras.get(key, []):
            console.print(f"{words} {row['study']}: {_value(row['estimate'], ratio)} ({_range(row['ci'], ratio)})")
    if "influence" in extras:
        diagnostics = extras["influence"]
        marked = [s for s, hit in zip(diagnostics["studies"], diagnostics["influential"], strict=True) if hit]
        console.print(f"Influential trials: {', '.join(marked) if marked else 'none'}")
    if "egger" in extras:
        test = extras["egger"]
        console.print(f"Egger's test ({test['predictor']}): slope {test['slope']:.3f}, p = {_p(test['p'])}")
    if "trim_and_fill" in extras:
        filled = extras["trim_and_fill"]
        console.print(
            f"Trim and fill: {filled['missing']} trials missing on the {filled['side']}; with them "
            f"{_value(filled['result']['estimate'], ratio)} ({_range(filled['result']['ci'], ratio)})"
        )


def _network(run: NetworkRun, console: Console) -> None:
    parts = run.result.results if isinstance(run.result, ComponentResults) else (run.result,)
    if isinstance(run.result, ComponentResults):
        alone = len(run.result.alone)
        console.print(
            f"The trials form {len(parts) + alone} networks that nothing connects; each is shown on its own"
            f"{f' ({alone} of a single trial left out)' if alone else ''}."
        )
    for i, part in enumerate(parts):
        _one_network(part, run, i, console)
    for study, reason in run.data.left_out:
        console.print(f"Left out: {study}: {reason}")


def _one_network(result: NetworkResult, run: NetworkRun, index: int, console: Console) -> None:
    ratio = run.data.measure in RATIOS
    table = Table(
        title=f"{result.data.k} trials, {len(result.data.treatments)} treatments, {result.model} effects: "
        f"{run.data.measure or 'effect'} against {result.reference}",
        title_justify="left",
    )
    for column in ("treatment", "effect", "interval", "prediction", "p", "P-score"):
        table.add_column(column, justify="left" if column == "treatment" else "right")
    for e in sorted(result.effects(), key=lambda effect: -result.p_scores[effect.treatment]):
        pi = None if e.pi is None else (e.pi.low, e.pi.high)
        table.add_row(
            e.treatment,
            _value(e.estimate, ratio),
            _range((e.ci.low, e.ci.high), ratio),
            _range(pi, ratio),
            _p(e.p),
            f"{result.p_scores[e.treatment]:.2f}",
        )
    console.print(table)
    q = result.q
    console.print(
        f"tau² = {result.tau2:.4f} ({result.tau2_method or 'common'}); Q = {q.total.q:.2f} on {q.total.df} "
        f"(within designs {q.within.q:.2f}, between {q.between.q:.2f}); prediction by {result.pi_convention}"
    )
    if run.node_split:
        for split in result.node_split():
            values: dict[str, Any] = split.to_dict()
            p = values.get("p")
            console.print(
                f"{values['treat1']} v {values['treat2']}: direct {_value(values['direct'], ratio)}, indirect "
                f"{_value(values['indirect'], ratio)}, p = {'–' if p is None else _p(p)}"
            )
    if run.regression is not None and index == 0:
        for c in run.regression.slopes:
            console.print(f"{c.name}: {c.estimate:.4f} per unit ({_range(c.ci, False)}), p = {_p(c.p)}")
    if index < len(run.bayes):
        posterior = run.bayes[index].to_dict()
        table = Table(f"Bayesian ({posterior['prior']})", "effect", "interval", "SUCRA")
        for effect in posterior["effects"]:
            name = effect["treatment"]
            table.add_row(
                name,
                _value(effect["estimate"], ratio),
                _range(effect["ci"], ratio),
                f"{posterior['sucra'][name]:.2f}",
            )
        console.print(table)
    for note in result.notes:
        console.print(f"Note: {note}")
