"""What the interview's templates need: questions with their words, options and answers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from kneewise import words
from kneewise.candidacy import treatments
from kneewise.candidacy.fields import UNKNOWN
from kneewise.candidacy.interview import Question, default_currency
from kneewise.candidacy.vocabulary import CURRENCIES
from kneewise.errors import InputError, InputErrors
from kneewise.web import interview, questions
from kneewise.web.environment import address

# Numbers from 0 to 10 are asked with eleven buttons instead of a box.
SCALE = (0, 10)
# More options than this stand in a list to choose from instead of side by side.
MOST_BUTTONS = 12


def question_id(name: str) -> str:
    """The id of a question's field on the page; its block has ``-q`` after it."""
    return "f-" + name.replace("_", "-").replace(".", "-")


def _first(language: str, *ids: str) -> str:
    """The first of these messages that the catalogue holds; empty if none."""
    return next((words.text(i, language) for i in ids if words.has(i, language)), "")


def option_words(question: Question, option: str, language: str) -> str:
    """One option in words: a treatment's or country's name, or its message; codes of currencies stand as they are."""
    if question.field in ("tried", "offers", "injection_kind"):
        return treatments.name(option, language)
    if question.field == "country":
        return words.text(f"web-country-{option.lower()}", language)
    return _first(language, question.option_words(option)) or option


def _options(question: Question, chosen: set[Any], language: str) -> list[dict[str, Any]]:
    shown = [
        {"value": option, "words": option_words(question, option, language), "chosen": option in chosen}
        for option in question.options
    ]
    return sorted(shown, key=lambda o: o["words"]) if question.field == "country" else shown


def present_question(
    question: Question, answers: Mapping[str, Any], language: str, errors: dict[str, str]
) -> dict[str, Any]:
    """One question as the template shows it."""
    value = questions.get(answers, question.field)
    name = questions.marker(question)
    shown = "" if value in (None, UNKNOWN, "never") or isinstance(value, dict | list) else value
    data: dict[str, Any] = {
        "name": name,
        "id": question_id(question.key),
        "kind": question.kind,
        "unknown": value == UNKNOWN,
        "none": value == [] or value == "never",
        "never": question.never,
        "shown": f"{shown:g}" if isinstance(shown, float) else str(shown),
        "words": words.text(question.words, language),
        "help": words.text(question.help, language),
        "error": errors.get(question.key, ""),
        "options": [],
    }
    match question.kind:
        case "number" if (question.low, question.high) == SCALE:
            data["kind"] = "scale"
            data["options"] = [{"value": str(n), "words": str(n), "chosen": str(value) == str(n)} for n in range(11)]
        case "yes_no":
            data["options"] = _yes_no(value, language)
        case "choice" | "code":
            data["kind"] = "choice" if len(question.options) <= MOST_BUTTONS else "list"
            data["options"] = _options(question, {value}, language)
        case "several":
            data["options"] = _options(question, set(value) if isinstance(value, list | tuple) else set(), language)
        case "ticks":
            inner = value if isinstance(value, dict) else {}
            data["options"] = _options(question, {k for k, v in inner.items() if v is True}, language)
            said = [inner.get(option) for option in question.options]
            data["none"], data["unknown"] = all(v is False for v in said), any(v == UNKNOWN for v in said)
        case "tried" | "offer":
            data["rows"] = [
                [_part(question, index, part, answers, language) for part in questions.PARTS[question.kind]]
                for index in range(questions.ROWS[question.kind])
            ]
            data["none_words"] = words.text(f"web-none-{question.kind}", language)
    return data


def _yes_no(value: Any, language: str) -> list[dict[str, Any]]:
    """Yes and no; the answer may be as read (True) or as sent ("yes")."""
    return [
        {
            "value": said,
            "words": words.text(f"web-answer-{said}", language),
            "chosen": value == said or value is (said == "yes"),
        }
        for said in ("yes", "no")
    ]


def _part(question: Question, index: int, part: str, answers: Mapping[str, Any], language: str) -> dict[str, Any]:
    """One field of one entry of a list question."""
    name = f"{question.field}.{index}.{part}"
    value = questions.get(answers, name)
    options: list[dict[str, Any]] = []
    if part == "treatment":
        options = sorted(_options(question, {value}, language), key=lambda o: o["words"])
    elif part == "currency":
        usual = default_currency(questions.get(answers, "country"))
        chosen = value or usual
        options = [{"value": c, "words": c, "chosen": c == chosen} for c in CURRENCIES]
    elif part == "helped":
        options = [
            *_yes_no(value, language),
            {"value": UNKNOWN, "words": words.text("web-answer-unknown", language), "chosen": value == UNKNOWN},
        ]
    return {
        "name": name,
        "id": question_id(name),
        "kind": "list" if options else "number",
        "words": words.text(f"web-part-{part}", language),
        "options": options,
        "shown": f"{value:g}" if isinstance(value, int | float) else str(value or ""),
    }


def errors_by_question(error: InputError, language: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The sentence for each question, and the same sentence for the summary with the question it belongs to."""
    by_key: dict[str, str] = {}
    summary = []
    for each in error.errors if isinstance(error, InputErrors) else [error]:
        question = _question_of(each.field)
        if question is None:
            summary.append({"text": str(each), "href": ""})
            continue
        sentence = f"{words.text('web-your-answer', language)} {each.problem}. {each.remedy}".strip()
        by_key[question.key] = sentence
        summary.append(
            {"text": f"{words.text(question.words, language)} {sentence}", "href": f"#{question_id(question.key)}-q"}
        )
    return by_key, summary


def _question_of(name: str) -> Question | None:
    """The question behind the place that an error names (``age``, ``offers, entry 1, price`` …)."""
    parts = name.split(", ")
    dotted = ".".join(parts[:2])
    every = [q for s in interview.steps() for q in s.questions]
    exact = next((q for q in every if q.field == dotted), None)
    within = (
        q for q in every if q.field == parts[0] and (len(parts) == 1 or q.kind != "ticks" or parts[1] in q.options)
    )
    return exact or next(within, None)


def present_step(key: str, answers: dict[str, Any], language: str, error: InputError | None = None) -> dict[str, Any]:
    """Everything that ``interview.html`` shows for one step; ``answers`` may hold what could not be used."""
    every = interview.steps()
    index = next(i for i, s in enumerate(every) if s.key == key)
    by_key, summary = errors_by_question(error, language) if error else ({}, [])
    asked = every[index].questions if error else interview.asked(every[index], answers)
    shown = [present_question(q, answers, language, by_key) for q in asked]
    for here, following in pairwise(shown):
        here["next_id"] = following["id"]
    return {
        "step": {
            "key": key,
            "title": title(key, language),
            "intro": words.text(f"web-step-{key}-intro", language),
            "number": index + 1,
            "total": len(every),
            "href": address("interview_step", language, key),
            "previous": every[index - 1].key if index else "",
            "next": every[index + 1].key if index + 1 < len(every) else "",
        },
        "steps": [
            {
                "key": s.key,
                "title": title(s.key, language),
                "href": address("interview_step", language, s.key),
                "questions": len(s.questions),
                "answered": sum(questions.answered(q, answers) for q in s.questions),
            }
            for s in every
        ],
        "questions": shown,
        "errors": summary,
    }


def title(key: str, language: str) -> str:
    """The heading of a step."""
    return words.text("web-step-short" if key == interview.SHORT else f"section-{key}", language)
