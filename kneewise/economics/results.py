"""What an evaluation gives back: `EconomicsResult`, with a row per option and the curves over thresholds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from kneewise.economics.inputs import Parameter
from kneewise.quantities import Interval


@dataclass(frozen=True, slots=True)
class OptionOutcome:
    """Mean lifetime costs and QALYs of an option with 95 % ranges over the draws, and how it stands.

    ``extra_cost`` and ``extra_qalys`` are against no treatment; ``cost_per_qaly`` is their quotient, and None where it
    would mislead (no gain, or cheaper). ``probability_worth_it`` is, per threshold of the country, the share of draws
    in which the gain over no treatment is worth its extra cost; ``probability_cost_effective`` the share in which the
    option beats *all* compared options, which shrinks with their number. ``icer`` is against the next option on the
    frontier. Cost fields are None where the evidence has no price: such an option takes part in no comparison of
    costs.
    """

    treatment: str
    name: str
    qalys: float
    qalys_range: Interval
    extra_qalys: float
    extra_qalys_range: Interval
    life_years: float
    replaced_share: float
    cost: float | None = None
    cost_range: Interval | None = None
    extra_cost: float | None = None
    extra_cost_range: Interval | None = None
    price_now: float | None = None
    cost_per_qaly: float | None = None
    status: str | None = None
    icer: float | None = None
    probability_worth_it: tuple[float, ...] = ()
    probability_cost_effective: tuple[float, ...] = ()
    net_benefit: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class EconomicsResult:
    """Everything one evaluation found. ``thresholds`` are the country's; curves run over ``curve_thresholds``.

    ``acceptability`` has one row per curve threshold and one column per name in ``compared``; ``frontier`` names the
    option with the highest mean net benefit and its probability; ``value_of_information`` is the EVPI per person.
    ``limits`` are message ids (`kneewise.words`) of what the model leaves out here.
    """

    perspective: str
    country: str
    currency: str
    horizon_years: float
    draws: int
    seed: int
    discounting: dict[str, Any]
    after_evidence: str
    thresholds: tuple[float, ...]
    options: tuple[OptionOutcome, ...]
    compared: tuple[str, ...]
    curve_thresholds: tuple[float, ...]
    acceptability: tuple[tuple[float, ...], ...]
    frontier: tuple[tuple[str, float], ...]
    value_of_information: tuple[float, ...]
    survival: tuple[tuple[float, float], ...]
    replaced: tuple[tuple[float, float], ...]
    parameters: tuple[Parameter, ...]
    life_table: dict[str, str]
    limits: tuple[str, ...]
    versions: dict[str, str]

    def option(self, treatment: str) -> OptionOutcome:
        """The row of that treatment code. Raises KeyError for an option that was not evaluated."""
        for option in self.options:
            if option.treatment == treatment:
                return option
        raise KeyError(treatment)

    def table(self) -> list[dict[str, Any]]:
        """One plain row per option, cheapest first, options without costs last."""
        rows = [asdict(option) for option in self.options]
        return sorted(rows, key=lambda row: (row["cost"] is None, row["cost"] or 0.0))

    def to_dict(self) -> dict[str, Any]:
        """The whole result as plain values, ready for JSON."""
        return asdict(self)
