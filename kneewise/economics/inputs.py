"""The model's parameters: facts of the evidence dataset, each with a distribution that mirrors how sure it is.

Which fact feeds which parameter stands in ``data/parameters.yaml``; no figure is typed here. The distributions are the
usual ones (Briggs, Claxton & Sculpher 2006, ch. 4): beta for shares and utilities, log-normal for ratios, gamma for
costs, normal for differences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kneewise.errors import DataError, InputError
from kneewise.sources import Citation
from kneewise.yaml_files import read_yaml

if TYPE_CHECKING:
    from kneewise.evidence import Dataset
    from kneewise.evidence.objects import Fact

Floats = NDArray[np.float64]
DATA = Path(__file__).parent / "data"
Z95 = 1.959963984540054
# Where a source gives a mean and no spread at all, its standard error is taken as a fifth of it: the common convention
# of modellers (Briggs, Claxton & Sculpher 2006, ch. 4), wide enough not to feign precision.
SE_SHARE_IF_UNKNOWN = 0.2


@cache
def content() -> dict[str, Any]:
    """What ``data/parameters.yaml`` holds."""

    loaded: dict[str, Any] = read_yaml(DATA / "parameters.yaml")
    return loaded


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as used: mean and 95 % range of its draws, its distribution and where it comes from."""

    name: str
    mean: float
    low: float
    high: float
    unit: str
    distribution: str
    citations: tuple[Citation, ...]

    @classmethod
    def of(cls, name: str, draws: Floats, unit: str, distribution: str, *facts: Fact) -> Parameter:
        """The summary of some draws, shape (D,)."""
        low, high = np.quantile(draws, [0.025, 0.975])
        citations = tuple(fact.citation for fact in facts)
        return cls(name, float(draws.mean()), float(low), float(high), unit, distribution, citations)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Draws of everything that is not an option's own, each shape (D,); rates are yearly hazards.

    ``utility_bands`` has shape (D, 4): utility at pain 12.5, 37.5, 62.5 and 87.5 of 100.
    """

    utility_bands: Floats
    utility_replaced: Floats
    utility_revised: Floats
    replacement_rate: Floats
    death_at_operation: Floats
    revision_rate_old: Floats
    revision_rate_young: Floats
    rerevision_rate: Floats
    infection: Floats
    replacement_cost_under_65: Floats
    replacement_cost_from_65: Floats
    revision_cost_ratio: Floats
    parameters: tuple[Parameter, ...]


def country_settings(country: str) -> dict[str, Any]:
    """Currency, discount rates, thresholds and price facts of a country. Raises InputError naming those there are."""
    known = content()["countries"]
    if country not in known:
        problem = f"{country!r} has no costs in the evidence"
        raise InputError("Country", problem, f"Use {' or '.join(known)}.")
    settings: dict[str, Any] = known[country]
    return settings


# ---- draws of one fact


def standard_error(fact: Fact) -> float:
    """Standard error of a fact's mean: from its interval, else sd/√n, else `SE_SHARE_IF_UNKNOWN` of the value."""
    if fact.ci_low is not None and fact.ci_high is not None:
        return (fact.ci_high - fact.ci_low) / (2 * Z95)
    if fact.sd is not None and fact.n:
        return fact.sd / float(np.sqrt(fact.n))
    return abs(fact.value) * SE_SHARE_IF_UNKNOWN


def draw_beta(rng: np.random.Generator, mean: float, se: float, draws: int) -> Floats:
    """Beta with that mean and standard error (moments); the error is capped where no beta has it."""
    if mean in (0.0, 1.0):
        return np.full(draws, mean)
    spread = min(se**2, 0.99 * mean * (1 - mean))
    size = mean * (1 - mean) / spread - 1
    return rng.beta(mean * size, (1 - mean) * size, draws)


def draw_gamma(rng: np.random.Generator, mean: float, se: float, draws: int) -> Floats:
    """Gamma with that mean and standard error; a mean or error of 0 gives the mean itself."""
    if mean == 0 or se == 0:
        return np.full(draws, mean)
    return rng.gamma((mean / se) ** 2, se**2 / mean, draws)


def _share(rng: np.random.Generator, fact: Fact, draws: int) -> Floats:
    mean = fact.value / 100
    if fact.ci_low is not None and fact.ci_high is not None:
        se = standard_error(fact) / 100
    elif fact.n:
        se = float(np.sqrt(mean * (1 - mean) / fact.n))
    else:
        se = mean * SE_SHARE_IF_UNKNOWN
    return draw_beta(rng, mean, se, draws)


def yearly_rate(share: Floats, years: float) -> Floats:
    """The constant yearly hazard that leaves 1 − share free of the event after so many years: −log(1 − share)/years."""
    return -np.log1p(-share) / years


