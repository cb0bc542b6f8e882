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


def test_other_forms_are_refused(answered: Client) -> None:
    assert answered.get("/report/kneewise-report.docx").status_code == 404


def test_two_to_four_options_can_be_chosen(answered: Client) -> None:
    assert answered.post("/report/options", {"option": ["prp", "exercise"]}).status_code == 302
    assert presenter.build(INTAKE, "en", ("prp", "exercise")).data["chosen"] == ["prp", "exercise"]
    assert answered.post("/report/options", {"option": ["prp"]}).status_code == 422
    assert answered.post("/report/options", {"option": ["prp", "nonsense"]}).status_code == 422


def test_the_same_answers_are_worked_out_once() -> None:
    assert presenter.build(INTAKE, "en") is presenter.build(INTAKE, "en")


def test_further_answers_say_by_how_much_they_sharpen() -> None:
    assert presenter.sharper_words([20, 80], [30, 70], "en").endswith("30 to 70.")
    assert "narrower" in presenter.sharper_words([20, 80], [30, 70], "en")
    assert "narrower" not in presenter.sharper_words([20, 80], [10, 90], "en")
    assert presenter.sharper_words([20, 80], [20, 80], "en") == ""
    assert presenter.sharper_words(None, [20, 80], "en") == ""


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
