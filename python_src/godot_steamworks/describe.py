"""Room D: the documented table as the engine's descriptions. May import: godot, steamworks.

The names, types and texts stand once, in ``steamworks.contract``; here they become signals,
methods, constants and help pages.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import re
from typing import Any

from godot.exposing import ArgumentSpec, method, signal
from godot.variant import Kind, TypeRef
from steamworks import contract

__all__ = ["as_enum", "as_method", "as_property", "as_signal", "markup", "paragraphs", "type_ref"]

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
_CODE = re.compile(r"`([^`]+)`")


def type_ref(word: str) -> TypeRef:
    """The engine's type for a type of the contract.

    What may be null, or be of several types, is a Variant; an object may be null anyway.
    """
    if word.rstrip("?") in _CLASSES:
        return TypeRef(Kind.OBJECT, _CLASSES[word.rstrip("?")])
    if word.endswith("?"):
        return TypeRef(Kind.VARIANT)
    return TypeRef(_KINDS.get(word.partition("[")[0], Kind.VARIANT))


def _link(match: re.Match[str]) -> str:
    name = match[1]
    if name in contract.FUNCTIONS:
        return f"[method {name}]"
    if name in contract.EVENTS:
        return f"[signal {name}]"
    if name == "ResultCode":
        return f"[enum {name}]"
    return f"[code]{name}[/code]"  # a property's name may as well be that of a key


def markup(text: str) -> str:
    """Descriptions mark code with backticks; the engine's help pages want tags, and have links."""
    return _CODE.sub(_link, text)


def paragraphs(text: str) -> str:
    """A docstring for the help pages, where every line is a paragraph, except in code blocks."""
    lines: list[str] = []
    joins = in_code = False
    for line in inspect.cleandoc(text).splitlines():
        is_tag = line.strip() in {"[codeblock]", "[/codeblock]"}
        if joins and line and not is_tag:
            lines[-1] += f" {line}"
            continue
        lines.append(line)
        if is_tag:
            in_code = not in_code
        joins = bool(line) and not in_code and not is_tag
    return "\n".join(lines)


def as_signal(event: contract.Event) -> Any:
    """A signal with the one argument ``event``."""
    keys = "\n".join(
        f"- [code]{key.name}[/code] ({_words(key.type)}): {markup(key.description)}"
        for key in event.keys
    )
    return signal(
        ArgumentSpec("event", _EVENT),
        doc=f"{markup(event.description)}\n[param event] has these keys:\n{keys}",
    )


def _words(kind: str) -> str:
    return f"{kind[:-1]} or null" if kind.endswith("?") else kind


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
        arguments[-1] = dataclasses.replace(arguments[-1], default=None)
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


def as_enum(codes: type[enum.IntEnum], prefix: str) -> type[enum.IntEnum]:
    """An enum as constants of a class, which share one name space and so need a prefix."""
    members = {f"{prefix}_{code.name}": int(code) for code in codes}
    made: Any = enum.IntEnum(codes.__name__, members)  # type: ignore[misc]  # names made at run time
    for code in codes:
        text = code.name.replace("_", " ").lower()
        made[f"{prefix}_{code.name}"].__doc__ = f"Steam's result {int(code)}: {text}."
    result: type[enum.IntEnum] = made
    return result
