"""The trials of a network: `NetworkData` holds one `Study` per trial with its exact covariance.

A trial with k arms gives k − 1 independent contrasts, each arm against the trial's first arm, and their full covariance
matrix: contrasts that share an arm are correlated, and a trial counted as if they were not is counted too often.

Conventions: ``te`` is treat1 minus treat2; OR and RR are on the log scale; treatments and the arms of a trial are kept
in alphabetical order, so that nothing depends on the order in which rows were given.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneewise.errors import InputError, InputErrors

Array = NDArray[np.float64]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Study:
    """One trial.

    Parameters
    ----------
    name
        The trial's label.
    arms
        Indices into `NetworkData.treatments`, increasing; ``len(arms) == k >= 2``.
    y
        ``(k-1,)`` effect of arms 1…k−1 minus arm 0.
    v
        ``(k-1, k-1)`` their sampling covariance, positive definite.
    """

    name: str
    arms: tuple[int, ...]
    y: Array
    v: Array

    def contrast(self, a: int, b: int) -> tuple[float, float]:
        """Effect of treatment ``a`` minus ``b`` in this trial and its sampling variance."""
        c = np.zeros(len(self.arms))
        c[self.arms.index(a)], c[self.arms.index(b)] = 1.0, -1.0
        return float(c[1:] @ self.y), float(c[1:] @ self.v @ c[1:])


@dataclass(frozen=True)
class NetworkData:
    """Trials that compare treatments, ready for `network_meta_analysis`.

    Build it with `from_contrasts` or `from_arms`; both check every row. ``measure`` is MD, SMD, OR, RR or RD (or empty
    where unknown) and only labels the results. ``left_out`` names the trials that could not be used, with the reason.
    """

    treatments: tuple[str, ...]
    studies: tuple[Study, ...]
    measure: str = ""
    left_out: tuple[tuple[str, str], ...] = field(default=())

    @property
    def k(self) -> int:
        """Number of trials."""
        return len(self.studies)

    @cached_property
    def n_contrasts(self) -> int:
        """Number of independent contrasts, Σ (arms − 1)."""
        return sum(len(s.arms) - 1 for s in self.studies)

    def index(self, treatment: str) -> int:
        """Position of a treatment, or `InputError` naming those there are."""
        if treatment not in self.treatments:
            raise InputError(
                "treatment",
                f"{treatment!r} is not in this network",
                f"The network has: {', '.join(self.treatments)}.",
            )
        return self.treatments.index(treatment)

    def subset(self, keep: Iterable[int]) -> NetworkData:
        """The network of the studies with these indices; treatments that nobody studies any more are dropped."""
        studies = [self.studies[i] for i in keep]
        used = sorted({a for s in studies for a in s.arms})
        new = {old: i for i, old in enumerate(used)}
        return NetworkData(
            tuple(self.treatments[u] for u in used),
            tuple(Study(s.name, tuple(new[a] for a in s.arms), s.y, s.v) for s in studies),
            self.measure,
            self.left_out,
        )

    @classmethod
    def from_contrasts(
        cls, rows: Iterable[Row], *, measure: str = "", correlation: float | None = None, first_row: int = 1
    ) -> NetworkData:
        """Trials from rows with ``study, treat1, treat2, te, se`` (te is treat1 minus treat2).

        A trial with k > 2 arms gives either all k(k−1)/2 contrasts, from whose SEs the covariance follows exactly
        (cov of two contrasts that share arm 0 is (s₀₁² + s₀₂² − s₁₂²)/2), or fewer. With fewer, the SEs need to
        determine the arms' variances through s²ᵢⱼ = vᵢ + vⱼ; k − 1 contrasts with one shared arm do not, and then
        ``correlation`` (0.5 if the arms are equally large) must be given, or a column ``shared_se`` with the standard
        error of the shared arm's own mean (or log odds).

        Raises `InputError` or `InputErrors` naming row and column: missing names, a treatment compared with itself,
        se not above 0, the same comparison twice in one trial, contrasts of one trial that contradict each other.
        """
        from kneewise.synthesis.network.contrasts import studies_from_contrasts

        treatments, studies = studies_from_contrasts(_as_dicts(rows), correlation, first_row)
        return cls(treatments, studies, measure)

    @classmethod
    def from_arms(
        cls,
        rows: Iterable[Row],
        measure: str,
        *,
        continuity: float = 0.5,
        no_events: str = "error",
        first_row: int = 1,
    ) -> NetworkData:
        """Trials from rows with ``study, treatment, n`` and ``mean, sd`` (MD, SMD) or ``events`` (OR, RR, RD).

        ``continuity`` is added to the events and non-events of every arm of a trial in which some arm has a zero cell
        (not for RD), so that the contrasts of a multi-arm trial stay consistent. A trial in which nobody (or everybody)
        has the event says nothing about OR or RR:
        ``no_events="error"`` refuses it, ``"drop"`` leaves it out and lists it in ``left_out``.
        """
        from kneewise.synthesis.network.arms import studies_from_arms

        treatments, studies, left_out = studies_from_arms(_as_dicts(rows), measure, continuity, no_events, first_row)
        return cls(treatments, studies, measure, left_out)


def _as_dicts(rows: Any) -> Sequence[Row]:
    """Rows as a list of mappings; a polars frame is taken as it is."""
    return rows.to_dicts() if hasattr(rows, "to_dicts") else list(rows)


def text_of(row: Row, column: str, number: int) -> str:
    """The cell as text, or `InputError` if it is missing or empty."""
    value = row.get(column)
    if value is None or str(value).strip() == "":
        raise InputError(f"row {number}, column {column}", "is empty", "Every row needs it.")
    return str(value).strip()


def number_of(row: Row, column: str, number: int, *, above: float | None = None) -> float:
    """The cell as a finite number, above a bound if one is given, or `InputError`."""
    value = row.get(column)
    place = f"row {number}, column {column}"
    try:
        result = float(value)  # type: ignore[arg-type]  # None and text are the errors caught here
    except (TypeError, ValueError):
        raise InputError(place, f"is {value!r}, not a number", "Give a number, or remove the row.") from None
    if not math.isfinite(result):
        raise InputError(place, f"is {value!r}, not a finite number", "Give a number, or remove the row.")
    if above is not None and result <= above:
        raise InputError(place, f"is {result:g}; it must be above {above:g}", "Give the value as published.")
    return result


def raise_all(errors: list[InputError]) -> None:
    """Raise one error as itself and several together."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise InputErrors(errors)
