"""`kneewise synthesize`: arguments, one call into `kneewise.synthesis.run`, one renderer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kneewise.errors import InputError

if TYPE_CHECKING:
    from kneewise.synthesis.network import NetworkData
    from kneewise.synthesis.run import NetworkRun, Options, PairwiseRun

# Written out so that --help loads neither NumPy nor SciPy; a test holds them equal to the lists in the
# domain.
TAU2 = ("DL", "PM", "REML", "ML", "EB", "HE", "HS", "SJ")
MEASURES = ("MD", "SMD", "OR", "RR", "RD")
WINDOWS = ("6", "13", "26", "52", "104")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--evidence", metavar="OUTCOME", help="Instead of a file: the project's own trials, e.g. pain.")
@click.option("--window", type=click.Choice(WINDOWS), default="26", show_default=True, help="Weeks, for --evidence.")
@click.option("--model", type=click.Choice(["common", "random"]), default="random", show_default=True)
@click.option("--tau2", type=click.Choice(TAU2, case_sensitive=False), default="REML", show_default=True)
@click.option("--measure", type=click.Choice(MEASURES, case_sensitive=False), help="MD for means, OR for events.")
@click.option("--reference", metavar="T", help="Treatment that the others are compared with.")
@click.option("--small-values", type=click.Choice(["good", "bad"]), default="good", show_default=True)
@click.option("--hartung-knapp", is_flag=True, help="Hartung-Knapp intervals and tests (t).")
@click.option("--ad-hoc", is_flag=True, help="Hartung-Knapp, never narrower than without it.")
@click.option("--mods", metavar="A,B", default="", help="Moderator columns for meta-regression.")
@click.option("--node-split", is_flag=True, help="Network: direct against indirect evidence.")
@click.option("--bayes", is_flag=True, help="Add the Bayesian posterior, integrated over tau.")
@click.option(
    "--prior", metavar="P", help="Prior of tau: half-normal:S, half-cauchy:S, uniform:A:B, inverse-gamma:A:B."
)
@click.option("--pi", type=click.Choice(["HTS", "t(k-1)", "z"]), help="Convention of the prediction interval.")
@click.option("--level", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.95, show_default=True)
@click.option("--correction", type=click.Choice(["constant", "treatment-arm", "none"]), default="constant")
@click.option("--correct", "where", type=click.Choice(["zero-cells", "all", "if-any"]), default="zero-cells")
@click.option(
    "--zero-events",
    type=click.Choice(["error", "drop", "correct"]),
    default="error",
    show_default=True,
    help="Trials without events in every arm.",
)
@click.option("--smd-variance", type=click.Choice(["LS", "LS2", "UB"]), default="LS", show_default=True)
@click.option("--subgroup", metavar="COL", help="Pairwise: test of subgroups.")
@click.option("--cumulative", metavar="COL", help="Pairwise: pool in the order of this column.")
@click.option("--leave-one-out", is_flag=True)
@click.option("--influence", is_flag=True)
@click.option("--egger", is_flag=True, help="Small-study effects: Egger's test.")
@click.option("--trim-fill", is_flag=True)
@click.option("--components", is_flag=True, help="A network that falls apart: each part on its own.")
@click.option("--plot", type=click.Path(path_type=Path), help="Draw to FILE.svg or FILE.png.")
@click.option("--json", "as_json", is_flag=True)
def command(
    file: Path | None, evidence: str | None, window: str, plot: Path | None, as_json: bool, **given: Any
) -> None:
    """Pool trials: pairwise or network meta-analysis.

    FILE is a CSV table whose columns decide the kind: study,yi,vi[,moderators] · study,treat1,treat2,te,se ·
    study,treatment,n,mean,sd · study,treatment,n,events. Effects are treatment minus reference; te is treat1
    minus treat2; OR and RR are on the log scale.
    """
    from kneewise.synthesis.run import synthesize_network, synthesize_table

    if (file is None) == (evidence is None):
        raise InputError("FILE", "or --evidence is needed, one of the two", "E.g. kneewise synthesize trials.csv.")
    if plot is not None:
        from kneewise.charts.forest import check_path

        check_path(plot)
    options = _options(given, evidence is not None)
    if file is not None:
        from kneewise.synthesis.files import read_table

        run: PairwiseRun | NetworkRun = synthesize_table(read_table(file, options.measure), options)
    else:
        assert evidence is not None
        run = synthesize_network(_evidence(evidence, int(window), options), options)
    if plot is not None:
        _plot(run, plot)
    if as_json:
        import json

        click.echo(json.dumps(run.to_dict(), indent=2, ensure_ascii=False, allow_nan=False))
        return
    from kneewise.cli.synthesize_table import show

    show(run)
    if plot is not None:
        click.echo(f"Drawn: {plot}")


def _options(given: dict[str, Any], from_evidence: bool) -> Options:
    from kneewise.synthesis.run import Options

    values = dict(given)
    hartung_knapp, ad_hoc = values.pop("hartung_knapp"), values.pop("ad_hoc")
    values["hartung_knapp"] = "ad-hoc" if ad_hoc else "standard" if hartung_knapp else "none"
    values["mods"] = tuple(name.strip().lower() for name in values["mods"].split(",") if name.strip())
    for name in ("subgroup", "cumulative"):
        values[name] = values[name].lower() if values[name] else None
    values["per_component"] = values.pop("components") or from_evidence
    return Options(**values)


def _evidence(outcome: str, window: int, options: Options) -> NetworkData:
    """The project's own contrasts on 0-100 for one outcome and window."""
    from kneewise import evidence
    from kneewise.synthesis.run import usable_contrasts

    if options.measure not in (None, "MD"):
        raise InputError("--measure", f"is {options.measure}; --evidence is on 0-100 points", "Use MD.")
    if options.mods:
        raise InputError("--mods", "needs a file", "Export the evidence and add the column.")
    rows = evidence.load().network_data(outcome, window)
    if rows.is_empty():
        raise InputError(
            "--evidence", f"is '{outcome}', for which week {window} has no trials", "Try pain or function."
        )
    return usable_contrasts(rows.to_dicts(), "MD")


