"""The package's data files: where they are and how they are read."""

from __future__ import annotations

from pathlib import Path

from kneewise.yaml_files import read_yaml

__all__ = ["DATA", "RULES", "by_word", "read_yaml"]
RULES = Path(__file__).parent / "rules"
DATA = Path(__file__).parent / "data"


def by_word(groups: dict[str, list[str]]) -> dict[str, str]:
    """``{"weeks": ["week", "wk"]}`` as ``{"week": "weeks", "wk": "weeks"}``."""
    return {word: name for name, words in groups.items() for word in words}
