"""Reading the tables as published: every value typed by the schema, every defect named by file, row and column."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from kneewise.errors import InputError, TooLargeError
from kneewise.evidence.schema import Field, Table, tables

# The largest table has 0.4 MB; a hundred times as much is not a table of this dataset.
LARGEST_FILE = 50_000_000

TYPES: dict[str, pl.DataType] = {
    "str": pl.String(),
    "list": pl.String(),
    "date": pl.Date(),
    "int": pl.Int64(),
    "float": pl.Float64(),
    "bool": pl.Boolean(),
}
WORDS = {"int": "a whole number", "float": "a number", "bool": "true or false", "date": "a date such as 2024-05-31"}


def read_text_table(table: Table, folder: Path) -> pl.DataFrame:
    """The table as text, columns checked against the schema; empty cells are null.

    Raises InputError if the file is missing, is not a CSV file, or has other columns than the schema.
    """
    path = table.path(folder)
    if not path.is_file():
        raise InputError(str(path), "is missing", "Give a folder with every table of the dataset.")
    if path.stat().st_size > LARGEST_FILE:
        raise TooLargeError(str(path), f"is larger than {LARGEST_FILE // 1_000_000} MB", "Give a table of the dataset.")
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise InputError(str(path), "is not a CSV file in UTF-8", "Save the table as CSV, UTF-8.") from error
    if frame.columns != table.columns:
        missing = [name for name in table.columns if name not in frame.columns]
        unknown = [name for name in frame.columns if name not in table.columns]
        words = [f"lacks {', '.join(missing)}"] if missing else []
        words += [f"has the unknown column {', '.join(unknown)}"] if unknown else []
        raise InputError(
            str(path),
            " and ".join(words) or "has its columns in another order",
            f"The columns are {', '.join(table.columns)}.",
        )
    return frame


def _parsed(column: pl.Expr, field: Field) -> pl.Expr:
    if field.type == "bool":
        return column.replace_strict({"true": True, "false": False, "yes": True, "no": False}, default=None)
    if field.type == "date":
        return column.str.to_date("%Y-%m-%d", strict=False)
    if field.type == "int":
        number = column.cast(pl.Float64, strict=False)
        return pl.when(number == number.floor()).then(number).cast(pl.Int64)
    return column.cast(TYPES[field.type], strict=False)


def typed(text: pl.DataFrame, table: Table, name: str) -> pl.DataFrame:
    """The table with each column in the type of its field.

    Raises InputError naming file, row, column and value for the first value that is not of the field's type.
    """
    frame = text.select(_parsed(pl.col(field.name), field).alias(field.name) for field in table.fields)
    for before, after, field in zip(text.null_count().row(0), frame.null_count().row(0), table.fields, strict=True):
        if before == after:
            continue
        bad = text.with_row_index("row").filter(text[field.name].is_not_null() & frame[field.name].is_null())
        raise InputError(
            f"{name}, row {bad['row'][0] + 2}, column {field.name}",
            f"is {bad[field.name][0]!r}, not {WORDS[field.type]}",
            "Write the value as published, or leave the cell empty.",
        )
    lists = [field.name for field in table.fields if field.type == "list"]
    return frame.with_columns(
        pl.when(pl.col(name).is_null())
        .then(pl.lit([], dtype=pl.List(pl.String)))
        .otherwise(pl.col(name).str.split("|"))
        .alias(name)
        for name in lists
    )


def read_tables(folder: Path) -> dict[str, pl.DataFrame]:
    """Every table of the folder, typed; collections under another licence are read where they lie."""
    found: dict[str, pl.DataFrame] = {}
    for name, table in tables().items():
        if table.optional and not table.path(folder).is_file():
            continue
        found[name] = typed(read_text_table(table, folder), table, table.path(folder).name)
    return found


def content_hash(folder: Path) -> str:
    """SHA-256 over the names and bytes of the dataset's tables, in the order of the schema, as hexadecimal digits."""
    digest = hashlib.sha256()
    for table in tables().values():
        path = table.path(folder)
        if path.is_file():
            digest.update(table.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
