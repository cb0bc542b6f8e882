"""What forecasts need of the synthesis, as two small protocols: effects beyond a control, and courses under a control.

`forecast` speaks only to these, so that the joint model, another model, or a test's fixed curves can stand behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kneewise.outlook.results import Basis, Beside, Certainty, FeatureShift, Outcome, Person, TrackRecord
from kneewise.sources import Citation

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EffectCurve:
    """Option minus its control over time, points on 0–100, negative better.

    ``mean``, ``sd`` (uncertainty of the average) and ``tau`` (trial-to-trial spread) have shape (weeks,). ``basis``
    says what the numbers rest on; ``last_week`` is the longest follow-up of any trial of the option, in weeks.
    """

    mean: Array
    sd: Array
    tau: Array
    basis: Basis
    n_trials: int
    n_people: int
    last_week: float | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ContextCurve:
    """Change from baseline under a control over time, points on 0–100, negative better; shapes (weeks,).

    ``sd``: uncertainty of the average; ``tau``: spread between settings; ``person_sd``: spread between people.
    """

    mean: Array
    sd: Array
    tau: Array
    person_sd: Array


class EffectSource(Protocol):
    """Anything that can say what options do beyond a control, and what happens under a control."""

    versions: dict[str, str]

    def effect(
        self, treatment: str, control: str, outcome: Outcome, weeks: Sequence[float], person: Person
    ) -> EffectCurve | None:
        """The curve, or None where no path of trials links the two."""
        ...

    def context(self, control: str, outcome: Outcome, baseline: float, weeks: Sequence[float]) -> ContextCurve:
        """The course under a control for people who begin at ``baseline``."""
        ...

    def typical_baseline(self, outcome: Outcome) -> float:
        """Mean baseline of the trials' people, points on 0–100."""
        ...

    def shifts(self, treatment: str, control: str, person: Person) -> tuple[FeatureShift, ...]:
        """How each known feature of the person moves the effect on pain at six months."""
        ...

    def beside(self, treatment: str, control: str) -> tuple[Beside, ...]:
        """The effect on pain with trials counted in that are known only in words."""
        ...

    def certainty(self, treatment: str, control: str, outcome: Outcome, language: str) -> Certainty | None:
        """How sure the effect at six months is, with the reason for each downgrade in that language."""
        ...

    def track_record(self, outcome: Outcome) -> TrackRecord | None:
        """How good forecasts from this source have been, if measured."""
        ...
