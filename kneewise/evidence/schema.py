"""The schema table: one row per field, from which loading, typing, checks and documentation come."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

# Collections whose licence differs from the dataset's own stay in a folder of their own; loading works without them.
GPL_FOLDER = "gpl"
GPL_TABLES = ("timecourse_osteopain", "timecourse_ha")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of one table: its type, unit, meaning, keys and allowed values."""

    table: str
    name: str
    type: str
    unit: str
    required: bool
    primary: bool
    references: str
    allowed: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of one table, in the order of its file."""

    name: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> list[str]:
        """The names of the fields, in order."""
        return [field.name for field in self.fields]

    @property
    def key(self) -> str:
        """The field that names a row."""
        return next(field.name for field in self.fields if field.primary)

    @property
    def optional(self) -> bool:
        """Whether the dataset loads without this table."""
        return self.name in GPL_TABLES

    def path(self, folder: Path) -> Path:
        """Where the table lies inside a dataset's folder."""
        return folder / GPL_FOLDER / f"{self.name}.csv" if self.optional else folder / f"{self.name}.csv"


@lru_cache(maxsize=1)
def tables() -> dict[str, Table]:
    """Every table of the dataset by name, in the order of the schema file."""
    found: dict[str, list[Field]] = {}
    with (DATA / "schema.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            field = Field(
                table=row["table"],
                name=row["field"],
                type=row["type"],
                unit=row["unit"],
                required=row["required"] == "yes",
                primary=row["key"] == "primary",
                references=row["references"],
                allowed=tuple(value for value in row["allowed"].split(";") if value),
                meaning=row["meaning"],
            )
            found.setdefault(field.table, []).append(field)
    return {name: Table(name, tuple(fields)) for name, fields in found.items()}
