"""A person's own table of trials: read, checked cell by cell, and turned into effects.

The columns decide what it is:

=====================================
========================================================================= ``study, yi, vi`` (+ moderators)
  one effect and its variance per trial: pairwise ``study, treat1, treat2, te, se``      one comparison per
  row, te = treat1 minus treat2: network
``study, treatment, n, mean, sd``      one arm per row: pairwise with two treatments, otherwise network
``study, treatment, n, events``        the same with events
=====================================
=========================================================================

Every problem is an InputError that names the row as the person sees it (the heading is row 1) and the column;
all problems of a file are reported together.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kneewise.errors import InputError, InputErrors, NotFoundError, TooLargeError
from kneewise.synthesis.effect_sizes import (
    BINARY_MEASURES,
    CONTINUOUS_MEASURES,
    LOG_MEASURES,
    EffectSizes,
    effect_sizes,
)

Array = NDArray[np.float64]

# A table of trials has kilobytes; twenty megabytes hold a million rows. Anything larger is another kind of
# file.
MAX_BYTES = 20 * 1024 * 1024
# Squares and products of numbers within these bounds stay far from what a computer can hold; no outcome needs more.
SMALLEST, LARGEST = 1e-12, 1e12
# More problems than this are not read by anyone; the rest are counted.
MAX_PROBLEMS = 20

KINDS: dict[str, tuple[str, ...]] = {
    "effects": ("study", "yi", "vi"),
    "contrasts": ("study", "treat1", "treat2", "te", "se"),
    "means": ("study", "treatment", "n", "mean", "sd"),
    "events": ("study", "treatment", "n", "events"),
}
_TEXT_COLUMNS = {"study", "treatment", "treat1", "treat2"}
# Names that say "this is what the others are compared with", if the person does not.
_CONTROL_WORDS = ("placebo", "saline", "sham", "control", "usual", "no treatment", "no_treatment", "none", "waiting")
_OTHER_FORMATS = {
    b"PK\x03\x04": "an Excel or zip file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"\x1f\x8b": "a gzip file",
    b"PAR1": "a Parquet file",
}
_SAVE_AS = "Save the table as CSV (comma-separated, UTF-8) and give that file."


@dataclass(frozen=True, slots=True)
class Table:
    """A checked table: ``kind`` is a key of `KINDS`; ``rows`` hold text, in the order of the file (row 2
    first).
    """

    name: str
    kind: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]

    @property
    def treatments(self) -> tuple[str, ...]:
        """Treatments in the order in which they first appear; empty for a table of effects."""
        names = ("treat1", "treat2") if self.kind == "contrasts" else ("treatment",)
        if self.kind == "effects":
            return ()
        return tuple(dict.fromkeys(row[name] for row in self.rows for name in names))

    @property
    def studies(self) -> tuple[str, ...]:
        """Trials in the order in which they first appear."""
        return tuple(dict.fromkeys(row["study"] for row in self.rows))

    @property
    def is_network(self) -> bool:
        """Whether more than one comparison is in it, or contrasts that only a network handles."""
        return self.kind == "contrasts" or len(self.treatments) > 2


@dataclass(frozen=True, slots=True)
class PairwiseData:
    """Effects ready for `pairwise`.

    ``studies``, ``yi``, ``vi``: shape (k,); ``n1``, ``n2``: arm sizes (k,) or None; ``measure``: empty where
    the file does not say; ``treatment``, ``reference``: what is compared; ``notes``: trials corrected or left
    out, and why.
    """

    studies: tuple[str, ...]
    yi: Array
    vi: Array
    measure: str
    treatment: str
    reference: str
    n1: Array | None
    n2: Array | None
    notes: tuple[str, ...]
    kept: NDArray[np.intp]


def read_text(path: str | Path) -> str:
    """The text of a file; InputError or TooLargeError for anything that is not a small UTF-8 text file."""
    file = Path(path)
    name = f"file {file.name}"
    if not file.exists():
        raise NotFoundError(name, f"does not exist ({file})", "Check the name and the folder.")
    if not file.is_file():
        raise InputError(name, "is not a file", "Give a CSV file.")
    size = file.stat().st_size
    if size > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise TooLargeError(
            name, f"has {size / 1024 / 1024:,.0f} MB; at most {limit} MB are read", "Give the table of trials only."
        )
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(name, f"cannot be read ({error.strerror})", "Check who may read it.") from None
    if not content.strip():
        raise InputError(name, "is empty", "The first row names the columns, each further row is a trial or an arm.")
    for start, what in _OTHER_FORMATS.items():
        if content.startswith(start):
            raise InputError(name, f"is {what}", _SAVE_AS)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(name, "is UTF-16 text", _SAVE_AS)
    if b"\x00" in content:
        raise InputError(name, "is a binary file", _SAVE_AS)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}, row {row}", "has a character that is not UTF-8", _SAVE_AS) from None


def read_table(path: str | Path, measure: str | None = None) -> Table:
    """Reads a CSV file and checks its shape, its columns, every number, and that no trial stands there twice.

    ``measure`` settles which kind is meant when a file has both means and events. Raises InputError (also
    InputErrors, NotFoundError, TooLargeError) naming row and column.
    """
    return parse_table(read_text(path), f"file {Path(path).name}", measure)


def parse_table(text: str, name: str, measure: str | None = None) -> Table:
    """`read_table` for text that was sent instead of a file; ``name`` is what messages call it."""
    columns, cells = _cells(text, name)
    kind = _kind(columns, name, measure)
    rows = tuple(dict(zip(columns, row, strict=True)) for row in cells)
    _raise_all(_row_problems(rows, kind))
    table = Table(name, kind, columns, rows)
    _raise_all(_duplicates(table))
    return table


def _cells(text: str, name: str) -> tuple[tuple[str, ...], list[list[str]]]:
    first = text.split("\n", 1)[0]
    delimiter = next((d for d in ",;\t" if d in first), ",")
    try:
        lines = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise InputError(name, f"cannot be read as CSV ({error})", _SAVE_AS) from None
    while lines and not any(lines[-1]):
        lines.pop()
    columns = tuple(cell.lower() for cell in lines[0])
    if "" in columns:
        place = f"row 1, column {columns.index('') + 1}"
        raise InputError(place, "has no name", "Name every column in the first row.")
    twice = sorted({c for c in columns if columns.count(c) > 1})
    if twice:
        raise InputError(f"row 1, column {twice[0]}", "is there twice", "Give each column a name of its own.")
    if len(lines) == 1:
        raise InputError(name, "has a heading but no rows", "Add one row per trial or arm.")
    problems = []
    for number, row in enumerate(lines[1:], start=2):
        if not any(row):
            problems.append(InputError(f"row {number}", "is empty", "Remove it."))
        elif len(row) != len(columns):
            problems.append(
                InputError(
                    f"row {number}",
                    f"has {len(row)} cells and the heading {len(columns)}",
                    "Fill empty cells with nothing between commas; put text with a comma in quotes.",
                )
            )
    _raise_all(problems)
    return columns, lines[1:]


def _kind(columns: Sequence[str], name: str, measure: str | None) -> str:
    found = [kind for kind, needed in KINDS.items() if set(needed) <= set(columns)]
    if not found:
        nearest = max(KINDS, key=lambda kind: len(set(KINDS[kind]) & set(columns)) / len(KINDS[kind]))
        missing = [c for c in KINDS[nearest] if c not in columns]
        forms = "; ".join(", ".join(needed) for needed in KINDS.values())
        raise InputError(
            f"{name}, row 1",
            f"has the columns {', '.join(columns)}, which are none of the known forms (nearest lacks "
            f"{', '.join(missing)})",
            f"Use one of: {forms}.",
        )
    if set(found) == {"means", "events"}:
        return "events" if measure in BINARY_MEASURES else "means"
    if len(found) > 1:
        raise InputError(f"{name}, row 1", "has the columns of two forms", "Keep the columns of one form.")
    return found[0]


def _number(text: str, row: int, column: str) -> float:
    place = f"row {row}, column {column}"
    if text == "":
        raise InputError(place, "is empty", "Give the number as published, or remove the row.")
    try:
        value = float(text)
    except ValueError:
        hint = "Write decimals with a point." if "," in text else "Give a number, or remove the row."
        raise InputError(place, f"is '{text}', not a number", hint) from None
    if not math.isfinite(value):
        raise InputError(place, f"is '{text}', not a finite number", "Give a number, or remove the row.")
    if value and not SMALLEST <= abs(value) <= LARGEST:
        raise InputError(place, f"is {text}, beyond what an outcome is measured in", "Use another unit.")
    return value


def _row_problems(rows: Sequence[dict[str, str]], kind: str) -> list[InputError]:
    problems = []
    for number, row in enumerate(rows, start=2):
        values: dict[str, float] = {}
        for column in KINDS[kind]:
            try:
                if column in _TEXT_COLUMNS:
                    if row[column] == "":
                        raise InputError(f"row {number}, column {column}", "is empty", "Every row needs it.")
                else:
                    values[column] = _number(row[column], number, column)
                    _check_value(column, values[column], number)
            except InputError as error:
                problems.append(error)
        if {"events", "n"} <= set(values) and values["events"] > values["n"]:
            said = f"is {values['events']:g}, more than the {values['n']:g} people in the arm"
            problems.append(InputError(f"row {number}, column events", said, "Count people, each once."))
    return problems


def _check_value(column: str, value: float, row: int) -> None:
    place = f"row {row}, column {column}"
    if column == "sd" and value <= 0:
        raise InputError(place, f"is {value:g}; a standard deviation must be above 0", "Give the SD as published.")
    if column == "se" and value <= 0:
        raise InputError(place, f"is {value:g}; a standard error must be above 0", "Give the SE as published.")
    if column == "vi" and value <= 0:
        raise InputError(
            place, f"is {value:g}; a variance must be above 0", "Give the squared standard error of the effect."
        )
    if column == "n" and (value < 1 or value != round(value)):
        raise InputError(place, f"is {value:g}; people come as whole numbers from 1", "Give the number analysed.")
    if column == "events" and (value < 0 or value != round(value)):
        raise InputError(place, f"is {value:g}; events are whole numbers from 0", "Count people, each once.")


def _duplicates(table: Table) -> list[InputError]:
    seen: dict[tuple[str, ...], int] = {}
    problems = []
    key: tuple[str, ...]
    for number, row in enumerate(table.rows, start=2):
        if table.kind == "effects":
            key, what = (row["study"],), f"study '{row['study']}'"
        elif table.kind == "contrasts":
            pair = sorted((row["treat1"], row["treat2"]))
            key, what = (row["study"], *pair), f"'{pair[0]}' against '{pair[1]}' in study '{row['study']}'"
        else:
            key, what = (row["study"], row["treatment"]), f"'{row['treatment']}' in study '{row['study']}'"
        if key in seen:
            problems.append(
                InputError(
                    f"row {number}, column study",
                    f"repeats row {seen[key]}: {what} is there twice",
                    "Keep one row, or give the trials different names.",
                )
            )
        seen.setdefault(key, number)
    return problems


def _raise_all(problems: list[InputError]) -> None:
    if not problems:
        return
    if len(problems) > MAX_PROBLEMS:
        rest = len(problems) - MAX_PROBLEMS
        problems = [*problems[:MAX_PROBLEMS], InputError("the file", f"has {rest} more such problems")]
    raise InputErrors(problems) if len(problems) > 1 else problems[0]


def columns_of(table: Table, names: Sequence[str], kept: NDArray[np.intp] | None = None) -> Array:
    """Numeric columns of a table of effects, shape (k, m); NotFoundError for an unknown name, InputError by
    cell.
    """
    for name in names:
        if name not in table.columns:
            others = [c for c in table.columns if c not in KINDS[table.kind]]
            known = ", ".join(others) if others else "none"
            raise NotFoundError("--mods", f"names the column '{name}', which the file lacks", f"It has: {known}.")
    index = range(len(table.rows)) if kept is None else kept
    problems, values = [], []
    for i in index:
        for name in names:
            try:
                values.append(_number(table.rows[int(i)][name], int(i) + 2, name))
            except InputError as error:
                problems.append(error)
    _raise_all(problems)
    return np.array(values).reshape(-1, len(names))


def text_column(table: Table, name: str, option: str) -> list[str]:
    """One column as text, e.g. subgroups; NotFoundError naming the option, InputError for an empty cell."""
    if name not in table.columns:
        raise NotFoundError(option, f"names the column '{name}', which the file lacks", "Check the first row.")
    _raise_all(
        [
            InputError(f"row {i}, column {name}", "is empty", "Fill it in, or remove the row.")
            for i, row in enumerate(table.rows, start=2)
            if row[name] == ""
        ]
    )
    return [row[name] for row in table.rows]


def default_measure(kind: str) -> str:
    """MD for means, OR for events, as published (empty) for effects."""
    return {"means": "MD", "events": "OR"}.get(kind, "")


def check_measure(kind: str, measure: str | None) -> str:
    """The measure to use; InputError if the file's columns cannot give it."""
    allowed = {"means": CONTINUOUS_MEASURES, "events": BINARY_MEASURES}.get(kind)
    if measure is None:
        return default_measure(kind)
    if allowed is not None and measure not in allowed:
        raise InputError("--measure", f"is {measure}, which these columns cannot give", f"Use {' or '.join(allowed)}.")
    return measure


