"""`kneewise plan TREATMENT --start DATE`: preparation, day, aftercare and follow-up, with calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kneewise.evidence.dataset import Dataset
    from kneewise.pathway.plan import Plan, PlanItem


@click.command()
@click.argument("treatment")
@click.option("--start", "written", required=True, help="Day of the procedure or start, such as 2026-12-01.")
@click.option("--person", type=click.Path(path_type=Path), help="The file about you (`kneewise interview` writes it).")
@click.option("--ics", type=click.Path(path_type=Path), help="Write a calendar file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--language", type=click.Choice(["en", "es"]), help="By default the file's, else English.")
def command(
    treatment: str, written: str, person: Path | None, ics: Path | None, as_json: bool, language: str | None
) -> None:
    """Your plan for TREATMENT (a code or a name, such as bmac, "cortisone", "knee replacement", exercise)."""
    from kneewise import evidence
    from kneewise.candidacy.intake import Intake
    from kneewise.pathway.dates import parse_start
    from kneewise.pathway.plan import plan

    start = parse_start(written)
    intake = Intake.from_yaml(person) if person else Intake()
    dataset = evidence.load()
    made = plan(treatment, start, intake, dataset, language=language)
    if ics:
        from kneewise.cli.files import write_whole
        from kneewise.words import text

        write_whole(ics, made.to_ics())
        click.echo(text("plan-written", made.language, path=str(ics)), err=True)
    if as_json:
        import json

        click.echo(json.dumps(made.to_dict(), ensure_ascii=False, indent=1))
    elif not ics:
        show(made, dataset, date.today())


def show(plan: Plan, dataset: Dataset, today: date) -> None:
    """The plan in the terminal: cautions, parts with dates, numbered sources; what should be done by now is said so."""
    from kneewise.pathway.blocks import PARTS
    from kneewise.pathway.plan import source_title
    from kneewise.words import text

    lang = plan.language
    click.echo(click.style(text("plan-heading", lang, treatment=plan.name), bold=True))
    click.echo(text(f"plan-start-{plan.anchor}", lang, date=plan.start.isoformat()))
    for caution in plan.cautions():
        click.echo(click.style(f"! {caution}", fg="red", bold=True))
    numbers: dict[tuple[str, str], int] = {}
    for part in PARTS:
        items = plan.part(part)
        if items:
            click.echo("\n" + click.style(text(f"plan-part-{part}", lang), underline=True))
        for item in items:
            marks = [numbers.setdefault((c.source_id, c.location), len(numbers) + 1) for c in item.citations]
            unsure = "" if item.certain else f" ({text('plan-unsure', lang)})"
            click.echo(f"  {_when(plan, item, today)}{click.style(item.title, bold=True)}{unsure}")
            click.echo(click.wrap_text(f"{item.text} {marks}", 96, "    ", "    "))
    click.echo("\n" + click.style(text("plan-sources", lang), underline=True))
    by_key = {(c.source_id, c.location): c for item in plan.items for c in item.citations}
    for key, number in numbers.items():
        citation = by_key[key]
        address = f" {citation.url}" if citation.url else ""
        click.echo(f"  [{number}] {source_title(citation, dataset, lang)}; {citation.location}.{address}")
    click.echo("\n" + text("plan-disclaimer", lang))


def _when(plan: Plan, item: PlanItem, today: date) -> str:
    from kneewise.words import text

    dates = dates_in_words(item, plan.language)
    return f"{text('plan-overdue', plan.language, when=dates[:-2])}. " if plan.overdue(item, today) else dates


def dates_in_words(item: PlanItem, language: str) -> str:
    """``2026-12-01: ``, a range, or for a step without date when it may be taken; empty for warnings."""
    from kneewise.words import text

    if item.date_from is None or item.date_to is None:
        return f"{text('plan-no-date', language)}: " if item.part == "ladder" else ""
    first, last = item.date_from.isoformat(), item.date_to.isoformat()
    return f"{first}: " if first == last else f"{text('plan-range', language, **{'from': first, 'to': last})}: "
