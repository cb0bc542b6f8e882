"""How operations answer: plain JSON, numbers at full precision, and the statuses that a mistake can have."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from kneewise import evidence
from kneewise.web.api.shapes import Problems

# Statuses of a mistake, for the OpenAPI document: not JSON, nothing of that name, not this method, too large, not as
# described, too often.
MISTAKES = dict.fromkeys((400, 404, 413, 422, 429), Problems)


def answer(content: dict[str, Any]) -> JsonResponse:
    """The content as JSON, in ASCII, so that any text can be sent back; the dataset's version as header.

    What is not a number in JSON never leaves: it would be our mistake, and fails here.
    """
    version = {"Kneewise-Dataset": evidence.load().version}
    return JsonResponse(content, json_dumps_params={"allow_nan": False}, headers=version)


def dated(content: dict[str, Any]) -> JsonResponse:
    """An answer that rests on the evidence, with the dataset's version beside what it says."""
    return answer({"dataset": evidence.load().version} | content)
