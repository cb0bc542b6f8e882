"""Answers that cannot be: pydantic's findings in plain words, and answers that contradict each other."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from kneewise import words
from kneewise.candidacy.fields import UNKNOWN, nearest, shown
from kneewise.candidacy.intake import BMI_TOLERANCE, KL_OF_WORDS, PREGNANCY_ASKED_BELOW, Intake
from kneewise.errors import InputError

# A knee that does not bend to a right angle is stiff by anyone's word.
RIGHT_ANGLE = 90


def _part_of(model: type[BaseModel], path: tuple[Any, ...]) -> type[BaseModel] | None:
    """The model that a path into ``model`` ends in (list positions are skipped), or None."""
    for step in path:
        if isinstance(step, int):
            continue
        if step not in model.model_fields:
            if str(step).startswith("tuple["):  # pydantic's name for the list branch of "a list, or unknown"
                continue
            return None
        inner = _models_in(model.model_fields[step].annotation)
        if not inner:
            return None
        model = inner[0]
    return model


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]


def _name(path: tuple[Any, ...]) -> str:
    """``tried, entry 2, helped`` for ``("tried", "tuple[…]", 1, "helped")``; pydantic's branch names are dropped."""
    steps = [
        f"entry {s + 1}" if isinstance(s, int) else str(s)
        for s in path
        if not str(s).startswith(("tuple[", "literal["))
    ]
    return ", ".join(steps) or "The file about you"


def problems_in_words(error: ValidationError, model: type[BaseModel], language: str) -> list[InputError]:
    """One `InputError` per field that pydantic refused, in the person's language."""
    found: dict[str, InputError] = {}
    for problem in error.errors():
        path = problem["loc"]
        if problem["type"] == "literal_error" and str(path[-1]).startswith("literal["):
            continue  # the other branch of "a list, or unknown" says what is wrong
        found.setdefault(_name(path), _one(problem, path, model, language))
    return list(found.values())


def _one(problem: Any, path: tuple[Any, ...], model: type[BaseModel], language: str) -> InputError:
    name = _name(path)
    if problem["type"] == "kneewise":
        context = dict(problem["ctx"])
        ids = context.pop("problem"), context.pop("remedy")
        said, remedy = (words.text(i, language, **context) for i in ids)
        return InputError(name, said, remedy)
    if problem["type"] == "extra_forbidden":
        part = _part_of(model, path[:-1])
        names = list(part.model_fields) if part else []
        near = nearest(str(path[-1]), names)
        remedy = (
            words.text("intake-did-you-mean", language, near=near)
            if near
            else words.text("intake-see-schema", language)
        )
        return InputError(name, words.text("intake-unknown-key", language), remedy)
    said = words.text("intake-not-a-group", language, value=shown(problem.get("input")))
    remedy = words.text("intake-give-list" if "tuple" in problem["type"] else "intake-give-group", language)
    return InputError(name, said, remedy)


def contradictions(intake: Intake, language: str) -> list[InputError]:
    """Answers that cannot both be true, each named at the field to look at first."""
    found = []

    def clash(condition: bool, field: str, message: str, **arguments: Any) -> None:
        if condition:
            said = words.text(f"intake-clash-{message}", language, **arguments)
            found.append(InputError(field, said, words.text("intake-correct-one", language)))

    grade, said = intake.value("kl_grade"), intake.value("xray_words")
    if grade is not None and said is not None:
        clash(grade not in KL_OF_WORDS[said], "kl_grade", "kl", grade=grade, words=said)
    graded = intake.kl_possible is not None
    clash(graded and intake.xray_done is False, "xray_done", "xray-done")
    flexion = intake.value("flexion_degrees")
    bends_badly = flexion is not None and flexion < RIGHT_ANGLE
    clash(bends_badly and intake.stiff_knee is False, "stiff_knee", "stiff", degrees=flexion or 0)
    given, height, weight = intake.value("bmi"), intake.value("height_cm"), intake.value("weight_kg")
    if None not in (given, height, weight):
        computed = weight / (height / 100) ** 2
        clash(abs(computed - given) > BMI_TOLERANCE, "bmi", "bmi", bmi=given, computed=round(computed, 1))
    now, worst = intake.value("pain_now"), intake.value("pain_worst")
    if now is not None and worst is not None:
        clash(worst < now, "pain_worst", "pain", now=now, worst=worst)
    conditions, medicines = intake.conditions, intake.medicines
    pregnant = conditions.pregnancy is True
    clash(pregnant and intake.sex == "male", "conditions, pregnancy", "pregnancy-male")
    too_old = isinstance(intake.age, int) and intake.age >= PREGNANCY_ASKED_BELOW
    clash(pregnant and too_old, "conditions, pregnancy", "pregnancy-age", age=intake.value("age") or 0)
    months, age = intake.value("symptom_months"), intake.value("age")
    if months is not None and age is not None:
        clash(months > age * 12 + 11, "symptom_months", "symptoms", months=months, age=age)
    clash(
        conditions.diabetes is False and conditions.diabetes_not_controlled is True,
        "conditions, diabetes",
        "diabetes",
    )
    clash(medicines.anticoagulant is False and medicines.warfarin is True, "medicines, anticoagulant", "warfarin")
    clash(
        intake.diagnosis == "inflammatory_arthritis" and conditions.inflammatory_arthritis is False,
        "conditions, inflammatory_arthritis",
        "inflammatory",
    )
    clash(
        intake.injection_weeks_ago == "never" and intake.injection_kind not in (None, UNKNOWN),
        "injection_weeks_ago",
        "injection",
    )
    return found
