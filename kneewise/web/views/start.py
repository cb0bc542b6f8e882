"""The front page and the pages around it that need no answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from kneewise import evidence
from kneewise.web.environment import in_language
from kneewise.web.examples import examples
from kneewise.web.pages import page, theme_of
from kneewise.web.presenters import start as presenter

# A choice of light or dark is no personal datum; keep it a year.
THEME_SECONDS = 365 * 24 * 3600


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    dataset = evidence.load()
    return page(
        request,
        "start.html",
        honest=presenter.honest_sentence(dataset, request.language),
        flags=presenter.first_flags(request.language),
        counts=presenter.counts(dataset),
        examples=examples(request.language),
    )


@require_GET
def help_now(request: HttpRequest) -> HttpResponse:
    return page(request, "help_now.html", groups=presenter.flags_by_urgency(request.language))


@require_GET
def knee(request: HttpRequest) -> HttpResponse:
    return page(request, "knee.html", course=presenter.natural_course(evidence.load(), request.language))


@require_GET
def theme(request: HttpRequest) -> HttpResponse:
    """Next of light, dark and the device's own; then back to the page one came from."""
    following = {"": "dark", "dark": "light", "light": ""}[theme_of(request)]
    back = request.GET.get("back", "/")
    # Only a path of ours: "//host" and "/\host" would leave the site.
    safe = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = HttpResponseRedirect(in_language(back if safe else "/", request.language))
    response.set_cookie(
        "kneewise_theme", following, max_age=THEME_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response
