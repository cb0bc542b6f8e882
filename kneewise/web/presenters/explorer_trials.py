"""The explorer's views of the trials themselves: the list, and how well they were guarded against error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kneewise import words
from kneewise.web.environment import address
from kneewise.web.explorer import trials
from kneewise.web.explorer.names import treatment_name
from kneewise.web.explorer.state import SORTS, State
from kneewise.web.presenters.numbers import plain_number

if TYPE_CHECKING:
    import polars as pl

ROWS_PER_PAGE = 25
JUDGEMENTS = ("low", "some", "high", "unknown")


def _known(value: bool | None, language: str) -> str:
    key = "unknown" if value is None else "yes" if value else "no"
    return words.text(f"explorer-known-{key}", language)


def listed(state: State, language: str) -> dict[str, Any]:
    """One page of the trials, with links to sort and turn pages."""
    from kneewise.web.presenters.explorer import link

    frame = trials.chosen(state)
    rows, pages = _turned(frame, state, language)
    measured = trials.measured(state.outcome, state.window)
    return {
        "empty": frame.is_empty(),
        "count": frame.height,
        "people": plain_number(float(frame["n_randomised"].sum()), language),
        **pages,
        "sorts": [
            {
                "key": key,
                "words": words.text(f"explorer-sort-{key}", language),
                "href": link(state, language, sort=key, page=1),
                "here": key == state.sort,
            }
            for key in SORTS
        ],
        "trials": [_row(t, t["trial_id"] in measured, language) for t in rows.iter_rows(named=True)],
    }


def _turned(frame: pl.DataFrame, state: State, language: str) -> tuple[pl.DataFrame, dict[str, Any]]:
    """The rows of the page that the state asks for, and links to the pages beside it."""
    from kneewise.web.presenters.explorer import link

    last = max(1, -(-frame.height // ROWS_PER_PAGE))
    page = min(state.page, last)
    return frame.slice((page - 1) * ROWS_PER_PAGE, ROWS_PER_PAGE), {
        "page": page,
        "last": last,
        "previous": link(state, language, page=page - 1) if page > 1 else "",
        "next": link(state, language, page=page + 1) if page < last else "",
    }


def _row(trial: dict[str, Any], has_result: bool, language: str) -> dict[str, Any]:
    weeks = trial["max_followup_weeks"]
    return {
        "label": trial["label"],
        "href": address("trial", language, trial["trial_id"]),
        "year": trial["year"] or "",
        "country": trial["country"] or "",
        "treatments": [treatment_name(code, language) for code in trials.codes_of(trial["trial_id"])],
        "people": trial["n_randomised"] or "",
        "weeks": "" if weeks is None else plain_number(weeks, language, 0),
        "blinded": _known(trial["participants_blinded"], language),
        "bias": words.text(f"explorer-bias-{trial['risk_of_bias'] or 'unknown'}", language),
        "result": _known(has_result, language),
    }


def bias(state: State, language: str) -> dict[str, Any]:
    """Judgements of risk of bias of the chosen trials, overall and by domain, with who judged."""
    frame = trials.chosen(state)
    counts = dict(frame.group_by("risk_of_bias").len().iter_rows())
    judged = frame.filter(frame["risk_of_bias_domains"].is_not_null() | frame["risk_of_bias"].is_not_null())
    here, pages = _turned(judged.sort("label"), state, language)
    return {
        **pages,
        "empty": frame.is_empty(),
        "total": frame.height,
        "people": frame["n_randomised"].sum(),
        "levels": [
            {
                "key": level,
                "words": words.text(f"explorer-bias-{level}", language),
                "count": counts.get(None if level == "unknown" else level, 0),
            }
            for level in JUDGEMENTS
        ],
        "blinded": frame["participants_blinded"].fill_null(False).sum(),
        "industry": frame["funding_industry"].fill_null(False).sum(),
        "trials": [_judged(t, language) for t in here.iter_rows(named=True)],
        "not_judged": frame.height - judged.height,
    }


def domain_words(name: str, language: str) -> str:
    """A domain in words; one that the catalogue does not know is shown as the review wrote it."""
    key = f"explorer-domain-{name.replace('_', '-')}"
    return words.text(key, language) if words.has(key, language) else name.replace("_", " ")


def _judged(trial: dict[str, Any], language: str) -> dict[str, Any]:
    written = trial["risk_of_bias_domains"] or ""
    pairs = (part.split("=", 1) for part in written.split(";") if "=" in part)
    domains = [
        {"name": domain_words(name.strip(), language), **_level(value.strip(), language)} for name, value in pairs
    ]
    return {
        "label": trial["label"],
        "href": address("trial", language, trial["trial_id"]),
        "overall": _level(trial["risk_of_bias"] or "unknown", language),
        "domains": domains,
        "source": trial["risk_of_bias_source"] or "",
    }


def _level(value: str, language: str) -> dict[str, str]:
    key = value.replace(" ", "-") if value in ("low", "some", "high", "unclear", "met", "not met") else "unknown"
    return {"key": key, "words": words.text(f"explorer-bias-{key}", language)}
