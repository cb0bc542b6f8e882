"""Reads options from a file, for people who bring their own effects and prices instead of the forecast's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kneewise.economics.options import OptionEffect, OptionHarm, PainEffect
from kneewise.errors import InputError
from kneewise.quantities import Estimate, Interval

LARGEST_BYTES = 1_000_000
KEYS = {"treatment", "name", "effects", "price", "harms", "courses", "weeks_between_courses", "replaces_knee"}
REMEDY = "docs/methods/economics.md shows such a file."


def read_options(path: Path) -> list[OptionEffect]:
    """Options from a YAML list.

    Each has ``treatment``, and may have ``name``, ``effects`` (``week``, ``mean``, ``se``), ``price`` (``value``,
    ``low``, ``high``, ``source``), ``harms`` (``event``, ``probability``, ``se``, ``weeks_at_worst``), ``courses``,
    ``weeks_between_courses`` and ``replaces_knee``.

    Raises
    ------
    InputError
        Where the file is missing, too large, not such a list, or an entry has an unknown, missing or wrong field.
    """
    import yaml

    if not path.is_file():
        raise InputError(str(path), "is not a file", REMEDY)
    if path.stat().st_size > LARGEST_BYTES:
        raise InputError(str(path), f"is larger than {LARGEST_BYTES // 1000} kB", REMEDY)
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise InputError(str(path), "cannot be read as YAML", REMEDY) from None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise InputError(str(path), "is not a list of options", REMEDY)
    return [_option(row, f"{path}, option {number}") for number, row in enumerate(rows, start=1)]


def _option(row: dict[str, Any], where: str) -> OptionEffect:
    unknown = sorted(str(key) for key in set(row) - KEYS)
    if unknown:
        raise InputError(f"{where}, {unknown[0]}", "is not a field", f"Fields are {', '.join(sorted(KEYS))}.")
    treatment = row.get("treatment")
    if not isinstance(treatment, str) or not treatment:
        raise InputError(f"{where}, treatment", "is missing", "Give the treatment code.")
    effects = tuple(
        PainEffect(*(_number(effect, key, f"{where}, effects") for key in ("week", "mean", "se")))
        for effect in _list(row, "effects", where)
    )
    harms = tuple(
        OptionHarm(
            str(harm.get("event", "harm")),
            *(_number(harm, key, f"{where}, harms") for key in ("probability", "se", "weeks_at_worst")),
        )
        for harm in _list(row, "harms", where)
    )
    return OptionEffect(
        treatment=treatment,
        name=str(row.get("name", treatment)),
        effects=effects,
        price=_price(row["price"], f"{where}, price") if row.get("price") is not None else None,
        harms=harms,
        courses=int(_number(row, "courses", where, default=1)),
        weeks_between_courses=_number(row, "weeks_between_courses", where, default=0),
        replaces_knee=row.get("replaces_knee") is True,
    )


def _price(price: Any, where: str) -> Estimate:
    if not isinstance(price, dict):
        price = {"value": price}
    value = _number(price, "value", where)
    low, high = _number(price, "low", where, default=value), _number(price, "high", where, default=value)
    if not low <= value <= high:
        raise InputError(
            where, f"is {value:g}, outside its range {low:g} to {high:g}", "Give low, value and high in order."
        )
    return Estimate(
        value, "per course", ci=Interval(low, high), pi=Interval(low, high), rule=str(price.get("source", ""))
    )


def _list(row: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    values = row.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise InputError(f"{where}, {key}", "is not a list of entries", REMEDY)
    return values


def _number(row: dict[str, Any], key: str, where: str, default: float | None = None) -> float:
    value = row.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        raise InputError(f"{where}, {key}", f"is {value!r}, not a number", REMEDY)
    return float(value)
