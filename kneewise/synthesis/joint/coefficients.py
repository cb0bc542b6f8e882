"""The coefficient vector of the joint model: which entry is which, prior covariance, covariance with the rows.

Order: for each curve (active, classes, components, controls, combinations) × outcome × knot, then for each modifier ×
(common, classes) × outcome. A component's curve is its class's curve plus its own deviation, so that one entry says
what the component does; the active curve is added once to every treatment with an active part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kneewise.synthesis.joint.design import OUTCOMES, Design, Labels, Vocabulary, active_share
from kneewise.synthesis.joint.priors import ModelPrior, Modifier
from kneewise.synthesis.joint.timebasis import KNOT_WEEKS, basis, knot_kernel

Array = NDArray[np.float64]
_PER_CURVE = len(OUTCOMES) * len(KNOT_WEEKS)


@dataclass(frozen=True)
class Layout:
    """Names of the coefficient vector's entries."""

    labels: Labels
    modifiers: tuple[str, ...]

    @cached_property
    def curves(self) -> tuple[tuple[str, str], ...]:
        """(kind, code) per curve, in order."""
        named = (
            ("class", self.labels.classes),
            ("component", self.labels.active),
            ("control", self.labels.controls),
            ("combination", self.labels.combinations),
        )
        return (("active", ""), *((kind, code) for kind, codes in named for code in codes))

    @cached_property
    def slopes(self) -> tuple[tuple[str, str], ...]:
        """(modifier, "" for the common slope or a class) per slope, in order."""
        return tuple((m, c) for m in self.modifiers for c in ("", *self.labels.classes))

    @property
    def size(self) -> int:
        return len(self.curves) * _PER_CURVE + len(self.slopes) * len(OUTCOMES)

    def curve_slice(self, position: int, outcome: int) -> slice:
        """Entries of one curve for one outcome (its values at the knots)."""
        start = position * _PER_CURVE + outcome * len(KNOT_WEEKS)
        return slice(start, start + len(KNOT_WEEKS))

    def slope_at(self, position: int, outcome: int) -> int:
        return len(self.curves) * _PER_CURVE + position * len(OUTCOMES) + outcome


def _curve_covariance(layout: Layout, vocabulary: Vocabulary, prior: ModelPrior, h: Mapping[str, float]) -> Array:
    """Prior covariance of the curves before time and outcome, (curves, curves)."""
    curves = layout.curves
    total = np.zeros((len(curves), len(curves)))
    surplus = (prior.interaction_share * h["treatment_sd"]) ** 2
    own = {"active": prior.active_sd**2, "class": 0.0, "component": h["treatment_sd"] ** 2}
    own |= {"control": h["control_sd"] ** 2, "combination": surplus}
    total[np.diag_indices(len(curves))] = [own[kind] for kind, _ in curves]
    for name in layout.labels.classes:
        members = [
            (kind == "class" and code == name) or (kind == "component" and vocabulary.class_of(code) == name)
            for kind, code in curves
        ]
        total += (h["class_sd"] * prior.class_width(name)) ** 2 * np.outer(members, members)
    return total


def prior_covariance(layout: Layout, vocabulary: Vocabulary, prior: ModelPrior, h: Mapping[str, float]) -> Array:
    """Covariance of the coefficients before any trial, (p, p)."""
    correlation = np.array([[1.0, h["outcome_cor"]], [h["outcome_cor"], 1.0]])
    kernel = knot_kernel(h["time_length"], h["constant_share"])
    curves = np.kron(_curve_covariance(layout, vocabulary, prior, h), np.kron(correlation, kernel))
    between = np.array([[1.0, prior.modifier_outcome_cor], [prior.modifier_outcome_cor, 1.0]])
    known = {m.name: m for m in prior.modifiers}
    spreads = [known[m].class_sd if c else known[m].common_sd for m, c in layout.slopes]
    slopes = np.kron(np.diag(np.square(spreads)), between) if spreads else np.zeros((0, 0))
    total = np.zeros((layout.size, layout.size))
    split = len(curves)
    total[:split, :split] = curves
    total[split:, split:] = slopes
    return total


def _curve_rows(layout: Layout, design: Design, prior: ModelPrior, h: Mapping[str, float]) -> Array:
    """Covariance of each curve with each row before time and outcome, (curves, n)."""
    at_class = {c: j for j, c in enumerate(layout.labels.classes)}
    width = np.array([prior.class_width(name) for name in layout.labels.classes])
    shared = (h["class_sd"] * width[:, None]) ** 2 * design.in_class.T
    of_component = shared[[at_class[design.vocabulary.class_of(c)] for c in layout.labels.active]]
    surplus = (prior.interaction_share * h["treatment_sd"]) ** 2
    return np.vstack(
        [
            prior.active_sd**2 * design.any_active[None, :],
            shared,
            of_component + h["treatment_sd"] ** 2 * design.has_active.T,
            h["control_sd"] ** 2 * design.has_control.T,
            surplus * design.has_combination.T,
        ]
    )


