"""The covariance of all contrasts given the variance parameters, its likelihood and gradient.

    y ~ N(0, K),  K = (a² J + σ_c² C + σ_k² T + σ_r² R + σ_s² I) ∘ R_o ∘ B K_t B'   curves: active, class, treatment,
                                                                                    control, combination's surplus
                    + Σ_m x_m x_m' ∘ (s_m² J + s_mc² C) ∘ R_m                       modifiers
                    + sampling and trial-to-trial covariance within each trial

with ∘ the entry-wise product, J, C, T, R, I the products of the rows' indicators (``any_active any_active'`` …), R_o
the correlation of pain with function and K_t `timebasis.knot_kernel`. Curves and slopes have mean 0 and are integrated
out, so one Cholesky factor of an n × n matrix gives everything: likelihood, posterior, and leave-one-trial-out
forecasts.

Within trial i, two rows that share arm a have in common ``± se se' ρ_time^[t≠t'] ρ_outcome^[o≠o']`` (the same people)
and ``± τ_i²/2 r_o k(t, t')`` (the same arm's deviation): arms' deviations are independent, so that two contrasts with
a common arm share half of τ² (Higgins & Whitehead 1996, doi:10.1002/(SICI)1097-0258(19961230)15:24<2733). τ_i = τ
(size_i / size_100)^γ lets small trials scatter more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from kneewise.synthesis.joint.design import Design
from kneewise.synthesis.joint.priors import REFERENCE_PEOPLE, TAU_TIME_LENGTH, ModelPrior
from kneewise.synthesis.joint.timebasis import knot_kernel, knot_kernel_gradient

Array = NDArray[np.float64]

# The trial that is the yardstick of trial-to-trial spread and of the small-study term.
REFERENCE_SIZE = math.sqrt(2 / REFERENCE_PEOPLE)


@dataclass(frozen=True)
class Workspace:
    """What does not depend on the variance parameters, worked out once per design. (n, n) arrays."""

    design: Design
    prior: ModelPrior
    active: Array
    classes: Array
    treatments: Array
    controls: Array
    combinations: Array
    other: NDArray[np.bool_]
    modifiers: Array
    basis: Array
    log_size: Array
    """log(size / size of a 100-per-arm trial) per pair, summed over its row and column."""
    flat: NDArray[np.intp]

    @classmethod
    def of(cls, design: Design, prior: ModelPrior) -> Workspace:
        d = design
        active = np.outer(d.any_active, d.any_active)
        classes = d.in_class @ d.in_class.T
        wide = d.in_class * np.array([prior.class_width(name) for name in d.labels.classes])
        other = d.outcome[:, None] != d.outcome[None, :]
        modifiers = np.zeros((d.n, d.n))
        known = {m.name: m for m in prior.modifiers}
        for j, name in enumerate(d.modifier_names):
            m = known[name]
            modifiers += np.outer(d.x[:, j], d.x[:, j]) * (m.common_sd**2 * active + m.class_sd**2 * classes)
        modifiers *= np.where(other, prior.modifier_outcome_cor, 1.0)
        size = np.log(d.size / REFERENCE_SIZE)
        return cls(
            design=d,
            prior=prior,
            active=active,
            classes=wide @ wide.T,
            treatments=d.has_active @ d.has_active.T,
            controls=d.has_control @ d.has_control.T,
            combinations=d.has_combination @ d.has_combination.T,
            other=other,
            modifiers=modifiers,
            basis=d.time_basis,
            log_size=size[d.pair_row] + size[d.pair_col],
            flat=d.pair_row * d.n + d.pair_col,
        )


@dataclass(frozen=True)
class _Within:
    """Sampling and trial-to-trial parts per pair, and the factors their derivatives need."""

    sampling: Array
    spread: Array
    kernel: Array
    smooth: Array


def _within(work: Workspace, h: Mapping[str, float]) -> _Within:
    d = work.design
    later = d.pair_gap > 0
    sampling = d.pair_sign * d.pair_variance
    sampling = sampling * np.where(later, h["rho_time"], 1.0) * np.where(d.pair_other, h["rho_outcome"], 1.0)
    smooth = np.exp(-d.pair_gap / TAU_TIME_LENGTH)
    kernel = h["tau_constant_share"] + (1 - h["tau_constant_share"]) * smooth
    spread = d.pair_sign * 0.5 * h["tau"] ** 2 * np.exp(h["tau_size_power"] * work.log_size)
    spread = spread * kernel * np.where(d.pair_other, h["tau_outcome_cor"], 1.0)
    return _Within(sampling, spread, kernel, smooth)


def _curves(work: Workspace, h: Mapping[str, float]) -> Array:
    """Sum of the curves' shared variances before time and outcome, (n, n)."""
    surplus = (work.prior.interaction_share * h["treatment_sd"]) ** 2
    total = work.prior.active_sd**2 * work.active
    total += h["class_sd"] ** 2 * work.classes
    total += h["treatment_sd"] ** 2 * work.treatments
    total += h["control_sd"] ** 2 * work.controls
    total += surplus * work.combinations
    return total


