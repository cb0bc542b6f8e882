"""Reads the file about a person: YAML (or JSON, which is YAML), small, text, each key once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from kneewise.errors import InputError, TooLargeError

# A file about one person has a few kilobytes; a thousand times that is a mistake.
LARGEST_BYTES = 1_000_000


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice, where YAML would silently keep the second."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        name = str(key.value)
        if name in seen:
            raise InputError(
                f"Line {key.start_mark.line + 1}, {name[:40]}",
                "is answered twice",
                "Keep one of the two lines.",
            )
        seen.add(name)
    loader.flatten_mapping(node)
    return {loader.construct_object(k): loader.construct_object(v, deep=True) for k, v in node.value}


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_answers(path: Path) -> Any:
    """What the file holds, as plain values.

    Raises
    ------
    InputError
        If there is no such file, it is a folder, cannot be opened, is not text or not YAML.
    TooLargeError
        Above `LARGEST_BYTES`; nothing is read.
    """
    remedy = "`kneewise interview` asks the questions and writes such a file."
    if path.is_dir():
        raise InputError(str(path), "is a folder, not a file", remedy)
    if not path.exists():
        raise InputError(str(path), "does not exist", remedy)
    if not path.is_file():
        raise InputError(str(path), "is not an ordinary file", remedy)
    if path.stat().st_size > LARGEST_BYTES:
        problem = f"has more than {LARGEST_BYTES // 1000} kB; a file about one person has a few"
        raise TooLargeError(str(path), problem, remedy)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be opened ({error.strerror})", "Check its permissions.") from None
    return parse_answers(raw, str(path))


def parse_answers(raw: bytes, name: str) -> Any:
    """Plain values from the bytes of a YAML or JSON file; ``name`` is how errors call it."""
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = "\0"
    if "\0" in content:
        raise InputError(name, "is not a text file", "Give the YAML or JSON file with the answers.")
    try:
        return yaml.load(content, Loader=_Loader)  # noqa: S506  (_Loader is a SafeLoader)
    except InputError as error:
        raise InputError(f"{name}, {error.field}", error.problem, error.remedy) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise InputError(name + place, "is not valid YAML", "Write one answer per line, such as “age: 62”.") from None
    except (RecursionError, ValueError, TypeError):
        raise InputError(name, "is not valid YAML", "Write one answer per line, such as “age: 62”.") from None


def dump_answers(answers: dict[str, Any]) -> str:
    """The answers as YAML, in the order given, words in their own letters."""
    return yaml.safe_dump(answers, sort_keys=False, allow_unicode=True)
