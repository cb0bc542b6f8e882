"""The explorer's views of pooled results, each a plain function of the state; nothing is worked out here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kneewise import evidence, words
from kneewise.charts.drawing import Drawing
from kneewise.charts.effect_course_drawing import CoursePoint, effect_course_drawing
from kneewise.charts.forest_drawing import ForestLine, forest_drawing
from kneewise.charts.funnel_drawing import funnel_drawing
from kneewise.charts.network_drawing import network_drawing
from kneewise.quantities import Interval
from kneewise.web.environment import address
from kneewise.web.explorer import pooling
from kneewise.web.explorer.names import treatment_name, trial_label
from kneewise.web.explorer.state import State
from kneewise.web.presenters.explorer_words import DECIMAL, choices, headings, limits, number, p_value
from kneewise.web.presenters.numbers import plain_number

if TYPE_CHECKING:
    from kneewise.synthesis.network import NetworkResult

# More columns of a league table cannot be read; the download has all.
LEAGUE_SIZE = 12
EMPTY: dict[str, Any] = {"empty": True}


def _axis(language: str, state: State) -> dict[str, Any]:
    return {
        "mcid": pooling.smallest_noticed(state.outcome),
        "mcid_label": words.text("explorer-mcid", language),
    }


def network(state: State, language: str) -> dict[str, Any]:
    """The graph, the comparisons that trials make, and parts that no trial links."""
    data = pooling.network_data(state)
    if data is None:
        return EMPTY
    pairs = pooling.pairs(state)
    return {
        "empty": False,
        "drawing": network_picture(state, language),
        "trials": data.k,
        "parts": [[treatment_name(t, language) for t in part] for part in pooling.islands(state)],
        "pairs": [
            {
                "words": words.text(
                    "explorer-pair", language, a=treatment_name(x, language), b=treatment_name(y, language)
                ),
                "href": _compare_link(state, x, y, language),
                "count": n,
            }
            for x, y, n in pairs
        ],
        "left_out": [{"label": trial_label(s), "reason": reason} for s, reason in data.left_out],
    }


def _compare_link(state: State, x: str, y: str, language: str) -> str:
    from kneewise.web.presenters.explorer import link

    a, b = pooling.treatment_first(x, y)
    return link(state, language, view="compare", a=a, b=b)


def _certainty_link(state: State, language: str) -> str:
    from kneewise.web.presenters.explorer import link

    return link(state, language, view="certainty")


def network_picture(state: State, language: str) -> Drawing:
    """The network graph of the chosen trials."""
    data = pooling.network_data(state)
    assert data is not None, "asked for a picture of no trials"
    trials = [[data.treatments[a] for a in s.arms] for s in data.studies]
    order = [t for part in pooling.islands(state) for t in part]
    dataset = evidence.load()
    return network_drawing(
        {t: treatment_name(t, language) for t in order},
        trials,
        controls=[t for t in order if dataset.treatment(t).control],
        alt=words.text("explorer-network-alt", language, treatments=len(order), trials=data.k),
        headings=headings(language, "side-a", "side-b", "trials"),  # type: ignore[arg-type]
    )


def effects(state: State, language: str) -> dict[str, Any]:
    """Every treatment of the network against one, as a forest, with the spread between trials and the order."""
    part = pooling.main_part(state)
    if part is None:
        return EMPTY
    scores = sorted(part.p_scores.items(), key=lambda s: -s[1])
    known = {t for p in pooling.parts(state) for t in p.data.treatments}
    return {
        "empty": False,
        "reference": treatment_name(part.reference, language),
        "references": choices(known, part.reference, language),
        "drawing": effects_picture(state, language),
        "fit": _fit_words(part, language),
        "sure_href": _certainty_link(state, language),
        "ranks": [{"name": treatment_name(t, language), "score": number(100 * s, language, 0)} for t, s in scores],
    }


def _fit_words(part: NetworkResult, language: str) -> str:
    inconsistency = part.q.between
    return words.text(
        "explorer-fit",
        language,
        trials=part.data.k,
        tau=number(part.tau2**0.5, language),
        i2=number(part.i2 or 0.0, language, 0),
        p=p_value(inconsistency.p if inconsistency.df > 0 else None, language),
    )


def effects_picture(state: State, language: str) -> Drawing:
    """The forest of all treatments against the reference, best first."""
    part = pooling.main_part(state)
    assert part is not None, "asked for a picture of no trials"
    lines = [
        ForestLine(treatment_name(e.treatment, language), e.estimate, e.ci, e.pi)
        for e in sorted(part.effects(), key=lambda e: e.estimate)
    ]
    about = words.text(
        "explorer-effects-alt", language, count=len(lines), reference=treatment_name(part.reference, language)
    )
    return _forest(lines, about, state, language)


def _forest(lines: list[ForestLine], alt: str, state: State, language: str) -> Drawing:
    return forest_drawing(
        lines,
        alt=alt,
        better=words.text("explorer-better", language),
        worse=words.text("explorer-worse", language),
        headings=headings(language, "what", "value", "ci", "pi"),  # type: ignore[arg-type]
        decimal=DECIMAL[language],
        **_axis(language, state),
    )


def compare(state: State, language: str) -> dict[str, Any]:
    """Two treatments: the trials that compare them directly, pooled, and what the network says of the two."""
    a, b = pooling.chosen_pair(state)
    pairs = pooling.pairs(state)
    known = {t for x, y, _ in pairs for t in (x, y)} | {t for t in (a, b) if t}
    if not known:
        return EMPTY
    rows = list(pooling.direct(state).iter_rows(named=True))
    pooled = pooling.pooled(state)
    names = {"a": treatment_name(a, language), "b": treatment_name(b, language)}
    return {
        "empty": False,
        **names,
        "sides": {"a": choices(known, a, language), "b": choices(known, b, language)},
        "drawing": compare_picture(state, language) if rows else None,
        "sentence": _pooled_words(pooled, names, language) if pooled else "",
        "network": _network_words(state, a, b, names, language),
        "egger": _egger_words(state, language),
        "trials": [
            {
                "label": trial_label(r["study"]),
                "href": address("trial", language, r["study"]),
                "value": number(r["te"], language),
                "se": number(r["se"], language),
                "people": number((r["n1"] or 0) + (r["n2"] or 0), language, 0) if r["n1"] and r["n2"] else "–",
                "rule": _rule_words(r["rule"], language),
                "doubt": (r["flag"] or "").split(":")[-1].strip(),
            }
            for r in rows
        ],
    }


def _rule_words(rule: str, language: str) -> str:
    key = f"explorer-rule-{rule.replace('_', '-')}"
    return words.text(key if words.has(key, language) else "explorer-rule-other", language)


def compare_picture(state: State, language: str) -> Drawing:
    """The forest of the direct trials of the chosen pair, with their pooled result."""
    a, b = pooling.chosen_pair(state)
    rows = list(pooling.direct(state).iter_rows(named=True))
    pooled = pooling.pooled(state)
    weights = dict(zip(pooled.studies, pooled.weights, strict=True)) if pooled else {}
    lines = [
        ForestLine(
            trial_label(r["study"]),
            r["te"],
            Interval(r["low"], r["high"]),
            weight=float(weights.get(r["study"], 100.0)),
        )
        for r in rows
    ]
    if pooled:
        pi = Interval(*pooled.pi) if pooled.pi else None
        together = words.text("explorer-pooled", language)
        lines.append(ForestLine(together, pooled.estimate, Interval(*pooled.ci), pi, pooled=True))
    about = words.text(
        "explorer-compare-alt", language, count=len(rows), a=treatment_name(a, language), b=treatment_name(b, language)
    )
    return _forest(lines, about, state, language)


def _pooled_words(pooled: Any, names: dict[str, str], language: str) -> str:
    figures = {
        "value": number(pooled.estimate, language),
        "low": number(pooled.ci[0], language),
        "high": number(pooled.ci[1], language),
    }
    return words.text(
        "explorer-pooled-words", language, count=pooled.k, i2=number(pooled.i2 or 0.0, language, 0), **names, **figures
    )


def _network_words(state: State, a: str, b: str, names: dict[str, str], language: str) -> str:
    """What the whole network says of the two, indirect trials included; empty if it does not link them."""
    for part in pooling.parts(state):
        if a != b and a in part.data.treatments and b in part.data.treatments:
            effect = part.effect(a, b)
            figures = {
                "value": number(effect.estimate, language),
                "low": number(effect.ci.low, language),
                "high": number(effect.ci.high, language),
            }
            return words.text("explorer-network-words", language, **names, **figures)
    return ""


def _egger_words(state: State, language: str) -> str:
    found = pooling.egger_of_pair(state)
    return "" if found is None else words.text("explorer-egger", language, p=p_value(found, language))


def league(state: State, language: str) -> dict[str, Any]:
    """Each treatment against each, those with most trials; the order is by P-score."""
    part = pooling.main_part(state)
    if part is None:
        return EMPTY
    order = pooling.most_tried(part, LEAGUE_SIZE)
    return {
        "empty": False,
        "names": [treatment_name(t, language) for t in order],
        "rows": [
            {
                "name": treatment_name(row, language),
                "cells": [_league_cell(part, row, column, language) for column in order],
            }
            for row in order
        ],
        "left_out": len(part.data.treatments) - len(order),
    }


def _league_cell(part: NetworkResult, row: str, column: str, language: str) -> dict[str, Any] | None:
    if row == column:
        return None
    effect = part.effect(row, column)
    return {
        "value": number(effect.estimate, language),
        "range": f"({limits(effect.ci.low, effect.ci.high, language)})",
        "leaves_out_zero": effect.ci.high < 0 or effect.ci.low > 0,
    }


def funnel(state: State, language: str) -> dict[str, Any]:
    """The comparison-adjusted funnel with Egger's test."""
    found = pooling.funnel(state)
    if found is None or not found.points:
        return EMPTY
    enough = len(found.points) >= pooling.FEWEST_FOR_EGGER and found.p is not None
    return {
        "empty": False,
        "drawing": funnel_picture(state, language),
        "egger": words.text("explorer-egger", language, p=p_value(found.p, language))
        if enough and found.p is not None
        else words.text("explorer-egger-few", language, fewest=pooling.FEWEST_FOR_EGGER),
    }


