"""The interview, the answers a person has given, and the examples of a demonstration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kneewise import words
from kneewise.candidacy.files import dump_answers, parse_answers
from kneewise.candidacy.intake import Intake
from kneewise.errors import InputError, NotFoundError, TooLargeError
from kneewise.web import answers, interview, questions
from kneewise.web.environment import address
from kneewise.web.examples import example_answers
from kneewise.web.pages import page
from kneewise.web.presenters.interview import present_step
from kneewise.web.presenters.sharpening import present as sharpening
from kneewise.web.presenters.sharpening import state_of
from kneewise.web.views.report import report_of

# A file with answers has a few kilobytes.
LARGEST_FILE = 1_000_000


@require_GET
def first(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(address("interview_step", request.language, interview.SHORT))


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, key: str) -> HttpResponse:
    """Show a step; or keep its answers and go where the button said."""
    found = interview.step(key)
    if found is None:
        raise NotFoundError(words.text("web-step", request.language), f"“{key[:40]}”", "")
    given = answers.given(request)
    if request.method == "GET":
        return _show_step(request, present_step(key, given, request.language))
    before = state_of(answers.intake_of(request))
    try:
        for question in interview.asked(found, given):
            given = questions.put(given, question, questions.read(question, request.POST))
        answers.keep(request, given)
    except InputError as error:
        return _show_step(request, present_step(key, given, request.language, error), 422)
    answers.choose(request, "before", before)
    go = request.POST.get("go", "report")
    if interview.step(go):
        return HttpResponseRedirect(address("interview_step", request.language, go))
    return HttpResponseRedirect(address("report", request.language))


def _show_step(request: HttpRequest, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    """A step, with what the answers of the step before changed."""
    before = answers.choice(request, "before")
    sharper = None
    if before is not None and status == 200:
        sharper = sharpening(report_of(request, answers.intake_of(request)), before)
    see = address("report", request.language) + "#sharpness"
    return page(request, "interview.html", nav="report", status=status, sharper=sharper, see_href=see, **shown)


@require_GET
def manage(request: HttpRequest) -> HttpResponse:
    """What was answered; download, open, forget."""
    return _manage(request)


def _manage(request: HttpRequest, error: InputError | None = None) -> HttpResponse:
    given = answers.given(request)
    return page(
        request,
        "answers.html",
        status=error.http_status if error else 200,
        nav="report",
        yaml=dump_answers(given) if given else "",
        problem=str(error) if error else "",
        largest_kb=LARGEST_FILE // 1000,
    )


@require_GET
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The answers as a file that opens again here and in the command line."""
    given = answers.given(request)
    if form == "json":
        import json

        body, kind = json.dumps(given, ensure_ascii=False, indent=2), "application/json"
    else:
        body, kind = dump_answers(given), "application/yaml; charset=utf-8"
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="kneewise-answers.{form}"'
    return response


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Open a file with answers in place of those given so far."""
    try:
        _open(request)
    except InputError as error:
        return _manage(request, error)
    return HttpResponseRedirect(address("report", request.language))


def _open(request: HttpRequest) -> Intake:
    file = request.FILES.get("file")
    field = words.text("web-field-file", request.language)
    if file is None:
        raise InputError(
            field, words.text("web-file-missing", request.language), words.text("web-file-choose", request.language)
        )
    if file.size > LARGEST_FILE:
        raise TooLargeError(
            field,
            words.text("web-file-large", request.language, kb=LARGEST_FILE // 1000),
            words.text("web-file-choose", request.language),
        )
    found: Any = parse_answers(file.read(), field)
    intake = Intake.read(found)
    return answers.keep(request, {k: v for k, v in intake.to_dict().items() if k != "language"})


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    answers.forget(request)
    return HttpResponseRedirect(address("start", request.language))


@require_POST
def example(request: HttpRequest, name: str) -> HttpResponse:
    """Take over an example person's answers (demonstration only)."""
    answers.keep(request, example_answers(name))
    return HttpResponseRedirect(address("report", request.language))
