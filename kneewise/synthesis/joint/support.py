"""What stands behind each treatment: its trials, people, latest week, and how it reaches a control."""

from __future__ import annotations

import numpy as np

from kneewise.synthesis.joint.design import OUTCOMES, Design
from kneewise.synthesis.joint.posterior import TreatmentBasis


def _reaches_control(edges: set[tuple[str, str]], controls: set[str]) -> set[str]:
    """Treatments linked to any control through comparisons."""
    reached = set(controls)
    while True:
        more = {b for a, b in edges if a in reached} | {a for a, b in edges if b in reached}
        if more <= reached:
            return reached
        reached |= more


def _adds(design: Design, row: int, treatment: str) -> bool:
    """Whether the row compares the treatment's active parts, alone or on top of what both sides have, with their
    absence."""
    vocabulary = design.vocabulary
    wanted = sorted(vocabulary.active_parts(treatment))
    left = sorted(vocabulary.active_parts(design.treatment[row]))
    right = sorted(vocabulary.active_parts(design.reference[row]))
    return bool(wanted) and (sorted(right + wanted) == left or sorted(left + wanted) == right)


def support_of(design: Design) -> dict[str, dict[str, TreatmentBasis]]:
    """`TreatmentBasis` per outcome and treatment that trials compared.

    "x with y against y" counts as a trial of x against its absence.
    """
    out: dict[str, dict[str, TreatmentBasis]] = {}
    for o, outcome in enumerate(OUTCOMES):
        rows = np.flatnonzero(design.outcome == o).tolist()
        edges = {(design.treatment[r], design.reference[r]) for r in rows}
        codes = {t for edge in edges for t in edge}
        codes |= {c for t in codes for c in design.vocabulary.parts(t)}
        controls = {t for t in codes if design.vocabulary.is_control(t)}
        direct = {t for t in codes if any(_adds(design, r, t) for r in rows)}
        reached = _reaches_control(edges, controls | direct)
        out[outcome] = {}
        for code in sorted(codes):
            own = [r for r in rows if code in (design.treatment[r], design.reference[r]) or _adds(design, r, code)]
            if not own:
                continue
            kind = "trials" if code in direct or code in controls else "indirect" if code in reached else "class_only"
            people: dict[int, float] = {}
            for r in own:
                people[int(design.trial[r])] = max(people.get(int(design.trial[r]), 0.0), float(design.people[r]))
            last = max(float(design.week[r]) for r in own)
            out[outcome][code] = TreatmentBasis(kind, len(people), round(sum(people.values())), last)
    return out
