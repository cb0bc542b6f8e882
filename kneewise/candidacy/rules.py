"""The screening rules: read from ``rules/*.yaml``, checked, frozen. A rule without a source does not load.

Each rule says about what (``factor``), when (``condition``), for which treatments, what it means (``kind``), in which
words (a message of the catalogue), on which authority (``source``, ``location``, ``basis``) and shows by example when
it holds (``cases``), so that a clinician can review it without reading code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kneewise import words
from kneewise.candidacy import facts, logic, treatments
from kneewise.errors import DataError
from kneewise.sources import Citation
from kneewise.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "rules"
KINDS = (
    "red_flag",
    "absolute_contraindication",
    "relative_contraindication",
    "caution",
    "needs_workup",
    "unfavourable",
    "indication",
    "favourable",
)
BASES = ("guideline", "expert", "trial_exclusion", "seed_document", "public_guidance", "regulator", "evidence")
# How soon a red flag needs help.
URGENCIES = ("now", "same_day", "within_days")


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where rules come from. ``evidence`` is the id in the evidence dataset's table of sources, if it holds it."""

    key: str
    title: str
    url: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """An example person, as answers, and whether the rule holds: True, False or None for unknown."""

    answers: dict[str, Any]
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Rule:
    rule_id: str
    factor: str
    kind: str
    treatments: tuple[str, ...]
    condition: dict[str, Any]
    words: str
    source: RuleSource
    location: str
    basis: str
    cases: tuple[Case, ...]
    urgency: str = ""
    notes: str = ""
    group: str = ""

    @property
    def citation(self) -> Citation:
        row = f"candidacy:{self.rule_id}" if self.rule_id.startswith("rule_") else ""
        return Citation(self.source.evidence or self.source.key, self.location, self.source.url, row)


@cache
def load_sources(folder: Path = FOLDER) -> dict[str, RuleSource]:
    """The rules' sources by key. DataError for one without a title, or without an address unless it is a seed page."""
    found: dict[str, RuleSource] = {}
    for key, row in read_yaml(folder / "sources.yaml").items():
        if not row.get("title") or not (row.get("url") or key.startswith("seed-page-")):
            raise DataError(f"rules/sources.yaml: {key} needs a title and a url.")
        found[key] = RuleSource(key, row["title"], row.get("url", ""), row.get("evidence", ""))
    return found


@cache
def load_rules(folder: Path = FOLDER) -> tuple[Rule, ...]:
    """Every rule, in the order of file name and place in the file.

    Raises
    ------
    DataError
        For a rule that lacks a source, an example, words in either language or anything else, or names a field,
        treatment, kind, basis or urgency that does not exist; it says which rule and what.
    """
    sources = load_sources(folder)
    found: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "sources.yaml":
            continue
        for row in read_yaml(path):
            rule_id = str(row.get("id", "?"))
            problems = _problems(row, sources) + (["its id is used twice"] if rule_id in found else [])
            if problems:
                raise DataError(f"{path.name}, {rule_id}: {'; '.join(problems)}.")
            found[rule_id] = _rule(row, sources, path.stem)
    return tuple(found.values())


def _rule(row: dict[str, Any], sources: dict[str, RuleSource], group: str) -> Rule:
    return Rule(
        rule_id=row["id"],
        factor=row["factor"],
        kind=row["kind"],
        treatments=treatments.expand(row["treatments"]),
        condition=row["condition"],
        words=row["words"],
        source=sources[row["source"]],
        location=row["location"],
        basis=row["basis"],
        cases=tuple(Case(case["answers"], case["holds"]) for case in row["cases"]),
        urgency=row.get("urgency", ""),
        notes=row.get("notes", ""),
        group=group,
    )


def _problems(row: dict[str, Any], sources: dict[str, RuleSource]) -> list[str]:
    needed = ("id", "factor", "kind", "treatments", "condition", "words", "source", "location", "basis", "cases")
    found = [f"it has no {name}" for name in needed if not row.get(name)]
    if found:
        return found
    if row["source"] not in sources:
        found.append(f"its source {row['source']!r} is not in sources.yaml")
    for name, allowed in (("kind", KINDS), ("basis", BASES)):
        if row[name] not in allowed:
            found.append(f"its {name} {row[name]!r} is not one of {', '.join(allowed)}")
    if (row["kind"] == "red_flag") != (row.get("urgency") in URGENCIES):
        found.append(f"a red flag, and only a red flag, has an urgency of {', '.join(URGENCIES)}")
    found += logic.problems_of(row["condition"])
    if not found:
        strange = logic.fields_of(row["condition"]) - facts.names()
        found += [f"it names the field {name!r}, which does not exist" for name in sorted(strange)]
    try:
        treatments.expand(row["treatments"])
    except KeyError as error:
        found.append(f"it names the treatment {error.args[0]!r}, which does not exist")
    found += [f"it has no words in {lang}" for lang in words.LANGUAGES if not words.has(row["words"], lang)]
    return found
