"""How sure an effect is: GRADE's domains computed from the data, each downgrade with its reason.

Evidence from randomised trials starts at "high" and loses one or two levels per domain (Guyatt et al. 2011, GRADE
guidelines, doi:10.1016/j.jclinepi.2010.04.026). What GRADE leaves to judgement is here a rule with a named constant,
so that it can be read, criticised and checked against published grades (`compare_with_published`). Nothing unknown
counts as good: trials whose risk of bias nobody rated weigh as doubtful, never as low. ``docs/methods/certainty.md``
explains each rule in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from kneewise import words
from kneewise.evidence import Dataset
from kneewise.synthesis.joint.dataset import dataset_design, dataset_frames, fit_dataset
from kneewise.synthesis.joint.design import OUTCOMES, Design
from kneewise.synthesis.joint.posterior import EffectEstimate, Modifiers, TimecourseFit
from kneewise.synthesis.joint.priors import ModelPrior, small_study_value

Array = NDArray[np.float64]
Level = Literal["high", "moderate", "low", "very_low"]
LEVELS: tuple[Level, ...] = ("high", "moderate", "low", "very_low")
DOMAINS = ("risk_of_bias", "inconsistency", "imprecision", "indirectness", "small_study_effects")

# The smallest difference between groups that matters: the most credible anchor-based thresholds of the facts table.
THRESHOLD_FACTS = {"pain": "thresholds_004", "function": "thresholds_005"}

# Risk of bias: one level where a quarter of the weight comes from trials at high risk or half from trials not shown to
# be at low risk (unrated trials included); two where more than 60 % comes from trials at high risk. GRADE guideline 4
# (Guyatt 2011, doi:10.1016/j.jclinepi.2010.07.017) asks for judgement by weight and gives no figures.
HIGH_RISK_SHARE, HIGH_RISK_SHARE_TWICE, DOUBTFUL_SHARE = 0.25, 0.60, 0.50
# Imprecision: the rule of thumb of 400 people for averages (Guyatt 2011, GRADE guideline 6,
# doi:10.1016/j.jclinepi.2011.01.012).
PEOPLE_NEEDED, VERY_FEW_PEOPLE = 400, 100
# Small-study effects: trials with fewer than 50 people per arm carry most of the weight, small trials of the class show
# larger effects with at least this probability, and at the size of these trials by a quarter of what matters.
SMALL_ARM, SMALL_SHARE, SLOPE_PROBABILITY, SHIFT_THAT_MATTERS = 50, 0.5, 0.95, 0.25


@dataclass(frozen=True, slots=True)
class Reason:
    """One downgrade: domain, how many levels, and the message that says why (``words.text(id, language,
    **arguments)``)."""

    domain: str
    levels: int
    message: str
    arguments: tuple[tuple[str, int | float | str], ...] = ()

    def text(self, language: str = "en") -> str:
        return words.text(self.message, language, **dict(self.arguments))


@dataclass(frozen=True, slots=True)
class CertaintyAssessment:
    """Level, reasons in the order of `DOMAINS`, and levels lost per domain (0 to 2)."""

    level: Level
    reasons: tuple[Reason, ...]
    domains: Mapping[str, int]

    def sentences(self, language: str = "en") -> tuple[str, ...]:
        """Each reason as one plain sentence."""
        return tuple(reason.text(language) for reason in self.reasons)

    def to_dict(self) -> dict[str, Any]:
        return {"level": self.level, "domains": dict(self.domains), "reasons": list(self.sentences())}


@dataclass(frozen=True, slots=True)
class TrialWeight:
    """A trial's share of the direct evidence on a treatment, its risk of bias (None unknown), and people per arm."""

    trial: str
    share: float
    risk_of_bias: str | None
    per_arm: float


@lru_cache(maxsize=2)
def _design(version: str, dataset: Dataset) -> Design:
    return dataset_design(dataset_frames(dataset), ModelPrior())[0]


@lru_cache(maxsize=2)
def _risk_of_bias(version: str, dataset: Dataset) -> dict[str, str | None]:
    return dict(dataset.trials.select("trial_id", "risk_of_bias").iter_rows())


def direct_weights(
    design: Design, risk: Mapping[str, str | None], treatment: str, outcome: str, tau: float
) -> tuple[TrialWeight, ...]:
    """Trials that compare the treatment (or a combination that adds it) with something else, with their shares.

    A trial weighs 1 / (sampling variance + τ²) by its most precise contrast; τ is the trial-to-trial spread.
    """
    own = set(design.vocabulary.active_parts(treatment)) or {treatment}
    of_outcome = np.flatnonzero(design.outcome == OUTCOMES.index(outcome)).tolist()
    rows = [r for r in of_outcome if not own.isdisjoint(design.differences[r])]
    best: dict[str, tuple[float, float]] = {}
    for r in rows:
        name = design.trials[design.trial[r]]
        weight = 1 / (float(design.variance[r]) + tau**2)
        if weight > best.get(name, (0.0, 0.0))[0]:
            best[name] = (weight, 2 / float(design.size[r]) ** 2)
    total = sum(weight for weight, _ in best.values())
    return tuple(TrialWeight(t, w / total, risk.get(t), n) for t, (w, n) in sorted(best.items()))


