"""Operations about one person: screening, outlook, report, plan; and the audit of a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from kneewise.errors import InputError, TooLargeError
from kneewise.web.api.answers import MISTAKES, answer, dated
from kneewise.web.api.shapes import (
    LIST,
    OBJECT,
    TEXT,
    About,
    AboutWithOptions,
    PageText,
    PlanFor,
    report_shape,
    shaped,
)
from kneewise.web.checks import short_enough

router = Router()


def intake_of(about: About) -> Any:
    """The intake in a body, in the language asked for. Raises InputErrors naming each field."""
    from kneewise.candidacy.intake import Intake

    given = dict(about.intake)
    return Intake.read(given | {"language": about.language} if about.language else given)


@router.post(
    "/screenings",
    operation_id="screen",
    response=MISTAKES,
    openapi_extra=shaped("Screening", {"dataset": TEXT, "red_flags": LIST, "find_out_first": LIST, "treatments": LIST}),
)
def screen(request: HttpRequest, body: About) -> Any:
    from kneewise import evidence
    from kneewise.candidacy.screen import screen as screened

    intake = intake_of(body)
    return dated(screened(intake, evidence.load(), language=intake.language or "en").to_dict())


@router.post(
    "/outlooks",
    operation_id="outlook",
    response=MISTAKES,
    openapi_extra=shaped("Outlook", {"person": OBJECT, "options": LIST, "likeness": OBJECT, "versions": OBJECT}),
)
def outlook(request: HttpRequest, body: About) -> Any:
    from kneewise.outlook import forecast, person_from_intake
    from kneewise.report.as_json import plain

    intake = intake_of(body)
    return answer(plain(forecast(person_from_intake(intake), language=intake.language or "en")))


@router.post(
    "/reports",
    operation_id="report",
    response=MISTAKES,
    openapi_extra=report_shape(),
)
def report(request: HttpRequest, body: AboutWithOptions) -> Any:
    from kneewise.report import as_json, build

    intake = intake_of(body)
    chosen = tuple(body.options) if body.options else None
    return answer(as_json(build(intake, language=intake.language, chosen=chosen, week=body.week)))


@router.post(
    "/plans",
    operation_id="plan",
    response=MISTAKES,
    openapi_extra=shaped(
        "Plan", {"dataset": TEXT, "treatment": TEXT, "start": TEXT, "items": LIST, "disclaimer": TEXT}
    ),
)
def plan(request: HttpRequest, body: PlanFor) -> Any:
    return dated(plan_of(body).to_dict())


def plan_of(body: PlanFor) -> Any:
    """The plan that a body asks for."""
    from kneewise.pathway.dates import parse_start
    from kneewise.pathway.plan import plan as planned

    intake = intake_of(body)
    try:
        start = parse_start(body.start)
    except InputError as error:  # named there after the option of the command line
        raise InputError("start", error.problem, error.remedy) from None
    return planned(body.treatment, start, intake, language=intake.language or "en")


@router.post(
    "/page-audits",
    operation_id="audit_page",
    response=MISTAKES,
    openapi_extra=shaped("PageAudit", {"claims": LIST, "omissions": LIST, "questions": LIST, "versions": OBJECT}),
)
def audit_page(request: HttpRequest, body: PageText) -> Any:
    from kneewise.claims import audit
    from kneewise.claims.reading import read_page

    if (body.text is None) == (body.html is None):
        raise InputError("text or html", "is needed, one of the two", "Send the page as text, or as HTML.")
    if body.text is not None:
        try:
            short_enough(body.text, body.language)
        except TooLargeError as error:  # named there after the form's field
            raise TooLargeError("text", error.problem, error.remedy) from None
        text, title = body.text, body.title
    else:
        page = read_page((body.html or "").encode(), name="page.html", language=body.language)
        text, title = page.text, body.title or page.title
    return answer(audit(text, title=title, url=body.url, language=body.language).to_dict())
