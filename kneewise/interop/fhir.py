"""FHIR R4 as plain dictionaries, ready for JSON: the intake in both directions, a plan as a CarePlan."""

from kneewise.interop.fhir_care_plan import care_plan
from kneewise.interop.fhir_intake import (
    QUESTIONNAIRE,
    intake_from_response,
    questionnaire,
    questionnaire_response,
)

__all__ = ["QUESTIONNAIRE", "care_plan", "intake_from_response", "questionnaire", "questionnaire_response"]
