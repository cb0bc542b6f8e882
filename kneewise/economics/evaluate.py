"""From a person and options to costs, QALYs and what they say of the choice: `evaluate_costs`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kneewise.economics import decision
from kneewise.economics.discounting import Discounting
from kneewise.economics.inputs import Inputs, country_settings, draw_beta, draw_gamma, draw_inputs
from kneewise.economics.knee_model import (
    CYCLE_YEARS,
    LAST_AGE,
    WEEKS_PER_YEAR,
    AfterEvidence,
    Setting,
    Simulated,
    replacement_cost,
    simulate,
    utility_of_pain,
)
from kneewise.economics.life_table import life_table
from kneewise.economics.options import (
    PERSPECTIVES,
    REFERENCE,
    OptionEffect,
    Perspective,
    is_injection,
    no_treatment,
)
from kneewise.economics.results import EconomicsResult, OptionOutcome
from kneewise.errors import InputError
from kneewise.quantities import Interval

if TYPE_CHECKING:
    from kneewise.evidence import Dataset
    from kneewise.outlook.results import Person

Floats = NDArray[np.float64]
DEFAULT_DRAWS = 5000
MOST_DRAWS = 200_000
YOUNGEST, OLDEST = 18.0, 95.0
DEFAULT_COUNTRY = "US"
# A joint infection is treated and healed within about a season; that time counts as lived with the worst pain.
WEEKS_AT_WORST_IF_INFECTED = 13.0
# Curves reach a little beyond the thresholds in use, in steps fine enough to see where the best option changes.
CURVE_STEPS = 41
# The gain after knee replacement was measured in people who had severe pain before it. For milder knees one registry
# found clearly smaller gains (fact effect_modifiers_026), so that no figure is given for them: at least the middle of
# the pain scale, and no X-ray grade below 3.
LEAST_PAIN_FOR_REPLACEMENT = 50.0
LEAST_GRADE_FOR_REPLACEMENT = 3
CURVE_REACH = 4 / 3


def evaluate_costs(
    person: Person,
    options: Sequence[OptionEffect],
    dataset: Dataset,
    *,
    perspective: Perspective = "payer",
    country: str | None = None,
    horizon_years: float | None = None,
    draws: int = DEFAULT_DRAWS,
    seed: int = 1,
    discounting: Discounting | None = None,
    after_evidence: AfterEvidence = "fade",
    replacement_hr_per_10_points: float = 1.0,
) -> EconomicsResult:
    """Lifetime costs and QALYs of each option for people like this person, with all parameters uncertain at once.

    Parameters
    ----------
    person
        Age, pain (0–100), sex, Kellgren–Lawrence grade and country are used; age and pain must be known.
    options
        As `kneewise.economics.options` describes; no treatment is added where it is not among them. Knee replacement is
        left out for people whose knee is not bad enough for the evidence on it, and ``limits`` says so.
    perspective
        ``payer``: whoever pays for health care pays the option and every later operation. ``patient``: the person pays
        the option out of pocket; what later operations cost them is not known and not reckoned.
    country
        ``US`` or ``UK``; the person's own if not given, else `DEFAULT_COUNTRY`.
    horizon_years
        Years to follow; to the age of 100 if not given.
    draws, seed
        Size and start of the probabilistic analysis; the same seed gives the same result.
    discounting
        The country's convention if not given.
    after_evidence, replacement_hr_per_10_points
        See `knee_model`.

    Raises
    ------
    InputError
        Unknown age or pain, an age outside 18–95, a country without costs, too few or too many draws, an option twice.
    """
    country = country or (person.country if person.country in ("US", "UK") else DEFAULT_COUNTRY)
    settings = country_settings(country)
    _check(person, options, perspective, horizon_years, draws, replacement_hr_per_10_points)
    assert person.age is not None
    assert person.pain is not None
    chosen = [option for option in options if not option.replaces_knee or _replacement_applies(person)]
    left_out = len(chosen) < len(options)
    if all(option.treatment != REFERENCE for option in chosen):
        chosen.insert(0, no_treatment())
    setting = Setting(
        age=person.age,
        sex=person.sex,
        pain=person.pain,
        horizon_years=LAST_AGE - person.age if horizon_years is None else horizon_years,
        discounting=discounting or Discounting(settings["discount"]["costs"], settings["discount"]["qalys"]),
        after_evidence=after_evidence,
        replacement_hr_per_10_points=replacement_hr_per_10_points,
    )
    rng = np.random.default_rng(seed)
    inputs = draw_inputs(dataset, country, draws, rng, sex=person.sex, kl_grade=person.kl_grade)
    prices = np.stack([_draw_price(rng, option, perspective, draws) for option in chosen], axis=1)
    effects = rng.standard_normal((draws, len(chosen)))
    losses = _harm_losses(rng, chosen, inputs, setting)
    table = life_table(country)
    done = simulate(setting, chosen, inputs, table, prices, effects, losses)
    return _result(
        person, chosen, settings, setting, inputs, done, left_out, perspective, country, draws, seed, dataset
    )


def _check(
    person: Person,
    options: Sequence[OptionEffect],
    perspective: str,
    horizon_years: float | None,
    draws: int,
    ratio: float,
) -> None:
    if person.age is None:
        raise InputError("Age", "is not known; lifetime costs need it", "Give your age in the file about you.")
    if not YOUNGEST <= person.age <= OLDEST:
        problem = f"is {person.age:g}; the model follows people from {YOUNGEST:g} to {OLDEST:g}"
        raise InputError("Age", problem, "No figure is given outside that range.")
    if person.pain is None:
        raise InputError("Pain", "is not known; lifetime costs need it", "Give your pain in the file about you.")
    if not 0 <= person.pain <= 100:
        raise InputError("Pain", f"is {person.pain:g}; it must lie between 0 and 100", "")
    if perspective not in PERSPECTIVES:
        raise InputError("Perspective", f"cannot be {perspective!r}", f"Use {' or '.join(PERSPECTIVES)}.")
    if horizon_years is not None and not 0 < horizon_years <= LAST_AGE:
        raise InputError("Horizon", f"is {horizon_years:g} years", f"Give years above 0 and up to {LAST_AGE:g}.")
    if not 2 <= draws <= MOST_DRAWS:
        raise InputError("Draws", f"are {draws}", f"Give a number between 2 and {MOST_DRAWS:,}.")
    if not 0.1 <= ratio <= 10:
        raise InputError(
            "Hazard ratio of replacement", f"is {ratio:g}", "Give a number between 0.1 and 10; 1 is no effect."
        )
    names = [option.treatment for option in options]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError("Options", f"name {', '.join(twice)} twice", "Give each option once.")


def _replacement_applies(person: Person) -> bool:
    """Whether the evidence on knee replacement speaks of people like this person."""
    mild = person.kl_grade is not None and person.kl_grade < LEAST_GRADE_FOR_REPLACEMENT
    return person.pain is not None and person.pain >= LEAST_PAIN_FOR_REPLACEMENT and not mild


def _draw_price(rng: np.random.Generator, option: OptionEffect, perspective: Perspective, draws: int) -> Floats:
    """Draws of one course's price: around its mean for a payer, as sellers differ for a patient; 0 where unknown."""
    price = option.price
    if price is None:
        return np.zeros(draws)
    interval = price.pi if perspective == "patient" and price.pi else price.ci
    width = 0.0 if interval is None else (interval.high - interval.low) / 2 / 1.96
    return draw_gamma(rng, price.value, width, draws)


