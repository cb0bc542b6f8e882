"""A plan as a FHIR R4 CarePlan: valid by the published structure, and nothing of the plan is lost."""

from datetime import date

import pytest
from fhir.resources.R4B.careplan import CarePlan

from kneewise.candidacy.intake import Intake
from kneewise.interop.fhir import care_plan
from kneewise.pathway.plan import plan, plannable

START = date(2026, 12, 1)


@pytest.mark.parametrize("treatment", plannable())
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_plan_is_a_valid_care_plan(treatment, language):
    made = plan(treatment, START, language=language)
    resource = care_plan(made)
    CarePlan.model_validate(resource)
    assert resource["language"] == language
    assert len(resource["activity"]) + len(made.part("warning")) == len(made.items)


def test_dates_words_and_sources_are_those_of_the_plan():
    made = plan("bmac", START)
    resource = care_plan(made)
    by_code = {a["detail"]["code"]["coding"][0]["code"]: a["detail"] for a in resource["activity"]}
    dated = [item for item in made.items if item.part != "warning" and item.date_from]
    assert dated
    for item in dated:
        detail = by_code[item.item_id]
        assert detail["scheduledPeriod"] == {"start": item.date_from.isoformat(), "end": item.date_to.isoformat()}
        assert detail["description"] == item.text
        assert {c.url for c in item.citations if c.url} == set(detail.get("instantiatesUri", ()))
        assert [c.source_id for c in item.citations] == [r["text"].split(", ")[0] for r in detail["reasonCode"]]
    notes = [note["text"] for note in resource["note"]]
    for sign in made.part("warning"):
        assert any(sign.text in note for note in notes)


def test_it_proposes_and_orders_nothing():
    resource = care_plan(plan("prp", START))
    assert (resource["status"], resource["intent"]) == ("draft", "proposal")
    assert "reference" not in resource["subject"]


def test_what_may_not_apply_says_so_and_cautions_come_first():
    unsure = care_plan(plan("bmac", START))
    assert any("statusReason" in a["detail"] for a in unsure["activity"])
    warned = plan("bmac", START, Intake.read({"red_flags": ["hot_swollen_joint", "fever"]}))
    assert care_plan(warned)["note"][0]["text"] == warned.cautions()[0]
