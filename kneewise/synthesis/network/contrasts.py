"""Trials from rows of contrasts: the exact covariance of a multi-arm trial from its standard errors alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kneewise.errors import InputError
from kneewise.synthesis.network.data import Array, Row, Study, number_of, raise_all, text_of

# Contrasts of one trial must add up (A−B plus B−C is A−C). Published figures are rounded, so a gap is forgiven up to
# this share of the trial's smallest standard error; rounding to two digits stays below it, a wrong sign does not.
CLOSURE_TOLERANCE = 0.2
# A variance that comes out negative by less than this share of the largest is rounding of the published SEs.
VARIANCE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class _Contrast:
    row: int
    study: str
    treat1: str
    treat2: str
    te: float
    se: float
    shared_se: float | None


def studies_from_contrasts(
    rows: Sequence[Row], correlation: float | None, first_row: int
) -> tuple[tuple[str, ...], tuple[Study, ...]]:
    """Treatments and studies of `NetworkData.from_contrasts`."""
    if correlation is not None and not 0 <= correlation < 1:
        raise InputError("correlation", f"is {correlation:g}; it must lie from 0 to below 1", "Try 0.5.")
    errors: list[InputError] = []
    contrasts: list[_Contrast] = []
    for i, row in enumerate(rows):
        try:
            contrasts.append(_read(row, first_row + i))
        except InputError as error:
            errors.append(error)
    raise_all(errors)
    if not contrasts:
        raise InputError("rows", "are empty", "Give at least two studies.")
    treatments = tuple(sorted({t for c in contrasts for t in (c.treat1, c.treat2)}))
    index = {t: i for i, t in enumerate(treatments)}
    by_study: dict[str, list[_Contrast]] = {}
    for c in contrasts:
        by_study.setdefault(c.study, []).append(c)
    studies = []
    for name in sorted(by_study):
        try:
            studies.append(_study(name, by_study[name], index, correlation))
        except InputError as error:
            errors.append(error)
    raise_all(errors)
    return treatments, tuple(studies)


def _read(row: Row, number: int) -> _Contrast:
    study, treat1, treat2 = (text_of(row, column, number) for column in ("study", "treat1", "treat2"))
    if treat1 == treat2:
        raise InputError(
            f"row {number}, column treat2",
            f"is {treat2!r}, the same as treat1",
            "A comparison needs two different treatments.",
        )
    shared = row.get("shared_se")
    return _Contrast(
        number,
        study,
        treat1,
        treat2,
        number_of(row, "te", number),
        number_of(row, "se", number, above=0),
        None if shared in (None, "") else number_of(row, "shared_se", number, above=0),
    )


def _study(name: str, contrasts: list[_Contrast], index: dict[str, int], correlation: float | None) -> Study:
    arms = tuple(sorted({index[t] for c in contrasts for t in (c.treat1, c.treat2)}))
    seen: dict[frozenset[str], int] = {}
    for c in contrasts:
        pair = frozenset((c.treat1, c.treat2))
        if pair in seen:
            raise InputError(
                f"row {c.row}, column study",
                f"gives {c.treat1} against {c.treat2} in study {name!r} again; row {seen[pair]} has it already",
                "Remove one of the rows, or name the studies apart.",
            )
        seen[pair] = c.row
    k = len(arms)
    # incidence (contrasts × arms): +1 at treat1, −1 at treat2
    b = np.zeros((len(contrasts), k))
    for r, c in enumerate(contrasts):
        b[r, arms.index(index[c.treat1])], b[r, arms.index(index[c.treat2])] = 1.0, -1.0
    if np.linalg.matrix_rank(b) < k - 1:
        raise InputError(
            f"study {name!r}",
            "has rows that share no arm",
            "Name the parts as separate studies, or add the missing comparison.",
        )
    te = np.array([c.te for c in contrasts])
    variances = np.array([c.se**2 for c in contrasts])
    if k == 2:
        return Study(name, arms, -te * b[0, 0], variances.reshape(1, 1))
    v = _covariance(name, b, variances, contrasts, correlation)
    _check_covariance(name, v)
    return Study(name, arms, _project(name, b, te, v, float(np.sqrt(variances.min()))), v)


def _covariance(name: str, b: Array, variances: Array, contrasts: list[_Contrast], correlation: float | None) -> Array:
    """Covariance (k−1, k−1) of the contrasts with arm 0, from the variances of the contrasts that are given."""
    m, k = b.shape
    if m == k * (k - 1) // 2:
        # all variances known: polarisation, cov(i−0, j−0) = (s0i² + s0j² − sij²)/2, needs no further assumption
        d2 = np.zeros((k, k))
        for row, variance in zip(b, variances, strict=True):
            i, j = np.flatnonzero(row)
            d2[i, j] = d2[j, i] = variance
        return np.asarray((d2[0, 1:, None] + d2[0, None, 1:] - d2[1:, 1:]) / 2)
    incidence = np.abs(b)
    if np.linalg.matrix_rank(incidence) == k:
        arm_variances = np.linalg.lstsq(incidence, variances, rcond=None)[0]
        gap = np.abs(incidence @ arm_variances - variances).max()
        if gap > CLOSURE_TOLERANCE * variances.min():
            raise InputError(
                f"study {name!r}",
                "has standard errors that contradict each other (se² must be the sum of two arm variances)",
                "Check its se column, or give arm-level rows.",
            )
        return np.asarray(arm_variances[0] + np.diag(arm_variances[1:]))
    return _covariance_of_basic(name, b, variances, contrasts, correlation)


def _covariance_of_basic(
    name: str, b: Array, variances: Array, contrasts: list[_Contrast], correlation: float | None
) -> Array:
    """The same where the contrasts form a tree: the shared arm's variance must come from somewhere else."""
    shared = {c.shared_se for c in contrasts if c.shared_se is not None}
    star = np.flatnonzero((b != 0).all(axis=0))
    if len(shared) == 1 and star.size == 1:
        covariance = np.full((len(variances), len(variances)), next(iter(shared)) ** 2)
    elif correlation is not None and star.size == 1:
        covariance = correlation * np.sqrt(np.outer(variances, variances))
    else:
        raise InputError(
            f"study {name!r}",
            f"has {b.shape[1]} arms but only {len(variances)} contrasts, whose standard errors do not tell "
            "how strongly they are correlated",
            "Give all contrasts of the study, a column shared_se, arm-level rows, or a correlation.",
        )
    covariance[np.diag_indices_from(covariance)] = variances
    signs = -b[:, star[0]]
    # effects as (arm − shared arm), then turned into arm − arm 0
    arms = [i for i in range(b.shape[1]) if i != star[0]]
    order = [int(np.flatnonzero(b[:, i])[0]) for i in arms]
    covariance = covariance[np.ix_(order, order)]
    assert np.all(np.abs(signs) == 1)
    full = np.zeros((b.shape[1], b.shape[1]))
    full[np.ix_(arms, arms)] = covariance
    c = np.hstack([-np.ones((b.shape[1] - 1, 1)), np.eye(b.shape[1] - 1)])
    return np.asarray(c @ full @ c.T)


