"""How much the result hangs on single trials: leave-one-out, cumulative pooling, influence, subgroups.

Equal to metafor's ``leave1out``, ``cumul`` and ``influence`` (tests/reference/test_metafor_pairwise.py).
Sources: Viechtbauer & Cheung (2010) Res Synth Methods 1:112 (influence); Borenstein et al. (2009)
Introduction to Meta-Analysis, ch. 19 (subgroups).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtr

from kneewise.errors import InputError
from kneewise.synthesis.distributions import chi2_p
from kneewise.synthesis.pairwise import check_effects, pairwise
from kneewise.synthesis.results import PairwiseResult, json_ready

Array = NDArray[np.float64]

# Viechtbauer & Cheung (2010): a trial stands out beyond three times the usual size of DFFITS, hat value and
# DFBETAS.
_LARGE = 3.0
_COOK_QUANTILE = 0.5
_DFBETAS_LIMIT = 1.0


def leave_one_out(yi: ArrayLike, vi: ArrayLike, **options: Any) -> tuple[PairwiseResult, ...]:
    """The synthesis without each trial in turn, in the order of the trials.

    ``options``: as for `pairwise`, without moderators. InputError with fewer than two trials.
    """
    y, v = check_effects(yi, vi)
    if len(y) < 2:
        raise InputError("trials", "number 1; leaving it out leaves none", "Give at least two trials.")
    labels = tuple(options.pop("studies", None) or (f"trial {i + 1}" for i in range(len(y))))
    keep = ~np.eye(len(y), dtype=bool)
    return tuple(pairwise(y[row], v[row], studies=[labels[j] for j in np.flatnonzero(row)], **options) for row in keep)


def cumulative(
    yi: ArrayLike, vi: ArrayLike, order: ArrayLike | None = None, **options: Any
) -> tuple[PairwiseResult, ...]:
    """The synthesis of the first 1, 2, …, k trials.

    ``order``: sort key of shape (k,), e.g. year of publication (ties keep their order); None: as given.
    ``options``: as for `pairwise`, without moderators.
    """
    y, v = check_effects(yi, vi)
    index = np.arange(len(y)) if order is None else np.argsort(np.asarray(order), kind="stable")
    labels = tuple(options.pop("studies", None) or (f"trial {i + 1}" for i in range(len(y))))
    return tuple(
        pairwise(y[index[:n]], v[index[:n]], studies=[labels[j] for j in index[:n]], **options)
        for n in range(1, len(y) + 1)
    )


@dataclass(frozen=True, slots=True)
class Influence:
    """What each trial does to the fit; every array has shape (k,), ``dfbetas`` (k, p).

    ``rstudent``: externally studentised residual; ``dffits``: change of its own fitted value in SDs;
    ``cook``: Cook's distance; ``cov_ratio``: generalised variance without the trial over with it (below 1:
    precision gains); ``tau2_deleted``, ``q_deleted``: tau2 and residual Q without it; ``hat``: leverage;
    ``weight``: per cent; ``influential``: beyond Viechtbauer & Cheung's limits.
    """

    studies: tuple[str, ...]
    rstudent: Array
    dffits: Array
    cook: Array
    cov_ratio: Array
    tau2_deleted: Array
    q_deleted: Array
    hat: Array
    weight: Array
    dfbetas: Array
    influential: NDArray[np.bool_]

    def to_dict(self) -> dict[str, Any]:
        return json_ready({name: getattr(self, name) for name in self.__slots__})


def influence(yi: ArrayLike, vi: ArrayLike, *, mods: ArrayLike | None = None, **options: Any) -> Influence:
    """Deletion diagnostics of a synthesis or meta-regression, refitting tau2 without each trial.

    ``yi, vi``: shape (k,); ``mods``: shape (k,) or (k, m); ``options``: as for `pairwise`. Needs k > p + 1.
    """
    y, v = check_effects(yi, vi)
    k = len(y)
    options = {**options, "tau2_interval": False}
    full = pairwise(y, v, mods=mods, **options)
    m = None if mods is None else np.asarray(mods, dtype=float).reshape(k, -1)
    x = np.ones((k, 1)) if m is None else np.column_stack([np.ones(k), m])
    p = x.shape[1]
    if k <= p + 1:
        raise InputError("trials", f"number {k}; influence needs at least {p + 2}", "Give more trials.")
    w = 1 / (v + full.tau2)
    unscaled = np.linalg.inv((x.T * w) @ x)
    hat = w * np.einsum("ki,ij,kj->k", x, unscaled, x)
    precision = np.linalg.inv(full.vcov)
    rows = []
    for i in range(k):
        keep = np.arange(k) != i
        part = {**options, "studies": None}
        rows.append(pairwise(y[keep], v[keep], mods=None if m is None else m[keep], **part))
    tau2_del = np.array([r.tau2 for r in rows])
    beta_del = np.array([r.beta for r in rows])
    vcov_del = np.array([r.vcov for r in rows])
    scale = np.array([_scale(r, x, v, i) for i, r in enumerate(rows)])
    predicted = (x * beta_del).sum(axis=1)
    variance = np.einsum("ki,kij,kj->k", x, vcov_del, x) + scale * (v + tau2_del)
    change = full.beta - beta_del
    cov_at_del = np.array([np.diag(np.linalg.inv((x.T / (v + t)) @ x)) for t in tau2_del])
    dffits = (x @ full.beta - predicted) / np.sqrt(scale * hat * (tau2_del + v))
    cook = np.einsum("ki,ij,kj->k", change, precision, change)
    dfbetas = change / np.sqrt(scale[:, None] * cov_at_del)
    return Influence(
        studies=full.studies,
        rstudent=(y - predicted) / np.sqrt(variance),
        dffits=dffits,
        cook=cook,
        cov_ratio=np.linalg.det(vcov_del) / np.linalg.det(full.vcov),
        tau2_deleted=tau2_del,
        q_deleted=np.array([r.q.total if r.q.within is None else r.q.within for r in rows]),
        hat=hat,
        weight=full.weights,
        dfbetas=dfbetas,
        influential=(np.abs(dffits) > _LARGE * math.sqrt(p / (k - p)))
        | (chdtr(p, cook) > _COOK_QUANTILE)
        | (hat > _LARGE * p / k)
        | (np.abs(dfbetas) > _DFBETAS_LIMIT).any(axis=1),
    )


def _scale(result: PairwiseResult, x: Array, v: Array, left_out: int) -> float:
    """Hartung-Knapp's factor of a fit without one trial: 1 without the adjustment."""
    keep = np.arange(len(v)) != left_out
    unscaled = np.linalg.inv((x[keep].T / (v[keep] + result.tau2)) @ x[keep])
    return float(result.vcov[0, 0] / unscaled[0, 0])


