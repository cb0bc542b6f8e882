"""The rules as data: read from ``rules/*.yaml`` once, compiled once, tested by their own examples."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kneewise.claims.datafiles import DATA, RULES, read_yaml
from kneewise.claims.matcher import Lexicon, Pattern, PatternSet, compile_pattern

_KEYS = frozenset(
    [
        "id",
        "type",
        "subtype",
        "match",
        "unless",
        "context",
        "kinds",
        "headings",
        "value",
        "units",
        "keep_units",
        "skip_units",
        "absorb",
        "neutral_denial",
    ]
) | frozenset(["attribution", "polarity", "comparator", "alternative_subject", "examples"])


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of claim.

    ``match``: any of these patterns in the segment (``starts``: classes of which one must occur).
    ``unless``: none of these. ``context``: any of these in the heading or the line that leads the list.
    ``value``: kinds of amount to take, the first found wins.
    ``absorb``: a negative word belongs to the claim ("no side effects") and is not a denial.
    """

    id: str
    type: str
    subtype: str
    match: tuple[Pattern, ...]
    starts: frozenset[str]
    unless: tuple[Pattern, ...]
    context: tuple[Pattern, ...]
    kinds: frozenset[str]
    value: tuple[str, ...]
    units: dict[str, str]
    keep_units: frozenset[str]
    skip_units: frozenset[str]
    absorb: bool
    neutral_denial: bool
    attribution: str
    polarity: str
    comparator: str
    alternative_subject: bool
    finds: tuple[str, ...]
    passes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, the lexicon they share, the scope triggers, and a hash that names this version of them."""

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    scope: dict[str, Any]
    types: dict[str, dict[str, Any]]
    version: str
    patterns: PatternSet = field(init=False)
    """The ``match`` patterns of all rules, one rule after the other; ``rule_of`` says whose each is."""
    rule_of: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "patterns", PatternSet(pattern for rule in self.rules for pattern in rule.match))
        object.__setattr__(self, "rule_of", tuple(i for i, rule in enumerate(self.rules) for _ in rule.match))


@cache
def rulebook() -> Rulebook:
    """The rules that ship with kneewise, compiled (once per process)."""
    return load_rules(RULES)


def load_rules(folder: Path) -> Rulebook:
    """Read and compile the rules of a folder.

    Raises
    ------
    ValueError
        For a rule with an unknown key, type or word class, without examples, or with an id used twice.
    """
    lexicon = Lexicon()
    for file in ("lexicon.yaml", "senses.yaml"):
        _add_words(lexicon, folder / file)
    scope = read_yaml(folder / "scope.yaml")
    _add_scope(lexicon, scope)
    types = read_yaml(DATA / "types.yaml")
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in ("lexicon.yaml", "senses.yaml", "scope.yaml"):
            rules.extend(_rule(entry, lexicon, types, path.name) for entry in read_yaml(path))
    ids = [rule.id for rule in rules]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ValueError(f"the rule id {twice[0]} is used twice")
    return Rulebook(tuple(rules), lexicon, scope, types, _version(folder))


def _add_words(lexicon: Lexicon, path: Path) -> None:
    """Add a file's word classes. A folder of rules of one's own may do without senses.yaml."""
    if not path.exists() and path.name == "senses.yaml":
        return
    for name, phrases in read_yaml(path).items():
        wrong = [p for p in phrases if not isinstance(p, str)]
        if wrong:
            raise ValueError(f"{path.name}, {name}: {wrong[0]!r} is not text; put it in quotation marks")
        lexicon.add(name, phrases)


def _add_scope(lexicon: Lexicon, scope: dict[str, Any]) -> None:
    for name in ("negated", "negated_after", "hedged", "reported"):
        lexicon.add(f"@{name}", scope[name]["phrases"])
        if scope[name]["instead"]:
            lexicon.add(f"@{name}!", scope[name]["instead"])
    lexicon.add("@stops", scope["stops"])
    for name in ("denied_evidence", "denied_insurance"):
        lexicon.add(f"@{name}", scope[name])
    voices = scope["voices"]
    for name in ("say", "say_sure", "finding", "in_study", "i_am_expert", "told", "general", "goes_on"):
        lexicon.add(f"@{name}", voices[name])
    lexicon.add("@say!", voices["say_not"])
    for role, phrases in voices["role"].items():
        lexicon.add(f"@role_{role}", phrases)
    for country, entry in read_yaml(DATA / "countries.yaml").items():
        lexicon.add(f"@in_{country}", entry["words"])
    for source, phrases in scope["sources"].items():
        lexicon.add(f"@by_{source}", phrases)


def _rule(entry: dict[str, Any], lexicon: Lexicon, types: dict[str, Any], file: str) -> Rule:
    where = f"{file}, {entry.get('id', 'a rule without id')}"
    unknown = set(entry) - _KEYS
    if unknown:
        raise ValueError(f"{where}: unknown key {sorted(unknown)[0]!r}")
    if entry["type"] not in types:
        raise ValueError(f"{where}: unknown type {entry['type']!r}")
    examples = entry.get("examples") or {}
    if not examples.get("finds") or not examples.get("passes"):
        raise ValueError(f"{where}: needs an example that it finds and one that it passes over")
    try:
        match, unless, context = (
            tuple(compile_pattern(p, lexicon) for p in entry.get(key, ())) for key in ("match", "unless", "context")
        )
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error
    kinds = frozenset(entry.get("kinds", ["sentence", "item", "row"])) | (
        {"heading"} if entry.get("headings") else set()
    )
    return Rule(
        id=entry["id"],
        type=entry["type"],
        subtype=entry.get("subtype", ""),
        match=match,
        starts=frozenset(pattern.chains[0].names[0] for pattern in match),
        unless=unless,
        context=context,
        kinds=kinds,
        value=tuple(entry.get("value", ())),
        units=dict(entry.get("units", {})),
        keep_units=frozenset(entry.get("keep_units", ())),
        skip_units=frozenset(entry.get("skip_units", ())),
        absorb=bool(entry.get("absorb", False)),
        neutral_denial=bool(entry.get("neutral_denial", False)),
        attribution=entry.get("attribution", ""),
        polarity=entry.get("polarity", ""),
        comparator=entry.get("comparator", ""),
        alternative_subject=bool(entry.get("alternative_subject", False)),
        finds=tuple(examples["finds"]),
        passes=tuple(examples["passes"]),
    )


def _version(folder: Path) -> str:
    """First 12 hex digits of the hash of all rules, data and learned weights: the version that an audit states."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.yaml"), *DATA.glob("*.yaml"), *DATA.glob("*.npz")]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
