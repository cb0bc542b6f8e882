"""The package's data files: where they are and how they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

RULES = Path(__file__).parent / "rules"
DATA = Path(__file__).parent / "data"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """A data file of this package."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  both loaders are the safe ones


def by_word(groups: dict[str, list[str]]) -> dict[str, str]:
    """``{"weeks": ["week", "wk"]}`` as ``{"week": "weeks", "wk": "weeks"}``."""
    return {word: name for name, words in groups.items() for word in words}
