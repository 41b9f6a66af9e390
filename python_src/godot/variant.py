"""Room A: the engine's types as numbers. Pure Python; imports nothing of the room.

Source: the engine's ``Variant`` class and its ``gdextension_interface.h``.
"""

from __future__ import annotations

import collections.abc
import enum
import types
import typing
from typing import Any

__all__ = ["Kind", "Operator", "TypeRef", "class_name", "type_ref"]


class Kind(enum.IntEnum):
    """The type of a value in the engine: its Variant types, and Variant itself."""

    NIL = 0
    BOOL = 1
    INT = 2
    FLOAT = 3
    STRING = 4
    VECTOR2 = 5
    VECTOR2I = 6
    RECT2 = 7
    RECT2I = 8
    VECTOR3 = 9
    VECTOR3I = 10
    TRANSFORM2D = 11
    VECTOR4 = 12
    VECTOR4I = 13
    PLANE = 14
    QUATERNION = 15
    AABB = 16
    BASIS = 17
    TRANSFORM3D = 18
    PROJECTION = 19
    COLOR = 20
    STRING_NAME = 21
    NODE_PATH = 22
    RID = 23
    OBJECT = 24
    CALLABLE = 25
    SIGNAL = 26
    DICTIONARY = 27
    ARRAY = 28
    PACKED_BYTE_ARRAY = 29
    PACKED_INT32_ARRAY = 30
    PACKED_INT64_ARRAY = 31
    PACKED_FLOAT32_ARRAY = 32
    PACKED_FLOAT64_ARRAY = 33
    PACKED_STRING_ARRAY = 34
    PACKED_VECTOR2_ARRAY = 35
    PACKED_VECTOR3_ARRAY = 36
    PACKED_COLOR_ARRAY = 37
    PACKED_VECTOR4_ARRAY = 38
    VARIANT = 40

    @property
    def variant_type(self) -> int:
        """The number in the engine's property information, where Variant itself is nil."""
        return 0 if self is Kind.VARIANT else int(self)


class Operator(enum.IntEnum):
    """The engine's Variant operators that a Python operator maps to."""

    EQUAL = 0
    NOT_EQUAL = 1
    LESS = 2
    LESS_EQUAL = 3
    GREATER = 4
    GREATER_EQUAL = 5
    ADD = 6
    SUBTRACT = 7
    MULTIPLY = 8
    DIVIDE = 9
    NEGATE = 10
    POSITIVE = 11
    MODULE = 12
    POWER = 13
    SHIFT_LEFT = 14
    SHIFT_RIGHT = 15
    BIT_AND = 16
    BIT_OR = 17
    BIT_XOR = 18
    BIT_NEGATE = 19
    IN = 24


class TypeRef(typing.NamedTuple):
    """A type as the engine sees it: its kind, and the class when it is an object."""

    kind: Kind
    class_name: str = ""


_PLAIN: dict[Any, Kind] = {
    None: Kind.NIL,
    type(None): Kind.NIL,
    bool: Kind.BOOL,
    int: Kind.INT,
    float: Kind.FLOAT,
    str: Kind.STRING,
    bytes: Kind.PACKED_BYTE_ARRAY,
    bytearray: Kind.PACKED_BYTE_ARRAY,
    list: Kind.ARRAY,
    tuple: Kind.ARRAY,
    dict: Kind.DICTIONARY,
    collections.abc.Callable: Kind.CALLABLE,
}


def type_ref(annotation: Any) -> TypeRef:
    """What the engine is told about an annotation.

    Python's own types, engine classes and faces of builtin types keep their type; whatever the
    engine has no type for (unions, ``Any``, no annotation) is a Variant.
    """
    origin = typing.get_origin(annotation)
    if origin in {typing.Union, types.UnionType}:
        rest = [part for part in typing.get_args(annotation) if part is not type(None)]
        if len(rest) == 1:
            inner = type_ref(rest[0])
            if inner.kind is Kind.OBJECT:  # an object may be null anyway
                return inner
        return TypeRef(Kind.VARIANT)
    if origin is not None:
        annotation = origin
    try:
        plain = _PLAIN.get(annotation)
    except TypeError:  # unhashable, so no type
        return TypeRef(Kind.VARIANT)
    if plain is not None:
        return TypeRef(plain)
    if isinstance(annotation, type):
        kind = getattr(annotation, "__variant_type__", None)
        if kind is not None:
            return TypeRef(Kind(kind))
        engine_class = class_name(annotation)
        if engine_class:
            return TypeRef(Kind.OBJECT, engine_class)
        for base, kind in _BASES:
            if issubclass(annotation, base):
                return TypeRef(kind)
    return TypeRef(Kind.VARIANT)


_BASES = ((bool, Kind.BOOL), (int, Kind.INT), (float, Kind.FLOAT), (str, Kind.STRING))


def class_name(cls: type) -> str:
    """The name by which the engine knows a class, or its nearest base; empty if it knows none."""
    for base in cls.__mro__:
        own = base.__dict__
        name = own.get("__godot_class__") or own.get("__godot_global_name__")
        if name:
            return str(name)
    return ""
