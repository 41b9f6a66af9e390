"""Room A: value types (Vector2 to Color, RID). May import: _ffi, api, variant.

A face is made at its first use, from the engine's description. Everything in it is compiled:
members, methods, operators and constants are the engine's own functions, called on the memory
in the Python object (``_ffi/plain.c``).
"""

from __future__ import annotations

import enum
from typing import Any, NoReturn

from godot._ffi import core
from godot.api import engine_api
from godot.variant import Kind

__all__ = ["KINDS", "face", "install", "method_of"]

_STATIC = 8
"""The flag of a method that needs no value. See ``_ffi/generate_api.py``."""

_int_enum: Any = enum.IntEnum
"""Makes an enum from names that are known at run time only, which type checkers do not follow."""

KINDS = {
    "Vector2": Kind.VECTOR2,
    "Vector2i": Kind.VECTOR2I,
    "Rect2": Kind.RECT2,
    "Rect2i": Kind.RECT2I,
    "Vector3": Kind.VECTOR3,
    "Vector3i": Kind.VECTOR3I,
    "Transform2D": Kind.TRANSFORM2D,
    "Vector4": Kind.VECTOR4,
    "Vector4i": Kind.VECTOR4I,
    "Plane": Kind.PLANE,
    "Quaternion": Kind.QUATERNION,
    "AABB": Kind.AABB,
    "Basis": Kind.BASIS,
    "Transform3D": Kind.TRANSFORM3D,
    "Projection": Kind.PROJECTION,
    "Color": Kind.COLOR,
    "RID": Kind.RID,
}
"""The value types, by their Godot names."""

_NAMES = {int(kind): name for name, kind in KINDS.items()}
_made: dict[str, type] = {}


class _Enum:
    """An enum of a builtin type, such as ``Vector2.Axis``: made when it is asked for."""

    def __init__(self, owner: str, name: str, values: dict[str, int]) -> None:
        self._arguments = (owner, name, values)
        self._made: Any = None

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if self._made is None:
            of, name, values = self._arguments
            self._made = _int_enum(name, values, module="godot", qualname=f"{of}.{name}")
        return self._made


def method_of(kind: int, name: str, described: tuple[Any, ...]) -> Any:
    """A builtin type's method for a class's namespace, as :class:`api.BuiltinData` describes it."""
    method = core.BuiltinMethod(int(kind), name, *described)
    return staticmethod(method) if described[1] & _STATIC else method


def face(name: str) -> type:
    """The Python class of a value type. Raises ``KeyError`` for another name."""
    found = _made.get(name)
    if found is not None:
        return found
    kind = KINDS[name]
    data = engine_api().read_builtin(name)
    namespace: dict[str, Any] = {
        "__module__": "godot",
        "__variant_type__": kind,
        "__match_args__": data.fields,
        "__array_ufunc__": None,  # NumPy leaves operators with its numbers to this type
    }
    for method, described in data.methods.items():
        namespace[method] = method_of(kind, method, described)
    constants = dict(data.constants)
    for enum_name, values in data.enums.items():
        constants.update(values)
        namespace[enum_name] = _Enum(name, enum_name, values)
    _made[name] = core.make_plain(
        int(kind),
        data.size,
        data.component,
        data.members,
        data.fields,
        data.items,
        data.constructors,
        data.operators,
        constants,
        namespace,
    )
    return _made[name]


def _face_of_kind(kind: int) -> type:
    return face(_NAMES[kind])


def _no_attribute(value: Any, name: str) -> NoReturn:
    """Says which attributes there are when one is not there."""
    import difflib

    cls: Any = value if isinstance(value, type) else type(value)
    of = f"the type {cls.__name__}" if value is cls else cls.__name__
    public = [known for known in dir(cls) if not known.startswith("_")]
    close = difflib.get_close_matches(name, public, n=3)
    if close:
        hint = f"; did you mean {' or '.join(map(repr, close))}?"
    else:
        hint = f"; its members are {', '.join(cls.__match_args__)}" if cls.__match_args__ else ""
    raise AttributeError(f"{of} has no attribute {name!r}{hint}", name=name, obj=value)


def install() -> None:
    """Gives the C floor what it asks of this module."""
    core.set_hook("plain_face", _face_of_kind)
    core.set_hook("no_attribute", _no_attribute)
