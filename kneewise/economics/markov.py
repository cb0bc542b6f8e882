"""A general cohort model: states, transition probabilities by cycle, and what each state is worth.

The knee model (`knee_model`) unrolls the same arithmetic by hand for speed; this module is the plain form. It repeats
published models in the tests and is the judge of the fast one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneewise.economics.discounting import Convention, discount_factor

Floats = NDArray[np.float64]
Counting = Literal["start", "end", "half"]
# Rows of a transition matrix are typed with about five digits in publications.
ROW_SUM_TOLERANCE = 1e-9


def cohort_trace(start: Sequence[float] | Floats, transitions: Floats | Sequence[Floats], cycles: int) -> Floats:
    """Share of the cohort in each state at the end of every cycle.

    Parameters
    ----------
    start
        Shares (or people) at time 0, shape (S,) or (…, S).
    transitions
        P[i, j] is the probability to go from state i to j in one cycle, shape (S, S) or (…, S, S); or a sequence of
        such arrays, one per cycle, where probabilities change with time.
    cycles
        Number of cycles; with a sequence, at most its length.

    Returns
    -------
    Shape (cycles + 1, …, S); row 0 is ``start``. Equals x[t+1] = x[t] P[t] (Briggs, Claxton & Sculpher, Decision
    Modelling for Health Economic Evaluation, 2006, ch. 2).
    """
    single = isinstance(transitions, np.ndarray)
    states = np.asarray(start, dtype=float)
    rows = [states]
    for cycle in range(cycles):
        matrix = np.asarray(transitions if single else transitions[cycle], dtype=float)
        _check(matrix)
        states = np.einsum("...i,...ij->...j", states, matrix)
        rows.append(states)
    shape = np.broadcast_shapes(*(row.shape for row in rows))
    return np.stack([np.broadcast_to(row, shape) for row in rows])


def _check(matrix: Floats) -> None:
    if matrix.min() < 0 or np.abs(matrix.sum(axis=-1) - 1).max() > ROW_SUM_TOLERANCE:
        raise ValueError("transition probabilities must not be negative, and each row must sum to 1")


def accumulate(
    trace: Floats,
    values: Floats | Sequence[float] | Sequence[Floats],
    *,
    cycle_years: float = 1.0,
    rate: float = 0.0,
    convention: Convention = "annual",
    counting: Counting = "half",
    years_per_unit: bool = True,
) -> Floats:
    """Discounted sum over time of what the states are worth.

    Parameters
    ----------
    trace
        As `cohort_trace` gives it, shape (T + 1, …, S).
    values
        Worth of a state for a year (utility, yearly cost), shape (S,) or (T, S) where it changes with time. With
        ``years_per_unit=False`` it is the worth of one cycle instead of a year.
    counting
        Which membership counts for a cycle: at its ``start``, at its ``end`` (as the spreadsheets of Briggs et al. do),
        or the mean of both (``half``: the half-cycle correction, which takes events to fall in mid-cycle). The discount
        factor is taken at the same moment.

    Returns
    -------
    The total, shape (…): trace without its first and last axis.
    """
    worth = np.asarray(values, dtype=float)
    cycles = trace.shape[0] - 1
    if worth.ndim == 1:
        worth = np.broadcast_to(worth, (cycles, worth.size))
    number = np.arange(cycles, dtype=float)
    member, moment = {
        "start": (trace[:-1], number),
        "end": (trace[1:], number + 1),
        "half": ((trace[:-1] + trace[1:]) / 2, number + 0.5),
    }[counting]
    factor = discount_factor(moment * cycle_years, rate, convention)
    length = cycle_years if years_per_unit else 1.0
    return np.einsum("t,t...s,ts->...", factor * length, member, worth)
