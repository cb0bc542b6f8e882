"""The score and its proofs in words."""

from __future__ import annotations

from typing import Any

from kneewise import words
from kneewise.web import ipdas
from kneewise.web.environment import address
from kneewise.web.presenters.numbers import plain_number
from kneewise.web.reading import addresses, grades


def present(language: str) -> dict[str, Any]:
    """Items with state, proof and link; the reading grade of each page."""
    items = [
        {
            "id": item["id"],
            "text": item["text"][language],
            "state": item["state"],
            "state_words": words.text(f"web-ipdas-{item['state']}", language),
            "proof": words.text(item["proof"].message, language, **item["proof"].arguments) if item["proof"] else "",
            "href": address(item["page"], language) if "page" in item else "",
        }
        for item in ipdas.items()
    ]
    places = addresses()
    return {
        "items": items,
        "met": sum(i["state"] == "met" for i in items),
        "people": sum(i["state"] == "people" for i in items),
        "grades": [
            {"name": name.replace("_", " "), "href": places[name], "grade": plain_number(grade, language, 1)}
            for name, grade in sorted(grades().items(), key=lambda item: -item[1])
        ],
    }
