"""The knowledge quiz, the SURE test and the stage of readiness. Answers are looked at and forgotten."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kneewise import evidence
from kneewise.web.pages import page
from kneewise.web.presenters import quiz as presenter


@require_http_methods(["GET", "POST"])
def quiz(request: HttpRequest) -> HttpResponse:
    """The questions; each answer that was sent is judged at its question."""
    return page(request, "quiz.html", **presenter.present(evidence.load(), request.language, request.POST))
