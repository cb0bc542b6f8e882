"""Where a number comes from: `Source` (a publication) and `Citation` (a place in it)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One publication, page or register as listed in the ``sources`` table of the evidence dataset."""

    source_id: str
    title: str
    url: str
    year: int | None = None
    doi: str | None = None
    kind: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: ``Citation("whittle2025", "Analysis 1.1", url=…, row_id="syntheses:2")``.

    ``row_id`` names the row of the evidence dataset that holds the number, as ``table:key``.
    """

    source_id: str
    location: str = ""
    url: str = ""
    row_id: str = ""
