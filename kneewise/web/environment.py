"""The Jinja2 environment of the site: words, addresses and static files, by language."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from kneewise import words
from kneewise.web.assets import static


def in_language(path: str, language: str) -> str:
    """The address in that language: Spanish pages live under ``/es``."""
    return f"/es{path}" if language == "es" and not path.startswith(("/static/", "/api/")) else path


@cache
def _plain_address(name: str) -> str:
    """The address of a page without parts; a report asks for some sixty."""
    return reverse(name)


def address(name: str, language: str, *args: Any) -> str:
    """The address of a named page in that language."""
    return in_language(reverse(name, args=args) if args else _plain_address(name), language)


@pass_context
def _t(context: Context, message_id: str, **arguments: Any) -> str:
    return words.text(message_id, context["language"], **arguments)


@pass_context
def _url(context: Context, name: str, *args: Any) -> str:
    return address(name, context["language"], *args)


def _exists(name: str) -> bool:
    try:
        _plain_address(name)
    except NoReverseMatch:
        return False
    return True


def environment(**options: Any) -> Environment:
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=True)
    env = Environment(**options)  # noqa: S701 (autoescape is set two lines above)
    env.globals.update(t=_t, url=_url, static=static, exists=_exists)
    return env
