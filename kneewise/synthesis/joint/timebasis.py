"""How a curve over time is held: its values at a few weeks, joined by straight lines in log(1 + weeks).

Every treatment curve starts at 0 in week 0 (a treatment has done nothing before it is given), is free at the knots,
and is constant after the last one. The knots are the windows in which trials report, plus week 2 for fast-acting
treatments.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

# The five windows of docs/architecture.md, and 2 weeks because corticosteroid trials report 1-2 weeks.
KNOT_WEEKS = np.array([2.0, 6.0, 13.0, 26.0, 52.0, 104.0])


def log_week(week: ArrayLike) -> Array:
    """log(1 + weeks): the scale on which curves are smooth (fast change first, slow change later)."""
    return np.log1p(np.asarray(week, dtype=float))


def basis(week: ArrayLike) -> Array:
    """Rows B(t) with curve(t) = B(t) @ values at the knots. ``week`` (m,) >= 0; returned (m, knots).

    Linear between knots in log(1 + weeks), 0 at week 0, constant beyond the last knot.
    """
    x = np.atleast_1d(log_week(week))
    grid = np.concatenate([[0.0], log_week(KNOT_WEEKS)])
    x = np.minimum(x, grid[-1])
    left = np.clip(np.searchsorted(grid, x, side="right") - 1, 0, len(grid) - 2)
    share = (x - grid[left]) / (grid[left + 1] - grid[left])
    rows = np.zeros((len(x), len(grid)))
    index = np.arange(len(x))
    rows[index, left] = 1 - share
    rows[index, left + 1] = share
    return rows[:, 1:]


def knot_kernel(length: float, constant_share: float) -> Array:
    """Correlation of a curve's values at the knots, (knots, knots).

    ``c + (1 - c) exp(-(d / length)² / 2)`` with d the distance in log(1 + weeks): a part that stays the same from the
    first knot on (``constant_share`` c) and a part that changes smoothly. Squared-exponential Gaussian process:
    Rasmussen & Williams (2006), Gaussian Processes for Machine Learning, eq. 4.9.
    """
    x = log_week(KNOT_WEEKS)
    return constant_share + (1 - constant_share) * np.exp(-0.5 * ((x[:, None] - x[None, :]) / length) ** 2)


def knot_kernel_gradient(length: float, constant_share: float) -> tuple[Array, Array]:
    """Derivatives of `knot_kernel` by ``log(length)`` and by ``constant_share``."""
    x = log_week(KNOT_WEEKS)
    d2 = ((x[:, None] - x[None, :]) / length) ** 2
    smooth = np.exp(-0.5 * d2)
    return (1 - constant_share) * smooth * d2, 1 - smooth
