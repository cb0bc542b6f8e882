"""Whitened rows: the trials of a network as independent observations, whatever tau is.

A trial's model is y ~ N(X d, V + τ² S) with S = (I + J)/2 (half the heterogeneity is shared by contrasts that share an
arm; Higgins & Whitehead 1996, Lu & Ades 2004). V and S are diagonalised together once: with S = L L' and
L⁻¹ V L⁻ᵀ = U diag(λ) U', the rows ỹ = U'L⁻¹y and X̃ = U'L⁻¹X are independent with variances λ + τ² for *every* τ.
Everything after that is weighted regression with a diagonal weight, which vectorises over τ, and every formula for τ²
of an ordinary meta-regression holds exactly for multi-arm trials too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kneewise.synthesis.network.data import Array, NetworkData


@dataclass(frozen=True)
class Rows:
    """Independent rows of a network.

    ``y`` (N,), ``incidence`` (N, treatments) so that y ≈ incidence @ d, ``lam`` (N,) sampling variances λ,
    ``study`` (N,) index of the trial, ``back`` (N, widest trial) the matrix L U of each row's trial by column,
    N = Σ (arms − 1); ``log_det_s`` = Σ log|S|, so that log|V + τ²S| sums to Σ log(λ + τ²) + log_det_s.
    """

    y: Array
    incidence: Array
    lam: Array
    study: np.ndarray
    transform: tuple[Array, ...]
    log_det_s: float

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.y)


def whiten(data: NetworkData) -> Rows:
    """`Rows` of a network; trials of equal size are handled as one batch of arrays."""
    sizes = np.array([len(s.arms) for s in data.studies])
    starts = np.concatenate([[0], np.cumsum(sizes - 1)])
    n_rows, n_treatments = int(starts[-1]), len(data.treatments)
    y, lam = np.empty(n_rows), np.empty(n_rows)
    incidence = np.zeros((n_rows, n_treatments))
    transform: list[Array] = [np.empty(0)] * len(sizes)
    log_det_s = 0.0
    for k in np.unique(sizes):
        which = np.flatnonzero(sizes == k)
        arms = np.array([data.studies[i].arms for i in which])
        effects = np.array([data.studies[i].y for i in which])
        v = np.array([data.studies[i].v for i in which])
        m = k - 1
        root = np.linalg.cholesky((np.eye(m) + np.ones((m, m))) / 2)
        root_inverse = np.linalg.inv(root)
        lam_k, u = np.linalg.eigh(root_inverse @ v @ root_inverse.T)
        t = np.swapaxes(u, 1, 2) @ root_inverse  # (trials, m, m): contrasts to rows
        place = starts[which][:, None] + np.arange(m)
        y[place] = (t @ effects[:, :, None])[:, :, 0]
        lam[place] = lam_k
        np.put_along_axis(
            block := np.zeros((len(which), m, n_treatments)), np.repeat(arms[:, None, 1:], m, axis=1), t, axis=2
        )
        np.put_along_axis(block, np.repeat(arms[:, None, :1], m, axis=1), -t.sum(axis=2, keepdims=True), axis=2)
        incidence[place.ravel()] = block.reshape(-1, n_treatments)
        for i, ti in zip(which, t, strict=True):
            transform[i] = ti
        log_det_s += len(which) * 2 * float(np.log(np.diag(root)).sum())
    return Rows(y, incidence, lam, np.repeat(np.arange(len(sizes)), sizes - 1), tuple(transform), log_det_s)


@dataclass(frozen=True)
class Solution:
    """Weighted least squares at given τ²: ``beta`` (p,), ``cov`` (p, p) = A⁻¹, ``q`` the weighted residual sum of
    squares (Q at τ² = 0), ``log_det_a`` = log|A| with A = X'WX.
    """

    beta: Array
    cov: Array
    q: float
    log_det_a: float


def solve(y: Array, x: Array, lam: Array, tau2: float) -> Solution:
    """The generalised least squares estimate at one τ²."""
    w = 1 / (lam + tau2)
    xw = x * w[:, None]
    a = xw.T @ x
    factor = np.linalg.cholesky(a)
    root = np.linalg.inv(factor)
    cov = root.T @ root
    beta = cov @ (xw.T @ y)
    r = y - x @ beta
    return Solution(beta, cov, float(r @ (w * r)), 2 * float(np.log(np.diag(factor)).sum()))


@dataclass(frozen=True)
class Batch:
    """`solve` at several τ² at once: ``beta`` (t, p), ``cov`` (t, p, p), ``q`` (t,), ``log_det_a`` (t,)."""

    tau2: Array
    beta: Array
    cov: Array
    q: Array
    log_det_a: Array


def log_likelihoods(y: Array, x: Array, lam: Array, tau2: Array, *, restricted: bool = True) -> Array:
    """Log (restricted) likelihood at every τ² of ``tau2`` (t,), up to a constant that does not depend on τ².

    −½ [Σ log(λ + τ²) + log|A| + R]; with ``restricted=False`` without log|A|. With a flat prior on the effects the
    restricted likelihood is the marginal likelihood of τ.
    """
    total = np.log(lam + tau2[:, None]).sum(axis=1)
    log_det_a, q = _log_det_and_q(y, x, lam, tau2)
    return np.asarray(-0.5 * (total + q + (log_det_a if restricted else 0.0)))


def _log_det_and_q(y: Array, x: Array, lam: Array, tau2: Array) -> tuple[Array, Array]:
    """log|A| and R at every τ², from the Cholesky factor of the matrix bordered with y."""
    p = x.shape[1]
    bordered = np.column_stack([x, y])
    w = 1 / (lam + tau2[:, None])
    gram = (bordered.T * w[:, None, :]) @ bordered
    yy = gram[:, p, p].copy()
    factor = np.linalg.cholesky(gram[:, :p, :p])
    z = np.linalg.solve(factor, gram[:, :p, p:])[:, :, 0]
    log_det = 2 * np.log(np.diagonal(factor, axis1=1, axis2=2)).sum(axis=1)
    return log_det, np.maximum(yy - (z**2).sum(axis=1), 0.0)


def solve_batch(y: Array, x: Array, lam: Array, tau2: Array) -> Batch:
    """`solve` at every τ² of ``tau2`` (t,)."""
    w = 1 / (lam + tau2[:, None])
    xw = x.T * w[:, None, :]
    factor = np.linalg.cholesky(xw @ x)
    root = np.linalg.inv(factor)
    cov = np.swapaxes(root, 1, 2) @ root
    beta = (cov @ (xw @ y)[:, :, None])[:, :, 0]
    r = y - beta @ x.T
    log_det = 2 * np.log(np.diagonal(factor, axis1=1, axis2=2)).sum(axis=1)
    return Batch(tau2, beta, cov, (w * r**2).sum(axis=1), log_det)
