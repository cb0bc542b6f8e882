"""Texts of the dataset in the reader's language, and what a source is called whose title was not recorded.

Spanish stands beside English in the same row (``status`` and ``status_es``), so that one place holds both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlparse

from kneewise import words

# Kinds of source that are named when there is no title; every other kind is "a web page".
NAMED_KINDS = (
    "journal article", "systematic review", "guideline page", "regulator page", "trial registry record",
    "data repository", "seed page",
)  # fmt: skip
# The number with which the project's collected pages end, as in ``seed-page-003``.
SEED = "seed-page-"


def in_language(row: Mapping[str, Any], field: str, language: str) -> str:
    """The text of a field in that language; English where the row has no other, empty where it has none at all."""
    said = row.get(f"{field}_{language}") if language != "en" else None
    return str(said or row.get(field) or "")


def as_sentence(text: str) -> str:
    """The text with a capital first letter, to stand as a sentence of its own."""
    return text[:1].upper() + text[1:]


def source_label(row: Mapping[str, Any], trials: Sequence[str], language: str) -> str:
    """What a row of ``sources`` is called: its title, else what is known of it, put together.

    Parameters
    ----------
    row
        The row: kind, title, journal, doi and url.
    trials
        Labels of the trials whose figures were read from it; named if there is exactly one.
    language
        Of the words put together; titles stay as they are printed.
    """
    if row["title"]:
        return str(row["title"])
    kind = row["kind"] if row["kind"] in NAMED_KINDS else "web page"
    if kind == "seed page":
        return words.text("source-seed-page", language, number=str(row["source_id"]).removeprefix(SEED))
    parts = [words.text(f"source-{kind.replace(' ', '-')}", language)]
    if len(trials) == 1:
        parts = [words.text("source-of-trial", language, kind=parts[0], trial=trials[0])]
    parts += [str(part) for part in (row["journal"], _place(row)) if part]
    return ", ".join(parts)


def _place(row: Mapping[str, Any]) -> str:
    """The DOI, the register's number, the PubMed Central number or the host: what a reader can look up."""
    if row["doi"]:
        return f"doi {row['doi']}"
    address = urlparse(row["url"] or "")
    parts = [part for part in address.path.split("/") if part]
    known = [part for part in parts if part.startswith(("PMC", "NCT"))]
    host = address.netloc.removeprefix("www.").rstrip(".")
    if known:
        return known[-1]
    return f"PubMed {parts[-1]}" if "pubmed" in address.geturl() and parts and parts[-1].isdigit() else host
