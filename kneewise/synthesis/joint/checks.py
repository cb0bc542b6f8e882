"""Trials that look wrong before the model sees them: no path to a control, the same trial twice, a reversed sign.

Each is returned as a `Finding` in plain words. Trials without a path are taken out (they say nothing of any effect
against a control); the copy of a trial under a second id is taken out; a sign that looks reversed is kept and
reported, since only the paper can settle it.
"""

from __future__ import annotations

from kneewise.synthesis.joint.design import Vocabulary
from kneewise.synthesis.joint.reading import Finding, Reading

# A difference this far on the wrong side of 0, in points on 0-100, is beyond what active treatments do against
# controls.
_WRONG_SIDE_POINTS = 20.0
_WRONG_SIDE_SE = 4.0


def _edges(reading: Reading) -> list[tuple[str, str, str]]:
    """(trial, treatment, treatment) for every comparison."""
    out: list[tuple[str, str, str]] = []
    for group in reading.groups:
        first = group.arms[0].treatment
        out.extend((group.trial, first, arm.treatment) for arm in group.arms[1:])
    out.extend((trial, c.arm_1.treatment, c.arm_2.treatment) for trial, c in reading.contrasts)
    return out


def _unconnected(reading: Reading, vocabulary: Vocabulary) -> list[Finding]:
    """Trials whose comparisons share no component with anything that reaches a control."""
    edges = _edges(reading)
    nodes: dict[str, set[str]] = {}
    for _, a, b in edges:
        parts = set(vocabulary.parts(a)) ^ set(vocabulary.parts(b))
        for part in parts:
            nodes.setdefault(part, set()).update(parts)
    anchored = {p for p in nodes if vocabulary.is_control_part(p)}
    # "x + y against y" differs by x alone: x is compared with nothing but its own absence, which is a control.
    anchored |= {
        next(iter(d)) for _, a, b in edges if len(d := set(vocabulary.parts(a)) ^ set(vocabulary.parts(b))) == 1
    }
    frontier = set(anchored)
    while frontier:
        frontier = {q for p in frontier for q in nodes.get(p, ())} - anchored
        anchored |= frontier
    lost: dict[str, set[str]] = {}
    for trial, a, b in edges:
        parts = set(vocabulary.parts(a)) ^ set(vocabulary.parts(b))
        if parts and not parts & anchored:
            lost.setdefault(trial, set()).update({a, b})
    return [
        Finding(
            "no_path", t, f"{' and '.join(sorted(names))} are compared only with each other: no path to a control", True
        )
        for t, names in sorted(lost.items())
    ]


def _duplicates(reading: Reading) -> list[Finding]:
    """Trials whose arms carry the same numbers as an earlier trial's."""
    prints: dict[tuple[object, ...], str] = {}
    by_trial: dict[str, list[tuple[object, ...]]] = {}
    for g in reading.groups:
        arms = sorted((a.treatment, round(a.mean, 6), round(a.se, 6), a.n) for a in g.arms)
        by_trial.setdefault(g.trial, []).append((g.outcome, g.window, *arms))
    for trial, c in reading.contrasts:
        row: tuple[object, ...] = (
            c.arm_1.outcome,
            c.arm_1.window,
            c.arm_1.treatment,
            c.arm_2.treatment,
            round(c.effect, 6),
            round(c.arm_1.se, 6),
        )
        by_trial.setdefault(trial, []).append(row)
    found = []
    for trial, rows in sorted(by_trial.items()):
        copy_of = {prints[row] for row in rows if row in prints}
        if copy_of and all(row in prints for row in rows):
            first = sorted(copy_of)[0]
            found.append(Finding("duplicate", trial, f"carries the same numbers as {first}: counted once", True))
            continue
        for row in rows:
            prints.setdefault(row, trial)
    return found


def _wrong_side(reading: Reading, vocabulary: Vocabulary) -> list[Finding]:
    """Active arms that are far worse than their control: the scale may run the other way."""
    found = []

    def judge(trial: str, active: str, control: str, outcome: str, effect: float, se: float) -> None:
        if vocabulary.is_control(active) or not vocabulary.is_control(control):
            return
        if effect > _WRONG_SIDE_POINTS and effect > _WRONG_SIDE_SE * se:
            words = f"{active} is {effect:.0f} points worse than {control} for {outcome}"
            words += ": check which end of the scale is good"
            found.append(Finding("direction", trial, words, False))

    for g in reading.groups:
        for control in g.arms:
            for arm in g.arms:
                se = (arm.se**2 + control.se**2) ** 0.5
                judge(g.trial, arm.treatment, control.treatment, g.outcome, arm.mean - control.mean, se)
    for trial, c in reading.contrasts:
        se = (c.arm_1.se**2 + c.arm_2.se**2) ** 0.5
        judge(trial, c.arm_1.treatment, c.arm_2.treatment, c.arm_1.outcome, c.effect, se)
        judge(trial, c.arm_2.treatment, c.arm_1.treatment, c.arm_1.outcome, -c.effect, se)
    return found


def check_reading(reading: Reading, vocabulary: Vocabulary) -> list[Finding]:
    """Everything that looks wrong, the reading's own findings first; takes excluded trials out of ``reading``."""
    found = [*_duplicates(reading), *_unconnected(reading, vocabulary), *_wrong_side(reading, vocabulary)]
    out = {f.trial for f in found if f.excluded}
    reading.groups = [g for g in reading.groups if g.trial not in out]
    reading.contrasts = [(t, c) for t, c in reading.contrasts if t not in out]
    return [*reading.findings, *found]
