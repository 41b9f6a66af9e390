"""Room D: the engine's containers as Python's own. May import: godot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from godot.variant import Kind

__all__ = ["plain"]


def plain(value: object) -> Any:
    """An argument as the façade takes it: a ``dict``, or a ``list`` with a ``dict`` for each entry.

    No documented argument is deeper than that. What is inside stays the engine's, so that neither a
    container in itself nor a huge one costs more than its first two levels.
    """
    if _kind(value) == Kind.ARRAY:
        return [_table(entry) for entry in _iterable(value)]
    return _table(value)


def _table(value: object) -> Any:
    if _kind(value) != Kind.DICTIONARY:
        return value
    return {_hashable(key): entry for key, entry in _items(value)}


def _hashable(key: object) -> object:
    """The key; its text when it is one that only the engine can have as a key."""
    try:
        hash(key)
    except TypeError:
        return str(key)
    return key


def _kind(value: object) -> object:
    return getattr(type(value), "__variant_type__", None)


def _iterable(array: Any) -> Iterable[object]:
    entries: Iterable[object] = array
    return entries


def _items(dictionary: Any) -> Iterable[tuple[object, object]]:
    items: Iterable[tuple[object, object]] = dictionary.items()
    return items
