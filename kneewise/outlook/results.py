"""The values that `kneewise.outlook` hands on. Report, charts, economics, claims and the API only read them.

Scales: pain and function 0 (best) to 100 (worst); effects are option minus comparison, so negative is better.
Frequencies are of 100 people. Weeks count from the start of the option. Every number carries its citations or the
rule that made it.

    Outlook
    ├── person: Person                      ├── likeness: Likeness (how like the trials' people)
    ├── options: tuple[OptionForecast, …]   └── track_record: TrackRecord (how good such forecasts have been)
    │     ├── courses     Course(outcome, points: CoursePoint(week, mean, people_like_you, you))
    │     ├── benefits    BenefitAt(week, outcome, beyond_placebo, including_placebo, meaningful, …)
    │     ├── harms       Harm(event, seriousness, with_option, without, …)
    │     ├── price, recovery, regulation, guidelines, certainty, what stays possible
    │     └── refusal     why there is no number, where no trial links the option to the person
    └── versions
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kneewise.outlook.later import LaterTuple
from kneewise.quantities import Estimate, Interval, NaturalFrequency
from kneewise.sources import Citation

Outcome = Literal["pain", "function"]
Basis = Literal["trials", "class_only", "indirect", "none"]
CertaintyLevel = Literal["high", "moderate", "low", "very_low"]


@dataclass(frozen=True, slots=True)
class Person:
    """What the forecast uses of a person. `None` is unknown and counts as the trials' average; `sharpness` says how
    much wider the ranges are when it may be anything.

    ``pain`` and ``function`` on 0–100 (higher is worse), ``bmi`` in kg/m², ``kl_grade`` 0–4, ``country`` as ISO 3166
    alpha-2 code.
    """

    age: float | None = None
    sex: Literal["female", "male"] | None = None
    bmi: float | None = None
    kl_grade: int | None = None
    pain: float | None = None
    function: float | None = None
    diagnosis: str | None = None
    country: str | None = None
    symptom_months: float | None = None


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """Where pain or function stands at a week: mean, and 80 % ranges for the average of people like you and for you."""

    week: float
    mean: float
    people_like_you: Interval
    you: Interval


@dataclass(frozen=True, slots=True)
class Course:
    """The expected course of one outcome, from week 0."""

    outcome: Outcome
    points: tuple[CoursePoint, ...]
    beyond_last_trial_week: float | None = None
    """From this week on no trial of this option informs the course; None where trials reach the end."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many more (or, negative, fewer) of 100 people, with a 95 % range."""

    count: float
    low: float
    high: float
    of: int = 100


@dataclass(frozen=True, slots=True)
class BenefitAt:
    """What an option does for one outcome at one week.

    ``beyond_placebo``: option minus sham or placebo, points on 0–100, with credible (ci) and prediction interval (pi).
    ``including_placebo``: change from today with the option, all causes together.
    ``meaningful``, ``meaningful_sham``: of 100 people like you, how many improve by at least ``mcid`` points.
    ``acceptable``, ``acceptable_sham``: … reach the state people call acceptable (at or below ``pass_threshold``).
    ``worse``, ``worse_sham``: … are worse than today by at least ``mcid``.
    """

    week: float
    outcome: Outcome
    beyond_placebo: Estimate
    including_placebo: Estimate
    mcid: Estimate
    meaningful: NaturalFrequency
    meaningful_sham: NaturalFrequency
    meaningful_difference: Difference
    probability_better_than_sham_by_mcid: float
    pass_threshold: Estimate | None = None
    acceptable: NaturalFrequency | None = None
    acceptable_sham: NaturalFrequency | None = None
    worse: NaturalFrequency | None = None
    worse_sham: NaturalFrequency | None = None


