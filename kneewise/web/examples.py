"""The example people of a demonstration, from the project's ``examples`` folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from kneewise import words
from kneewise.candidacy.intake import Intake
from kneewise.errors import NotFoundError

FOLDER = Path(__file__).resolve().parents[2] / "examples"


@dataclass(frozen=True)
class Example:
    """The name of an example and its words on the button."""

    name: str
    words: str


def examples(language: str) -> list[Example]:
    """The examples of a demonstration; none otherwise, or where the project was installed without its examples."""
    if not settings.DEMO or not FOLDER.is_dir():
        return []
    return [Example(path.stem, _words(path.stem, language)) for path in sorted(FOLDER.glob("*.yaml"))]


def _words(name: str, language: str) -> str:
    message = f"web-example-{name.replace('_', '-')}"
    return words.text(message, language) if words.has(message, language) else name.replace("_", " ")


def example_answers(name: str) -> dict[str, Any]:
    """The answers of that example. NotFoundError for another name."""
    if name not in {e.name for e in examples("en")}:
        raise NotFoundError("example", f"{name[:40]!r} is not known", "Go back and choose one of the buttons.")
    answers = Intake.from_yaml(FOLDER / f"{name}.yaml").to_dict()
    answers.pop("language", None)
    return answers
