"""What a report is made of: built once, rendered by terminal, page, PDF, text and JSON; no renderer writes a sentence.

Report ─ sections: Section(id, title, layer, blocks)
         blocks: Text · Bullets · Callout · Table(rows of Cell) · Pictures(of Picture)
         sources: every cited source, numbered in order of first use
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from kneewise.charts import Drawing
from kneewise.report.plain import plain
from kneewise.sources import Citation, Source


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph with the sources of its numbers."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is a sentence or two."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box. ``urgent``: act now; ``note``: read before the rest; ``credit``: what is well done."""

    kind: Literal["urgent", "note", "credit"]
    title: str
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        assert all(len(row) == len(self.header) for row in self.rows), self.caption


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its caption. ``drawing.alt`` and ``drawing.rows`` are its text alternatives."""

    drawing: Drawing
    caption: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures side by side where there is room."""

    pictures: tuple[Picture, ...]


Block = Text | Bullets | Callout | Table | Pictures


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. ``layer`` 1 is the first screen, 2 the main part, 3 detail that a page may fold."""

    id: str
    title: str
    layer: Literal[1, 2, 3]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, eq=False)
class Report:
    """The whole report for one person; two reports are equal only if they are the same object.

    ``week`` is the time that all counts speak of. ``sources`` are numbered from 1 in order of first use; `number_of`
    gives a citation's number. ``raw`` holds intake, screening, outlook and values as they are, `data` the same as
    plain values for JSON and the API.
    """

    title: str
    language: str
    week: float
    date: str
    urgent: bool
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    footer: tuple[Text, ...]
    review: str
    versions: dict[str, str]
    raw: dict[str, Any]

    @cached_property
    def data(self) -> dict[str, Any]:
        """Intake, screening, outlook and values as plain values, worked out when first asked for."""
        made = {key: value.to_dict() if hasattr(value, "to_dict") else value for key, value in self.raw.items()}
        return plain(made)

    def number_of(self, citation: Citation) -> int:
        """The number printed for that citation. Raises KeyError for a source the report does not list."""
        return self.numbers[citation.source_id]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of every listed source."""
        return {source.source_id: number for number, source in enumerate(self.sources, start=1)}

    def section(self, section_id: str) -> Section | None:
        """The section of that id, or None."""
        return next((s for s in self.sections if s.id == section_id), None)


def citations_in(block: Block) -> tuple[Citation, ...]:
    """All citations of a block, in reading order."""
    match block:
        case Text():
            return block.citations
        case Bullets(items) | Callout(_, _, items):
            return tuple(c for item in items for c in item.citations)
        case Table():
            return tuple(c for row in block.rows for cell in row for c in cell.citations)
        case Pictures():
            return tuple(c for picture in block.pictures for c in picture.citations)


def words_in(section: Section) -> str:
    """The running text of a section, for counting words and reading grade (tables and pictures left out)."""
    parts = [section.title]
    for block in section.blocks:
        match block:
            case Text():
                parts.append(block.text)
            case Bullets(items):
                parts.extend(item.text for item in items)
            case Callout(_, title, items):
                parts.extend([title, *(item.text for item in items)])
    return "\n".join(parts)
