"""The quiz with feedback from the evidence, and the SURE test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kneewise.evidence import Dataset
from kneewise.web import content
from kneewise.web.environment import address


def present(dataset: Dataset, language: str, given: Mapping[str, str] | None) -> dict[str, Any]:
    """Questions and, once sent, how each was answered; ``given`` maps a question's key to the index chosen."""
    raw = content.load_file("", "quiz") or {}
    questions = [_question(q, dataset, language, given) for q in raw["questions"]]
    sure = [_sure(q, dataset, language, given) for q in raw["sure"]]
    return {
        "questions": questions,
        "sure": sure,
        "sent": given is not None,
        "right": sum(q["state"] == "right" for q in questions),
        "ready": all(q["yes"] for q in sure),
        "sure_sent": given is not None and any(q["chosen"] for q in sure),
    }


def _question(raw: dict[str, Any], dataset: Dataset, language: str, given: Mapping[str, str] | None) -> dict[str, Any]:
    chosen = (given or {}).get(raw["key"], "")
    state = "unanswered" if chosen == "" else "right" if chosen == str(raw["right"]) else "wrong"
    return {
        "key": raw["key"],
        "ask": content.in_words(raw["ask"], language, dataset),
        "options": [
            {"value": str(i), "words": content.in_words(o, language, dataset), "chosen": chosen == str(i)}
            for i, o in enumerate(raw["options"])
        ],
        "state": state,
        "feedback": content.in_words(raw["feedback"], language, dataset),
        "row": address("row", language, *raw["row"]) if "row" in raw else "",
        "card": address(raw["card"], language),
    }


def _sure(raw: dict[str, Any], dataset: Dataset, language: str, given: Mapping[str, str] | None) -> dict[str, Any]:
    chosen = (given or {}).get(f"sure-{raw['key']}", "")
    return {
        "key": f"sure-{raw['key']}",
        "ask": content.in_words(raw["ask"], language, dataset),
        "next": content.in_words(raw["next"], language, dataset),
        "chosen": chosen,
        "yes": chosen == "yes",
    }
