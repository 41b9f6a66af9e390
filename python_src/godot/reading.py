"""Room A: the one description of a decorated class. Pure Python.

May import: defaults, exports, marks, signatures, specs, variant. Reads the marks that the
decorators left, and puts in their place what objects of the class use. Runs for every script and
native class at the game's start, so that nothing of ``inspect`` is in it.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from godot.defaults import keeper, signal_keeper
from godot.exports import (
    ExportedProperty,
    ExportMark,
    GroupMark,
    export,
    export_tool_button,
    property_spec,
)
from godot.marks import ConstantMark, Options, SignalMark, constant, method, rpc, signal
from godot.signatures import ANYTHING, Function, clean, line_of, method_spec, resolve
from godot.specs import (
    REQUIRED,
    ClassSpec,
    ConstantSpec,
    ExposingError,
    MethodSpec,
    PropertySpec,
    SignalSpec,
    Usage,
)
from godot.variant import Kind, TypeRef, type_ref

__all__ = ["class_spec", "constructor_spec"]

CO_COROUTINE = 0x80
"""Set in the code of ``async def``: what ``inspect`` calls by the same name."""


def class_spec(cls: type) -> ClassSpec:
    """Reads a decorated class, and replaces the marks in it by what instances use.

    A second call gives the same spec. Raises :class:`ExposingError` for what the engine cannot
    show.
    """
    options: Options | None = cls.__dict__.get("__godot_options__")
    if options is None:
        raise ExposingError(f"{cls.__name__} is not decorated with @exposed")
    known: ClassSpec | None = cls.__dict__.get("__godot_spec__")
    if known is None:
        known = _Reader(cls, options).read()
        cls.__godot_spec__ = known  # type: ignore[attr-defined]
    return known


def constructor_spec(cls: type) -> MethodSpec:
    """``__init__`` of a decorated class, as a method of the name that the engine has for it."""
    function = cls.__init__  # type: ignore[misc]  # only read, not called
    found = None
    if isinstance(function, Function):
        found = method_spec(cls, "_init", function, is_bound=True, is_static=False, is_native=False)
    return MethodSpec("_init") if found is None else found


def _refuse_async_start(cls: type) -> None:
    """For ``__init__``: whoever makes an object cannot wait for it."""
    function = cls.__init__  # type: ignore[misc]  # only read, not called
    if isinstance(function, Function) and function.__code__.co_flags & CO_COROUTINE:
        raise ExposingError(
            f"{cls.__name__}.__init__() is async, but an object is made at once: make it an "
            "ordinary method, and have _ready() or another one be async"
        )


class _Reader:
    """Reads one class."""

    def __init__(self, cls: type, options: Options) -> None:
        self.cls, self.options = cls, options
        self.methods: list[MethodSpec] = []
        self.properties: list[PropertySpec] = []
        self.variables: list[PropertySpec] = []
        self.signals: list[SignalSpec] = []
        self.constants: list[ConstantSpec] = []
        self.headings = [GroupMark(level, "", "") for level in range(3)]
        self.inherited: dict[str, PropertySpec] = {}
        self.annotations: dict[str, Any] = {}

    def read(self) -> ClassSpec:
        cls, options = self.cls, self.options
        _refuse_async_start(cls)
        base, engine_base, script_base = self._bases()
        if script_base is not None:
            self._inherit(script_base)
        own = self._own_namespace()
        for name, value in own.items():
            self._read_member(name, value)
        for name, annotation in self.annotations.items():
            if name not in own and not options.native and not name.startswith("_"):
                self._add_variable(name, type_ref(resolve(self.cls, annotation)))
        return ClassSpec(
            cls,
            options.name,
            base,
            engine_base,
            options.native,
            options.tool,
            options.icon,
            clean(cls.__doc__),
            tuple(self.methods),
            tuple(self.properties),
            tuple(self.signals),
            tuple(self.constants),
            options.global_name,
            options.is_abstract,
            script_base,
            tuple(self.variables),
            cls.__dict__.get("__firstlineno__", options.line),
        )

    # ---- bases -----------------------------------------------------------------------------------

    def _bases(self) -> tuple[str, str, type | None]:
        cls, nearest, script_base = self.cls, "", None
        for base in cls.__mro__[1:]:
            name = base.__dict__.get("__godot_class__")
            base_options: Options | None = base.__dict__.get("__godot_options__")
            if name:
                nearest = nearest or name
                if base_options is None:
                    return nearest, name, script_base
            elif base_options is not None and base_options.native:
                raise ExposingError(
                    f"{cls.__name__} derives from {base.__name__}, which is not registered yet: "
                    "register the base first"
                )
            elif base_options is not None:
                if self.options.native:
                    raise ExposingError(
                        f"{cls.__name__} is native and derives from {base.__name__}, which is a "
                        "script: the engine has native classes before it has scripts. Make the "
                        "base native, or this class a script"
                    )
                script_base = script_base or base
        raise ExposingError(f"{cls.__name__} has no engine class among its bases")

    def _inherit(self, base: type | None) -> None:
        if base is not None:
            spec = class_spec(base)  # also replaces the marks there
            self._inherit(spec.script_base)
            self.inherited.update((item.name, item) for item in spec.properties)

    def _own_namespace(self) -> Mapping[str, Any]:
        """What the class and its mixins define, up to the first base that the engine knows."""
        merged: dict[str, Any] = {}
        for base in self.cls.__mro__[:-1]:
            own = base.__dict__
            if base is not self.cls and (own.get("__godot_class__") or "__godot_options__" in own):
                break
            merged = {**own, **merged}
            self.annotations = {**_annotations(base), **self.annotations}
        return {
            name: value
            for name, value in merged.items()
            if not name.startswith("__") or type(value) is GroupMark
        }

    # ---- members ---------------------------------------------------------------------------------

    def _read_member(self, name: str, value: Any) -> None:
        native, private = self.options.native, name.startswith("_")
        if isinstance(value, GroupMark):
            self.headings[value.level :] = [
                value if level == value.level else GroupMark(level, "", "")
                for level in range(value.level, 3)
            ]
            if name in self.cls.__dict__:
                delattr(self.cls, name)
        elif isinstance(value, ExportMark):
            self._check_free(name, "an exported property")
            annotation = self._annotation(
                name,
                is_needed=value.given is REQUIRED
                and (value.default is REQUIRED or value.default is None),
            )
            self._export(property_spec(self._place(name), name, value, annotation), value)
        elif isinstance(value, ExportedProperty):
            self._export_accessors(name, value)
        elif isinstance(value, property):
            if native and not private:
                self.properties.append(_native_property(self, name, value))
            elif not native and not private:
                self.variables.append(_accessible_property(self, name, value))
        elif isinstance(value, SignalMark):
            self._check_free(name, "a signal")
            self.signals.append(value.spec)
            setattr(self.cls, name, signal_keeper(name, value))
        elif isinstance(value, ConstantMark):
            self.constants.append(ConstantSpec(name, value.value, "", False, value.doc, value.line))
        elif isinstance(value, type):
            if issubclass(value, enum.IntEnum | enum.IntFlag):
                self.constants.extend(_read_enum(value))
        elif isinstance(value, Function):
            if value in _DECORATORS:
                raise ExposingError(
                    f"{self._place(name)}: {value.__name__} is not called; write {value.__name__}()"
                )
            if not native or not private or hasattr(value, "__godot_method__"):
                self._add_method(name, value, is_bound=True)
            if hasattr(value, "__godot_button__"):
                self._add_button(name, value)
        elif isinstance(value, staticmethod | classmethod):
            if isinstance(value.__func__, Function) and not (native and private):
                self._add_method(name, value.__func__, isinstance(value, classmethod), static=True)
        else:
            self._read_attribute(name, value)

    def _read_attribute(self, name: str, value: Any) -> None:
        """A plain attribute: nothing of it is stored, but the engine may ask for it by its name."""
        inherited = self.inherited.get(name)
        if inherited is not None:
            mark = ExportMark(
                REQUIRED, value, "", (inherited.hint, inherited.hint_string, None), 0, *_NOWHERE
            )
            place, annotation = self._place(name), inherited.annotation
            default = property_spec(place, name, mark, annotation).default
            self._keep(name, default, annotation)
            self.properties.append(inherited._replace(default=default))
            return
        kind = getattr(type(value), "__variant_type__", None)
        if kind is not None and not isinstance(value, str):
            self._keep(name, value)
        if self.options.native or name.startswith("_") or hasattr(type(value), "__get__"):
            return
        if name.isupper():
            self.constants.append(ConstantSpec(name, value))
            return
        annotation = self._annotation(name)
        self._add_variable(name, type_ref(type(value) if annotation is REQUIRED else annotation))

    def _add_variable(self, name: str, reference: TypeRef) -> None:
        usage = Usage.SCRIPT_VARIABLE
        if reference.kind is Kind.VARIANT:
            usage |= Usage.NIL_IS_VARIANT
        self.variables.append(PropertySpec(name, reference, usage=usage))

    def _export(self, spec: PropertySpec, mark: ExportMark, *, is_stored_here: bool = True) -> None:
        category, group, subgroup = self.headings
        if mark.category is not None:
            category, group, subgroup = (GroupMark(0, mark.category, ""), *_NO_GROUPS)
        if mark.group is not None:
            group, subgroup = GroupMark(1, mark.group, ""), GroupMark(2, "", "")
        if mark.subgroup is not None:
            subgroup = GroupMark(2, mark.subgroup, "")
        if subgroup.name and not group.name:
            raise ExposingError(
                f"{self._place(spec.name)}: the subgroup {subgroup.name!r} is in no group"
            )
        usage = spec.usage if self.options.native else spec.usage | Usage.SCRIPT_VARIABLE
        self.properties.append(
            spec._replace(
                usage=usage,
                category=category.name,
                group=group.name,
                group_prefix=group.prefix,
                subgroup=subgroup.name,
                subgroup_prefix=subgroup.prefix,
            )
        )
        if is_stored_here:
            self._keep(spec.name, spec.default, spec.annotation)

    def _export_accessors(self, name: str, value: ExportedProperty) -> None:
        place = self._place(name)
        if value.fget is None:
            raise ExposingError(f"{place}: an exported property needs a getter")
        self._check_free(name, "an exported property")
        annotation = resolve(self.cls, value.fget.__annotations__.get("return", REQUIRED))
        mark = value.mark
        if value.fset is None:
            mark = mark._replace(usage=Usage.EDITOR | Usage.READ_ONLY)
        mark = mark._replace(doc=mark.doc or clean(value.fget.__doc__), line=line_of(value.fget))
        self._export(property_spec(place, name, mark, annotation), mark, is_stored_here=False)

    def _add_button(self, name: str, function: Any) -> None:
        if not self.options.tool:
            raise ExposingError(
                f"{self._place(name)}: a button runs its method in the editor; write "
                "@exposed(tool=True) above the class"
            )
        mark: ExportMark = function.__godot_button__
        shown = f"{name}_button"
        self._check_free(shown, "a button")
        spec = property_spec(self._place(shown), shown, mark, REQUIRED)
        self._export(spec._replace(line=line_of(function)), mark, is_stored_here=False)
        setattr(self.cls, shown, property(lambda instance: getattr(instance, name)))

    def _keep(self, name: str, default: Any, annotation: Any = None) -> None:
        """Puts into the class what its objects have until something is set."""
        setattr(self.cls, name, keeper(name, default, annotation))

    def _add_method(self, name: str, function: Any, is_bound: bool, static: bool = False) -> None:
        native = self.options.native
        spec = method_spec(
            self.cls, name, function, is_bound=is_bound, is_static=static, is_native=native
        )
        if spec is not None:
            self.methods.append(spec)

    # ---- names and types -------------------------------------------------------------------------

    def _place(self, name: str) -> str:
        return f"{self.cls.__name__}.{name}"

    def _check_free(self, name: str, what: str) -> None:
        for base in self.cls.__mro__:
            own = base.__dict__
            is_engine = own.get("__godot_class__") and "__godot_options__" not in own
            if is_engine and name in own:
                raise ExposingError(
                    f"{self._place(name)}: {what} cannot have this name, because the engine's "
                    f"{base.__name__} has '{name}' already; choose another"
                )
        if not name.isidentifier() or name.startswith("__"):
            raise ExposingError(f"{self._place(name)}: no name for {what}")

    def _annotation(self, name: str, is_needed: bool = False) -> Any:
        """The type of an attribute; ``REQUIRED`` where there is none.

        ``is_needed``: nothing else says it.
        """
        if name not in self.annotations:
            return REQUIRED
        written = self.annotations[name]
        found = resolve(self.cls, written)
        if is_needed and found is REQUIRED:
            raise ExposingError(
                f"{self._place(name)}: there is no {written!r} when the script runs; import it for "
                "more than type checking, or give export() a type"
            )
        return found


_DECORATORS = (export, export_tool_button, signal, constant, method, rpc)
_NO_GROUPS = (GroupMark(1, "", ""), GroupMark(2, "", ""))
_NOWHERE = (None, None, None, "", 0)  # of an ExportMark: groups, text and line


def _annotations(cls: type) -> dict[str, Any]:
    return dict(getattr(cls, "__annotations__", {}))


def _native_property(reader: _Reader, name: str, value: property) -> PropertySpec:
    spec = _accessible_property(reader, name, value)
    usage = Usage.NONE if value.fset is None else Usage.DEFAULT
    return spec._replace(usage=usage | (spec.usage & Usage.NIL_IS_VARIANT))


def _accessible_property(reader: _Reader, name: str, value: property) -> PropertySpec:
    annotations = value.fget.__annotations__ if value.fget is not None else {}
    reference = ANYTHING
    if "return" in annotations:
        reference = type_ref(resolve(reader.cls, annotations["return"]))
    usage = Usage.SCRIPT_VARIABLE
    if reference.kind is Kind.VARIANT:
        usage |= Usage.NIL_IS_VARIANT
    return PropertySpec(
        name,
        reference,
        usage=usage,
        read_only=value.fset is None,
        doc=clean(value.__doc__),
        line=line_of(value.fget),
    )


def _read_enum(value: type[enum.IntEnum | enum.IntFlag]) -> list[ConstantSpec]:
    bitfield = issubclass(value, enum.IntFlag)
    return [
        # A member may have a text of its own: `Mode.FAST.__doc__ = "..."`.
        ConstantSpec(name, int(member), value.__name__, bitfield, vars(member).get("__doc__") or "")
        for name, member in value.__members__.items()
    ]
