"""Steps of the site's interview: the short path first, then each section of ``kneewise.candidacy.interview``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kneewise.candidacy.interview import Question, applies, load_interview, questions

SHORT = "short"
# Values have a page of their own, with buttons and sliders (views.values).
ELSEWHERE = frozenset({"values"})


@dataclass(frozen=True)
class Step:
    """One step: its key in the address and its questions, those of the short path only in the first step."""

    key: str
    questions: tuple[Question, ...]


@cache
def steps() -> tuple[Step, ...]:
    """Every step in order; each question stands in exactly one."""
    found = [Step(SHORT, questions("short"))]
    longer = [q for q in load_interview() if not q.short and q.key not in ELSEWHERE]
    for section in dict.fromkeys(q.section for q in longer):
        found.append(Step(section, tuple(q for q in longer if q.section == section)))
    return tuple(found)


def step(key: str) -> Step | None:
    """The step of that key, or None."""
    return next((s for s in steps() if s.key == key), None)


def asked(step: Step, answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """The step's questions that still make sense after these answers."""
    return tuple(q for q in step.questions if applies(q, answers))
