"""How sharp a forecast is for somebody who has not told everything, and what each answer adds.

The forecast treats a feature that a person did not tell as the trials' average. That is the best guess, not knowledge:
here the feature may be anything that it is among the trials' people. With u and r the probit of the share of people who
are clearly better and its spread between settings,

    share = Φ(u − r z),   u = (L − b − m) / s,   r = sqrt(V) / s,   z ~ N(0, 1)

(symbols as in `frequencies`), the probit of the share is a mixture of N(u, r²) over the untold features, and the range
shown is Φ of its 2.5 % and 97.5 % points. Told everything, it is the very range that the report prints. An answer is
worth the width that goes when it is told: for one already given, its width if it were untold less the width now; for
one not given, the width now less the mean width over what the answer may be. On average over people an answer never
widens the mixture's variance; for one person it may widen the range, and then it is said so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kneewise.outlook.frequencies import Z95, normal_cdf
from kneewise.outlook.joint_source import joint_source
from kneewise.outlook.known_facts import threshold
from kneewise.outlook.likeness import feature_spreads
from kneewise.outlook.options import option_specs, threshold_fact
from kneewise.outlook.results import Outlook, Person
from kneewise.outlook.table import FEATURES

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

Array = NDArray[np.float64]
# People in the mixture: a Latin hypercube, each feature at this many equally likely values in an order of its own.
PEOPLE = 32
# Values over which the worth of an answer that is not given is averaged; equally likely ones.
ANSWERS = 5
BISECTIONS = 15  # leaves less than a hundredth of a person


@dataclass(frozen=True, slots=True)
class Width:
    """Of 100 people, how many are clearly better: from ``low`` to ``high`` (95 %), all that is not told counted in."""

    low: float
    high: float

    @property
    def people(self) -> float:
        """How many people lie between the two ends."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class AnswerWorth:
    """What one feature of the person is worth: by how many people it narrows the range of each option.

    ``told``: it has been answered, and ``narrower`` is what it did; else what it would do on average. Negative: wider.
    """

    feature: str
    told: bool
    narrower: dict[str, float]

    @property
    def most(self) -> float:
        """What it is worth for the option that it narrows most."""
        return max(self.narrower.values())


@dataclass(frozen=True, slots=True)
class Sharpness:
    """Ranges by option code now, and what each answer did or would do; ``week`` from now, pain."""

    week: float
    now: dict[str, Width]
    answers: tuple[AnswerWorth, ...]

    @property
    def next_best(self) -> AnswerWorth | None:
        """The answer not yet given that would narrow a range most on average; None where none is left."""
        return max((a for a in self.answers if not a.told), key=lambda a: a.most, default=None)


def _spread_of(values: Array, number: int) -> Array:
    """That many equally likely values of a distribution given by a sample."""
    return np.quantile(values, (np.arange(number) + 0.5) / number)


@lru_cache(maxsize=2)
def _population(dataset: Dataset) -> dict[str, Array]:
    """For each feature of `FEATURES`, values of the trials' people; pain only where a clear improvement is possible."""
    least = threshold(dataset, threshold_fact("pain", "mcid")).value
    found = {name: np.asarray(values, dtype=float) for name, values in feature_spreads(dataset).items()}
    pain = found["pain"]
    return found | {"pain": pain[(pain >= least) & (pain <= 100)]}


@lru_cache(maxsize=2)
def _hypercube(dataset: Dataset) -> dict[str, Array]:
    """`PEOPLE` people, each feature spread evenly over its distribution; the same on every run."""
    shuffle = np.random.default_rng(1)
    return {name: shuffle.permutation(_spread_of(values, PEOPLE)) for name, values in _population(dataset).items()}


def _group(person: Person, dataset: Dataset) -> dict[str, Array]:
    """People who may be this one: what was told is the same in all, the rest as among the trials' people."""
    cube = _hypercube(dataset)
    told = {name: getattr(person, name) for name in cube}
    return {name: cube[name] if told[name] is None else np.full(PEOPLE, float(told[name])) for name in cube}


