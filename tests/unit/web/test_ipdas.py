"""The score: 35 items, those for people never met, and every proof fails when its thing is broken."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kneewise.report import Section
from kneewise.report.blocks import Text
from kneewise.sources import Citation
from kneewise.web import content
from kneewise.web.ipdas import CHECKS, Proof, prove, scored
from kneewise.web.ipdas_subject import Subject, rows_named, running_site

PEOPLE = {"L12", "L13", "L14", "L15", "L16", "L17", "L22", "L23"}
ITEMS = content.load_file("", "ipdas")["items"]


@pytest.fixture(scope="module")
def subject() -> Subject:
    return running_site()


@pytest.fixture(scope="module")
def proven(subject: Subject) -> dict[str, Proof]:
    return prove(subject)


def test_there_are_the_35_items_that_apply() -> None:
    expected = {*(f"Q{n}" for n in range(1, 7)), *(f"C{n}" for n in range(1, 7)), *(f"L{n}" for n in range(1, 24))}
    assert {item["id"] for item in ITEMS} == expected
    assert len(ITEMS) == 35


def test_items_that_need_people_have_no_check_and_are_never_met() -> None:
    assert {item["id"] for item in ITEMS if item.get("people")} == PEOPLE
    assert not any("check" in item for item in ITEMS if item.get("people"))
    best = scored({name: Proof(True, "web-proof-authors", {}) for name in CHECKS})
    assert {item["id"] for item in best if item["state"] == "people"} == PEOPLE
    assert sum(item["state"] == "met" for item in best) == 27


def test_every_other_item_has_a_check_and_every_check_an_item() -> None:
    assert {item["check"] for item in ITEMS if not item.get("people")} == set(CHECKS)


def test_the_running_site_meets_what_it_says(site: Client, proven: dict[str, Proof]) -> None:
    met = sum(item["state"] == "met" for item in scored(proven))
    page = site.get("/ipdas").content.decode()
    assert f"{met} of 35 points are met" in page
    assert page.count(">not yet tested<") == len(PEOPLE)
    assert {name for name, proof in proven.items() if not proof.met} == set()


def _with_html(change: Callable[[str, str], str]) -> Callable[[Subject], Subject]:
    def broken(subject: Subject) -> Subject:
        return dataclasses.replace(subject, html=lambda name: change(name, subject.html(name)))

    return broken


def _with_content(change: Callable[[dict[str, Any]], None]) -> Callable[[Subject], Subject]:
    def broken(subject: Subject) -> Subject:
        contents = {code: copy.deepcopy(value) for code, value in subject.contents.items()}
        change(contents["prp"])
        return dataclasses.replace(subject, contents=contents)

    return broken


def _with_prose(name: str, sections: list[Any]) -> Callable[[Subject], Subject]:
    return lambda subject: dataclasses.replace(subject, prose={**subject.prose, name: {"sections": sections}})


def _with_outlook(change: Callable[[dict[str, Any]], None]) -> Callable[[Subject], Subject]:
    def broken(subject: Subject) -> Subject:
        outlook = copy.deepcopy(subject.report.data["outlook"])
        change(outlook)
        data = {**subject.report.data, "outlook": outlook}
        return dataclasses.replace(subject, report=dataclasses.replace(subject.report, raw=data))

    return broken


def _with_report(**changes: Any) -> Callable[[Subject], Subject]:
    return lambda subject: dataclasses.replace(subject, report=dataclasses.replace(subject.report, **changes))


def _first(outlook: dict[str, Any]) -> dict[str, Any]:
    return next(o for o in outlook["options"] if o["treatment"] == "bmac")


def _pain(outlook: dict[str, Any]) -> dict[str, Any]:
    return next(b for b in _first(outlook)["benefits"] if b["outcome"] == "pain")


def _drop_a_time(outlook: dict[str, Any]) -> None:
    _first(outlook)["benefits"].remove(_pain(outlook))


def _one_chosen(subject: Subject) -> Subject:
    data = {**subject.report.data, "chosen": subject.report.data["chosen"][:1]}
    return dataclasses.replace(subject, report=dataclasses.replace(subject.report, raw=data))


def _without_questions(subject: Subject) -> Subject:
    kept = tuple(s for s in subject.report.sections if s.id != "questions")
    return dataclasses.replace(subject, report=dataclasses.replace(subject.report, sections=kept))


LOST_SOURCE = Section("x", "x", 2, (Text("x", (Citation("no-such-source"),)),))
PARAGRAPH = [{"text": [{"en": "Nothing to see.", "es": "Nada."}]}]
BREAK: dict[str, list[Callable[[Subject], Subject]]] = {
    "condition": [
        _with_html(lambda name, page: "" if name == "knee" else page),
        _with_html(lambda name, page: page.replace('href="/your-knee"', "") if name == "option prp" else page),
    ],
    "decision": [_with_html(lambda name, page: "" if name == "interview_step" else page)],
    "options_listed": [_with_html(lambda _, page: page.replace("/options/waiting", "/"))],
    "good_sides": [_with_content(lambda c: c.update(good=[]))],
    "bad_sides": [_with_content(lambda c: c.update(bad=[]))],
    "living": [_with_content(lambda c: c["mind"].update(es=""))],
    "balance": [
        _with_content(lambda c: c["good"].append({"en": "More.", "es": "Más."})),
        _with_content(lambda c: c["bad"][0].update(en="word " * 60)),
    ],
    "sources": [
        _with_content(lambda c: c["good"][0].update({"from": ["facts:no_such_fact"]})),
        _with_content(lambda c: c["good"][0].update({"from": ["nowhere:x"]})),
        _with_report(sections=(LOST_SOURCE,)),
    ],
    "dates": [_with_html(lambda name, page: page.replace("site-foot", "") if name == "knee" else page)],
    "policy": [_with_prose("policy", PARAGRAPH)],
    "uncertainty": [
        _with_outlook(lambda o: _first(o).update(certainty={})),
        _with_outlook(lambda o: _pain(o)["beyond_placebo"].update(ci=None)),
    ],
    "funding": [_with_prose("funding", [])],
    "no_treatment": [
        _with_outlook(lambda o: o.update(options=[x for x in o["options"] if x["treatment"] != "no_treatment"]))
    ],
    "side_by_side": [_one_chosen],
    "chances": [_with_outlook(lambda o: _pain(o).update(meaningful_sham=None))],
    "event_rates": [_with_html(lambda name, page: "" if name == "option bmac" else page)],
    "reference_class": [_with_outlook(lambda o: o["likeness"].update(n_trials=0))],
    "same_time": [_with_outlook(_drop_a_time)],
    "same_denominator": [_with_outlook(lambda o: _pain(o)["meaningful"].update(of=1000))],
    "several_views": [_with_report(sections=(Section("x", "x", 2, (Text("x"),)),))],
    "values": [_with_html(lambda name, page: page.replace('value="safety:+1"', "") if name == "values" else page)],
    "steps": [_with_html(lambda name, page: "" if name == "interview_step" else page)],
    "take_away": [_without_questions],
    "selection": [_with_prose("methods", PARAGRAPH)],
    "quality": [_with_outlook(lambda o: _first(o)["certainty"]["pain"].update(reasons=[]))],
    "authors": [_with_prose("about", PARAGRAPH)],
    "reading": [lambda subject: dataclasses.replace(subject, grades=lambda: {"start": 8.1})],
}


def test_every_check_is_broken_by_something() -> None:
    assert set(BREAK) == set(CHECKS)


@pytest.mark.parametrize(("name", "number"), [(name, i) for name, ways in BREAK.items() for i in range(len(ways))])
def test_a_proof_fails_when_its_thing_is_broken(subject: Subject, name: str, number: int) -> None:
    assert CHECKS[name](subject).met
    assert not CHECKS[name](BREAK[name][number](subject)).met


def test_rows_are_found_at_any_depth() -> None:
    nested = {"a": [{"en": "x", "from": ["facts:1"]}], "b": {"q": {"en": "y", "from": ["trials:2"]}}}
    assert rows_named(nested) == ["facts:1", "trials:2"]
