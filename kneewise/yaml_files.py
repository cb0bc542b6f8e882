"""Reading the YAML files that experts edit (rules, content, parameters). Files from people: `candidacy.files`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# libyaml's loader is the same safe loader in C, ten times as fast; some builds of PyYAML come without it.
_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The content of a packaged YAML file. Raises what PyYAML raises: a broken packaged file is our mistake."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_SAFE)  # noqa: S506  both loaders are the safe ones
