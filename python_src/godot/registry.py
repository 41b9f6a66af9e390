"""Room A: a ClassSpec as a native engine class.

May import: _ffi, api, builtins, classes, descriptions, exposing, interface, specs,
variant.
"""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any

from godot import classes
from godot._ffi import core, ffi, lib
from godot.api import engine_api
from godot.descriptions import argument_property, fill, method_record, property_infos, variants
from godot.exposing import class_spec
from godot.interface import Scratch
from godot.specs import ArgumentSpec, ClassSpec, ExposingError, MethodSpec, PropertySpec
from godot.variant import Kind, TypeRef

__all__ = ["register", "register_editor_plugin", "registered", "unregister_all"]

_METHOD_NORMAL, _METHOD_STATIC = 1, 32
_POINTER = 41  # the C floor's KIND_POINTER


@dataclasses.dataclass(slots=True)
class _Registered:
    spec: ClassSpec
    record: int
    methods: list[int]


_registered: dict[str, _Registered] = {}
_editor_plugins: list[str] = []


def registered() -> list[ClassSpec]:
    """The native classes that are registered now, in the order of their registration."""
    return [entry.spec for entry in _registered.values()]


def register(cls: type) -> ClassSpec:
    """Registers a class decorated with ``@exposed(native=True)``.

    Raises ``ExposingError`` for what cannot be shown.

    Source: ``classdb_register_extension_class`` and its relatives in the engine's extension
    interface.
    """
    spec = class_spec(cls)
    if spec.name in _registered or spec.name in engine_api():
        raise ValueError(f"the engine already has a class {spec.name!r}; give yours another name")
    record = core.class_record(cls, spec.name, spec.engine_base, _virtuals(spec))
    entry = _Registered(spec, record, [])
    with Scratch() as scratch:
        name = scratch.string_name(spec.name)
        lib.gd_classdb_register_extension_class5(
            lib.bridge_library,
            name,
            scratch.string_name(spec.base),
            _creation_info(scratch, spec, record),
        )
        _registered[spec.name] = entry
        cls.__godot_class__ = spec.name  # type: ignore[attr-defined]
        classes.remember(spec.name, cls)
        for method in spec.methods:
            _register_method(scratch, name, entry, method)
        for signal in spec.signals:
            arguments = property_infos(
                scratch, [argument_property(argument) for argument in signal.arguments]
            )
            lib.gd_classdb_register_extension_class_signal(
                lib.bridge_library,
                name,
                scratch.string_name(signal.name),
                arguments,
                len(signal.arguments),
            )
        for constant in spec.constants:
            lib.gd_classdb_register_extension_class_integer_constant(
                lib.bridge_library,
                name,
                scratch.string_name(constant.enum),
                scratch.string_name(constant.name),
                constant.value,
                constant.is_bitfield,
            )
        group = subgroup = ""
        for item in spec.properties:
            if item.group != group:
                group, subgroup = item.group, ""
                lib.gd_classdb_register_extension_class_property_group(
                    lib.bridge_library,
                    name,
                    scratch.string(group),
                    scratch.string(item.group_prefix),
                )
            if item.subgroup != subgroup:
                subgroup = item.subgroup
                lib.gd_classdb_register_extension_class_property_subgroup(
                    lib.bridge_library,
                    name,
                    scratch.string(subgroup),
                    scratch.string(item.subgroup_prefix),
                )
            _register_property(scratch, name, entry, item)
    return spec


def register_editor_plugin(cls: type) -> ClassSpec:
    """Registers an ``EditorPlugin``, and has the editor load it. For ``register_editor()`` alone.

    Source: ``editor_add_plugin`` in the engine's extension interface.
    """
    spec = register(cls)
    with Scratch() as scratch:
        lib.gd_editor_add_plugin(scratch.string_name(spec.name))
    _editor_plugins.append(spec.name)
    return spec


def remove_editor_plugins() -> None:
    """Has the editor forget the plugins: it is leaving."""
    while _editor_plugins:
        with Scratch() as scratch:
            lib.gd_editor_remove_plugin(scratch.string_name(_editor_plugins.pop()))


def unregister_all() -> None:
    """Takes every class out of the engine, the youngest first, as the engine demands."""
    for name in reversed(list(_registered)):
        entry = _registered.pop(name)
        with Scratch() as scratch:
            lib.gd_classdb_unregister_extension_class(lib.bridge_library, scratch.string_name(name))
        classes.forget(name)
        for method in entry.methods:
            core.free_method_record(method)
        core.free_class_record(entry.record)


