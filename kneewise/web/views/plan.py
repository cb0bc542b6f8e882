"""Your plan: choose treatment and day; see it, print it, put it into a calendar."""

from __future__ import annotations

import json
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kneewise import evidence, words
from kneewise.errors import InputError, NotFoundError
from kneewise.pathway.plan import Plan, plan, plannable
from kneewise.web import answers
from kneewise.web.pages import page
from kneewise.web.presenters import plan as presenter


def _start(request: HttpRequest) -> date:
    """The first day that was asked for, by default today. InputError for what is no date."""
    given = request.GET.get("start", "").strip()
    if not given:
        return date.today()
    try:
        return date.fromisoformat(given)
    except ValueError:
        language = request.language
        field = words.text("web-plan-start", language)
        problem = words.text("web-plan-bad-date", language, value=given[:20])
        raise InputError(field, problem, words.text("web-plan-date-remedy", language)) from None


def _plan(request: HttpRequest, code: str) -> Plan:
    return plan(code, _start(request), answers.intake_of(request), evidence.load(), language=request.language)


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    return page(request, "plans.html", nav="plans", plans=presenter.choices(plannable(), request.language))


@require_GET
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The plan, dated from the day that was chosen; a day that cannot be is said at its field."""
    if code not in plannable():
        raise NotFoundError("plan", f"“{code[:40]}” is not known", f"There are {', '.join(plannable())}.")
    try:
        made, problem = _plan(request, code), ""
    except InputError as error:
        made = plan(code, date.today(), answers.intake_of(request), evidence.load(), language=request.language)
        problem = str(error)
    shown = presenter.present(made, request.language)
    given = request.GET.get("start", "") if problem else made.start.isoformat()
    return page(request, "plan.html", nav="plans", status=422 if problem else 200, problem=problem, given=given, **shown)


@require_GET
def download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The plan as calendar, PDF, JSON or FHIR CarePlan."""
    made = _plan(request, code)
    body, kind = presenter.render_as(made, form)
    response = HttpResponse(json.dumps(body, ensure_ascii=False, indent=2) if isinstance(body, dict) else body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="kneewise-plan-{code}.{form}"'
    return response
