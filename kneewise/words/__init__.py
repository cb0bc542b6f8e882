"""Every sentence that people read, in one catalogue per language (Fluent files), with plural and number rules.

A message is looked up by its id: ``text("outlook-benefit", "es", count=12)``. Files lie in ``words/<language>/*.ftl``, one
file per part of the product; a test holds that both languages have the same ids and the same variables.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")
_FOLDER = Path(__file__).parent


@cache
def _bundle(language: str) -> Any:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((_FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def has(message_id: str, language: str = "en") -> bool:
    """Whether the catalogue of that language holds the message."""
    return _bundle(language).has_message(message_id)


def text(message_id: str, language: str = "en", /, **arguments: Any) -> str:
    """The message in that language with its arguments filled in.

    Raises
    ------
    KeyError
        For an id that the catalogue lacks, or an argument that the message needs and did not get: both are our
        mistakes, found by tests, never shown to people.
    """
    bundle = _bundle(language)
    if not bundle.has_message(message_id):
        raise KeyError(f"no message {message_id!r} in {language}")
    value, errors = bundle.format_pattern(bundle.get_message(message_id).value, arguments)
    if errors:
        raise KeyError(f"message {message_id!r} in {language}: {errors[0]}")
    return str(value)
