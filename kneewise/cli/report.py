"""`kneewise report PERSON.yaml`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("person", type=click.Path(path_type=Path))
@click.option("--html", "html_path", type=click.Path(path_type=Path), help="Write one HTML file.")
@click.option("--pdf", "pdf_path", type=click.Path(path_type=Path), help="Write a tagged PDF.")
@click.option("--text", "text_path", type=click.Path(path_type=Path), help="Write the summary as plain text.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON (`kneewise schema report` describes it).")
@click.option("--language", type=click.Choice(["en", "es"]), help="By default the file's, else English.")
@click.option("--options", "chosen", help="Two to four treatment codes to show in detail, with commas.")
@click.option("--week", help="The time that counts speak of: 6, 13, 26, 52 or 104 weeks.  [default: 26]")
def command(
    person: Path,
    html_path: Path | None,
    pdf_path: Path | None,
    text_path: Path | None,
    as_json_: bool,
    language: str | None,
    chosen: str | None,
    week: str | None,
) -> None:
    """Your report: every option compared, from the file PERSON about you.

    `kneewise interview` writes such a file; examples/ has five. Without an option the report is printed here.
    """
    from kneewise.candidacy.intake import Intake
    from kneewise.report.build import build
    from kneewise.report.voice import week_of

    picked = tuple(c.strip() for c in chosen.split(",") if c.strip()) if chosen else None
    intake = Intake.from_yaml(person)
    spoken = language or intake.language or "en"
    report = build(intake, language=spoken, chosen=picked, week=week_of(week, spoken, "--week"))
    if html_path:
        from kneewise.report.html import to_html

        _write(html_path, to_html(report).encode())
    if pdf_path:
        from kneewise.report.pdf import to_pdf

        _write(pdf_path, to_pdf(report))
    if text_path:
        from kneewise.report.text import to_text

        _write(text_path, to_text(report).encode())
    if as_json_:
        import json

        from kneewise.report.as_json import as_json

        click.echo(json.dumps(as_json(report), ensure_ascii=False, indent=1))
    elif not (html_path or pdf_path or text_path):
        from rich.console import Console

        from kneewise.report.terminal import print_report

        print_report(report, Console())


def _write(path: Path, content: bytes) -> None:
    from kneewise.cli.files import write_whole

    write_whole(path, content)
    click.echo(f"Wrote {path}.", err=True)
