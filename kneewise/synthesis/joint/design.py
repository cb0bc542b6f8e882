"""From rows of trials to the arrays of the joint model.

A *row* of the design is one contrast: trial × outcome × time × (arm minus reference arm), or a published between-arm
effect where arm means are not published. A *piece* is one of its two arms. Taking contrasts within trial, outcome and
window is the same as giving each trial a free control course, so randomisation is respected and the choice of
reference arm changes nothing (tests/properties/test_joint_properties.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kneewise.synthesis.joint.reading import Arm, Contrast, Reading
from kneewise.synthesis.joint.timebasis import basis, log_week

Array = NDArray[np.float64]
Index = NDArray[np.intp]

OUTCOMES = ("pain", "function")
CONTROL_CLASS = "control"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What each treatment consists of, and the class of each part.

    Parameters
    ----------
    classes
        Class per component code; ``"control"`` marks controls. A code that is missing forms a class of its own name.
    components
        Parts per treatment code; a code that is missing is split at ``+``.
    """

    classes: Mapping[str, str] = field(default_factory=dict)
    components: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def parts(self, treatment: str) -> tuple[str, ...]:
        """Component codes of a treatment, in order."""
        known = self.components.get(treatment)
        return tuple(known) if known else tuple(treatment.split("+"))

    def class_of(self, component: str) -> str:
        return self.classes.get(component, component)

    def is_control_part(self, component: str) -> bool:
        return self.class_of(component) == CONTROL_CLASS

    def active_parts(self, treatment: str) -> tuple[str, ...]:
        return tuple(c for c in self.parts(treatment) if not self.is_control_part(c))

    def is_control(self, treatment: str) -> bool:
        return not self.active_parts(treatment)


@dataclass(frozen=True, slots=True)
class Labels:
    """Names along the axes of the coefficient vector."""

    active: tuple[str, ...]
    controls: tuple[str, ...]
    combinations: tuple[str, ...]
    """Treatments of two or more active components, each with its own surplus."""
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Design:
    """Arrays of the joint model; n rows (contrasts), q pieces (arms at a time).

    ``y`` (n,) effect, points on 0-100, arm minus reference. ``variance`` (n,) its sampling variance.
    ``outcome`` (n,) 0 pain, 1 function. ``week`` (n,). ``trial`` (n,) index into ``trials``.
    ``any_active`` (n,), ``in_class`` (n, classes), ``has_active`` (n, components), ``has_control``,
    ``has_combination``: what distinguishes the two sides. ``size`` (n,): sqrt(2 / people per arm) of the trial. ``x``
    (n, modifiers): coded. Pairs (p,) list every (row, row, shared arm): ``pair_row``, ``pair_col``, ``pair_sign``,
    ``pair_variance`` (product of the two standard errors), ``pair_other`` (outcomes differ), ``pair_gap`` (distance in
    log(1 + weeks)).
    """

    vocabulary: Vocabulary
    labels: Labels
    trials: tuple[str, ...]
    treatment: tuple[str, ...]
    reference: tuple[str, ...]
    windows: NDArray[np.int64]
    source: tuple[str, ...]
    """"arms" or "contrast" per row."""
    row_ids: tuple[str, ...]
    y: Array
    variance: Array
    people: Array
    outcome: Index
    week: Array
    trial: Index
    any_active: Array
    in_class: Array
    has_active: Array
    has_control: Array
    has_combination: Array
    size: Array
    x: Array
    modifier_names: tuple[str, ...]
    pair_row: Index
    pair_col: Index
    pair_sign: Array
    pair_variance: Array
    pair_other: NDArray[np.bool_]
    pair_gap: Array

    @property
    def n(self) -> int:
        return len(self.y)

    @cached_property
    def differences(self) -> tuple[frozenset[str], ...]:
        """Per row the parts that one side has and the other has not."""
        parts = self.vocabulary.parts
        return tuple(
            frozenset(parts(left)) ^ frozenset(parts(right))
            for left, right in zip(self.treatment, self.reference, strict=True)
        )

    @property
    def time_basis(self) -> Array:
        return basis(self.week)

    def rows_of(self, trial: str) -> Index:
        """Row numbers of one trial."""
        return np.flatnonzero(self.trial == self.trials.index(trial))

    def blocks(self) -> list[Index]:
        """Row numbers per trial, in the order of ``trials``."""
        return [np.flatnonzero(self.trial == i) for i in range(len(self.trials))]


