"""A private link to a report: made, opened, deleted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from kneewise import words
from kneewise.candidacy.intake import Intake
from kneewise.errors import InputError
from kneewise.report.blocks import Report
from kneewise.web import answers, saved
from kneewise.web.environment import address
from kneewise.web.pages import page
from kneewise.web.presenters import report as presenter
from kneewise.web.presenters.plan import date_words
from kneewise.web.views.report import chosen_week, file_of, show_report


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Save the answers and show the link, this once."""
    language = request.language
    given = answers.given(request)
    if not given:
        field = words.text("web-share-field", language)
        raise InputError(field, words.text("web-share-empty", language), words.text("web-share-empty-remedy", language))
    days = request.POST.get("days", "")
    chosen = answers.choice(request, "options")
    token = saved.save(
        answers={"intake": given, "options": chosen, "week": answers.choice(request, "week")},
        language=language,
        days=int(days) if days.isdecimal() and len(days) < 4 else 0,
    )
    href = address("saved", language, token)
    return page(
        request,
        "saved_link.html",
        link=request.build_absolute_uri(href),
        days=int(days),
        open_href=href,
        open_words=words.text("web-share-open", language),
        delete_href=address("saved_delete", language, token),
    )


def _opened(request: HttpRequest, token: str) -> saved.Opened:
    found = saved.open_saved(token)
    if found is None:
        raise saved.gone(request.language)
    return found


def _report_of(request: HttpRequest, found: saved.Opened) -> tuple[Report, Intake]:
    """The saved report, for the time in the address or the one it was saved with."""
    intake = Intake.read(found.answers["intake"] | {"language": request.language})
    options, week = found.answers.get("options"), chosen_week(request, found.answers.get("week"))
    return presenter.build(intake, request.language, tuple(options) if options else None, week), intake


@require_GET
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The same report that its owner saw, worked out anew from the same answers."""
    found = _opened(request, token)
    report, intake = _report_of(request, found)
    until = date_words(found.expires.date(), request.language)
    return show_report(request, report, intake, own=False, token=token, saved=found, saved_until=until)


@require_GET
def take_away(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """A download of the saved report."""
    return file_of(*_report_of(request, _opened(request, token)), form)


@require_POST
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Delete the saved report for good."""
    saved.delete(token)
    return HttpResponseRedirect(address("saved_deleted", request.language))


@require_GET
def deleted(request: HttpRequest) -> HttpResponse:
    return page(request, "saved_deleted.html", text=words.text("web-share-deleted-text", request.language))
