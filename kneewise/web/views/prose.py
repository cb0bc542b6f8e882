"""Pages that are only text: who we are, how it works, privacy …"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kneewise import evidence
from kneewise.web import content
from kneewise.web.pages import page


@require_GET
def prose(request: HttpRequest, name: str) -> HttpResponse:
    """The page of that name from ``content/pages``."""
    found = content.load_file("pages", name)
    assert found is not None, f"no content for the page {name}"
    shown = content.in_words(found, request.language, evidence.load())
    return page(request, f"{name}.html" if name in OWN_TEMPLATE else "prose.html", content=shown, name=name)


# Pages with something besides their text.
OWN_TEMPLATE: frozenset[str] = frozenset()


@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Every component of the design, so that a change is seen at once."""
    return page(request, "style.html")