def pick_reference(treatments: Sequence[str], wanted: str | None) -> str:
    """The treatment that others are compared with: the one asked for, else one named like a control, else the
    last.
    """
    if wanted is not None:
        if wanted not in treatments:
            raise NotFoundError(
                "--reference", f"is '{wanted}', which is not in the data", f"There are: {', '.join(treatments)}."
            )
        return wanted
    for name in treatments:
        if any(word in name.lower() for word in _CONTROL_WORDS):
            return name
    return treatments[-1]


def pairwise_data(
    table: Table,
    *,
    measure: str | None = None,
    reference: str | None = None,
    correction: str = "constant",
    where: str = "zero-cells",
    zero_events: str = "error",
    smd_variance: str = "LS",
) -> PairwiseData:
    """Effects of a table of effects or of a table with two treatments.

    ``zero_events``: what to do with a trial in which nobody (or everybody) had the event, for OR and RR:
    ``"error"``, ``"drop"`` it, or ``"correct"`` it like other empty cells, as metafor does. Other arguments
    as in `effect_sizes`.
    """
    chosen = check_measure(table.kind, measure)
    if table.kind == "effects":
        all_rows = np.arange(len(table.rows))
        values = columns_of(table, ("yi", "vi"))
        return PairwiseData(table.studies, values[:, 0], values[:, 1], chosen, "", "", None, None, (), all_rows)
    if len(table.treatments) != 2:
        raise InputError("column treatment", f"holds {len(table.treatments)} treatment(s)", "Two are needed.")
    base = pick_reference(table.treatments, reference)
    treatment = next(name for name in table.treatments if name != base)
    first, second, rows = _two_arms(table, treatment, base)
    sizes = effect_sizes(
        chosen,
        mean1=first.get("mean"),
        sd1=first.get("sd"),
        mean2=second.get("mean"),
        sd2=second.get("sd"),
        events1=first.get("events"),
        events2=second.get("events"),
        n1=first["n"],
        n2=second["n"],
        smd_variance=smd_variance,
        correction=correction,
        where=where,
        drop_double_zero=zero_events == "drop" and chosen in LOG_MEASURES,
    )
    if chosen in LOG_MEASURES and zero_events == "error":
        _raise_all(_zero_event_problems(table.studies, rows, sizes, chosen))
    kept = np.flatnonzero(sizes.usable)
    if len(kept) == 0:
        raise InputError(
            "column events" if table.kind == "events" else "column sd",
            f"leaves no trial from which {chosen} can be worked out",
            "Use --measure RD, or give trials with events.",
        )
    return PairwiseData(
        tuple(table.studies[i] for i in kept.tolist()),
        sizes.yi[kept],
        sizes.vi[kept],
        chosen,
        treatment,
        base,
        first["n"][kept],
        second["n"][kept],
        _notes(table.studies, sizes),
        kept,
    )


