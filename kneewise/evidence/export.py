"""Writing the dataset out: a Frictionless data package of CSV or Parquet files with its data dictionary."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import polars as pl

from kneewise.errors import InputError
from kneewise.evidence.dataset import Dataset
from kneewise.evidence.dictionary import dictionary
from kneewise.evidence.schema import GPL_FOLDER, Field, Table, tables

FORMATS = ("csv", "parquet")
FRICTIONLESS_TYPES = {
    "str": "string",
    "list": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "date": "date",
}
GPL = {
    "name": "GPL-3.0",
    "title": "GNU General Public License 3.0",
    "path": "https://www.gnu.org/licenses/gpl-3.0.html",
}


def export(data: Dataset, target: Path, *, format: str = "csv", include_gpl: bool = False) -> list[Path]:
    """Write every table, the harmonised rows, ``datapackage.json`` and the dictionary; returns the files.

    Everything is written beside the target under a temporary name and moved into place at the end, so that a failure
    leaves nothing. The collections under GPL-3.0 are written only on request, with their notice.
    Raises InputError if the target exists and is not an empty folder, or if the format is not known.
    """
    if format not in FORMATS:
        raise InputError("format", f"is {format!r}", f"The formats are {' and '.join(FORMATS)}.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(str(target), "is there already and not an empty folder", "Give a new folder.")
    if not target.parent.is_dir():
        raise InputError(str(target.parent), "is not a folder", "Make it first, or give another place.")
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        _write_all(data, draft, format, include_gpl)
        if target.exists():
            target.rmdir()
        draft.chmod(0o755)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return sorted(path for path in target.rglob("*") if path.is_file())


def _write_all(data: Dataset, folder: Path, format: str, include_gpl: bool) -> None:
    chosen = [table for table in tables().values() if table.name in data.tables and (include_gpl or not table.optional)]
    for table in chosen:
        _write(data.raw(table.name), table.path(folder).with_suffix(f".{format}"), format)
    harmonised = {
        "outcomes": data.outcomes(include_excluded=True, include_baseline=True),
        "contrasts": data.contrasts(include_excluded=True),
        "responders": data.responders(include_excluded=True),
        "harms": data.harms(include_excluded=True),
    }
    for name, frame in harmonised.items():
        _write(frame, folder / "harmonised" / f"{name}.{format}", format)
    if include_gpl and (data.folder / GPL_FOLDER / "NOTICE.md").is_file():
        shutil.copy(data.folder / GPL_FOLDER / "NOTICE.md", folder / GPL_FOLDER / "NOTICE.md")
    (folder / "data_dictionary.md").write_text(dictionary(), encoding="utf-8")
    package = data_package(data, chosen, format)
    (folder / "datapackage.json").write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _write(frame: pl.DataFrame, path: Path, format: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if format == "parquet":
        frame.write_parquet(path)
        return
    lists = [name for name, dtype in frame.schema.items() if dtype == pl.List(pl.String)]
    frame.with_columns(pl.col(name).list.join("|").replace("", None) for name in lists).write_csv(path)


def data_package(data: Dataset, chosen: list[Table], format: str) -> dict[str, object]:
    """The Frictionless description: version, licences, and per table its fields, keys and references."""
    resources = []
    for table in chosen:
        resource: dict[str, object] = {
            "name": table.name,
            "path": str(table.path(Path()).with_suffix(f".{format}")),
            "format": format,
            "schema": {
                "fields": [_field(field) for field in table.fields],
                "primaryKey": table.key,
                "foreignKeys": _foreign_keys(table),
            },
        }
        if table.optional:
            resource["licenses"] = [GPL]
        resources.append(resource)
    return {**data.package, "version": data.version, "resources": resources}


def _field(field: Field) -> dict[str, object]:
    description = f"{field.meaning} ({field.unit})" if field.unit else field.meaning
    constraints: dict[str, object] = {"required": field.required}
    if field.allowed:
        constraints["enum"] = list(field.allowed)
    return {
        "name": field.name,
        "type": FRICTIONLESS_TYPES[field.type],
        "description": description,
        "constraints": constraints,
    }


def _foreign_keys(table: Table) -> list[dict[str, object]]:
    keys: list[dict[str, object]] = []
    for field in table.fields:
        target, _, column = field.references.partition(".")
        # Combinations a+b and lists point to treatments in a way that Frictionless cannot say.
        if column and field.type != "list":
            keys.append({"fields": field.name, "reference": {"resource": target, "fields": column}})
    return keys