def covariance(work: Workspace, h: Mapping[str, float]) -> Array:
    """K of the module's docstring, (n, n), for variance parameters on their natural scale."""
    n = work.design.n
    time = work.basis @ knot_kernel(h["time_length"], h["constant_share"]) @ work.basis.T
    total = _curves(work, h)
    total *= time
    total *= np.where(work.other, h["outcome_cor"], 1.0)
    total += work.modifiers
    within = _within(work, h)
    total += np.bincount(work.flat, weights=within.sampling + within.spread, minlength=n * n).reshape(n, n)
    return total


@dataclass(frozen=True)
class Factored:
    """Lower Cholesky factor of K (n, n), ``alpha`` = K⁻¹ y, and the log marginal likelihood."""

    factor: Array
    alpha: Array
    log_likelihood: float

    def inverse(self) -> Array:
        """K⁻¹, symmetric, (n, n)."""
        inverse, info = linalg.lapack.dpotri(self.factor, lower=1)
        assert info == 0
        lower = np.tril(inverse)
        return lower + np.tril(lower, -1).T


def factor(work: Workspace, h: Mapping[str, float]) -> Factored:
    """Cholesky factor and likelihood at the given parameters."""
    y = work.design.y
    lower = linalg.cholesky(covariance(work, h), lower=True, check_finite=False, overwrite_a=True)
    alpha = linalg.cho_solve((lower, True), y, check_finite=False)
    log_det = 2 * np.log(np.diag(lower)).sum()
    return Factored(lower, alpha, float(-0.5 * (y @ alpha + log_det + len(y) * math.log(2 * math.pi))))


def _natural_gradient(work: Workspace, h: Mapping[str, float], g: Array) -> dict[str, float]:
    """d log-likelihood / d parameter on natural scales, from ``g`` = (αα' - K⁻¹)/2."""
    d = work.design
    kernel = knot_kernel(h["time_length"], h["constant_share"])
    by_log_length, by_share = knot_kernel_gradient(h["time_length"], h["constant_share"])
    time = work.basis @ kernel @ work.basis.T
    outcome = np.where(work.other, h["outcome_cor"], 1.0)
    curves = _curves(work, h)
    shaped = g * outcome
    curved = curves * shaped
    at_knots = work.basis.T @ curved @ work.basis
    shaped *= time
    surplus = 2 * work.prior.interaction_share**2 * h["treatment_sd"]
    pair_g = g.ravel()[work.flat]
    within = _within(work, h)
    later, other = d.pair_gap > 0, d.pair_other
    spread_g, sampling_g = pair_g * within.spread, pair_g * within.sampling
    return {
        "class_sd": 2 * h["class_sd"] * float(np.vdot(shaped, work.classes)),
        "treatment_sd": 2 * h["treatment_sd"] * float(np.vdot(shaped, work.treatments))
        + surplus * float(np.vdot(shaped, work.combinations)),
        "control_sd": 2 * h["control_sd"] * float(np.vdot(shaped, work.controls)),
        "time_length": float((at_knots * by_log_length).sum()) / h["time_length"],
        "constant_share": float((at_knots * by_share).sum()),
        "outcome_cor": float((g * curves * time)[work.other].sum()),
        "tau": 2 * float(spread_g.sum()) / h["tau"],
        "tau_size_power": float((spread_g * work.log_size).sum()),
        "tau_outcome_cor": float(spread_g[other].sum()) / h["tau_outcome_cor"],
        "tau_constant_share": float((spread_g * (1 - within.smooth) / within.kernel).sum()),
        "rho_time": float(sampling_g[later].sum()) / h["rho_time"],
        "rho_outcome": float(sampling_g[other].sum()) / h["rho_outcome"],
    }


def log_posterior(work: Workspace, phi: Array) -> float:
    """Log likelihood plus log prior at unbounded parameters (free,)."""
    return factor(work, work.prior.natural(phi)).log_likelihood + work.prior.log_density(phi)[0]


def log_posterior_gradient(work: Workspace, phi: Array) -> tuple[float, Array]:
    """`log_posterior` and its gradient (free,); the gradient is exact (checked by differences in the tests)."""
    prior = work.prior
    h = prior.natural(phi)
    solved = factor(work, h)
    g = solved.inverse()
    np.subtract(np.outer(solved.alpha, solved.alpha), g, out=g)
    g *= 0.5
    natural = _natural_gradient(work, h, g)
    density, slope = prior.log_density(phi)
    chain = [natural[name] * prior.hyper[name].slope(v) for name, v in zip(prior.free, phi, strict=True)]
    return solved.log_likelihood + density, np.array(chain) + slope
