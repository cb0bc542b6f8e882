"""Reading the interview's answers from a form; every kind of question has a way to be sent without a script.

Names in a form: the question's field (``age``, ``medicines``), for lists ``tried.0.treatment``, for weights
``values.cost``, and beside them ``<field>__unknown`` ("I don't know") and ``<field>__none`` ("none of these", "never").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kneewise.candidacy.fields import UNKNOWN
from kneewise.candidacy.interview import Question
from kneewise.candidacy.interview import put as put_answer

DONT_KNOW = "__unknown"
NONE_OF_THESE = "__none"
# How many entries a list question shows at once; more can be given by file.
ROWS = {"tried": 5, "offer": 2}
PARTS = {"tried": ("treatment", "helped"), "offer": ("treatment", "price", "currency")}


def marker(question: Question) -> str:
    """The name that a question's fields begin with; items of one group asked in parts differ by the question's key."""
    return question.key if question.kind == "ticks" else question.field


def read(question: Question, form: Any) -> Any:
    """What the form (Django's QueryDict) says to a question; None if nothing was said."""
    name = marker(question)
    values = [value.strip() for value in form.getlist(name) if value.strip()]
    unknown, none = bool(form.get(name + DONT_KNOW)), bool(form.get(name + NONE_OF_THESE))
    match question.kind:
        case "ticks" | "several":
            return values or (UNKNOWN if unknown else [] if none else None)
        case "tried" | "offer":
            return _rows(question, form) or (UNKNOWN if unknown else [] if none else None)
        case "weights":
            given = {o: form.get(f"{name}.{o}", "").strip() for o in question.options}
            return {option: value for option, value in given.items() if value} or None
        case _:
            if values:
                return values[0]
            return UNKNOWN if unknown else "never" if none and question.never else None


def _rows(question: Question, form: Any) -> list[dict[str, Any]]:
    rows = []
    for index in range(ROWS[question.kind]):
        row = {part: form.get(f"{question.field}.{index}.{part}", "").strip() for part in PARTS[question.kind]}
        row = {part: value for part, value in row.items() if value}
        if set(row) - {"currency"}:
            rows.append(row)
    return rows


def put(answers: Mapping[str, Any], question: Question, value: Any) -> dict[str, Any]:
    """New answers with this question answered.

    A price without a currency takes none; items of a group that were not ticked become no, as in the terminal. A kept
    entry of a list loses nothing that the form does not show (such as how long ago a treatment was tried).
    """
    if question.kind in ROWS and isinstance(value, list):
        before = answers.get(question.field)
        known = before if isinstance(before, list) else []
        value = [_hidden_parts(row, known, question.kind) | row for row in value]
    if question.kind == "weights" and isinstance(value, dict):
        value = dict(answers.get(question.field) or {}) | value
    return put_answer(answers, question, value)


def _hidden_parts(row: dict[str, Any], known: list[Any], kind: str) -> dict[str, Any]:
    """What is known of the same treatment beyond the parts that the form asks."""
    for old in known:
        if isinstance(old, dict) and old.get("treatment") == row.get("treatment"):
            return {part: value for part, value in old.items() if part not in PARTS[kind]}
    return {}


def get(answers: Mapping[str, Any], field: str) -> Any:
    """The answer under a (dotted) name as it was given, or None."""
    here: Any = answers
    for step in field.split("."):
        if isinstance(here, list):
            here = here[int(step)] if step.isdigit() and int(step) < len(here) else None
        else:
            here = here.get(step) if isinstance(here, dict) else None
    return here


def answered(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether the question has an answer, "I don't know" included."""
    value = get(answers, question.field)
    if question.kind in ("ticks", "weights"):
        return isinstance(value, dict) and any(option in value for option in question.options)
    return value is not None
