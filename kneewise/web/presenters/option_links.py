"""From a citation to the page of the site that shows where a number comes from."""

from __future__ import annotations

from collections.abc import Iterable

from kneewise.outlook.table import MODEL
from kneewise.sources import Citation
from kneewise.web.environment import address


def link(citation: Citation, language: str) -> str:
    """The row that holds the number, else the methods page (for the model) or the source's own address."""
    if citation.source_id == MODEL:
        return address("methods", language)
    table, _, key = citation.row_id.partition(":")
    return address("row", language, table, key) if key else citation.url


def links(citations: Iterable[Citation], language: str) -> list[str]:
    """The addresses of several citations, each once, in order."""
    return [href for href in dict.fromkeys(link(c, language) for c in citations) if href]
