"""`Intake`: what a person has told us. Every answer may be missing (None: not asked) or "unknown" (don't know)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kneewise.candidacy import treatments
from kneewise.candidacy.fields import (
    UNKNOWN,
    Choice,
    Number,
    Text,
    Unknown,
    YesNo,
    nearest,
    refuse,
    says_unknown,
    shown,
)
from kneewise.candidacy.vocabulary import COUNTRIES, COUNTRY_ALSO, CURRENCIES, DIAGNOSES, GOALS
from kneewise.errors import InputError, InputErrors

# Kellgren-Lawrence grades that each wording of an X-ray report can mean. The scale's own words are 0 none,
# 1 doubtful, 2 minimal, 3 moderate, 4 severe; reports use them loosely, so a word stands for a pair of neighbouring
# grades and a rule that divides the pair stays unknown. Only "bone-on-bone" (joint space gone) fixes a grade.
KL_OF_WORDS: dict[str, tuple[int, ...]] = {
    "normal": (0, 1),
    "mild": (1, 2),
    "moderate": (2, 3),
    "severe": (3, 4),
    "bone-on-bone": (4,),
}
# The one grade used where a single number is needed (forecasts): the scale's own word.
KL_POINT_OF_WORDS = {"normal": 0, "mild": 2, "moderate": 3, "severe": 4, "bone-on-bone": 4}
# Given and computed BMI may differ by rounding of height and weight, not by more.
BMI_TOLERANCE = 1.0
# From this age pregnancy is not asked and counts as no; a yes is far more likely a slip than true, and is refused.
PREGNANCY_ASKED_BELOW = 60


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# Naming the first in a list of what applies says yes to the second too.
ALSO_YES = {"warfarin": "anticoagulant", "diabetes_not_controlled": "diabetes"}


class _Ticks(_Part):
    """A list of things that may apply, each yes, no or unknown.

    Written as a group (``diabetes: yes``, what is left out was not asked), as the list of what applies (the rest is
    no), as ``none`` or as ``unknown`` (for all of them).
    """

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        names = list(cls.model_fields)
        if says_unknown(value):
            return dict.fromkeys(names, UNKNOWN)
        none = isinstance(value, str) and value.strip().lower() in {"none", "ninguno", "ninguna", "no"}
        if none or value is False:
            return dict.fromkeys(names, False)
        if isinstance(value, list | tuple):
            for item in value:
                if item not in names:
                    near = nearest(str(item), names) if isinstance(item, str) else ""
                    remedy = "intake-did-you-mean" if near else "intake-choose"
                    raise refuse("intake-not-a-choice", remedy, value=shown(item), near=near, options=", ".join(names))
            chosen = set(value) | {ALSO_YES[item] for item in value if item in ALSO_YES}
            return {name: name in chosen for name in names}
        if value is None or isinstance(value, dict | cls):
            return {} if value is None else value
        raise refuse("intake-not-a-group", "intake-give-group", value=shown(value))


class Medicines(_Ticks):
    anticoagulant: YesNo = None
    warfarin: YesNo = None
    antiplatelet: YesNo = None
    nsaid: YesNo = None
    oral_steroid: YesNo = None
    immunosuppressant: YesNo = None
    methotrexate: YesNo = None
    chemotherapy_last_5_years: YesNo = None
    antidepressant: YesNo = None


class Conditions(_Ticks):
    infection_now: YesNo = None
    skin_problem_at_knee: YesNo = None
    joint_infection_last_5_years: YesNo = None
    cancer_now: YesNo = None
    cancer_past: YesNo = None
    radiotherapy_past: YesNo = None
    blood_disorder: YesNo = None
    bleeding_disorder: YesNo = None
    clotting_disorder: YesNo = None
    anaemia: YesNo = None
    low_platelets: YesNo = None
    diabetes: YesNo = None
    diabetes_not_controlled: YesNo = None
    kidney_disease: YesNo = None
    liver_disease: YesNo = None
    heart_disease: YesNo = None
    heart_failure: YesNo = None
    stroke: YesNo = None
    lung_disease: YesNo = None
    asthma: YesNo = None
    ulcer_or_gi_bleeding: YesNo = None
    inflammatory_arthritis: YesNo = None
    hiv_or_hepatitis: YesNo = None
    osteoporosis: YesNo = None
    back_pain_with_leg_pain: YesNo = None
    nerve_damaged_joint: YesNo = None
    glaucoma: YesNo = None
    seizures_or_mania: YesNo = None
    pregnancy: YesNo = None


class Allergies(_Ticks):
    nsaid: YesNo = None
    hyaluronate_or_bird_products: YesNo = None
    shellfish: YesNo = None
    local_anaesthetic: YesNo = None


class Findings(_Ticks):
    """What a scan or a clinician has found in the knee, beside the main diagnosis."""

    meniscus_tear: YesNo = None
    cartilage_defect: YesNo = None
    cruciate_ligament_deficiency: YesNo = None
    loose_bodies: YesNo = None
    bone_loss_or_deformity: YesNo = None
    after_injury_arthritis: YesNo = None


class RedFlags(_Ticks):
    hot_swollen_joint: YesNo = None
    fever: YesNo = None
    recent_injury: YesNo = None
    cannot_bear_weight: YesNo = None
    locked_knee: YesNo = None
    badly_swollen_or_misshapen: YesNo = None
    cold_or_numb_foot: YesNo = None
    calf_swelling: YesNo = None
    breathless_or_chest_pain: YesNo = None
    numb_between_legs_or_bladder: YesNo = None
    night_pain: YesNo = None
    weight_loss: YesNo = None
    growing_lump: YesNo = None
    fast_worsening: YesNo = None


class Tried(_Part):
    """One treatment already tried: how many months ago, and whether it helped."""

    treatment: Annotated[str | Unknown | None, Choice(treatments.CODES, treatments.ALIASES)] = None
    months_ago: Annotated[float | Unknown | None, Number(0, 720)] = None
    helped: YesNo = None


class Offer(_Part):
    """What a clinic has offered, at what price for one knee (all that was named), in which currency."""

    treatment: Annotated[str | Unknown | None, Choice(treatments.CODES, treatments.ALIASES)] = None
    price: Annotated[float | Unknown | None, Number(0, 1_000_000)] = None
    currency: Annotated[str | Unknown | None, Choice(CURRENCIES, tuple((c.lower(), c) for c in CURRENCIES))] = None
    clinic_says: Annotated[str | None, Text(2000)] = None


class Values(_Part):
    """How much each thing matters to the person, 0 (not at all) to 10 (most)."""

    pain_relief: Annotated[float | Unknown | None, Number(0, 10)] = None
    function: Annotated[float | Unknown | None, Number(0, 10)] = None
    safety: Annotated[float | Unknown | None, Number(0, 10)] = None
    cost: Annotated[float | Unknown | None, Number(0, 10)] = None
    recovery_time: Annotated[float | Unknown | None, Number(0, 10)] = None
    avoiding_surgery: Annotated[float | Unknown | None, Number(0, 10)] = None
    evidence: Annotated[float | Unknown | None, Number(0, 10)] = None


class Intake(_Part):
    """Everything a person may tell us; see ``interview.yaml`` for the questions behind the fields.

    Units stand in the names. Pain and function are 0 (none) to 10 (worst), as people say them; ``KOOS-PS`` is 0 (no
    difficulty) to 100 (extreme); the Oxford Knee Score is 0 (worst) to 48 (best), each as published.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", title="Intake")
    VERSION: ClassVar[str] = "1.0"

    language: Annotated[str | None, Choice(("en", "es"), (("english", "en"), ("español", "es")))] = None
    country: Annotated[str | Unknown | None, Choice(COUNTRIES, COUNTRY_ALSO)] = None

    age: Annotated[int | Unknown | None, Number(18, 110, whole=True)] = None
    sex: Annotated[str | Unknown | None, Choice(("female", "male", "other"), (("f", "female"), ("m", "male")))] = None
    height_cm: Annotated[float | Unknown | None, Number(120, 230)] = None
    weight_kg: Annotated[float | Unknown | None, Number(30, 300)] = None
    bmi: Annotated[float | Unknown | None, Number(10, 90)] = None

    knee: Annotated[str | Unknown | None, Choice(("left", "right", "both"))] = None
    diagnosis: Annotated[
        str | Unknown | None, Choice(DIAGNOSES, (("oa", "knee_oa"), ("osteoarthritis", "knee_oa")))
    ] = None
    kl_grade: Annotated[int | Unknown | None, Number(0, 4, whole=True)] = None
    xray_words: Annotated[str | Unknown | None, Choice(tuple(KL_OF_WORDS), (("bone_on_bone", "bone-on-bone"),))] = None
    xray_done: YesNo = None
    findings: Findings = Field(default_factory=Findings)
    symptom_months: Annotated[float | Unknown | None, Number(0, 960)] = None
    pain_now: Annotated[float | Unknown | None, Number(0, 10)] = None
    pain_worst: Annotated[float | Unknown | None, Number(0, 10)] = None
    function_difficulty: Annotated[float | Unknown | None, Number(0, 10)] = None
    koos_ps: Annotated[float | Unknown | None, Number(0, 100)] = None
    oxford_knee_score: Annotated[int | Unknown | None, Number(0, 48, whole=True)] = None
    morning_stiffness_minutes: Annotated[float | Unknown | None, Number(0, 600)] = None
    pain_with_activity: YesNo = None

    alignment: Annotated[str | Unknown | None, Choice(("straight", "bow_legged", "knock_kneed"))] = None
    alignment_degrees: Annotated[float | Unknown | None, Number(0, 45)] = None
    flexion_degrees: Annotated[float | Unknown | None, Number(0, 170)] = None
    contracture_degrees: Annotated[float | Unknown | None, Number(0, 90)] = None
    stiff_knee: YesNo = None
    giving_way: YesNo = None
    locking_or_catching: YesNo = None

    tried: tuple[Tried, ...] | Unknown | None = None
    injection_weeks_ago: Annotated[float | str | None, Number(0, 3000, never=True)] = None
    injection_kind: Annotated[str | Unknown | None, Choice(treatments.CODES, treatments.ALIASES)] = None
    knee_surgery_months_ago: Annotated[float | str | None, Number(0, 960, never=True)] = None

    medicines: Medicines = Field(default_factory=Medicines)
    conditions: Conditions = Field(default_factory=Conditions)
    allergies: Allergies = Field(default_factory=Allergies)
    red_flags: RedFlags = Field(default_factory=RedFlags)
    smoking: Annotated[str | Unknown | None, Choice(("never", "past", "current"))] = None
    alcohol_or_drug_problem: YesNo = None

    goals: tuple[Annotated[str | None, Choice(GOALS)], ...] | Unknown | None = None
    goal_in_own_words: Annotated[str | None, Text(500)] = None
    budget: Annotated[float | Unknown | None, Number(0, 1_000_000)] = None
    currency: Annotated[str | Unknown | None, Choice(CURRENCIES)] = None
    offers: tuple[Offer, ...] | Unknown | None = None
    values: Values = Field(default_factory=Values)

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        """``none`` and ``unknown`` are answers to a list question too."""
        if not isinstance(value, dict):
            return value
        value = dict(value)
        for name in ("tried", "goals", "offers"):
            given = value.get(name)
            if isinstance(given, str) and given.strip().lower() in {"none", "nothing", "ninguno", "nada"}:
                value[name] = []
            elif says_unknown(given):
                value[name] = UNKNOWN
        return value

    @classmethod
    def read(cls, answers: Any) -> Intake:
        """An intake from plain values; raises `InputErrors` naming each field, problem and remedy."""
        from kneewise.candidacy.checks import contradictions, problems_in_words

        language = answers.get("language") if isinstance(answers, dict) else None
        language = "es" if language in ("es", "español") else "en"
        if not isinstance(answers, dict):
            raise InputError(
                "The file about you",
                f"holds {shown(answers)}, not answers",
                "Write one answer per line, such as “age: 62”; `kneewise interview` writes such a file.",
            )
        answers = {str(key): value for key, value in answers.items()}
        try:
            intake = cls.model_validate(answers)
        except ValidationError as error:
            raise InputErrors(problems_in_words(error, cls, language)) from None
        found = contradictions(intake, language)
        if found:
            raise InputErrors(found)
        return intake

    @classmethod
    def from_yaml(cls, path: str | Path) -> Intake:
        """The intake in a YAML or JSON file. `InputError` for what is missing, binary, too large or not YAML."""
        from kneewise.candidacy.files import read_answers

        return cls.read(read_answers(Path(path)))

    def value(self, name: str) -> Any:
        """The answer under a dotted name (``"conditions.diabetes"``), or None if it was not asked or is not known."""
        here: Any = self
        for step in name.split("."):
            here = getattr(here, step)
        return None if here == UNKNOWN else here

    @property
    def kl_possible(self) -> tuple[int, ...] | None:
        """The Kellgren-Lawrence grades that the answers allow, smallest first; None if nothing is known."""
        grade, words = self.value("kl_grade"), self.value("xray_words")
        if grade is not None:
            return (grade,)
        return KL_OF_WORDS[words] if words is not None else None

    @property
    def kl_point(self) -> int | None:
        """One grade for forecasts: as given, or the scale's own word for the X-ray wording; None if unknown."""
        grade, words = self.value("kl_grade"), self.value("xray_words")
        return grade if grade is not None else KL_POINT_OF_WORDS.get(words)

    @property
    def bmi_known(self) -> float | None:
        """Body mass index in kg/m²: as given, else weight / height²; None if neither is known."""
        given, height, weight = self.value("bmi"), self.value("height_cm"), self.value("weight_kg")
        if given is not None:
            return float(given)
        return None if height is None or weight is None else weight / (height / 100) ** 2

    def to_dict(self) -> dict[str, Any]:
        """What was answered, "unknown" included, as plain values that `read` takes back; the unasked is left out."""
        return _without_empty(self.model_dump(mode="json", exclude_none=True))


def _without_empty(value: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in value.items() if v != {}}
