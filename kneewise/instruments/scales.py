"""Pain and function scales: possible ranges, direction, rank within their outcome, and the keys of MCID and PASS.

One definition for trials, forecasts and questionnaires. Ranges and directions are properties of the instruments; MCID
and PASS are figures with sources, so only their keys into the ``facts`` table of the evidence stand here.
"""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kneewise.errors import InputError, NotFoundError

# Rank of an instrument that the table does not list.
LAST = 9


@dataclass(frozen=True, slots=True)
class Scale:
    """One instrument.

    ``ranges`` are the (lowest, highest) scores of its versions, the first being the usual one; ``higher_is`` is
    ``"better"`` or ``"worse"``; ``preference`` ranks instruments within an outcome (lower first); ``mcid_fact`` and
    ``pass_fact`` are fact ids, in the units that the fact names.
    """

    instrument: str
    name: str
    domain: str
    ranges: tuple[tuple[float, float], ...]
    higher_is: str
    preference: int
    mcid_fact: str | None
    pass_fact: str | None

    def __post_init__(self) -> None:
        if not self.ranges or any(low >= high for low, high in self.ranges):
            raise ValueError(f"{self.instrument}: every range needs lowest < highest")
        if self.higher_is not in ("better", "worse"):
            raise ValueError(f"{self.instrument}: higher_is is 'better' or 'worse', not {self.higher_is!r}")

    @property
    def only_range(self) -> tuple[float, float] | None:
        """The range, if all versions of the instrument share one."""
        return self.ranges[0] if len(self.ranges) == 1 else None

    def to_0_100(self, value: float, low: float | None = None, high: float | None = None) -> float:
        """The score on 0 (best) to 100 (worst): (value - low) / (high - low) x 100, turned round if higher is better.

        ``low`` and ``high`` name the version's range; without them the instrument's only range is used. Raises
        InputError if the version is not named and there are several, or if the value lies outside the range.
        """
        low, high = self._range(low, high)
        if not low <= value <= high:
            raise InputError(
                self.name, f"is {value:g}; it goes from {low:g} to {high:g}", "Give the score as recorded."
            )
        moved = (value - low) / (high - low) * 100
        return 100 - moved if self.higher_is == "better" else moved

    def change_to_0_100(self, change: float, low: float | None = None, high: float | None = None) -> float:
        """A change of the score in points on 0-100, higher worse: negative is an improvement."""
        low, high = self._range(low, high)
        moved = change / (high - low) * 100
        return -moved if self.higher_is == "better" else moved

    def from_0_100(self, value: float, low: float | None = None, high: float | None = None) -> float:
        """The inverse of ``to_0_100``."""
        low, high = self._range(low, high)
        share = (100 - value if self.higher_is == "better" else value) / 100
        return low + share * (high - low)

    def _range(self, low: float | None, high: float | None) -> tuple[float, float]:
        if low is not None and high is not None:
            if low >= high:
                raise InputError(f"range of {self.name}", f"is {low:g} to {high:g}", "Give the lowest score first.")
            return low, high
        if self.only_range is None:
            versions = ", ".join(f"{a:g}-{b:g}" for a, b in self.ranges)
            raise InputError(self.name, "has several versions", f"Say which range is meant: {versions}.")
        return self.only_range


@lru_cache(maxsize=1)
def scales() -> dict[str, Scale]:
    """Every scale by its name in the evidence."""
    path = Path(__file__).parent / "data" / "scales.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["instrument"]: _scale(row) for row in csv.DictReader(file)}


def _scale(row: dict[str, str]) -> Scale:
    ranges = []
    for text in row["ranges"].split(";"):
        low, high = text.split("-")
        ranges.append((float(low), float(high)))
    return Scale(
        instrument=row["instrument"],
        name=row["name"],
        domain=row["domain"],
        ranges=tuple(ranges),
        higher_is=row["higher_is"],
        preference=int(row["preference"]),
        mcid_fact=row["mcid_fact"] or None,
        pass_fact=row["pass_fact"] or None,
    )


def scale(instrument: str) -> Scale:
    """The scale with that name. Raises NotFoundError naming the nearest names."""
    found = scales().get(instrument)
    if found is None:
        close = difflib.get_close_matches(instrument, scales(), n=3, cutoff=0.4)
        hint = f"Did you mean {' or '.join(close)}?" if close else f"The scales are {', '.join(scales())}."
        raise NotFoundError(f"scale {instrument!r}", "is not known", hint)
    return found


def preference(instrument: str) -> int:
    """Rank within its outcome, lower first; ``LAST`` for instruments that the table does not list."""
    found = scales().get(instrument)
    return LAST if found is None else found.preference