@dataclass(frozen=True, slots=True)
class SubgroupTest:
    """Each subgroup's own synthesis and the test that their effects are the same.

    ``q_between``, ``df``, ``p``: chi-squared test over the subgroup estimates; ``common_tau2``: whether one
    tau2 served all subgroups.
    """

    groups: dict[str, PairwiseResult]
    q_between: float
    df: int
    p: float
    common_tau2: bool

    def to_dict(self) -> dict[str, Any]:
        return {
            "groups": {name: result.to_dict() for name, result in self.groups.items()},
            "q_between": json_ready(self.q_between),
            "df": self.df,
            "p": json_ready(self.p),
            "common_tau2": self.common_tau2,
        }


def subgroups(yi: ArrayLike, vi: ArrayLike, group: Sequence[str], **options: Any) -> SubgroupTest:
    """Separate syntheses per subgroup, each with its own tau2, and the test of their difference (RevMan's).

    Parameters
    ----------
    yi, vi
        Effects and variances, shape (k,).
    group
        Subgroup of each trial, shape (k,); at least two different ones.
    options
        As for `pairwise`, without moderators. (One tau2 for all subgroups is `pairwise` with indicator
        moderators.)
    """
    y, v = check_effects(yi, vi)
    names = list(dict.fromkeys(str(g) for g in group))
    if len(names) < 2:
        raise InputError("subgroup", "is the same in every trial", "Choose a column with at least two values.")
    labels = tuple(options.pop("studies", None) or (f"trial {i + 1}" for i in range(len(y))))
    member = np.array([str(g) for g in group])
    results = {}
    for name in names:
        rows = np.flatnonzero(member == name)
        results[name] = pairwise(y[rows], v[rows], studies=[labels[j] for j in rows], **options)
    estimate = np.array([r.estimate for r in results.values()])
    weight = np.array([r.se**-2 for r in results.values()])
    q = float((weight * (estimate - weight @ estimate / weight.sum()) ** 2).sum())
    df = len(names) - 1
    return SubgroupTest(results, q, df, chi2_p(q, df), common_tau2=False)
