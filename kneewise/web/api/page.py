"""The page at ``/api``: the OpenAPI document and its examples in words, drawn by us, without anyone else's script."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from kneewise.web.api import wording
from kneewise.web.api.examples import examples
from kneewise.web.pages import page

GROUPS = ("person", "evidence", "fhir")


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    from kneewise.web.api import v1

    return JsonResponse(v1.openapi(), json_dumps_params={"ensure_ascii": False})


@require_GET
def documentation(request: HttpRequest) -> HttpResponse:
    """The page for people who write programs."""
    host = f"{request.scheme}://{request.get_host()}"
    return page(request, "api/page.html", groups=operations(host, request.language), version="1")


@lru_cache(maxsize=16)
def operations(host: str, language: str) -> list[dict[str, Any]]:
    """The operations by group, each with its parameters, fields and example calls to this host."""
    from kneewise.web.api import v1

    document = v1.openapi()
    by_id = {example.operation: example for example in examples()}
    found: dict[str, list[dict[str, Any]]] = {group: [] for group in GROUPS}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            name = operation["operationId"]
            example = by_id[name]
            found[operation["tags"][0]].append({
                "id": name,
                "method": method.upper(),
                "path": path,
                "summary": wording.summary(name, language),
                "parameters": [_parameter(p, name, language) for p in operation.get("parameters", ())],
                "fields": _fields(operation, document, language),
                "curl": example.curl(host),
                "python": example.python(host),
                "shows": example.shows,
            })  # fmt: skip
    return [{"key": group, "operations": found[group]} for group in GROUPS]


def _parameter(parameter: dict[str, Any], operation: str, language: str) -> dict[str, Any]:
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "in": parameter["in"],
        "required": parameter["required"],
        "type": schema.get("type", ""),
        "about": wording.about(operation, parameter["name"], language),
        "default": schema.get("default", ""),
    }


def _fields(operation: dict[str, Any], document: dict[str, Any], language: str) -> list[dict[str, Any]]:
    """The fields of the body."""
    schema = wording.body_of(operation, document)
    if schema is None:
        return []
    needed = schema.get("required", ())
    return [
        {
            "name": name,
            "required": name in needed,
            "type": _type(field),
            "about": wording.about(operation["operationId"], name, language),
            "default": "" if field.get("default") in (None, {}, []) else field["default"],
        }
        for name, field in schema["properties"].items()
    ]


def _type(field: dict[str, Any]) -> str:
    """The type of a field in a word or two: "text", "one of MD, SMD"."""
    kinds = field.get("anyOf", [field])
    said = [
        ", ".join(map(str, kind["enum"])) if "enum" in kind else kind.get("const") or kind.get("type", "")
        for kind in kinds
        if kind.get("type") != "null"
    ]
    return " | ".join(map(str, said))
