"""Network meta-regression: does the effect depend on a property of the trial?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from kneewise.errors import InputError
from kneewise.synthesis.distributions import chi2_p, normal_quantile, two_sided_p
from kneewise.synthesis.network.data import Array, NetworkData
from kneewise.synthesis.network.fit import _tau2, default_reference
from kneewise.synthesis.network.graph import check_connected
from kneewise.synthesis.network.rows import solve, whiten
from kneewise.synthesis.results import Coefficient

COMMON, INDEPENDENT = "common", "independent"


@dataclass(frozen=True)
class RegressionResult:
    """A network meta-regression.

    ``beta`` (p,) and ``cov`` (p, p): first the effects of the treatments other than ``reference`` at the covariates'
    ``centre``, then the slopes. A slope is the change of treatment minus reference per unit of the covariate.
    ``q_residual``, ``df``: residual heterogeneity at tau² = 0. ``left_out``: trials without a value.
    """

    data: NetworkData
    reference: str
    model: str
    tau2: float
    tau2_method: str | None
    slopes: tuple[Coefficient, ...]
    centre: dict[str, float]
    q_residual: float
    df: int
    p_residual: float
    level: float
    left_out: tuple[str, ...]
    beta: Array = field(repr=False)
    cov: Array = field(repr=False)
    columns: Array = field(repr=False)
    covariate_of: tuple[str, ...] = ()

    def effects_at(self, values: Mapping[str, float]) -> dict[str, tuple[float, float]]:
        """Treatment → (effect minus reference, se) for a trial with these covariate values (others at the centre)."""
        for name in values:
            if name not in self.centre:
                raise InputError("covariate", f"{name!r} is not in the model", f"It has: {', '.join(self.centre)}.")
        base = self.data.index(self.reference)
        others = [i for i in range(len(self.data.treatments)) if i != base]
        shift = np.array([values.get(c, self.centre[c]) - self.centre[c] for c in self.covariate_of])
        result = {}
        for position, t in enumerate(others):
            c = np.zeros(len(self.beta))
            c[position] = 1.0
            c[len(others) :] = (self.columns[t] - self.columns[base]) * shift
            result[self.data.treatments[t]] = (float(c @ self.beta), float(np.sqrt(c @ self.cov @ c)))
        return result


def network_meta_regression(
    data: NetworkData,
    covariates: Mapping[str, Mapping[str, float]],
    *,
    slopes: str | Mapping[str, str] = COMMON,
    model: str = "random",
    tau2: str | float = "REML",
    reference: str | None = None,
    centre: bool = True,
    level: float = 0.95,
) -> RegressionResult:
    """Fit effects and slopes together.

    Parameters
    ----------
    covariates
        Name → {study: value}. Trials without a value for every covariate are left out and listed.
    slopes
        ``"common"``: one slope for every treatment against the reference (comparisons among the others then do not
        depend on the covariate); ``"independent"``: one per treatment; or a mapping treatment → class, one slope per
        class (treatments that are not in it, and the reference, have none).
    centre
        Subtract the mean over trials, so that effects are those of an average trial.

    Raises
    ------
    InputError
        A slope that the data do not determine (a class studied at a single value, say), unknown names, or a network
        that falls apart without the trials that lack a value.

    Equals metafor's rma.mv with the same columns (tests/reference/test_network_metafor.py). Beware: slopes between
    trials are observational, and say nothing certain about people within a trial.
    """
    used, left_out = _with_values(data, covariates)
    base = used.index(default_reference(used) if reference is None else reference)
    others = [i for i in range(len(used.treatments)) if i != base]
    rows = whiten(used)
    names, covariate_of, columns = _slope_columns(used, base, slopes, list(covariates))
    value = np.array([[float(v[s.name]) for v in covariates.values()] for s in used.studies])
    middle = value.mean(axis=0) if centre else np.zeros(value.shape[1])
    which = [list(covariates).index(c) for c in covariate_of]
    z = (rows.incidence @ columns) * (value - middle)[rows.study][:, which]
    x = np.hstack([rows.incidence[:, others], z])
    if np.linalg.matrix_rank(x / np.maximum(np.linalg.norm(x, axis=0), 1e-300)) < x.shape[1]:
        raise InputError(
            "covariates",
            f"do not determine every slope ({', '.join(names)})",
            "Use slopes='common', wider classes or fewer covariates.",
        )
    method, t2 = _tau2(tau2, rows.y, x, rows.lam) if model == "random" else (None, 0.0)
    s, q = solve(rows.y, x, rows.lam, t2), solve(rows.y, x, rows.lam, 0.0).q
    df = rows.n - x.shape[1]
    return RegressionResult(
        used,
        used.treatments[base],
        model,
        t2,
        method,
        _coefficients(names, s.beta[len(others) :], s.cov[len(others) :, len(others) :], level),
        dict(zip(covariates, map(float, middle), strict=True)),
        q,
        df,
        chi2_p(q, df),
        level,
        left_out,
        s.beta,
        s.cov,
        columns,
        tuple(covariate_of),
    )


def _with_values(
    data: NetworkData, covariates: Mapping[str, Mapping[str, float]]
) -> tuple[NetworkData, tuple[str, ...]]:
    """The connected network of the trials that have a value for every covariate, and the names of the others."""
    if not covariates:
        raise InputError("covariates", "are empty", "Name at least one.")
    known = {s.name for s in data.studies}
    keep = [i for i, s in enumerate(data.studies) if all(_finite(values.get(s.name)) for values in covariates.values())]
    left_out = tuple(s.name for i, s in enumerate(data.studies) if i not in set(keep))
    for name, values in covariates.items():
        if not known & set(values):
            raise InputError(f"covariate {name}", "has no value for any study", "Use the studies' names as keys.")
    used = data.subset(keep) if left_out else data
    check_connected(used)
    return used, left_out


def _finite(value: object) -> bool:
    return isinstance(value, int | float) and bool(np.isfinite(value))


def _slope_columns(
    data: NetworkData, base: int, slopes: str | Mapping[str, str], covariates: list[str]
) -> tuple[list[str], list[str], Array]:
    """Names of the slopes, the covariate of each, and per treatment whether it has the slope, (treatments, slopes)."""
    n = len(data.treatments)
    if slopes == COMMON:
        groups = {"": [i for i in range(n) if i != base]}
    elif slopes == INDEPENDENT:
        groups = {data.treatments[i]: [i] for i in range(n) if i != base}
    elif isinstance(slopes, Mapping):
        groups = {}
        for treatment, group in slopes.items():
            if data.index(treatment) != base:
                groups.setdefault(group, []).append(data.index(treatment))
    else:
        raise InputError("slopes", f"is {slopes!r}", "Choose common, independent, or a mapping treatment → class.")
    names, of, columns = [], [], []
    for covariate in covariates:
        for group, members in groups.items():
            names.append(f"{covariate}: {group}" if group else covariate)
            of.append(covariate)
            column = np.zeros(n)
            column[members] = 1.0
            columns.append(column)
    return names, of, np.array(columns).T


def _coefficients(names: list[str], beta: Array, cov: Array, level: float) -> tuple[Coefficient, ...]:
    quantile = normal_quantile(0.5 + level / 2)
    result = []
    for name, estimate, variance in zip(names, beta, np.diag(cov), strict=True):
        b, se = float(estimate), float(np.sqrt(variance))
        ci = (b - quantile * se, b + quantile * se)
        result.append(Coefficient(name, b, se, ci, b / se, float(two_sided_p(b / se))))
    return tuple(result)
