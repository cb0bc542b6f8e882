"""`kneewise evidence`: check, show, list, export and compare the evidence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from kneewise.evidence.dataset import Dataset
    from kneewise.evidence.describe import Block

FOLDER = click.option("--data", "folder", type=click.Path(path_type=Path), help="Another copy of the dataset.")
SHOWN_IDS = 10


@click.group()
def command() -> None:
    """Check, show, compare and export the evidence."""


def _console() -> Console:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


@command.command()
@FOLDER
def check(folder: Path | None) -> None:
    """Counts, problems, and what is kept out of calculations, with reasons. Exit code 1 on a contradiction."""
    from kneewise.errors import DataError
    from kneewise.evidence.checks import check_folder
    from kneewise.evidence.dataset import load
    from kneewise.evidence.schema import DATA

    console = _console()
    findings = check_folder(folder or DATA)
    wrong = [finding for finding in findings if finding.severity == "contradiction"]
    for finding in findings:
        console.print(f"{finding.severity}: {finding.sentence} [{finding.check}]", markup=False, soft_wrap=True)
    if any(finding.check == "values_typed" for finding in wrong):
        raise DataError("The dataset cannot be read.")
    data = load(folder)
    _print_counts(console, data)
    _print_exclusions(console, data)
    if wrong:
        raise DataError(f"The dataset contradicts itself in {len(wrong)} place{'s' if len(wrong) > 1 else ''}.")
    console.print(f"\nNo contradictions. {len(findings)} warnings. Dataset {data.version}.")


def _print_counts(console: Console, data: Dataset) -> None:
    console.print(f"Evidence {data.version}\n\nRows per table")
    for name in data.tables:
        console.print(f"  {name:<22}{len(data.raw(name)):>6}")
    console.print("\nUsable rows per window (weeks)        6    13    26    52   104")
    for outcome in ("pain", "function"):
        rows = [len(data.outcomes(outcome, window)) for window in (6, 13, 26, 52, 104)]
        published = [len(data.contrasts(outcome, window)) for window in (6, 13, 26, 52, 104)]
        trials = [data.network_data(outcome, window)["study"].n_unique() for window in (6, 13, 26, 52, 104)]
        for label, counts in (("groups", rows), ("differences", published), ("knee OA trials to pool", trials)):
            console.print(f"  {outcome + ': ' + label:<32}" + "".join(f"{count:>6}" for count in counts))


def _print_exclusions(console: Console, data: Dataset) -> None:
    import polars as pl

    reason = pl.col("exclusion").str.split(":").list.first().alias("rule")
    sentences = dict(data.rules.select("rule", "sentence").iter_rows())
    frames = {
        "outcomes": (data.outcomes(include_excluded=True, include_baseline=True), "trial_id"),
        "contrasts": (data.contrasts(include_excluded=True), "trial_id"),
        "responders": (data.responders(include_excluded=True), "trial_id"),
        "harms": (data.harms(include_excluded=True), "trial_id"),
        "facts": (data.facts, "fact_id"),
    }
    console.print("\nKept out of calculations")
    for table, (frame, names) in frames.items():
        out = frame.filter(pl.col("used").not_()).with_columns(reason)
        for (rule,), rows in out.group_by(["rule"], maintain_order=True):
            ids = rows[names].unique(maintain_order=True).to_list()
            more = f" and {len(ids) - SHOWN_IDS} more" if len(ids) > SHOWN_IDS else ""
            console.print(
                f"  {table}: {len(rows)} rows, {rule}: {sentences.get(str(rule), '')} "
                f"({', '.join(ids[:SHOWN_IDS])}{more})",
                markup=False,
                soft_wrap=True,
            )
    flagged = data.outcomes(include_excluded=True).filter(pl.col("flag").is_not_null())
    console.print("\nUsed, and left out by a sensitivity analysis")
    for (flag,), rows in flagged.group_by(["flag"], maintain_order=True):
        trials = ", ".join(rows["trial_id"].unique(maintain_order=True)[:SHOWN_IDS])
        console.print(f"  {len(rows)} outcome rows ({trials}): {flag}", markup=False, soft_wrap=True)


@command.command()
@click.argument("name")
@FOLDER
def show(name: str, folder: Path | None) -> None:
    """Everything known about a TRIAL, TREATMENT or FACT, with sources."""
    from kneewise.evidence.dataset import load
    from kneewise.evidence.describe import describe

    console = _console()
    for block in describe(load(folder), name):
        _print_block(console, block)


def _print_block(console: Console, block: Block) -> None:
    from rich.table import Table

    console.print(f"\n[bold]{block.title}[/bold]")
    for line in block.lines:
        console.print(f"  {line}", markup=False)
    if block.rows:
        table = Table(box=None, pad_edge=False)
        for column in block.columns:
            table.add_column(column.replace("_", " "), overflow="fold")
        for row in block.rows:
            table.add_row(*row)
        console.print(table)
    for source in block.sources:
        console.print(f"  source: {source}", markup=False, style="dim", soft_wrap=True)


@command.command(name="list")
@click.argument("what", type=click.Choice(["trials", "treatments", "facts"]))
@FOLDER
def list_(what: str, folder: Path | None) -> None:
    """The names of all trials, treatments or facts, one per line."""
    from kneewise.evidence.dataset import load

    data = load(folder)
    columns = {
        "trials": (data.trials, ["trial_id", "label", "title"]),
        "treatments": (data.treatments, ["code", "treatment_class", "name"]),
        "facts": (data.facts, ["fact_id", "use", "treatment", "quantity", "value", "unit"]),
    }
    frame, wanted = columns[what]
    for row in frame.select(wanted).iter_rows():
        click.echo("\t".join("" if value is None else str(value) for value in row))


@command.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--include-gpl", is_flag=True, help="Also the two time-course tables, which are under GPL-3.0.")
@FOLDER
def export(target: Path, format_: str, include_gpl: bool, folder: Path | None) -> None:
    """Write the dataset to a new folder: tables, harmonised rows, data package and data dictionary."""
    from kneewise.evidence.dataset import load
    from kneewise.evidence.export import export as write

    data = load(folder)
    files = write(data, target, format=format_, include_gpl=include_gpl)
    click.echo(f"{len(files)} files in {target}, dataset {data.version}.")


@command.command()
@click.argument("old", type=click.Path(path_type=Path))
@FOLDER
def diff(old: Path, folder: Path | None) -> None:
    """What changed against an OLD copy: rows added, removed and changed."""
    from kneewise.evidence.dataset import load
    from kneewise.evidence.diff import diff as compare

    tables, _ = compare(load(old), load(folder))
    if not tables:
        click.echo("The two copies are the same.")
    for table in tables:
        rows = len({change.key for change in table.changed})
        click.echo(f"{table.table}: {len(table.added)} added, {len(table.removed)} removed, {rows} changed")
        for sign, keys in (("+", table.added), ("-", table.removed)):
            for key in keys:
                click.echo(f"  {sign} {key}")
        for change in table.changed:
            click.echo(f"  ~ {change.key} {change.field}: {change.old} -> {change.new}")