def _two_arms(table: Table, treatment: str, base: str) -> tuple[dict[str, Array], dict[str, Array], list[int]]:
    """Values of both arms per trial, and the row of each trial's first arm."""
    numeric = [c for c in KINDS[table.kind] if c not in _TEXT_COLUMNS]
    place = {(row["study"], row["treatment"]): i for i, row in enumerate(table.rows)}
    problems = []
    for study in table.studies:
        present = [name for name in (treatment, base) if (study, name) in place]
        if len(present) == 1:
            row = place[study, present[0]] + 2
            problems.append(
                InputError(
                    f"row {row}, column study", f"'{study}' has one arm only", "Add its other arm or remove the row."
                )
            )
    _raise_all(problems)
    sides = []
    for name in (treatment, base):
        index = [place[study, name] for study in table.studies]
        sides.append({c: np.array([float(table.rows[i][c]) for i in index]) for c in numeric})
    return sides[0], sides[1], [place[study, treatment] + 2 for study in table.studies]


def _zero_event_problems(
    studies: Sequence[str], rows: Sequence[int], sizes: EffectSizes, measure: str
) -> list[InputError]:
    return [
        InputError(
            f"row {rows[i]}, column events",
            f"and the other arm of '{studies[i]}' have no event, or only events, so that the trial says nothing "
            f"about {measure}",
            "Use --zero-events drop to leave it out, --zero-events correct to add half an event, or --measure RD.",
        )
        for i in np.flatnonzero(sizes.double_zero).tolist()
    ]


def _notes(studies: Sequence[str], sizes: EffectSizes) -> tuple[str, ...]:
    notes = []
    corrected = [studies[i] for i in np.flatnonzero(sizes.corrected).tolist()]
    if corrected:
        notes.append(f"continuity correction added to: {', '.join(corrected)}")
    double = [studies[i] for i in np.flatnonzero(sizes.double_zero).tolist()]
    if double:
        notes.append(f"no events, or only events, in both arms: {', '.join(double)}")
    out = [studies[i] for i in np.flatnonzero(~sizes.usable).tolist()]
    if out:
        notes.append(f"left out, effect not defined: {', '.join(out)}")
    return tuple(notes)
