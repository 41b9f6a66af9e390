"""Room A: what stands in a class for its objects' first values. May import: variant."""

from __future__ import annotations

import contextlib
import enum
from typing import Any

from godot.variant import class_name

__all__ = ["keeper"]


def keeper(name: str, default: Any) -> Any:
    """What a class holds under ``name``, so that each object begins with ``default``."""
    if isinstance(default, enum.Enum):
        return EnumDefault(name, default)
    return FreshDefault(name, default) if _is_mutable(default) else default


_ATOMS = (bool, int, float, str, bytes, type(None))


def _is_mutable(value: Any) -> bool:
    # An engine object, such as a texture, is shared by all, as in GDScript.
    return not isinstance(value, _ATOMS) and not class_name(type(value))


class FreshDefault:
    """Gives each instance its own copy of a mutable default."""

    __slots__ = ("_default", "_make", "_name")

    def __init__(self, name: str, default: Any) -> None:
        self._name, self._default = name, default
        self._make = _copier(default)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        value = self._make(self._default)
        if instance is not None:
            instance.__dict__[self._name] = value
        return value


def _copier(default: Any) -> Any:
    """What makes a copy in depth, as quickly as it can be done."""
    if type(default) in (list, dict):
        values = default.values() if type(default) is dict else default
        if all(isinstance(value, _ATOMS) for value in values):
            return type(default).copy
    if getattr(type(default), "__variant_type__", None) is not None:
        return _copy_value
    return _copy_deeply


def _copy_value(value: Any) -> Any:
    return value.__deepcopy__({})


def _copy_deeply(value: Any) -> Any:
    import copy  # not needed by most games

    return copy.deepcopy(value)


class EnumDefault:
    """A property of an enum's type: the engine sets numbers or texts, and Python gets members."""

    __slots__ = ("_default", "_name")

    def __init__(self, name: str, default: enum.Enum) -> None:
        self._name, self._default = name, default

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return (
            self._default if instance is None else instance.__dict__.get(self._name, self._default)
        )

    def __set__(self, instance: Any, value: Any) -> None:
        # What is no member is kept: it may be of an older version of the scene.
        with contextlib.suppress(ValueError):
            value = type(self._default)(value)
        instance.__dict__[self._name] = value
