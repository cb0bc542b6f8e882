"""The examples of ``examples.yaml`` as a reader runs them: with curl, and in Python."""

from __future__ import annotations

import json
import pprint
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

ROOT = "/api/v1"
# Where `kneewise serve` listens; the page at /api puts its own address in.
LOCAL = "http://localhost:8000"
_FILE = Path(__file__).with_name("examples.yaml")


@dataclass(frozen=True)
class Example:
    """One call: ``operation`` id, ``method``, ``path`` (with ``{names}``), values, query, body, keys of the answer."""

    operation: str
    method: str
    path: str
    shows: tuple[str, ...]
    values: dict[str, str] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] | None = None

    @property
    def path_template(self) -> str:
        """The path as the OpenAPI document has it."""
        return ROOT + self.path

    @property
    def address(self) -> str:
        """Path and query, ready to call."""
        query = f"?{urlencode(self.query)}" if self.query else ""
        return ROOT + self.path.format(**self.values) + query

    def curl(self, host: str = LOCAL) -> str:
        """The call for a terminal."""
        if self.body is None:
            return f"curl '{host}{self.address}'"
        body = json.dumps(self.body, ensure_ascii=False)
        assert "'" not in body, f"{self.operation}: an apostrophe would end the quoted body"
        return f"curl '{host}{self.address}' \\\n  --header 'Content-Type: application/json' \\\n  --data '{body}'"

    def python(self, host: str = LOCAL) -> str:
        """The call in Python."""
        if self.body is None:
            call = f'answer = httpx.get("{host}{self.address}")'
        else:
            body = pprint.pformat(self.body, width=88, sort_dicts=False)
            call = f'body = {body}\nanswer = httpx.post("{host}{self.address}", json=body)'
        keys = "\n".join(f'print(answer["{key}"])' for key in self.shows[:1])
        return f"import httpx\n\n{call}.raise_for_status().json()\n{keys}"


@cache
def examples() -> tuple[Example, ...]:
    """Every example, in the order of the page."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(Example(**(row | {"shows": tuple(row["shows"])})) for row in rows)
