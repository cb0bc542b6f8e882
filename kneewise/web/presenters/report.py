"""What the report page needs beyond the report itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from django.template import engines
from markupsafe import Markup

from kneewise import evidence, words
from kneewise.candidacy.intake import Intake
from kneewise.errors import NotFoundError
from kneewise.outlook.table import MODEL
from kneewise.report import build as build_report
from kneewise.report.blocks import Report
from kneewise.report.html import cells_of, marks_of, source_items
from kneewise.report.voice import HEADLINE_WEEK, TIMES
from kneewise.sources import Citation, Source
from kneewise.web.environment import address
from kneewise.web.saved import DAYS_OFFERED

# Reports held in memory, so that page, PDF and JSON of one visit are built once. A report has some hundred kilobytes.
REPORTS_KEPT = 64
# Long parts of the second layer that a phone shows folded; paper and wide screens show them open (site.css).
PHONE_FOLDS = frozenset({"involved", "rules", "certainty", "sharpness", "values"})


def build(intake: Intake, language: str, chosen: tuple[str, ...] | None = None, week: float = HEADLINE_WEEK) -> Report:
    """The report of that intake; the same answers give the same object while it is kept."""
    return _built(intake.model_dump_json(exclude_none=True), language, chosen, week, date.today())


@lru_cache(maxsize=REPORTS_KEPT)
def _built(intake_json: str, language: str, chosen: tuple[str, ...] | None, week: float, today: date) -> Report:
    intake = Intake.model_validate_json(intake_json)
    return build_report(intake, evidence.load(), language=language, chosen=chosen, week=week, today=today)


@cache
def citation_href(language: str) -> Callable[[Citation, int], str]:
    """Where a number in the text leads: the row of the dataset that holds it, else its source."""

    def href(citation: Citation, number: int) -> str:
        if citation.source_id == MODEL:
            return address("methods", language)
        table, _, key = citation.row_id.partition(":")
        if key:
            return address("row", language, table, key)
        return address("source", language, citation.source_id)

    return href


@cache
def source_href(language: str) -> Callable[[Source], str]:
    """Where an entry of the list of sources leads."""

    def href(source: Source) -> str:
        if source.source_id == MODEL:
            return address("methods", language)
        try:
            evidence.load().source(source.source_id)
        except NotFoundError:
            return source.url or address("methods", language)
        return address("source", language, source.source_id)

    return href


@lru_cache(maxsize=1)
def _rendered() -> OrderedDict[int, tuple[Report, dict[str, str]]]:
    """Reports with their parts as HTML, by the identity of the report."""
    return OrderedDict()


_RENDERING = Lock()


def fragments(report: Report) -> dict[str, str]:
    """The report's parts as HTML, once per report: ``flags``, ``first``, ``rest``, ``detail`` (folded), ``sources``.

    A report is shown again and again while people go back and forth; rendering it costs more than all the rest.
    """
    with _RENDERING:
        kept = _rendered().get(id(report))
        if kept is not None and kept[0] is report:
            return kept[1]
    made = _render(report)
    with _RENDERING:
        _rendered()[id(report)] = (report, made)
        while len(_rendered()) > REPORTS_KEPT:
            _rendered().popitem(last=False)
    return made


def _render(report: Report) -> dict[str, str]:
    module = engines["jinja2"].env.get_template("partials/report_sections.html")
    context = {"report": report, "language": report.language}
    marks = marks_of(report, citation_href(report.language))
    context |= {
        "marks": marks,
        "cells_of": cells_of,
        "source_items": source_items,
        "source_href": source_href(report.language),
        "phone_folds": PHONE_FOLDS,
    }
    return {
        part: Markup(module.render(context | {"part": part, "sections": sections}))  # noqa: S704 (escaped by Jinja2)
        for part, sections in (
            ("flags", [s for s in report.sections if s.id == "red-flags"]),
            ("first", [s for s in report.sections if s.layer == 1 and s.id != "red-flags"]),
            ("rest", [s for s in report.sections if s.layer == 2]),
            ("detail", [s for s in report.sections if s.layer == 3]),
            ("sources", []),
        )
    }


def present(report: Report, intake: Intake, language: str, *, own: bool, token: str = "") -> dict[str, Any]:
    """Everything ``report.html`` shows."""
    options = report.raw["outlook"].options
    here = address("saved", language, token) if token else address("report", language)
    return {
        "report": report,
        "parts": fragments(report),
        "may_choose": own,
        "asked_anything": bool({k for k in intake.to_dict() if k != "language"}),
        "own": own,
        "days": DAYS_OFFERED,
        "file_href": lambda form: (
            (address("saved_file", language, token, form) if token else address("report_file", language, form))
            + f"?week={report.week:g}"
        ),
        "times": [
            {
                "words": words.text(f"report-time-{week:g}", language),
                "href": f"{here}?week={week:g}#time",
                "chosen": week == report.week,
            }
            for week in TIMES
        ],
        "choices": [
            {"code": o.treatment, "name": o.name, "chosen": o.treatment in report.raw["chosen"]} for o in options
        ],
        "more_href": address("interview_step", language, next_step(intake)),
    }


def next_step(intake: Intake) -> str:
    """The first step of the interview with something unanswered, where a person would go on."""
    from kneewise.web import interview, questions

    given = intake.to_dict()
    for step in interview.steps():
        if not all(questions.answered(question, given) for question in interview.asked(step, given)):
            return step.key
    return interview.SHORT


def render_as(report: Report, intake: Intake, form: str) -> tuple[Any, str, str]:
    """Body, content type and file suffix of a form: pdf · txt · json · html · fhir."""
    if form == "pdf":
        from kneewise.report.pdf import to_pdf

        return to_pdf(report), "application/pdf", "pdf"
    if form == "txt":
        from kneewise.report.text import to_text

        return to_text(report), "text/plain; charset=utf-8", "txt"
    if form == "json":
        from kneewise.report import as_json

        return as_json(report), "application/json", "json"
    if form == "html":
        from kneewise.report.html import to_html

        return to_html(report), "text/html; charset=utf-8", "html"
    if form == "fhir":
        from kneewise.interop.fhir import questionnaire_response

        return questionnaire_response(intake), "application/fhir+json", "fhir.json"
    raise NotFoundError("form", f"{form[:20]!r} is not known", "Choose pdf, txt, json, html or fhir.")
