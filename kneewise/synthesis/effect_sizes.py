"""Effect sizes and sampling variances from the two arms of a trial: MD, SMD, OR, RR, RD.

Group 1 is the treatment, group 2 the reference; effects are 1 minus 2, OR and RR on the log scale. Equal to
metafor's ``escalc`` (tests/reference/test_metafor_pairwise.py).

Sources: Hedges (1981) J Educ Stat 6:107 (exact correction); Hedges & Olkin (1985), Viechtbauer (2007) J Educ
Behav Stat 32:39 (variances of SMD); Fleiss (1993) Stat Methods Med Res 2:121 (OR, RR, RD); Sweeting et al.
(2004) Stat Med 23:1351 (treatment-arm correction).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from kneewise.errors import InputError

Array = NDArray[np.float64]

CONTINUOUS_MEASURES = ("MD", "SMD")
BINARY_MEASURES = ("OR", "RR", "RD")
MEASURES = CONTINUOUS_MEASURES + BINARY_MEASURES
LOG_MEASURES = ("OR", "RR")
SMD_VARIANCES = ("LS", "LS2", "UB")
CORRECTIONS = ("constant", "treatment-arm", "none")
CORRECT_WHERE = ("zero-cells", "all", "if-any")

# Half an event is the convention since Haldane and Gart; others can be given.
DEFAULT_ADD = 0.5


@dataclass(frozen=True, slots=True)
class EffectSizes:
    """Effects ``yi`` and variances ``vi``, shape (k,), NaN where the measure is not defined.

    ``measure``: its name; ``corrected``, ``double_zero``: boolean masks, shape (k,), of trials to which a
    continuity correction was added, and of trials with no events (or only events) in both arms.
    """

    measure: str
    yi: Array
    vi: Array
    corrected: NDArray[np.bool_]
    double_zero: NDArray[np.bool_]

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Trials with a finite effect and a positive, finite variance, shape (k,)."""
        return np.isfinite(self.yi) & np.isfinite(self.vi) & (self.vi > 0)


def hedges_correction(df: ArrayLike) -> Array:
    """Exact small-sample factor J = Γ(m/2) / (sqrt(m/2) Γ((m-1)/2)) for m = ``df`` > 1 (Hedges 1981, eq.
    6e).
    """
    m = np.asarray(df, dtype=float)
    return np.exp(gammaln(m / 2) - gammaln((m - 1) / 2) - 0.5 * np.log(m / 2))


def _arrays(*values: ArrayLike) -> list[Array]:
    return [np.atleast_1d(np.asarray(value, dtype=float)) for value in values]


def _check(name: str, values: Array, bad: NDArray[np.bool_], problem: str, remedy: str) -> None:
    if bad.any():
        row = int(np.argmax(bad))
        raise InputError(f"trial {row + 1}, {name}", f"is {values[row]:g}; {problem}", remedy)


def pooled_sd(sd1: ArrayLike, n1: ArrayLike, sd2: ArrayLike, n2: ArrayLike) -> Array:
    """Standard deviation pooled over two arms with n - 1 weights, shape (k,), unit of the outcome."""
    s1, m1, s2, m2 = _arrays(sd1, n1, sd2, n2)
    return np.sqrt(((m1 - 1) * s1**2 + (m2 - 1) * s2**2) / (m1 + m2 - 2))


def _check_arms(n1: Array, n2: Array) -> None:
    for name, n in (("n of group 1", n1), ("n of group 2", n2)):
        _check(name, n, ~(n > 0), "a group needs people", "Give the number analysed in each arm.")


def mean_difference(
    mean1: ArrayLike, sd1: ArrayLike, n1: ArrayLike, mean2: ArrayLike, sd2: ArrayLike, n2: ArrayLike
) -> EffectSizes:
    """Mean difference, variance ``sd1²/n1 + sd2²/n2`` (variances need not be equal). Unit of the outcome.

    All arguments: shape (k,). Raises InputError for a negative SD or an arm without people.
    """
    m1, s1, k1, m2, s2, k2 = _arrays(mean1, sd1, n1, mean2, sd2, n2)
    _check_continuous(s1, k1, s2, k2)
    none = np.zeros(len(m1), dtype=bool)
    return EffectSizes("MD", m1 - m2, s1**2 / k1 + s2**2 / k2, none, none)


