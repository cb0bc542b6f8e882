"""What the explorer's templates show for a state: options of the filters, tables and drawings."""

from __future__ import annotations

from typing import Any

import polars as pl

from kneewise import evidence, words
from kneewise.evidence import WINDOWS
from kneewise.web import explore
from kneewise.web.environment import address
from kneewise.web.explore import State
from kneewise.web.presenters.numbers import plain_number

# Normal quantile of a 95 % interval, for the trials' own intervals as published (estimate and standard error).
Z95 = 1.959964
# Most treatments in the league table: more cannot be read.
LEAGUE_SIZE = 10


def name_of(code: str, language: str) -> str:
    """The plain name of a code; combinations as "a + b"."""
    from kneewise.candidacy import treatments

    return " + ".join(treatments.name(part, language) if _known(part) else part for part in code.split("+"))


def _known(code: str) -> bool:
    from kneewise.candidacy.treatments import _names

    return code in _names()


def filters(state: State, language: str) -> dict[str, Any]:
    """The choices of the form, with what is chosen."""

    def options(name: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
        return [
            {
                "value": str(v),
                "words": words.text(f"web-explore-{name}-{str(v).replace('_', '-')}", language),
                "chosen": str(getattr(state, name)) == str(v),
            }
            for v in values
        ]

    return {
        "outcome": options("outcome", explore.OUTCOMES),
        "window": options("window", WINDOWS),
        "group": options("group", ("all", *explore.CLASSES)),
        "bias": options("bias", explore.BIAS),
    }


def views(state: State, language: str) -> list[dict[str, Any]]:
    """The views as links that keep everything else."""
    return [
        {
            "key": v,
            "words": words.text(f"web-explore-view-{v}", language),
            "href": f"{address('explore', language)}?{state.query(view=v)}",
            "here": v == state.view,
        }
        for v in explore.VIEWS
    ]


def present(state: State, language: str) -> dict[str, Any]:
    """Everything that the chosen view shows."""
    dataset = evidence.load()
    data: dict[str, Any] = {
        "state": state,
        "filters": filters(state, language),
        "views": views(state, language),
        "version": dataset.version,
        "query": state.query(),
    }
    maker = {
        "trials": _trials,
        "network": _network,
        "effects": _effects,
        "league": _league,
        "compare": _compare,
        "course": _course,
        "bias": _bias,
    }[state.view]
    return data | {"shown": maker(state, language)}


def _trials(state: State, language: str) -> dict[str, Any]:
    trials = explore.chosen_trials(state).sort("year", "label", descending=[True, False], nulls_last=True)
    arms = evidence.load().arms.group_by("trial_id").agg(pl.col("treatment").unique(maintain_order=True))
    by_trial = dict(arms.iter_rows())
    return {
        "count": trials.height,
        "trials": [
            {
                "label": t["label"],
                "href": address("trial", language, t["trial_id"]),
                "year": t["year"],
                "country": t["country"] or "",
                "treatments": ", ".join(name_of(c, language) for c in by_trial.get(t["trial_id"], [])),
                "n": t["n_randomised"],
                "blinded": _yes_no(t["participants_blinded"], language),
                "bias": words.text(f"web-bias-{t['risk_of_bias'] or 'unknown'}", language),
                "weeks": "" if t["max_followup_weeks"] is None else f"{t['max_followup_weeks']:g}",
            }
            for t in trials.iter_rows(named=True)
        ],
    }


def _yes_no(value: bool | None, language: str) -> str:
    return words.text({True: "web-answer-yes", False: "web-answer-no", None: "web-not-known"}[value], language)


def _network(state: State, language: str) -> dict[str, Any]:
    rows = explore.contrasts(state)
    result = explore.network(state)
    return {
        "empty": rows.is_empty(),
        "trials": rows["study"].n_unique(),
        "parts": [[name_of(t, language) for t in part["treatments"]] for part in result["components"]],
        "pairs": [
            {
                "words": f"{name_of(x, language)} – {name_of(y, language)}",
                "n": n,
                "href": f"{address('explore', language)}?{state.query(view='compare', a=x, b=y)}",
            }
            for x, y, n in explore.pairs_with_trials(state)
        ],
    }


def drawing(rows: list[tuple[str, float, list[float], list[float] | None]], language: str, about: str) -> Any:
    """The rows (label, value, interval, prediction interval) as one drawing with the smallest noticeable change."""
    from kneewise.charts import EffectRow, effects_chart
    from kneewise.outlook.options import threshold_fact
    from kneewise.quantities import Interval

    threshold = evidence.load().fact(threshold_fact("pain", "mcid"))
    shown = [
        EffectRow(label, value, Interval(*ci), Interval(*pi) if pi is not None else None) for label, value, ci, pi in rows
    ]
    headings = tuple(words.text(f"web-explore-head-{h}", language) for h in ("what", "value", "ci", "pi"))
    return effects_chart(
        shown,
        mcid=threshold.value,
        alt=about,
        better=words.text("web-explore-better", language),
        worse=words.text("web-explore-worse", language),
        mcid_label=words.text("web-explore-mcid", language),
        headings=headings,  # type: ignore[arg-type]
    )


def _number(value: float | None, language: str) -> str:
    return "" if value is None else plain_number(value, language, 1)


def _effects(state: State, language: str) -> dict[str, Any]:
    part = explore.main_component(state)
    if part is None:
        return {"empty": True}
    effects = sorted(part["effects"], key=lambda e: e["estimate"])
    reference = name_of(part["reference"], language)
    about = words.text("web-explore-effects-alt", language, reference=reference, count=len(effects))
    return {
        "empty": False,
        "reference": reference,
        "drawing": drawing([(name_of(e["treatment"], language), e["estimate"], e["ci"], e["pi"]) for e in effects], language, about),
        "tau2": _number(part["tau2"], language),
        "i2": _number(part["i2"], language),
        "q": part["q"],
        "k": part["k"],
        "references": [
            {"code": t, "words": name_of(t, language), "chosen": t == part["reference"]} for t in part["treatments"]
        ],
        "ranks": [
            {"words": name_of(t, language), "score": _number(100 * s, language)}
            for t, s in sorted(part["p_scores"].items(), key=lambda item: -item[1])
        ],
    }


def _league(state: State, language: str) -> dict[str, Any]:
    part = explore.main_component(state)
    if part is None:
        return {"empty": True}
    trials = {t: 0 for t in part["treatments"]}
    for x, y, n in explore.pairs_with_trials(state):
        for t in (x, y):
            if t in trials:
                trials[t] += n
    kept = sorted(trials, key=lambda t: (-trials[t], t))[:LEAGUE_SIZE]
    league = part["league"]
    order = [t for t in league["treatments"] if t in kept]
    place = {t: i for i, t in enumerate(league["treatments"])}
    return {
        "empty": False,
        "names": [name_of(t, language) for t in order],
        "rows": [
            {"name": name_of(r, language), "cells": [_cell(league, place[r], place[c], language) for c in order]}
            for r in order
        ],
        "left_out": len(part["treatments"]) - len(order),
    }


def _cell(league: dict[str, Any], row: int, column: int, language: str) -> str:
    cell = league["cells"][row][column]
    if cell is None:
        return "–"
    low, high = cell["ci"]
    return f"{_number(cell['estimate'], language)} ({_number(low, language)} … {_number(high, language)})"


def _compare(state: State, language: str) -> dict[str, Any]:
    pairs = explore.pairs_with_trials(state)
    if not (state.a and state.b) and pairs:
        first = pairs[0]
        state = State(**{**state.__dict__, "a": first[0], "b": first[1]})
    options = sorted({t for x, y, _ in pairs for t in (x, y)} | {t for t in (state.a, state.b) if t})
    rows = list(explore.direct(state).iter_rows(named=True))
    pooled = explore.pooled_direct(state)
    labels = {t["trial_id"]: t["label"] for t in evidence.load().trials.iter_rows(named=True)}
    drawn = [
        (labels.get(r["study"], r["study"]), r["te"], [r["te"] - Z95 * r["se"], r["te"] + Z95 * r["se"]], None) for r in rows
    ]
    if pooled:
        drawn.append((words.text("web-explore-pooled", language), pooled["estimate"], pooled["ci"], pooled["pi"]))
    a, b = name_of(state.a, language), name_of(state.b, language)
    about = words.text("web-explore-compare-alt", language, a=a, b=b, count=len(rows))
    return {
        "empty": not rows,
        "a": a,
        "b": b,
        "options": [{"code": o, "words": name_of(o, language), "a": o == state.a, "b": o == state.b} for o in options],
        "drawing": drawing(drawn, language, about) if rows else None,
        "funnel": _funnel(rows, pooled, language) if pooled else None,
        "pooled": pooled,
        "sentence": _pooled_words(pooled, a, b, language) if pooled else "",
        "network": _network_words(state, a, b, language),
        "trials": [
            {
                "label": labels.get(r["study"], r["study"]),
                "href": address("trial", language, r["study"]),
                "value": _number(r["te"], language),
                "se": _number(r["se"], language),
                "n": (r["n1"] or 0) + (r["n2"] or 0) or "",
            }
            for r in rows
        ],
    }


def _pooled_words(pooled: dict[str, Any], a: str, b: str, language: str) -> str:
    low, high = pooled["ci"]
    return words.text(
        "web-explore-pooled-words",
        language,
        a=a,
        b=b,
        value=_number(pooled["estimate"], language),
        low=_number(low, language),
        high=_number(high, language),
        count=pooled["k"],
        i2=_number(pooled["i2"], language),
    )


def _network_words(state: State, a: str, b: str, language: str) -> str:
    """What the whole network says of the two, indirect evidence included; empty if it does not link them."""
    for part in explore.network(state)["components"]:
        if state.a in part["treatments"] and state.b in part["treatments"]:
            league = part["league"]
            i, j = league["treatments"].index(state.a), league["treatments"].index(state.b)
            cell = league["cells"][i][j]
            low, high = cell["ci"]
            return words.text(
                "web-explore-network-words",
                language,
                a=a,
                b=b,
                value=_number(cell["estimate"], language),
                low=_number(low, language),
                high=_number(high, language),
            )
    return ""


def _funnel(rows: list[dict[str, Any]], pooled: dict[str, Any], language: str) -> Any:
    from kneewise.charts.funnel import funnel_chart

    return funnel_chart(
        [(r["te"], r["se"]) for r in rows],
        pooled["estimate"],
        alt=words.text("web-explore-funnel-alt", language, count=len(rows)),
        x_label=words.text("web-explore-head-value", language),
        y_label=words.text("web-explore-head-se", language),
        headings=(words.text("web-explore-head-value", language), words.text("web-explore-head-se", language)),
    )


def _course(state: State, language: str) -> dict[str, Any]:
    """The pooled effect of each treatment against the reference at every window that has trials."""
    found: dict[str, dict[int, str]] = {}
    reference = state.reference or "saline"
    for window in WINDOWS:
        part = explore.main_component(State(**{**state.__dict__, "window": window, "reference": reference}))
        if part is None or part["reference"] != reference:
            continue
        for e in part["effects"]:
            low, high = e["ci"]
            found.setdefault(e["treatment"], {})[window] = (
                f"{_number(e['estimate'], language)} ({_number(low, language)} … {_number(high, language)})"
            )
    return {
        "empty": not found,
        "reference": name_of(reference, language),
        "windows": [words.text(f"web-explore-window-{w}", language) for w in WINDOWS],
        "rows": [
            {"name": name_of(t, language), "cells": [by_window.get(w, "") for w in WINDOWS]}
            for t, by_window in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        ],
    }


def _bias(state: State, language: str) -> dict[str, Any]:
    trials = explore.chosen_trials(state)
    total = trials.height
    judged = trials.group_by("risk_of_bias").len().iter_rows()
    counts = {level or "unknown": n for level, n in judged}
    return {
        "empty": False,
        "total": total,
        "rows": [
            {"words": words.text(f"web-bias-{level}", language), "count": counts.get(level, 0)}
            for level in ("low", "some", "high", "unknown")
        ],
        "blinded": trials.filter(pl.col("participants_blinded").fill_null(False)).height,
        "industry": trials.filter(pl.col("funding_industry").fill_null(False)).height,
        "small": trials.filter(pl.col("n_randomised").fill_null(0).is_between(1, SMALL_TRIAL - 1)).height,
    }


# Trials with fewer people overstate effects more often (meta-epidemiological reviews of osteoarthritis trials use
# 100 per group as the border; Nüesch 2010).
SMALL_TRIAL = 200
