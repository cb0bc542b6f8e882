"""Three-valued logic (Kleene's strong logic of indeterminacy): True, False, and None for unknown.

A condition is a small expression over facts about a person, written as data::

    {all: [{field: kl, ge: 4}, {not: {field: conditions.diabetes, is: true}}]}

``all``, ``any`` and ``not`` combine; a leaf names a field and one comparison (``is``, ``in``, ``ge``, ``gt``,
``le``, ``lt``); ``{always: true}`` holds for everyone. A fact is the tuple of values it may still have, or None if it
may have any: an X-ray called "severe" is grade 3 or 4, so ``kl >= 3`` is true and ``kl >= 4`` unknown.

Learning more only ever removes possible values, so that a condition that is True or False stays so: results can become
more certain with further answers, never turn round.

Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import eq, ge, gt, le, lt
from typing import Any

Truth = bool | None
Condition = Mapping[str, Any]
# What a person's answers leave possible, per field; a field that is missing or None may have any value.
Facts = Mapping[str, tuple[Any, ...] | None]

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "is": eq,
    "in": lambda value, options: value in options,
    "ge": ge,
    "gt": gt,
    "le": le,
    "lt": lt,
}


def all_of(truths: Iterable[Truth]) -> Truth:
    """False if any is False, else unknown if any is unknown, else True (and so True for none)."""
    found = list(truths)
    if any(truth is False for truth in found):
        return False
    return None if any(truth is None for truth in found) else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """True if any is True, else unknown if any is unknown, else False (and so False for none)."""
    return negate(all_of(negate(truth) for truth in truths))


def negate(truth: Truth) -> Truth:
    return None if truth is None else not truth


def evaluate(condition: Condition, facts: Facts) -> Truth:
    """Whether the condition holds for these facts. The condition must have passed `problems_of`."""
    if "always" in condition:
        return bool(condition["always"])
    if "all" in condition:
        return all_of(evaluate(part, facts) for part in condition["all"])
    if "any" in condition:
        return any_of(evaluate(part, facts) for part in condition["any"])
    if "not" in condition:
        return negate(evaluate(condition["not"], facts))
    return _compare(condition, facts)


def _compare(leaf: Condition, facts: Facts) -> Truth:
    possible = facts.get(leaf["field"])
    if possible is None:
        return None
    name = next(key for key in leaf if key != "field")
    results = {COMPARISONS[name](value, leaf[name]) for value in possible}
    return results.pop() if len(results) == 1 else None


def open_fields(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The fields to ask about so that a condition that is unknown may become known; empty if it is known."""
    if evaluate(condition, facts) is not None:
        return ()
    for joiner in ("all", "any"):
        if joiner in condition:
            found = [field for part in condition[joiner] for field in open_fields(part, facts)]
            return tuple(dict.fromkeys(found))
    if "not" in condition:
        return open_fields(condition["not"], facts)
    return (condition["field"],)


def fields_of(condition: Condition) -> frozenset[str]:
    """Every field that the condition names."""
    if "field" in condition:
        return frozenset({condition["field"]})
    inner = condition.get("all") or condition.get("any") or ([condition["not"]] if "not" in condition else [])
    return frozenset().union(*(fields_of(part) for part in inner))


def problems_of(condition: Any) -> list[str]:
    """What is wrong with a condition as written, in words; empty if it can be evaluated."""
    if not isinstance(condition, dict) or not condition:
        return [f"{condition!r} is not a condition"]
    if set(condition) == {"always"}:
        return [] if isinstance(condition["always"], bool) else ["'always' needs true or false"]
    for joiner in ("all", "any"):
        if set(condition) == {joiner}:
            parts = condition[joiner]
            if not isinstance(parts, list) or not parts:
                return [f"'{joiner}' needs a list of conditions"]
            return [problem for part in parts for problem in problems_of(part)]
    if set(condition) == {"not"}:
        return problems_of(condition["not"])
    if "field" in condition and len(condition) == 2 and set(condition) - {"field"} <= set(COMPARISONS):
        return []
    return [f"{condition!r} needs 'field' and one of {', '.join(COMPARISONS)}"]
