"""`forecast`: every option for one person.

For a person with baseline b, option k with control c, at week t:

    y(t) = b + context_c(t, b) + effect_kc(t) + setting spread + person spread,   kept within 0–100

"People like you" ranges hold the average of such people in a setting (uncertainty of both averages plus
trial-to-trial spread); "you" adds the spread between people. Benefit beyond placebo is effect_kc alone; including
placebo adds context_c.
Formulas and their sources: docs/methods/outlook.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from kneewise import evidence
from kneewise.outlook import frequencies, known_facts
from kneewise.outlook.effects import ContextCurve, EffectCurve, EffectSource
from kneewise.outlook.frequencies import Z95, Expectation
from kneewise.outlook.harms import harms
from kneewise.outlook.joint_source import joint_source
from kneewise.outlook.later import LaterMapping, LaterTuple
from kneewise.outlook.likeness import likeness
from kneewise.outlook.options import OptionSpec, option_specs, threshold_fact
from kneewise.outlook.results import (
    BenefitAt,
    Certainty,
    Course,
    CoursePoint,
    Difference,
    OptionForecast,
    Outcome,
    Outlook,
    Person,
)
from kneewise.outlook.table import COURSE_WEEKS, MODEL, OUTCOMES, WINDOWS
from kneewise.quantities import Estimate, Interval, NaturalFrequency
from kneewise.sources import Citation

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

Z80 = 1.2815515655446004
POINTS = "points on 0-100"
# Features whose absence from the trials makes a number dishonest; BMI outside the range only widens trust in words.
DECISIVE = ("age", "kl_grade", "pain", "diagnosis")


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of one outcome on 0–100: smallest meaningful change, acceptable state."""

    mcid: Estimate
    acceptable: Estimate

    @classmethod
    def of(cls, dataset: Dataset, outcome: Outcome) -> Limits:
        """Read from the facts."""
        return cls(
            known_facts.threshold(dataset, threshold_fact(outcome, "mcid")),
            known_facts.threshold(dataset, threshold_fact(outcome, "acceptable")),
        )


def _clipped(middle: float, half: float) -> Interval:
    low, high = max(middle - half, 0.0), min(middle + half, 100.0)
    return Interval(min(low, 100.0), max(high, 0.0), 0.80)


def _course(
    outcome: Outcome, baseline: float, context: ContextCurve, effect: EffectCurve | None, weeks: Sequence[float]
) -> Course:
    """Context plus effect on the weeks given; week 0 is today, known exactly. All curves have shape (weeks,)."""
    shifts, variances = context.mean, context.sd**2 + context.tau**2
    if effect:
        shifts, variances = shifts + effect.mean, variances + (effect.sd**2 + effect.tau**2)
    points = []
    for week, shift, variance, person in zip(
        weeks, shifts.tolist(), variances.tolist(), context.person_sd.tolist(), strict=True
    ):
        middle = min(max(baseline + shift, 0.0), 100.0)
        if week == 0:
            middle, variance, person = baseline, 0.0, 0.0
        points.append(
            CoursePoint(
                week,
                middle,
                _clipped(middle, Z80 * math.sqrt(variance)),
                _clipped(middle, Z80 * math.sqrt(variance + person**2)),
            )
        )
    last = effect.last_week if effect else None
    return Course(outcome, tuple(points), last if last is not None and last < weeks[-1] else None)


@dataclass(frozen=True, slots=True)
class ShamShares:
    """What happens under a comparison at one week: the same for every option compared with it."""

    expected: Expectation
    meaningful: NaturalFrequency
    acceptable: NaturalFrequency
    worse: NaturalFrequency

    @classmethod
    def at(cls, i: int, baseline: float, context: ContextCurve, limits: Limits) -> ShamShares:
        """From arrays whose position i is that week."""
        variance = float(context.sd[i] ** 2 + context.tau[i] ** 2)
        expected = Expectation(float(context.mean[i]), variance, float(context.person_sd[i]))
        return cls(
            expected,
            frequencies.meaningful(baseline, limits.mcid.value, expected),
            frequencies.acceptable(baseline, limits.acceptable.value, expected),
            frequencies.worse(baseline, limits.mcid.value, expected),
        )


def _probability_below(limit: float, mean: float, spread: float) -> float:
    """Probability that a normal effect lies below a limit; a known effect either does or does not."""
    return frequencies.normal_cdf((limit - mean) / spread) if spread > 0 else float(mean <= limit)


