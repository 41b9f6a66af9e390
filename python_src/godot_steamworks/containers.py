"""Room D: the engine's containers as Python's own. May import: godot."""

from __future__ import annotations

from typing import Any

from godot.variant import Kind

__all__ = ["Nested", "plain"]

_SCALARS = frozenset({str, int, float, bool, type(None)})


class Nested:
    """A container where none belongs: all that an error message needs of it.

    The engine's own text of it could be endless, when it contains itself.
    """

    def __init__(self, container: Any) -> None:
        self._container = container

    def __repr__(self) -> str:
        return f"{type(self._container).__name__} of size {len(self._container)}"


def plain(value: Any) -> Any:
    """An argument as the façade takes it: a ``dict``, or a ``list`` with a ``dict`` for each entry.

    No documented argument is deeper than that. Everything below becomes `Nested`, so that it costs
    nothing, however large or entangled it is.
    """
    if type(value) in _SCALARS:  # most arguments are
        return value
    if _kind(value) == Kind.ARRAY:
        return [_table(entry) for entry in value]
    return _table(value)


def _table(value: Any) -> Any:
    if _kind(value) != Kind.DICTIONARY:
        return _leaf(value)
    return {_leaf(key): _leaf(entry) for key, entry in value.items()}


def _leaf(value: Any) -> Any:
    return Nested(value) if _kind(value) in (Kind.ARRAY, Kind.DICTIONARY) else value


def _kind(value: object) -> object:
    return getattr(type(value), "__variant_type__", None)
