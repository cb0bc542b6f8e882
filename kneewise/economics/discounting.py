"""What a later dollar or a later year of life counts today, by either of the two conventions in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneewise.errors import InputError

Convention = Literal["annual", "continuous"]
# Guidance never asks for more than about 6 % a year; a rate above 1 is a percentage given as a number.
HIGHEST_RATE = 0.2


@dataclass(frozen=True, slots=True)
class Discounting:
    """Yearly rates for costs and QALYs, and how they compound.

    ``annual`` is (1 + r)^-t, as guidance of NICE and the Second Panel means it; ``continuous`` is exp(-r t), as some
    simulators use it. At 3 % they differ by 0.04 % in the first year and by 1.3 % after thirty.

    Raises
    ------
    InputError
        For a rate below 0 or above `HIGHEST_RATE`, or an unknown convention.
    """

    costs: float = 0.03
    qalys: float = 0.03
    convention: Convention = "annual"

    def __post_init__(self) -> None:
        for name, rate in (("costs", self.costs), ("QALYs", self.qalys)):
            if not 0 <= rate <= HIGHEST_RATE:
                problem = f"is {rate:g}; it must lie between 0 and {HIGHEST_RATE:g}"
                raise InputError(f"Discount rate of {name}", problem, "Write 3 % as 0.03.")
        if self.convention not in ("annual", "continuous"):
            raise InputError("Discounting", f"cannot be {self.convention!r}", "Use annual or continuous.")


def discount_factor(years: NDArray[np.float64] | float, rate: float, convention: Convention) -> NDArray[np.float64]:
    """Value today of 1 at ``years`` from now (any shape): (1 + rate)^-years, or exp(-rate years) if continuous."""
    t = np.asarray(years, dtype=float)
    return np.exp(-rate * t) if convention == "continuous" else (1.0 + rate) ** -t
