"""Additive component model: the effect of ``"bmac+prp"`` is that of bmac plus that of prp (Welton 2009; Rücker 2020,
doi:10.1002/bimj.201800167). It can join networks that share components but no treatment."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kneewise.errors import InputError
from kneewise.synthesis.distributions import normal_quantile, two_sided_p
from kneewise.synthesis.network.consistency import QPart
from kneewise.synthesis.network.data import Array, NetworkData
from kneewise.synthesis.network.fit import _tau2
from kneewise.synthesis.network.graph import part_of_each_treatment
from kneewise.synthesis.network.rows import solve, whiten
from kneewise.synthesis.results import Coefficient

# A combination is estimable if it lies in the row space of the design; relative distance above this says it does not.
ESTIMABLE = 1e-9


@dataclass(frozen=True)
class AdditiveResult:
    """``components``: the effect of adding each, None where the trials do not determine it.

    ``q_additive``: lack of fit and heterogeneity together. ``q_difference``: what additivity costs against the
    standard network (only for a connected network). ``connected`` says whether the network holds together without
    the additive assumption.
    """

    data: NetworkData
    model: str
    tau2: float
    tau2_method: str | None
    inactive: str | None
    names: tuple[str, ...]
    components: tuple[Coefficient | None, ...]
    q_additive: QPart
    q_difference: QPart | None
    connected: bool
    level: float
    separator: str
    beta: Array = field(repr=False)
    cov: Array = field(repr=False)
    row_space: Array = field(repr=False)

    def effect(self, treatment: str, reference: str) -> Coefficient | None:
        """Treatment minus reference under additivity, also of combinations that no trial used; None if unknowable."""
        c = self._combination(treatment) - self._combination(reference)
        return _coefficient(f"{treatment} − {reference}", c, self.beta, self.cov, self.row_space, self.level)

    def _combination(self, treatment: str) -> Array:
        return _parts(treatment, self.separator, self.inactive, self.names)


def additive_components(
    data: NetworkData,
    *,
    inactive: str | None = None,
    separator: str = "+",
    model: str = "random",
    tau2: str | float = "REML",
    level: float = 0.95,
) -> AdditiveResult:
    """Fit the additive component model to a network, connected or not.

    ``inactive`` is the treatment (placebo, say) that has no effect by definition; without one only differences
    between combinations are determined. Raises `InputError` for an unknown inactive treatment or option, a single
    trial, or a treatment name with an empty part. Equals netmeta's netcomb and discomb.
    """
    if model not in ("random", "common"):
        raise InputError("model", f"is {model!r}", "Choose random or common.")
    if data.k < 2:
        raise InputError("network", "has only one study", "A synthesis needs at least two studies.")
    split = {t: [p.strip() for p in t.split(separator)] for t in data.treatments}
    for treatment, parts in split.items():
        if not all(parts):
            raise InputError("treatment", f"{treatment!r} has an empty component", f"Write it as a{separator}b.")
    if inactive is not None and inactive not in {p for parts in split.values() for p in parts}:
        raise InputError("inactive", f"is {inactive!r}, which is in no treatment", "Name a component.")
    names = tuple(sorted({p for parts in split.values() for p in parts} - {inactive}))
    combination = np.array([_parts(t, separator, inactive, names) for t in data.treatments])
    rows = whiten(data)
    x = rows.incidence @ combination
    _, singular, vt = np.linalg.svd(x, full_matrices=False)
    rank = int((singular > ESTIMABLE * singular[0]).sum())
    space = vt[:rank].T  # (components, rank)
    reduced = x @ space
    method, t2 = _tau2(tau2, rows.y, reduced, rows.lam) if model == "random" else (None, 0.0)
    s = solve(rows.y, reduced, rows.lam, t2)
    q_common = solve(rows.y, reduced, rows.lam, 0.0).q
    q_additive = QPart(q_common if rows.n > rank else 0.0, rows.n - rank)
    connected = bool(part_of_each_treatment(data).max() == 0)
    difference = None
    if connected:
        standard = solve(rows.y, rows.incidence[:, 1:], rows.lam, 0.0).q
        freedom = len(data.treatments) - 1 - rank
        difference = QPart(max(q_common - standard, 0.0) if freedom else 0.0, freedom)
    beta, cov = space @ s.beta, space @ s.cov @ space.T
    return AdditiveResult(
        data,
        model,
        t2,
        method,
        inactive,
        names,
        tuple(
            _coefficient(name, unit, beta, cov, space, level)
            for name, unit in zip(names, np.eye(len(names)), strict=True)
        ),
        q_additive,
        difference,
        connected,
        level,
        separator,
        beta,
        cov,
        space,
    )


def _parts(treatment: str, separator: str, inactive: str | None, names: tuple[str, ...]) -> Array:
    """How often each component is in a treatment, (components,)."""
    c = np.zeros(len(names))
    for part in treatment.split(separator):
        name = part.strip()
        if name == inactive:
            continue
        if name not in names:
            raise InputError("treatment", f"{name!r} is not a component", f"The components are: {', '.join(names)}.")
        c[names.index(name)] += 1.0
    return c


def _coefficient(name: str, c: Array, beta: Array, cov: Array, space: Array, level: float) -> Coefficient | None:
    """c'β with its interval; None if c lies outside the row space."""
    size = float(np.linalg.norm(c))
    if size == 0 or np.linalg.norm(c - space @ (space.T @ c)) > ESTIMABLE * max(size, 1.0):
        return None
    estimate, se = float(c @ beta), float(np.sqrt(c @ cov @ c))
    half = normal_quantile(0.5 + level / 2) * se
    return Coefficient(
        name, estimate, se, (estimate - half, estimate + half), estimate / se, float(two_sided_p(estimate / se))
    )
