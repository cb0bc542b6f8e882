"""The report as one HTML file that needs nothing else: no script, no request, a policy that forbids both."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kneewise import words
from kneewise.report.blocks import Cell, Report, Table
from kneewise.sources import Citation, Source

if TYPE_CHECKING:
    from markupsafe import Markup

    # From citations to what stands after a text.
    Marks = Callable[[tuple[Citation, ...]], Markup]
# Where the mark of a citation with its printed number leads.
Href = Callable[[Citation, int], str]
SourceHref = Callable[[Source], str]
TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Any:
    """The Jinja2 environment of report templates; the site adds this folder to its own search path."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def marks_of(report: Report, href: Href) -> Marks:
    """A function from citations to the marks that stand after a text: each source once, in order.

    A report has hundreds of marks, and most are the same in the next person's report, so they are kept; ``href`` must
    give the same address for the same citation and number.
    """

    numbers = report.numbers

    def marks(citations: tuple[Citation, ...]) -> Markup:
        return _marks(tuple((numbers[c.source_id], c) for c in citations), href, report.language)

    return marks


@lru_cache(maxsize=8192)
def _marks(cited: tuple[tuple[int, Citation], ...], href: Href, language: str) -> Markup:
    from markupsafe import Markup, escape

    first: dict[int, Citation] = {}
    for number, citation in cited:
        first.setdefault(number, citation)
    links = (
        f'<a class="cite" href="{escape(href(citation, number))}" '
        f'aria-label="{escape(words.text("report-source-number", language, n=number))}">{number}</a>'
        for number, citation in first.items()
    )
    return Markup("".join(links))  # noqa: S704 (every part is escaped above)


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    """Names, counts and reasons come again in most reports."""
    from markupsafe import escape

    return str(escape(text))


def cells_of(table: Table, marks: Marks) -> Markup:
    """The rows of a table's body. A report has some six hundred cells: in the template they took half of its time."""
    from markupsafe import Markup

    def inside(cell: Cell) -> str:
        return f"{_escaped(cell.text)}{marks(cell.citations)}" if cell.citations else _escaped(cell.text)

    labels = [_escaped(heading) for heading in table.header[1:]]
    rows = (
        f'<tr><th scope="row">{inside(row[0])}</th>'
        + "".join(f'<td data-label="{label}">{inside(cell)}</td>' for label, cell in zip(labels, row[1:], strict=True))
        + "</tr>"
        for row in table.rows
    )
    return Markup("".join(rows))  # noqa: S704 (every part is escaped above)


def source_items(report: Report, href: SourceHref) -> Markup:
    """The items of the list of sources; most are the same in the next report."""
    from markupsafe import Markup

    items = (
        f'<li id="source-{number}">{_source_line(source, href)}</li>'
        for number, source in enumerate(report.sources, start=1)
    )
    return Markup("".join(items))  # noqa: S704 (every part is escaped in _source_line)


@lru_cache(maxsize=4096)
def _source_line(source: Source, href: SourceHref) -> str:
    year = f" ({source.year})" if source.year else ""
    return f'<a href="{_escaped(href(source))}" rel="noreferrer">{_escaped(source.title)}</a>{year}'


def _source_in_file(source: Source) -> str:
    return source.url or "#sources"


def _in_file(citation: Citation, number: int) -> str:
    """In the self-contained file a mark leads to the list at its end."""
    return f"#source-{number}"


def to_html(report: Report) -> str:
    """A complete page; citations point to the list of sources at its end, the list to the publications."""
    style = (TEMPLATES / "report" / "file.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = environment().get_template("report/file.html")
    return template.render(
        report=report,
        style=style,
        style_hash=digest,
        marks=marks_of(report, _in_file),
        cells_of=cells_of,
        source_href=_source_in_file,
        source_items=source_items,
        t=lambda message_id, **arguments: words.text(message_id, report.language, **arguments),
    )
