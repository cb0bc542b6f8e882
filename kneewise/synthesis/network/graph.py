"""The network as a graph: connected parts, designs, edges."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from kneewise.errors import InputError
from kneewise.synthesis.network.data import Array, NetworkData


def part_of_each_treatment(data: NetworkData) -> np.ndarray:
    """Number of the connected part that each treatment belongs to, ``(treatments,)``."""
    n = len(data.treatments)
    pairs = np.array([(s.arms[0], a) for s in data.studies for a in s.arms[1:]])
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1])


def components(data: NetworkData) -> list[NetworkData]:
    """The connected parts of a network, the one with most treatments first; a connected network gives itself."""
    part = part_of_each_treatment(data)
    if part.max() == 0:
        return [data]
    parts = [data.subset(i for i, s in enumerate(data.studies) if part[s.arms[0]] == p) for p in range(part.max() + 1)]
    return sorted(parts, key=lambda d: (-len(d.treatments), -d.k, d.treatments))


def check_connected(data: NetworkData) -> None:
    """`InputError` that lists the parts if the network is not connected, or is only one trial."""
    parts = components(data)
    if len(parts) > 1:
        listed = "; ".join(", ".join(p.treatments) for p in parts)
        raise InputError(
            "network",
            f"falls into {len(parts)} parts that no study connects: {listed}",
            "Analyse the parts one by one, or add a study that links them.",
        )
    if data.k < 2:
        raise InputError("network", "has only one study", "A synthesis needs at least two studies.")


def designs(data: NetworkData) -> list[tuple[tuple[int, ...], list[int]]]:
    """Design = set of treatments compared in a trial. Every design with the indices of its trials, sorted by design."""
    found: dict[tuple[int, ...], list[int]] = {}
    for i, s in enumerate(data.studies):
        found.setdefault(s.arms, []).append(i)
    return sorted(found.items(), key=lambda item: (len(item[0]), item[0]))


def laplacians(data: NetworkData, tau2: float) -> list[Array]:
    """Per trial the weighted Laplacian C'(V + τ²S)⁻¹C, ``(k, k)``; minus its off-diagonal are the edge weights.

    These are the adjusted weights of multi-arm trials of Rücker & Schwarzer 2014 (doi:10.1002/sim.6236).
    """
    result = []
    for s in data.studies:
        m = len(s.arms) - 1
        shared = (np.eye(m) + np.ones((m, m))) / 2
        c = np.hstack([-np.ones((m, 1)), np.eye(m)])
        result.append(c.T @ np.linalg.inv(s.v + tau2 * shared) @ c)
    return result


def edge_weights(data: NetworkData, tau2: float) -> Array:
    """Aggregated weight of every direct comparison, ``(treatments, treatments)``, symmetric, 0 where there is none."""
    n = len(data.treatments)
    w = np.zeros((n, n))
    for s, laplacian in zip(data.studies, laplacians(data, tau2), strict=True):
        w[np.ix_(s.arms, s.arms)] -= laplacian
    np.fill_diagonal(w, 0.0)
    return w
