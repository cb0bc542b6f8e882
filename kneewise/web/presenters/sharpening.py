"""What the last answers of a person changed, and which answer would sharpen the forecast most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from kneewise import evidence, words
from kneewise.candidacy.intake import Intake
from kneewise.candidacy.screen import Screening, screen
from kneewise.outlook import forecast, person_from_intake
from kneewise.outlook.sharpness import Sharpness, sharpness
from kneewise.report import sharpening
from kneewise.report.blocks import Report
from kneewise.report.voice import Voice
from kneewise.web import interview
from kneewise.web.environment import address
from kneewise.web.presenters.interview import question_id

# What a forecast of pain depends on, by field of `Person`, and the question that asks for it.
QUESTIONS = {"pain": "pain-now", "kl_grade": "xray-words", "age": "age", "bmi": "weight"}
REMEMBERED = (*QUESTIONS, "diagnosis")
Before = dict[str, Any]


def state_of(intake: Intake) -> Before:
    """What to remember of the answers before further ones come: little enough for a cookie."""
    person = person_from_intake(intake)
    return {"told": [getattr(person, name) for name in REMEMBERED], "open": len(screen(intake).find_out_first)}


@dataclass(frozen=True, slots=True)
class Since:
    """What the last answers changed: a sentence, one more for each range that changed, and one on what fits."""

    lead: str
    changes: tuple[str, ...]
    fits: str


def since(before: Before | None, report: Report) -> Since | None:
    """What the answers after that state changed; None where none were given."""
    return None if before is None else _since(report, tuple(before["told"]), int(before["open"]))


@lru_cache(maxsize=64)
def _since(report: Report, told: tuple[Any, ...], still_open: int) -> Since:
    dataset, outlook = evidence.load(), report.raw["outlook"]
    voice = Voice(report.language, dataset, report.week)
    earlier = replace(outlook.person, **dict(zip(REMEMBERED, told, strict=True)))
    was = sharpness(forecast(earlier, dataset=dataset), report.raw["chosen"], report.week, dataset)
    now: Sharpness | None = report.raw["sharpness"]
    changes: tuple[str, ...] = ()
    if now is None:
        lead = voice.t("report-sharp-refused")
    elif was is None:
        lead = voice.t("report-sharp-new-number")
    elif sharpening.unchanged(voice, was, now):
        lead = voice.t("report-sharp-unchanged")
    else:
        lead = voice.t("report-sharp-since-lead", time=voice.then)
        changes = sharpening.change_words(voice, was, now)
    return Since(lead, changes, _fits(voice, still_open, report.raw["screening"]))


def _fits(voice: Voice, before: int, screening: Screening) -> str:
    now = len(screening.find_out_first)
    return voice.t("report-sharp-open-same" if now == before else "report-sharp-open", before=before, now=now)


def next_answer(report: Report) -> dict[str, str] | None:
    """The answer that would sharpen most in words, with the address of its question (empty: none would)."""
    found: Sharpness | None = report.raw["sharpness"]
    if found is None:
        return None
    voice = Voice(report.language, evidence.load(), report.week)
    best = sharpening.worth_asking(found)
    href = _question_href(QUESTIONS[best.feature], report.language) if best else ""
    return {"words": sharpening.next_words(voice, found), "href": href}


@lru_cache(maxsize=32)
def _question_href(key: str, language: str) -> str:
    step = next(s for s in interview.steps() if any(q.key == key for q in s.questions))
    return f"{address('interview_step', language, step.key)}#{question_id(key)}-q"


def so_far(report: Report) -> str:
    """The range of each chosen option with all that is not told counted in; empty where there is no number."""
    found: Sharpness | None = report.raw["sharpness"]
    if found is None:
        return ""
    voice = Voice(report.language, evidence.load(), report.week)
    said = [
        voice.t("report-sharp-so-far-item", option=voice.inside(code), range=sharpening.range_words(voice, width))
        for code, width in found.now.items()
    ]
    return words.text("report-sharp-so-far", report.language, ranges="; ".join(said), time=voice.then)


def present(report: Report, before: Before | None) -> dict[str, Any]:
    """The card about sharpness, for the interview and the report."""
    return {"so_far": so_far(report), "since": since(before, report), "next": next_answer(report)}
