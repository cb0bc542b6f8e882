"""What each trial would have been forecast to show by all the others, exactly and without refitting.

For a Gaussian vector with precision Q = K⁻¹ and α = Q y, the rows of trial i given all other rows have

    mean  y_i - Q_ii⁻¹ α_i,   covariance  Q_ii⁻¹

(Rasmussen & Williams 2006, Gaussian Processes for Machine Learning, eq. 5.12, for blocks), and the weight of a
node of variance parameters without the trial is its weight divided by the density of y_i there. This equals refitting
on the remaining trials at the same nodes (tests/unit/synthesis/test_joint_leave_one_out.py refits).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneewise.synthesis.joint.design import Design
from kneewise.synthesis.joint.integration import Nodes, normalised
from kneewise.synthesis.joint.likelihood import Workspace, factor
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
