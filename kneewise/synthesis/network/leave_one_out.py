"""What the other trials would have predicted for each trial: exact, by downdating, without refitting.

For trial i, at given τ, with M = V + τ²S, T = M − X A⁻¹X' and residual r (rows of the trial only):

    error of the prediction   y − X d₋ᵢ = M T⁻¹ r          its covariance   M T⁻¹ M
    effects without the trial  d₋ᵢ = d̂ − A⁻¹X'T⁻¹ r

(Woodbury). Over τ the nodes are reweighted, w₋ᵢ ∝ w / N(yᵢ | y₋ᵢ, τ), which is exact too. T is singular if and only if
the trial is the only link to a treatment: then nothing predicts it, and that is what is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.special import logsumexp, ndtr

from kneewise.errors import InputError
from kneewise.synthesis.distributions import mixture_mean_sd, mixture_quantile
from kneewise.synthesis.network.bayes import NODES, tau_posterior
from kneewise.synthesis.network.data import Array, NetworkData
from kneewise.synthesis.network.fit import _tau2, default_reference
from kneewise.synthesis.network.graph import check_connected
from kneewise.synthesis.network.rows import Batch, Rows, solve_batch, whiten
from kneewise.synthesis.priors import Prior

# T is called singular where its smallest eigenvalue, relative to M, is below this. Links that exist carry far more:
# even one trial of 20 people beside one of 20,000 leaves 1e-3.
SINGULAR = 1e-9


@dataclass(frozen=True)
class LeftOut:
    """One contrast of a left-out trial, treat1 minus treat2, as observed and as predicted by the other trials.

    ``mean``, ``sd``, ``ci``: predictive distribution of the *observed* contrast, so it holds heterogeneity and the
    trial's own sampling error. ``pit``: probability of a smaller value, in [0, 1]. ``log_score``: log predictive
    density of the whole trial. All None where ``predictable`` is False. ``mean_nodes``, ``sd_nodes``, ``weights`` (t,):
    the predictive mixture itself.
    """

    study: str
    treat1: str
    treat2: str
    observed: float
    observed_se: float
    predictable: bool
    mean: float | None = None
    sd: float | None = None
    ci: tuple[float, float] | None = None
    pit: float | None = None
    log_score: float | None = None
    mean_nodes: Array = field(default_factory=lambda: np.empty(0), repr=False, compare=False)
    sd_nodes: Array = field(default_factory=lambda: np.empty(0), repr=False, compare=False)
    weights: Array = field(default_factory=lambda: np.empty(0), repr=False, compare=False)


@dataclass(frozen=True)
class LeaveOneOut:
    """``contrasts``: a trial with k arms has k − 1 of them. ``effects`` (trials, treatments): effects against
    ``reference`` without each trial (posterior means; NaN where the trial is the only link). ``not_predictable``:
    names of those trials.
    """

    contrasts: tuple[LeftOut, ...]
    effects: Array
    reference: str
    not_predictable: tuple[str, ...]


def leave_one_out(
    data: NetworkData,
    prior: Prior | str | None = None,
    *,
    tau2: str | float = "REML",
    reference: str | None = None,
    level: float = 0.95,
    nodes: int = NODES,
) -> LeaveOneOut:
    """Leave every trial out in turn.

    With ``prior`` the full Bayesian posterior without the trial, τ included. Without, at one τ²: a value, or the
    estimate of the named method from *all* trials (so τ² is not estimated again).
    """
    check_connected(data)
    if not 0 < level < 1:
        raise InputError("level", f"is {level:g}; it must lie between 0 and 1", "0.95 is usual.")
    base = default_reference(data) if reference is None else reference
    others = [i for i in range(len(data.treatments)) if i != data.index(base)]
    rows = whiten(data)
    x = rows.incidence[:, others]
    if prior is not None:
        parsed = Prior.parse(prior) if isinstance(prior, str) else prior
        posterior = tau_posterior(rows, x, parsed, nodes)
        at, weight = posterior.tau**2, posterior.weight
    else:
        at, weight = np.array([_tau2(tau2, rows.y, x, rows.lam)[1]]), np.ones(1)
    batch = solve_batch(rows.y, x, rows.lam, at)
    contrasts: list[LeftOut] = []
    effects = np.full((data.k, len(data.treatments)), np.nan)
    stuck = []
    for size in sorted({len(s.arms) - 1 for s in data.studies}):
        trials = [i for i, s in enumerate(data.studies) if len(s.arms) - 1 == size]
        place = np.array([np.flatnonzero(rows.study == i) for i in trials])
        down = _downdate(rows, x, batch, weight, place)
        for j, i in enumerate(trials):
            if not down.free[j]:
                stuck.append(data.studies[i].name)
                contrasts.extend(_unpredictable(data, i))
                continue
            effects[i] = 0.0
            effects[i, others] = down.beta[j]
            back = np.linalg.inv(rows.transform[i])
            error = down.error[:, j] @ back.T
            sd = np.sqrt(((back @ down.root[:, j]) ** 2).sum(axis=2))
            # harmonic mean of the density over the nodes, and from rows back to contrasts
            score = float(np.linalg.slogdet(rows.transform[i])[1] - logsumexp(-down.log_density[:, j], b=weight))
            contrasts.extend(_predicted(data, i, error, sd, down.weight[:, j], score, level))
    contrasts.sort(key=lambda c: c.study)
    return LeaveOneOut(tuple(contrasts), effects, base, tuple(sorted(stuck)))


@dataclass(frozen=True)
class _Downdate:
    """Trials of one size, each left out: ``free`` (j,), prediction ``error`` (t, j, m) of its rows, ``root``
    (t, j, m, m) of the error's covariance, ``log_density`` (t, j), node ``weight`` (t, j), mean effects ``beta`` (j, p)
    without it.
    """

    free: np.ndarray
    error: Array
    root: Array
    log_density: Array
    weight: Array
    beta: Array


def _downdate(rows: Rows, x: Array, batch: Batch, weight: Array, place: np.ndarray) -> _Downdate:
    """The formulas of this module for trials whose rows are ``place`` (j, m), through eigenvalues of M^-½ T M^-½."""
    root = np.sqrt(rows.lam + batch.tau2[:, None])[:, place]  # M^½, (t, j, m)
    r = (rows.y - batch.beta @ x.T)[:, place]
    gain = (x @ batch.cov)[:, place]  # X A⁻¹, (t, j, m, p)
    hat = gain @ np.swapaxes(x[place], 1, 2)[None]
    eigen, vectors = np.linalg.eigh(np.eye(place.shape[1]) - hat / (root[..., :, None] * root[..., None, :]))
    free = np.asarray((eigen > SINGULAR).all(axis=(0, 2)))
    safe = np.where(free[None, :, None], eigen, 1.0)
    z = (np.swapaxes(vectors, 2, 3) @ (r / root)[..., None])[..., 0]
    log_density = -0.5 * (z**2 / safe - np.log(safe) + np.log(2 * np.pi)).sum(axis=2) - np.log(root).sum(axis=2)
    log_w = np.log(np.maximum(weight, 1e-300))[:, None] - log_density
    w = np.exp(log_w - log_w.max(axis=0))
    w /= w.sum(axis=0)
    solved = (vectors @ (z / safe)[..., None])[..., 0]  # M^½ T⁻¹ r
    shift = np.swapaxes(gain, 2, 3) @ (solved / root)[..., None]
    beta = np.einsum("tn,tnp->np", w, batch.beta[:, None, :] - shift[..., 0])
    spread = root[..., :, None] * vectors / np.sqrt(safe)[..., None, :]
    return _Downdate(free, root * solved, spread, log_density, w, beta)


def _unpredictable(data: NetworkData, i: int) -> list[LeftOut]:
    s = data.studies[i]
    return [
        LeftOut(s.name, data.treatments[a], data.treatments[s.arms[0]], float(y), float(v) ** 0.5, False)
        for a, y, v in zip(s.arms[1:], s.y, np.diag(s.v), strict=True)
    ]


def _predicted(
    data: NetworkData, i: int, error: Array, sd: Array, weight: Array, score: float, level: float
) -> list[LeftOut]:
    """Contrasts of one trial: ``error`` (t, m) observed minus predicted, ``sd`` (t, m), ``weight`` (t,)."""
    s = data.studies[i]
    mean_nodes = s.y - error
    mean, spread = mixture_mean_sd(weight, mean_nodes, sd)
    low = mixture_quantile(0.5 - level / 2, weight, mean_nodes, sd)
    high = mixture_quantile(0.5 + level / 2, weight, mean_nodes, sd)
    pit = weight @ ndtr(error / sd)
    return [
        LeftOut(
            s.name,
            data.treatments[a],
            data.treatments[s.arms[0]],
            float(s.y[j]),
            float(s.v[j, j]) ** 0.5,
            True,
            float(mean[j]),
            float(spread[j]),
            (float(low[j]), float(high[j])),
            float(pit[j]),
            score,
            mean_nodes[:, j],
            sd[:, j],
            weight,
        )
        for j, a in enumerate(s.arms[1:])
    ]
