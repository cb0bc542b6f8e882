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


def support_of(design: Design) -> dict[str, dict[str, TreatmentBasis]]:
    """`TreatmentBasis` per outcome and treatment that trials compared."""
    out: dict[str, dict[str, TreatmentBasis]] = {}
    for o, outcome in enumerate(OUTCOMES):
        rows = np.flatnonzero(design.outcome == o)
        edges = {(design.treatment[r], design.reference[r]) for r in rows}
        controls = {t for edge in edges for t in edge if design.vocabulary.is_control(t)}
        reached = _reaches_control(edges, controls)
        out[outcome] = {}
        for code in sorted({t for edge in edges for t in edge}):
            own = [r for r in rows if code in (design.treatment[r], design.reference[r])]
            direct = any(
                design.vocabulary.is_control(
                    design.reference[r] if design.treatment[r] == code else design.treatment[r]
                )
                for r in own
            )
            kind = "trials" if direct else "indirect" if code in reached else "class_only"
            people: dict[int, float] = {}
            for r in own:
                people[int(design.trial[r])] = max(people.get(int(design.trial[r]), 0.0), float(design.people[r]))
            out[outcome][code] = TreatmentBasis(
                kind, len(people), round(sum(people.values())), float(max(design.week[r] for r in own))
            )
    return out
