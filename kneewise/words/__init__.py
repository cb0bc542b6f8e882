"""Every sentence that people read, in one catalogue per language (Fluent files), with plural and number rules.

A message is looked up by its id: ``text("report-more", "es", count=12)``. Files lie in ``words/<language>/*.ftl``, one
file per part of the product; a test holds that both languages have the same ids and the same variables.

Parsing all files takes the better part of a second, and a command says a few hundred of some thousand messages. So
files are only cut into messages when a language is first used, and a message is parsed when it is first said.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")
_FOLDER = Path(__file__).parent
# A message or term begins at the start of a line and goes on over blank and indented lines.
_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*)[ \t]*=.*(?:\n(?:[ \t}].*|[ \t]*$))*", re.MULTILINE)
_REFERENCE = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)[\s}.(]")


@cache
def _entries(language: str) -> dict[str, str]:
    """The unparsed text of every message and term of a language."""
    found = {}
    for path in sorted((_FOLDER / language).glob("*.ftl")):
        found.update({m.group(1): m.group(0) for m in _ENTRY.finditer(path.read_text(encoding="utf-8"))})
    return found


@cache
def _bundle(language: str) -> Any:
    from fluent.runtime import FluentBundle

    return FluentBundle([language], use_isolating=False)


@cache
def _load(language: str, entry_id: str) -> bool:
    """Parse one entry, and those that it refers to, into the bundle; whether there is such an entry."""
    from fluent.runtime import FluentResource

    raw = _entries(language).get(entry_id)
    if raw is None:
        return False
    _bundle(language).add_resource(FluentResource(raw))
    for reference in _REFERENCE.findall(raw):
        _load(language, reference)
    return True


def has(message_id: str, language: str = "en") -> bool:
    """Whether the catalogue of that language holds the message."""
    return message_id in _entries(language)


def text(message_id: str, language: str = "en", /, **arguments: Any) -> str:
    """The message in that language with its arguments filled in.

    Raises
    ------
    KeyError
        For an id that the catalogue lacks, or an argument that the message needs and did not get: both are our
        mistakes, found by tests, never shown to people.
    """
    if not _load(language, message_id):
        raise KeyError(f"no message {message_id!r} in {language}")
    bundle = _bundle(language)
    value, errors = bundle.format_pattern(bundle.get_message(message_id).value, arguments)
    if errors:
        raise KeyError(f"message {message_id!r} in {language}: {errors[0]}")
    return str(value)
