"""What an intake leaves possible, under the names that rules use: `facts_of`."""

from __future__ import annotations

import math
from typing import Any

from pydantic import BaseModel

from kneewise.candidacy import treatments
from kneewise.candidacy.fields import UNKNOWN
from kneewise.candidacy.intake import (
    PREGNANCY_ASKED_BELOW,
    Allergies,
    Conditions,
    Findings,
    Intake,
    Medicines,
    RedFlags,
)
from kneewise.candidacy.logic import Facts
from kneewise.candidacy.vocabulary import GOALS

GROUPS: dict[str, type[BaseModel]] = {
    "medicines": Medicines,
    "conditions": Conditions,
    "allergies": Allergies,
    "findings": Findings,
    "red_flags": RedFlags,
}
# Answers that are facts as they stand; "never" becomes infinitely long ago.
PLAIN = (
    "age",
    "sex",
    "knee",
    "diagnosis",
    "xray_words",
    "symptom_months",
    "pain_now",
    "pain_worst",
    "function_difficulty",
    "koos_ps",
    "oxford_knee_score",
    "morning_stiffness_minutes",
    "pain_with_activity",
    "alignment",
    "alignment_degrees",
    "flexion_degrees",
    "contracture_degrees",
    "stiff_knee",
    "giving_way",
    "locking_or_catching",
    "injection_weeks_ago",
    "injection_kind",
    "knee_surgery_months_ago",
    "smoking",
    "alcohol_or_drug_problem",
    "country",
    "weight_kg",
)
# Facts worked out from several answers, with what they are.
DERIVED = ("kl", "bmi", "xray_done", "failed_treatments")
# Yes to the first implies yes to the second.
IMPLIES = {
    "medicines.warfarin": "medicines.anticoagulant",
    "conditions.diabetes_not_controlled": "conditions.diabetes",
}


def names() -> frozenset[str]:
    """Every name that a rule may use."""
    grouped = {f"{group}.{field}" for group, model in GROUPS.items() for field in model.model_fields}
    listed = {f"tried.{code}" for code in treatments.CODES} | {f"goals.{goal}" for goal in GOALS}
    return frozenset(PLAIN) | frozenset(DERIVED) | frozenset(grouped) | frozenset(listed)


def facts_of(intake: Intake) -> Facts:
    """The possible values of every fact. None: nothing is known. A single value: it is known.

    The more is answered, the fewer values remain; no answer brings a value back.
    """
    facts: dict[str, tuple[Any, ...] | None] = {}
    for name in PLAIN:
        value = intake.value(name)
        facts[name] = None if value is None else (math.inf if value == "never" else value,)
    if intake.injection_weeks_ago == "never":
        facts["injection_kind"] = ("none",)
    for group, model in GROUPS.items():
        for field in model.model_fields:
            value = intake.value(f"{group}.{field}")
            facts[f"{group}.{field}"] = None if value is None else (value,)
    for cause, effect in IMPLIES.items():
        if facts[cause] == (True,):
            facts[effect] = (True,)
        if facts[effect] == (False,):
            facts[cause] = (False,)
    if facts["diagnosis"] == ("inflammatory_arthritis",):
        facts["conditions.inflammatory_arthritis"] = (True,)
    age = intake.value("age")
    if intake.sex == "male" or (age is not None and age >= PREGNANCY_ASKED_BELOW):
        facts["conditions.pregnancy"] = (False,)
    facts["kl"] = intake.kl_possible
    bmi = intake.bmi_known
    facts["bmi"] = None if bmi is None else (bmi,)
    done = True if facts["kl"] is not None else intake.value("xray_done")
    facts["xray_done"] = None if done is None else (done,)
    facts.update(_from_lists(intake))
    return facts


def _from_lists(intake: Intake) -> dict[str, tuple[Any, ...] | None]:
    """``tried.<code>``, ``failed_treatments`` (how many different treatments did not help) and ``goals.<goal>``."""
    facts: dict[str, tuple[Any, ...] | None] = {}
    if isinstance(intake.tried, tuple):
        known = {t.treatment for t in intake.tried if t.treatment not in (None, UNKNOWN)}
        unnamed = sum(t.treatment in (None, UNKNOWN) for t in intake.tried)
        for code in treatments.CODES:
            facts[f"tried.{code}"] = (True,) if code in known else None if unnamed else (False,)
        named = [t for t in intake.tried if t.treatment in known]
        failed = {t.treatment for t in named if t.helped is False}
        maybe = {t.treatment for t in named if t.helped not in (True, False)} - failed
        # An entry without a name may turn out to be any treatment, also one already counted.
        most = len(failed) + len(maybe) + unnamed
        facts["failed_treatments"] = tuple(range(len(failed), most + 1))
    if isinstance(intake.goals, tuple):
        for goal in GOALS:
            facts[f"goals.{goal}"] = (goal in intake.goals,)
    return facts
