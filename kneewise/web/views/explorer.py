"""The evidence explorer at ``/evidence``: a state in the address, its view, its downloads, its link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_GET

from kneewise.web.environment import address
from kneewise.web.explorer import downloads
from kneewise.web.explorer.state import State
from kneewise.web.pages import page
from kneewise.web.presenters import explorer as presenter


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The whole page; or, asked by htmx, only what a filter changes. What cannot be used is said; the rest is kept."""
    state, refused = presenter.mended(request.GET)
    partial = request.headers.get("HX-Request") == "true"
    template = "explorer/result.html" if partial else "explorer/page.html"
    shown = presenter.present(state, request.language)
    errors = presenter.errors(refused, request.GET, request.language)
    status = refused[0].http_status if refused else 200
    response = page(request, template, nav="explore", status=status, errors=errors, **shown)
    response["Vary"] = "HX-Request"
    if partial:
        # The short address of the state instead of every field of the form.
        response["HX-Push-Url"] = presenter.link(state, request.language)
    return response


@require_GET
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The state's rows, results or picture."""
    state = State.read(request.GET)
    body = downloads.body(state, form, request.language)
    response = HttpResponse(body, content_type=downloads.FORMS[form])
    name = f"kneewise-{state.view}-{state.outcome}-{state.window}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def moved(request: HttpRequest) -> HttpResponse:
    """The explorer's first address."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(address("explore", request.language) + (f"?{query}" if query else ""))
