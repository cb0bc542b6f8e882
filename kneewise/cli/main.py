"""The `kneewise` command. Each sub-command lives in its own module and is imported only when it is called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any

import click

from kneewise.errors import KneewiseError

# command: (module under kneewise.cli that defines `command`, one line of help). Help stands here so that
# `kneewise --help` imports none of the modules.
COMMANDS = {
    "report": ("report", "Your report: every option compared, from a file about you."),
    "interview": ("interview", "Answer questions in the terminal and write the file about you."),
    "outlook": ("outlook", "The forecast of every option for one person, with sensitivity."),
    "check-page": ("check_page", "What a clinic's page claims, how it stands, what it leaves out."),
    "evidence": ("evidence", "Check, show, compare and export the evidence."),
    "synthesize": ("synthesize", "Pool trials: pairwise or network meta-analysis."),
    "evaluate": ("evaluate", "How good the forecasts have been."),
    "economics": ("economics", "Lifetime costs and quality-adjusted life years of the options."),
    "plan": ("plan", "Preparation, day, aftercare and follow-up for a treatment, with calendar."),
    "claims": ("claims", "Rules and measurement of the page audit."),
    "schema": ("schema", "JSON Schema of the intake and the report."),
    "serve": ("serve", "The site, on this machine."),
}


class LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return importlib.import_module(f"kneewise.cli.{COMMANDS[cmd_name][0]}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kneewise")
def cli() -> None:
    """An honest second opinion on stem-cell treatment of the knee.

    kneewise informs. It does not tell anyone what to choose, and it does not replace a clinician.
    """


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; a person's mistake ends in one sentence on stderr and exit code 2, never in a traceback."""
    # A command lives for a second: collecting the garbage of its imports again and again would be a tenth of that.
    gc.set_threshold(100_000)
    try:
        return cli.main(args=arguments, standalone_mode=True)
    except KneewiseError as error:
        click.echo(f"kneewise: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        # Our mistake, not the person's. KNEEWISE_DEBUG=1 shows where.
        if os.environ.get("KNEEWISE_DEBUG"):
            raise
        click.echo(
            f"kneewise: something went wrong inside ({type(error).__name__}: {error}). Nothing half-written was left. "
            "Run again with KNEEWISE_DEBUG=1 to see where, and report it.",
            err=True,
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
