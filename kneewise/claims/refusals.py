"""Why a page cannot be read, in the words of the catalogue (``claims-refuse-…``) and the reader's language."""

from __future__ import annotations

from typing import Any, TypeVar

from kneewise.errors import InputError, UnavailableError
from kneewise.words import text as words

E = TypeVar("E", bound=InputError)


def refused(kind: type[E], field: str, what: str, language: str, **values: Any) -> E:
    """The mistake ``what`` of a field: "address", "file", "pdf", "page", or a name that is shown as it is."""
    known = {name: words(f"claims-refuse-the-{name}", language) for name in ("address", "file", "pdf", "page")}
    problem = words(f"claims-refuse-{what}", language, **values)
    return kind(known.get(field, field), problem, words(f"claims-refuse-{what}-remedy", language))


def unavailable(what: str, language: str, **values: Any) -> UnavailableError:
    """A page that does not answer as it should."""
    return UnavailableError(words(f"claims-refuse-{what}", language, **values))
