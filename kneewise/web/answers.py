"""What a person has told us in this session: read, changed and forgotten here; kept in their own browser."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kneewise.candidacy.intake import Intake
from kneewise.errors import TooLargeError

# Browsers keep at most 4,096 bytes per cookie, name and attributes included.
LARGEST_COOKIE = 3_900


def given(request: HttpRequest) -> dict[str, Any]:
    """The answers so far, as `Intake.read` takes them; empty if there are none."""
    return dict(request.session.get("answers") or {})


def present(request: HttpRequest) -> bool:
    """Whether the person has answered anything. Asks the session only if the browser sent one."""
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(request.session.get("answers"))


def keep(request: HttpRequest, answers: dict[str, Any]) -> Intake:
    """Check the answers and keep them. Raises `InputErrors` and keeps the old ones if they cannot be used."""
    intake = Intake.read(answers | {"language": request.language})
    kept = intake.to_dict()
    kept.pop("language", None)
    before = request.session.get("answers")
    request.session["answers"] = kept
    if len(request.session._get_session_key()) > LARGEST_COOKIE:
        request.session["answers"] = before
        raise TooLargeError(
            "Your answers", "are longer than the browser can keep", "Shorten what you wrote in your own words."
        )
    return intake


def intake_of(request: HttpRequest) -> Intake:
    """The intake of this session, in the language of the page."""
    return Intake.read(given(request) | {"language": request.language})


def choice(request: HttpRequest, name: str, default: Any = None) -> Any:
    """A choice on a page that is not part of the intake (options shown, time span), kept beside it."""
    return (request.session.get("choices") or {}).get(name, default)


def choose(request: HttpRequest, name: str, value: Any) -> None:
    """Keep a choice of that kind."""
    request.session["choices"] = (request.session.get("choices") or {}) | {name: value}


def forget(request: HttpRequest) -> None:
    """Forget everything: the cookie is deleted with the response."""
    request.session.flush()
