"""Plan pages: warning signs first, dates as chosen, the same plan as page, PDF, calendar, JSON and FHIR."""

from __future__ import annotations

import io
import json
from datetime import date

import icalendar
import pypdf
import pytest
from django.test import Client

from kneewise import evidence
from kneewise.candidacy.intake import Intake
from kneewise.pathway.plan import plan, plannable
from kneewise.report.plan_pdf import plan_to_pdf
from kneewise.report.plan_view import ORDER, date_words, view

DATASET = evidence.load()
START = date(2027, 3, 31)


@pytest.mark.parametrize("code", plannable())
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_view_holds_every_item_once_and_warnings_first(code: str, language: str) -> None:
    made = plan(code, START, Intake(), DATASET, language=language)
    shown = view(made, DATASET)
    keys = [s.key for s in shown.sections]
    assert keys == sorted(keys, key=ORDER.index)
    assert keys[0] == "warning"
    listed = [e.item.item_id for s in shown.sections for e in s.entries]
    assert sorted(listed) == sorted(i.item_id for i in made.items)
    cited = {c.source_id for i in made.items for c in i.citations}
    assert cited == {c.source_id for c, _ in shown.sources}


def test_medicines_to_raise_are_those_that_depend_on_a_medicine() -> None:
    shown = view(plan("bmac", START, Intake(), DATASET), DATASET)
    medicines = next(s for s in shown.sections if s.key == "medicines")
    ids = {e.item.item_id for e in medicines.entries}
    assert {"medicine_list", "thinners_cells", "nsaid_marrow", "immune_cells"} <= ids
    assert "price" not in ids


def test_what_a_person_does_not_take_is_left_out_and_the_page_says_so(site: Client, answered: Client) -> None:
    unknown = site.__class__(headers={"host": "localhost"}).get("/plan/bmac").content.decode()
    known = answered.get("/plan/bmac").content.decode()
    assert "Nothing is known of you yet" in unknown
    assert "Your answers are used" in known


def test_dates_follow_the_day_that_was_chosen(site: Client) -> None:
    page = site.get("/plan/bmac?start=2027-03-31").content.decode()
    assert 'value="2027-03-31"' in page
    assert "31 March 2027" in page
    assert "31 de marzo de 2027" in site.get("/es/plan/bmac?start=2027-03-31").content.decode()


@pytest.mark.parametrize("code", plannable())
def test_the_day_offered_first_leaves_time_for_everything_before_it(site: Client, code: str) -> None:
    plain = json.loads(site.get(f"/plan/{code}/kneewise-plan.json").content)
    earliest = min(i["date_from"] for i in plain["items"] if i["date_from"])
    assert date.fromisoformat(earliest) == date.today()


@pytest.mark.parametrize("given", ["2027-13-01", "soon", "1999-12-31", "<script>alert(1)</script>", "9" * 5000])
def test_a_day_that_cannot_be_is_said_at_its_field(site: Client, given: str) -> None:
    answer = site.get("/plan/bmac", {"start": given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="start-error"' in page
    assert 'aria-invalid="true"' in page
    assert "such as 2027-03-31" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("form", ["ics", "pdf", "json", "fhir"])
def test_a_file_for_a_day_that_cannot_be_is_refused(site: Client, form: str) -> None:
    assert site.get(f"/plan/bmac/kneewise-plan.{form}?start=never").status_code == 422


def test_unknown_plans_and_forms_are_not_found(site: Client) -> None:
    assert site.get("/plan/exosomes").status_code == 404
    assert site.get("/plan/bmac/kneewise-plan.docx").status_code == 404


def test_page_calendar_json_and_fhir_hold_the_same_dated_items(site: Client) -> None:
    made = plan("bmac", START, Intake.read({"language": "en"}), DATASET, language="en")
    dated = {i.title for i in made.items if i.date_from}
    base = "/plan/bmac/kneewise-plan.{}?start=2027-03-31"
    calendar = icalendar.Calendar.from_ical(site.get(base.format("ics")).content)
    events = {str(e["summary"]).split(" (")[0] for e in calendar.walk("VEVENT")}
    assert events == {t.split(" (")[0] for t in dated}
    plain = json.loads(site.get(base.format("json")).content)
    assert {i["title"] for i in plain["items"] if i["date_from"]} == dated
    careplan = json.loads(site.get(base.format("fhir")).content)
    assert careplan["resourceType"] == "CarePlan"
    assert dated <= {a["detail"]["code"]["text"] for a in careplan["activity"]} <= {i.title for i in made.items}
    page = site.get("/plan/bmac?start=2027-03-31").content.decode()
    assert all(date_words(i.date_from, "en") in page for i in made.items if i.date_from)


@pytest.mark.parametrize(("code", "language"), [("bmac", "en"), ("tka", "es"), ("exercise", "en")])
def test_the_pdf_is_tagged_titled_and_whole(code: str, language: str) -> None:
    made = plan(code, START, Intake(), DATASET, language=language)
    reader = pypdf.PdfReader(io.BytesIO(plan_to_pdf(made, DATASET)))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].startswith(language)
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode("utf-8", "ignore")
    text = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    shown = view(made, DATASET)
    for section in shown.sections:
        assert section.title in text
    assert shown.start in text
    first, second = shown.sections[0].title, shown.sections[1].title
    assert text.index(first) < text.index(second)


def test_red_flags_come_before_the_plan() -> None:
    flags = {"red_flags": {"hot_swollen_joint": True, "fever": True}}
    made = plan("bmac", START, Intake.read(flags), DATASET)
    shown = view(made, DATASET)
    assert len(shown.cautions) == len(made.red_flags) + 1 > 1
    assert view(plan("bmac", START, Intake(), DATASET), DATASET).cautions == ()


def test_a_medicine_that_is_not_taken_is_not_raised() -> None:
    taken = Intake.read({"medicines": {"anticoagulant": False, "antiplatelet": False, "nsaid": False}})
    shown = view(plan("bmac", START, taken, DATASET), DATASET)
    ids = {e.item.item_id for s in shown.sections if s.key == "medicines" for e in s.entries}
    assert "medicine_list" in ids
    assert not ids & {"thinners_cells", "nsaid_marrow"}


@pytest.mark.parametrize(("language", "said"), [("en", "already past ("), ("es", "ya pasó (")])
def test_a_step_that_should_be_done_by_now_says_so_instead_of_a_bare_date(language: str, said: str) -> None:
    made = plan("bmac", START, Intake(), DATASET, language=language)
    eve = date(2027, 3, 30)
    entries = [e for s in view(made, DATASET, eve).sections for e in s.entries]
    late = [e for e in entries if made.overdue(e.item, eve)]
    assert late
    assert {e.item.part for e in late} == {"preparation"}
    for entry in late:
        assert entry.when.startswith(said)
    assert all("past" not in e.when for s in view(made, DATASET, date(2026, 6, 1)).sections for e in s.entries)


def test_nothing_is_late_once_the_treatment_is_over() -> None:
    made = plan("bmac", START, Intake(), DATASET)
    assert not any(made.overdue(item, date(2027, 4, 1)) for item in made.items)
    assert any(made.overdue(item, START) for item in made.items)
