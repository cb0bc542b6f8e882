"""The knowledge quiz, the SURE test and the stage of readiness. What is right follows from the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from kneewise.errors import DataError
from kneewise.evidence import Dataset
from kneewise.evidence.schema import tables
from kneewise.web import content
from kneewise.web.environment import address

# A guideline's direction that counts as strong advice.
STRONG = "strong_for"


def right_option(question: dict[str, Any], dataset: Dataset) -> int:
    """Position of the right option, as the row that the question names has it.

    Raises
    ------
    DataError
        If not exactly one option is right: then question and evidence no longer fit.
    """
    if "fact" in question:
        value = dataset.fact(question["fact"]).value
        bounds = [option.get("below", float("inf")) for option in question["options"]]
        right = [i for i, high in enumerate(bounds) if value < high and all(value >= low for low in bounds[:i])]
    elif "row" in question:
        table, key, column = question["row"]
        rows = dataset.raw(table).filter(pl.col(tables()[table].key) == key)
        found = rows[column].to_list()
        right = [i for i, option in enumerate(question["options"]) if [option["holds"]] == found]
    else:
        said = dataset.guidelines.filter(pl.col("body") == question["guideline"], pl.col("direction") == STRONG)
        strong = set(said["treatment"])
        right = [i for i, option in enumerate(question["options"]) if option["treatment"] in strong]
    if len(right) != 1:
        raise DataError(f"quiz question {question['key']}: {len(right)} options are right, not one.")
    return right[0]


def _raw() -> dict[str, Any]:
    found = content.load_file("", "quiz")
    assert found is not None
    return found


def present(dataset: Dataset, language: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Questions and how each was answered; ``given`` maps a question's key to the value chosen, empty at first."""
    raw = _raw()
    questions = [_question(q, dataset, language, given.get(q["key"], "")) for q in raw["questions"]]
    sure = [_sure(q, dataset, language, given.get(f"sure-{q['key']}", "")) for q in raw["sure"]["questions"]]
    answered = [q for q in questions if q["state"] != "open"]
    return {
        "questions": questions,
        "answered": len(answered),
        "right": sum(q["state"] == "right" for q in answered),
        "sure": sure,
        "sure_answered": all(q["chosen"] for q in sure),
        "sure_yes": sum(q["chosen"] == "yes" for q in sure),
        "sure_source": raw["sure"]["source"],
        "stage": _stage(raw["stages"], dataset, language, given.get("stage", "")),
    }


def _question(raw: dict[str, Any], dataset: Dataset, language: str, chosen: str) -> dict[str, Any]:
    right = right_option(raw, dataset)
    known = chosen in {str(i) for i in range(len(raw["options"]))}
    page, argument, part = raw["read"]
    links = () if "row" not in raw else (address("row", language, *raw["row"][:2]),)
    feedback = content.in_words(raw["feedback"], language, dataset)
    return {
        "key": raw["key"],
        "ask": content.in_words(raw["ask"], language, dataset).text,
        "options": [
            {"value": str(i), "words": option[language], "chosen": chosen == str(i)}
            for i, option in enumerate(raw["options"])
        ],
        "state": "open" if not known else "right" if chosen == str(right) else "wrong",
        "right_words": raw["options"][right][language],
        "feedback": feedback.text,
        "links": (*feedback.links, *links),
        "read": address(page, language, *filter(None, [argument])) + (f"#{part}" if part else ""),
    }


def _sure(raw: dict[str, Any], dataset: Dataset, language: str, chosen: str) -> dict[str, Any]:
    return {
        "key": f"sure-{raw['key']}",
        "ask": content.in_words(raw["ask"], language, dataset).text,
        "next": content.in_words(raw["next"], language, dataset).text,
        "read": address(raw["read"], language),
        "chosen": chosen if chosen in ("yes", "no") else "",
    }


def _stage(raw: dict[str, Any], dataset: Dataset, language: str, chosen: str) -> dict[str, Any]:
    options = [
        {
            "value": option["key"],
            "words": option["words"][language],
            "next": option["next"][language],
            "read": address(option["read"], language),
            "chosen": option["key"] == chosen,
        }
        for option in raw["options"]
    ]
    return {
        "ask": content.in_words(raw["ask"], language, dataset).text,
        "options": options,
        "chosen": next((o for o in options if o["chosen"]), None),
        "source": raw["source"],
    }
