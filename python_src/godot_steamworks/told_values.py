"""Room D: values as JSON, between a game and the test that runs it. May import: godot.

What JSON has is itself; StringName and NodePath are texts, arrays and dictionaries lists and
objects. Everything else is ``{"godot": TEXT}``, in the engine's own notation: ``Vector2(1, 2)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import godot
from godot.variant import Kind

__all__ = ["told", "understood"]

_SEQUENCES = frozenset(range(Kind.ARRAY, Kind.PACKED_VECTOR4_ARRAY + 1))
_MARK = "godot"
_DEEPEST = 64
"""A container that contains itself ends there."""


def told(value: Any, depth: int = 0) -> Any:
    """A value for JSON."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    kind = getattr(type(value), "__variant_type__", None)
    if depth < _DEEPEST:
        if isinstance(value, list | tuple | set | bytes) or kind in _SEQUENCES:
            return [told(entry, depth + 1) for entry in value]
        if isinstance(value, Mapping) or kind == Kind.DICTIONARY:
            return {_key(key): told(entry, depth + 1) for key, entry in value.items()}
    if kind is None or isinstance(value, godot.Object):
        return {_MARK: str(value)}
    return {_MARK: godot.var_to_str(value)}


def _key(key: Any) -> str:
    return str(key) if isinstance(key, str) else str(told(key))


def understood(value: Any) -> Any:
    """What JSON has brought, as it goes to the engine.

    Raises:
        ValueError: a text in the engine's notation is not in it.
    """
    if isinstance(value, list):
        return [understood(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {_MARK}:
        found = godot.str_to_var(value[_MARK])
        if found is None and value[_MARK] != "null":
            raise ValueError(f"{value[_MARK]!r} is no value in Godot's notation")
        return found
    return {key: understood(entry) for key, entry in value.items()}
