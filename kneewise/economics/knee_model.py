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
BLOCK = 1000


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
    """Shares of the cohort by state, each (D, G); people operated on young and old apart where it matters.

    The G columns are the courses through the states that differ: one of people who keep their knee at the start and
    one of those operated on at once, or one per option where pain changes when knees are replaced.
    """

    def __init__(self, operated_first: Floats, inputs: Inputs) -> None:
        none = np.zeros((inputs.infection.size, operated_first.size))
        self.native = none + (1 - operated_first)
        self.operation = [operated_first * (1 - inputs.death_at_operation[:, None]), none]
        self.replaced_young, self.replaced_old, self.revised = none, none, none
        self.revision = [none, none]

    def alive(self) -> Floats:
        """Share alive."""
        return self.native + self.waiting() + self.replaced_young + self.replaced_old + self.revised

    def waiting(self) -> Floats:
        """Share operated on or revised within the last two cycles."""
        return self.operation[0] + self.operation[1] + self.revision[0] + self.revision[1]


def _columns(options: list[OptionEffect], setting: Setting) -> tuple[NDArray[np.int64], Floats]:
    """Which column of the cohort each option follows, and which columns start with the operation."""
    operated = np.array([float(option.replaces_knee) for option in options])
    if setting.replacement_hr_per_10_points != 1.0:
        return np.arange(len(options), dtype=np.int64), operated
    different, column = np.unique(operated, return_inverse=True)
    return column.astype(np.int64), different


def _simulate_block(
    setting: Setting,
    options: list[OptionEffect],
    inputs: Inputs,
    table: LifeTable,
    prices: Floats,
    effect_draws: Floats,
    harm_losses: Floats,
) -> Simulated:
    column, operated_first = _columns(options, setting)
    mean, se = _effects(options, setting)
    today = utility_of_pain(np.full((prices.shape[0], 1), setting.pain), inputs.utility_bands)
    cohort = _Cohort(operated_first, inputs)
    replaced = np.zeros_like(cohort.native) + operated_first
    care = operated_first * replacement_cost(inputs, setting.age)[:, None]
    qalys, life = np.zeros_like(care), np.zeros_like(care)
    relief = np.zeros(prices.shape)
    alive_course, replaced_course = [cohort.alive().mean(axis=0)], [replaced.mean(axis=0)]
    rates = setting.discounting
    for cycle in range(setting.cycles):
        moment = (cycle + 0.5) * CYCLE_YEARS
        age = setting.age + moment
        time_qaly = float(discount_factor(moment, rates.qalys, rates.convention)) * CYCLE_YEARS / 2
        touched = bool(np.any(mean[cycle] != 0) or np.any(se[cycle] != 0))
        change = mean[cycle] + se[cycle] * effect_draws if touched else None
        before = cohort.native, _worth(cohort, inputs, today), cohort.alive()
        operations, revisions = _advance(cohort, setting, inputs, table, age, change)
        alive = cohort.alive()
        qalys += time_qaly * (before[1] + _worth(cohort, inputs, today))
        life += CYCLE_YEARS / 2 * (before[2] + alive)
        if change is not None:
            pain = np.clip(setting.pain + change, 0.0, 100.0)
            gain = utility_of_pain(pain, inputs.utility_bands) - today
            relief += time_qaly * (before[0] + cohort.native)[:, column] * gain
        work = operations + revisions * inputs.revision_cost_ratio[:, None]
        now_cost = float(discount_factor(moment, rates.costs, rates.convention))
        care += now_cost * replacement_cost(inputs, age)[:, None] * work
        replaced += operations
        alive_course.append(alive.mean(axis=0))
        replaced_course.append(replaced.mean(axis=0))
    lost = harm_losses * np.array([option.courses for option in options])
    return Simulated(
        care_costs=care[:, column],
        option_costs=_course_prices(options, prices, setting),
        qalys=qalys[:, column] + relief - lost,
        life_years=life[:, column],
        replaced=replaced[:, column],
        alive_course=np.stack(alive_course)[:, column],
        replaced_course=np.stack(replaced_course)[:, column],
    )


def _effects(options: list[OptionEffect], setting: Setting) -> tuple[Floats, Floats]:
    """Mean and standard error of each option's effect in the middle of each cycle, shape (cycles, K) each."""
    weeks = (np.arange(setting.cycles, dtype=np.float64) + 0.5) * CYCLE_YEARS * WEEKS_PER_YEAR
    courses = [effect_course(option, weeks, setting.after_evidence) for option in options]
    return np.stack([mean for mean, _ in courses], axis=1), np.stack([se for _, se in courses], axis=1)


def replacement_cost(inputs: Inputs, age: float) -> Floats:
    """Draws of what a knee replacement costs the payer at that age, shape (D,)."""
    return inputs.replacement_cost_under_65 if age < YOUNG_BELOW else inputs.replacement_cost_from_65


def _worth(cohort: _Cohort, inputs: Inputs, today: Floats) -> Floats:
    """Utility of the whole cohort now, without any option's relief. In the two cycles after an operation people are as
    before it."""
    return (
        (cohort.native + cohort.waiting()) * today
        + (cohort.replaced_young + cohort.replaced_old) * inputs.utility_replaced[:, None]
        + cohort.revised * inputs.utility_revised[:, None]
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
