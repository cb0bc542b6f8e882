"""The evidence explorer: a state in the address, its view, its downloads."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kneewise import evidence
from kneewise.errors import NotFoundError
from kneewise.web import explore
from kneewise.web.pages import page
from kneewise.web.presenters import explore as presenter


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The whole page; or, asked by htmx, only what a filter changes."""
    state = explore.State.read(request.GET)
    shown = presenter.present(state, request.language)
    template = "partials/explore_result.html" if request.headers.get("HX-Request") == "true" else "explore.html"
    response = page(request, template, nav="explore", **shown)
    response["Vary"] = "HX-Request"
    return response


@require_GET
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The state's trials as CSV, its results as JSON, its picture as SVG or PNG."""
    state = explore.State.read(request.GET)
    if form == "csv":
        body: str | bytes = explore.contrasts(state).drop("row_ids").write_csv()
        kind = "text/csv; charset=utf-8"
    elif form == "json":
        content = {"dataset": evidence.load().version, "state": state.__dict__, "result": explore.network(state)}
        body, kind = json.dumps(content, indent=2), "application/json"
    elif form in ("svg", "png"):
        body, kind = explore.picture(state, form), "image/svg+xml" if form == "svg" else "image/png"
    else:
        raise NotFoundError("download", f"“{form[:10]}” is not known", "Choose csv, json, svg or png.")
    response = HttpResponse(body, content_type=kind)
    disposition = "inline" if form == "svg" and request.GET.get("inline") else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="kneewise-{state.outcome}-{state.window}.{form}"'
    return response
