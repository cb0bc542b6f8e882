"""Points and weights that integrate the variance parameters out: mode, curvature, a fixed design around it.

As in INLA (Rue, Martino & Chopin 2009, doi:10.1111/j.1467-9868.2008.00700.x, section 6.5): the posterior of the
unbounded parameters is scaled by its curvature at the mode; points lie at the centre and on a sphere around it (axial
points and the corners of a fractional factorial design), weighted so that a normal density is integrated exactly to
second order, and re-weighted by the true density at each point. The corners here are a folded-over Hadamard matrix: 32
of them serve up to 16 parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize

from kneewise.synthesis.joint.parallel import map_on_cores

Array = NDArray[np.float64]

# Radius of the sphere in units of sqrt(parameters): Rue et al. use values a little above 1.
SPHERE = 1.1
# Steps of the finite differences of the exact gradient that give the curvature.
_STEP = 1e-3
# A direction in which the data and priors say almost nothing would put points absurdly far away.
_LARGEST_SD = 1.5
_CORNERS = 16


@dataclass(frozen=True)
class Nodes:
    """Integration points. ``phi`` (J, free) unbounded parameters; ``weight`` (J,) summing to 1; ``log_density`` (J,)
    log posterior up to a constant; ``log_base`` (J,) what the design itself contributes, so that
    ``weight ∝ exp(log_density + log_base)``. The first point is the mode.
    """

    phi: Array
    weight: Array
    log_density: Array
    log_base: Array


def normalised(log_weight: Array) -> Array:
    """Weights summing to 1 along axis 0 from unnormalised logs."""
    weight = np.exp(log_weight - log_weight.max(axis=0))
    return weight / weight.sum(axis=0)


def find_mode(objective: Callable[[Array], tuple[float, Array]], start: Array) -> Array:
    """Parameters (free,) with the highest log posterior; L-BFGS-B on the exact gradient."""

    def negative(phi: Array) -> tuple[float, Array]:
        value, slope = objective(phi)
        return -value, -slope

    options = {"maxiter": 80, "ftol": 1e-9, "gtol": 1e-3}

    minimise: Any = optimize.minimize  # scipy's type stubs know no objective that also returns its gradient

    def climb(x: Array) -> Array:
        found = minimise(negative, x, jac=True, method="L-BFGS-B", options=options)
        return np.asarray(found.x)

    return map_on_cores(climb, [start])[0]


def curvature_scale(objective: Callable[[Array], tuple[float, Array]], mode: Array) -> Array:
    """Matrix S (free, free) with columns along the posterior's axes, each one standard deviation long."""
    steps = np.vstack([np.eye(len(mode)), -np.eye(len(mode))]) * _STEP
    slopes = np.array(map_on_cores(lambda step: objective(mode + step)[1], list(steps)))
    hessian = (slopes[: len(mode)] - slopes[len(mode) :]) / (2 * _STEP)
    values, vectors = np.linalg.eigh(-(hessian + hessian.T) / 2)
    sd = np.minimum(1 / np.sqrt(np.maximum(values, 1 / _LARGEST_SD**2)), _LARGEST_SD)
    return vectors * sd


def sphere_points(size: int) -> Array:
    """Centre, axial points and folded-over corners in standard units, (1 + 2 size + 32, size); (1, 0) for size 0."""
    if size == 0:
        return np.zeros((1, 0))
    assert size <= _CORNERS, "the corners serve up to 16 variance parameters"
    radius = SPHERE * np.sqrt(size)
    axes = np.vstack([radius * np.eye(size), -radius * np.eye(size)])
    corners = linalg.hadamard(_CORNERS)[:, :size] * SPHERE
    return np.vstack([np.zeros((1, size)), axes, corners, -corners])


def place(
    objective: Callable[[Array], tuple[float, Array]],
    density: Callable[[Array], float],
    start: Array,
    *,
    at_mode: bool = False,
) -> Nodes:
    """Integration points around the mode, with weights; only the mode itself where ``at_mode``."""
    size = len(start)
    if size == 0:
        return Nodes(np.zeros((1, 0)), np.ones(1), np.array([density(start)]), np.zeros(1))
    mode = find_mode(objective, start)
    if at_mode:
        return Nodes(mode[None, :], np.ones(1), np.array([density(mode)]), np.zeros(1))
    z = sphere_points(size)
    phi = mode + z @ curvature_scale(objective, mode).T
    log_density = np.array(map_on_cores(density, list(phi)))
    on_sphere = len(z) - 1
    base = np.full(len(z), 1 / (SPHERE**2 * on_sphere))
    base[0] = 1 - 1 / SPHERE**2
    log_base = np.log(base) + 0.5 * (z**2).sum(axis=1)
    return Nodes(phi, normalised(log_density + log_base), log_density, log_base)