def _benefit(
    outcome: Outcome, week: float, i: int, baseline: float, compared: ShamShares, effect: EffectCurve, limits: Limits
) -> BenefitAt:
    """One window of one outcome, from an effect whose position i is that week."""
    mean, sd, tau = float(effect.mean[i]), float(effect.sd[i]), float(effect.tau[i])
    spread = math.sqrt(sd**2 + tau**2)
    sham, with_sham = compared.expected, compared.meaningful
    option = Expectation(sham.change + mean, sham.setting_variance + spread**2, sham.person_sd)
    mcid, acceptable = limits.mcid, limits.acceptable
    with_option = frequencies.meaningful(baseline, mcid.value, option)
    more = frequencies.difference(baseline, mcid.value, sham, mean, spread**2)
    count = with_option.count - with_sham.count
    half = Z95 * math.sqrt(option.setting_variance)
    return BenefitAt(
        week=week,
        outcome=outcome,
        beyond_placebo=Estimate(
            mean,
            POINTS,
            ci=Interval(mean - Z95 * sd, mean + Z95 * sd),
            pi=Interval(mean - Z95 * spread, mean + Z95 * spread),
            n=effect.n_people,
            citations=effect.citations,
            rule="joint time-course model",
        ),
        including_placebo=Estimate(
            option.change,
            POINTS,
            pi=Interval(option.change - half, option.change + half),
            citations=effect.citations,
            rule="joint time-course model plus contextual response",
        ),
        mcid=mcid,
        meaningful=with_option,
        meaningful_sham=with_sham,
        meaningful_difference=Difference(count, min(more.low, more.high, count), max(more.low, more.high, count)),
        probability_better_than_sham_by_mcid=_probability_below(-mcid.value, mean, spread),
        pass_threshold=acceptable,
        acceptable=frequencies.acceptable(baseline, acceptable.value, option),
        acceptable_sham=compared.acceptable,
        worse=frequencies.worse(baseline, mcid.value, option),
        worse_sham=compared.worse,
    )


def forecast(
    person: Person, *, dataset: Dataset | None = None, source: EffectSource | None = None, language: str = "en"
) -> Outlook:
    """The outlook of every option for one person.

    Parameters
    ----------
    person
        Unknown pain or function is replaced by the trials' typical baseline, and ``likeness`` and the courses say so by
        starting there.
    dataset, source
        The evidence and what the synthesis made of it; by default the packaged dataset and its joint model.
    language
        Of names and sentences (``"en"`` or ``"es"``).

    Returns
    -------
    Outlook
        One `OptionForecast` per option of ``data/options.yaml``; those without an honest number carry a ``refusal``.
    """
    dataset = dataset or evidence.load()
    source = source or joint_source(dataset)
    like = likeness(dataset, person)
    forecaster = _Forecaster(person, dataset, source, language, like.outside)
    options = tuple(forecaster.option(spec) for spec in option_specs().values())
    return Outlook(
        person=person,
        options=options,
        shams=forecaster.shams(),
        likeness=like,
        track_record=source.track_record("pain"),
        knee_replacement=known_facts.knee_replacement(dataset, person),
        versions={"dataset": dataset.version, **source.versions},
    )


@lru_cache(maxsize=2)
def _controls(dataset: Dataset) -> frozenset[str]:
    """Codes of the treatments that serve as comparisons."""
    return frozenset(dataset.treatments.filter(dataset.treatments["control"])["code"].to_list())


def _tried(spec: OptionSpec, curve: EffectCurve) -> bool:
    """Whether a trial of the option itself stands behind the curve. What its relatives did is no forecast of it."""
    return spec.code == spec.sham or curve.n_trials > 0


