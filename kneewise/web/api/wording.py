"""What an operation and its fields are, in words: from the catalogue, the same on the page and in the document."""

from __future__ import annotations

from typing import Any

from kneewise import words


def summary(operation: str, language: str) -> str:
    """What an operation answers."""
    return words.text(f"api-op-{_dashed(operation)}", language)


def about(operation: str, field: str, language: str) -> str:
    """What a field holds: said for this operation, or the same for all that have it."""
    own = f"api-about-{_dashed(operation)}-{_dashed(field)}"
    return words.text(own if words.has(own, language) else f"api-about-{_dashed(field)}", language)


def body_of(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any] | None:
    """The schema of an operation's body, None where it takes none."""
    if "requestBody" not in operation:
        return None
    schema: dict[str, Any] = operation["requestBody"]["content"]["application/json"]["schema"]
    return document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema


def describe(operation: dict[str, Any], document: dict[str, Any], language: str) -> None:
    """Write the words into an operation of an OpenAPI document."""
    name = operation["operationId"]
    operation["summary"] = summary(name, language)
    for parameter in operation.get("parameters", ()):
        parameter["description"] = about(name, parameter["name"], language)
    body = body_of(operation, document)
    if body is not None:
        for field, schema in body["properties"].items():
            schema["description"] = about(name, field, language)


def _dashed(name: str) -> str:
    return name.replace("_", "-")
