"""Fitting the joint model: from tables of trials to a `TimecourseFit`."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import linalg

from kneewise.errors import InputError, KneewiseWarning
from kneewise.synthesis.joint.checks import check_reading
from kneewise.synthesis.joint.coefficients import Layout, cross_covariance, prior_covariance
from kneewise.synthesis.joint.design import Design, Vocabulary, build_design
from kneewise.synthesis.joint.integration import Nodes, place
from kneewise.synthesis.joint.likelihood import Workspace, factor, log_posterior, log_posterior_gradient
from kneewise.synthesis.joint.parallel import map_on_cores
from kneewise.synthesis.joint.posterior import TimecourseFit
from kneewise.synthesis.joint.priors import ModelPrior, small_study_value
from kneewise.synthesis.joint.reading import Finding, Reading, read_frames
from kneewise.synthesis.joint.support import support_of

Array = NDArray[np.float64]

# Columns of a trials table that feed modifiers of the same name; the others are worked out from the rows.
# Nodes whose p × p matrices are held at the same time.
_NODES_AT_ONCE = 8

# Prior variance, points², from which single precision is too coarse.
_WIDE_VARIANCE = 1000.0

TRIAL_COLUMNS = ("kl_mean", "age_mean", "bmi_mean", "year")


def trial_modifiers(
    reading: Reading, arms: pl.DataFrame | None, trials: pl.DataFrame | None, prior: ModelPrior
) -> dict[str, dict[str, float]]:
    """Coded x per modifier and trial.

    ``baseline_pain`` is the mean baseline pain of a trial's arms; ``small_study`` is
    `priors.small_study_value` of the mean people per arm;
    ``unblinded`` is 1 where participants knew their treatment (``participants_blinded`` False); the others are columns
    of ``trials``. What is not known is left out and counts as the reference.
    """
    values: dict[str, dict[str, float]] = {m.name: {} for m in prior.modifiers}
    if "small_study" in values:
        sizes: dict[str, list[float]] = {}
        for group in reading.groups:
            sizes.setdefault(group.trial, []).extend(arm.n for arm in group.arms)
        for trial, contrast in reading.contrasts:
            sizes.setdefault(trial, []).extend([contrast.arm_1.n, contrast.arm_2.n])
        values["small_study"] = {t: small_study_value(float(np.mean(n))) for t, n in sizes.items()}
    if "baseline_pain" in values and arms is not None and "baseline_mean" in arms.columns:
        pain = arms.filter((pl.col("outcome") == "pain") & pl.col("baseline_mean").is_not_null())
        by_trial = pain.group_by("trial_id").agg(pl.col("baseline_mean").mean())
        values["baseline_pain"] = {t: float(v) for t, v in by_trial.iter_rows()}
    if trials is not None:
        for row in trials.iter_rows(named=True):
            for name in TRIAL_COLUMNS:
                if name in values and row.get(name) is not None:
                    values[name][row["trial_id"]] = float(row[name])
            blinded = row.get("participants_blinded")
            if "unblinded" in values and blinded is not None:
                values["unblinded"][row["trial_id"]] = 0.0 if blinded else 1.0
    known = {m.name: m for m in prior.modifiers}
    return {name: {t: float(known[name].coded(np.array(v))) for t, v in by.items()} for name, by in values.items()}


def fit_design(
    design: Design,
    prior: ModelPrior | None = None,
    *,
    version: str = "",
    findings: Sequence[Finding] = (),
    at_mode: bool = False,
) -> tuple[TimecourseFit, Workspace, Nodes]:
    """Fit a design: the result, and the workspace and nodes that `leave_one_trial_out` needs.

    ``at_mode`` holds the variance parameters at their most probable values instead of integrating them.
    """
    prior = prior or ModelPrior()
    work = Workspace.of(design, prior)
    nodes = place(
        lambda phi: log_posterior_gradient(work, phi),
        lambda phi: log_posterior(work, phi),
        prior.start(),
        at_mode=at_mode,
    )
    layout = Layout(design.labels, design.modifier_names)
    means, within = posterior_moments(work, nodes, layout)
    natural = [prior.natural(phi) for phi in nodes.phi]
    fit = TimecourseFit(
        vocabulary=design.vocabulary,
        layout=layout,
        prior=prior,
        weight=nodes.weight,
        parameters={name: np.array([h[name] for h in natural]) for name in natural[0]},
        node_mean=means,
        within=within,
        support=support_of(design),
        n_trials=len(design.trials),
        n_rows=design.n,
        log_evidence=float(np.logaddexp.reduce(nodes.log_density + nodes.log_base)),
        version=version,
        findings=tuple(findings),
        design=design,
    )
    return fit, work, nodes


def posterior_moments(work: Workspace, nodes: Nodes, layout: Layout) -> tuple[Array, Array]:
    """Posterior means of the coefficients per node (nodes, p) and their covariance averaged over nodes (p, p).

    The explained part is summed in single precision (an error of about 1e-5 points² in a variance of 1 or more) unless
    a prior is so wide that the difference would lose its figures.
    """
    prior, design = work.prior, work.design
    before = np.zeros((layout.size, layout.size))
    for j, phi in enumerate(nodes.phi):
        before += nodes.weight[j] * prior_covariance(layout, design.vocabulary, prior, prior.natural(phi))
    single = float(before.diagonal().max()) < _WIDE_VARIANCE
    dtype, solve, square_of = (
        (np.float32, linalg.blas.strsm, linalg.blas.ssyrk)
        if single
        else (np.float64, linalg.blas.dtrsm, linalg.blas.dsyrk)
    )

    def of_node(j: int) -> tuple[Array, Any]:
        h = prior.natural(nodes.phi[j])
        solved = factor(work, h)
        cross = cross_covariance(layout, design, prior, h)
        lower = np.asfortranarray(solved.factor, dtype=dtype)
        weighted = np.asfortranarray(cross.T * np.sqrt(nodes.weight[j]), dtype=dtype)
        half = solve(1.0, lower, weighted, lower=1, overwrite_b=1)
        return cross @ solved.alpha, square_of(1.0, half, trans=1, lower=1)

    means = np.empty((len(nodes.phi), layout.size))
    explained = np.zeros((layout.size, layout.size))
    for first in range(0, len(nodes.phi), _NODES_AT_ONCE):
        batch = range(first, min(first + _NODES_AT_ONCE, len(nodes.phi)))
        for j, (mean, square) in zip(batch, map_on_cores(of_node, batch), strict=True):
            means[j] = mean
            explained += square
    lower = np.tril(explained)
    return means, before - lower - np.tril(lower, -1).T


def fit_timecourse(
    frame: pl.DataFrame | None,
    *,
    contrasts: pl.DataFrame | None = None,
    trials: pl.DataFrame | None = None,
    classes: Mapping[str, str] | None = None,
    components: Mapping[str, Sequence[str]] | None = None,
    modifiers: Sequence[str] = (),
    prior: ModelPrior | None = None,
    version: str = "",
) -> TimecourseFit:
    """Fit the joint model to your own trials.

    Parameters
    ----------
    frame
        One row per trial, treatment, outcome and time: ``trial_id, treatment, outcome ("pain" | "function"), week,
        mean, sd, n`` and, where known, ``baseline_mean, value_type ("final" | "change"), instrument, row_id``. Means
        and SDs on 0-100, higher worse; people per arm n > 0. None where only contrasts are known.
    contrasts
        Published between-arm effects: ``trial_id, treatment_1, treatment_2, outcome, week, md, md_se`` and, where
        known, ``n_1, n_2, row_id``. Used only where the two arms' means are not in ``frame``.
    trials
        Features of trials for ``modifiers``: ``trial_id`` and any of ``kl_mean, age_mean, bmi_mean, year,
        participants_blinded``.
    classes, components
        Class per component (``"control"`` marks controls; at least one is needed) and components per treatment; see
        `Vocabulary`. A component without a class forms its own.
    modifiers
        Names of `priors.STANDARD_MODIFIERS` to use; none by default.
    prior
        Priors; `ModelPrior()` by default.

    Returns
    -------
    TimecourseFit
        ``fit.findings`` lists every row that was left out or looks wrong; each also warns (KneewiseWarning).

    Raises
    ------
    InputError
        A missing column, a cell that is not a number, no trial with two comparable arms, or no control anywhere.
    """
    reading = read_frames(frame, contrasts)
    vocabulary = Vocabulary(dict(classes or {}), dict(components or {}))
    findings = check_reading(reading, vocabulary)
    for finding in findings:
        warnings.warn(f"{finding.trial}: {finding.words}", KneewiseWarning, stacklevel=2)
    if not reading.trials:
        raise InputError("arms", "hold no trial that reaches a control", "Add a trial that compares with a control.")
    chosen = (prior or ModelPrior()).with_modifiers(tuple(modifiers))
    design = build_design(reading, vocabulary, trial_modifiers(reading, frame, trials, chosen))
    return fit_design(design, chosen, version=version, findings=findings)[0]