def _harm_losses(rng: np.random.Generator, options: list[OptionEffect], inputs: Inputs, setting: Setting) -> Floats:
    """QALYs lost to harms per course, (D, K): probability × time × distance from today's utility to the worst."""
    today = utility_of_pain(np.full((inputs.infection.size, 1), setting.pain), inputs.utility_bands)[:, 0]
    distance = np.maximum(today - inputs.utility_bands[:, 3], 0.0)
    columns = []
    for option in options:
        lost = np.zeros_like(today)
        if is_injection(option.treatment):
            lost += inputs.infection * distance * WEEKS_AT_WORST_IF_INFECTED / WEEKS_PER_YEAR
        for harm in option.harms:
            chance = draw_beta(rng, harm.probability, harm.se, today.size)
            lost += chance * distance * harm.weeks_at_worst / WEEKS_PER_YEAR
        columns.append(lost)
    return np.stack(columns, axis=1)


def _range(values: Floats) -> Interval:
    low, high = np.quantile(values, [0.025, 0.975])
    return Interval(float(low), float(high))


def _has_cost(option: OptionEffect, perspective: Perspective) -> bool:
    """Whether the option's own cost is known: a price, or replacement seen by the payer."""
    return option.price is not None or (option.replaces_knee and perspective == "payer")


