"""Room A: parts of a ClassSpec as the engine's C structures.

May import: _ffi, interface, specs, variant. They serve native classes and scripts alike.
"""

from __future__ import annotations

from typing import Any

from godot._ffi import core, ffi
from godot.interface import Scratch
from godot.specs import ArgumentSpec, MethodSpec, PropertySpec, Usage
from godot.variant import Kind

__all__ = [
    "argument_property",
    "fill",
    "has_counterpart",
    "known_defaults",
    "method_record",
    "property_infos",
    "variants",
    "variants_in_a_row",
]


def argument_property(argument: ArgumentSpec) -> PropertySpec:
    """An argument, or a result, as the engine describes it: as a property."""
    usage = Usage.DEFAULT | (
        Usage.NIL_IS_VARIANT if argument.type.kind is Kind.VARIANT else Usage.NONE
    )
    return PropertySpec(argument.name, argument.type, usage=usage)


def fill(scratch: Scratch, info: Any, item: PropertySpec) -> None:
    """Writes a property into a ``GDExtensionPropertyInfo``."""
    info.type = item.type.kind.variant_type
    info.name = scratch.string_name(item.name)
    info.class_name = scratch.string_name(item.type.class_name)
    info.hint = item.hint
    info.hint_string = scratch.string(item.hint_string)
    info.usage = int(item.usage)


def property_infos(scratch: Scratch, items: list[PropertySpec]) -> Any:
    """An array of ``GDExtensionPropertyInfo`` that lives as long as the scratch."""
    infos = scratch.new("GDExtensionPropertyInfo[]", max(len(items), 1))
    for info, item in zip(infos, items, strict=False):
        fill(scratch, info, item)
    return infos


def method_record(method: MethodSpec, owner: type | None = None) -> int:
    """What the C floor needs to know of a method; the address belongs to the caller.

    ``owner``: the native class that has a static method, which the engine calls without an object.
    """
    return int(
        core.method_record(
            method.name,
            tuple(int(argument.type.kind) for argument in method.arguments),
            tuple(argument.type.class_name for argument in method.arguments),
            sum(argument.is_required for argument in method.arguments),
            int(method.result.kind),
            int(method.checks_itself),
            *([] if owner is None else [owner]),
        )
    )


def has_counterpart(value: Any) -> bool:
    """Whether the engine can have the value."""
    try:
        core.box(value)
    except Exception:  # of whatever class its conversion raises
        return False
    return True


def known_defaults(method: MethodSpec) -> list[Any]:
    """The defaults of a script's method, as the engine is told: null for what it cannot have.

    It only shows them; Python itself puts them in.
    """
    return [
        argument.default if has_counterpart(argument.default) else None
        for argument in method.arguments
        if not argument.is_required
    ]


def variants(scratch: Scratch, values: list[Any]) -> Any:
    """Defaults as Variants: pointers into Python values that live as long as the scratch."""
    pointers = scratch.new("GDExtensionVariantPtr[]", len(values))
    for index, value in enumerate(values):
        holder = core.box(value)
        scratch.keep(holder)
        pointers[index] = ffi.cast("void *", core.box_address(holder))
    return pointers


def variants_in_a_row(scratch: Scratch, values: list[Any]) -> Any:
    """Defaults as Variants one behind the other.

    So the engine reads them in a ``GDExtensionMethodInfo``, whatever the type of that member says.
    """
    row = scratch.new("char[]", core.VARIANT_SIZE * len(values))
    for index, value in enumerate(values):
        holder = core.box(value)
        scratch.keep(holder)
        source = ffi.cast("char *", core.box_address(holder))
        ffi.memmove(row + index * core.VARIANT_SIZE, source, core.VARIANT_SIZE)
    return ffi.cast("GDExtensionVariantPtr *", row)
