"""A state as a file: its table or the rows behind it (CSV), its results (JSON), its picture (SVG, PNG)."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import permutations
from typing import Any

import polars as pl

from kneewise import evidence
from kneewise.errors import NotFoundError
from kneewise.web.explorer import pooling, trials
from kneewise.web.explorer.state import State

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}
# PNG at twice the size of the screen, so that print stays sharp.
PNG_SCALE = 2.0
PICTURES_KEPT = 24
OF_TRIALS = ("trials", "bias")


def as_csv(state: State) -> str:
    """The trials (views of trials), the table (each against each, how sure), else the comparisons that were pooled."""
    if state.view in OF_TRIALS:
        return trials.chosen(state).write_csv()
    if state.view == "league":
        return pl.DataFrame(_league(state), schema=LEAGUE, orient="row").write_csv()
    if state.view == "certainty":
        return pl.DataFrame(_certainty(state), schema=CERTAINTY, orient="row").write_csv()
    rows = pooling.direct(state) if state.view == "compare" else pooling.contrasts(state)
    return rows.with_columns(rows["row_ids"].list.join(" ")).write_csv()


LEAGUE = {"part": pl.Int64, "treatment": pl.String, "against": pl.String, "te": pl.Float64, "low": pl.Float64,
          "high": pl.Float64}  # fmt: skip
CERTAINTY = {"treatment": pl.String, "against": pl.String, "te": pl.Float64, "low": pl.Float64, "high": pl.Float64,
             "trials": pl.Int64, "people": pl.Int64, "certainty": pl.String, "reasons": pl.String}  # fmt: skip


def _league(state: State) -> list[tuple[Any, ...]]:
    """Every treatment minus every other of the same part of the network, with the 95 % interval."""
    rows = []
    for i, part in enumerate(pooling.parts(state), 1):
        for one, other in permutations(part.data.treatments, 2):
            effect = part.effect(one, other)
            rows.append((i, one, other, effect.estimate, effect.ci.low, effect.ci.high))
    return rows


def _certainty(state: State) -> list[tuple[Any, ...]]:
    reference, found = pooling.certainties(state)
    return [
        (s.treatment, reference, s.estimate, s.low, s.high, s.trials, s.people, s.assessment.level,
         " ".join(s.assessment.sentences()))
        for s in found
    ]  # fmt: skip


def as_json(state: State) -> str:
    """Dataset version, state and results."""
    content = {
        "dataset": evidence.load().version,
        "cite": f"kneewise. {evidence.load().package.get('title')}, version {evidence.load().version}",
        "state": state.to_dict(),
        "result": result(state),
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)


def result(state: State) -> dict[str, Any]:
    """What the view shows, as plain values with full precision."""
    if state.view in OF_TRIALS:
        return {"trials": trials.chosen(state).to_dicts()}
    if state.view == "compare":
        a, b = pooling.chosen_pair(state)
        pooled = pooling.pooled(state)
        return {
            "a": a,
            "b": b,
            "trials": pooling.direct(state).to_dicts(),
            "pooled": pooled.to_dict() if pooled else None,
        }
    if state.view == "course":
        a, b = pooling.chosen_pair(state)
        return {"a": a, "b": b, "model": pooling.curve(state), "pooled": pooling.by_window(state)}
    if state.view == "certainty":
        reference, found = pooling.certainties(state)
        return {"reference": reference, "certainty": [_sure(s) for s in found]}
    if state.view == "funnel":
        return {"funnel": _funnel(state)}
    return {"components": [part.to_dict() for part in pooling.parts(state)]}


def _sure(sure: pooling.Sure) -> dict[str, Any]:
    return {
        "treatment": sure.treatment,
        "estimate": sure.estimate,
        "ci": [sure.low, sure.high],
        "trials": sure.trials,
        "people": sure.people,
        **sure.assessment.to_dict(),
    }


def _funnel(state: State) -> dict[str, Any] | None:
    found = pooling.funnel(state)
    if found is None:
        return None
    points = [
        {"study": p.study, "treat1": p.treat1, "treat2": p.treat2, "te": p.effect, "se": p.se, "adjusted": p.adjusted}
        for p in found.points
    ]
    return {
        "order": list(found.order),
        "points": points,
        "egger": {"intercept": found.intercept, "se": found.intercept_se, "df": found.df, "p": found.p},
    }


@lru_cache(maxsize=PICTURES_KEPT)
def _picture(state: State, form: str, language: str, version: str) -> bytes:
    from kneewise.web.presenters.explorer import shown
    from kneewise.web.presenters.explorer_results import PICTURES

    if state.view not in PICTURES:
        raise NotFoundError("picture", f"of the view {state.view!r} does not exist", f"Choose {', '.join(PICTURES)}.")
    if shown(state, language).get("drawing") is None:
        raise NotFoundError("picture", "needs studies, and none passes these filters", "Loosen a filter.")
    svg = PICTURES[state.view](state, language).svg
    if form == "svg":
        return svg.encode()
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE))


def body(state: State, form: str, language: str) -> bytes:
    """The file of that form. Raises NotFoundError for a form or a picture that does not exist."""
    if form not in FORMS:
        raise NotFoundError("download", f"“{form[:10]}” is not known", f"Choose {', '.join(FORMS)}.")
    if form == "csv":
        return as_csv(state).encode()
    if form == "json":
        return as_json(state).encode()
    return _picture(state, form, language, evidence.load().version)
