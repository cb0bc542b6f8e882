"""How much each direct comparison contributes to each network estimate, by the random walk of Davies et al. 2022.

The row of the hat matrix for a comparison is a flow of one unit of evidence from one treatment to the other along the
direct comparisons. A random walk that follows this flow takes each path with a probability; a path shared between ℓ
comparisons counts 1/ℓ for each (Davies, Papakonstantinou, Nikolakopoulou, Rücker & Galla 2022, Statistics in
Medicine 41:2091). Unlike the shortest-path
algorithm it has no ties to break, so the result is unique. The sum over all paths is taken by dynamic programming over
path length instead of listing them, hence networks with millions of paths are no problem.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kneewise.synthesis.network.data import Array, NetworkData
from kneewise.synthesis.network.graph import check_connected, edge_weights

ALGORITHM = "random walk (Davies 2022)"
# A flow below this share of the unit that enters is rounding.
NO_FLOW = 1e-12


@dataclass(frozen=True)
class Contributions:
    """``matrix`` (comparisons, direct comparisons), rows sum to 1; labels are pairs of treatment names."""

    comparisons: tuple[tuple[str, str], ...]
    direct: tuple[tuple[str, str], ...]
    matrix: Array
    algorithm: str = ALGORITHM


def contribution_matrix(data: NetworkData, tau2: float) -> Contributions:
    """`Contributions` at the given tau² (0: common effect); equals netmeta's ``netcontrib(method = "randomwalk")``."""
    check_connected(data)
    n = len(data.treatments)
    w = edge_weights(data, tau2)
    pinv = np.linalg.pinv(np.diag(w.sum(axis=1)) - w)
    upper = np.triu_indices(n, 1)
    pairs = [(int(a), int(b)) for a, b in zip(*upper, strict=True)]
    direct = [(a, b) for a, b in pairs if w[a, b] != 0]
    matrix = np.empty((len(pairs), len(direct)))
    at = tuple(np.array(direct).T)
    for r, (source, sink) in enumerate(pairs):
        potential = pinv[:, source] - pinv[:, sink]
        flow = w * (potential[:, None] - potential[None, :])
        streams = _streams(np.where(flow > NO_FLOW, flow, 0.0), source, sink)
        matrix[r] = (streams + streams.T)[at]

    def label(pair: tuple[int, int]) -> tuple[str, str]:
        return data.treatments[pair[0]], data.treatments[pair[1]]

    return Contributions(tuple(map(label, pairs)), tuple(map(label, direct)), matrix)


def _streams(flow: Array, source: int, sink: int) -> Array:
    """Σ over all paths of probability / length for each directed comparison, ``(n, n)``."""
    out = flow.sum(axis=1)
    step = np.divide(flow, out[:, None], out=np.zeros_like(flow), where=out[:, None] > 0)
    step[sink] = 0.0
    forward, backward = [np.eye(len(flow))[source]], [np.eye(len(flow))[sink]]
    # the flow is acyclic: after n − 1 steps the walk has arrived
    while forward[-1].any() and len(forward) < len(flow):
        forward.append(forward[-1] @ step)
    while backward[-1].any() and len(backward) < len(flow):
        backward.append(step @ backward[-1])
    f, b = np.array(forward), np.array(backward)
    length = 1 + np.arange(len(f))[:, None] + np.arange(len(b))[None, :]
    return np.asarray((f.T @ (1 / length) @ b) * step)
