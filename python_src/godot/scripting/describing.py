"""Room A: parts of a ClassSpec as the dictionaries that the engine's virtual methods give.

May import: _ffi, builtins, descriptions, specs, variant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from godot._ffi import core
from godot.builtins import StringName
from godot.descriptions import argument_property, known_defaults
from godot.specs import ArgumentSpec, MethodSpec, PropertySpec, SignalSpec
from godot.variant import Kind

__all__ = ["method_info", "property_info", "signal_info", "typed_array"]

_METHOD_NORMAL = 1  # of the engine's MethodFlags


def typed_array(values: Iterable[Any], kind: Kind = Kind.DICTIONARY) -> Any:
    """An Array of the engine whose elements have that type, as some virtual methods must give."""
    return core.construct(Kind.ARRAY, list(values), int(kind), StringName(""), None)


def property_info(item: PropertySpec) -> dict[str, Any]:
    """One property, as in the engine's ``Object.get_property_list()``."""
    return {
        "name": item.name,
        "class_name": StringName(item.type.class_name),
        "type": item.type.kind.variant_type,
        "hint": int(item.hint),
        "hint_string": item.hint_string,
        "usage": int(item.usage),
    }


def method_info(method: MethodSpec) -> dict[str, Any]:
    """One method, as in the engine's ``Object.get_method_list()``."""
    return {
        "name": method.name,
        "args": _arguments(method.arguments),
        "default_args": known_defaults(method),
        "flags": method.flags,
        "return": property_info(argument_property(ArgumentSpec("", method.result))),
    }


def signal_info(signal: SignalSpec) -> dict[str, Any]:
    """One signal, as in the engine's ``Object.get_signal_list()``."""
    return {
        "name": signal.name,
        "args": _arguments(signal.arguments),
        "default_args": [],
        "flags": _METHOD_NORMAL,
    }


def _arguments(arguments: Iterable[ArgumentSpec]) -> list[dict[str, Any]]:
    return [property_info(argument_property(argument)) for argument in arguments]
