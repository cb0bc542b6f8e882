"""`kneewise check-page FILE|URL|-`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kneewise.claims import PageAudit


@click.command()
@click.argument("pages", nargs=-1, required=True, metavar="FILE|URL|- …")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (the contract is in docs/methods/page_audit.md).")
@click.option(
    "--html", "html_path", type=click.Path(path_type=Path), help="Write one HTML file with the claims marked."
)
@click.option("--pdf", "pdf_path", type=click.Path(path_type=Path), help="Write a PDF.")
@click.option("--compare", is_flag=True, help="What each of several pages says on price, success, risks and time.")
@click.option(
    "--language", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Of reasons and questions."
)
def command(
    pages: tuple[str, ...], as_json: bool, html_path: Path | None, pdf_path: Path | None, compare: bool, language: str
) -> None:
    """What a clinic's page claims, how it stands, and what it leaves out.

    FILE may be HTML, text, Markdown or PDF; URL is fetched; - reads what you paste. Several pages go with --compare.
    """
    from kneewise.errors import InputError

    if len(pages) > 1 and not compare:
        raise InputError("check-page", "reads one page at a time", "Give one page, or add --compare.")
    if compare and len(pages) < 2:
        raise InputError("--compare", "needs two or more pages", "Give another page.")
    if compare and (html_path or pdf_path):
        raise InputError("--compare", "has no HTML or PDF form", "Leave --html and --pdf out, or check one page.")
    if pages.count("-") > 1:
        raise InputError("-", "is given twice", "Only one page can be pasted.")
    audits = [_audit(page, language) for page in pages]
    if compare:
        _show_comparison(audits, as_json, language)
        return
    audit = audits[0]
    if html_path:
        from kneewise.claims.render import to_html

        _write(html_path, to_html(audit, language).encode())
    if pdf_path:
        from kneewise.claims.render import to_pdf

        _write(pdf_path, to_pdf(audit, language))
    if as_json:
        _print_json(audit.to_dict())
    elif not (html_path or pdf_path):
        from kneewise.claims.render import print_audit

        print_audit(audit, _console(), language)


def _audit(source: str, language: str) -> PageAudit:
    from kneewise.claims import audit
    from kneewise.claims.reading import read_bytes, read_page

    if source == "-":
        page = read_bytes(sys.stdin.buffer.read(), language=language)
    elif source.lower().startswith(("http://", "https://")):
        page = read_page(source, language=language)
    else:
        page = read_page(Path(source), language=language)
    return audit(page.text, title=page.title or None, url=page.url or None, language=language)


def _show_comparison(audits: list[PageAudit], as_json: bool, language: str) -> None:
    from kneewise.claims import compare_pages

    comparison = compare_pages(audits, language)
    if as_json:
        _print_json(comparison)
        return
    from kneewise.claims.render import print_comparison

    print_comparison(comparison, _console(), language)


def _console() -> Any:
    from rich.console import Console

    return Console()


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _write(path: Path, content: bytes) -> None:
    from kneewise.cli.files import write_whole

    write_whole(path, content)
    click.echo(f"Wrote {path}.", err=True)
