"""Rows of a table of trials, checked and grouped for the joint model.

Two tables are read: arms (one row per trial, treatment, outcome and time) and published contrasts. Whatever cannot be
used is returned as a `Finding` with the rows and the reason; nothing is dropped in silence.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from kneewise.errors import InputError

WINDOWS = {6: (3.0, 8.0), 13: (9.0, 17.0), 26: (18.0, 35.0), 52: (36.0, 65.0), 104: (66.0, 130.0)}
# Earlier than the first window; corticosteroid trials report it, and it has its own knot.
EARLY_WINDOW, EARLY_WEEKS = 2, (0.5, 2.999)

# Final values are corrected for a chance difference at baseline by this slope, changes by one minus it: the analysis of
# covariance with a baseline-to-final correlation of 0.5 (Vickers & Altman 2001, doi:10.1136/bmj.323.7321.1123; Cochrane
# Handbook 6.5.2.8 for the correlation). The sampling variance falls by 1 - slope².
BASELINE_SLOPE = 0.5

# People per arm assumed where a published contrast gives a standard error and no numbers; it only splits the variance.
UNKNOWN_ARM_SIZE = 50.0

# An average this far above its own baseline, points on 0-100: twice what control arms improve by.
WORSE_THAN_BASELINE = 25.0

ARM_COLUMNS = ("trial_id", "treatment", "outcome", "week", "mean", "sd", "n")
CONTRAST_COLUMNS = ("trial_id", "treatment_1", "treatment_2", "outcome", "week", "md", "md_se")


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm at one time: mean and its standard error in points on 0-100, higher worse."""

    treatment: str
    outcome: str
    week: float
    window: int
    mean: float
    se: float
    n: float
    row_id: str = ""
    n_known: bool = True
    """False where n was worked out from the spread and only feeds the small-study term."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A published difference ``arm_1 - arm_2``; the arms' means are unknown (held as 0)."""

    arm_1: Arm
    arm_2: Arm
    effect: float
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The arms of one trial, outcome and window, two or more."""

    trial: str
    outcome: str
    window: int
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the rows that a person must know: what was found, where, and what was done."""

    kind: str
    trial: str
    words: str
    excluded: bool