def _result(
    person: Person,
    options: list[OptionEffect],
    settings: dict[str, Any],
    setting: Setting,
    inputs: Inputs,
    done: Simulated,
    left_out: bool,
    perspective: Perspective,
    country: str,
    draws: int,
    seed: int,
    dataset: Dataset,
) -> EconomicsResult:
    costs = done.option_costs + (done.care_costs if perspective == "payer" else 0.0)
    reference = next(k for k, option in enumerate(options) if option.treatment == REFERENCE)
    compared = [k for k, option in enumerate(options) if _has_cost(option, perspective)]
    c, q = costs[:, compared], done.qalys[:, compared]
    thresholds = tuple(float(t) for t in settings["thresholds"])
    curve = tuple(float(t) for t in np.linspace(0.0, max(thresholds) * CURVE_REACH, CURVE_STEPS))
    acceptable = decision.acceptability(c, q, curve)
    at_thresholds = decision.acceptability(c, q, thresholds)
    steps = {compared[s.option]: s for s in decision.frontier(c.mean(axis=0), q.mean(axis=0))}
    rows = []
    for k, option in enumerate(options):
        extra = done.qalys[:, k] - done.qalys[:, reference]
        row: dict[str, Any] = {
            "treatment": option.treatment,
            "name": option.name,
            "qalys": float(done.qalys[:, k].mean()),
            "qalys_range": _range(done.qalys[:, k]),
            "extra_qalys": float(extra.mean()),
            "extra_qalys_range": _range(extra),
            "life_years": float(done.life_years[:, k].mean()),
            "replaced_share": float(done.replaced[:, k].mean()),
        }
        if k in compared:
            column = compared.index(k)
            operation = replacement_cost(inputs, setting.age) if option.replaces_knee else 0.0
            row |= _cost_fields(costs, extra, k, reference) | {
                "price_now": float((done.option_costs[:, k] + operation).mean())
            }
            row |= {
                "status": steps[k].status,
                "icer": steps[k].icer,
                "probability_worth_it": _worth_it(costs, extra, k, reference, thresholds),
                "probability_cost_effective": tuple(float(p) for p in at_thresholds[:, column]),
                "net_benefit": tuple(
                    float((t * extra - (costs[:, k] - costs[:, reference])).mean()) for t in thresholds
                ),
            }
        rows.append(OptionOutcome(**row))
    names = tuple(options[k].treatment for k in compared)
    table = life_table(country)
    years = np.arange(setting.cycles + 1) * CYCLE_YEARS
    whole = np.arange(0, setting.cycles + 1, round(1 / CYCLE_YEARS))
    return EconomicsResult(
        perspective=perspective,
        country=country,
        currency=settings["currency"],
        horizon_years=setting.cycles * CYCLE_YEARS,
        draws=draws,
        seed=seed,
        discounting={
            "costs": setting.discounting.costs,
            "qalys": setting.discounting.qalys,
            "convention": setting.discounting.convention,
        },
        after_evidence=setting.after_evidence,
        thresholds=thresholds,
        options=tuple(rows),
        compared=names,
        curve_thresholds=curve,
        acceptability=tuple(tuple(float(p) for p in row) for row in acceptable),
        frontier=tuple((names[k], p) for k, p in decision.acceptability_frontier(c, q, curve)),
        value_of_information=tuple(float(v) for v in decision.expected_value_of_perfect_information(c, q, curve)),
        survival=tuple((float(years[i]), float(done.alive_course[i, reference])) for i in whole),
        replaced=tuple((float(years[i]), float(done.replaced_course[i, reference])) for i in whole),
        parameters=inputs.parameters,
        life_table={"country": table.country, "title": table.title, "body": table.body, "url": table.url},
        limits=_limits(person, options, left_out, perspective, country, table.country),
        versions={"evidence": dataset.version},
    )


def _worth_it(
    costs: Floats, extra_qalys: Floats, k: int, reference: int, thresholds: tuple[float, ...]
) -> tuple[float, ...]:
    """Share of draws in which the gain over the reference is worth more than its extra cost, per threshold."""
    extra = costs[:, k] - costs[:, reference]
    return tuple(float((t * extra_qalys > extra).mean()) for t in thresholds)


def _cost_fields(costs: Floats, extra_qalys: Floats, k: int, reference: int) -> dict[str, Any]:
    extra = costs[:, k] - costs[:, reference]
    gain, price = float(extra_qalys.mean()), float(extra.mean())
    return {
        "cost": float(costs[:, k].mean()),
        "cost_range": _range(costs[:, k]),
        "extra_cost": price,
        "extra_cost_range": _range(extra),
        "cost_per_qaly": price / gain if gain > 0 and price > 0 else None,
    }


def _limits(
    person: Person,
    options: list[OptionEffect],
    left_out: bool,
    perspective: Perspective,
    country: str,
    table_country: str,
) -> tuple[str, ...]:
    """Message ids of what the reader must know of this evaluation."""
    found = [
        "economics-limit-no-delay",
        "economics-limit-pain-only",
        "economics-limit-years",
        "economics-limit-utilities",
    ]
    if perspective == "patient":
        found.append("economics-limit-patient")
    if left_out:
        found.append("economics-limit-not-severe")
    if any(not _has_cost(option, perspective) for option in options):
        found.append("economics-limit-no-price")
    if table_country != country:
        found.append("economics-limit-life-table")
    if person.sex is None:
        found.append("economics-limit-sex")
    if person.kl_grade == 4:
        found.append("economics-limit-severe")
    return tuple(found)