class _Draws:
    """Draws named parameters and keeps their summaries."""

    def __init__(self, dataset: Dataset, rng: np.random.Generator, draws: int) -> None:
        self.dataset, self.rng, self.draws = dataset, rng, draws
        self.used: list[Parameter] = []

    def fact(self, fact_id: str) -> Fact:
        fact = self.dataset.fact(fact_id)
        if not fact.used:
            raise DataError(
                f"fact {fact_id} is kept out of calculations ({fact.exclusion}) but the cost model names it"
            )
        return fact

    def keep(self, name: str, values: Floats, unit: str, distribution: str, *facts: Fact) -> Floats:
        self.used.append(Parameter.of(name, values, unit, distribution, *facts))
        return values

    def named(self, name: str) -> Floats:
        spec = content()["parameters"][name]
        fact, shape = self.fact(spec["fact"]), spec["shape"]
        if shape in ("proportion", "spared"):
            share = _share(self.rng, fact, self.draws)
            share = 1 - share if shape == "spared" else share
            if "over_years" in spec:
                return self.keep(name, yearly_rate(share, spec["over_years"]), "per year", "beta", fact)
            return self.keep(name, share, "share", "beta", fact)
        if shape == "utility":
            return self.keep(
                name, draw_beta(self.rng, fact.value, standard_error(fact), self.draws), "utility", "beta", fact
            )
        if shape == "gain":
            values = self.rng.normal(fact.value, standard_error(fact), self.draws)
            return self.keep(name, values, "utility", "normal", fact)
        assert shape == "ratio", shape
        assert fact.ci_low is not None, fact.fact_id
        assert fact.ci_high is not None, fact.fact_id
        se = (np.log(fact.ci_high) - np.log(fact.ci_low)) / (2 * Z95)
        return self.keep(name, np.exp(self.rng.normal(np.log(fact.value), se, self.draws)), "ratio", "log-normal", fact)

    def cost(self, name: str, fact_id: str, currency: str) -> Floats:
        fact = self.fact(fact_id)
        values = draw_gamma(self.rng, fact.value, standard_error(fact), self.draws)
        return self.keep(name, values, currency, "gamma", fact)

    def quotient(self, name: str, over: str, under: str) -> tuple[Floats, tuple[Fact, Fact]]:
        facts = self.fact(over), self.fact(under)
        top, bottom = (draw_gamma(self.rng, f.value, standard_error(f), self.draws) for f in facts)
        return top / bottom, facts


def draw_inputs(
    dataset: Dataset,
    country: str,
    draws: int,
    rng: np.random.Generator,
    *,
    sex: str | None = None,
    kl_grade: int | None = None,
) -> Inputs:
    """Draws of every parameter that is not an option's own.

    Knee replacement: people advised to have one (Kellgren-Lawrence grade 4) by the rate of a trial's non-surgical arm,
    all others by that of symptomatic knees in a cohort. Revision: the register's rate, times the ratio for those
    operated before 65. Utility after replacement: that of severe pain (50–75), which people have before it, plus the
    gain seen in a national register; after revision the gain shrinks as lifetime gains do in one hospital's figures.
    """
    get = _Draws(dataset, rng, draws)
    settings = country_settings(country)
    currency = settings["currency"]
    bands = ("0_25", "25_50", "50_75", "75_100")
    drawn = np.stack([get.named(f"utility_pain_{band}") for band in bands], axis=1)
    # More pain is never worth more: a draw that crosses takes the value before it.
    utility = np.minimum.accumulate(drawn, axis=1)
    gain = get.named("replacement_gain")
    ratios = content()["revision_against_primary"]
    gain_ratio, facts = get.quotient("gain", ratios["gain"]["revision"], ratios["gain"]["primary"])
    get.keep("revision_gain_ratio", gain_ratio, "ratio", "gamma / gamma", *facts)
    per_qaly, cost_facts = get.quotient("cost", ratios["cost_per_qaly"]["revision"], ratios["cost_per_qaly"]["primary"])
    cost_ratio = get.keep("revision_cost_ratio", per_qaly * gain_ratio, "ratio", "gamma / gamma", *cost_facts, *facts)
    rate = get.named("replacement_advised" if kl_grade == 4 else "replacement_usual")
    revision, young = get.named("revision"), get.named("revision_if_young")
    sexes = [sex] if sex in ("female", "male") else ["female", "male"]
    rerevision = np.mean([get.named(f"rerevision_{one}") for one in sexes], axis=0)
    costs = settings["replacement_cost"]
    under = get.cost("replacement_cost_under_65", costs["under_65"], currency)
    return Inputs(
        utility_bands=utility,
        utility_replaced=np.minimum(utility[:, 2] + gain, 1.0),
        utility_revised=np.minimum(utility[:, 2] + gain * np.minimum(gain_ratio, 1.0), 1.0),
        replacement_rate=rate,
        death_at_operation=get.named("death_at_operation"),
        revision_rate_old=revision,
        revision_rate_young=revision * young,
        rerevision_rate=rerevision,
        infection=get.named("injection_infection"),
        replacement_cost_under_65=under,
        replacement_cost_from_65=(
            under
            if costs["from_65"] == costs["under_65"]
            else get.cost("replacement_cost_from_65", costs["from_65"], currency)
        ),
        revision_cost_ratio=cost_ratio,
        parameters=tuple(get.used),
    )
