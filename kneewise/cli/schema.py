"""`kneewise schema intake|report`: JSON Schema, for those who write or read our files by program."""

from __future__ import annotations

import click


@click.command()
@click.argument("which", type=click.Choice(["intake", "report"]))
def command(which: str) -> None:
    """Print the JSON Schema of the intake (the file about a person) or of the report (`kneewise report --json`)."""
    import json

    if which == "intake":
        from kneewise.candidacy.intake import Intake

        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Intake.model_json_schema()
    else:
        from kneewise.report.as_json import schema as report_schema

        schema = report_schema()
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
