"""What an option does and costs, as plain values: `OptionEffect`, made by hand, from prices in the evidence or from a
forecast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kneewise.economics.inputs import SE_SHARE_IF_UNKNOWN, Z95, content, country_settings, standard_error
from kneewise.errors import InputError
from kneewise.quantities import Estimate, Interval

if TYPE_CHECKING:
    from kneewise.evidence import Dataset
    from kneewise.evidence.objects import Fact
    from kneewise.outlook.results import Outlook

Perspective = Literal["payer", "patient"]
PERSPECTIVES: tuple[Perspective, ...] = ("payer", "patient")
REFERENCE = "no_treatment"
REPLACEMENT = "tka"


@dataclass(frozen=True, slots=True)
class PainEffect:
    """Pain at a week, option minus no treatment, points on 0–100 (negative is less pain), with its standard error."""

    week: float
    mean: float
    se: float

    def __post_init__(self) -> None:
        if self.week <= 0:
            raise InputError(
                "Week of an effect", f"is {self.week:g}; it must be after the start", "Give weeks above 0."
            )
        if not -100 <= self.mean <= 100:
            raise InputError(
                "Effect on pain", f"is {self.mean:g}; it must lie between -100 and 100", "Use 0-100 points."
            )
        if not 0 <= self.se <= 100:
            raise InputError("Standard error of an effect", f"is {self.se:g}; it must lie between 0 and 100", "")


@dataclass(frozen=True, slots=True)
class OptionHarm:
    """A harm per course: its probability with standard error, and the weeks spent as with the worst pain."""

    event: str
    probability: float
    se: float
    weeks_at_worst: float

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise InputError(
                f"Probability of {self.event}", f"is {self.probability:g}; it must lie between 0 and 1", ""
            )


@dataclass(frozen=True, slots=True)
class OptionEffect:
    """One option as the cost model sees it.

    Parameters
    ----------
    treatment, name
        Code and name.
    effects
        Pain at some weeks after one course; between them the effect is read off a straight line from 0 at the start.
        Empty: no effect on pain.
    price
        Of one course; ``ci`` is how sure its mean is (the payer's view), ``pi`` how sellers differ (what one person may
        be asked for). None: nothing known, costs are then not reckoned.
    courses, weeks_between_courses
        How often it is given; a new course starts its effect anew.
    replaces_knee
        The option is knee replacement itself; ``effects`` are then not used.
    """

    treatment: str
    name: str
    effects: tuple[PainEffect, ...] = ()
    price: Estimate | None = None
    harms: tuple[OptionHarm, ...] = ()
    courses: int = 1
    weeks_between_courses: float = 0.0
    replaces_knee: bool = False

    def __post_init__(self) -> None:
        weeks = [effect.week for effect in self.effects]
        if weeks != sorted(set(weeks)):
            raise InputError(
                f"Effects of {self.treatment}", "are not in order of time, each week once", "Sort by week."
            )
        if self.price is not None and self.price.value < 0:
            raise InputError(f"Price of {self.treatment}", f"is {self.price.value:g}; it cannot be negative", "")
        if self.courses < 1 or (self.courses > 1 and self.weeks_between_courses <= 0):
            problem = f"are {self.courses}, {self.weeks_between_courses:g} weeks apart"
            raise InputError(
                f"Courses of {self.treatment}", problem, "Give at least 1, and weeks above 0 between them."
            )


def no_treatment(name: str = "No treatment") -> OptionEffect:
    """The option every other is compared with: pain stays as it is, nothing is paid."""
    return OptionEffect(REFERENCE, name, price=Estimate(0.0, "none", rule="nothing is bought"))


def price_from_facts(dataset: Dataset, treatment: str, country: str, perspective: Perspective) -> Estimate | None:
    """Price of one course in that country, or None where the evidence has none for it.

    ``ci`` is the fact's own interval or mean ± 1.96 standard errors; ``pi`` is mean ± 1.96 sd where sellers were
    surveyed. Where only a lowest and highest price are known, both are that range.
    """
    spec = country_settings(country)["prices"].get(treatment)
    if spec is None:
        return None
    if "mean" in spec:
        chosen = spec["mean"]
        fact_id = chosen.get(perspective) if isinstance(chosen, dict) else chosen
        if fact_id is None:
            return None
        return _price_of_mean(dataset.fact(fact_id))
    low, high = dataset.fact(spec["low"]), dataset.fact(spec["high"])
    units = spec.get("units", 1)
    ends = Interval(low.value * units, high.value * units)
    notes = [dataset.fact(spec["units_note"])] if "units_note" in spec else []
    return Estimate(
        value=(ends.low + ends.high) / 2,
        unit=f"{low.currency} per course",
        ci=ends,
        pi=ends,
        citations=tuple(dict.fromkeys(fact.citation for fact in (low, high, *notes))),
        rule=f"middle of lowest and highest price × {units}",
    )


def _price_of_mean(fact: Fact) -> Estimate:
    half = Z95 * standard_error(fact)
    spread = Z95 * fact.sd if fact.sd is not None else half
    return Estimate(
        value=fact.value,
        unit=f"{fact.currency} per course",
        ci=Interval(max(fact.value - half, 0.0), fact.value + half),
        pi=Interval(max(fact.value - spread, 0.0), fact.value + spread),
        n=None if fact.n is None else int(fact.n),
        citations=(fact.citation,),
        rule=""
        if fact.sd or fact.ci_low is not None
        else f"standard error taken as {SE_SHARE_IF_UNKNOWN:.0%} of the mean",
    )


def effects_from_outlook(
    outlook: Outlook, dataset: Dataset, country: str, perspective: Perspective, only: Iterable[str] | None = None
) -> list[OptionEffect]:
    """The options of a forecast: pain beyond placebo at each week, prices from the evidence of that country.

    Options without a forecast of pain are left out, since nothing could be said of them, and so are operations that
    change the joint for years and have no course in the model (``not_modelled`` in the parameter file). Knee
    replacement is told by `REPLACEMENT`; what it costs follows from the model's own parameters.
    """
    found = []
    wanted = set(only or ())
    for option in outlook.options:
        skipped = {REFERENCE, *content()["not_modelled"]}
        if option.treatment in skipped or (only is not None and option.treatment not in wanted):
            continue
        if option.treatment == REPLACEMENT:
            found.append(OptionEffect(REPLACEMENT, option.name, replaces_knee=True))
            continue
        pain = sorted((b for b in option.benefits if b.outcome == "pain" and b.beyond_placebo.ci), key=lambda b: b.week)
        if pain:
            effects = tuple(PainEffect(b.week, b.beyond_placebo.value, _se(b.beyond_placebo)) for b in pain)
            price = price_from_facts(dataset, option.treatment, country, perspective)
            found.append(OptionEffect(option.treatment, option.name, effects, price))
    return found


def _se(estimate: Any) -> float:
    return float((estimate.ci.high - estimate.ci.low) / (2 * Z95))


def is_injection(treatment: str) -> bool:
    """Whether the option goes through a needle into the joint, with the risk that brings."""
    return treatment.split("+")[0] in content()["injections"]