def _bias(weights: tuple[TrialWeight, ...]) -> list[Reason]:
    high = sum(w.share for w in weights if w.risk_of_bias == "high")
    some = sum(w.share for w in weights if w.risk_of_bias == "some")
    unknown = sum(w.share for w in weights if w.risk_of_bias is None)
    if high > HIGH_RISK_SHARE_TWICE:
        return [Reason("risk_of_bias", 2, "certainty-bias-very-high", (("share", round(100 * high)),))]
    if high > HIGH_RISK_SHARE:
        return [Reason("risk_of_bias", 1, "certainty-bias-high", (("share", round(100 * high)),))]
    if high + some + unknown > DOUBTFUL_SHARE:
        message = "certainty-bias-unknown" if unknown >= some + high else "certainty-bias-some"
        share = unknown if unknown >= some + high else some + high
        return [Reason("risk_of_bias", 1, message, (("share", round(100 * share)),))]
    return []


def _regions(low: float, high: float, mcid: float) -> int:
    """How many of "clearly better", "little difference or slightly better", "worse" an interval reaches into, 1 to
    3."""
    return 1 + sum(low < cut < high for cut in (-mcid, 0.0))


def _spread(effect: EffectEstimate, mcid: float, n_trials: int) -> list[Reason]:
    """Inconsistency: a new setting may fall into a region that the average does not reach.

    One level at most: part of the wider range is the average's own uncertainty, which counts as imprecision.
    """
    ci = effect.interval()
    pi = effect.interval(predictive=True)
    low, high = float(pi[0][0]), float(pi[1][0])
    if n_trials < 2 or _regions(low, high, mcid) <= _regions(float(ci[0][0]), float(ci[1][0]), mcid):
        return []
    numbers = (("low", round(-high)), ("high", round(-low)))
    return [Reason("inconsistency", 1, "certainty-inconsistency", numbers)]


def _imprecision(effect: EffectEstimate, mcid: float, n_people: int) -> list[Reason]:
    """A range that leaves open what to conclude, or too few people: one level; both thresholds crossed, or a wide
    range from a handful of people: two.
    """
    ci = effect.interval()
    low, high = float(ci[0][0]), float(ci[1][0])
    crossed = _regions(low, high, mcid) - 1
    numbers = (("low", round(-high)), ("high", round(-low)))
    if crossed >= 2:
        return [Reason("imprecision", 2, "certainty-imprecision-both", numbers)]
    if crossed and n_people == 0:
        return [Reason("imprecision", 2, "certainty-imprecision-nobody")]
    if crossed and n_people < VERY_FEW_PEOPLE:
        return [Reason("imprecision", 2, "certainty-imprecision-few-wide", (("people", n_people),))]
    if crossed:
        return [Reason("imprecision", 1, "certainty-imprecision-wide", numbers)]
    if n_people == 0:
        return [Reason("imprecision", 1, "certainty-imprecision-nobody")]
    if n_people < PEOPLE_NEEDED:
        return [Reason("imprecision", 1, "certainty-imprecision-few", (("people", n_people),))]
    return []


def _indirectness(kind: str, last_week: float | None, week: float) -> list[Reason]:
    if kind == "class_only":
        return [Reason("indirectness", 2, "certainty-indirect-class")]
    if kind == "indirect":
        return [Reason("indirectness", 1, "certainty-indirect-path")]
    if last_week is not None and week > last_week * 1.25:  # a quarter beyond the last visit is still that visit
        return [Reason("indirectness", 1, "certainty-indirect-later", (("weeks", round(last_week)),))]
    return []


def _small_studies(
    fit: TimecourseFit, treatment: str, outcome: str, weights: tuple[TrialWeight, ...], mcid: float
) -> list[Reason]:
    """Small trials carry the evidence, surely show larger effects, and by enough to matter.

    The forecast itself is already that of a large trial; this counts the doubt that is left about such a correction.
    """
    small = sum(w.share for w in weights if w.per_arm < SMALL_ARM)
    parts = fit.vocabulary.active_parts(treatment)
    if small <= SMALL_SHARE or "small_study" not in fit.layout.modifiers or not parts:
        return []
    slope, sd = _slope(fit, parts[0], outcome)
    size = sum(w.share * small_study_value(w.per_arm) for w in weights)
    surely = sd > 0 and ndtr(-slope / sd) >= SLOPE_PROBABILITY
    if not surely or -slope * size < SHIFT_THAT_MATTERS * mcid:
        return []
    return [Reason("small_study_effects", 1, "certainty-small-studies", (("share", round(100 * small)),))]


