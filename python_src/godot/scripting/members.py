"""Room A: what the class of a script has, as the C floor and the engine need it.

May import: _ffi, descriptions, exposing, interface, specs, variant.

A script's class has what its ``.py`` bases have, and its own; the nearest one counts.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
from typing import Any

from godot._ffi import core, ffi
from godot.descriptions import argument_property, fill, method_record, property_infos, variants
from godot.exposing import class_spec
from godot.interface import Scratch
from godot.specs import (
    ArgumentSpec,
    ClassSpec,
    ConstantSpec,
    MethodSpec,
    PropertySpec,
    SignalSpec,
    with_headings,
)
from godot.variant import Kind

__all__ = ["Members", "collect", "install", "script_bases"]


class _Member(enum.IntEnum):
    """What a name of a script is; the C floor has the same numbers (scripts.c)."""

    METHOD = 0
    PROPERTY = 1
    ATTRIBUTE = 2
    SIGNAL = 3


@dataclasses.dataclass(slots=True)
class Members:
    """Everything of a script's class by its name; ``spec`` is the class's own description."""

    spec: ClassSpec
    methods: dict[str, MethodSpec]
    properties: dict[str, PropertySpec]
    signals: dict[str, SignalSpec]
    constants: dict[str, ConstantSpec]
    attributes: list[str]

    def listed_properties(self) -> list[PropertySpec]:
        """The properties as lists show them: with entries for groups."""
        return list(with_headings(self.properties.values()))


def script_bases(cls: type) -> list[type]:
    """The classes of scripts that the class derives from, the nearest first."""
    return [
        base
        for base in cls.__mro__[1:]
        if "__godot_options__" in base.__dict__ and base.__dict__.get("__godot_script__")
    ]


def collect(cls: type) -> Members:
    """Reads a script's class and its ``.py`` bases. Raises ``ExposingError``."""
    members = Members(class_spec(cls), {}, {}, {}, {}, [])
    for each in reversed([cls, *script_bases(cls)]):
        spec = class_spec(each)
        members.methods |= {item.name: item for item in spec.methods}
        members.properties |= {item.name: item for item in spec.properties}
        members.signals |= {item.name: item for item in spec.signals}
        members.constants |= {item.name: item for item in spec.constants}
    described = {*members.methods, *members.properties, *members.signals, *members.constants}
    for base in cls.__mro__:
        if base.__dict__.get("__godot_class__"):
            break
        members.attributes += [
            name
            for name, value in vars(base).items()
            if not name.startswith("__")
            and name not in described
            and not inspect.isroutine(value)
            and not inspect.isclass(value)
        ]
    return members


class _Kept(Scratch):
    """Descriptions that live as long as the C floor's table, which lets go of this object."""

    def __del__(self) -> None:
        self.__exit__(None, None, None)


def install(record: int, members: Members) -> None:
    """Gives the C floor what the class of that script has now."""
    kept = _Kept()
    listed = members.listed_properties()
    entries: list[tuple[str, int, int, int, int | None]] = [
        (item.name, _Member.PROPERTY, int(item.type.kind), int(item.read_only), None)
        for item in members.properties.values()
    ]
    entries += [
        (item.name, _Member.METHOD, 0, 0, method_record(item)) for item in members.methods.values()
    ]
    entries += [(name, _Member.SIGNAL, 0, 0, None) for name in members.signals]
    entries += [
        (name, _Member.ATTRIBUTE, int(Kind.VARIANT), 0, None)
        for name in [*members.constants, *dict.fromkeys(members.attributes)]
    ]
    infos = property_infos(kept, listed)
    methods = _method_infos(kept, list(members.methods.values()))
    core.script_members(
        record,
        tuple(entries),
        int(ffi.cast("uintptr_t", infos)),
        len(listed),
        int(ffi.cast("uintptr_t", methods)),
        len(members.methods),
        kept,
    )


def _method_infos(scratch: Scratch, methods: list[MethodSpec]) -> Any:
    infos = scratch.new("GDExtensionMethodInfo[]", max(len(methods), 1))
    for number, (info, method) in enumerate(zip(infos, methods, strict=False)):
        info.name = scratch.string_name(method.name)
        fill(scratch, info.return_value, argument_property(ArgumentSpec("", method.result)))
        info.flags = method.flags
        info.id = number
        info.argument_count = len(method.arguments)
        info.arguments = property_infos(
            scratch, [argument_property(argument) for argument in method.arguments]
        )
        defaults = [argument.default for argument in method.arguments if not argument.is_required]
        if defaults:
            info.default_argument_count = len(defaults)
            info.default_arguments = variants(scratch, defaults)
    return infos
