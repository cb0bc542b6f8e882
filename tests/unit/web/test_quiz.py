"""The quiz is marked by the evidence; nothing is kept; the SURE test and the stage lead on."""

from __future__ import annotations

import copy

import pytest
from django.test import Client

from kneewise import evidence
from kneewise.errors import DataError
from kneewise.web import content
from kneewise.web.presenters.quiz import present, right_option

DATASET = evidence.load()
RAW = content.load_file("", "quiz")
QUESTIONS = {q["key"]: q for q in RAW["questions"]}


def _right(key: str) -> str:
    return str(right_option(QUESTIONS[key], DATASET))


def _wrong(key: str) -> str:
    return next(str(i) for i in range(len(QUESTIONS[key]["options"])) if str(i) != _right(key))


def test_there_are_six_questions_each_with_one_right_answer_from_a_row() -> None:
    assert len(QUESTIONS) == 6
    for question in QUESTIONS.values():
        assert {"fact", "row", "guideline"} & set(question)
        assert 0 <= right_option(question, DATASET) < len(question["options"])


@pytest.mark.parametrize("key", ["salt_water", "gain", "no_treatment", "price"])
def test_the_right_answer_moves_with_the_fact(key: str) -> None:
    question = copy.deepcopy(QUESTIONS[key])
    value = DATASET.fact(question["fact"]).value
    question["options"][0]["below"] = value + 1
    question["options"][1]["below"] = value + 2
    assert right_option(question, DATASET) == 0
    question["options"][0]["below"] = value
    assert right_option(question, DATASET) == 1


def test_a_question_that_no_longer_fits_the_evidence_is_an_error() -> None:
    approved = copy.deepcopy(QUESTIONS["approved"])
    for option in approved["options"]:
        option["holds"] = "something else"
    first = copy.deepcopy(QUESTIONS["first"])
    for option in first["options"]:
        option["treatment"] = "exercise"
    for question in (approved, first):
        with pytest.raises(DataError, match="right, not one"):
            right_option(question, DATASET)


def test_first_the_quiz_says_nothing_of_the_answers(site: Client) -> None:
    page = site.get("/quiz").content.decode()
    assert "Right." not in page
    assert "checked" not in page
    assert not present(DATASET, "en", {})["answered"]


@pytest.mark.parametrize("key", list(QUESTIONS))
def test_a_wrong_answer_is_told_at_once_and_opens_the_right_page(site: Client, key: str) -> None:
    page = site.post("/quiz", {key: _wrong(key)}).content.decode()
    shown = next(q for q in present(DATASET, "en", {key: _wrong(key)})["questions"] if q["key"] == key)
    assert page.count("Not quite.") == 1
    assert f'href="{shown["read"]}"' in page
    address, _, part = shown["read"].partition("#")
    target = site.get(address)
    assert target.status_code == 200
    assert not part or f'id="{part}"' in target.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_all_right_answers_are_counted(site: Client, language: str) -> None:
    prefix = "/es" if language == "es" else ""
    page = site.post(f"{prefix}/quiz", {key: _right(key) for key in QUESTIONS}).content.decode()
    assert ("6 of 6 right" if language == "en" else "6 de 6 bien") in page


def test_nothing_is_kept(site: Client) -> None:
    answer = site.post("/quiz", {key: _right(key) for key in QUESTIONS})
    assert "kneewise" not in answer.cookies
    assert "checked" not in site.get("/quiz").content.decode()


def test_values_that_no_form_sends_change_nothing(site: Client) -> None:
    given = {"price": "<script>", "gain": "99", "sure-sure": "maybe", "stage": "x" * 10_000}
    page = site.post("/quiz", given)
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().replace('<script src="', "")
    assert not present(DATASET, "en", given)["answered"]


@pytest.mark.parametrize("yes", range(5))
def test_four_times_yes_is_ready_and_less_is_not(site: Client, yes: int) -> None:
    keys = [q["key"] for q in RAW["sure"]["questions"]]
    assert len(keys) == 4
    given = {f"sure-{key}": "yes" if i < yes else "no" for i, key in enumerate(keys)}
    page = site.post("/quiz", given).content.decode()
    assert ("You seem ready" in page) == (yes == 4)
    assert ("You said no" in page) == (yes < 4)


def test_three_answers_of_the_sure_test_give_no_verdict(site: Client) -> None:
    page = site.post("/quiz", {"sure-sure": "yes", "sure-understand": "no", "sure-ratio": "yes"}).content.decode()
    assert "Please answer all four." in page
    assert "You said no" not in page


@pytest.mark.parametrize("stage", [o["key"] for o in RAW["stages"]["options"]])
def test_each_stage_leads_on(site: Client, stage: str) -> None:
    chosen = present(DATASET, "en", {"stage": stage})["stage"]["chosen"]
    assert f'href="{chosen["read"]}"' in site.post("/quiz", {"stage": stage}).content.decode()
    assert site.get(chosen["read"]).status_code in (200, 302)
