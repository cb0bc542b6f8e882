"""The interview: what a form says becomes answers, what cannot be used is said and kept."""

from __future__ import annotations

import json
import re

import pytest
from django.http import QueryDict
from django.test import Client

from kneewise.candidacy.intake import Intake
from kneewise.candidacy.interview import load_interview
from kneewise.web import interview, questions
from kneewise.web.presenters.interview import present_step


def _question(key: str):
    return next(q for q in load_interview() if q.key == key)


def _form(text: str) -> QueryDict:
    return QueryDict(text)


def test_every_question_of_the_interview_stands_in_exactly_one_step() -> None:
    asked = [q.key for s in interview.steps() for q in s.questions]
    assert sorted(asked + list(interview.ELSEWHERE)) == sorted(q.key for q in load_interview())


def test_the_short_path_asks_age_xray_pain_and_offer_after_the_warning_signs() -> None:
    assert [q.field for q in interview.steps()[0].questions] == ["red_flags", "age", "xray_words", "pain_now", "offers"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_step_has_its_words_in_both_languages(language: str) -> None:
    for step in interview.steps():
        shown = present_step(step.key, {}, language)
        assert shown["step"]["title"]
        assert all(q["words"] and q["help"] for q in shown["questions"])


@pytest.mark.parametrize(
    ("key", "form", "expected"),
    [
        ("age", "age=61", "61"),
        ("age", "age__unknown=1", "unknown"),
        ("age", "age=61&age__unknown=1", "61"),
        ("age", "age=+", None),
        ("xray-words", "xray_words=unknown", "unknown"),
        ("injection-when", "injection_weeks_ago__none=1", "never"),
        ("red-flags", "red-flags=fever&red-flags=locked_knee", ["fever", "locked_knee"]),
        ("red-flags", "red-flags__none=1", []),
        ("red-flags", "red-flags=fever&red-flags__none=1", ["fever"]),
        ("red-flags", "red-flags__unknown=1", "unknown"),
        ("red-flags", "", None),
        ("offer", "offers.0.currency=USD", None),
        ("offer", "offers__none=1", []),
        (
            "offer",
            "offers.0.treatment=prp&offers.1.treatment=ha&offers.1.price=900",
            [{"treatment": "prp"}, {"treatment": "ha", "price": "900"}],
        ),
    ],
)
def test_what_a_form_says(key: str, form: str, expected: object) -> None:
    assert questions.read(_question(key), _form(form)) == expected


def test_an_entry_keeps_what_the_form_does_not_show() -> None:
    before = {"tried": [{"treatment": "prp", "months_ago": 7.0}]}
    after = questions.put(before, _question("tried"), [{"treatment": "prp", "helped": "no"}])
    assert after["tried"] == [{"treatment": "prp", "months_ago": 7.0, "helped": "no"}]
    assert before == {"tried": [{"treatment": "prp", "months_ago": 7.0}]}


def test_answers_come_back_into_the_form(answered: Client) -> None:
    page = answered.get("/interview/short").content.decode()
    assert 'value="61"' in page
    assert 'value="moderate" checked' in page


def test_answers_travel_encrypted(answered: Client) -> None:
    cookie = answered.cookies["kneewise"].value
    assert "61" not in cookie[:20]
    assert len(cookie) < 4000
    import base64

    assert b"pain" not in base64.urlsafe_b64decode(cookie + "==")


def test_a_full_set_of_answers_fits_the_cookie(site: Client) -> None:
    import random

    picker = random.Random(1)
    answers: dict[str, object] = {}
    for q in load_interview():
        if q.kind == "ticks":
            answers = questions.put(answers, q, [o for o in q.options if picker.random() < 0.5])
        elif q.kind == "choice":
            answers = questions.put(answers, q, q.options[0])
    file = json.dumps(Intake.read(answers | {"goal_in_own_words": "w" * 500}).to_dict()).encode()
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = site.post("/answers/open", {"file": SimpleUploadedFile("a.json", file)})
    assert response.status_code == 302, response.content.decode()[-800:]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("age", "150", "between 18 and 110"),
        ("age", "minus one", "not a number"),
        ("age", "<script>alert(1)</script>", "not a number"),
        ("age", "9" * 1_000_000, "not a number|must lie between"),
        ("xray_words", "terrible", "not one of the answers"),
        ("offers.0.price", "-5", "must lie between"),
        ("pain_now", "11", "must lie between"),
    ],
)
def test_what_cannot_be_used_is_said_and_kept(
    site: Client, short_answers: dict[str, str], name: str, value: str, says: str
) -> None:
    response = site.post("/interview/short", short_answers | {name: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert any(part in page for part in says.split("|"))
    assert page.count('role="alert"') == 1
    assert "<script>alert" not in page
    assert 'value="moderate" checked' in page or name == "xray_words"
    assert "kneewise" not in response.cookies or site.get("/interview/short").content.decode().count('value="61"') == 0


def test_answers_that_contradict_each_other_are_refused(site: Client, short_answers: dict[str, str]) -> None:
    site.post("/interview/short", short_answers | {"xray_words": "normal"})
    response = site.post("/interview/knee", {"xray_done": "yes", "kl_grade": "4", "go": "report"})
    assert response.status_code == 422
    assert "does not go with that grade" in response.content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x00\x01\x02", "not a text file"),
        (b"age: [", "not valid YAML"),
        (b"age: 61\nage: 62", "answered twice"),
        (b"colour: blue", "not a question that kneewise knows"),
        (b"age: 61\n" + b"#" * 1_100_000, "larger than 1,000 kB"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_at_the_field(site: Client, content: bytes, says: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = site.post("/answers/open", {"file": SimpleUploadedFile("a.yaml", content)})
    page = response.content.decode()
    assert response.status_code in (413, 422)
    assert page.count(says) == 2, "once in the summary, once at the field"


def test_no_file_is_said_too(site: Client) -> None:
    assert "is missing" in site.post("/answers/open").content.decode()


def test_forgetting_deletes_the_cookie(answered: Client) -> None:
    answered.post("/answers/forget")
    assert answered.cookies["kneewise"].value == ""
    assert 'value="61"' not in answered.get("/interview/short").content.decode()


def test_a_downloaded_file_is_the_intake(answered: Client) -> None:
    found = answered.get("/answers/kneewise-answers.json").json()
    assert Intake.read(found).age == 61


PREFIXES = {"": ("What your last answers changed", "Answer it"), "/es": ("Qué cambiaron", "Responderla")}


@pytest.mark.parametrize("prefix", PREFIXES)
class TestSharpening:
    """Every further answer shows what it changed, and which one would sharpen most; without a script."""

    def test_before_the_first_answer_nothing_is_said(self, site: Client, prefix: str) -> None:
        assert PREFIXES[prefix][0] not in site.get(f"{prefix}/interview/short").content.decode()

    def test_an_answer_shows_the_range_before_and_now(self, site: Client, prefix: str) -> None:
        site.post(f"{prefix}/interview/short", {"age": "61", "go": "you"})
        page = site.get(f"{prefix}/interview/you").content.decode()
        assert PREFIXES[prefix][0] in page
        assert 'role="status"' in page
        site.post(f"{prefix}/interview/short", {"age": "61", "pain_now": "6", "go": "you"})
        after = _sharper(site.get(f"{prefix}/interview/you").content.decode())
        ranges = re.findall(r"(\d+) (?:to|a) (\d+)[^.]*?(\d+) (?:to|a) (\d+)", after)
        assert len(ranges) >= 2
        for low, high, new_low, new_high in ranges:
            assert int(new_high) - int(new_low) < int(high) - int(low)
            narrower = int(high) - int(low) - int(new_high) + int(new_low)
            assert re.search(rf"\b{narrower} (people narrower|personas)", after)

    def test_an_answer_that_sharpens_nothing_says_so(self, site: Client, prefix: str) -> None:
        site.post(f"{prefix}/interview/short", {"age": "61", "pain_now": "6", "go": "you"})
        site.post(f"{prefix}/interview/you", {"smoking": "never", "go": "knee"})
        after = _sharper(site.get(f"{prefix}/interview/knee").content.decode())
        assert ("do not sharpen" in after) or ("no precisan" in after)

    def test_the_question_that_would_sharpen_most_is_one_link_away(self, site: Client, prefix: str) -> None:
        site.post(f"{prefix}/interview/short", {"age": "61", "go": "you"})
        page = site.get(f"{prefix}/interview/you").content.decode()
        href = re.search(rf'<a href="([^"]+)">{PREFIXES[prefix][1]}</a>', page)
        assert href is not None
        address, _, place = href[1].partition("#")
        assert f'id="{place}"' in site.get(address).content.decode()
        assert place == "f-pain-now-q"

    def test_where_an_answer_takes_the_number_away_that_is_said(self, site: Client, prefix: str) -> None:
        site.post(f"{prefix}/interview/short", {"age": "61", "pain_now": "6", "go": "knee"})
        site.post(f"{prefix}/interview/knee", {"diagnosis": "meniscus_tear", "go": "pain"})
        after = _sharper(site.get(f"{prefix}/interview/pain").content.decode())
        assert ("no honest number" in after) or ("no tenemos un número honesto" in after)
        site.post(f"{prefix}/interview/knee", {"diagnosis": "knee_oa", "go": "pain"})
        back = _sharper(site.get(f"{prefix}/interview/pain").content.decode())
        assert ("Before there was none" in back) or ("Antes no lo había" in back)

    def test_a_mistake_keeps_what_was_said_before_and_claims_nothing(self, site: Client, prefix: str) -> None:
        refused = site.post(f"{prefix}/interview/short", {"age": "190", "go": "you"})
        assert refused.status_code == 422
        assert PREFIXES[prefix][0] not in refused.content.decode()


def _sharper(page: str) -> str:
    found = re.search(r'<div class="card small sharper.*?</div>', page, re.S)
    assert found is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))