def _cdf(x: Array) -> Array:
    """Φ of an array within 7.5e-8 (Abramowitz and Stegun 1964, 26.2.17). SciPy's import would cost a command 0.2 s."""
    t = 1 / (1 + 0.2316419 * np.abs(x))
    series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    upper = np.exp(-x * x / 2) / math.sqrt(2 * math.pi) * series
    return np.where(x < 0, upper, 1 - upper)


def _ends(middle: Array, spread: Array) -> tuple[Array, Array]:
    """The 2.5 % and 97.5 % points of mixtures of normals; rows are mixtures. Shapes (rows, people) to (rows,)."""
    found = []
    for share, z in ((0.025, -Z95), (0.975, Z95)):
        edges = middle + z * spread
        low, high = edges.min(axis=1), edges.max(axis=1)
        for _ in range(BISECTIONS):
            half = (low + high) / 2
            below = _cdf((half[:, None] - middle) / spread).mean(axis=1) < share
            low, high = np.where(below, half, low), np.where(below, high, half)
        found.append((low + high) / 2)
    return found[0], found[1]


def _probits(code: str, groups: list[dict[str, Array]], week: float, dataset: Dataset) -> tuple[Array, Array]:
    """Middle u and spread r of the probit of the share who are clearly better with an option; (groups, people) each."""
    spec, source = option_specs()[code], joint_source(dataset)
    mcid = threshold(dataset, threshold_fact("pain", "mcid")).value
    people = {name: np.concatenate([group[name] for group in groups]) for name in groups[0]}
    change, variance, person_sd = source.under_control(spec.sham, "pain", people["pain"], week)
    if spec.code != spec.sham:
        effect, spread = source.effects_of(spec.effect_of, spec.sham, "pain", people, week)
        change, variance = change + effect, variance + spread
    shape = (len(groups), -1)
    return ((-mcid - change) / person_sd).reshape(shape), (np.sqrt(variance) / person_sd).reshape(shape)


def _widths(codes: list[str], groups: list[dict[str, Array]], week: float, dataset: Dataset) -> dict[str, list[Width]]:
    """The range of every group under every option."""
    middles, spreads = zip(*(_probits(code, groups, week, dataset) for code in codes), strict=True)
    low, high = _ends(np.concatenate(middles), np.concatenate(spreads))
    found = [Width(100 * normal_cdf(a), 100 * normal_cdf(b)) for a, b in zip(low.tolist(), high.tolist(), strict=True)]
    return {code: found[i * len(groups) : (i + 1) * len(groups)] for i, code in enumerate(codes)}


def sharpness(outlook: Outlook, codes: Sequence[str], week: float, dataset: Dataset) -> Sharpness | None:
    """How sharp the forecast of these options is at that week, and what each answer did or would do.

    Parameters
    ----------
    outlook
        The forecast; its person's unknown features are those not told.
    codes
        Options of it; those without a number for pain are left out.
    week
        One of `table.WINDOWS`.
    dataset
        The evidence of that forecast; the ranges are those of its joint model.

    Returns
    -------
    Sharpness or None
        None where none of the options has a number.
    """
    person = outlook.person
    shown = [code for code in codes if outlook.option(code).benefit_at("pain", week) is not None]
    if not shown:
        return None
    population = _population(dataset)
    features = [name for name in FEATURES.values() if name in population]
    # First the group as it is, then for each feature the groups that say what it is worth.
    groups = [_group(person, dataset)]
    places: list[slice] = []
    for name in features:
        if getattr(person, name) is not None:
            more = [_group(replace(person, **{name: None}), dataset)]
        else:
            values = _spread_of(population[name], ANSWERS)
            more = [groups[0] | {name: np.full(PEOPLE, value)} for value in values]
        places.append(slice(len(groups), len(groups) + len(more)))
        groups += more
    widths = _widths(shown, groups, week, dataset)
    answers = []
    for name, place in zip(features, places, strict=True):
        told = getattr(person, name) is not None
        narrower = {}
        for code, found in widths.items():
            other = sum(w.people for w in found[place]) / len(found[place])
            narrower[code] = other - found[0].people if told else found[0].people - other
        answers.append(AnswerWorth(name, told, narrower))
    return Sharpness(week, {code: found[0] for code, found in widths.items()}, tuple(answers))
