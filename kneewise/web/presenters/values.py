"""The values step: seven weights, and how the options fit them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kneewise import words
from kneewise.candidacy.intake import Intake
from kneewise.errors import InputError, InputErrors
from kneewise.outlook.values import CRITERIA
from kneewise.web.explorer.names import treatment_name
from kneewise.web.presenters.report import build

# Where a slider stands before it is touched: the middle, so that nothing is favoured.
START = 5


def read(form: Mapping[str, str]) -> dict[str, Any]:
    """The weights in a form; a button beside a slider ("cost:+1") moves that one by a step."""
    weights: dict[str, Any] = {name: form.get(f"values.{name}", "").strip() or START for name in CRITERIA}
    moved, _, step = form.get("step", "").partition(":")
    if moved in CRITERIA and step in ("-1", "+1") and str(weights[moved]).isdigit():
        weights[moved] = min(max(int(weights[moved]) + int(step), 0), 10)
    return weights


def check(weights: Mapping[str, Any], language: str) -> None:
    """InputError if every weight is zero: there is then nothing to order by."""
    if all(str(value) == "0" for value in weights.values()):
        field = words.text("web-values-title", language)
        raise InputError(field, "0", words.text("web-values-none", language))


def present(given: Mapping[str, Any], language: str, week: float) -> dict[str, Any]:
    """The sliders with their words and values, and the order if there is one."""
    kept = given.get("values") or {}
    return {
        "sliders": [
            {
                "name": name,
                "words": words.text(f"web-values-{name.replace('_', '-')}", language),
                "value": _whole(kept.get(name)),
            }
            for name in CRITERIA
        ],
        "result": result(dict(given), language, week) if kept else None,
    }


def _whole(value: Any) -> Any:
    return START if value in (None, "unknown") else f"{value:g}" if isinstance(value, float) else value


def result(given: dict[str, Any], language: str, week: float) -> dict[str, Any] | None:
    """The options in the order that fits at that time; None where weights cannot be used or nothing can be placed."""
    try:
        intake = Intake.read(given | {"language": language})
    except InputErrors:
        return None
    placed = build(intake, language, week=week).raw["values"]
    if not placed or not placed.fits:
        return None
    return {
        "order": [{"name": treatment_name(fit.treatment, language)} for fit in placed.fits],
        "share": round(100 * placed.order_kept),
    }