def cross_covariance(layout: Layout, design: Design, prior: ModelPrior, h: Mapping[str, float]) -> Array:
    """Covariance of the coefficients with the rows' expected effects, (p, n)."""
    time = knot_kernel(h["time_length"], h["constant_share"]) @ design.time_basis.T
    rows = _curve_rows(layout, design, prior, h)
    blocks = np.empty((len(rows), len(OUTCOMES), len(KNOT_WEEKS), design.n))
    for o in range(len(OUTCOMES)):
        blocks[:, o] = rows[:, None, :] * (time * np.where(design.outcome == o, 1.0, h["outcome_cor"]))[None]
    slopes = np.zeros((len(layout.slopes) * len(OUTCOMES), design.n))
    known: dict[str, Modifier] = {m.name: m for m in prior.modifiers}
    at_class = {c: j for j, c in enumerate(layout.labels.classes)}
    for k, (name, class_) in enumerate(layout.slopes):
        x = design.x[:, design.modifier_names.index(name)]
        spread = known[name].class_sd if class_ else known[name].common_sd
        carried = design.in_class[:, at_class[class_]] if class_ else design.any_active
        for o in range(len(OUTCOMES)):
            outcome = np.where(design.outcome == o, 1.0, prior.modifier_outcome_cor)
            slopes[k * len(OUTCOMES) + o] = spread**2 * x * carried * outcome
    return np.vstack([blocks.reshape(-1, design.n), slopes])


@dataclass(frozen=True)
class Selector:
    """Rows z with effect = z @ coefficients, and what the trials never saw.

    ``z`` (m, p). ``new_component``, ``new_control``, ``new_combination``: (m, ·) signed counts of parts that no trial
    holds; each carries its prior spread.
    """

    z: Array
    time: Array
    outcome: NDArray[np.intp]
    new_component: Array
    new_control: Array
    new_combination: Array


def _signed_parts(treatment: str, reference: str, vocabulary: Vocabulary) -> dict[tuple[str, str], float]:
    """(kind, code) -> how often the treatment holds it more than the reference."""
    out: dict[tuple[str, str], float] = {}
    for code, sign in ((treatment, 1.0), (reference, -1.0)):
        active = vocabulary.active_parts(code)
        if active:
            out[("active", "")] = out.get(("active", ""), 0.0) + sign * active_share(len(active))
        keys = [("component", c) for c in active]
        keys += [("control", c) for c in vocabulary.parts(code) if c not in active]
        keys += [("combination", code)] if len(active) > 1 else []
        for key in keys:
            out[key] = out.get(key, 0.0) + sign
    return {key: count for key, count in out.items() if count}


def select(
    layout: Layout,
    vocabulary: Vocabulary,
    pairs: list[tuple[str, str]],
    weeks: Array,
    outcomes: NDArray[np.intp],
    x: Array,
) -> Selector:
    """Selector rows for m queries: (treatment, reference) ``pairs``, ``weeks`` (m,), ``outcomes`` (m,), coded modifiers
    ``x`` (m, modifiers).
    """
    m = len(pairs)
    z = np.zeros((m, layout.size))
    time = basis(weeks)
    position = {key: k for k, key in enumerate(layout.curves)}
    slope_position = {key: k for k, key in enumerate(layout.slopes)}
    new: dict[str, dict[str, Array]] = {"component": {}, "control": {}, "combination": {}}
    for i, (treatment, reference) in enumerate(pairs):
        o = int(outcomes[i])
        for (kind, code), count in _signed_parts(treatment, reference, vocabulary).items():
            key = (kind, code)
            if key not in position and kind == "component":
                class_key = ("class", vocabulary.class_of(code))
                if class_key in position:
                    z[i, layout.curve_slice(position[class_key], o)] += count * time[i]
            if key in position:
                z[i, layout.curve_slice(position[key], o)] += count * time[i]
            else:
                new[kind].setdefault(code, np.zeros(m))[i] += count
            carried = {"active": "", "component": vocabulary.class_of(code)}.get(kind)
            for j, name in enumerate(layout.modifiers):
                if carried is not None and (name, carried) in slope_position:
                    z[i, layout.slope_at(slope_position[(name, carried)], o)] += count * x[i, j]
    stacks = {kind: np.column_stack(list(cols.values())) if cols else np.zeros((m, 0)) for kind, cols in new.items()}
    return Selector(z, time, outcomes, stacks["component"], stacks["control"], stacks["combination"])
