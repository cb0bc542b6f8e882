"""The structured content of option pages: which options there are, and the text of each, filled from its group."""

from __future__ import annotations

from functools import cache
from typing import Any

from kneewise.errors import NotFoundError
from kneewise.web import content

# What every option's content has; the test of the content holds each file to it.
FIELDS = (
    "what", "good", "bad", "later", "suits", "not_for", "made", "hurt", "body", "mind", "social", "recovery", "guard",
    "faq",
)  # fmt: skip
# What an option may have nothing to say of: rules and plans fill these parts of most pages.
MAY_BE_EMPTY = ("suits", "not_for", "made", "recovery", "faq")


@cache
def families() -> dict[str, tuple[str, ...]]:
    """Codes of all options with a page, by family, in the order of the list."""
    found = content.load_file("options", "_families")
    assert found is not None
    return {name: tuple(codes) for name, codes in found["families"].items()}


@cache
def codes() -> tuple[str, ...]:
    """Codes of all options with a page."""
    return tuple(code for family in families().values() for code in family)


def family_of(code: str) -> str:
    """The family an option belongs to. NotFoundError for a code without a page."""
    for name, members in families().items():
        if code in members:
            return name
    raise NotFoundError(f"a page for “{code[:40]}”", "does not exist", f"There are {', '.join(codes())}.")


def data_code(code: str) -> str:
    """The code under which the evidence holds the option."""
    found = content.load_file("options", "_families")
    assert found is not None
    return str(found["data_code"].get(code, code))


def raw(code: str) -> dict[str, Any]:
    """The content of an option; what its own file leaves out comes from its group.

    ``faq_own`` are questions that stand before those of the group; ``faq`` takes their place.
    """
    family_of(code)
    own = content.load_file("options", code)
    groups = content.load_file("options", "_groups")
    assert own is not None, code
    assert groups is not None
    found = {field: [] for field in MAY_BE_EMPTY} | groups[own["group"]] | own
    return found | {"faq": [*found.pop("faq_own", []), *found["faq"]]}
