"""Typed values of the dataset: `Treatment`, `Trial`, `Fact`. Frozen; `to_dict` and `from_dict` are inverse."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from kneewise.evidence.wording import in_language
from kneewise.sources import Citation


class _RoundTrip:
    """Round trip through a plain dictionary (tuples as lists), for JSON and tests."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The value as a plain dictionary."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}  # type: ignore[call-overload]

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """The value that ``to_dict`` gave."""
        names = {field.name for field in fields(cls)}  # type: ignore[arg-type]
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in names})


@dataclass(frozen=True, slots=True)
class Treatment(_RoundTrip):
    """One treatment, or several given together (``components``)."""

    code: str
    name: str
    name_es: str
    treatment_class: str
    borrows_with: str | None
    components: tuple[str, ...]
    kind: str
    broader: tuple[str, ...]
    lumps_into: str | None
    synonyms: tuple[str, ...]
    synonyms_es: tuple[str, ...]
    what_it_is: str
    cells_from: str | None
    manipulation: str | None
    regulatory_category: str
    control: bool


@dataclass(frozen=True, slots=True)
class Trial(_RoundTrip):
    """One trial. ``None`` is unknown, never "no"."""

    trial_id: str
    label: str
    year: int | None
    title: str | None
    country: str | None
    design: str | None
    population: str
    randomised: bool | None
    participants_blinded: bool | None
    unit_of_analysis: str
    n_randomised: int | None
    kl_mean: float | None
    kl_min: float | None
    kl_max: float | None
    age_mean: float | None
    female_pct: float | None
    bmi_mean: float | None
    funding_industry: bool | None
    risk_of_bias: str | None
    max_followup_weeks: float | None
    duplicate_of: str | None
    doi: str | None
    registry_id: str | None
    source_id: str
    source_location: str | None
    notes: str | None

    @property
    def citation(self) -> Citation:
        """Where the trial's row was read."""
        return Citation(self.source_id, self.source_location or "", row_id=f"trials:{self.trial_id}")


@dataclass(frozen=True, slots=True)
class Fact(_RoundTrip):
    """One figure that is not a trial result: a price, a threshold, a risk, a utility.

    ``exclusion`` says why it is kept out of calculations; such a fact may be shown with its doubt, never reckoned with.
    """

    fact_id: str
    topic: str
    use: str | None
    subject: str
    treatment: str | None
    quantity: str
    value: float
    unit: str
    ci_low: float | None
    ci_high: float | None
    sd: float | None
    n: float | None
    population: str | None
    year: int | None
    currency: str | None
    country: str | None
    quality: str
    exclusion: str | None
    source_id: str
    source_location: str | None
    notes: str | None
    quantity_es: str | None = None
    unit_es: str | None = None
    population_es: str | None = None

    def said(self, field: str, language: str) -> str:
        """``quantity``, ``unit`` or ``population`` in that language; English where there is no other."""
        return in_language(self.to_dict(), field, language)

    @property
    def used(self) -> bool:
        """Whether calculations may use it."""
        return self.exclusion is None

    @property
    def citation(self) -> Citation:
        """Where the figure was read."""
        return Citation(self.source_id, self.source_location or "", row_id=f"facts:{self.fact_id}")
