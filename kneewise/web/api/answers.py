"""How operations answer: plain JSON, numbers at full precision, and the statuses that a mistake can have."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from kneewise.web.api.shapes import Problems

# Statuses of a mistake, for the OpenAPI document: not JSON, nothing of that name, not this method, too large, not as
# described, too often.
MISTAKES = dict.fromkeys((400, 404, 413, 422, 429), Problems)


def answer(content: dict[str, Any]) -> JsonResponse:
    """The content as JSON, in ASCII, so that whatever text was sent can be sent back.

    What is not a number in JSON never leaves: it would be our mistake, and fails here.
    """
    return JsonResponse(content, json_dumps_params={"allow_nan": False})
