"""The report, its choices and what can be taken away."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from kneewise.candidacy.intake import Intake
from kneewise.errors import InputError
from kneewise.report.blocks import Report
from kneewise.report.voice import HEADLINE_WEEK, week_of
from kneewise.web import answers
from kneewise.web.environment import address
from kneewise.web.pages import page
from kneewise.web.presenters import report as presenter
from kneewise.web.presenters import sharpening


def chosen_week(request: HttpRequest, kept: float | None) -> float:
    """The time in the address, else the one kept, else the usual one. InputError for a time without a forecast."""
    return week_of(request.GET.get("week", kept), request.language)


def report_of(request: HttpRequest, intake: Intake) -> Report:
    """The report of this session's answers, for the time in the address or the one looked at last."""
    chosen = answers.choice(request, "options")
    kept = answers.choice(request, "week")
    week = chosen_week(request, kept)
    if week != (kept or HEADLINE_WEEK) and answers.present(request):
        answers.choose(request, "week", week)
    return presenter.build(intake, request.language, tuple(chosen) if chosen else None, week)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The report; without answers, that of nobody in particular, which says so."""
    intake = answers.intake_of(request)
    return show_report(request, report_of(request, intake), intake, own=True)


def show_report(
    request: HttpRequest, report: Report, intake: Intake, *, own: bool, token: str = "", **more: Any
) -> HttpResponse:
    """The page of a report: one's own, or one opened by a private link (then nothing on it can be changed)."""
    sharper = None
    if own and answers.present(request):
        sharper = sharpening.present(report, answers.choice(request, "before"))
    return page(
        request,
        "report.html",
        nav="report",
        **presenter.present(report, intake, request.language, own=own, token=token),
        sharper=sharper,
        see_href="#sharpness",
        token=token,
        **more,
    )


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep which two to four options stand side by side."""
    wanted = [code for code in request.POST.getlist("option") if code][:4]
    if not 2 <= len(wanted) <= 4:
        from kneewise import words

        language = request.language
        raise InputError(
            words.text("web-choose-field", language),
            words.text("web-choose-problem", language, count=len(wanted)),
            words.text("web-choose-remedy", language),
        )
    presenter.build(answers.intake_of(request), request.language, tuple(wanted))
    answers.choose(request, "options", wanted)
    return HttpResponseRedirect(address("report", request.language) + "#options")


@require_GET
def take_away(request: HttpRequest, form: str) -> HttpResponse:
    """The report as PDF, text, JSON, one HTML file, or the answers as a FHIR QuestionnaireResponse."""
    intake = answers.intake_of(request)
    return file_of(report_of(request, intake), intake, form)


def file_of(report: Report, intake: Intake, form: str) -> HttpResponse:
    """The report in that form, as a download."""
    body, kind, suffix = presenter.render_as(report, intake, form)
    if isinstance(body, dict):
        body = json.dumps(body, ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="kneewise-report.{suffix}"'
    return response
