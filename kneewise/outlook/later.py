"""Results that are worked out when first looked at.

A forecast holds every option, outcome and week; a page shows a small part of it. These two hold the keys of all results
and the way to make one, and are otherwise a tuple and a dictionary: same items, same order, equal to them, and once
made an item is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

Key = TypeVar("Key")
Item = TypeVar("Item")


class LaterMapping(Mapping[Key, Item], Generic[Key, Item]):
    """A dictionary with these keys; ``make(key)`` gives an item and is asked once for each."""

    __slots__ = ("_kept", "_keys", "_make")

    def __init__(self, keys: Sequence[Key], make: Callable[[Key], Item]) -> None:
        self._keys, self._make = tuple(keys), make
        self._kept: dict[Key, Item] = {}

    def __getitem__(self, key: Key) -> Item:
        if key not in self._kept:
            if key not in self._keys:
                raise KeyError(key)
            self._kept[key] = self._make(key)
        return self._kept[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class LaterTuple(Sequence[Item], Generic[Key, Item]):
    """The items of a `LaterMapping` in order; `at` asks for one by its key."""

    __slots__ = ("_items",)

    def __init__(self, keys: Sequence[Key], make: Callable[[Key], Item]) -> None:
        self._items = LaterMapping(keys, make)

    def at(self, key: Key) -> Item | None:
        """The item of that key, or None."""
        return self._items.get(key)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        chosen = tuple(self._items)[index]
        return tuple(self._items[k] for k in chosen) if isinstance(index, slice) else self._items[chosen]  # type: ignore[index, union-attr, unused-ignore]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, (tuple, LaterTuple)) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)
