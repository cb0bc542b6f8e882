"""Every sentence that people read, in one catalogue per language (Fluent files), with plural and number rules.

A message is looked up by its id: ``text("report-more", "es", count=12)``. Files lie in ``words/<language>/*.ftl``, one
file per part of the product; a test holds that both languages have the same ids and the same variables.

Parsing all files takes the better part of a second, and a command says a few hundred of some thousand messages. So
files are only cut into messages when a language is first used, and a message is parsed when it is first said.

A report says a thousand messages. Most are plain text with a few places to fill in: those are filled in here, and only
messages that choose by number or refer to others go through Fluent's own evaluation (a test holds both equal).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
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


@cache
def _template(language: str, message_id: str) -> Callable[..., str] | None:
    """A message as a function of its arguments as text; None where it is more than words with places to fill in."""
    from fluent.syntax import ast

    pattern = _message(language, message_id)
    pieces = []
    for element in pattern.elements if isinstance(pattern, ast.Pattern) else (pattern,):
        if isinstance(element, ast.TextElement):
            pieces.append(element.value.replace("{", "{{").replace("}", "}}"))
        elif isinstance(element, ast.Placeable) and isinstance(element.expression, ast.VariableReference):
            pieces.append(f"{{{element.expression.id.name}}}")
        else:
            return None
    return "".join(pieces).format


def _message(language: str, message_id: str) -> Any:
    """The pattern of a message. KeyError for an id that the catalogue lacks."""
    if not _load(language, message_id):
        raise KeyError(f"no message {message_id!r} in {language}")
    return _bundle(language).get_message(message_id).value


@cache
def _number_bundle(language: str) -> Any:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource("number = { $value }"))
    return bundle


@lru_cache(maxsize=8192, typed=True)
def _number(value: float, language: str) -> str:
    """A number as Fluent writes it in that language."""
    bundle = _number_bundle(language)
    return str(bundle.format_pattern(bundle.get_message("number").value, {"value": value})[0])


# Fluent refuses longer arguments; they take its way, so that they are refused here too.
_LONGEST_ARGUMENT = 2500
# Messages that choose by number, kept as said: short arguments only, so that nothing a person wrote is kept.
_LONGEST_KEPT = 80


def _as_text(arguments: dict[str, Any], language: str) -> dict[str, str] | None:
    """The arguments as they stand in a sentence; None where one is neither text nor number."""
    said = {}
    for name, value in arguments.items():
        kind = type(value)
        if isinstance(value, str):
            if len(value) > _LONGEST_ARGUMENT:
                return None
            said[name] = value
        elif kind is int or kind is float:
            said[name] = _number(value, language)
        else:
            return None
    return said


def _evaluated(message_id: str, language: str, /, **arguments: Any) -> str:
    """The message by Fluent's own evaluation."""
    value, errors = _bundle(language).format_pattern(_message(language, message_id), arguments)
    if errors:
        raise KeyError(f"message {message_id!r} in {language}: {errors[0]}")
    return str(value)


_kept = lru_cache(maxsize=8192, typed=True)(_evaluated)


def _is_short(value: Any) -> bool:
    kind = type(value)
    return kind is int or kind is float or (kind is str and len(value) <= _LONGEST_KEPT)


def text(message_id: str, language: str = "en", /, **arguments: Any) -> str:
    """The message in that language with its arguments filled in.

    Raises
    ------
    KeyError
        For an id that the catalogue lacks, or an argument that the message needs and did not get: both are our
        mistakes, found by tests, never shown to people.
    """
    template = _template(language, message_id)
    if template is not None:
        said = _as_text(arguments, language)
        if said is not None:
            try:
                return template(**said)
            except KeyError as missing:
                raise KeyError(f"message {message_id!r} in {language}: needs {missing}") from None
    if all(_is_short(value) for value in arguments.values()):
        return _kept(message_id, language, **arguments)
    return _evaluated(message_id, language, **arguments)
