"""What simulated costs and QALYs say of a choice: net benefit, acceptability, frontier, value of information.

All functions take draws × options arrays (D, K): the same row is the same draw of all parameters for every option.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Status = Literal["on the frontier", "dominated", "extendedly dominated"]


def net_benefit(costs: Floats, qalys: Floats, threshold: float) -> Floats:
    """Net monetary benefit, threshold × QALYs − costs, shape (D, K) (Stinnett & Mullahy 1998)."""
    return threshold * qalys - costs


def acceptability(costs: Floats, qalys: Floats, thresholds: Sequence[float]) -> Floats:
    """Share of draws in which each option has the highest net benefit, shape (len(thresholds), K): the CEAC.

    Ties share the draw, so that each row sums to 1.
    """
    rows = []
    for threshold in thresholds:
        benefit = net_benefit(costs, qalys, threshold)
        best = benefit == benefit.max(axis=1, keepdims=True)
        rows.append((best / best.sum(axis=1, keepdims=True)).mean(axis=0))
    return np.stack(rows)


def acceptability_frontier(costs: Floats, qalys: Floats, thresholds: Sequence[float]) -> list[tuple[int, float]]:
    """Per threshold the option with the highest *mean* net benefit and the probability that it is best: the CEAF.

    The two can point to different options, since the mean decides and not the share of draws (Fenwick et al. 2001).
    """
    curve = acceptability(costs, qalys, thresholds)
    best = [int(net_benefit(costs, qalys, t).mean(axis=0).argmax()) for t in thresholds]
    return [(k, float(curve[row, k])) for row, k in enumerate(best)]


def expected_value_of_perfect_information(costs: Floats, qalys: Floats, thresholds: Sequence[float]) -> Floats:
    """EVPI per person: mean of the best net benefit minus the best mean net benefit, shape (len(thresholds),); never
    negative (Claxton 1999)."""
    benefit = [net_benefit(costs, qalys, t) for t in thresholds]
    return np.array([b.max(axis=1).mean() - b.mean(axis=0).max() for b in benefit]).clip(min=0.0)


@dataclass(frozen=True, slots=True)
class Step:
    """One option on the way from cheapest to dearest; ``icer`` is against the previous option on the frontier."""

    option: int
    status: Status
    icer: float | None


def frontier(costs: Sequence[float] | Floats, qalys: Sequence[float] | Floats) -> list[Step]:
    """Order options by mean cost and find which are worth considering at some threshold.

    ``dominated``: another option costs no more and gives at least as much (and one of the two strictly).
    ``extendedly dominated``: a mix of two others does (its ICER exceeds that of the next better option).
    The first option on the frontier has no ICER. Textbook algorithm (Briggs, Claxton & Sculpher 2006, ch. 2).
    """
    c, q = np.asarray(costs, dtype=float), np.asarray(qalys, dtype=float)
    order = sorted(range(c.size), key=lambda k: (c[k], -q[k]))
    kept: list[int] = []
    status: dict[int, Status] = {}
    for k in order:
        if kept and q[k] <= q[kept[-1]]:
            status[k] = "dominated"
            continue
        while len(kept) >= 2 and _icer(c, q, kept[-1], k) <= _icer(c, q, kept[-2], kept[-1]):
            status[kept.pop()] = "extendedly dominated"
        kept.append(k)
    icers = {k: _icer(c, q, before, k) for before, k in pairwise(kept)}
    return [Step(k, status.get(k, "on the frontier"), icers.get(k)) for k in order]


def _icer(c: Floats, q: Floats, before: int, after: int) -> float:
    return float((c[after] - c[before]) / (q[after] - q[before]))
