"""The score and its proofs in words."""

from __future__ import annotations

from typing import Any

from kneewise import words
from kneewise.web import ipdas
from kneewise.web.environment import address
from kneewise.web.presenters.numbers import plain_number
from kneewise.web.reading import addresses, grades

# Joseph-Williams et al. 2014, the paper that gives the 44 items.
SOURCE = "https://doi.org/10.1177/0272989X13501721"
GROUPS = ("Q", "C", "L")


def present(language: str) -> dict[str, Any]:
    """Items by group with state, proof and link; the reading grade of each page."""
    items = [_item(item, language) for item in ipdas.items()]
    people = sum(i["state"] == "people" for i in items)
    places = addresses()
    return {
        "groups": [
            {"title": words.text(f"ipdas-group-{g}", language), "items": [i for i in items if i["id"].startswith(g)]}
            for g in GROUPS
        ],
        "total": len(items),
        "met": sum(i["state"] == "met" for i in items),
        "people": people,
        "most": len(items) - people,
        "source": SOURCE,
        "grades": [
            {"name": name.replace("_", " "), "href": places[name], "grade": plain_number(grade, language, 1)}
            for name, grade in sorted(grades().items(), key=lambda item: -item[1])
        ],
    }


def _item(item: dict[str, Any], language: str) -> dict[str, Any]:
    proof = item["proof"]
    return {
        "id": item["id"],
        "text": item["text"][language],
        "state": item["state"],
        "state_words": words.text(f"web-ipdas-{item['state']}", language),
        "proof": words.text(proof.message, language, **proof.arguments) if proof else "",
        "href": address(item["page"], language) if "page" in item else "",
    }
