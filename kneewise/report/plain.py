"""Values as JSON has them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

# A report holds some 40,000 values of a dozen classes: asking each class once for its fields is most of the speed.
_NAMES: dict[type, tuple[str, ...] | None] = {}


def _names(kind: type) -> tuple[str, ...] | None:
    """Field names of a dataclass, None for any other class."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None
    return _NAMES[kind]


def plain(value: Any) -> Any:
    """Dataclasses, tuples and numbers as dicts, lists and numbers; a number that is not finite becomes None."""
    if isinstance(value, float):
        return round(value, 6) if value == value and abs(value) != float("inf") else None
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, Sequence):
        return [plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    names = _names(type(value))
    return value if names is None else {name: plain(getattr(value, name)) for name in names}
