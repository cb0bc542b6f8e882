"""Where a number comes from: a row of the dataset, a source, a trial, a rule."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kneewise import evidence
from kneewise.web.pages import page
from kneewise.web.presenters import evidence as presenter


@require_GET
def row(request: HttpRequest, table: str, key: str) -> HttpResponse:
    """One row as published, every column with its meaning, and its source."""
    return page(request, "row.html", nav="explore", **presenter.row(evidence.load(), table, key, request.language))


@require_GET
def source(request: HttpRequest, source_id: str) -> HttpResponse:
    """One source and every row read from it."""
    return page(request, "source.html", nav="explore", **presenter.source(evidence.load(), source_id, request.language))


@require_GET
def trial(request: HttpRequest, trial_id: str) -> HttpResponse:
    """One trial: who took part, groups, results, harms, risk of bias."""
    return page(request, "trial.html", nav="explore", **presenter.trial(evidence.load(), trial_id, request.language))


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every named rule of derivation and exclusion."""
    return page(request, "rules.html", nav="explore", rules=presenter.rules(evidence.load(), request.language))
