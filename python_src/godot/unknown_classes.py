"""Room A: engine classes that the description does not have. May import: _ffi, api, variant.

They come from other extensions, or from an engine that is newer than the description. The running
engine says what they have; their methods are called by name.
"""

from __future__ import annotations

from typing import Any

from godot._ffi import core
from godot.api import ClassData
from godot.variant import Kind

__all__ = ["ask_engine", "methods"]

_METHOD_VIRTUAL = 8
_METHOD_STATIC = 32
_USAGE_STORAGE_OR_EDITOR = 2 | 4
_USAGE_NIL_IS_VARIANT = 131072


def _kind(info: Any) -> int:
    kind = int(info["type"])
    if kind == Kind.NIL and int(info["usage"]) & _USAGE_NIL_IS_VARIANT:
        return int(Kind.VARIANT)
    return kind


def _arguments(described: Any) -> tuple[Any, ...]:
    arguments, defaults = list(described["args"]), list(described["default_args"])
    required = len(arguments) - len(defaults)
    return tuple(
        (
            str(argument["name"]),
            _kind(argument),
            str(argument["class_name"]) or None,
            *defaults[max(index - required, 0) : index - required + 1],
        )
        for index, argument in enumerate(arguments)
    )


def _method(described: Any) -> tuple[Any, ...]:
    result = described["return"]
    exact = str(result["class_name"]) or None
    static = bool(int(described["flags"]) & _METHOD_STATIC)
    return (0, int(static), 0, _kind(result), _arguments(described), exact)


def ask_engine(class_db: Any, name: str) -> ClassData | None:
    """What the running engine says of a class, or None if it has none of that name."""
    if not class_db.class_exists(name):
        return None
    enums = {
        str(enum): {
            str(value): int(class_db.class_get_integer_constant(name, value))
            for value in class_db.class_get_enum_constants(name, enum, True)
        }
        for enum in class_db.class_get_enum_list(name, True)
    }
    properties: dict[str, Any] = {
        str(info["name"]): (
            str(class_db.class_get_property_getter(name, info["name"])) or None,
            str(class_db.class_get_property_setter(name, info["name"])) or None,
            None,
            _kind(info),
            str(info["class_name"]) or None,
        )
        for info in class_db.class_get_property_list(name, True)
        if int(info["usage"]) & _USAGE_STORAGE_OR_EDITOR
    }
    return ClassData(
        base=str(class_db.get_parent_class(name)) or None,
        is_ref_counted=bool(class_db.is_parent_class(name, "RefCounted")),
        is_instantiable=bool(class_db.can_instantiate(name)),
        methods={
            str(described["name"]): _method(described)
            for described in class_db.class_get_method_list(name, True)
            if not int(described["flags"]) & _METHOD_VIRTUAL
        },
        properties=properties,
        signals={
            str(described["name"]): _arguments(described)
            for described in class_db.class_get_signal_list(name, True)
        },
        constants={
            str(constant): int(class_db.class_get_integer_constant(name, constant))
            for constant in class_db.class_get_integer_constant_list(name, True)
        },
        enums=enums,
        bitfields=[enum for enum in enums if class_db.is_class_enum_bitfield(name, enum, True)],
    )


def _static(class_db: Any, owner: str, name: str) -> Any:
    def call(*args: Any) -> Any:
        return class_db.class_call_static(owner, name, *args)

    call.__name__ = name
    call.__qualname__ = f"{owner}.{name}"
    return staticmethod(call)


def methods(class_db: Any, name: str, data: ClassData) -> dict[str, Any]:
    """The methods of such a class, which are called by name."""
    return {
        key: _static(class_db, name, key)
        if entry[1]
        else core.NamedMethod(name, key, entry[4], entry[3], entry[5])
        for key, entry in data.methods.items()
    }
