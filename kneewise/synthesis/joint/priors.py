"""What the joint model believes before it sees a trial: variance parameters, fixed scales, modifiers.

Each variance parameter has a normal prior on a scale where it is unbounded (log or logit). The centres are set in
points on 0-100, where about 10 points is a difference people notice (facts, topic "thresholds"); the spreads let a
parameter halve or double within one standard deviation. docs/methods/joint_model.md gives the reason for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneewise.errors import InputError

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HyperPrior:
    """Normal prior of one variance parameter on its unbounded scale: log, logit, or as it is."""

    scale: Literal["log", "logit", "identity"]
    centre: float
    """On the natural scale (points, share, correlation or power)."""
    spread: float
    """Standard deviation on the unbounded scale."""

    def unbounded(self, value: float) -> float:
        if self.scale == "log":
            return float(np.log(value))
        return float(np.log(value / (1 - value))) if self.scale == "logit" else float(value)

    def natural(self, value: float) -> float:
        if self.scale == "log":
            return float(np.exp(value))
        return float(1 / (1 + np.exp(-value))) if self.scale == "logit" else float(value)

    def slope(self, value: float) -> float:
        """d natural / d unbounded, at the unbounded value."""
        natural = self.natural(value)
        if self.scale == "log":
            return natural
        return natural * (1 - natural) if self.scale == "logit" else 1.0


@dataclass(frozen=True, slots=True)
class Modifier:
    """A trial's feature that may move the effect of active treatment.

    ``x = (value - reference) / unit``; an unknown value counts as the reference. The slope of class c is
    ``common + own_c``, with ``common ~ N(0, common_sd²)`` and ``own_c ~ N(0, class_sd²)``, points per unit of x.
    """

    name: str
    reference: float
    unit: float
    common_sd: float
    class_sd: float

    def __post_init__(self) -> None:
        if not (self.unit > 0 and self.common_sd >= 0 and self.class_sd >= 0):
            raise InputError(
                f"modifier {self.name}", "needs a unit above 0 and spreads of 0 or more", "Check its three numbers."
            )

    def coded(self, value: Array) -> Array:
        """x for values of any shape; NaN (unknown) becomes 0."""
        return np.nan_to_num((np.asarray(value, dtype=float) - self.reference) / self.unit, nan=0.0)


# Slopes are in points on 0-100 per unit; the spread says how far a slope may plausibly reach.
# small_study: `small_study_value`, which grows with the logarithm of 1 / √(people per arm): a straight line in √(2/n)
# itself (Pustejovsky & Rodgers 2019, doi:10.1002/jrsm.1332, why sample size and not the standard error) overshoots for
# trials of ten people (docs/methods/evaluation.md). The reference is a trial with 100 people per arm.
# year: effects published in different decades differ, in each class in its own way; the reference is recent, so that
# forecasts are for today.
STANDARD_MODIFIERS: tuple[Modifier, ...] = (
    Modifier("baseline_pain", 55.0, 10.0, 2.0, 1.0),
    Modifier("kl_mean", 2.6, 0.5, 2.0, 1.0),
    Modifier("age_mean", 60.0, 5.0, 1.5, 1.0),
    Modifier("bmi_mean", 29.0, 3.0, 1.5, 1.0),
    Modifier("unblinded", 0.0, 1.0, 3.0, 2.0),
    Modifier("small_study", 0.0, 1.0, 2.0, 1.0),
    Modifier("year", 2020.0, 10.0, 2.0, 6.0),
)

REFERENCE_PEOPLE = 100


def small_study_value(people_per_arm: float) -> float:
    """How small a trial is: 0 at 100 people per arm, +1 for each time it has a quarter of that, -1 for four times as
    many."""
    return 0.5 * float(np.log2(REFERENCE_PEOPLE / people_per_arm))


HYPER_PRIORS: dict[str, HyperPrior] = {
    # spread of class curves, of treatments within a class, of controls: points on 0-100
    "class_sd": HyperPrior("log", 4.0, 0.6),
    "treatment_sd": HyperPrior("log", 3.5, 0.6),
    "control_sd": HyperPrior("log", 3.0, 0.6),
    # curves over time: length in log(1 + weeks); share of a curve that stays the same from week 2 on
    "time_length": HyperPrior("log", 1.0, 0.5),
    "constant_share": HyperPrior("logit", 0.5, 1.0),
    # pain and function move together
    "outcome_cor": HyperPrior("logit", 0.88, 0.8),
    # trial-to-trial spread of the same comparison at 100 people per arm, and its power of small_study's x
    "tau": HyperPrior("log", 5.0, 0.5),
    "tau_size_power": HyperPrior("identity", 0.5, 0.5),
    "tau_outcome_cor": HyperPrior("logit", 0.73, 0.8),
    "tau_constant_share": HyperPrior("logit", 0.73, 1.0),
    # the same people measured twice, and on both outcomes
    "rho_time": HyperPrior("logit", 0.6, 0.3),
    "rho_outcome": HyperPrior("logit", 0.6, 0.3),
}
NAMES = tuple(HYPER_PRIORS)

# Distance in log(1 + weeks) over which a trial's own deviation changes.
TAU_TIME_LENGTH = 0.7


# A new joint takes the source of the pain away, which no other class does: registries count gains of 15 of 48 points on
# the Oxford scale after it (fact tkr_050), some 30 of 100, several times what any injection or drug adds. With the
# spread of the other classes (about 4 points) its one trial, 17 points against exercise, would be pulled to 7.
WIDE_CLASSES: Mapping[str, float] = {"joint_replacement": 4.0}


@dataclass(frozen=True, slots=True)
class ModelPrior:
    """Every prior of the joint model in one value; ``scaled`` gives variants for the sensitivity table.

    ``active_sd`` is the spread of the curve that all active treatments share against an average control;
    ``interaction_share`` the spread of a combination's surplus over the sum of its parts, as a share of
    ``treatment_sd``.
    """

    hyper: Mapping[str, HyperPrior] = field(default_factory=lambda: dict(HYPER_PRIORS))
    active_sd: float = 5.0
    interaction_share: float = 1.0
    modifiers: tuple[Modifier, ...] = STANDARD_MODIFIERS
    modifier_outcome_cor: float = 0.8
    fixed: Mapping[str, float] = field(default_factory=dict)
    """Variance parameters held at a value (natural scale) instead of estimated."""
    wide_classes: Mapping[str, float] = field(default_factory=lambda: dict(WIDE_CLASSES))
    """Classes whose curve may lie farther from the others: factor on ``class_sd``; 1 for those not named."""

    def __post_init__(self) -> None:
        unknown = (set(self.hyper) ^ set(NAMES)) | (set(self.fixed) - set(NAMES))
        if unknown:
            raise InputError("prior", f"names {', '.join(sorted(unknown))}", f"Known are {', '.join(NAMES)}.")

    def class_width(self, name: str) -> float:
        """Factor on ``class_sd`` for the curve of a class."""
        return self.wide_classes.get(name, 1.0)

    @property
    def free(self) -> tuple[str, ...]:
        """Names of the parameters that are estimated, in order."""
        return tuple(name for name in NAMES if name not in self.fixed)

    def with_modifiers(self, names: tuple[str, ...]) -> ModelPrior:
        """The same priors with only the named modifiers; InputError for a name that is not standard."""
        known = {m.name: m for m in self.modifiers}
        for name in names:
            if name not in known:
                raise InputError("modifiers", f"name '{name}'", f"Use any of {', '.join(known)}.")
        return replace(self, modifiers=tuple(known[name] for name in names))

    def scaled(self, factor: float, names: tuple[str, ...]) -> ModelPrior:
        """The same priors with the centres of the named log-scale parameters multiplied by ``factor``."""
        hyper = {
            name: replace(prior, centre=prior.centre * factor) if name in names else prior
            for name, prior in self.hyper.items()
        }
        return replace(self, hyper=hyper)

    def start(self) -> Array:
        """Prior centres of the free parameters on the unbounded scale, (free,)."""
        return np.array([self.hyper[name].unbounded(self.hyper[name].centre) for name in self.free])

    def natural(self, phi: Array) -> dict[str, float]:
        """All parameters on their natural scale, from the free ones' unbounded values (free,)."""
        values = dict(self.fixed)
        values.update({name: self.hyper[name].natural(v) for name, v in zip(self.free, phi, strict=True)})
        return values

    def log_density(self, phi: Array) -> tuple[float, Array]:
        """Log prior density (up to a constant) and its gradient on the unbounded scale."""
        spread = np.array([self.hyper[name].spread for name in self.free])
        z = (phi - self.start()) / spread
        return float(-0.5 * z @ z), -z / spread
