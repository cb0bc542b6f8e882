"""The knowledge quiz and the SURE test. Answers are looked at and forgotten."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kneewise import evidence
from kneewise.web.pages import page
from kneewise.web.presenters import quiz as presenter


@require_http_methods(["GET", "POST"])
def quiz(request: HttpRequest) -> HttpResponse:
    given = request.POST if request.method == "POST" else None
    return page(request, "quiz.html", nav="report", **presenter.present(evidence.load(), request.language, given))