def funnel_picture(state: State, language: str) -> Drawing:
    """The comparison-adjusted funnel of the main part of the network."""
    found = pooling.funnel(state)
    assert found is not None, "asked for a picture of no trials"
    points = [
        (
            trial_label(p.study),
            words.text(
                "explorer-pair", language, a=treatment_name(p.treat1, language), b=treatment_name(p.treat2, language)
            ),
            p.adjusted,
            p.se,
        )
        for p in found.points
    ]
    return funnel_drawing(
        points,
        alt=words.text("explorer-funnel-alt", language, count=len(points)),
        x_label=words.text("explorer-funnel-x", language),
        y_label=words.text("explorer-head-se", language),
        decimal=DECIMAL[language],
        headings=headings(language, "trial", "pair", "distance", "se"),  # type: ignore[arg-type]
    )


def course(state: State, language: str) -> dict[str, Any]:
    """The chosen pair over time: the joint model's curve, and the network of each window."""
    a, b = pooling.chosen_pair(state)
    known = {t for x, y, _ in pooling.pairs(state) for t in (x, y)} | {t for t in (a, b) if t}
    curve, points = pooling.curve(state), pooling.by_window(state)
    if not known or (curve is None and not points):
        return EMPTY | ({"sides": {"a": choices(known, a, language), "b": choices(known, b, language)}})
    names = {"a": treatment_name(a, language), "b": treatment_name(b, language)}
    return {
        "empty": False,
        **names,
        "sides": {"a": choices(known, a, language), "b": choices(known, b, language)},
        "drawing": course_picture(state, language),
        "basis": words.text("explorer-course-basis", language, trials=curve["trials"], all=curve["all_trials"], **names)
        if curve and curve["trials"]
        else words.text("explorer-course-borrowed", language, **names)
        if curve
        else words.text("explorer-course-no-model", language, **names),
    }