@dataclass
class _Rows:
    """Growing lists; becomes a Design."""

    pieces: list[tuple[str, Arm]] = field(default_factory=list)
    rows: list[tuple[str, int, int, float, str, str]] = field(default_factory=list)  # trial, piece, ref, y, source, id


def _reference_first(arms: Sequence[Arm], vocabulary: Vocabulary) -> list[Arm]:
    """Controls first (most people first), then fewest active parts; the order is a convention only."""

    def key(arm: Arm) -> tuple[int, float, str]:
        return (len(vocabulary.active_parts(arm.treatment)), -arm.n, arm.treatment)

    return sorted(arms, key=key)


def _add_arms(into: _Rows, trial: str, arms: Sequence[Arm], vocabulary: Vocabulary) -> None:
    ordered = _reference_first(arms, vocabulary)
    first = len(into.pieces)
    into.pieces.extend((trial, arm) for arm in ordered)
    for k, arm in enumerate(ordered[1:], start=1):
        into.rows.append((trial, first + k, first, arm.mean - ordered[0].mean, "arms", arm.row_id))


def _add_contrast(into: _Rows, trial: str, c: Contrast, vocabulary: Vocabulary) -> None:
    one, two, y = c.arm_1, c.arm_2, c.effect
    if len(vocabulary.active_parts(one.treatment)) < len(vocabulary.active_parts(two.treatment)):
        one, two, y = two, one, -y
    first = len(into.pieces)
    into.pieces.extend([(trial, one), (trial, two)])
    into.rows.append((trial, first, first + 1, y, "contrast", c.row_id))


def _labels(treatments: Sequence[str], vocabulary: Vocabulary) -> Labels:
    parts = sorted({c for t in treatments for c in vocabulary.parts(t)})
    active = tuple(c for c in parts if not vocabulary.is_control_part(c))
    return Labels(
        active=active,
        controls=tuple(c for c in parts if vocabulary.is_control_part(c)),
        combinations=tuple(sorted({t for t in treatments if len(vocabulary.active_parts(t)) > 1})),
        classes=tuple(sorted({vocabulary.class_of(c) for c in active})),
    )


def active_share(parts: int) -> float:
    """How much of the curve that all active treatments share a treatment of so many active parts carries: its square
    root.

    Parts do not add up in full, nor does a second part add nothing: of 0, 1/2 and 1 as the power, 1/2 had the highest
    likelihood and the best leave-one-trial-out score (docs/methods/evaluation.md).
    """
    return math.sqrt(parts)


def treatment_features(
    treatments: Sequence[str], labels: Labels, vocabulary: Vocabulary
) -> tuple[Array, Array, Array, Array, Array]:
    """What a treatment holds: `active_share` (m,), classes, active, controls, combinations (m, ·).

    Two active parts of one class count twice in it: the additive component model (Rücker et al. 2020,
    doi:10.1002/bimj.201800167) with the combination's own surplus beside it.
    """
    m = len(treatments)
    any_active = np.zeros(m)
    classes = np.zeros((m, len(labels.classes)))
    active = np.zeros((m, len(labels.active)))
    controls = np.zeros((m, len(labels.controls)))
    combos = np.zeros((m, len(labels.combinations)))
    at_active = {c: j for j, c in enumerate(labels.active)}
    at_control = {c: j for j, c in enumerate(labels.controls)}
    at_class = {c: j for j, c in enumerate(labels.classes)}
    for i, treatment in enumerate(treatments):
        for part in vocabulary.parts(treatment):
            if vocabulary.is_control_part(part):
                if part in at_control:
                    controls[i, at_control[part]] += 1
                continue
            any_active[i] = active_share(len(vocabulary.active_parts(treatment)))
            if part in at_active:
                active[i, at_active[part]] += 1
            if vocabulary.class_of(part) in at_class:
                classes[i, at_class[vocabulary.class_of(part)]] += 1
        if treatment in labels.combinations:
            combos[i, labels.combinations.index(treatment)] = 1
    return any_active, classes, active, controls, combos


