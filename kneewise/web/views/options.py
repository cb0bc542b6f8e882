"""The list of treatments and a page for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kneewise import evidence
from kneewise.web.pages import page
from kneewise.web.presenters import options as presenter


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    return page(request, "options.html", nav="options", families=presenter.listed(evidence.load(), request.language))


@require_GET
def option(request: HttpRequest, code: str) -> HttpResponse:
    shown = presenter.option(evidence.load(), code, request.language)
    return page(request, "option.html", nav="options", o=shown)