@dataclass
class Reading:
    """Groups of arms and published contrasts that the model uses, and what was found on the way."""

    groups: list[Group] = field(default_factory=list)
    contrasts: list[tuple[str, Contrast]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def trials(self) -> list[str]:
        return sorted({g.trial for g in self.groups} | {t for t, _ in self.contrasts})


def window_of(week: float) -> int | None:
    """The window a week falls in; None between and beyond windows."""
    if EARLY_WEEKS[0] <= week <= EARLY_WEEKS[1]:
        return EARLY_WINDOW
    return next((name for name, (low, high) in WINDOWS.items() if low <= week <= high), None)


def _require(frame: pl.DataFrame, columns: Iterable[str], what: str) -> None:
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise InputError(
            what, f"lacks the column {', '.join(missing)}", "Add it; docs/methods/joint_model.md lists all."
        )


def _number(row: Mapping[str, Any], column: str, what: str, index: int, *, above_zero: bool = False) -> float | None:
    """A finite number, or None where the cell is empty; InputError naming row and column otherwise."""
    value = row[column]
    if value is None:
        return None
    where = f"{what} row {index + 1}, column {column}"
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise InputError(where, f"is '{value}', which is not a number", "Give a number or leave it empty.") from None
    if math.isnan(number):
        return None
    if not math.isfinite(number) or (above_zero and number <= 0):
        raise InputError(
            where, f"is {value}; it must be a finite number{' above 0' if above_zero else ''}", "Correct it."
        )
    return number


def _arm_rows(frame: pl.DataFrame, findings: list[Finding]) -> dict[tuple[str, str, int], list[dict[str, Any]]]:
    """Usable arm rows by trial, outcome and window."""
    _require(frame, ARM_COLUMNS, "arms")
    grouped: dict[tuple[str, str, int], list[dict[str, Any]]] = defaultdict(list)
    for index, row in enumerate(frame.iter_rows(named=True)):
        if row["outcome"] not in ("pain", "function"):
            continue
        week = _number(row, "week", "arms", index)
        mean = _number(row, "mean", "arms", index)
        sd = _number(row, "sd", "arms", index, above_zero=True)
        n = _number(row, "n", "arms", index, above_zero=True)
        window = None if week is None else window_of(week)
        if week is None or mean is None or sd is None or n is None or window is None:
            lacks = "a week within a window" if window is None else "a mean, standard deviation or number of people"
            findings.append(Finding("incomplete", row["trial_id"], f"an arm of {row['treatment']} lacks {lacks}", True))
            continue
        if _doubtful_direction(row, mean, findings):
            continue
        usable = dict(row) | {"week": week, "mean": mean, "sd": sd, "n": n, "window": window}
        grouped[(row["trial_id"], row["outcome"], window)].append(usable)
    return grouped


def _doubtful_direction(row: Mapping[str, Any], mean: float, findings: list[Finding]) -> bool:
    """Notes a mean that contradicts its own scale or baseline; whether the row must be left out.

    A final value outside 0-100 is impossible (a change entered as a final value, or a scale not rescaled). People who
    end far worse than they began are possible but rare: the row is kept and reported.
    """
    final = (row.get("value_type") or "final") == "final"
    if final and not 0 <= mean <= 100:
        words = (
            f"{row['treatment']} has a final {row['outcome']} of {mean:g}, off the scale of 0 to 100: perhaps a change"
        )
        findings.append(Finding("direction", row["trial_id"], words, True))
        return True
    baseline = row.get("baseline_mean")
    worse = mean if not final else None if baseline is None else mean - float(baseline)
    if worse is not None and worse > WORSE_THAN_BASELINE:
        words = f"{row['treatment']} ends {worse:.0f} points worse than it began for {row['outcome']}"
        words += ": check which end of the scale is good"
        findings.append(Finding("direction", row["trial_id"], words, False))
    return False


def _one_kind(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of one value type and instrument: changes and finals, or two scales, are not subtracted from each other."""
    kinds: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        kinds[(row.get("value_type") or "final", row.get("instrument") or "")].append(row)
    return max(kinds.values(), key=lambda members: len({m["treatment"] for m in members}))


def _nearest_week(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Per arm, the row whose week is nearest the window's name."""
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["treatment"], str(row.get("arm_id") or ""))
        if key not in best or abs(row["week"] - row["window"]) < abs(best[key]["week"] - row["window"]):
            best[key] = row
    return list(best.values())


def _merged(rows: list[dict[str, Any]], adjust: bool) -> Arm:
    """Arms of the same treatment as one (Cochrane Handbook 6.5.2.10), corrected for baseline where ``adjust``."""
    n = sum(r["n"] for r in rows)

    def corrected(r: Mapping[str, Any]) -> float:
        if not adjust:
            return float(r["mean"])
        slope = BASELINE_SLOPE if (r.get("value_type") or "final") == "final" else BASELINE_SLOPE - 1
        return float(r["mean"] - slope * r["baseline_mean"])

    mean = sum(r["n"] * corrected(r) for r in rows) / n
    if len(rows) == 1:
        variance = rows[0]["sd"] ** 2
    else:
        within = sum((r["n"] - 1) * r["sd"] ** 2 for r in rows)
        variance = (within + sum(r["n"] * (corrected(r) - mean) ** 2 for r in rows)) / max(n - 1, 1)
    if adjust:
        variance *= 1 - BASELINE_SLOPE**2
    week = sum(r["n"] * r["week"] for r in rows) / n
    first = rows[0]
    return Arm(
        treatment=first["treatment"],
        outcome=first["outcome"],
        week=week,
        window=first["window"],
        mean=mean,
        se=math.sqrt(variance / n),
        n=n,
        row_id=str(first.get("row_id") or ""),
        n_known=all(r.get("n_known") is not False for r in rows),
    )


def _groups(grouped: Mapping[tuple[str, str, int], list[dict[str, Any]]], findings: list[Finding]) -> list[Group]:
    out = []
    for (trial, outcome, window), rows in sorted(grouped.items()):
        rows = _nearest_week(_one_kind(rows))
        treatments = sorted({r["treatment"] for r in rows})
        if len(treatments) < 2:
            words = (
                f"only {treatments[0]} has a usable {outcome} value around week {window}: nothing to compare it with"
            )
            findings.append(Finding("single_arm", trial, words, True))
            continue
        adjust = all(r.get("baseline_mean") is not None for r in rows)
        arms = [_merged([r for r in rows if r["treatment"] == t], adjust) for t in treatments]
        out.append(Group(trial, outcome, window, tuple(arms)))
    return out


def _contrast(row: Mapping[str, Any], index: int) -> Contrast | None:
    week = _number(row, "week", "contrasts", index)
    effect = _number(row, "md", "contrasts", index)
    se = _number(row, "md_se", "contrasts", index, above_zero=True)
    window = None if week is None else window_of(week)
    if week is None or effect is None or se is None or window is None:
        return None
    n1 = _number(row, "n_1", "contrasts", index, above_zero=True) if "n_1" in row else None
    n2 = _number(row, "n_2", "contrasts", index, above_zero=True) if "n_2" in row else None
    known = n1 is not None and n2 is not None
    n1, n2 = n1 or UNKNOWN_ARM_SIZE, n2 or UNKNOWN_ARM_SIZE
    sigma2 = se**2 / (1 / n1 + 1 / n2)
    one, two = (
        Arm(row[f"treatment_{k}"], row["outcome"], week, window, 0.0, math.sqrt(sigma2 / n), n, "", known)
        for k, n in ((1, n1), (2, n2))
    )
    return Contrast(one, two, effect, str(row.get("row_id") or ""))


def _contrasts(
    frame: pl.DataFrame, have: set[tuple[str, str, int, str]], findings: list[Finding]
) -> list[tuple[str, Contrast]]:
    """Published contrasts whose two arms are not both known by their means (no double counting)."""
    _require(frame, CONTRAST_COLUMNS, "contrasts")
    out: dict[tuple[str, str, int, str, str], tuple[str, Contrast]] = {}
    for index, row in enumerate(frame.iter_rows(named=True)):
        if row["outcome"] not in ("pain", "function") or row["treatment_1"] == row["treatment_2"]:
            continue
        contrast = _contrast(row, index)
        trial = row["trial_id"]
        if contrast is None:
            pair = f"{row['treatment_1']} v {row['treatment_2']}"
            words = f"{pair} lacks an effect, its standard error or a week within a window"
            findings.append(Finding("incomplete", trial, words, True))
            continue
        window = contrast.arm_1.window
        sides = [(trial, row["outcome"], window, row[f"treatment_{k}"]) for k in (1, 2)]
        if all(side in have for side in sides):
            continue  # the arm means say the same, and more
        first, second = sorted((row["treatment_1"], row["treatment_2"]))
        key = (trial, row["outcome"], window, first, second)
        if key not in out or abs(contrast.arm_1.week - window) < abs(out[key][1].arm_1.week - window):
            out[key] = (trial, contrast)
    return list(out.values())


def _without_loops(groups: list[Group], pairs: list[tuple[str, Contrast]]) -> list[tuple[str, Contrast]]:
    """Drop contrasts that follow from others of the same trial, outcome and window (A-B and B-C imply A-C)."""
    joined: dict[tuple[str, str, int], list[set[str]]] = defaultdict(list)
    for group in groups:
        joined[(group.trial, group.outcome, group.window)].append({arm.treatment for arm in group.arms})
    kept = []
    for trial, contrast in pairs:
        sets = joined[(trial, contrast.arm_1.outcome, contrast.arm_1.window)]
        one = next((s for s in sets if contrast.arm_1.treatment in s), {contrast.arm_1.treatment})
        two = next((s for s in sets if contrast.arm_2.treatment in s), {contrast.arm_2.treatment})
        if one is two:
            continue
        sets[:] = [s for s in sets if s is not one and s is not two] + [one | two]
        kept.append((trial, contrast))
    return kept


def read_frames(arms: pl.DataFrame | None, contrasts: pl.DataFrame | None) -> Reading:
    """What the model can use of the two tables; raises InputError where a cell is wrong or nothing is left."""
    reading = Reading()
    if arms is not None:
        reading.groups = _groups(_arm_rows(arms, reading.findings), reading.findings)
    have = {(g.trial, g.outcome, g.window, a.treatment) for g in reading.groups for a in g.arms}
    if contrasts is not None:
        reading.contrasts = _without_loops(reading.groups, _contrasts(contrasts, have, reading.findings))
    if not reading.groups and not reading.contrasts:
        raise InputError(
            "arms", "hold no trial with two comparable arms", "Give means of both arms or published contrasts."
        )
    return reading
