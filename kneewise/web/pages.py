"""Renders a page: what every template may rely on stands here and nowhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kneewise import __version__, evidence, words
from kneewise.evidence.review import last_review, next_review
from kneewise.web import answers
from kneewise.web.environment import in_language


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The template with the words, addresses and choices that every page has."""
    language = request.language
    other = "es" if language == "en" else "en"
    path = request.path_info
    query = request.META.get("QUERY_STRING", "")
    suffix = f"?{query}" if query and request.method == "GET" else ""
    return render(
        request,
        template,
        {
            "language": language,
            "other_language": other,
            "other_href": in_language(path, other) + suffix,
            "here": path,
            "theme": theme_of(request),
            "demo": settings.DEMO,
            "has_answers": answers.present(request),
            "versions": versions(),
            **context,
        },
        status=status,
    )


def versions() -> dict[str, Any]:
    """Versions of program and dataset, the dataset's date, when it is due again, and whether that is past."""
    dataset = evidence.load()
    made, due = last_review(dataset), next_review(dataset)
    return {
        "kneewise": __version__,
        "dataset": dataset.version,
        "date": made.isoformat(),
        "due": due.isoformat(),
        "overdue": date.today() > due,
    }


def theme_of(request: HttpRequest) -> str:
    """``light`` or ``dark`` where the person chose one, else empty: the device decides."""
    chosen = request.COOKIES.get("kneewise_theme", "")
    return chosen if chosen in ("light", "dark") else ""


def problem_page(request: HttpRequest, sentences: list[str], status: int) -> HttpResponse:
    """A page that says what went wrong and what to do, and nothing else."""
    title = {404: "web-problem-404", 429: "web-problem-429", 500: "web-problem-500"}.get(status, "web-problem-title")
    return page(
        request,
        "problem.html",
        status=status,
        title=words.text(title, request.language),
        sentences=sentences,
        home=in_language(reverse("start"), request.language),
    )
