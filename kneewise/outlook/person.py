"""From the intake (what a person said) to the `Person` that forecasts use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kneewise.outlook.results import Person

if TYPE_CHECKING:
    from kneewise.candidacy.intake import Intake

POINTS_PER_STEP = 10  # pain and difficulty are asked 0–10; forecasts use 0–100


def person_from_intake(intake: Intake) -> Person:
    """The person as the forecast sees them; every "don't know" stays unknown.

    Function comes from KOOS-PS where it was given (already 0–100, higher worse), else from the 0–10 difficulty.
    """
    pain, difficulty, koos_ps = (intake.value(name) for name in ("pain_now", "function_difficulty", "koos_ps"))
    sex = intake.value("sex")
    return Person(
        age=intake.value("age"),
        sex=sex if sex in ("female", "male") else None,
        bmi=intake.bmi_known,
        kl_grade=intake.kl_point,
        pain=None if pain is None else pain * POINTS_PER_STEP,
        function=koos_ps if koos_ps is not None else None if difficulty is None else difficulty * POINTS_PER_STEP,
        diagnosis=intake.value("diagnosis"),
        country=intake.value("country"),
        symptom_months=intake.value("symptom_months"),
    )
