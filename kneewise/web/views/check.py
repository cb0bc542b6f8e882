"""Check a page: paste, upload or address; up to three pages beside each other; kept under a private link if asked."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kneewise import words
from kneewise.errors import KneewiseError, NotFoundError, UnavailableError
from kneewise.report.plan_view import date_words
from kneewise.web import checks, saved
from kneewise.web.environment import address
from kneewise.web.pages import page
from kneewise.web.presenters import check as presenter


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; or the audit of what was sent. What cannot be read leaves everything that was sent in the form."""
    if request.POST.get("carried"):
        return _show(request, checks.carried(request.POST["carried"], request.language))
    slots = presenter.slots(request.GET if request.method == "GET" else request.POST)
    if request.method == "GET":
        return page(request, "check.html", nav="check", slots=slots, errors=[])
    try:
        found = presenter.check_slots(slots, request.FILES, request.language)
    except KneewiseError as error:
        # A page elsewhere that does not answer is no fault of this server: what cannot be used is the address.
        status = 422 if isinstance(error, UnavailableError) else error.http_status
        return page(request, "check.html", nav="check", status=status, slots=slots, errors=presenter.errors(slots))
    return _show(request, found)


def _show(request: HttpRequest, found: checks.Check) -> HttpResponse:
    """The result as a page, or as the file that was asked for."""
    if form := request.POST.get("form", ""):
        return file_of(found, form)
    return page(request, "check_result.html", nav="check", **presenter.present(found))


def file_of(found: checks.Check, form: str) -> HttpResponse:
    """The check as a download: JSON, or the PDF of one page."""
    if form == "pdf" and len(found.audits) == 1:
        from kneewise.claims.render import to_pdf

        body: str | bytes = to_pdf(found.audits[0], found.language)
        kind = "application/pdf"
    elif form == "json":
        audits = [audit.to_dict() for audit in found.audits]
        body = json.dumps(audits[0] if len(audits) == 1 else audits, ensure_ascii=False, indent=2)
        kind = "application/json"
    else:
        language = found.language
        raise NotFoundError(words.text("web-check-file-form", language), words.text("web-check-form-problem", language))
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="kneewise-page-audit.{form}"'
    return response


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the check under a private link and show the link, this once."""
    language = request.language
    days = request.POST.get("days", "")
    found = checks.carried(request.POST.get("carried", ""), language)
    token = checks.keep(found, int(days) if days.isdecimal() and len(days) < 4 else 0)
    href = address("saved_check", language, token)
    return page(
        request,
        "saved_link.html",
        nav="check",
        link=request.build_absolute_uri(href),
        days=int(days),
        open_href=href,
        open_words=words.text("web-check-saved-open", language),
        delete_href=address("saved_check_delete", language, token),
    )


def _opened(request: HttpRequest, token: str) -> tuple[saved.Opened, checks.Check]:
    found = saved.look_up(saved.CHECKS, token)
    if found is None:
        raise saved.gone(request.language)
    return found, checks.opened(found, request.language)


@require_GET
def show_saved(request: HttpRequest, token: str) -> HttpResponse:
    """The check as its link keeps it."""
    kept, found = _opened(request, token)
    until = date_words(kept.expires.date(), request.language)
    shown = presenter.present(found) | {"token": token, "saved_until": until}
    return page(request, "check_result.html", nav="check", **shown)


@require_GET
def saved_file(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """A download of the kept check."""
    return file_of(_opened(request, token)[1], form)


@require_POST
def delete_saved(request: HttpRequest, token: str) -> HttpResponse:
    """Delete the kept check for good."""
    saved.remove(saved.CHECKS, token)
    return HttpResponseRedirect(address("saved_check_deleted", request.language))


@require_GET
def saved_deleted(request: HttpRequest) -> HttpResponse:
    return page(request, "saved_deleted.html", nav="check", text=words.text("web-check-deleted", request.language))
