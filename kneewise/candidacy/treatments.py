"""The treatments that candidacy speaks of: codes, groups that rules may name, and the words people use for them.

``treatments.yaml`` is the data. A rule names codes or groups (``@injection``); a group stands for its codes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "treatments.yaml"


@cache
def _data() -> dict[str, Any]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


# Screened treatments, in the order in which a result lists them.
SCREENED: tuple[str, ...] = tuple(_data()["screened"])
# Everything that may stand in `tried`, `offers` and `injection_kind`.
CODES: tuple[str, ...] = SCREENED + tuple(_data()["also_named"])
ALIASES: tuple[tuple[str, str], ...] = tuple(
    (words, code) for code, listed in _data()["called"].items() for words in listed
)
GROUPS: dict[str, tuple[str, ...]] = {name: tuple(codes) for name, codes in _data()["groups"].items()}


def expand(names: list[str]) -> tuple[str, ...]:
    """Codes for a list of codes and ``@groups``, each once, in the order of `SCREENED`. KeyError for another name."""
    found: set[str] = set()
    for name in names:
        if name.startswith("@"):
            found.update(GROUPS[name[1:]])
        elif name in CODES:
            found.add(name)
        else:
            raise KeyError(name)
    return tuple(code for code in SCREENED if code in found)
