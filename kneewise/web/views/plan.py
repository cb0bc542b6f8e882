"""Your plan: choose treatment and day; see it, print it, put it into a calendar."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kneewise import evidence, words
from kneewise.errors import InputError, NotFoundError
from kneewise.pathway.dates import EARLIEST, LATEST
from kneewise.pathway.plan import Plan, plan, plannable
from kneewise.web import answers
from kneewise.web.pages import page
from kneewise.web.presenters import plan as presenter

# More of a value than this is not repeated in an error.
LONGEST_SHOWN = 20


def _soonest(code: str) -> date:
    """The first day that leaves time for everything to be done before it, counted from today."""
    today = date.today()
    first = min(item.date_from for item in plan(code, today).items if item.date_from)
    return today + max(today - first, timedelta(0))


def _start(request: HttpRequest, code: str) -> date:
    """The day that was asked for, by default the soonest. InputError for what is no date, or far from our time."""
    given = request.GET.get("start", "").strip()
    if not given:
        return _soonest(code)
    try:
        start = date.fromisoformat(given)
    except ValueError:
        start = None
    if start is None or not EARLIEST <= start <= LATEST:
        problem = words.text("web-plan-bad-date", request.language, value=given[:LONGEST_SHOWN])
        remedy = words.text("web-plan-date-remedy", request.language)
        raise InputError(words.text("web-plan-start", request.language), problem, remedy)
    return start


def _known(code: str) -> str:
    if code not in plannable():
        raise NotFoundError(
            f"a plan for “{code[:40]}”", "does not exist", f"There are plans for {', '.join(plannable())}."
        )
    return code


def _plan(request: HttpRequest, code: str, start: date) -> Plan:
    return plan(code, start, answers.intake_of(request), evidence.load(), language=request.language)


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    return page(request, "plans.html", nav="plans", plans=presenter.choices(plannable(), request.language))


@require_GET
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The plan, dated from the day that was chosen; a day that cannot be is said at its field."""
    _known(code)
    try:
        start, problem = _start(request, code), ""
    except InputError as error:
        start, problem = _soonest(code), str(error)
    made = _plan(request, code, start)
    given = request.GET.get("start", "")[:LONGEST_SHOWN] if problem else start.isoformat()
    shown = presenter.present(made, evidence.load(), request.language)
    status = 422 if problem else 200
    return page(request, "plan.html", nav="plans", status=status, problem=problem, given=given, **shown)


@require_GET
def download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The plan as calendar, PDF, JSON or FHIR CarePlan."""
    made = _plan(request, _known(code), _start(request, code))
    body, kind = presenter.render_as(made, evidence.load(), form)
    response = HttpResponse(body, content_type=kind)
    extension = "json" if form == "fhir" else form
    response["Content-Disposition"] = f'attachment; filename="kneewise-plan-{code}.{extension}"'
    return response
