"""`kneewise outlook PERSON.yaml`: the numbers of the forecast, and how they depend on choices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kneewise.evidence import Dataset
    from kneewise.outlook.results import OptionForecast, Outlook

WEEKS = (6.0, 13.0, 26.0, 52.0, 104.0)


@click.command()
@click.argument("person", type=click.Path(path_type=Path))
@click.option("--option", "code", help="One option only, by code or by any name for it.")
@click.option("--outcome", type=click.Choice(["pain", "function"]), default="pain", show_default=True)
@click.option("--sensitivity", is_flag=True, help="How other choices of trials and model would move the headline.")
@click.option("--language", type=click.Choice(["en", "es"]))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    person: Path, code: str | None, outcome: str, sensitivity: bool, language: str | None, as_json: bool
) -> None:
    """The forecast of every option for the person in PERSON, in numbers.

    Effects are option minus comparison, in points on 0 to 100; negative means less pain (or less difficulty).
    """
    from kneewise import evidence
    from kneewise.candidacy.intake import Intake
    from kneewise.outlook import forecast, person_from_intake

    intake = Intake.from_yaml(person)
    dataset = evidence.load()
    outlook = forecast(person_from_intake(intake), dataset=dataset, language=language or intake.language or "en")
    chosen = _chosen(outlook, dataset, code)
    rows = _sensitivity(dataset, outlook, chosen, outcome) if sensitivity else None
    if as_json:
        _print_json(outlook, chosen, rows)
        return
    from rich.console import Console

    console = Console()
    _print_forecast(console, outlook, chosen, outcome)
    if rows is not None:
        _print_sensitivity(console, rows, outcome)


def _chosen(outlook: Outlook, dataset: Dataset, code: str | None) -> list[OptionForecast]:
    from kneewise.errors import NotFoundError

    if code is None:
        return list(outlook.options)
    wanted = dataset.treatment(code).code
    found = [o for o in outlook.options if o.treatment == wanted]
    if not found:
        known = ", ".join(o.treatment for o in outlook.options)
        raise NotFoundError("--option", f"is {code!r}, which is none of the options", f"Choose from {known}.")
    return found


def _sensitivity(
    dataset: Dataset, outlook: Outlook, chosen: list[OptionForecast], outcome: str
) -> list[dict[str, Any]]:
    """Effect at six months, for this person, of every chosen option under every variant of data and model."""
    from kneewise import words
    from kneewise.outlook.joint_source import joint_source
    from kneewise.outlook.options import option_specs
    from kneewise.synthesis.joint.variants import sensitivity

    specs = [option_specs()[o.treatment] for o in chosen if o.benefits and o.treatment != o.sham]
    asked = [(s.effect_of, s.sham, 26.0, outcome) for s in specs]
    found = sensitivity(dataset, asked, modifiers=joint_source(dataset).modifiers(outlook.person))
    base = {r.treatment: r.mean for r in found if r.variant == "all"}
    rows = []
    for r in found:
        centre = base[r.treatment]
        moves = None if r.mean is None or centre is None else r.mean - centre
        rows.append({**r.to_dict(), "words": words.text(r.message), "moves": moves})
    return rows


def _print_json(outlook: Outlook, chosen: list[OptionForecast], rows: list[dict[str, Any]] | None) -> None:
    import json

    from kneewise.report.as_json import plain

    data = plain(outlook)
    data["options"] = [plain(o) for o in chosen]
    if rows is not None:
        data["sensitivity"] = plain(rows)
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _print_forecast(console: Any, outlook: Outlook, chosen: list[OptionForecast], outcome: str) -> None:
    from rich.table import Table

    title = f"Effect on {outcome} by week, 95 % range at 26; better of 100; trials (n)"
    table = Table(title=title, box=None, padding=(0, 1, 0, 0), title_justify="left", pad_edge=False)
    table.add_column("option", no_wrap=True)
    table.add_column("comparison", no_wrap=True)
    for heading in ("6", "13", "26", "range", "52", "104", "of 100", "n"):
        table.add_column(heading, justify="right", no_wrap=True)
    for option in chosen:
        cells = []
        for week in WEEKS:
            b = option.benefit_at(outcome, week)  # type: ignore[arg-type]  # click allows only the two outcomes
            cells.append(f"{b.beyond_placebo.value:.0f}" if b else "–")
        span = "–"
        headline = option.benefit_at(outcome, 26.0)  # type: ignore[arg-type]
        people = "–"
        if headline is not None and headline.beyond_placebo.ci is not None:
            ci = headline.beyond_placebo.ci
            span = f"{ci.low:.0f}, {ci.high:.0f}"
            people = f"{headline.meaningful.count:.0f} v {headline.meaningful_sham.count:.0f}"
        table.add_row(option.treatment, option.sham, *cells[:3], span, *cells[3:], people, str(option.n_trials))
    console.print(table)
    for option in chosen:
        if option.refusal:
            console.print(f"{option.treatment}: {option.refusal}")
    console.print(f"[dim]Dataset {outlook.versions['dataset']}.[/dim]")


def _print_sensitivity(console: Any, rows: list[dict[str, Any]], outcome: str) -> None:
    from rich import box
    from rich.table import Table

    codes = list(dict.fromkeys(r["treatment"] for r in rows))
    for code in codes:
        table = Table(title=f"{code}: effect on {outcome} at 26 weeks", box=box.SIMPLE, title_justify="left")
        for heading in ("choice", "trials", "effect", "95 % range", "moves by"):
            table.add_column(heading, justify="left" if heading == "choice" else "right")
        for r in (r for r in rows if r["treatment"] == code):
            if r["mean"] is None or not r["n_trials"]:
                table.add_row(r["words"], "0", "–", "no trial of it is left", "–")
            else:
                span = f"{r['low']:.1f} to {r['high']:.1f}"
                table.add_row(r["words"], str(r["n_trials"]), f"{r['mean']:.1f}", span, f"{r['moves']:+.1f}")
        console.print(table)
