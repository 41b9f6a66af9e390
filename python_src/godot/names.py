"""Room A: everything of the engine by its Godot name, for ``from godot import ...``.

May import: _ffi, api, attributes, builtins, classes, coroutines, enums, renamed, together, values,
variant.
"""

from __future__ import annotations

import math
import sys
from typing import Any

from godot import attributes, builtins, classes, coroutines, together, values
from godot._ffi import core
from godot.api import engine_api
from godot.enums import make_enum
from godot.variant import Kind

__all__ = ["UnknownNameError", "all_names", "look_up"]

_OWN: dict[str, Any] = {
    "PI": math.pi,
    "TAU": math.tau,
    "INF": math.inf,
    "NAN": math.nan,
    "bool": bool,
    "int": int,
    "float": float,
    "create_task": coroutines.create_task,
    "first": together.first,
    "gather": together.gather,
}
"""What the engine's description has not, or what Python has of its own."""


class UnknownNameError(AttributeError):
    """Neither this package nor the engine has that name. The message says what resembles it."""

    def __init__(self, unknown: str) -> None:
        super().__init__()
        self.unknown = unknown

    def __str__(self) -> str:
        from godot.renamed import GODOT_3  # for this alone

        text = f"neither this package nor the engine has {self.unknown!r}"
        if self.unknown in GODOT_3:
            return f"{text}; what Godot 3 called so is {GODOT_3[self.unknown]!r} now"
        close = attributes.close_names(self.unknown, all_names())
        return f"{text}; did you mean {' or '.join(map(repr, close))}?" if close else text


UnknownNameError.__module__ = "godot"


def _variant() -> type:
    enums = engine_api().enums
    namespace: dict[str, Any] = {
        name.removeprefix("Variant."): make_enum(name.removeprefix("Variant."), enums[name], False)
        for name in enums
        if name.startswith("Variant.")
    }
    namespace |= {"__variant_type__": Kind.VARIANT, "__module__": "godot"}
    namespace["__doc__"] = "Any value of the engine, as a type; with the enums Type and Operator."
    return type("Variant", (), namespace)


def look_up(name: str) -> tuple[Any, bool]:
    """What the engine has of that name, and whether it stays that for good.

    Raises ``AttributeError`` when there is nothing.
    """
    api = engine_api()
    if name in values.KINDS:
        return values.face(name), True
    if name in builtins.faces:
        return builtins.faces[name], True
    if name in api.singletons:
        return classes.singleton(name), True  # the engine's own stay to its end
    if name in api:
        return classes.class_for_name(name), True
    if name == "instance_from_id":  # the object itself, not an untyped result
        return core.instance_from_id, True
    if name in api.utilities:
        return classes.utility(name), True
    if name in api.enums:
        return make_enum(name, api.enums[name], name in api.bitfields), True
    if name in api.constants:
        return api.constants[name], True
    if name in _OWN:
        return _OWN[name], True
    if name == "Variant":
        return _variant(), True
    if name.isidentifier() and classes.singleton("ClassDB").class_exists(name):
        return classes.class_for_name(name), False  # of an extension, which may come and go
    if classes.has_singleton(name):
        return classes.singleton(name), False
    raise UnknownNameError(name)


def is_from_import(depth: int) -> bool:
    """Whether the code that many frames above this function's caller is a ``from x import y``.

    Python throws the message of an ``AttributeError`` away there, so it has to be another error.
    """
    import opcode

    frame = sys._getframe(depth + 1)
    return bool(frame.f_code.co_code[frame.f_lasti] == opcode.opmap["IMPORT_FROM"])


def all_names() -> list[str]:
    """Every name that :func:`look_up` knows from the description."""
    api = engine_api()
    return sorted(
        {
            *builtins.faces,
            *values.KINDS,
            *api.class_names(),
            *api.singletons,
            *api.utilities,
            *(name for name in api.enums if name.isidentifier()),
            *api.constants,
            *_OWN,
            "Variant",
        }
    )
