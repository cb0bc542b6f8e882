"""A person's mistake as JSON, in the same words as on page and terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from kneewise.errors import InputError, InputErrors, KneewiseError

# More problems than this are not read by anyone; the rest are counted.
MOST_PROBLEMS = 20


def problem_json(error: KneewiseError) -> dict[str, Any]:
    """``error`` (the sentence), and for each problem its ``field``, ``problem`` and ``remedy``."""
    each = error.errors if isinstance(error, InputErrors) else [error] if isinstance(error, InputError) else []
    return {
        "error": str(error),
        "problems": [{"field": e.field, "problem": e.problem, "remedy": e.remedy} for e in each[:MOST_PROBLEMS]],
    }


def respond(request: HttpRequest, error: KneewiseError) -> HttpResponse:
    """One of our errors as a response with its status."""
    return JsonResponse(problem_json(error), status=error.http_status)


def invalid(errors: Sequence[dict[str, Any]]) -> HttpResponse:
    """What the request's schema refused, in the same form."""
    problems = [
        InputError(field_of(e["loc"]), f"is not as described: {e['msg'][:200]}", "See /api/v1/openapi.json.")
        for e in errors[:MOST_PROBLEMS]
    ]
    return JsonResponse(problem_json(InputErrors(list(problems))), status=InputError.http_status)


def field_of(place: Sequence[Any]) -> str:
    """``("body", "body", "rows", 0)`` → "rows, item 1": the place of a problem in words."""
    steps = [step for step in place if step not in ("body", "query", "path")]
    said = [f"item {step + 1}" if isinstance(step, int) else str(step) for step in steps]
    return ", ".join(said) or "the request"


def refusing_in_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with "not this method" said as every other mistake is."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        response = view(request, *args, **values)
        if response.status_code != HttpResponseNotAllowed.status_code:
            return response
        allowed = response["Allow"]
        error = InputError("the method", f"is {request.method}; this address takes {allowed}", f"Send it as {allowed}.")
        return JsonResponse(problem_json(error), status=response.status_code, headers={"Allow": allowed})

    return answered


def unreadable(message: str, status: int) -> HttpResponse:
    """A request that is not JSON or has no body."""
    error = InputError("the body", "could not be read as JSON", "Send JSON with Content-Type application/json.")
    return JsonResponse(problem_json(error) | ({"detail": message} if status != 400 else {}), status=status)
