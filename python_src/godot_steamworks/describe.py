"""Room D: the documented table as the engine's descriptions. May import: godot, steamworks.

The names, types and texts stand once, in ``steamworks.contract``; here they become signals, methods and help pages.
"""

from __future__ import annotations

import re
from typing import Any

from godot.exposing import ArgumentSpec, method, signal
from godot.variant import Kind, TypeRef
from steamworks import contract

__all__ = ["as_method", "as_property", "as_signal"]

_KINDS = {
    "bool": Kind.BOOL,
    "int": Kind.INT,
    "float": Kind.FLOAT,
    "string": Kind.STRING,
    "dictionary": Kind.DICTIONARY,
    "array": Kind.ARRAY,
}
_EVENT = TypeRef(Kind.DICTIONARY)


def type_ref(word: str) -> TypeRef:
    """The engine's type for a type of the contract. What may be null, or be of several types, is a Variant."""
    return TypeRef(_KINDS.get(word.partition("[")[0], Kind.VARIANT))


def markup(text: str) -> str:
    """Descriptions mark code with backticks; the engine's help pages want tags."""
    return re.sub(r"`([^`]+)`", r"[code]\1[/code]", text)


def as_signal(event: contract.Event) -> Any:
    """A signal with the one argument ``event``."""
    keys = "\n".join(
        f"[code]{key.name}[/code] ({key.type}): {markup(key.description)}" for key in event.keys
    )
    return signal(
        ArgumentSpec("event", _EVENT),
        doc=f"{markup(event.description)}\n\nKeys of the event:\n{keys}",
    )


def as_method(function: contract.Function) -> Any:
    """The decorator of the method: its arguments and texts. The façade checks what comes, so everything reaches it."""
    arguments = [
        ArgumentSpec(parameter.name, type_ref(parameter.type))
        if parameter.default is contract.REQUIRED
        else ArgumentSpec(parameter.name, type_ref(parameter.type), parameter.default)
        for parameter in function.parameters
    ]
    lines = [
        f"[param {parameter.name}]: {markup(parameter.description)}"
        for parameter in function.parameters
    ]
    return method(
        arguments=arguments,
        result=type_ref(function.returns),
        doc="\n".join([markup(function.description), *lines]),
        checks_itself=True,
    )


def as_property(row: contract.Property, read: Any) -> property:
    """A read-only property."""

    def getter(self: Any) -> Any:
        return read(self, row.name)

    annotations = {"bool": bool, "int": int, "string": str}
    getter.__annotations__ = {"return": annotations.get(row.type, Any)}
    return property(getter, doc=markup(row.description))
