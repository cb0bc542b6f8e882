"""The treatments that candidacy speaks of: codes, groups that rules may name, and the words people use for them.

``treatments.yaml`` is the data. A rule names codes or groups (``@injection``); a group stands for its codes.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from kneewise import words
from kneewise.yaml_files import read_yaml

_FILE = Path(__file__).parent / "treatments.yaml"


@cache
def _data() -> dict[str, Any]:
    return read_yaml(_FILE)


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


@cache
def _names() -> dict[str, dict[str, str]]:
    """Code: its name per language, from the evidence's table of treatments (plain CSV; no dataframe is needed)."""
    table = resources.files("kneewise.evidence") / "data" / "treatments.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["code"]: {"en": row["name"], "es": row["name_es"]} for row in rows}


def name(code: str, language: str = "en") -> str:
    """What the treatment is called in plain words."""
    found = _names().get(code)
    return found[language] if found else words.text(f"treatment-{code}", language)
