"""What the joint model says once fitted: effects with their uncertainty, jointly over options, times and outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from kneewise.errors import InputError, NotFoundError
from kneewise.synthesis.distributions import mixture_cdf, mixture_mean_sd, mixture_quantile
from kneewise.synthesis.joint.coefficients import Layout, Selector, select
from kneewise.synthesis.joint.design import OUTCOMES, Design, Vocabulary
from kneewise.synthesis.joint.priors import ModelPrior
from kneewise.synthesis.joint.reading import Finding
from kneewise.synthesis.joint.timebasis import knot_kernel
from kneewise.synthesis.results import json_ready

Array = NDArray[np.float64]
Modifiers = Mapping[str, float | None]


@dataclass(frozen=True)
class EffectEstimate:
    """Treatment minus reference, points on 0-100 (negative favours the treatment), one value per query.

    ``mean``, ``sd`` (m,): the average effect. ``predictive_sd`` (m,): the effect in a new setting (trial-to-trial
    spread added, no sampling error). ``weight`` (nodes,), ``node_mean``, ``node_sd``, ``node_predictive_sd`` (nodes,
    m): the normal mixtures behind them. ``covariance`` (m, m): of the average effects, jointly over the queries.
    """

    treatment: tuple[str, ...]
    reference: tuple[str, ...]
    outcome: tuple[str, ...]
    weeks: Array
    mean: Array
    sd: Array
    predictive_sd: Array
    weight: Array
    node_mean: Array
    node_sd: Array
    node_predictive_sd: Array
    covariance: Array

    def interval(self, level: float = 0.95, *, predictive: bool = False) -> tuple[Array, Array]:
        """Central credible (or prediction) interval, two arrays (m,)."""
        sd = self.node_predictive_sd if predictive else self.node_sd
        tail = (1 - level) / 2
        m = len(self.mean)
        tails = np.repeat([tail, 1 - tail], m)
        both = mixture_quantile(tails, self.weight, np.tile(self.node_mean, (1, 2)), np.tile(sd, (1, 2)))
        return both[:m], both[m:]

    def probability_below(self, threshold: ArrayLike, *, predictive: bool = False) -> Array:
        """Probability that the effect is below ``threshold`` (scalar or (m,))."""
        sd = self.node_predictive_sd if predictive else self.node_sd
        return mixture_cdf(threshold, self.weight, self.node_mean, sd)

    def to_dict(self) -> dict[str, Any]:
        low, high = self.interval()
        below, above = self.interval(predictive=True)
        return json_ready(
            {
                "treatment": list(self.treatment),
                "reference": list(self.reference),
                "outcome": list(self.outcome),
                "weeks": self.weeks,
                "mean": self.mean,
                "sd": self.sd,
                "predictive_sd": self.predictive_sd,
                "ci": {"level": 0.95, "low": low, "high": high},
                "pi": {"level": 0.95, "low": below, "high": above},
            }
        )


@dataclass(frozen=True, slots=True)
class TreatmentBasis:
    """What stands behind a treatment: its own trials, its class only, or nothing.

    ``kind``: "trials" (a trial compares it with a control), "indirect" (its trials reach a control through others),
    "class_only" (only other members of its class were tried), "none".
    """

    kind: str
    n_trials: int
    n_people: int
    last_week: float | None


@dataclass(frozen=True)
class TimecourseFit:
    """The joint model fitted to a set of trials.

    ``weight`` (nodes,), ``parameters`` (name -> (nodes,)), ``node_mean`` (nodes, p) posterior mean of the coefficients
    at each node, ``within`` (p, p) their posterior covariance averaged over nodes. Mean and variance of every effect
    are those of the full mixture; its shape is that of normals with the node's mean and the averaged variance.
    """

    vocabulary: Vocabulary
    layout: Layout
    prior: ModelPrior
    weight: Array
    parameters: Mapping[str, Array]
    node_mean: Array
    within: Array
    support: Mapping[str, Mapping[str, TreatmentBasis]]
    """outcome -> treatment -> what stands behind it."""
    n_trials: int
    n_rows: int
    log_evidence: float
    version: str = ""
    findings: tuple[Finding, ...] = ()
    design: Design | None = field(default=None, repr=False)
    """The rows; None for a fit that was read from file."""

    @property
    def treatments(self) -> tuple[str, ...]:
        """Treatment codes that trials compared, over both outcomes."""
        return tuple(sorted({t for by in self.support.values() for t in by}))

    def basis_of(self, treatment: str, outcome: str) -> TreatmentBasis:
        """What stands behind a treatment for an outcome."""
        known = self.support.get(outcome, {}).get(treatment)
        if known is not None:
            return known
        active = self.vocabulary.active_parts(treatment)
        components = set(self.layout.labels.active)
        if active and all(c in components for c in active):
            return TreatmentBasis("indirect", 0, 0, None)
        classes = set(self.layout.labels.classes)
        if active and all(self.vocabulary.class_of(c) in classes for c in active):
            return TreatmentBasis("class_only", 0, 0, None)
        return TreatmentBasis("none", 0, 0, None)

    def coded(self, modifiers: Modifiers | None) -> Array:
        """Coded x (modifiers,) of a setting; unknown and missing ones are at their reference (x = 0)."""
        given = dict(modifiers or {})
        unknown = set(given) - {m.name for m in self.prior.modifiers}
        if unknown:
            raise NotFoundError(
                "modifiers", f"name {', '.join(sorted(unknown))}", f"Use any of {', '.join(self.layout.modifiers)}."
            )
        known = {m.name: m for m in self.prior.modifiers}
        values = [given.get(name) for name in self.layout.modifiers]
        return np.array(
            [
                0.0 if v is None else float(known[n].coded(np.array(v)))
                for n, v in zip(self.layout.modifiers, values, strict=True)
            ]
        )

    def _check(self, treatment: str, reference: str, outcome: str) -> None:
        if outcome not in OUTCOMES:
            raise InputError("outcome", f"is '{outcome}'", f"Use {' or '.join(OUTCOMES)}.")
        for code in (treatment, reference):
            for part in self.vocabulary.active_parts(code):
                if self.vocabulary.class_of(part) not in self.layout.labels.classes:
                    raise NotFoundError(
                        "treatment",
                        f"'{code}' has no trial, and no trial of its class, that leads to a control",
                        "Ask for a treatment that trials have compared; `fit.treatments` lists them.",
                    )

    def effect(
        self,
        treatment: str,
        reference: str,
        weeks: ArrayLike,
        outcome: str,
        modifiers: Modifiers | None = None,
    ) -> EffectEstimate:
        """Treatment minus reference at each of ``weeks`` (m,), for one outcome.

        ``modifiers``: values such as ``{"baseline_pain": 70, "age_mean": 55}``; what is missing or None is at the
        reference (a large blinded recent trial of ordinary people). Raises InputError for an unknown outcome,
        NotFoundError for a treatment that nothing leads to.
        """
        times = np.atleast_1d(np.asarray(weeks, dtype=float))
        return self.effects([(treatment, reference, float(w), outcome) for w in times], modifiers)

    def effects(
        self, queries: Sequence[tuple[str, str, float, str]], modifiers: Modifiers | None = None
    ) -> EffectEstimate:
        """Effects for several (treatment, reference, week, outcome) at once, with their joint covariance."""
        for treatment, reference, week, outcome in queries:
            self._check(treatment, reference, outcome)
            if not week >= 0:
                raise InputError("weeks", f"is {week}", "Give weeks of 0 or more.")
        weeks = np.array([q[2] for q in queries], dtype=float)
        outcomes = np.array([OUTCOMES.index(q[3]) for q in queries], dtype=np.intp)
        x = np.tile(self.coded(modifiers), (len(queries), 1))
        chosen = select(self.layout, self.vocabulary, [(q[0], q[1]) for q in queries], weeks, outcomes, x)
        z = sparse.csr_array(chosen.z)  # a query touches a few dozen of the coefficients
        node_mean = np.ascontiguousarray((z @ self.node_mean.T).T)
        within = z @ (z @ self.within).T + self._unseen(chosen)
        variance = np.maximum(np.diag(within), 0.0)
        same = np.array([q[0] == q[1] for q in queries])
        spread2 = np.where(same, 0.0, self.parameters["tau"][:, None] ** 2) * (weeks > 0)
        node_sd = np.broadcast_to(np.sqrt(np.maximum(variance, 1e-12)), node_mean.shape)
        node_predictive_sd = np.sqrt(node_sd**2 + spread2)
        mean, sd = mixture_mean_sd(self.weight, node_mean, node_sd)
        _, predictive_sd = mixture_mean_sd(self.weight, node_mean, node_predictive_sd)
        centred = node_mean - mean
        return EffectEstimate(
            treatment=tuple(q[0] for q in queries),
            reference=tuple(q[1] for q in queries),
            outcome=tuple(q[3] for q in queries),
            weeks=weeks,
            mean=mean,
            sd=sd,
            predictive_sd=predictive_sd,
            weight=self.weight,
            node_mean=node_mean,
            node_sd=node_sd,
            node_predictive_sd=node_predictive_sd,
            covariance=within + (centred * self.weight[:, None]).T @ centred,
        )

    def _unseen(self, chosen: Selector) -> Array:
        """Prior covariance (m, m) of parts that no trial holds, averaged over nodes."""
        average = {name: float(self.weight @ values) for name, values in self.parameters.items()}
        kernel = knot_kernel(average["time_length"], average["constant_share"])
        time = chosen.time @ kernel @ chosen.time.T
        other = chosen.outcome[:, None] != chosen.outcome[None, :]
        shape = time * np.where(other, average["outcome_cor"], 1.0)
        own = float(self.weight @ self.parameters["treatment_sd"] ** 2)
        control = float(self.weight @ self.parameters["control_sd"] ** 2)
        total = own * (chosen.new_component @ chosen.new_component.T)
        total += control * (chosen.new_control @ chosen.new_control.T)
        total += self.prior.interaction_share**2 * own * (chosen.new_combination @ chosen.new_combination.T)
        return total * shape

    def parameter_summary(self) -> dict[str, dict[str, float]]:
        """Posterior mean and standard deviation of each variance parameter, natural scale."""
        out = {}
        for name, values in self.parameters.items():
            mean = float(self.weight @ values)
            out[name] = {"mean": mean, "sd": float(np.sqrt(self.weight @ (values - mean) ** 2))}
        return out

    def to_dict(self) -> dict[str, Any]:
        """What ``--json`` shows: sizes, parameters, and each treatment's effect against the commonest control."""
        return json_ready(
            {
                "model": "joint time-course",
                "version": self.version,
                "n_trials": self.n_trials,
                "n_contrasts": self.n_rows,
                "log_evidence": self.log_evidence,
                "parameters": self.parameter_summary(),
                "treatments": {
                    outcome: {
                        code: {
                            "basis": b.kind,
                            "n_trials": b.n_trials,
                            "n_people": b.n_people,
                            "last_week": b.last_week,
                        }
                        for code, b in by.items()
                    }
                    for outcome, by in self.support.items()
                },
                "modifiers": list(self.layout.modifiers),
                "findings": [
                    {"kind": f.kind, "trial": f.trial, "words": f.words, "excluded": f.excluded} for f in self.findings
                ],
            }
        )