def _pairs(rows: _Rows, trial: Index) -> tuple[Index, Index, Array, Index, Index]:
    """Every pair of rows of one trial that share an arm: row, column, sign, piece of the row, piece of the column."""
    by_trial: dict[int, list[int]] = {}
    for r, t in enumerate(trial):
        by_trial.setdefault(int(t), []).append(r)
    out: list[tuple[int, int, float, int, int]] = []
    for members in by_trial.values():
        for r in members:
            for s in members:
                for a, sign_a in ((rows.rows[r][1], 1.0), (rows.rows[r][2], -1.0)):
                    for b, sign_b in ((rows.rows[s][1], 1.0), (rows.rows[s][2], -1.0)):
                        if rows.pieces[a][1].treatment == rows.pieces[b][1].treatment:
                            out.append((r, s, sign_a * sign_b, a, b))
    columns = list(zip(*out, strict=True))
    row, col, piece_a, piece_b = (np.array(columns[k], dtype=np.intp) for k in (0, 1, 3, 4))
    return row, col, np.array(columns[2]), piece_a, piece_b


def build_design(reading: Reading, vocabulary: Vocabulary, modifiers: Mapping[str, Mapping[str, float]]) -> Design:
    """The arrays of the joint model from what `reading.read_frames` made of the rows.

    ``modifiers``: coded x per modifier name and trial; a trial that is missing counts as 0 (the reference).
    """
    into = _Rows()
    for group in reading.groups:
        _add_arms(into, group.trial, group.arms, vocabulary)
    for name, contrast in reading.contrasts:
        _add_contrast(into, name, contrast, vocabulary)
    into.rows.sort(key=lambda row: row[0])
    trials = tuple(dict.fromkeys(row[0] for row in into.rows))
    number = {t: i for i, t in enumerate(trials)}
    trial = np.array([number[row[0]] for row in into.rows], dtype=np.intp)
    plus = [into.pieces[row[1]][1] for row in into.rows]
    minus = [into.pieces[row[2]][1] for row in into.rows]
    treatments = sorted({arm.treatment for _, arm in into.pieces})
    labels = _labels(treatments, vocabulary)
    left = treatment_features([a.treatment for a in plus], labels, vocabulary)
    right = treatment_features([a.treatment for a in minus], labels, vocabulary)
    any_active, in_class, has_active, has_control, has_combination = (a - b for a, b in zip(left, right, strict=True))
    row, col, sign, piece_a, piece_b = _pairs(into, trial)
    se = np.array([arm.se for _, arm in into.pieces])
    week = np.array([arm.week for _, arm in into.pieces])
    outcome = np.array([OUTCOMES.index(arm.outcome) for _, arm in into.pieces], dtype=np.intp)
    size = _size(into, trial, len(trials))
    names = tuple(modifiers)
    x = np.array([[modifiers[m].get(trials[t], 0.0) for m in names] for t in trial], dtype=float).reshape(
        len(trial), -1
    )
    return Design(
        vocabulary=vocabulary,
        labels=labels,
        trials=trials,
        treatment=tuple(a.treatment for a in plus),
        reference=tuple(a.treatment for a in minus),
        windows=np.array([a.window for a in plus], dtype=np.int64),
        source=tuple(r[4] for r in into.rows),
        row_ids=tuple(r[5] for r in into.rows),
        y=np.array([r[3] for r in into.rows]),
        variance=np.array([a.se**2 + b.se**2 for a, b in zip(plus, minus, strict=True)]),
        people=np.array([a.n * a.n_known + b.n * b.n_known for a, b in zip(plus, minus, strict=True)]),
        outcome=np.array([OUTCOMES.index(a.outcome) for a in plus], dtype=np.intp),
        week=np.array([a.week for a in plus]),
        trial=trial,
        any_active=any_active,
        in_class=in_class,
        has_active=has_active,
        has_control=has_control,
        has_combination=has_combination,
        size=size[trial],
        x=x,
        modifier_names=names,
        pair_row=row,
        pair_col=col,
        pair_sign=sign,
        pair_variance=se[piece_a] * se[piece_b],
        pair_other=outcome[piece_a] != outcome[piece_b],
        pair_gap=np.abs(log_week(week[piece_a]) - log_week(week[piece_b])),
    )


def _size(into: _Rows, trial: Index, n_trials: int) -> Array:
    """sqrt(2 / mean people per arm) per trial (trials,): one value per trial keeps effects additive within it."""
    total, count = np.zeros(n_trials), np.zeros(n_trials)
    for t, row in zip(trial, into.rows, strict=True):
        for piece in row[1:3]:
            total[t] += into.pieces[piece][1].n
            count[t] += 1
    return np.sqrt(2 * count / total)
