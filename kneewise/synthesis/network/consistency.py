"""Do direct and indirect evidence agree? Q within and between designs, design-by-treatment interaction, net heat.

A design is the set of treatments that a trial compares. Within a design the trials can differ only by heterogeneity;
designs can moreover disagree with each other, which is inconsistency (Higgins 2012, doi:10.1002/jrsm.1044; White 2012,
doi:10.1002/jrsm.1045; Krahn 2013, doi:10.1186/1471-2288-13-35).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from kneewise.synthesis.network.data import Array, NetworkData
from kneewise.synthesis.network.graph import check_connected, designs
from kneewise.synthesis.network.heterogeneity import estimate_tau2
from kneewise.synthesis.network.rows import Rows, solve, whiten


@dataclass(frozen=True)
class QPart:
    """A chi-squared statistic with its degrees of freedom; ``p`` is None without degrees of freedom."""

    q: float
    df: int

    @property
    def p(self) -> float | None:
        """Probability of a larger value by chance."""
        return float(chi2.sf(self.q, self.df)) if self.df > 0 else None


@dataclass(frozen=True)
class Decomposition:
    """Cochran's Q of a common-effect network, ``total = within + between`` designs.

    ``within_design``: heterogeneity between the trials of each design that was used more than once.
    """

    total: QPart
    within: QPart
    between: QPart
    within_design: dict[str, QPart]


@dataclass(frozen=True)
class Interaction:
    """Design-by-treatment interaction test: Wald ``statistic`` of all interaction terms at the tau² of that model."""

    statistic: float
    df: int
    p: float | None
    tau2: float
    tau2_method: str


@dataclass(frozen=True)
class NetHeat:
    """Data of a net heat plot; designs name rows and columns.

    ``hat`` (designs, designs): how much the column's direct estimate counts in the row's network estimate (sum of
    squared hat-matrix entries' magnitudes; plain |h| for two-arm designs). ``q_change``: contribution of the row's
    design to Q between designs minus the same after the column's design is detached: positive, the column's design
    explains inconsistency of the row's; NaN where detaching is impossible.
    """

    designs: tuple[str, ...]
    hat: Array
    q_change: Array
    tau2: float


def design_name(data: NetworkData, arms: tuple[int, ...]) -> str:
    """``"A:B:C"``."""
    return ":".join(data.treatments[a] for a in arms)


def _design_columns(data: NetworkData, rows: Rows) -> tuple[Array, list[tuple[str, slice, list[int]]]]:
    """Columns that give every design its own effects (N, Σ(arms − 1)), and per design name, columns, trials."""
    found = designs(data)
    x = np.zeros((rows.n, sum(len(arms) - 1 for arms, _ in found)))
    parts, start = [], 0
    for arms, trials in found:
        at = np.isin(rows.study, trials)
        columns = slice(start, start + len(arms) - 1)
        x[at, columns] = rows.incidence[at][:, arms[1:]]
        parts.append((design_name(data, arms), columns, trials))
        start = columns.stop
    return x, parts


def _design_level(
    data: NetworkData, rows: Rows, tau2: float
) -> tuple[Array, Array, Array, list[tuple[str, slice, list[int]]]]:
    """Design-level estimates (m,), their information (block diagonal, m × m), their design matrix, and the parts."""
    x, parts = _design_columns(data, rows)
    w = 1 / (rows.lam + tau2)
    information = (x * w[:, None]).T @ x
    estimate = np.asarray(np.linalg.solve(information, (x * w[:, None]).T @ rows.y), dtype=np.float64)
    basic = np.zeros((x.shape[1], len(data.treatments)))
    for (arms, _), (_, columns, _) in zip(designs(data), parts, strict=True):
        for column, arm in zip(range(columns.start, columns.stop), arms[1:], strict=True):
            basic[column, arm], basic[column, arms[0]] = 1.0, -1.0
    return estimate, information, basic[:, 1:], parts


def decompose_q(data: NetworkData) -> Decomposition:
    """`Decomposition` of Q; equals netmeta's ``decomp.design`` (tests/reference/test_network_netmeta.py)."""
    check_connected(data)
    rows = whiten(data)
    total = solve(rows.y, rows.incidence[:, 1:], rows.lam, 0.0).q
    df = rows.n - (len(data.treatments) - 1)
    within_design = _within_designs(data, rows, 0.0)
    within = QPart(sum(p.q for p in within_design.values()), sum(p.df for p in within_design.values()))
    between = QPart(max(total - within.q, 0.0) if df > within.df else 0.0, df - within.df)
    return Decomposition(QPart(total, df), within, between, within_design)


def _within_designs(data: NetworkData, rows: Rows, tau2: float) -> dict[str, QPart]:
    """Q of every design with several trials around its own effects."""
    first = np.searchsorted(rows.study, np.arange(data.k + 1))
    result = {}
    for arms, trials in designs(data):
        if len(trials) == 1:
            continue
        at = np.concatenate([np.arange(first[i], first[i + 1]) for i in trials])
        own = solve(rows.y[at], rows.incidence[at][:, arms[1:]], rows.lam[at], tau2)
        result[design_name(data, arms)] = QPart(own.q, len(at) - len(arms) + 1)
    return result


def detach_designs(data: NetworkData) -> dict[str, QPart]:
    """Q between designs that is left after the named design gets effects of its own (Krahn 2013).

    Designs whose removal would leave a treatment without evidence are not listed.
    """
    check_connected(data)
    estimate, information, basic, parts = _design_level(data, whiten(data), 0.0)
    detached = {}
    for name, columns, _ in parts if len(estimate) > basic.shape[1] else []:
        residual, rank = _detach(estimate, information, basic, columns)
        if residual is not None:
            freedom = len(estimate) - rank
            detached[name] = QPart(float(residual @ information @ residual) if freedom else 0.0, freedom)
    return detached


def _detach(estimate: Array, information: Array, basic: Array, columns: slice) -> tuple[Array | None, int]:
    """Residuals of the design-level model when one design gets its own effects, and the model's rank.

    None if the rest of the network then no longer determines all treatments.
    """
    own = np.zeros((len(estimate), columns.stop - columns.start))
    own[columns] = np.eye(own.shape[1])
    rest = basic.copy()
    rest[columns] = 0.0
    x = np.hstack([rest, own])
    rank = int(np.linalg.matrix_rank(x))
    if rank < x.shape[1]:
        return None, rank
    beta = np.linalg.solve(x.T @ information @ x, x.T @ information @ estimate)
    return estimate - x @ beta, rank


def design_interaction(data: NetworkData, method: str = "REML") -> Interaction:
    """Wald test that all designs share one set of effects, at the tau² of the full interaction model.

    ``method`` as in `estimate_tau2`; with DL this is netmeta's "between designs, random effects". Without loops along
    different designs there is nothing to test: ``df == 0`` and ``p`` is None.
    """
    check_connected(data)
    rows = whiten(data)
    tau2 = _tau2_within(data, rows, method)
    consistent = solve(rows.y, rows.incidence[:, 1:], rows.lam, tau2).q
    saturated = sum(part.q for part in _within_designs(data, rows, tau2).values())
    df = sum(len(arms) - 1 for arms, _ in designs(data)) - (len(data.treatments) - 1)
    statistic = max(consistent - saturated, 0.0) if df > 0 else 0.0
    return Interaction(statistic, df, float(chi2.sf(statistic, df)) if df > 0 else None, tau2, method)


def _tau2_within(data: NetworkData, rows: Rows, method: str) -> float:
    """tau² of the full interaction model.

    Designs with a single trial are fitted exactly and add nothing to these criteria, so their rows are left out; the
    criteria of ML, HS and SJ count every row.
    """
    x, parts = _design_columns(data, rows)
    if method in ("ML", "HS", "SJ"):
        return estimate_tau2(method, rows.y, x, rows.lam)
    repeated = [(columns, trials) for _, columns, trials in parts if len(trials) > 1]
    if not repeated:
        return 0.0
    at = np.isin(rows.study, np.concatenate([trials for _, trials in repeated]))
    own = np.concatenate([np.arange(c.start, c.stop) for c, _ in repeated])
    return estimate_tau2(method, rows.y[at], x[np.ix_(at, own)], rows.lam[at])


def net_heat(data: NetworkData, *, random: bool = False) -> NetHeat | None:
    """`NetHeat` of a common-effect network, or at the DL tau² within designs; None without inconsistency to show.

    For two-arm designs equal to netmeta's ``netheat``; several contrasts of one multi-arm design are added up here,
    since their split would depend on the arm chosen as baseline.
    """
    check_connected(data)
    rows = whiten(data)
    tau2 = _tau2_within(data, rows, "DL") if random else 0.0
    estimate, information, basic, parts = _design_level(data, rows, tau2)
    if len(estimate) == basic.shape[1]:
        return None
    cov = np.linalg.inv(basic.T @ information @ basic)
    hat_full = basic @ cov @ basic.T @ information
    residual = estimate - hat_full @ estimate
    own = _per_design(residual * (information @ residual), parts)
    m = len(parts)
    hat, change = np.zeros((m, m)), np.full((m, m), np.nan)
    for j, (_, columns, _) in enumerate(parts):
        for i, (_, other, _) in enumerate(parts):
            hat[i, j] = np.sqrt((hat_full[other, columns] ** 2).sum())
        left, _ = _detach(estimate, information, basic, columns)
        if left is not None:
            left[columns] = 0.0
            change[:, j] = own - _per_design(left * (information @ left), parts)
    return NetHeat(tuple(name for name, _, _ in parts), hat, change, tau2)


def _per_design(values: Array, parts: list[tuple[str, slice, list[int]]]) -> Array:
    """Sums over the columns of every design."""
    return np.array([values[columns].sum() for _, columns, _ in parts])
