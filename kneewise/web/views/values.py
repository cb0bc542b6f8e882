"""What matters to you: weights in, the order that fits out. Nothing is kept but in the person's own browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from kneewise.errors import InputError
from kneewise.report.voice import week_of
from kneewise.web import answers
from kneewise.web.environment import address
from kneewise.web.pages import page
from kneewise.web.presenters import values as presenter


@require_http_methods(["GET", "POST"])
def values(request: HttpRequest) -> HttpResponse:
    """The sliders with their buttons; sent, they go to the report, or (by htmx) show the order at once."""
    given = answers.given(request)
    week = week_of(answers.choice(request, "week"), request.language)
    if request.method == "GET":
        return page(
            request, "values.html", nav="report", problem="", **presenter.present(given, request.language, week)
        )
    weights = presenter.read(request.POST)
    asked = given | {"values": weights}
    try:
        if request.headers.get("HX-Request") == "true":
            return page(request, "partials/values_result.html", result=presenter.result(asked, request.language, week))
        presenter.check(weights, request.language)
        answers.keep(request, asked)
    except InputError as error:
        shown = presenter.present(asked, request.language, week)
        return page(request, "values.html", nav="report", status=422, problem=str(error), **shown)
    if "step" in request.POST:
        return HttpResponseRedirect(address("values", request.language))
    return HttpResponseRedirect(address("report", request.language) + "#values")