def _check_continuous(s1: Array, n1: Array, s2: Array, n2: Array) -> None:
    _check_arms(n1, n2)
    for name, s in (("sd of group 1", s1), ("sd of group 2", s2)):
        _check(name, s, s < 0, "a standard deviation cannot be negative", "Give the SD as published.")


def standardised_mean_difference(
    mean1: ArrayLike,
    sd1: ArrayLike,
    n1: ArrayLike,
    mean2: ArrayLike,
    sd2: ArrayLike,
    n2: ArrayLike,
    variance: str = "LS",
) -> EffectSizes:
    """Hedges' g with the exact gamma-function correction (in SDs, pooled over the two arms).

    Parameters
    ----------
    mean1, sd1, n1, mean2, sd2, n2
        Arm summaries, shape (k,); n1 + n2 > 3.
    variance
        ``"LS"``: ``1/n1 + 1/n2 + g²/(2(n1+n2))`` (metafor's and RevMan's usual large-sample form);
        ``"LS2"``: ``J² (1/n1 + 1/n2 + d²/(2(n1+n2)))``;
        ``"UB"``: unbiased, ``1/n1 + 1/n2 + (1 - (m-2)/(m J²)) g²`` with m = n1 + n2 - 2 (Hedges 1983).
    """
    m1, s1, k1, m2, s2, k2 = _arrays(mean1, sd1, n1, mean2, sd2, n2)
    _check_continuous(s1, k1, s2, k2)
    _check("n of both groups", k1 + k2, k1 + k2 <= 3, "SMD needs at least 4 people", "Use MD for this trial.")
    if variance not in SMD_VARIANCES:
        raise InputError("variance", f"is '{variance}'", f"Use one of {', '.join(SMD_VARIANCES)}.")
    m = k1 + k2 - 2
    j = hedges_correction(m)
    with np.errstate(divide="ignore", invalid="ignore"):
        d = (m1 - m2) / pooled_sd(s1, k1, s2, k2)
        g = j * d
        if variance == "LS":
            v = 1 / k1 + 1 / k2 + g**2 / (2 * (k1 + k2))
        elif variance == "LS2":
            v = j**2 * (1 / k1 + 1 / k2 + d**2 / (2 * (k1 + k2)))
        else:
            v = 1 / k1 + 1 / k2 + (1 - (m - 2) / (m * j**2)) * g**2
    none = np.zeros(len(g), dtype=bool)
    return EffectSizes("SMD", g, v, none, none)


def _additions(n1: Array, n2: Array, correction: str, add: float) -> tuple[Array, Array]:
    """What is added to each cell of arm 1 and arm 2, shape (k,)."""
    if correction == "none":
        return np.zeros_like(n1), np.zeros_like(n2)
    if correction == "constant":
        return np.full_like(n1, add), np.full_like(n2, add)
    # Sweeting: in proportion to the reciprocal of the other arm's size, adding up to 2 * add over the two
    # arms.
    share = n1 / (n1 + n2)
    return 2 * add * share, 2 * add * (1 - share)


