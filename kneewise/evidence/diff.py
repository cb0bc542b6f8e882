"""What changed between two copies of the dataset: rows added, removed and changed, table by table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from kneewise.evidence.dataset import Dataset
from kneewise.evidence.schema import tables


@dataclass(frozen=True, slots=True)
class Change:
    """One changed cell: the value before and after, as text."""

    key: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TableDiff:
    """The changes of one table, by row name."""

    table: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.added or self.removed or self.changed)


def diff(
    old: Dataset, new: Dataset, estimates: Callable[[Dataset, Dataset], list[str]] | None = None
) -> tuple[list[TableDiff], list[str]]:
    """The tables that differ, and what ``estimates`` says about the results (one sentence each; none without it).

    ``estimates`` is a function of the two datasets, so that this package knows no statistics.
    """
    names = [name for name in tables() if name in old.tables or name in new.tables]
    found = [table_diff(name, old, new) for name in names]
    return [one for one in found if not one.is_empty], estimates(old, new) if estimates else []


def table_diff(name: str, old: Dataset, new: Dataset) -> TableDiff:
    """The rows added, removed and changed in one table; a table that a copy lacks counts as empty."""
    key = tables()[name].key
    before = _by_key(old, name, key)
    after = _by_key(new, name, key)
    changed = [
        Change(row, field, str(before[row][field]), str(after[row][field]))
        for row in before
        if row in after
        for field in before[row]
        if before[row][field] != after[row].get(field)
    ]
    return TableDiff(
        name,
        tuple(row for row in after if row not in before),
        tuple(row for row in before if row not in after),
        tuple(changed),
    )


def _by_key(data: Dataset, name: str, key: str) -> dict[str, dict[str, object]]:
    frame = data.raw(name) if name in data.tables else pl.DataFrame({key: []})
    return {row[key]: row for row in frame.iter_rows(named=True)}
