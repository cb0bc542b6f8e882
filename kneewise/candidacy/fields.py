"""Kinds of answer: a number in a range, one of several words, yes or no. "unknown" (don't know) fits each of them.

Each kind says what it accepts, describes itself as JSON Schema, and refuses by naming a message of
``words/<language>/candidacy.ftl`` with its arguments, so that the refusal reads the same on terminal, page and API in
either language.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

UNKNOWN = "unknown"
# What people write for "don't know", in a file or a form.
UNKNOWN_WORDS = frozenset({"unknown", "don't know", "dont know", "do not know", "no sé", "no se", "no lo sé", "?"})
YES_WORDS = frozenset({"yes", "y", "true", "sí", "si", "on"})
NO_WORDS = frozenset({"no", "n", "false", "off"})
# Longest piece of someone's answer that an error message repeats.
SHOWN = 40


def shown(value: object) -> str:
    """The value as an error message repeats it: short, one line; collections are named, never unfolded."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a group of values"
    if isinstance(value, int | float):
        return str(value)
    line = " ".join(str(value).split())
    return f'"{line[:SHOWN]}…"' if len(line) > SHOWN else f'"{line}"'


def nearest(word: str, allowed: list[str]) -> str:
    """The allowed word that looks most like this one; empty if none does."""
    close = get_close_matches(word.strip().lower().replace(" ", "_").replace("-", "_"), allowed, n=1, cutoff=0.6)
    return close[0] if close else ""


def refuse(problem: str, remedy: str, **arguments: str | float) -> PydanticCustomError:
    """The error that `intake.read` turns into an `InputError`; ``problem`` and ``remedy`` are message ids."""
    return PydanticCustomError("kneewise", "{problem}", {"problem": problem, "remedy": remedy, **arguments})


def says_unknown(value: object) -> bool:
    return isinstance(value, str) and value.strip().lower() in UNKNOWN_WORDS


class _Kind:
    """Base: None (not asked) and "unknown" pass; anything else goes to ``read``."""

    def read(self, value: Any) -> Any:
        raise NotImplementedError

    def describe(self) -> dict[str, Any]:
        raise NotImplementedError

    def _validate(self, value: Any) -> Any:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if says_unknown(value):
            return UNKNOWN
        return self.read(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [self.describe(), {"const": UNKNOWN}, {"type": "null"}]}


@dataclass(frozen=True)
class Number(_Kind):
    """A number from ``low`` to ``high``, ends included; ``whole`` refuses fractions; ``never`` also takes "never"."""

    low: float
    high: float
    whole: bool = False
    never: bool = False

    def read(self, value: Any) -> float | int | str:
        if self.never and isinstance(value, str) and value.strip().lower() in {"never", "none", "nunca"}:
            return "never"
        given, limits = shown(value), {"low": self.low, "high": self.high}
        if isinstance(value, str):
            try:
                value = float(value.strip().replace(",", "."))
            except ValueError:
                raise refuse("intake-not-a-number", "intake-give-number", value=given, **limits) from None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise refuse("intake-not-a-number", "intake-give-number", value=given, **limits)
        if not self.low <= value <= self.high:
            raise refuse("intake-out-of-range", "intake-give-number", value=given, **limits)
        if self.whole and value != int(value):
            raise refuse("intake-not-whole", "intake-give-whole", value=given, **limits)
        return int(value) if value == int(value) else float(value)

    def describe(self) -> dict[str, Any]:
        number = {"type": "integer" if self.whole else "number", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [number, {"const": "never"}]} if self.never else number


@dataclass(frozen=True)
class Choice(_Kind):
    """One of ``options``; ``also`` maps other ways of saying it to an option."""

    options: tuple[str, ...]
    also: tuple[tuple[str, str], ...] = ()

    def read(self, value: Any) -> str:
        word = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        key = word.lower().replace(" ", "_").replace("-", "_")
        by_key = {option.lower().replace("-", "_"): option for option in self.options} | dict(self.also)
        if key in by_key:
            return by_key[key]
        near = nearest(word, list(by_key))
        remedy = "intake-did-you-mean" if near else "intake-choose"
        options = ", ".join(self.options)
        raise refuse("intake-not-a-choice", remedy, value=shown(value), near=by_key.get(near, ""), options=options)

    def describe(self) -> dict[str, Any]:
        return {"enum": list(self.options)}


@dataclass(frozen=True)
class YesOrNo(_Kind):
    def read(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        word = value.strip().lower() if isinstance(value, str) else ""
        if word in YES_WORDS or word in NO_WORDS:
            return word in YES_WORDS
        raise refuse("intake-not-yes-no", "intake-give-yes-no", value=shown(value))

    def describe(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Text(_Kind):
    """Free words of at most ``longest`` characters."""

    longest: int = 500

    def read(self, value: Any) -> str:
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise refuse("intake-not-text", "intake-give-text", value=shown(value), high=self.longest)
        if len(str(value)) > self.longest:
            raise refuse("intake-too-long", "intake-give-text", high=self.longest, value=len(str(value)))
        return str(value).strip()

    def describe(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.longest}


Unknown = Literal["unknown"]
YesNo = Annotated[bool | Unknown | None, YesOrNo()]