def _plot(run: PairwiseRun | NetworkRun, path: Path) -> None:
    from kneewise.charts.forest import ForestRow, forest, save
    from kneewise.synthesis.network import ComponentResults
    from kneewise.synthesis.run import PairwiseRun

    if isinstance(run, PairwiseRun):
        data = run.to_dict()
        rows = [ForestRow(s["study"], s["estimate"], s["ci"][0], s["ci"][1], s["weight"]) for s in data["studies"]]
        pi_low, pi_high = data["pi"] or (None, None)
        label = f"{run.result.model} effects"
        rows.append(ForestRow(label, run.result.estimate, *run.result.ci, 100.0, pi_low, pi_high, True))
        measure = run.data.measure
        between = "against" if measure in ("OR", "RR") else "minus"
        compared = f", {run.data.treatment} {between} {run.data.reference}" if run.data.treatment else ""
        title = f"{measure or 'Effect'}{compared}"
        save(forest(rows, axis_title=title, ratio=measure in ("OR", "RR")), path)
        return
    results = run.result.results if isinstance(run.result, ComponentResults) else (run.result,)
    rows = []
    for result in results:
        for effect in result.effects():
            pi = effect.pi
            rows.append(
                ForestRow(
                    f"{effect.treatment} v {effect.reference}",
                    effect.estimate,
                    effect.ci.low,
                    effect.ci.high,
                    None,
                    pi.low if pi else None,
                    pi.high if pi else None,
                    True,
                )
            )
    measure = run.data.measure
    picture = forest(rows, axis_title=f"{measure or 'Effect'} against the reference", ratio=measure in ("OR", "RR"))
    save(_beside(_graph(run.data), picture), path)


def _graph(data: NetworkData) -> dict[str, Any]:
    from kneewise.charts.network_graph import network_graph

    trials = [[data.treatments[a] for a in study.arms] for study in data.studies]
    return network_graph(data.treatments, trials)


def _beside(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    """Two specifications side by side; settings that Vega-Lite wants at the top are moved there."""
    settings: dict[str, Any] = {}
    for part in (left, right):
        for key in ("$schema", "config"):
            settings[key] = part.pop(key, settings.get(key))
    return {**settings, "hconcat": [left, right], "spacing": 30}
