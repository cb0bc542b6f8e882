"""The plans as data: which items make up the plan of a treatment. Read from ``plans/*.yaml`` and checked once.

An item holds no sentence and, where the evidence dataset knows the figure, no number: words come from the catalogue,
days and numbers from facts and aftercare stages. What stands here is order, timing, to whom it applies, and sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kneewise import words
from kneewise.candidacy import facts, logic
from kneewise.candidacy.rules import load_rules
from kneewise.errors import DataError
from kneewise.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "plans"
PARTS = ("preparation", "day", "aftercare", "ladder", "warning", "review")
ANCHORS = ("procedure", "programme")
SOURCE_KINDS = ("fact", "rehab", "rule", "page", "evidence")


@dataclass(frozen=True, slots=True)
class Block:
    """One item as written. ``when``: its timing; ``applies``: to whom; ``flag``: a red-flag rule."""

    item_id: str
    part: str
    when: Mapping[str, Any]
    applies: Mapping[str, Any] | None
    numbers: Mapping[str, Any]
    sources: tuple[str, ...]
    flag: str
    repeat_yearly: bool

    @property
    def words(self) -> str:
        """Message id of the text; the title's has ``-title`` after it."""
        return f"rule-{self.flag}".replace("_", "-") if self.flag else f"plan-{self.item_id}".replace("_", "-")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that plans cite beside the evidence dataset."""

    key: str
    title: str
    url: str
    location: str


@cache
def load_pages(folder: Path = FOLDER) -> dict[str, Page]:
    rows = read_yaml(folder / "sources.yaml")
    return {key: Page(key, row["title"], row["url"], row["location"]) for key, row in rows.items()}


@cache
def load_plans(folder: Path = FOLDER) -> dict[str, tuple[str, tuple[Block, ...]]]:
    """Treatment code: (anchor, items in order).

    Raises
    ------
    DataError
        For an item without source or words, or one that names a part, rule, page, field or block that does not exist.
    """
    blocks: dict[str, list[Block]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in {"plans.yaml", "sources.yaml"}:
            for name, rows in read_yaml(path).items():
                blocks[name] = [_block(row, path.name, folder) for row in rows]
    by_id = {item.item_id: item for items in blocks.values() for item in items}
    data = read_yaml(folder / "plans.yaml")
    for name, ids in data["reuse"].items():
        blocks[name] = [by_id[i] for i in ids]
    found = {}
    for treatment, row in data["plans"].items():
        missing = [name for name in row["blocks"] if name not in blocks]
        if missing or row["anchor"] not in ANCHORS:
            raise DataError(f"plans.yaml, {treatment}: unknown block {missing} or anchor {row['anchor']!r}.")
        found[treatment] = (row["anchor"], tuple(item for name in row["blocks"] for item in blocks[name]))
    return found


def _block(row: dict[str, Any], file: str, folder: Path) -> Block:
    item = Block(
        row.get("id", "?"),
        row.get("part", ""),
        row.get("when") or {},
        row.get("applies"),
        row.get("numbers") or {},
        tuple(row.get("sources") or ()),
        row.get("flag", ""),
        row.get("repeat_yearly", False),
    )
    problems = _problems(item, load_pages(folder))
    if problems:
        raise DataError(f"{file}, {item.item_id}: {'; '.join(problems)}.")
    return item


def _problems(item: Block, pages: dict[str, Page]) -> list[str]:
    rules = {rule.rule_id for rule in load_rules()}
    found = [] if item.part in PARTS else [f"no part {item.part!r}"]
    found += [] if item.sources else ["it has no source"]
    for source in item.sources:
        kind, _, key = source.partition(":")
        if kind not in SOURCE_KINDS or (kind == "rule" and key not in rules) or (kind == "page" and key not in pages):
            found.append(f"its source {source!r} does not exist")
    if item.flag and item.flag not in rules:
        found.append(f"its red flag {item.flag!r} does not exist")
    if item.applies is not None:
        found += logic.problems_of(item.applies)
        strange = sorted(logic.fields_of(item.applies) - facts.names())
        found += [f"it names the field {name!r}, which does not exist" for name in strange]
    needed = [item.words] if item.flag else [item.words, f"{item.words}-title"]
    found += [f"no words {m!r} in {lang}" for m in needed for lang in words.LANGUAGES if not words.has(m, lang)]
    return found
