"""Trials from arm-level rows: contrasts with arm 0 and their exact covariance through the shared arm."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kneewise.errors import InputError
from kneewise.synthesis.effect_sizes import hedges_correction
from kneewise.synthesis.network.data import Array, Row, Study, number_of, raise_all, text_of

CONTINUOUS = ("MD", "SMD")
BINARY = ("OR", "RR", "RD")


def studies_from_arms(
    rows: Sequence[Row], measure: str, continuity: float, no_events: str, first_row: int
) -> tuple[tuple[str, ...], tuple[Study, ...], tuple[tuple[str, str], ...]]:
    """Treatments, studies and left-out studies of `NetworkData.from_arms`."""
    if measure not in CONTINUOUS + BINARY:
        raise InputError("measure", f"is {measure!r}", f"Choose one of {', '.join(CONTINUOUS + BINARY)}.")
    if no_events not in ("error", "drop"):
        raise InputError("no_events", f"is {no_events!r}", "Choose error or drop.")
    if not continuity >= 0:
        raise InputError("continuity", f"is {continuity:g}; it must be 0 or more", "0.5 is usual.")
    columns = ("mean", "sd") if measure in CONTINUOUS else ("events",)
    by_study = _read(rows, columns, first_row)
    treatments = tuple(sorted({t for arms in by_study.values() for t in arms}))
    index = {t: i for i, t in enumerate(treatments)}
    errors: list[InputError] = []
    studies: list[Study] = []
    left_out: list[tuple[str, str]] = []
    for name in sorted(by_study):
        arms = {index[t]: values for t, values in by_study[name].items()}
        order = tuple(sorted(arms))
        table = np.array([arms[a] for a in order])
        try:
            if measure in CONTINUOUS:
                y, v = _continuous(name, table, measure)
            else:
                reason = _uninformative(table, measure)
                if reason and no_events == "drop":
                    left_out.append((name, reason))
                    continue
                if reason:
                    raise InputError(f"study {name!r}", reason, f"Leave it out, or use RD instead of {measure}.")
                y, v = _binary(name, table, measure, continuity)
        except InputError as error:
            errors.append(error)
            continue
        studies.append(Study(name, order, y, v))
    raise_all(errors)
    used = sorted({a for s in studies for a in s.arms})
    new = {old: i for i, old in enumerate(used)}
    return (
        tuple(treatments[u] for u in used),
        tuple(Study(s.name, tuple(new[a] for a in s.arms), s.y, s.v) for s in studies),
        tuple(left_out),
    )


def _read(rows: Sequence[Row], columns: tuple[str, ...], first_row: int) -> dict[str, dict[str, tuple[float, ...]]]:
    """Study → treatment → (n, mean, sd) or (n, events), every cell checked."""
    errors: list[InputError] = []
    by_study: dict[str, dict[str, tuple[float, ...]]] = {}
    for i, row in enumerate(rows):
        number = first_row + i
        try:
            study, treatment = text_of(row, "study", number), text_of(row, "treatment", number)
            values = _values(row, columns, number)
            if treatment in by_study.get(study, {}):
                raise InputError(
                    f"row {number}, column treatment",
                    f"gives {treatment!r} in study {study!r} again",
                    "Join the arms, or name the studies apart.",
                )
            by_study.setdefault(study, {})[treatment] = values
        except InputError as error:
            errors.append(error)
    raise_all(errors)
    if not by_study:
        raise InputError("rows", "are empty", "Give at least two studies.")
    for study, arms in by_study.items():
        if len(arms) < 2:
            errors.append(
                InputError(f"study {study!r}", "has a single arm", "Add the arm it was compared with, or remove it.")
            )
    raise_all(errors)
    return by_study


def _values(row: Row, columns: tuple[str, ...], number: int) -> tuple[float, ...]:
    n = number_of(row, "n", number, above=0)
    if columns == ("mean", "sd"):
        return n, number_of(row, "mean", number), number_of(row, "sd", number, above=0)
    events = number_of(row, "events", number)
    if not 0 <= events <= n:
        raise InputError(
            f"row {number}, column events",
            f"is {events:g}; it must lie from 0 to n = {n:g}",
            "Check events and n.",
        )
    return n, events


def _continuous(name: str, table: Array, measure: str) -> tuple[Array, Array]:
    """MD or SMD of every arm against arm 0; ``table`` columns n, mean, sd.

    SMD divides by the SD pooled over *all* arms, so that the contrasts of the trial add up, and has
    var = 1/nᵢ + 1/n₀ + gᵢ²/(2N), cov = 1/n₀ + gᵢgⱼ/(2N) with N the trial's size (Gleser & Olkin 2009, Handbook of
    Research Synthesis ch. 19). With two arms this is the usual Hedges' g.
    """
    n, mean, sd = table.T
    difference = mean[1:] - mean[0]
    if measure == "MD":
        variance = sd**2 / n
        return difference, variance[0] + np.diag(variance[1:])
    total, df = n.sum(), n.sum() - len(n)
    if df < 2:
        raise InputError(f"study {name!r}", "is too small for an SMD", "Use MD, or leave the study out.")
    pooled = np.sqrt(((n - 1) * sd**2).sum() / df)
    g = hedges_correction(np.array(df)) * difference / pooled
    return g, 1 / n[0] + np.diag(1 / n[1:]) + np.outer(g, g) / (2 * total)


def _uninformative(table: Array, measure: str) -> str:
    """Why a trial says nothing about OR or RR; empty if it does."""
    n, events = table.T
    if measure != "RD" and events.sum() == 0:
        return "has no events in any arm"
    if measure != "RD" and (events == n).all():
        return "has an event for everybody in every arm"
    return ""


def _binary(name: str, table: Array, measure: str, continuity: float) -> tuple[Array, Array]:
    """Log OR, log RR or RD of every arm against arm 0; ``table`` columns n, events."""
    n, events = table.T
    if measure == "RD":
        p = events / n
        variance = p * (1 - p) / n
        if variance[0] + variance[1:].min() <= 0 or (variance == 0).any():
            events, n = events + continuity, n + 2 * continuity
            risk = events / n
            variance = risk * (1 - risk) / n
        effect = p
    else:
        zero_cell = (events == 0).any() or (measure == "OR" and (events == n).any())
        if zero_cell:
            events, n = events + continuity, n + 2 * continuity
        if (events <= 0).any() or (measure == "OR" and (events >= n).any()):
            raise InputError(f"study {name!r}", "has an arm without events", "Use a continuity correction above 0.")
        if measure == "OR":
            effect, variance = np.log(events / (n - events)), 1 / events + 1 / (n - events)
        else:
            effect, variance = np.log(events / n), 1 / events - 1 / n
    if variance[0] + variance[1:].min() <= 0:
        raise InputError(f"study {name!r}", "has a variance of 0", "Use a continuity correction above 0.")
    return effect[1:] - effect[0], variance[0] + np.diag(variance[1:])
