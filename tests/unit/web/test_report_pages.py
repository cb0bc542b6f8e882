"""The report page, what can be taken away, and private links."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta

import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from kneewise.candidacy.intake import Intake
from kneewise.web import saved
from kneewise.web.models import SavedReport
from kneewise.web.presenters import report as presenter

INTAKE = Intake.read(
    {"age": 61, "xray_words": "moderate", "pain_now": 6, "offers": [{"treatment": "bmac", "price": 5000}]}
)
FIRST_SCREEN_WORDS = 150


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_first_screen_has_at_most_150_words(answered: Client) -> None:
    page = answered.get("/report").content.decode()
    first = re.search(r'<section id="summary".*?</section>', page, re.S)
    assert first is not None
    assert len(_text(first[0]).split()) <= FIRST_SCREEN_WORDS


def test_every_mark_of_a_source_opens_a_page_of_the_site(answered: Client) -> None:
    page = answered.get("/report").content.decode()
    marks = set(re.findall(r'class="cite" href="([^"]+)"', page))
    assert len(marks) > 10
    broken = [href for href in marks if answered.get(href.split("#")[0]).status_code != 200]
    assert not broken


def test_red_flags_come_before_all_else(site: Client, short_answers: dict[str, str]) -> None:
    answers = {k: v for k, v in short_answers.items() if k != "red-flags__none"} | {
        "red-flags": ["hot_swollen_joint", "fever"]
    }
    site.post("/interview/short", answers)
    page = site.get("/report").content.decode()
    assert page.index('id="red-flags"') < page.index('id="summary"')


def test_page_text_json_and_pdf_say_the_same_numbers(answered: Client) -> None:
    """All views of one result agree: what the first screen says stands in each of them."""
    page = _text(answered.get("/report").content.decode())
    said = re.search(r"Of 100 people like you, about (\d+) are clearly better", page)
    assert said is not None
    sentence = said[0]
    assert sentence in re.sub(r"\s+", " ", answered.get("/report/kneewise-report.txt").content.decode())
    assert sentence in json.dumps(answered.get("/report/kneewise-report.json").json())
    pdf = pypdf.PdfReader(io.BytesIO(answered.get("/report/kneewise-report.pdf").content))
    assert sentence in re.sub(r"\s+", " ", "".join(p.extract_text() for p in pdf.pages[:2]))
    icons = re.findall(r"With ([a-z ]+), (\d+) of 100 people are clearly better", page)
    assert said[1] in {count for _, count in icons}


WEEKS = {6: "6 weeks", 13: "3 months", 26: "6 months", 52: "1 year", 104: "2 years"}


@pytest.mark.parametrize("week", WEEKS)
def test_the_time_is_chosen_by_a_link_and_carried_into_every_form(answered: Client, week: int) -> None:
    shown = answered.get(f"/report?week={week}").content.decode()
    assert re.search(r'<a href="/report\?week=(\d+)#time" aria-current="true">', shown)[1] == str(week)  # type: ignore[index]
    sentence = re.search(rf"Of 100 people like you, about \d+ are clearly better after {WEEKS[week]}", _text(shown))
    assert sentence is not None
    files = set(re.findall(r'href="(/report/kneewise-report\.[^"]+)"', shown))
    assert {f.partition("?")[2] for f in files} == {f"week={week}"}
    assert len(files) == 5
    for file in files:
        got = answered.get(file)
        assert got.status_code == 200
        if ".pdf" in file:
            said = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(got.content)).pages[:2])
        else:
            said = got.content.decode()
        assert ".fhir" in file or sentence[0] in re.sub(r"\s+", " ", said), file


def test_the_chosen_time_is_kept_for_the_way_back_and_for_the_order_by_values(answered: Client) -> None:
    answered.get("/report?week=104")
    assert "after 2 years" in _text(answered.get("/report").content.decode())
    assert "after 2 years" in answered.get("/report/kneewise-report.txt").content.decode().replace("\n", " ")
    answered.get("/report?week=26")
    assert "after 6 months" in _text(answered.get("/report").content.decode())


@pytest.mark.parametrize("given", ["7", "x", "-26", "1e999", "<script>", "26&week=nine"])
@pytest.mark.parametrize(
    "page", ["/report", "/es/report", "/report/kneewise-report.pdf", "/report/kneewise-report.json"]
)
def test_a_time_without_a_forecast_is_refused_in_a_sentence(answered: Client, page: str, given: str) -> None:
    refused = answered.get(f"{page}?week={given}")
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "El plazo" in text if "/es/" in page else "The time" in text
    assert "104" in text
    assert "<script>" not in text.replace("<script src", "")


def test_other_forms_are_refused(answered: Client) -> None:
    assert answered.get("/report/kneewise-report.docx").status_code == 404


def test_two_to_four_options_can_be_chosen(answered: Client) -> None:
    assert answered.post("/report/options", {"option": ["prp", "exercise"]}).status_code == 302
    assert presenter.build(INTAKE, "en", ("prp", "exercise")).data["chosen"] == ["prp", "exercise"]
    assert answered.post("/report/options", {"option": ["prp"]}).status_code == 422
    assert answered.post("/report/options", {"option": ["prp", "nonsense"]}).status_code == 422


def test_the_same_answers_are_worked_out_once() -> None:
    assert presenter.build(INTAKE, "en") is presenter.build(INTAKE, "en")


def test_a_report_about_nobody_says_so(site: Client) -> None:
    assert "You have not told us about your knee yet" in site.get("/report").content.decode()


@pytest.mark.django_db
class TestPrivateLinks:
    def test_a_link_is_made_only_when_asked_and_opens_the_same_view(self, answered: Client, site: Client) -> None:
        answered.get("/report")
        assert SavedReport.objects.count() == 0
        made = answered.post("/saved", {"days": "30"}).content.decode()
        link = re.search(r'value="http://localhost(/s/[^"]+)"', made)
        assert link is not None
        shown = Client(headers={"host": "localhost"}).get(link[1]).content.decode()
        mine = answered.get("/report").content.decode()
        summary = r'<section id="summary".*?</section>'
        assert re.search(summary, shown, re.S)[0] == re.search(summary, mine, re.S)[0]  # type: ignore[index]

    def test_a_link_opens_at_the_time_it_was_made_for_and_can_show_others(self, answered: Client) -> None:
        answered.get("/report?week=52")
        made = answered.post("/saved", {"days": "30"}).content.decode()
        link = re.search(r'value="http://localhost(/s/[^"]+)"', made)
        assert link is not None
        visitor = Client(headers={"host": "localhost"})
        assert "after 1 year" in _text(visitor.get(link[1]).content.decode())
        other = visitor.get(f"{link[1]}?week=13").content.decode()
        assert "after 3 months" in _text(other)
        assert f"{link[1]}/kneewise-report.pdf?week=13" in other
        assert "after 1 year" in visitor.get(f"{link[1]}/kneewise-report.txt").content.decode().replace("\n", " ")
        assert visitor.get(f"{link[1]}?week=7").status_code == 422

    def test_neither_token_nor_answers_can_be_read_in_the_database(self) -> None:
        token = saved.save(answers={"intake": {"age": 61}}, language="en", days=7)
        row = SavedReport.objects.get()
        assert token not in row.token_hash
        assert b"age" not in bytes(row.answers)

    def test_answers_open_only_with_their_own_token(self) -> None:
        first = saved.save(answers={"intake": {"age": 61}}, language="en", days=7)
        second = saved.save(answers={"intake": {"age": 62}}, language="en", days=7)
        other = SavedReport.objects.get(token_hash=saved._hash(second))
        SavedReport.objects.filter(token_hash=saved._hash(first)).update(answers=other.answers)
        assert saved.open_saved(first) is None
        opened = saved.open_saved(second)
        assert opened is not None
        assert opened.answers["intake"]["age"] == 62

    def test_after_its_date_it_is_gone_and_deleted_with_the_next_save(self) -> None:
        token = saved.save(answers={"intake": {}}, language="en", days=7)
        SavedReport.objects.update(expires=timezone.now() - timedelta(seconds=1))
        assert saved.open_saved(token) is None
        saved.save(answers={"intake": {}}, language="en", days=7)
        assert SavedReport.objects.count() == 1

    def test_deleting_deletes(self, site: Client) -> None:
        token = saved.save(answers={"intake": {"age": 61}}, language="en", days=7)
        assert site.post(f"/s/{token}/delete").status_code == 302
        assert site.get(f"/s/{token}").status_code == 404
        assert not SavedReport.objects.exists()

    def test_a_link_without_answers_or_with_other_days_is_refused(self, site: Client, answered: Client) -> None:
        assert Client(headers={"host": "localhost"}).post("/saved", {"days": "30"}).status_code == 422
        assert answered.post("/saved", {"days": "3650"}).status_code == 422
        assert not SavedReport.objects.exists()
