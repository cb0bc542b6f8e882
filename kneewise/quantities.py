"""The vocabulary of numbers that every package speaks: `Interval`, `Estimate`, `NaturalFrequency`."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kneewise.sources import Citation


def whole(value: float) -> int:
    """The nearest whole number, halves away from zero: the one way in which every view rounds what people read."""
    return int(value + 0.5) if value >= 0 else -int(0.5 - value)


@dataclass(frozen=True, slots=True)
class Interval:
    """A range with the share of cases it is meant to hold. ``low <= high``; ``level`` in (0, 1), e.g. 0.95."""

    low: float
    high: float
    level: float = 0.95

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise ValueError(f"an interval needs low <= high, not {self.low} to {self.high}")
        if not 0 < self.level < 1:
            raise ValueError(f"an interval's level lies between 0 and 1, not {self.level}")

    def contains(self, value: float) -> bool:
        """Whether the value lies inside, ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number with its uncertainty, unit and origin.

    Parameters
    ----------
    value
        The point estimate.
    unit
        What it is measured in, as people say it: ``"points on 0-100"``, ``"USD per knee"``, ``"of 100 people"``.
    ci
        Confidence or credible interval of the value (what the average is), if known.
    pi
        Prediction interval (what a new trial or setting may show), if known.
    n
        Number of people behind it, if known.
    citations
        Where it comes from. A number without a source or a rule does not reach a page.
    rule
        Name of the rule or model that worked it out; empty if the number is as published.
    """

    value: float
    unit: str
    ci: Interval | None = None
    pi: Interval | None = None
    n: int | None = None
    citations: tuple[Citation, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class NaturalFrequency:
    """``count`` of ``of`` people, with a range in the same denominator. ``0 <= low <= count <= high <= of``."""

    count: float
    low: float
    high: float
    of: int = 100

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.count <= self.high <= self.of:
            raise ValueError(f"need 0 <= {self.low} <= {self.count} <= {self.high} <= {self.of}")