def course_picture(state: State, language: str) -> Drawing:
    """The curve with its bands, and the pooled trials of each window."""
    a, b = pooling.chosen_pair(state)
    curve = pooling.curve(state)
    keys = ("weeks", "mean", "low", "high", "new_low", "new_high")
    line = [CoursePoint(*values) for values in zip(*(curve[k] for k in keys), strict=True)] if curve else []
    points = [CoursePoint(p["window"], p["estimate"], p["low"], p["high"]) for p in pooling.by_window(state)]
    return effect_course_drawing(
        line,
        points,
        week_labels=[(float(w), words.text(f"explorer-short-window-{w}", language)) for w in pooling.WINDOWS],
        alt=words.text("explorer-course-alt", language, a=treatment_name(a, language), b=treatment_name(b, language)),
        axis_label=words.text("explorer-head-value", language),
        headings=headings(language, "time", "value", "ci", "pooled-then"),  # type: ignore[arg-type]
        decimal=DECIMAL[language],
        **_axis(language, state),
    )


def certainty(state: State, language: str) -> dict[str, Any]:
    """How sure each estimate against the reference is, with the reasons."""
    reference, found = pooling.certainties(state)
    if not found:
        return EMPTY
    return {
        "empty": False,
        "reference": treatment_name(reference, language),
        "references": choices({t for p in pooling.parts(state) for t in p.data.treatments}, reference, language),
        "rows": [
            {
                "name": treatment_name(sure.treatment, language),
                "value": number(sure.estimate, language),
                "range": limits(sure.low, sure.high, language),
                "level": sure.assessment.level,
                "level_words": words.text(f"report-certainty-{sure.assessment.level}", language),
                "trials": sure.trials,
                "people": plain_number(sure.people, language, 0),
                "reasons": sure.assessment.sentences(language),
            }
            for sure in found
        ],
    }


PICTURES = {
    "network": network_picture,
    "effects": effects_picture,
    "compare": compare_picture,
    "funnel": funnel_picture,
    "course": course_picture,
}