@dataclass(frozen=True, slots=True)
class Harm:
    """One harm, with and without the option, of 100 people (1,000 where all rows of a table are) in the same time."""

    event: str
    seriousness: Literal["serious", "common"]
    with_option: NaturalFrequency
    without: NaturalFrequency | None
    followup_weeks: float | None
    n_people: int
    zero_events: bool
    """No event was seen: ``with_option.high`` is then the upper bound, and the text says so."""
    words: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What people pay themselves: low and high of the surveyed range, the typical value, and of when and where."""

    low: float
    typical: float | None
    high: float
    currency: str
    unit: str
    country: str | None
    year: int | None
    basis: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Recovery:
    """Time until a named activity, in days, as published."""

    milestone: str
    low_days: float
    high_days: float
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class RegulatoryStatus:
    """What a regulator says of the product in one country."""

    jurisdiction: str
    body: str
    status: str
    basis: str
    effective_date: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class GuidelineVerdict:
    """What one guideline says: direction such as ``strong_for``, ``conditional_against``, ``no_recommendation``."""

    body: str
    year: int
    direction: str
    wording_summary: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure the evidence is, with each reason for a downgrade as one plain sentence (GRADE's domains)."""

    level: CertaintyLevel
    reasons: tuple[str, ...]
    domains: dict[str, int] = field(default_factory=dict)
    """Downgrades per domain, 0 to 2: risk_of_bias, inconsistency, imprecision, indirectness, small_study_effects."""


@dataclass(frozen=True, slots=True)
class FeatureShift:
    """How far one feature of the person moves an option's effect beyond its comparison at six months.

    ``shift``: points on 0–100 (negative: the effect is larger), with a 95 % range. ``clear``: the range leaves out 0.
    Such shifts come from comparing trials, not people, so they are weak evidence even where they are clear.
    """

    feature: str
    shift: float
    low: float
    high: float
    clear: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The headline under another choice of trials, shown beside it: effect on pain at ``week`` (points, 95 % range)."""

    variant: str
    week: float
    effect: Interval
    middle: float
    headline: float
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionForecast:
    """Everything known of one option for this person. ``refusal`` says why, where pain has no honest number."""

    treatment: str
    name: str
    treatment_class: str
    sham: str
    """Code of the control that stands for "the same without the active part" (or what people can have instead)."""
    basis: Basis
    n_trials: int
    n_people: int
    last_trial_week: float | None = None
    """Longest follow-up of pain in any trial of the option, in weeks; None where no trial of it measured pain."""
    courses: Sequence[Course] = ()
    benefits: Sequence[BenefitAt] = ()
    """Courses and benefits are worked out when first looked at (`LaterTuple`)."""
    harms: tuple[Harm, ...] = ()
    price: Price | None = None
    recovery: tuple[Recovery, ...] = ()
    regulation: tuple[RegulatoryStatus, ...] = ()
    guidelines: tuple[GuidelineVerdict, ...] = ()
    certainty: dict[str, Certainty] = field(default_factory=dict)
    """Per outcome."""
    shifts: tuple[FeatureShift, ...] = ()
    """How the person's features move the effect on pain; features that the person did not tell are left out."""
    beside: tuple[Beside, ...] = ()
    """The headline with trials that are known only in words counted in."""
    cannot_be_undone: str = ""
    stays_possible: str = ""
    refusal: str = ""

    def benefit_at(self, outcome: Outcome, week: float) -> BenefitAt | None:
        """The benefit for that outcome and week, or None where there is none."""
        if isinstance(self.benefits, LaterTuple):
            return self.benefits.at((outcome, week))
        return next((b for b in self.benefits if b.outcome == outcome and b.week == week), None)

    def course(self, outcome: Outcome) -> Course | None:
        """The course of that outcome, or None."""
        if isinstance(self.courses, LaterTuple):
            return self.courses.at(outcome)
        return next((c for c in self.courses if c.outcome == outcome), None)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the people in the trials this person is: share 0–1 per feature, and the features outside the range."""

    share: float
    by_feature: dict[str, float]
    outside: tuple[str, ...]
    n_trials: int


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How good such forecasts have been when each trial was left out and forecast from the others."""

    n_trials: int
    n_contrasts: int
    coverage_95: float
    coverage_80: float
    coverage_50: float
    crps_skill_vs_no_effect: float
    crps_skill_vs_pairwise: float


@dataclass(frozen=True, slots=True)
class KneeReplacement:
    """Chance of a knee replacement within ``years`` years, of 100 people of that severity and age."""

    years: int
    frequency: NaturalFrequency
    who: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast of every option for one person."""

    person: Person
    options: tuple[OptionForecast, ...]
    shams: Mapping[str, Course]
    """Course of pain per control code: what happens without the active part."""
    likeness: Likeness
    track_record: TrackRecord | None
    knee_replacement: tuple[KneeReplacement, ...]
    versions: dict[str, str]

    def option(self, treatment: str) -> OptionForecast:
        """The forecast of that treatment code. Raises KeyError for an option that was not forecast."""
        for option in self.options:
            if option.treatment == treatment:
                return option
        raise KeyError(treatment)
