"""Direct against indirect evidence, comparison by comparison.

Three ways, named in every row:

``back-calculation``
    Direct = the trials that compare the two, pooled at the network's tau²; p = se_N²/se_D² is the share of direct
    evidence in the network estimate, and indirect follows as (θ_N − p θ_D)/(1 − p) with se_N/√(1 − p) (Dias 2010,
    doi:10.1002/sim.3767; König 2013, doi:10.1002/sim.6001). netmeta's default; exact for two-arm trials, while in
    multi-arm trials a part of the trial's indirect evidence counts as indirect.
``parameter``
    One extra parameter ω shifts the comparison in the trials that make it; direct = indirect + ω. In multi-arm trials
    the two arms share the shift equally, so the result does not depend on a baseline (van Valkenhoef 2016,
    doi:10.1002/jrsm.1167; White 2015). tau² is the network's, or estimated again for each with ``refit=True``.
``exclusion``
    Indirect = the network without all trials that make the comparison (SIDDE; Efthimiou 2019, doi:10.1002/sim.8158),
    with its own tau².
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from kneewise.errors import InputError
from kneewise.synthesis.network.data import Array, NetworkData
from kneewise.synthesis.network.graph import components
from kneewise.synthesis.network.heterogeneity import estimate_tau2
from kneewise.synthesis.network.rows import Rows, solve, whiten

METHODS = ("back-calculation", "parameter", "exclusion")
# Below this share of indirect evidence there is none; what is left is rounding.
NO_EVIDENCE = 1e-8


@dataclass(frozen=True)
class NodeSplit:
    """One comparison, treat1 minus treat2. ``share`` is the direct evidence proportion p in [0, 1].

    Everything indirect is None where all evidence is direct.
    """

    treat1: str
    treat2: str
    studies: int
    network: float
    network_se: float
    direct: float
    direct_se: float
    indirect: float | None
    indirect_se: float | None
    difference: float | None
    difference_se: float | None
    p: float | None
    share: float
    method: str

    def to_dict(self) -> dict[str, object]:
        """The row of ``node_split`` in the JSON of `kneewise synthesize`."""
        return {
            "treat1": self.treat1,
            "treat2": self.treat2,
            "k": self.studies,
            "direct": self.direct,
            "direct_se": self.direct_se,
            "indirect": self.indirect,
            "indirect_se": self.indirect_se,
            "difference": self.difference,
            "difference_se": self.difference_se,
            "p": self.p,
            "direct_share": self.share,
            "method": self.method,
        }


@dataclass(frozen=True)
class DirectEvidence:
    """Pooled direct evidence: treatment indices ``a < b``, ``estimate`` (a minus b), ``variance``, number of trials."""

    a: np.ndarray
    b: np.ndarray
    estimate: Array
    variance: Array
    studies: np.ndarray


def direct_evidence(data: NetworkData, tau2: float) -> DirectEvidence:
    """Every comparison made in some trial, pooled over those trials at the given tau²."""
    n = len(data.treatments)
    w, wy, count = np.zeros((n, n)), np.zeros((n, n)), np.zeros((n, n), dtype=int)
    for s in data.studies:
        theta = np.concatenate([[0.0], s.y])
        cov = np.zeros((len(s.arms), len(s.arms)))
        cov[1:, 1:] = s.v
        v = np.diag(cov)[:, None] + np.diag(cov)[None, :] - 2 * cov + tau2
        np.fill_diagonal(v, np.inf)
        at = np.ix_(s.arms, s.arms)
        w[at] += 1 / v
        wy[at] += (theta[:, None] - theta[None, :]) / v
        count[at] += 1
    a, b = np.nonzero(np.triu(count, 1))
    return DirectEvidence(a, b, wy[a, b] / w[a, b], 1 / w[a, b], count[a, b])


def node_splits(
    data: NetworkData,
    tau2: float,
    d: Array,
    cov: Array,
    method: str = "back-calculation",
    *,
    tau2_method: str | None = None,
    refit: bool = False,
) -> list[NodeSplit]:
    """`NodeSplit` of every comparison with direct evidence, in the order of treatments.

    ``d`` (n,) and ``cov`` (n, n) are the network's estimates at ``tau2`` against any reference; ``tau2_method`` (None:
    keep tau² as it is) estimates tau² again for ``exclusion`` and, with ``refit``, for ``parameter``.
    """
    if method not in METHODS:
        raise InputError("node_split method", f"is {method!r}", f"Choose one of {', '.join(METHODS)}.")
    direct = direct_evidence(data, tau2)
    a, b = direct.a, direct.b
    network = d[a] - d[b]
    variance = cov[a, a] + cov[b, b] - 2 * cov[a, b]
    share = np.clip(variance / direct.variance, 0.0, 1.0)
    d_est, d_var = direct.estimate, direct.variance
    if method == "back-calculation":
        rest = 1 - share
        with np.errstate(divide="ignore", invalid="ignore"):
            indirect = np.where(rest > NO_EVIDENCE, (network - share * d_est) / rest, np.nan)
            i_var = np.where(rest > NO_EVIDENCE, variance / rest, np.nan)
        gap_var = d_var + i_var
    elif method == "parameter":
        d_est, d_var, indirect, i_var, gap_var = _by_parameter(data, tau2, direct, tau2_method if refit else None)
    else:
        indirect, i_var = _by_exclusion(data, tau2, direct, tau2_method)
        gap_var = d_var + i_var
    gap = d_est - indirect
    p = 2 * ndtr(-np.abs(gap) / np.sqrt(gap_var))
    gap_se, n_se, d_se, i_se = np.sqrt(gap_var), np.sqrt(variance), np.sqrt(d_var), np.sqrt(i_var)
    return [
        NodeSplit(
            treat1=data.treatments[a[r]],
            treat2=data.treatments[b[r]],
            studies=int(direct.studies[r]),
            network=float(network[r]),
            network_se=float(n_se[r]),
            direct=float(d_est[r]),
            direct_se=float(d_se[r]),
            indirect=_or_none(indirect[r]),
            indirect_se=_or_none(i_se[r]),
            difference=_or_none(gap[r]),
            difference_se=_or_none(gap_se[r]),
            p=_or_none(p[r]),
            share=float(share[r]),
            method=method,
        )
        for r in range(len(a))
    ]


def _or_none(value: float) -> float | None:
    """The number, or None for NaN."""
    return None if np.isnan(value) else float(value)


def _by_parameter(
    data: NetworkData, tau2: float, direct: DirectEvidence, tau2_method: str | None
) -> tuple[Array, Array, Array, Array, Array]:
    """Direct and indirect estimates with their variances, and the variance of ω, by the inconsistency parameter."""
    rows = whiten(data)
    z = _split_columns(data, rows, direct)
    x = rows.incidence[:, 1:]
    basis = np.zeros((len(direct.a), len(data.treatments)))
    basis[np.arange(len(direct.a)), direct.a] = 1.0
    basis[np.arange(len(direct.b)), direct.b] = -1.0
    contrast = basis[:, 1:]
    out = np.full((5, len(direct.a)), np.nan)
    out[0], out[1] = direct.estimate, direct.variance
    shared = _adjusted(rows, x, z, tau2)
    possible = shared[3] > NO_EVIDENCE * (z**2 / (rows.lam + tau2)[:, None]).sum(axis=0)
    for r in np.flatnonzero(possible):
        (cov, beta, cross, strength, pull), column = shared, int(r)
        if tau2_method is not None:
            own = estimate_tau2(tau2_method, rows.y, np.column_stack([x, z[:, r]]), rows.lam)
            (cov, beta, cross, strength, pull), column = _adjusted(rows, x, z[:, r : r + 1], own), 0
        omega, omega_var = pull[column] / strength[column], 1 / strength[column]
        c = contrast[r]
        slope = float(c @ cross[:, column])  # how far the consistent estimate moves per unit of ω
        indirect = float(c @ beta) - slope * omega
        i_var = float(c @ cov @ c) + slope**2 * omega_var
        covariance = -slope * omega_var
        out[:, r] = (indirect + omega, i_var + omega_var + 2 * covariance, indirect, i_var, omega_var)
    return out[0], out[1], out[2], out[3], out[4]


def _split_columns(data: NetworkData, rows: Rows, direct: DirectEvidence) -> Array:
    """Column of ω for every comparison, (N, comparisons): half a shift up for a, half down for b, in their trials."""
    z = (rows.incidence[:, direct.a] - rows.incidence[:, direct.b]) / 2
    member = np.zeros((data.k, len(data.treatments)), dtype=bool)
    for i, s in enumerate(data.studies):
        member[i, list(s.arms)] = True
    both = member[:, direct.a] & member[:, direct.b]
    return np.asarray(np.where(both[rows.study], z, 0.0))


def _adjusted(rows: Rows, x: Array, z: Array, tau2: float) -> tuple[Array, Array, Array, Array, Array]:
    """Pieces of the fit with one column of z added at a time: A⁻¹, β without it, A⁻¹X'Wz, z'Pz and z'Py."""
    w = 1 / (rows.lam + tau2)
    s = solve(rows.y, x, rows.lam, tau2)
    zw = z * w[:, None]
    cross = s.cov @ (x.T @ zw)
    strength = (zw * (z - x @ cross)).sum(axis=0)
    pull = zw.T @ (rows.y - x @ s.beta)
    return s.cov, s.beta, cross, strength, pull


def _by_exclusion(
    data: NetworkData, tau2: float, direct: DirectEvidence, tau2_method: str | None
) -> tuple[Array, Array]:
    """Indirect estimates and variances from the network without the trials that make the comparison."""
    estimate, variance = np.full(len(direct.a), np.nan), np.full(len(direct.a), np.nan)
    for r, (a, b) in enumerate(zip(direct.a, direct.b, strict=True)):
        keep = [i for i, s in enumerate(data.studies) if not (a in s.arms and b in s.arms)]
        if not keep:
            continue
        names = data.treatments[a], data.treatments[b]
        rest = [part for part in components(data.subset(keep)) if set(names) <= set(part.treatments)]
        if not rest:
            continue
        rows = whiten(rest[0])
        x = rows.incidence[:, 1:]
        own = estimate_tau2(tau2_method, rows.y, x, rows.lam) if tau2_method else tau2
        s = solve(rows.y, x, rows.lam, own)
        c = np.zeros(len(rest[0].treatments))
        c[rest[0].index(names[0])], c[rest[0].index(names[1])] = 1.0, -1.0
        estimate[r], variance[r] = c[1:] @ s.beta, c[1:] @ s.cov @ c[1:]
    return estimate, variance
