"""The cohort of people with a painful knee, simulated for all draws and options at once.

    native knee ──► operation (two cycles) ──► replaced ──► revision (two cycles) ──► revised ─┐
        │                  │                      │                │                   ▲      │ again
        └──────────────────┴────────── death ◄────┴────────────────┴───────────────────┴──────┘

Cycles of three months; people operated on before 65 are followed apart, since their implants fail more often. Pain acts
through utility: the native knee's utility is read off the mean pain of that option at that time. Arrays are draws ×
options; `kneewise.economics.markov` does the same sums with whole matrices and is compared in the tests.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneewise.economics.discounting import Discounting, discount_factor
from kneewise.economics.inputs import Inputs
from kneewise.economics.life_table import LifeTable
from kneewise.economics.options import OptionEffect

Floats = NDArray[np.float64]
AfterEvidence = Literal["fade", "stop", "stay"]

CYCLE_YEARS = 0.25
WEEKS_PER_YEAR = 365.25 / 7
# Middle of each pain band that utilities were published for.
BAND_MIDDLES = np.array([12.5, 37.5, 62.5, 87.5])
# Nobody is followed beyond this age: fewer than 3 of 100 newborns of the life table are alive at it.
LAST_AGE = 100.0
# Implants are followed in two groups, as the register's ratio is given.
YOUNG_BELOW = 65.0
# Beyond the last week that trials measured, an effect is assumed to fade in a straight line over one year: trials
# longer than a year are few, and neither an instant end nor a lasting effect is likely; both are there to compare.
FADE_WEEKS = 52.0
# Draws are simulated in blocks that stay in the processor's cache.
BLOCK = 250


@dataclass(frozen=True, slots=True)
class Setting:
    """The person and the conventions: age in years, sex, pain 0–100, years to follow, discounting.

    ``replacement_hr_per_10_points`` is the hazard ratio of knee replacement per 10 points less pain; 1 (the default)
    means that an option does not change when knees are replaced, as no controlled trial has shown that.
    """

    age: float
    sex: str | None
    pain: float
    horizon_years: float
    discounting: Discounting
    after_evidence: AfterEvidence = "fade"
    replacement_hr_per_10_points: float = 1.0

    @property
    def cycles(self) -> int:
        """Number of cycles followed."""
        return max(1, round(min(self.horizon_years, LAST_AGE - self.age) / CYCLE_YEARS))


@dataclass(frozen=True, slots=True)
class Simulated:
    """Totals per draw and option (D, K), discounted unless said, and the mean course (cycles + 1, K)."""

    care_costs: Floats
    option_costs: Floats
    qalys: Floats
    life_years: Floats
    replaced: Floats
    alive_course: Floats
    replaced_course: Floats


def utility_of_pain(pain: Floats, bands: Floats) -> Floats:
    """Utility at a pain 0–100: straight lines between the middles of the published bands, flat beyond them.

    ``pain`` has shape (D, K), ``bands`` (D, 4).
    """
    x = np.clip(pain, BAND_MIDDLES[0], BAND_MIDDLES[-1])
    step = BAND_MIDDLES[1] - BAND_MIDDLES[0]
    result = np.repeat(bands[:, :1], pain.shape[1], axis=1)
    for band in range(3):
        part = np.clip((x - BAND_MIDDLES[band]) / step, 0.0, 1.0)
        result += part * (bands[:, band + 1] - bands[:, band])[:, None]
    return result


def effect_course(option: OptionEffect, weeks: Floats, after: AfterEvidence) -> tuple[Floats, Floats]:
    """Mean and standard error of the option's effect on pain at some weeks, shape (T,) each.

    Straight lines from 0 at the start through the measured weeks; afterwards as ``after`` says. A new course starts
    anew, and the newest course counts.
    """
    if not option.effects:
        return np.zeros_like(weeks), np.zeros_like(weeks)
    since = weeks.copy()
    for course in range(1, option.courses):
        start = course * option.weeks_between_courses
        since = np.where(weeks >= start, weeks - start, since)
    x = np.array([0.0, *(e.week for e in option.effects)])
    last = x[-1]
    share = {
        "fade": np.clip(1 - (since - last) / FADE_WEEKS, 0.0, 1.0),
        "stop": (since <= last).astype(float),
        "stay": np.ones_like(since),
    }[after]
    mean = np.interp(since, x, [0.0, *(e.mean for e in option.effects)])
    se = np.interp(since, x, [0.0, *(e.se for e in option.effects)])
    return mean * share, se * share


def simulate(
    setting: Setting,
    options: list[OptionEffect],
    inputs: Inputs,
    table: LifeTable,
    prices: Floats,
    effect_draws: Floats,
    harm_losses: Floats,
) -> Simulated:
    """Costs and QALYs of every option in every draw.

    ``prices`` (D, K) is one course, ``effect_draws`` (D, K) standard normal numbers by which an option's whole effect
    is higher or lower than its mean (one per option: errors at different weeks go together), ``harm_losses`` (D, K)
    QALYs lost to harms per course.
    """
    blocks = []
    for first in range(0, prices.shape[0], BLOCK):
        part = slice(first, first + BLOCK)
        cut = {f.name: getattr(inputs, f.name)[part] for f in fields(inputs) if f.name != "parameters"}
        here = Inputs(**cut, parameters=inputs.parameters)
        blocks.append(
            _simulate_block(setting, options, here, table, prices[part], effect_draws[part], harm_losses[part])
        )
    share = [b.qalys.shape[0] / prices.shape[0] for b in blocks]
    merged = {}
    for field in fields(Simulated):
        values = [getattr(b, field.name) for b in blocks]
        if field.name.endswith("_course"):
            merged[field.name] = np.sum([v * s for v, s in zip(values, share, strict=True)], axis=0)
        else:
            merged[field.name] = np.concatenate(values)
    return Simulated(**merged)


class _Cohort:
    """Shares of the cohort by state, each (D, K); people operated on young and old apart where it matters."""

    def __init__(self, shape: tuple[int, int], operated_first: Floats) -> None:
        none = np.zeros(shape)
        self.native = np.where(operated_first, 0.0, 1.0) * np.ones(shape)
        self.operation = [none.copy(), none.copy()]
        self.replaced_young, self.replaced_old = none.copy(), none.copy()
        self.revision = [none.copy(), none.copy()]
        self.revised = none.copy()

    def alive(self) -> Floats:
        return (
            self.native + self.operation[0] + self.operation[1] + self.replaced_young + self.replaced_old
            + self.revision[0] + self.revision[1] + self.revised
        )  # fmt: skip


def _simulate_block(
    setting: Setting,
    options: list[OptionEffect],
    inputs: Inputs,
    table: LifeTable,
    prices: Floats,
    effect_draws: Floats,
    harm_losses: Floats,
) -> Simulated:
    cycles, shape = setting.cycles, prices.shape
    middle_weeks = (np.arange(cycles, dtype=np.float64) + 0.5) * CYCLE_YEARS * WEEKS_PER_YEAR
    courses = [effect_course(option, middle_weeks, setting.after_evidence) for option in options]
    mean, se = (np.stack([course[i] for course in courses], axis=1) for i in (0, 1))
    own_pain = np.full((shape[0], 1), setting.pain)
    utility_today = utility_of_pain(own_pain, inputs.utility_bands)
    utility_replaced, utility_revised = inputs.utility_replaced[:, None], inputs.utility_revised[:, None]
    deadly = inputs.death_at_operation[:, None]
    operated_first = np.array([[option.replaces_knee for option in options]])

    cohort = _Cohort(shape, operated_first)
    cohort.operation[0] += operated_first * (1 - deadly)
    replaced = np.broadcast_to(operated_first.astype(float), shape).copy()
    qalys, life, care = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    care += operated_first * _replacement_cost(inputs, setting.age)
    alive_course, replaced_course = [cohort.alive().mean(axis=0)], [replaced.mean(axis=0)]
    for cycle in range(cycles):
        moment = (cycle + 0.5) * CYCLE_YEARS
        age = setting.age + moment
        touched = bool(np.any(mean[cycle] != 0) or np.any(se[cycle] != 0))
        change = mean[cycle] + se[cycle] * effect_draws if touched else None
        utility_native = utility_today
        if change is not None:
            utility_native = utility_of_pain(np.clip(setting.pain + change, 0.0, 100.0), inputs.utility_bands)
        before = _worth(cohort, utility_native, utility_today, utility_replaced, utility_revised), cohort.alive()
        operations, revisions = _advance(cohort, setting, inputs, table, age, change)
        after = _worth(cohort, utility_native, utility_today, utility_replaced, utility_revised), cohort.alive()
        replaced += operations
        rates = setting.discounting
        now_qaly = float(discount_factor(moment, rates.qalys, rates.convention)) * CYCLE_YEARS / 2
        now_cost = float(discount_factor(moment, rates.costs, rates.convention))
        qalys += now_qaly * (before[0] + after[0])
        life += CYCLE_YEARS / 2 * (before[1] + after[1])
        care += (
            now_cost * _replacement_cost(inputs, age) * (operations + revisions * inputs.revision_cost_ratio[:, None])
        )
        alive_course.append(after[1].mean(axis=0))
        replaced_course.append(replaced.mean(axis=0))
    paid = _course_prices(options, prices, setting)
    return Simulated(
        care, paid, qalys - harm_losses * np.array([o.courses for o in options]), life, replaced,
        np.stack(alive_course), np.stack(replaced_course),
    )  # fmt: skip


def _replacement_cost(inputs: Inputs, age: float) -> Floats:
    cost = inputs.replacement_cost_under_65 if age < YOUNG_BELOW else inputs.replacement_cost_from_65
    return cost[:, None]


def _worth(cohort: _Cohort, native: Floats, operated: Floats, replaced: Floats, revised: Floats) -> Floats:
    """Utility of the whole cohort now. Until the second cycle after an operation people are as before it."""
    waiting = cohort.operation[0] + cohort.operation[1] + cohort.revision[0] + cohort.revision[1]
    return (
        cohort.native * native
        + waiting * operated
        + (cohort.replaced_young + cohort.replaced_old) * replaced
        + cohort.revised * revised
    )


def _advance(
    cohort: _Cohort, setting: Setting, inputs: Inputs, table: LifeTable, age: float, change: Floats | None
) -> tuple[Floats, Floats]:
    """One cycle on, hazards constant within it; returns the shares that were operated on and revised in it."""
    death = table.yearly_hazard(age, setting.sex)
    survive = np.exp(-death * CYCLE_YEARS)
    rate = inputs.replacement_rate[:, None]
    ratio = setting.replacement_hr_per_10_points
    if ratio != 1.0 and change is not None:
        rate = rate * ratio ** (-change / 10)
    operations = cohort.native * _share_leaving(rate, death)
    revised_young = cohort.replaced_young * _share_leaving(inputs.revision_rate_young[:, None], death)
    revised_old = cohort.replaced_old * _share_leaving(inputs.revision_rate_old[:, None], death)
    again = cohort.revised * _share_leaving(inputs.rerevision_rate[:, None], death)
    revisions = revised_young + revised_old + again

    healed, still = cohort.operation[1] * survive, cohort.operation[0] * survive
    rehealed, restill = cohort.revision[1] * survive, cohort.revision[0] * survive
    cohort.native = cohort.native * np.exp(-(rate + death) * CYCLE_YEARS)
    cohort.replaced_young = cohort.replaced_young * np.exp(-(inputs.revision_rate_young[:, None] + death) * CYCLE_YEARS)
    cohort.replaced_old = cohort.replaced_old * np.exp(-(inputs.revision_rate_old[:, None] + death) * CYCLE_YEARS)
    if age < YOUNG_BELOW:
        cohort.replaced_young = cohort.replaced_young + healed
    else:
        cohort.replaced_old = cohort.replaced_old + healed
    cohort.revised = cohort.revised * np.exp(-(inputs.rerevision_rate[:, None] + death) * CYCLE_YEARS) + rehealed
    spared = 1 - inputs.death_at_operation[:, None]
    cohort.operation = [operations * spared, still]
    cohort.revision = [revisions * spared, restill]
    return operations, revisions


def _share_leaving(rate: Floats, death: float) -> Floats:
    """Probability to leave by this event in a cycle while death competes: r/(r+d) (1 − exp(−(r+d) dt))."""
    total = np.maximum(rate + death, 1e-12)
    return rate / total * -np.expm1(-total * CYCLE_YEARS)


def _course_prices(options: list[OptionEffect], prices: Floats, setting: Setting) -> Floats:
    """Price of all courses, later ones discounted (and not lessened by deaths: courses are given within few years)."""
    factors = []
    for option in options:
        starts = np.arange(option.courses, dtype=np.float64) * option.weeks_between_courses / WEEKS_PER_YEAR
        factors.append(discount_factor(starts, setting.discounting.costs, setting.discounting.convention).sum())
    return prices * np.array(factors)
