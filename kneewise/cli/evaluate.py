"""`kneewise evaluate`: how good the forecasts have been."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kneewise.outlook.evaluate import Evaluation, Score


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
@click.option("--outcome", type=click.Choice(["pain", "function"]), help="Only this outcome.")
@click.option("--fresh", is_flag=True, help="Measure again (a minute) instead of showing the kept record.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the JSON to this file.")
@click.option(
    "--plot", type=click.Path(path_type=Path), help="Write the calibration plot of the outcome (pain) as SVG."
)
def command(as_json: bool, outcome: str | None, fresh: bool, out: Path | None, plot: Path | None) -> None:
    """How good the forecasts have been: each trial left out and forecast from the others."""
    from kneewise import evidence
    from kneewise.outlook import evaluate

    dataset = evidence.load()
    record = None if fresh else evaluate.stored()
    if record is None or not evaluate.is_current(record, dataset):
        record = evaluate.evaluate(dataset)
    if plot:
        _plot(record, outcome or "pain", plot)
        return
    content = record.to_dict()
    if outcome:
        content["outcomes"] = {outcome: content["outcomes"][outcome]}
        content["arms"] = [a for a in content["arms"] if a["outcome"] == outcome]
    text = json.dumps(content, indent=1, ensure_ascii=False)
    if out:
        from kneewise.cli.files import write_whole

        write_whole(out, (text + "\n").encode())
    elif as_json:
        click.echo(text)
    else:
        _show(record, (outcome,) if outcome else ("pain", "function"))


def _plot(record: Evaluation, outcome: str, path: Path) -> None:
    """Promised against observed: of results to which forecasts gave a chance of q to lie below, how many did."""
    from itertools import accumulate

    from kneewise.charts import calibration_chart
    from kneewise.cli.files import write_whole

    measured = record.outcomes[outcome]
    observed = list(accumulate(measured.pit))[:-1]
    points = [((k + 1) / len(measured.pit), share) for k, share in enumerate(observed)]
    drawing = calibration_chart(
        points,
        alt=f"Promised and observed shares of {measured.overall.n_contrasts} contrasts ({outcome}); a perfect forecast "
        "lies on the diagonal.",
        x_label="forecast chance of lying below (%)",
        y_label="share that did (%)",
        headings=("forecast", "observed"),
    )
    write_whole(path, drawing.svg.encode())


def _line(name: str, s: Score) -> str:
    """One row of the table."""
    poolable = "    –" if s.skill_poolable is None else f"{s.skill_poolable:5.1f}"
    return (
        f"  {name:<16}{s.n_trials:>6}{s.n_contrasts:>7}{s.crps:>8.2f}{s.crps_no_effect:>8.2f}{s.crps_pairwise:>8.2f}"
        f"{s.skill_vs_no_effect:>9.1f}{s.skill_vs_pairwise:>9.1f}{poolable:>9}"
        f"{s.coverage_50:>7.0f}{s.coverage_80:>5.0f}{s.coverage_95:>5.0f}{s.bias:>7.1f}"
    )


_HEAD = (
    "                  trials contrasts  CRPS  none    pool   better than:               inside range    bias\n"
    "                                    own   eff.    ing    none,%  pooling,%  where   50%  80%  95%  points\n"
    "                                                                         possible,%"
)


def _show(record: Evaluation, outcomes: tuple[str, ...]) -> None:
    click.echo(f"Each trial left out and forecast from the others. {record.version}")
    for outcome in outcomes:
        measured = record.outcomes[outcome]
        click.echo(f"\nDifferences between arms: {outcome}\n{_HEAD}")
        click.echo(_line("all", measured.overall))
        for score in measured.by_class:
            click.echo(_line(score.group, score))
        for score in measured.by_window:
            click.echo(_line(f"week {score.group}", score))
        for score in measured.by_source:
            click.echo(_line(score.group, score))
    click.echo(
        "\nChange since baseline of whole arms\n"
        "  outcome   group       arms   CRPS  average  better,%   50%  80%  95%   bias"
    )
    for a in record.arms:
        if a.outcome in outcomes:
            click.echo(
                f"  {a.outcome:<10}{a.group:<12}{a.n_arms:>4}{a.crps:>7.2f}{a.crps_average:>9.2f}{a.skill:>10.1f}"
                f"{a.coverage_50:>6.0f}{a.coverage_80:>5.0f}{a.coverage_95:>5.0f}{a.bias:>7.1f}"
            )
    _show_responders(record)


def _show_responders(record: Evaluation) -> None:
    rows = record.responders
    if not rows:
        return
    people = sum(r.n for r in rows)
    observed = sum(r.observed * r.n for r in rows) / people
    predicted = sum(r.predicted * r.n for r in rows) / people
    error = sum(abs(r.observed - r.predicted) for r in rows) / len(rows)
    own, average = (sum(getattr(r, name) for r in rows) / len(rows) for name in ("log_score", "log_score_average"))
    click.echo(
        f"\nPeople who improved as the trial counted it: {len(rows)} arms, {people} people\n"
        f"  of 100: seen {observed:.0f}, forecast {predicted:.0f}; an arm was off by {error:.0f} on average\n"
        f"  log score per arm {own:.2f}; the same share for every arm {average:.2f} (larger is better)"
    )
