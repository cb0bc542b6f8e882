"""Pages for what Django itself refuses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from kneewise import words
from kneewise.web.pages import problem_page


def _say(request: HttpRequest, message: str, status: int) -> HttpResponse:
    language = getattr(request, "language", "en")
    sentence = words.text(message, language)
    if request.path_info.startswith("/api/"):
        return JsonResponse({"error": sentence}, status=status)
    request.language = language
    return problem_page(request, [sentence], status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, "web-problem-not-found", 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, "web-problem-method", 400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _say(request, "web-problem-form", 403)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, "web-problem-method", 403)


def server_error(request: HttpRequest, *_: Any) -> HttpResponse:
    """Plain text, because whatever broke may break a page too."""
    language = getattr(request, "language", "en")
    return HttpResponse(words.text("web-problem-ours", language), status=500, content_type="text/plain; charset=utf-8")
