"""Structured content: option pages and prose pages, one YAML file each, English and Spanish side by side.

Text never types a figure of the evidence: it names it, as ``{fact:cost_001}``, and the figure is filled in from the
dataset with a link to its row. ``from`` beside ``en`` and ``es`` lists the rows (``table:key``) a sentence rests on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kneewise.errors import DataError
from kneewise.evidence import Dataset
from kneewise.web.environment import address
from kneewise.web.presenters.numbers import plain_number
from kneewise.yaml_files import read_yaml

FOLDER = Path(__file__).resolve().parent / "content"
_PLACEHOLDER = re.compile(r"\{fact:([a-z_0-9]+)(?::(round|abs))?\}")


@dataclass(frozen=True)
class Rich:
    """A paragraph with the rows behind its figures: ``links`` are (address, number of the mark)."""

    text: str
    links: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


@cache
def _file(path: Path) -> dict[str, Any]:
    found = read_yaml(path)
    if not isinstance(found, dict):
        raise DataError(f"{path.name} holds no content.")
    return found


def load_file(folder: str, name: str) -> dict[str, Any] | None:
    """The raw content of ``content/<folder>/<name>.yaml``, or None if there is none."""
    path = FOLDER / folder / f"{name}.yaml"
    return _file(path) if path.is_file() else None


def names(folder: str) -> list[str]:
    """Names of the files in a folder of content, sorted; shared blocks begin with an underscore and are left out."""
    return sorted(p.stem for p in (FOLDER / folder).glob("*.yaml") if not p.stem.startswith("_"))


def in_words(value: Any, language: str, dataset: Dataset) -> Any:
    """The content in one language, figures filled in: ``{en: …, es: …}`` becomes `Rich`, lists and groups go deep.

    Raises
    ------
    DataError
        If a language is missing.
    """
    if isinstance(value, dict) and set(value) <= {"en", "es", "from"} and value:
        if language not in value:
            raise DataError(f"content lacks {language}: {next(iter(value.values()))}")
        said = in_words(value[language], language, dataset)
        return _resting_on(said, value["from"], language) if "from" in value else said
    if isinstance(value, dict):
        return {key: in_words(inner, language, dataset) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_words(inner, language, dataset) for inner in value]
    if isinstance(value, str):
        return _filled(value, language, dataset)
    return value


def _resting_on(said: Rich, rows: list[str], language: str) -> Rich:
    """The sentence with links to the rows it rests on, after those of its figures."""
    named = (row.partition(":") for row in rows)
    links = [address("row", language, table, key) for table, _, key in named]
    return Rich(said.text, tuple(dict.fromkeys([*said.links, *links])))


def _filled(text: str, language: str, dataset: Dataset) -> Rich:
    links: list[str] = []

    def figure(match: re.Match[str]) -> str:
        fact = dataset.fact(match[1])
        links.append(address("row", language, "facts", fact.fact_id))
        value = abs(fact.value) if match[2] == "abs" else fact.value
        return plain_number(round(value) if match[2] == "round" else value, language)

    filled = _PLACEHOLDER.sub(figure, text)
    return Rich(filled, tuple(dict.fromkeys(links)))
