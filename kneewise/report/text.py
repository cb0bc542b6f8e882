"""The report's summary as plain text: for mail, a note, a patient record or a screen reader.

No boxes and no columns, which a proportional font or a reader's voice would break: each row of a table is its name
with a line for each cell, each picture its sentence. Sections follow the two pages of the PDF that people take along,
with the hundred people and the harms; the sources are those cited in it, under the report's own numbers.
"""

from __future__ import annotations

import textwrap

from kneewise import words
from kneewise.report.blocks import Block, Bullets, Callout, Pictures, Report, Section, Table, Text, citations_in
from kneewise.sources import Citation

WIDTH = 76
# Of these only the pictures' sentences: the rest explains how to look at a picture.
ONLY_PICTURES = ("icons",)
SUMMARY = ("red-flags", "summary", "options", "icons", "harms", "candidacy", "questions", "next")


def _wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _said(report: Report, text: str, citations: tuple[Citation, ...]) -> str:
    """A sentence with the numbers of its sources behind it."""
    numbers = dict.fromkeys(report.number_of(c) for c in citations)
    return text + "".join(f" [{number}]" for number in numbers)


def _lines(report: Report, block: Block) -> list[str]:
    match block:
        case Text():
            return [_wrapped(_said(report, block.text, block.citations))]
        case Bullets(items):
            return ["\n".join(_wrapped(_said(report, i.text, i.citations), "- ") for i in items)]
        case Callout(_, title, items):
            return [_wrapped(title.upper()), *(_wrapped(_said(report, i.text, i.citations), "! ") for i in items)]
        case Table():
            return [_wrapped(f"{block.caption}:"), *_rows(report, block)]
        case Pictures():
            return [_wrapped(_said(report, p.drawing.alt, p.citations)) for p in block.pictures]


def _rows(report: Report, table: Table) -> list[str]:
    """Each row as its name, then a line for each cell that says something."""
    found = []
    for name, *cells in table.rows:
        lines = [_wrapped(_said(report, name.text, name.citations))]
        for heading, cell in zip(table.header[1:], cells, strict=True):
            if cell.text != "–":
                lines.append(_wrapped(_said(report, f"{heading}: {cell.text}", cell.citations), "  ", "    "))
        found.append("\n".join(lines))
    return found


def _section(report: Report, section: Section) -> list[str]:
    blocks = [b for b in section.blocks if section.id not in ONLY_PICTURES or isinstance(b, Pictures)]
    body = [line for block in blocks for line in _lines(report, block)]
    return [f"{section.title}\n{'-' * len(section.title)}", *body]


def to_text(report: Report) -> str:
    """The summary, lines of at most `WIDTH` characters (longer only where an address is)."""
    shown = [section for key in SUMMARY if (section := report.section(key)) is not None]
    cited = {report.number_of(c) for section in shown for block in section.blocks for c in citations_in(block)}
    parts = [f"{report.title}\n{'=' * len(report.title)}\n{report.date}"]
    parts += [part for section in shown for part in _section(report, section)]
    heading = words.text("report-sources", report.language)
    parts.append(f"{heading}\n{'-' * len(heading)}")
    for number, source in enumerate(report.sources, start=1):
        if number in cited:
            said = f"{source.title}{f', {source.year}' if source.year else ''}. {source.url}".strip()
            parts.append(_wrapped(said, f"[{number}] "))
    parts += [_wrapped(line.text) for line in report.footer]
    return "\n\n".join(parts) + "\n"
