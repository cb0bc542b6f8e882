"""Check a page: paste, upload or address; up to three pages beside each other."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kneewise import words
from kneewise.errors import KneewiseError
from kneewise.web.pages import page
from kneewise.web.presenters import check as presenter


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; or the audit of what was sent, on the same page, with everything that was sent still in the form."""
    slots = presenter.slots(request.GET if request.method == "GET" else request.POST)
    if request.method == "GET":
        return page(request, "check.html", nav="check", slots=slots, errors=[], result=None)
    try:
        audits = presenter.audit_slots(slots, request.FILES, request.language)
    except KneewiseError as error:
        status = error.http_status
        shown = {"slots": slots, "errors": presenter.errors(slots), "result": None}
        return page(request, "check.html", nav="check", status=status, **shown)
    if request.POST.get("form") == "json":
        body = [audit.to_dict() for audit in audits]
        response = HttpResponse(
            json.dumps(body[0] if len(body) == 1 else body, ensure_ascii=False, indent=2),
            content_type="application/json",
        )
        response["Content-Disposition"] = 'attachment; filename="kneewise-page-audit.json"'
        return response
    result = presenter.present(audits, request.language)
    title = words.text("web-check-result", request.language)
    return page(request, "check_result.html", nav="check", slots=slots, result=result, title=title)
