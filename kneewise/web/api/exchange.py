"""Operations in FHIR R4: the questionnaire, answers in both directions, a plan of care."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from kneewise.web.api.answers import MISTAKES, answer
from kneewise.web.api.people import intake_of, plan_of
from kneewise.web.api.shapes import LIST, OBJECT, TEXT, About, Language, PlanFor, Response, shaped

router = Router()


@router.get(
    "/fhir/questionnaire",
    operation_id="fhir_questionnaire",
    response=MISTAKES,
    openapi_extra=shaped("Questionnaire", {"resourceType": TEXT, "item": LIST}),
)
def fhir_questionnaire(request: HttpRequest, language: Language = "en") -> Any:
    from kneewise.interop.fhir import questionnaire

    return answer(questionnaire(language))


@router.post(
    "/fhir/questionnaire-responses",
    operation_id="fhir_questionnaire_response",
    response=MISTAKES,
    openapi_extra=shaped("QuestionnaireResponse", {"resourceType": TEXT, "status": TEXT}),
)
def fhir_questionnaire_response(request: HttpRequest, body: About) -> Any:
    from kneewise.interop.fhir import questionnaire_response

    return answer(questionnaire_response(intake_of(body)))


@router.post(
    "/fhir/intakes",
    operation_id="fhir_intake",
    response=MISTAKES,
    openapi_extra=shaped("Intake", {"intake": OBJECT}),
)
def fhir_intake(request: HttpRequest, body: Response) -> Any:
    from kneewise.interop.fhir import intake_from_response

    return answer({"intake": intake_from_response(body.response).to_dict()})


@router.post(
    "/fhir/care-plans",
    operation_id="fhir_care_plan",
    response=MISTAKES,
    openapi_extra=shaped("CarePlan", {"resourceType": TEXT, "status": TEXT, "intent": TEXT}),
)
def fhir_care_plan(request: HttpRequest, body: PlanFor) -> Any:
    from kneewise.interop.fhir import care_plan

    return answer(care_plan(plan_of(body)))