class _Forecaster:
    """Holds what all options of one person share: baselines, courses under each control, thresholds."""

    def __init__(
        self, person: Person, dataset: Dataset, source: EffectSource, language: str, outside: tuple[str, ...]
    ) -> None:
        self.person, self.dataset, self.source, self.language = person, dataset, source, language
        self.outside = tuple(f for f in outside if f in DECISIVE)
        self.limits = {o: Limits.of(dataset, o) for o in OUTCOMES}
        self.baseline = {
            "pain": source.typical_baseline("pain") if person.pain is None else person.pain,
            "function": source.typical_baseline("function") if person.function is None else person.function,
        }
        self.weeks = COURSE_WEEKS
        self._contexts: dict[tuple[str, Outcome], ContextCurve] = {}
        self._compared: dict[tuple[str, Outcome, float], ShamShares] = {}
        self.controls = _controls(dataset)

    def context(self, control: str, outcome: Outcome) -> ContextCurve:
        key = (control, outcome)
        if key not in self._contexts:
            baseline = self.baseline[outcome]
            self._contexts[key] = self.source.context(control, outcome, baseline, self.weeks)
        return self._contexts[key]

    def shams(self) -> LaterMapping[str, Course]:
        """The course of pain under each control that was asked for so far."""
        controls = [control for control, outcome in self._contexts if outcome == "pain"]
        return LaterMapping(controls, self._sham_course)

    def _sham_course(self, control: str) -> Course:
        return _course("pain", self.baseline["pain"], self.context(control, "pain"), None, self.weeks)

    def _benefit(self, control: str, curves: dict[Outcome, EffectCurve], key: tuple[Outcome, float]) -> BenefitAt:
        """One window (outcome and week) of an option with these curves."""
        outcome, week = key
        baseline, limits, i = self.baseline[outcome], self.limits[outcome], self.weeks.index(week)
        shared = (control, outcome, week)
        if shared not in self._compared:
            self._compared[shared] = ShamShares.at(i, baseline, self.context(control, outcome), limits)
        return _benefit(outcome, week, i, baseline, self._compared[shared], curves[outcome], limits)

    def _option_course(self, control: str, curves: dict[Outcome, EffectCurve], outcome: Outcome) -> Course:
        return _course(outcome, self.baseline[outcome], self.context(control, outcome), curves[outcome], self.weeks)

    def refusal(self, spec: OptionSpec) -> str:
        """Why no option can be forecast for this person; empty where it can."""
        from kneewise import words

        if "diagnosis" in self.outside:
            return words.text("refusal-diagnosis", self.language)
        if self.outside:
            features = ", ".join(words.text(f"report-feature-{f}", self.language) for f in self.outside)
            return words.text("refusal-outside", self.language, features=features)
        if self.baseline["pain"] < self.limits["pain"].mcid.value:
            return words.text("refusal-little-pain", self.language)
        return ""

    def option(self, spec: OptionSpec) -> OptionForecast:
        """Everything known of one option."""
        from kneewise import words

        treatment = self.dataset.treatment(spec.code)
        curves: dict[Outcome, EffectCurve] = {}
        refusal = self.refusal(spec)
        if not refusal:
            for outcome in OUTCOMES:
                self.context(spec.sham, outcome)
                curve = self._curve(spec, outcome)
                if curve is not None and _tried(spec, curve):
                    curves[outcome] = curve
            if "pain" not in curves:
                sham = self.dataset.treatment(spec.sham)
                name = sham.name_es if self.language == "es" and sham.name_es else sham.name
                refusal = words.text("refusal-no-trials", self.language, sham=name)
        name = treatment.name_es if self.language == "es" and treatment.name_es else treatment.name
        found = next(iter(curves.values()), None)
        windows = [(outcome, week) for outcome in curves for week in WINDOWS]
        return OptionForecast(
            treatment=spec.code,
            name=name,
            treatment_class=treatment.treatment_class,
            sham=spec.sham,
            basis=found.basis if found else "none",
            n_trials=found.n_trials if found else 0,
            n_people=found.n_people if found else 0,
            last_trial_week=curves["pain"].last_week if "pain" in curves else None,
            courses=LaterTuple(tuple(curves), partial(self._option_course, spec.sham, curves)),
            benefits=LaterTuple(windows, partial(self._benefit, spec.sham, curves)),
            harms=harms(self.dataset, spec, self.controls),
            price=known_facts.price(self.dataset, spec, self.person.country),
            recovery=known_facts.recovery(self.dataset, spec),
            regulation=known_facts.regulation(
                self.dataset, spec.code, treatment.treatment_class, self.person.country, self.language
            ),
            guidelines=known_facts.guidelines(self.dataset, spec.code, language=self.language),
            certainty=self._certainty(spec, curves),
            beside=self.source.beside(spec.effect_of, spec.sham) if curves else (),
            shifts=self.source.shifts(spec.effect_of, spec.sham, self.person) if curves else (),
            cannot_be_undone=spec.undone,
            stays_possible=spec.possible,
            refusal=refusal,
        )

    def _curve(self, spec: OptionSpec, outcome: Outcome) -> EffectCurve | None:
        """The option's effect beyond its control; none at all, exactly, for an option that is its own control."""
        if spec.code != spec.sham:
            return self.source.effect(spec.effect_of, spec.sham, outcome, self.weeks, self.person)
        nothing = np.zeros(len(self.weeks))
        cited = (Citation(MODEL, row_id=f"treatments:{spec.code}"),)
        return EffectCurve(nothing, nothing, nothing, "trials", 0, 0, None, cited)

    def _certainty(self, spec: OptionSpec, outcomes: Iterable[Outcome]) -> dict[str, Certainty]:
        """Per outcome that has a forecast, how sure its effect is."""
        graded = {o: self.source.certainty(spec.effect_of, spec.sham, o, self.language) for o in outcomes}
        return {outcome: grade for outcome, grade in graded.items() if grade is not None}