def _virtuals(spec: ClassSpec) -> tuple[tuple[str, tuple[int, ...], int, int], ...]:
    """The engine's virtual methods that the class has.

    One that this engine does not know is an ordinary method.
    """
    _refuse_async(spec, "_notification", classes.implementation(spec.cls, "_notification"))
    found = []
    for name, (kinds, result, is_reference) in engine_api().virtuals(spec.engine_base).items():
        function = classes.implementation(spec.cls, name)
        if callable(function):
            if result != Kind.NIL:
                _refuse_async(spec, name, function)
            if getattr(function, "__godot_pointers__", False):
                kinds = tuple(_POINTER if kind == Kind.OBJECT else kind for kind in kinds)
            found.append((name, kinds, result, int(is_reference)))
    return tuple(found)


def _refuse_async(spec: ClassSpec, name: str, function: Any) -> None:
    """For methods with which the engine cannot wait."""
    if inspect.iscoroutinefunction(function):
        raise ExposingError(
            f"{spec.name}.{name}() is async, but the engine needs it to be over when it returns: "
            "make it an ordinary method, and have it call an async one"
        )


def _creation_info(scratch: Scratch, spec: ClassSpec, record: int) -> Any:
    info = scratch.new("GDExtensionClassCreationInfo5 *")
    info.is_exposed = 1
    info.is_abstract = spec.is_abstract
    info.is_runtime = not spec.tool
    if spec.icon:
        info.icon_path = scratch.string(spec.icon)
    info.create_instance_func = ffi.addressof(lib, "class_create_instance")
    info.free_instance_func = ffi.addressof(lib, "class_free_instance")
    info.get_virtual_call_data_func = ffi.addressof(lib, "class_get_virtual")
    info.call_virtual_with_data_func = ffi.addressof(lib, "class_call_virtual")
    hears = callable(classes.implementation(spec.cls, "_notification"))
    info.notification_func = ffi.addressof(
        lib, "class_notification" if hears else "class_predelete"
    )
    shown: Any = spec.cls.__str__
    if shown is not object.__str__:
        info.to_string_func = ffi.addressof(lib, "class_to_string")
    info.class_userdata = ffi.cast("void *", record)
    return info


# ---- methods -------------------------------------------------------------------------------------


def _register_method(
    scratch: Scratch, class_name: Any, entry: _Registered, method: MethodSpec
) -> None:
    record = method_record(method, entry.spec.cls if method.is_static else None)
    entry.methods.append(record)
    info = scratch.new("GDExtensionClassMethodInfo *")
    info.name = scratch.string_name(method.name)
    info.method_userdata = ffi.cast("void *", record)
    called_on = "static" if method.is_static else "method"
    info.call_func = ffi.addressof(lib, f"class_call_{called_on}")
    info.ptrcall_func = ffi.addressof(lib, f"class_ptrcall_{called_on}")
    info.method_flags = _METHOD_NORMAL | (_METHOD_STATIC if method.is_static else 0)
    info.has_return_value = method.result.kind is not Kind.NIL
    if info.has_return_value:
        result = PropertySpec(
            "", method.result, usage=argument_property(ArgumentSpec("", method.result)).usage
        )
        info.return_value_info = property_infos(scratch, [result])
    info.argument_count = len(method.arguments)
    info.arguments_info = property_infos(
        scratch, [argument_property(argument) for argument in method.arguments]
    )
    info.arguments_metadata = scratch.new(
        "GDExtensionClassMethodArgumentMetadata[]", max(len(method.arguments), 1)
    )
    defaults = [argument.default for argument in method.arguments if not argument.is_required]
    if defaults:
        info.default_argument_count = len(defaults)
        info.default_arguments = variants(scratch, defaults)
    lib.gd_classdb_register_extension_class_method(lib.bridge_library, class_name, info)


def _register_property(
    scratch: Scratch, class_name: Any, entry: _Registered, item: PropertySpec
) -> None:
    cls, name = entry.spec.cls, item.name
    getter, setter = f"_get_{name}", f"_set_{name}"

    def read(self: Any) -> Any:
        return getattr(self, name)

    setattr(cls, getter, read)
    _register_method(scratch, class_name, entry, MethodSpec(getter, result=item.type))
    if not item.read_only:

        def write(self: Any, value: Any) -> None:
            setattr(self, name, value)

        setattr(cls, setter, write)
        _register_method(
            scratch,
            class_name,
            entry,
            MethodSpec(setter, (ArgumentSpec("value", item.type),), TypeRef(Kind.NIL)),
        )
    info = scratch.new("GDExtensionPropertyInfo *")
    fill(scratch, info, item)
    lib.gd_classdb_register_extension_class_property(
        lib.bridge_library,
        class_name,
        info,
        scratch.string_name("" if item.read_only else setter),
        scratch.string_name(getter),
    )
