"""Testing the rules by their own examples: what each must find and what it must pass over."""

from __future__ import annotations

from dataclasses import dataclass

from kneewise.claims.extract import PageReading, find_claims
from kneewise.claims.rulebook import Rule, Rulebook, rulebook

# Examples are sentences; a rule is only tried on pages about cells or blood products in a joint, so each example
# stands on such a page.
PAGE = "\n\nStem cell injections and PRP\n\nWe talk about the knee here."


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """An example that a rule gets wrong: ``wanted`` is "finds" or "passes"."""

    rule: str
    wanted: str
    example: str


def check_rules(book: Rulebook | None = None) -> list[RuleFailure]:
    """Every example that its rule gets wrong; empty if all are right."""
    chosen = book or rulebook()
    out: list[RuleFailure] = []
    for rule in chosen.rules:
        out.extend(RuleFailure(rule.id, "finds", e) for e in rule.finds if not _finds(rule, e, chosen))
        out.extend(RuleFailure(rule.id, "passes", e) for e in rule.passes if _finds(rule, e, chosen))
    return out


def _finds(rule: Rule, example: str, book: Rulebook) -> bool:
    """Whether the rule, alone, makes a claim of the example."""
    alone = Rulebook((rule,), book.lexicon, book.scope, book.types, book.version)
    return bool(find_claims(PageReading(example + PAGE, alone)))
