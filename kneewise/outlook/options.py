"""The options that a person is shown, read from ``data/options.yaml``; an expert edits that file, not this one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kneewise.yaml_files import read_yaml

_FILE = Path(__file__).parent / "data" / "options.yaml"


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """Ids of the facts for the lowest, typical and highest price in one country; any may be absent."""

    low: str | None = None
    typical: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class HarmFact:
    """A harm known from a register or review instead of trial arms.

    ``complement``: the fact counts those who were spared (implant survival), so the harm is 100 minus it. ``low`` and
    ``high`` name facts that give the range where the fact itself has none.
    """

    event: str
    fact: str
    seriousness: Literal["serious", "common"]
    complement: bool = False
    low: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class RecoveryFact:
    """A milestone with the ids of the facts that give its shortest and longest time."""

    milestone: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One option: its code, its sham, and the ids of the facts that speak of it.

    ``effect_of``: the code whose effect stands for the option where trials gave it only together with something that
    both arms had (a knee replacement with exercise, against exercise alone).
    """

    code: str
    sham: str
    effect_of: str
    undone: str
    possible: str
    price: tuple[tuple[str, PriceFacts], ...]
    recovery: tuple[RecoveryFact, ...] = ()
    harms: tuple[HarmFact, ...] = ()

    def __hash__(self) -> int:
        # What facts say of an option is kept by the option: hashing all its parts would cost more than looking it up.
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class ReplacementFact:
    """Share with a knee replacement over some years in a named group; ``years`` are the spans shown."""

    who: str
    fact: str
    over_years: float
    only_if_kl: int | None
    years: tuple[int, ...]


@cache
def _content() -> dict[str, Any]:

    return read_yaml(_FILE)


@cache
def option_specs() -> dict[str, OptionSpec]:
    """All options by treatment code, in the file's order."""
    specs = {}
    for code, row in _content()["options"].items():
        specs[code] = OptionSpec(
            code=code,
            sham=row["sham"],
            effect_of=row.get("effect_of", code),
            undone=row["undone"],
            possible=row["possible"],
            price=tuple((country, PriceFacts(**facts)) for country, facts in row.get("price", {}).items()),
            recovery=tuple(RecoveryFact(**r) for r in row.get("recovery", [])),
            harms=tuple(HarmFact(**h) for h in row.get("harms", [])),
        )
    return specs


def threshold_fact(outcome: str, kind: Literal["mcid", "acceptable"]) -> str:
    """Id of the fact that holds the smallest meaningful change (mcid) or the acceptable state of that outcome."""
    return _content()["thresholds"][outcome][kind]


DEFAULT_YEARS = (5, 10)


@cache
def replacement_facts() -> tuple[ReplacementFact, ...]:
    """The facts on knee replacement in the years ahead."""
    return tuple(
        ReplacementFact(r["who"], r["fact"], r["over_years"], r.get("only_if_kl"), tuple(r.get("years", DEFAULT_YEARS)))
        for r in _content()["knee_replacement"]
    )
