"""What each trial would have been forecast to show by all the others, exactly and without refitting.

For a Gaussian vector with precision Q = K⁻¹ and α = Q y, the rows of trial i given all other rows have

    mean  y_i - Q_ii⁻¹ α_i,   covariance  Q_ii⁻¹

(Rasmussen & Williams 2006, Gaussian Processes for Machine Learning, eq. 5.12, for blocks), and the weight of a
node of variance parameters without the trial is its weight divided by the density of y_i there. This equals refitting
on the remaining trials at the same nodes (tests/unit/synthesis/test_joint_leave_one_out.py refits).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneewise.synthesis.joint.coefficients import Layout, cross_covariance, prior_covariance, select
from kneewise.synthesis.joint.design import OUTCOMES, Design
from kneewise.synthesis.joint.integration import Nodes, normalised
from kneewise.synthesis.joint.likelihood import REFERENCE_SIZE, Workspace, factor
from kneewise.synthesis.joint.parallel import map_on_cores

Array = NDArray[np.float64]


@dataclass(frozen=True)
class LeftOut:
    """Forecasts of every row from the other trials: mixtures over nodes.

    ``weight``, ``mean``, ``variance``: (nodes, rows); weights sum to 1 over nodes and are the same for the rows of a
    trial. ``variance`` is that of the observed contrast: curve, trial-to-trial spread and sampling error.
    """

    design: Design
    weight: Array
    mean: Array
    variance: Array

    def moments(self) -> tuple[Array, Array]:
        """Mean and standard deviation of each row's forecast, (rows,)."""
        centre = (self.weight * self.mean).sum(axis=0)
        spread = (self.weight * (self.variance + (self.mean - centre) ** 2)).sum(axis=0)
        return centre, np.sqrt(spread)


def leave_one_trial_out(work: Workspace, nodes: Nodes, groups: dict[str, str] | None = None) -> LeftOut:
    """Forecast of each trial's rows from the others.

    Parameters
    ----------
    work, nodes
        The design with its priors, and the integration points of the fit to all trials.
    groups
        Trials that share people leave together: a common name per trial id; a trial that is missing stands alone.
    """
    design = work.design
    groups = groups or {}
    names = [groups.get(t, t) for t in design.trials]
    group_of_row = np.array([names[i] for i in design.trial])
    blocks = [np.flatnonzero(group_of_row == name) for name in dict.fromkeys(names)]

    def of_node(j: int) -> tuple[Array, Array, Array]:
        solved = factor(work, work.prior.natural(nodes.phi[j]))
        precision = solved.inverse()
        mean, variance, log_weight = np.empty(design.n), np.empty(design.n), np.empty(design.n)
        for rows in blocks:
            block = np.linalg.inv(precision[np.ix_(rows, rows)])
            miss = block @ solved.alpha[rows]
            mean[rows] = design.y[rows] - miss
            variance[rows] = np.diag(block)
            _, log_det = np.linalg.slogdet(block)
            log_density = -0.5 * (miss @ solved.alpha[rows] + log_det + len(rows) * np.log(2 * np.pi))
            log_weight[rows] = nodes.log_density[j] + nodes.log_base[j] - log_density
        return mean, variance, log_weight

    mean, variance, log_weight = (
        np.array(part) for part in zip(*map_on_cores(of_node, range(len(nodes.phi))), strict=True)
    )
    return LeftOut(design, normalised(log_weight), mean, variance)


@dataclass(frozen=True)
class EffectQuery:
    """What to forecast without a trial: ``treatment`` minus ``reference`` at ``week`` for ``outcome``, in that trial's
    setting."""

    trial: str
    treatment: str
    reference: str
    week: float
    outcome: str


def effects_without(
    work: Workspace, nodes: Nodes, queries: Sequence[EffectQuery], groups: dict[str, str] | None = None
) -> tuple[Array, Array, Array]:
    """Effects forecast without the query's trial (and those that share its people): weight, mean, variance (nodes, m).

    ``variance`` is that of the effect in a new setting of the trial's size: curve and trial-to-trial spread, no
    sampling error. Modifiers are the trial's own. A trial that is not in the design is forecast from all.
    """
    design, prior = work.design, work.prior
    groups = groups or {}
    person = np.array([groups.get(design.trials[t], design.trials[t]) for t in design.trial])
    layout = Layout(design.labels, design.modifier_names)
    own_rows = [np.flatnonzero(person == groups.get(q.trial, q.trial)) for q in queries]
    x = np.array([design.x[rows[0]] if len(rows) else np.zeros(design.x.shape[1]) for rows in own_rows])
    size = np.array([design.size[rows[0]] if len(rows) else REFERENCE_SIZE for rows in own_rows])
    chosen = select(
        layout,
        design.vocabulary,
        [(q.treatment, q.reference) for q in queries],
        np.array([q.week for q in queries]),
        np.array([OUTCOMES.index(q.outcome) for q in queries], dtype=np.intp),
        x,
    )

    def of_node(j: int) -> tuple[Array, Array, Array]:
        h = prior.natural(nodes.phi[j])
        solved = factor(work, h)
        precision = solved.inverse()
        cross = chosen.z @ cross_covariance(layout, design, prior, h)
        before = np.einsum(
            "mp,pq,mq->m", chosen.z, prior_covariance(layout, design.vocabulary, prior, h), chosen.z, optimize=True
        )
        before += h["treatment_sd"] ** 2 * (chosen.new_component**2).sum(axis=1)
        before += h["control_sd"] ** 2 * (chosen.new_control**2).sum(axis=1)
        before += (prior.interaction_share * h["treatment_sd"]) ** 2 * (chosen.new_combination**2).sum(axis=1)
        mean, variance = np.empty(len(queries)), np.empty(len(queries))
        log_weight = np.empty(len(queries))
        for k, rows in enumerate(own_rows):
            a = cross[k].copy()
            a[rows] = 0.0
            qa = precision @ a
            gain = np.linalg.solve(precision[np.ix_(rows, rows)], qa[rows])
            mean[k] = a @ solved.alpha - gain @ solved.alpha[rows]
            variance[k] = before[k] - a @ qa + gain @ qa[rows]
            block = np.linalg.inv(precision[np.ix_(rows, rows)])
            miss = block @ solved.alpha[rows]
            own = -0.5 * (miss @ solved.alpha[rows] + np.linalg.slogdet(block)[1] + len(rows) * np.log(2 * np.pi))
            log_weight[k] = nodes.log_density[j] + nodes.log_base[j] - own
        spread = h["tau"] ** 2 * (size / REFERENCE_SIZE) ** (2 * h["tau_size_power"])
        return log_weight, mean, variance + spread * np.array([q.treatment != q.reference for q in queries])

    parts = zip(*map_on_cores(of_node, range(len(nodes.phi))), strict=True)
    log_weight, mean, variance = (np.array(part) for part in parts)
    return normalised(log_weight), mean, variance