def _slope(fit: TimecourseFit, part: str, outcome: str) -> tuple[float, float]:
    """Mean and standard deviation of the small-study slope of a part's class, points per `small_study_value`."""
    o = OUTCOMES.index(outcome)
    names = [("small_study", ""), ("small_study", fit.vocabulary.class_of(part))]
    at = [fit.layout.slope_at(fit.layout.slopes.index(n), o) for n in names if n in fit.layout.slopes]
    by_node = fit.node_mean[:, at].sum(axis=1)
    mean = float(fit.weight @ by_node)
    between = float(fit.weight @ (by_node - mean) ** 2)
    return mean, float(np.sqrt(max(fit.within[np.ix_(at, at)].sum() + between, 0.0)))


def assess(
    effect: EffectEstimate,
    weights: tuple[TrialWeight, ...],
    fit: TimecourseFit,
    *,
    treatment: str,
    outcome: str,
    week: float,
    mcid: float,
) -> CertaintyAssessment:
    """The assessment from its inputs: an effect (one query), the direct trials' weights, and the fit."""
    basis = fit.basis_of(treatment, outcome)
    reasons = [
        *_bias(weights),
        *_spread(effect, mcid, basis.n_trials),
        *_imprecision(effect, mcid, basis.n_people),
        *_indirectness(basis.kind, basis.last_week, week),
        *_small_studies(fit, treatment, outcome, weights, mcid),
    ]
    domains = {domain: sum(r.levels for r in reasons if r.domain == domain) for domain in DOMAINS}
    lost = min(sum(domains.values()), len(LEVELS) - 1)
    return CertaintyAssessment(LEVELS[lost], tuple(reasons), domains)


def certainty(
    fit: TimecourseFit,
    dataset: Dataset,
    treatment: str,
    outcome: str,
    week: float = 26.0,
    *,
    reference: str = "saline",
    mcid: float | None = None,
    modifiers: Modifiers | None = None,
    effect: EffectEstimate | None = None,
) -> CertaintyAssessment:
    """How sure the effect of ``treatment`` against ``reference`` on ``outcome`` ("pain" | "function") at ``week`` is.

    ``mcid``: the smallest difference between groups that matters, points on 0-100; by default `THRESHOLD_FACTS`.
    ``effect``: that effect, where the caller has it already. Raises NotFoundError where nothing leads to the treatment.
    """
    if mcid is None:
        mcid = abs(float(dataset.fact(THRESHOLD_FACTS[outcome]).value or 0.0))
    if effect is None:
        effect = fit.effect(treatment, reference, [week], outcome, modifiers)
    design = _design(dataset.version, dataset)
    tau = float(fit.weight @ fit.parameters["tau"])
    weights = direct_weights(design, _risk_of_bias(dataset.version, dataset), treatment, outcome, tau)
    return assess(effect, weights, fit, treatment=treatment, outcome=outcome, week=week, mcid=mcid)


# Published grades that speak of one comparison and of pain or function, with the codes they speak of: review, words of
# the comparison, treatment, reference.
PUBLISHED = (
    ("sadeghirad2024", "MSC v placebo or usual care", "ad_msc_auto", "saline"),
    ("msc2015", "MSC v no MSC", "ad_msc_auto", "saline"),
    ("exercise_v_placebo_oa", "exercise v placebo (OA)", "exercise", "attention_control"),
    ("oconnor2022", "arthroscopy v placebo surgery", "arthroscopy", "sham_surgery"),
    ("brignardello2017", "arthroscopy v conservative (incl. sham)", "arthroscopy", "sham_surgery"),
    ("robson2020", "weight loss v minimal care (OA)", "weight_loss", "usual_care"),
    ("yan2025", "aerobic exercise v control", "exercise", "usual_care"),
)
_WEEK_OF_WORDS = {"13-26": 26.0, "52": 52.0, "13": 13.0, "up to 13": 13.0, "up to 104": 104.0, "4": 6.0}
_OTHERWISE_WEEK = 26.0


@dataclass(frozen=True, slots=True)
class GradeComparison:
    """A published grade beside ours for the same comparison, outcome and time."""

    review: str
    comparison: str
    outcome: str
    week: float
    published: str
    ours: Level
    reasons: tuple[str, ...]


def compare_with_published(dataset: Dataset, language: str = "en") -> tuple[GradeComparison, ...]:
    """Published GRADE levels of the syntheses table beside the computed ones."""
    fit = fit_dataset(dataset)
    known = {(review, text): codes for review, text, *codes in PUBLISHED}
    out = []
    for row in dataset.syntheses.iter_rows(named=True):
        codes = known.get((row["review_id"], row["comparison"]))
        if codes is None or not row["grade_certainty"] or row["outcome"] not in OUTCOMES:
            continue
        week = _WEEK_OF_WORDS.get(row["week"] or "", _OTHERWISE_WEEK)
        found = certainty(fit, dataset, codes[0], row["outcome"], week, reference=codes[1])
        out.append(
            GradeComparison(
                row["review_id"],
                row["comparison"],
                row["outcome"],
                week,
                row["grade_certainty"],
                found.level,
                found.sentences(language),
            )
        )
    return tuple(out)
