"""Room A: value types (Vector2 to Color, RID).

May import: _ffi, api, attributes, docs, enums, variant.

A face is made at its first use, from the engine's description. Everything in it is compiled:
members, methods, operators and constants are the engine's own functions, called on the memory
in the Python object (``_ffi/plain.c``).
"""

from __future__ import annotations

from typing import Any

from godot import attributes
from godot._ffi import core
from godot.api import engine_api
from godot.enums import make_enum
from godot.variant import Kind

__all__ = ["KINDS", "UnknownMemberError", "face", "face_of_kind", "install", "method_of"]

_CHANGES = 16
"""The flag of a method that changes a container. See ``_ffi/builtin_calls.c``."""

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
            self._made = make_enum(name, values, False, f"{of}.{name}")
        return self._made


class _Doc:
    """What the engine says of a type, read when it is asked for."""

    def __init__(self, owner: str) -> None:
        self._owner = owner

    def __get__(self, instance: object, owner: type | None = None) -> str | None:
        from godot import docs  # not at start-up: a game asks for no help

        return docs.text(self._owner)


def method_of(
    kind: int, name: str, described: tuple[Any, ...], changes_container: bool = False
) -> Any:
    """A builtin type's method for a class's namespace, as :class:`api.BuiltinData` describes it.

    One that changes a container raises when the container must not be changed now, where the engine
    would only write an error into its log.
    """
    hash_, flags, *rest = described
    return core.BuiltinMethod(int(kind), name, hash_, flags | _CHANGES * changes_container, *rest)


def face(name: str) -> type:
    """The Python class of a value type. Raises ``KeyError`` for another name."""
    found = _made.get(name)
    if found is not None:
        return found
    kind = KINDS[name]
    data = engine_api().read_builtin(name)
    namespace: dict[str, Any] = {
        "__doc__": _Doc(name),
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


def face_of_kind(kind: int) -> type:
    """The Python class of a value type by its number. Raises ``KeyError`` for another one."""
    return face(_NAMES[kind])


class UnknownMemberError(AttributeError):
    """A value type has no such attribute. The message says what it has that resembles it.

    Its arguments are the value, or the class, and the name. The message is worked out when it is
    shown: programs also ask for attributes to see whether they are there.
    """

    def __str__(self) -> str:
        value, attribute = self.args
        cls: Any = value if isinstance(value, type) else type(value)
        of = "the class" if value is cls else "a value of the class"
        text = f"{of} {cls.__name__} has no attribute {attribute!r}"
        close = attributes.close_names(attribute, dir(cls))
        if close:
            return f"{text}; did you mean {' or '.join(map(repr, close))}?"
        fields = ", ".join(cls.__match_args__)
        return f"{text}; it is made of {fields}" if fields else text


UnknownMemberError.__module__ = "godot"


def install() -> None:
    """Gives the C floor what it asks of this module."""
    core.set_hook("plain_face", face_of_kind)
    core.set_hook("no_attribute", UnknownMemberError)