def binary_effect(
    measure: str,
    events1: ArrayLike,
    n1: ArrayLike,
    events2: ArrayLike,
    n2: ArrayLike,
    correction: str = "constant",
    add: float = DEFAULT_ADD,
    where: str = "zero-cells",
    drop_double_zero: bool = False,
) -> EffectSizes:
    """Log odds ratio, log risk ratio or risk difference with its large-sample variance.

    Parameters
    ----------
    measure
        ``"OR"``, ``"RR"`` (both on the log scale) or ``"RD"``.
    events1, n1, events2, n2
        People with the event and people in each arm, shape (k,), 0 <= events <= n, n > 0.
    correction
        ``"constant"`` adds ``add`` to each of the four cells; ``"treatment-arm"`` adds in proportion to the
        arm's size, ``2 add n_arm / (n1 + n2)`` (Sweeting 2004); ``"none"`` adds nothing, so that trials with
        a zero cell are undefined for OR and RR and left out.
    where
        ``"zero-cells"``: only trials with an empty cell; ``"all"``: every trial; ``"if-any"``: every trial as
        soon as one has an empty cell (metafor's ``only0``, ``all``, ``if0all``).
    drop_double_zero
        Leave out trials without events, or with only events, in both arms (metafor's ``drop00``). By default
        they stay, with the correction, as in metafor; `EffectSizes.double_zero` reports them either way.
    """
    a, m1, c, m2 = _arrays(events1, n1, events2, n2)
    _check_binary(measure, a, m1, c, m2, correction, where)
    b, d = m1 - a, m2 - c
    double_zero = ((a == 0) & (c == 0)) | ((b == 0) & (d == 0))
    empty = (a == 0) | (b == 0) | (c == 0) | (d == 0)
    mask = empty if where == "zero-cells" else np.full(len(a), where == "all" or bool(empty.any()))
    add1, add2 = _additions(m1, m2, correction, add)
    add1, add2 = np.where(mask, add1, 0.0), np.where(mask, add2, 0.0)
    a, b, c, d = a + add1, b + add1, c + add2, d + add2
    t1, t2 = a + b, c + d
    p1, p2 = a / t1, c / t2
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "OR":
            y, v = np.log(a) - np.log(b) - np.log(c) + np.log(d), 1 / a + 1 / b + 1 / c + 1 / d
        elif measure == "RR":
            y, v = np.log(p1) - np.log(p2), 1 / a - 1 / t1 + 1 / c - 1 / t2
        else:
            y, v = p1 - p2, p1 * (1 - p1) / t1 + p2 * (1 - p2) / t2
    undefined = ~(np.isfinite(y) & np.isfinite(v)) | (double_zero if drop_double_zero else False)
    y, v = np.where(undefined, np.nan, y), np.where(undefined, np.nan, v)
    return EffectSizes(measure, y, v, (add1 > 0) & ~undefined, double_zero)


def _check_binary(measure: str, a: Array, n1: Array, c: Array, n2: Array, correction: str, where: str) -> None:
    if measure not in BINARY_MEASURES:
        raise InputError("measure", f"is '{measure}'", f"Use one of {', '.join(BINARY_MEASURES)} for events.")
    if correction not in CORRECTIONS:
        raise InputError("correction", f"is '{correction}'", f"Use one of {', '.join(CORRECTIONS)}.")
    if where not in CORRECT_WHERE:
        raise InputError("where", f"is '{where}'", f"Use one of {', '.join(CORRECT_WHERE)}.")
    _check_arms(n1, n2)
    for name, events, n in (("events of group 1", a, n1), ("events of group 2", c, n2)):
        outside = (events < 0) | (events > n)
        _check(name, events, outside, "events lie between 0 and n", "Count people, each once.")


def effect_sizes(
    measure: str,
    *,
    mean1: ArrayLike | None = None,
    sd1: ArrayLike | None = None,
    mean2: ArrayLike | None = None,
    sd2: ArrayLike | None = None,
    events1: ArrayLike | None = None,
    events2: ArrayLike | None = None,
    n1: ArrayLike,
    n2: ArrayLike,
    smd_variance: str = "LS",
    correction: str = "constant",
    add: float = DEFAULT_ADD,
    where: str = "zero-cells",
    drop_double_zero: bool = False,
) -> EffectSizes:
    """Effects of any measure from arm data; see the function of each measure for shapes, formulas and
    options.

    MD and SMD need means and SDs, OR, RR and RD need events; InputError names what is missing.
    """
    if measure in CONTINUOUS_MEASURES:
        if mean1 is None or sd1 is None or mean2 is None or sd2 is None:
            raise InputError("measure", f"{measure} needs means and SDs of both arms", "Give mean and sd.")
        if measure == "MD":
            return mean_difference(mean1, sd1, n1, mean2, sd2, n2)
        return standardised_mean_difference(mean1, sd1, n1, mean2, sd2, n2, smd_variance)
    if measure not in MEASURES:
        raise InputError("measure", f"is '{measure}'", f"Use one of {', '.join(MEASURES)}.")
    if events1 is None or events2 is None:
        raise InputError("measure", f"{measure} needs events of both arms", "Give events and n.")
    return binary_effect(measure, events1, n1, events2, n2, correction, add, where, drop_double_zero)
