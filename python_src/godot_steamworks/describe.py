"""Room D: the documented table as the engine's descriptions. May import: godot, steamworks.

The names, types and texts stand once, in ``steamworks.contract``; here they become signals,
methods, constants and help pages.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from godot.exposing import ArgumentSpec, method, signal
from godot.variant import Kind, TypeRef
from godot_steamworks import texts
from steamworks import contract

__all__ = ["as_enum", "as_method", "as_property", "as_signal", "type_ref"]

_KINDS = {
    "bool": Kind.BOOL,
    "int": Kind.INT,
    "float": Kind.FLOAT,
    "string": Kind.STRING,
    "dictionary": Kind.DICTIONARY,
    "array": Kind.ARRAY,
}
_CLASSES = {"texture": "ImageTexture", "imageRect": "TextureRect"}
_EVENT = TypeRef(Kind.DICTIONARY)


def type_ref(word: str) -> TypeRef:
    """The engine's type for a type of the contract.

    What may be null, or be of several types, is a Variant; an object may be null anyway.
    """
    if word.rstrip("?") in _CLASSES:
        return TypeRef(Kind.OBJECT, _CLASSES[word.rstrip("?")])
    if word.endswith("?"):
        return TypeRef(Kind.VARIANT)
    return TypeRef(_KINDS.get(word.partition("[")[0], Kind.VARIANT))


def as_signal(event: contract.Event) -> Any:
    """A signal with the one argument ``event``."""
    return signal(ArgumentSpec("event", _EVENT), doc=texts.event_page(event))


def as_method(function: contract.Function) -> Any:
    """The decorator of the method: its arguments and texts.

    The façade checks what comes, so that every argument reaches it.
    """
    if function.leading is None:
        arguments = [
            ArgumentSpec(parameter.name, type_ref(parameter.type))
            if parameter.default is contract.REQUIRED
            else ArgumentSpec(parameter.name, type_ref(parameter.type), parameter.default)
            for parameter in function.parameters
        ]
    else:
        # Only last arguments can be left out in the engine. When the first one is, the others move
        # up, so that each may be of the type of its neighbour.
        arguments = [ArgumentSpec(parameter.name) for parameter in function.parameters]
        arguments[-1] = arguments[-1]._replace(default=None)
    return method(
        arguments=arguments,
        result=type_ref(function.returns),
        doc=texts.function_page(function),
        checks_itself=True,
    )


def as_property(row: contract.Property, read: Any) -> property:
    """A read-only property."""

    def getter(self: Any) -> Any:
        return read(self, row.name)

    annotations = {"bool": bool, "int": int, "string": str}
    getter.__annotations__ = {"return": annotations.get(row.type, Any)}
    return property(getter, doc=texts.property_page(row))


def as_enum(codes: type[enum.IntEnum], prefix: str, told: Mapping[str, str]) -> type[enum.IntEnum]:
    """An enum as constants of a class, which share one name space and so need a prefix.

    Args:
        codes: The enum.
        prefix: Stands with an underscore before each name.
        told: What each means, by its name in the enum.
    """
    members = {f"{prefix}_{code.name}": int(code) for code in codes}
    made: Any = enum.IntEnum(codes.__name__, members)  # type: ignore[misc]  # names made at run time
    for code in codes:
        made[f"{prefix}_{code.name}"].__doc__ = told[code.name]
    result: type[enum.IntEnum] = made
    return result
