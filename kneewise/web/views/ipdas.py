"""The site's own score, live."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kneewise.web.pages import page
from kneewise.web.presenters import ipdas as presenter


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    return page(request, "ipdas.html", **presenter.present(request.language))
