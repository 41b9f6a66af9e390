"""Room A: what the class of a script has, as the C floor and the engine need it.

May import: _ffi, descriptions, interface, reading, specs, variant.

A script's class has what its ``.py`` bases have, and its own; the nearest one counts.
"""

from __future__ import annotations

import gc
from typing import Any, Final

from godot._ffi import core, ffi
from godot.descriptions import (
    argument_property,
    fill,
    has_counterpart,
    known_defaults,
    method_record,
    property_infos,
    variants_in_a_row,
)
from godot.interface import Scratch
from godot.reading import class_spec, constructor_spec
from godot.specs import (
    ArgumentSpec,
    ClassSpec,
    ConstantSpec,
    MethodSpec,
    PropertySpec,
    SignalSpec,
    with_headings,
)
from godot.variant import Kind, TypeRef, type_ref

__all__ = ["Members", "collect", "constructor", "fit_values", "install", "script_bases"]


class _Member:
    """What a name of a script is; the C floor has the same numbers (scripts.h)."""

    METHOD: Final = 0
    PROPERTY: Final = 1
    ATTRIBUTE: Final = 2
    SIGNAL: Final = 3


class Members:
    """Everything of a script's class and its bases, by name."""

    def __init__(self, spec: ClassSpec) -> None:
        self.spec = spec
        """The class's own description."""
        self.methods: dict[str, MethodSpec] = {}
        self.properties: dict[str, PropertySpec] = {}
        self.variables: dict[str, PropertySpec] = {}
        self.signals: dict[str, SignalSpec] = {}
        self.constants: dict[str, ConstantSpec] = {}

    def add(self, spec: ClassSpec) -> None:
        """Adds a class that derives from all that are here."""
        self.methods.update((item.name, item) for item in spec.methods)
        self.properties.update((item.name, item) for item in spec.properties)
        self.variables.update((item.name, item) for item in spec.variables)
        self.signals.update((item.name, item) for item in spec.signals)
        self.constants.update((item.name, item) for item in spec.constants)

    def constant_values(self) -> dict[str, Any]:
        """What the script itself has for GDScript: constants, and enums as dictionaries."""
        found: dict[str, Any] = {}
        for item in self.constants.values():
            if has_counterpart(item.value):
                found[item.name] = item.value
                if item.enum:
                    found.setdefault(item.enum, {})[item.name] = item.value
        return found

    def listed_properties(self) -> list[PropertySpec]:
        """The properties as lists show them: with entries for groups, and then the variables."""
        variables = [item for name, item in self.variables.items() if name not in self.properties]
        return [*with_headings(self.properties.values()), *variables]


def constructor(spec: ClassSpec) -> MethodSpec:
    """``__init__`` as GDScript's checks want it, for ``new()``: static, and giving an object."""
    return constructor_spec(spec.cls)._replace(
        result=TypeRef(Kind.OBJECT, spec.base), is_static=True
    )


def script_bases(cls: type) -> list[type]:
    """The classes of scripts that the class derives from, the nearest first."""
    found = []
    base = class_spec(cls).script_base
    while base is not None:
        found.append(base)
        base = class_spec(base).script_base
    return found


def collect(cls: type) -> Members:
    """Reads a script's class and its ``.py`` bases. Raises ``ExposingError``."""
    members = Members(class_spec(cls))
    for each in reversed([cls, *script_bases(cls)]):
        members.add(class_spec(each))
    return members


class _Kept(Scratch):
    """Descriptions that live as long as the C floor's table, which lets go of this object."""

    def __del__(self) -> None:
        self.__exit__(None, None, None)


def install(record: int, members: Members) -> None:
    """Gives the C floor what the class of that script has now."""
    kept = _Kept()
    listed = members.listed_properties()
    entries: list[tuple[str, int, int, int, int, Any]] = [
        (
            item.name,
            _Member.PROPERTY,
            int(item.type.kind),
            int(item.read_only),
            0,
            item.type.class_name,
        )
        for item in members.properties.values()
    ]
    entries += [
        (item.name, _Member.METHOD, 0, 0, int(item.is_static), method_record(item))
        for item in members.methods.values()
    ]
    entries += [(name, _Member.SIGNAL, 0, 0, 0, None) for name in members.signals]
    entries += [
        (item.name, _Member.ATTRIBUTE, int(Kind.VARIANT), int(item.read_only), 0, None)
        for item in members.variables.values()
    ]
    entries += [
        (name, _Member.ATTRIBUTE, int(Kind.VARIANT), 1, 1, value)
        for name, value in members.constant_values().items()
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
        defaults = known_defaults(method)
        if defaults:
            info.default_argument_count = len(defaults)
            info.default_arguments = variants_in_a_row(scratch, defaults)
    return infos


# ---- after a reload ------------------------------------------------------------------------------

_TEXTS = {Kind.STRING, Kind.STRING_NAME, Kind.NODE_PATH}


def fit_values(cls: type, before: Members, after: Members) -> None:
    """Of properties that have another type now, objects keep the values that fit it.

    The others have the new default again.
    """
    changed = {
        name: item.type.kind
        for name, item in after.properties.items()
        if name in before.properties and before.properties[name].type.kind is not item.type.kind
    }
    if not changed:
        return
    classes = [cls]
    for each in classes:
        classes.extend(each.__subclasses__())
    for each in classes:
        for instance in gc.get_referrers(each):
            if type(instance) is each:
                for name, kind in changed.items():
                    _fit(vars(instance), name, kind)


def _fit(values: dict[str, Any], name: str, wanted: Kind) -> None:
    value = values.get(name)
    if value is None:
        return
    found = type_ref(type(value)).kind
    if wanted in (Kind.VARIANT, found) or (wanted in _TEXTS and found in _TEXTS):
        return
    if wanted is Kind.FLOAT and isinstance(value, int):
        values[name] = float(value)
    elif wanted is Kind.INT and isinstance(value, bool | float) and value == int(value):
        values[name] = int(value)
    else:
        del values[name]