def _check_covariance(name: str, v: Array) -> None:
    """Refuse standard errors that no trial can have: an arm with a negative variance, or no covariance matrix."""
    k = v.shape[0] + 1
    largest = float(np.diag(v).max())
    broken = float(np.linalg.eigvalsh(v).min()) <= VARIANCE_TOLERANCE * largest
    if k == 3:
        arm_variances = np.array([v[0, 1], v[0, 0] - v[0, 1], v[1, 1] - v[0, 1]])
        broken = broken or bool(arm_variances.min() < -VARIANCE_TOLERANCE * largest)
    if broken:
        raise InputError(
            f"study {name!r}",
            "has standard errors that contradict each other: an arm would have a negative variance",
            "Check its se column; each se² is the sum of the variances of the two arms.",
        )


def _project(name: str, b: Array, te: Array, v: Array, smallest_se: float) -> Array:
    """Effects of arms 1…k−1 minus arm 0 from contrasts that agree up to rounding, by weighted least squares.

    The weights are the off-diagonal entries of the trial's Laplacian (Rücker & Schwarzer 2014, doi:10.1002/sim.6236),
    so that the estimates are netmeta's to the last digit even where published contrasts are rounded.
    """
    k = b.shape[1]
    c = np.hstack([-np.ones((k - 1, 1)), np.eye(k - 1)])
    laplacian = c.T @ np.linalg.inv(v) @ c
    weights = np.array([-laplacian[tuple(np.flatnonzero(row))] for row in b])
    if weights.min() <= 0 or len(te) == k - 1:
        weights = np.ones(len(te))
    basic = b[:, 1:]
    y = np.linalg.solve(basic.T @ (weights[:, None] * basic), basic.T @ (weights * te))
    if np.abs(basic @ y - te).max() > CLOSURE_TOLERANCE * smallest_se:
        raise InputError(
            f"study {name!r}",
            "has contrasts that contradict each other (A−B plus B−C is not A−C)",
            "Check the signs and the order of treat1 and treat2; te is treat1 minus treat2.",
        )
    return np.asarray(y)
