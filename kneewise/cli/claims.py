"""`kneewise claims`: the rules of the page audit, their own tests, and how good the audit is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.group()
def command() -> None:
    """Rules and measurement of the page audit."""


@command.group()
def rules() -> None:
    """The rules that find claims: data files with examples."""


@rules.command("test")
@click.option("--folder", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Rules of your own.")
def test_command(folder: Path | None) -> None:
    """Try every rule on the examples it must find and must pass over."""
    from kneewise.claims.rulebook import load_rules, rulebook
    from kneewise.claims.ruletest import check_rules
    from kneewise.errors import InputError

    try:
        book = load_rules(folder) if folder else rulebook()
    except (ValueError, OSError, KeyError) as error:
        raise InputError("the rules", f"cannot be used: {error}", "Mend the file named.") from error
    failures = check_rules(book)
    for failure in failures:
        verb = "does not find" if failure.wanted == "finds" else "should pass over"
        click.echo(f"{failure.rule}: {verb} {failure.example!r}")
    examples = sum(len(r.finds) + len(r.passes) for r in book.rules)
    click.echo(f"{len(book.rules)} rules, {examples} examples, {len(failures)} wrong. Version {book.version}.")
    if failures:
        raise SystemExit(1)


@rules.command("list")
@click.option("--type", "kind", help="Only rules of this type of claim.")
def list_command(kind: str | None) -> None:
    """Every rule with its type and first example."""
    from kneewise.claims.rulebook import rulebook
    from kneewise.errors import InputError

    book = rulebook()
    if kind is not None and kind not in book.types:
        raise InputError("--type", f"is {kind!r}", f"Choose one of {', '.join(book.types)}.")
    for rule in book.rules:
        if kind in (None, rule.type):
            name = f"{rule.type}/{rule.subtype}" if rule.subtype else rule.type
            click.echo(f"{rule.id:32} {name:28} {rule.finds[0]!r}")


@command.command()
@click.option("--split", type=click.Choice(["seeds", "dev", "train", "heldout"]), default="dev", show_default=True)
@click.option("--seeds", type=click.Path(path_type=Path), help="Folder of the seed pages (not part of kneewise).")
@click.option("--pages", "prefix", default="", help="Only pages whose file name starts with this.")
@click.option("--json", "as_json", is_flag=True, help="All figures as JSON.")
def evaluate(split: str, seeds: Path | None, prefix: str, as_json: bool) -> None:
    """How good the audit is on pages annotated by hand."""
    from kneewise.claims.evaluate import SEEDS_VARIABLE, seeds_folder
    from kneewise.claims.evaluate import evaluate as measure

    folder = seeds_folder(seeds) if split == "seeds" else None
    if split == "seeds" and folder is None:
        click.secho(
            f"!! The seed pages were NOT found, so NOTHING was measured. Give --seeds or {SEEDS_VARIABLE}.",
            fg="yellow",
            bold=True,
            err=True,
        )
        raise SystemExit(2)
    figures = measure(split, folder, prefix=prefix)
    click.echo(json.dumps(figures, indent=2) if as_json else _table(figures))


def _table(figures: dict[str, Any]) -> str:
    from kneewise.claims.evaluate import main_figures

    lines = [f"{figures['split']}: {figures['pages']} pages, {figures['claims_annotated']} annotated claims", ""]
    lines.append(f"{'kind':30}{'right':>6}{'extra':>6}{'missed':>7}{'prec':>7}{'recall':>7}{'F1':>7}")
    rows = [*figures["kinds"].items(), ("ALL, any overlap", figures["relaxed"]), ("ALL, IoU >= 0.5", figures["iou"])]
    for kind, row in rows:
        shares = "".join(_percent(row[name]) for name in ("precision", "recall", "f1"))
        lines.append(f"{kind:30}{row['right']:>6}{row['extra']:>6}{row['missed']:>7}{shares}")
    lines += ["", "figure (95 % interval by page)"]
    for name, value in main_figures(figures).items():
        low, high = figures["intervals"].get(name) or (None, None)
        lines.append(f"  {name:24}{_percent(value)}  ({_percent(low).strip()} to {_percent(high).strip()})")
    lines += ["", "verdicts (rows: annotated, columns: given)"]
    labels = list(figures["confusion"])
    lines.append(" " * 20 + "".join(f"{label[:12]:>13}" for label in labels))
    lines += [f"{g:20}" + "".join(f"{figures['confusion'][g][c]:>13}" for c in labels) for g in labels]
    lines.append(f"contradicted claims called supported: {figures['contradicted_called_supported']}")
    lines.append(f"claims found on {figures['quiet_pages']} pages without any: {figures['claims_on_quiet_pages']}")
    lines.append(f"pages with claims on which none was found: {figures['silent_pages']}")
    lines += ["", "stance F1: " + ", ".join(f"{k} {_percent(v).strip()}" for k, v in figures["stance"]["f1"].items())]
    lines += ["", f"{'omission':20}{'prec':>8}{'recall':>8}   (of items left out)"]
    for item, row in figures["omissions"]["items"].items():
        lines.append(f"{item:20}{_percent(row['missing']['precision']):>8}{_percent(row['missing']['recall']):>8}")
    return "\n".join(lines)


def _percent(value: float | None) -> str:
    return "      -" if value is None else f"{value:7.3f}"
