"""What the explorer's page shows around its views: filters, tabs, downloads, citation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from kneewise import evidence, words
from kneewise.errors import InputError
from kneewise.evidence import WINDOWS
from kneewise.report.plan_view import date_words
from kneewise.web.environment import address
from kneewise.web.explorer import state as choices
from kneewise.web.explorer import trials
from kneewise.web.explorer.names import treatment_name
from kneewise.web.explorer.state import State
from kneewise.web.presenters import explorer_results, explorer_trials

# States whose page content stays in memory.
PAGES_KEPT = 256
# Views with a picture, which can be had as SVG and PNG.
DRAWN = ("network", "effects", "compare", "funnel", "course")


def _options(field: str, values: tuple[Any, ...], chosen: Any, language: str) -> list[dict[str, Any]]:
    return [
        {
            "value": str(v),
            "words": words.text(f"explorer-{field}-{str(v).replace('_', '-') or 'any'}", language),
            "chosen": v == chosen,
        }
        for v in values
    ]


def filters(state: State, language: str) -> dict[str, list[dict[str, Any]]]:
    """The choices of the form, with what is chosen."""
    version = evidence.load().version
    anything = {"value": "", "words": words.text("explorer-any", language)}
    named = sorted(((treatment_name(c, language), c) for c in trials.choosable(version)), key=lambda n: n[0].lower())
    return {
        "outcome": _options("outcome", choices.OUTCOMES, state.outcome, language),
        "window": _options("window", tuple(WINDOWS), state.window, language),
        "subset": _options("subset", choices.SUBSETS, state.subset, language),
        "group": _options("group", ("", *choices.CLASSES), state.group, language),
        "bias": _options("bias", choices.BIAS, state.bias, language),
        "population": _options("population", choices.POPULATIONS, state.population, language),
        "treatment": [anything | {"chosen": not state.treatment}]
        + [{"value": code, "words": name, "chosen": code == state.treatment} for name, code in named],
        "country": [anything | {"chosen": not state.country}]
        + [{"value": c, "words": c, "chosen": c.lower() == state.country.lower()} for c in trials.countries(version)],
    }


def mended(query: Mapping[str, str]) -> tuple[State, list[InputError]]:
    """The state in a query, without the parts that cannot be used, and what is wrong with each of these."""
    left, refused = dict(query.items()), []
    while True:
        try:
            state = State.read(left)
            trials.chosen(state)
        except InputError as error:
            refused.append(error)
            del left[error.field]
        else:
            return state, refused


# Labels of what is chosen elsewhere than in the form, and where that is.
_ELSEWHERE = {"view": "views", "sort": "sort", "page": "pages", "reference": "reference", "a": "side-a", "b": "side-b"}


def errors(refused: list[InputError], query: Mapping[str, str], language: str) -> list[dict[str, str]]:
    """Each mistake as a sentence, with its field and where in the page that is."""
    found = []
    for error in refused:
        field, written = error.field, query[error.field].strip()
        label = words.text(f"explorer-{_ELSEWHERE.get(field, field)}", language)
        if len(written) > choices.LONGEST_TEXT:
            said = words.text("explorer-too-long", language, field=label, most=choices.LONGEST_TEXT)
        else:
            said = words.text("explorer-not-offered", language, field=label, value=written)
        found.append({"field": field, "text": said, "href": "#result" if field in _ELSEWHERE else f"#x-{field}"})
    return found


def tabs(state: State, language: str) -> list[dict[str, Any]]:
    """The views as links that keep everything else."""
    return [
        {
            "words": words.text(f"explorer-view-{view}", language),
            "href": link(state, language, view=view, page=1),
            "here": view == state.view,
        }
        for view in choices.VIEWS
    ]


def link(state: State, language: str, **changes: Any) -> str:
    """The address of the state, some parts changed."""
    query = state.query(**changes)
    return address("explore", language) + (f"?{query}" if query else "")


def shown(state: State, language: str) -> dict[str, Any]:
    """What the chosen view shows; kept by state and dataset version."""
    return _shown(state, language, evidence.load().version)


@lru_cache(maxsize=PAGES_KEPT)
def _shown(state: State, language: str, version: str) -> dict[str, Any]:
    makers = {
        "trials": explorer_trials.listed,
        "bias": explorer_trials.bias,
        "network": explorer_results.network,
        "effects": explorer_results.effects,
        "compare": explorer_results.compare,
        "league": explorer_results.league,
        "funnel": explorer_results.funnel,
        "course": explorer_results.course,
        "certainty": explorer_results.certainty,
    }
    return makers[state.view](state, language)


def present(state: State, language: str) -> dict[str, Any]:
    """Everything that the page needs for a state."""
    view = shown(state, language)
    dataset = evidence.load()
    drawn = state.view in DRAWN and not view["empty"]
    return {
        "state": state,
        "filters": filters(state, language),
        "filtered": State(view=state.view).query() != state.query(page=1, sort="year", a="", b="", reference=""),
        "clear_href": link(State(view=state.view), language),
        "tabs": tabs(state, language),
        "shown": view,
        "forms": ("csv", "json", "svg", "png") if drawn else ("csv", "json"),
        "query": state.query(),
        "link": link(state, language),
        "citation": citation(dataset.version, language),
    }


def citation(version: str, language: str) -> str:
    """How to cite the dataset version behind the page."""
    package = evidence.load().package
    title, made = str(package.get("title") or package["name"]), date.fromisoformat(str(package["created"]))
    return words.text("explorer-cite", language, title=title, version=version, date=date_words(made, language))
