"""Room A: what stands in a class for its objects' first values, and for signals.

May import: variant; _ffi, arrays and dictionaries once the engine is there.
"""

from __future__ import annotations

import contextlib
import enum
import typing
from typing import Any

from godot.variant import Kind, class_name, type_ref

__all__ = ["install", "keeper", "signal_keeper"]

_has_engine = False


def install() -> None:
    """From now on the engine's containers can be made. Before that, Python's stand for them."""
    global _has_engine
    _has_engine = True


def keeper(name: str, default: Any, annotation: Any = None) -> Any:
    """What a class holds under ``name``, so that each object begins with ``default``.

    ``annotation`` is the type of an exported property: what is a container of the engine's stays
    one, so that GDScript and Python change the same.
    """
    if isinstance(default, enum.Enum):
        return EnumDefault(name, default)
    if _has_engine and isinstance(default, list | tuple | dict) and annotation is not None:
        return ContainerDefault(name, default, annotation)
    return FreshDefault(name, default) if _is_mutable(default) else default


def signal_keeper(name: str, mark: Any) -> Any:
    """What a class holds for a signal: the compiled attribute, once the engine is there."""
    if not _has_engine:
        return mark
    from godot._ffi import core

    return core.SignalDescriptor(name)


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


class ContainerDefault:
    """A property that holds an array or dictionary of the engine, of its own in each object.

    Lists and dicts that Python sets become such.
    """

    __slots__ = ("_default", "_make", "_name")

    def __init__(self, name: str, default: Any, annotation: Any) -> None:
        self._name, self._default = name, default
        self._make = _container_maker(annotation, type_ref(type(default)).kind)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self._make(self._default)
        own = instance.__dict__
        if self._name not in own:
            own[self._name] = self._make(self._default)
        return own[self._name]

    def __set__(self, instance: Any, value: Any) -> None:
        if type(value) in (list, tuple, dict):
            value = self._make(value)
        instance.__dict__[self._name] = value


def _container_maker(annotation: Any, kind: Kind) -> Any:
    """What makes the engine's container of that type from one of Python's."""
    from godot.arrays import Array
    from godot.dictionaries import Dictionary

    types = [
        Any if type_ref(part).kind is Kind.VARIANT else part
        for part in typing.get_args(annotation)
        if part is not Ellipsis
    ]
    array: Any = Array
    dictionary: Any = Dictionary
    if kind is Kind.DICTIONARY:
        is_typed = len(types) == 2 and types != [Any, Any]
        return dictionary[types[0], types[1]] if is_typed else dictionary
    is_typed = len(set(types)) == 1 and types[0] is not Any
    return array[types[0]] if is_typed else array
