"""The reading grade of each page, worked out from the page as it is served."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest, QueryDict
from django.urls import resolve, reverse

from kneewise.web.page_text import running_text
from kneewise.words.readability import reading_grade

# No page is harder than this; the pages a person reads on the way to a decision are easier on average.
GRADE_LIMIT = 8.0
PERSONS_PAGES = (
    "start", "help_now", "knee", "interview_step", "report", "check", "options", "plans", "quiz", "privacy",
)  # fmt: skip
PERSONS_MEAN = 7.0


def addresses() -> dict[str, str]:
    """Every page with running text: its name and address."""
    from kneewise.web.explorer.state import VIEWS, State
    from kneewise.web.presenters.options import codes

    plain = (
        "start", "help_now", "knee", "report", "check", "options", "plans", "quiz", "values", "answers", "about",
        "methods", "policy", "funding", "privacy", "accessibility", "clinicians", "explore",
    )  # fmt: skip
    found = {name: reverse(name) for name in plain}
    explorer = reverse("explore")
    found |= {f"explore {view}": f"{explorer}?{State(view=view).query()}" for view in VIEWS[1:]}
    found["interview_step"] = reverse("interview_step", args=["short"])
    found |= {f"option {code}": reverse("option", args=[code]) for code in codes()}
    return found


def page_html(address: str) -> str:
    """The page at that address as a visitor without answers gets it, in English."""
    path, _, query = address.partition("?")
    request = HttpRequest()
    request.method, request.path, request.path_info, request.GET = "GET", path, path, QueryDict(query)
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "QUERY_STRING": query}
    request.language = "en"
    request.session = {}
    match = resolve(path)
    return match.func(request, *match.args, **match.kwargs).content.decode()


@lru_cache(maxsize=1)
def grades() -> dict[str, float]:
    """The Flesch–Kincaid grade of every page that has enough text, once per process."""
    found = {name: reading_grade(running_text(page_html(address))) for name, address in addresses().items()}
    return {name: grade for name, grade in found.items() if grade is not None}
