"""Room A: reads a decorated Python class. Pure Python; may import: specs, variant.

The decorators only mark; :func:`class_spec` reads the marks. A native class (:mod:`godot.registry`)
and a ``.py`` script are made from the same description.
"""

from __future__ import annotations

import copy
import dataclasses
import enum
import inspect
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from godot.specs import (
    REQUIRED,
    ArgumentSpec,
    ClassSpec,
    ConstantSpec,
    ExposingError,
    Hint,
    MethodSpec,
    PropertySpec,
    SignalSpec,
    Usage,
)
from godot.variant import Kind, TypeRef, type_ref

__all__ = [
    "ArgumentSpec",
    "ClassSpec",
    "ConstantSpec",
    "ExposingError",
    "MethodSpec",
    "PropertySpec",
    "SignalSpec",
    "class_spec",
    "constant",
    "export",
    "exposed",
    "method",
    "signal",
]

_T = TypeVar("_T", bound=type)
_F = TypeVar("_F", bound=Callable[..., Any])


@dataclasses.dataclass(frozen=True, slots=True)
class _Options:
    native: bool
    tool: bool
    name: str
    icon: str


# ---- marks ---------------------------------------------------------------------------------------


class _Export:
    """A property before its class is read.

    Afterwards the class holds the default, or a :class:`_FreshDefault`.
    """

    def __init__(self, spec: PropertySpec) -> None:
        self.spec = spec


class _FreshDefault:
    """Gives each instance its own copy of a mutable default."""

    def __init__(self, name: str, default: Any) -> None:
        self._name, self._default = name, default

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        value = copy.deepcopy(self._default)
        if instance is not None:
            instance.__dict__[self._name] = value
        return value


class _Signal:
    """A declared signal; on an object it becomes that object's signal."""

    def __init__(self, spec: SignalSpec) -> None:
        self.spec = spec

    def __set_name__(self, owner: type, name: str) -> None:
        self.spec = dataclasses.replace(self.spec, name=name)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        from godot.builtins import Signal  # needs the engine; declaring a signal does not

        return Signal(instance, self.spec.name)


class _Constant:
    def __init__(self, value: int, doc: str) -> None:
        self.value, self.doc = value, doc

    def __get__(self, instance: Any, owner: type | None = None) -> int:
        return self.value


def signal(*arguments: str | tuple[str, Any] | ArgumentSpec, doc: str = "") -> Any:
    """Declares a signal.

    ``arguments`` are names, or pairs of name and type: ``signal(("reason", str))``.
    """
    specs = []
    for argument in arguments:
        if isinstance(argument, ArgumentSpec):
            specs.append(argument)
        elif isinstance(argument, str):
            specs.append(ArgumentSpec(argument))
        elif isinstance(argument, tuple) and len(argument) == 2 and isinstance(argument[0], str):
            specs.append(ArgumentSpec(argument[0], type_ref(argument[1])))
        else:
            raise ExposingError(
                f"signal({argument!r}): an argument is a name, or a pair of name and type"
            )
    return _Signal(SignalSpec("", tuple(specs), doc))


def constant(value: int, doc: str = "") -> Any:
    """Declares an integer constant of the class. In Python it is the plain ``int``."""
    if not isinstance(value, int):
        raise ExposingError(f"constant({value!r}): the engine's constants are whole numbers")
    return _Constant(value, doc)


def method(
    *,
    arguments: Sequence[ArgumentSpec] | None = None,
    result: TypeRef | None = None,
    doc: str | None = None,
    checks_itself: bool = False,
    pointers: bool = False,
) -> Callable[[_F], _F]:
    """Says of a method what its annotations don't: see :class:`MethodSpec`.

    Not needed for ordinary methods. With ``pointers`` an engine's virtual method gets the addresses
    of objects, and not the objects.
    """

    def mark(function: _F) -> _F:
        function.__godot_pointers__ = pointers  # type: ignore[attr-defined]
        if not pointers:
            function.__godot_method__ = (arguments, result, doc, checks_itself)  # type: ignore[attr-defined]
        return function

    return mark


def export(
    type_or_default: Any = REQUIRED,
    *,
    default: Any = REQUIRED,
    range: tuple[float, ...] | None = None,
    enum: Iterable[str] | type[enum.IntEnum] | None = None,
    flags: Iterable[str] | None = None,
    file: bool | str = False,
    dir: bool = False,
    multiline: bool = False,
    hint: int | None = None,
    hint_string: str = "",
    group: str = "",
    subgroup: str = "",
    doc: str = "",
    read_only: bool = False,
) -> Any:
    """Declares a property that scenes store and the inspector shows.

    ``export(100, range=(0, 200))`` or ``export(int, default=100)``. ``range`` is (minimum,
    maximum[, step]); ``enum`` and ``flags`` are names; ``file`` is true or a filter such as
    ``"*.png"``. ``hint`` and ``hint_string`` are the engine's own. Raises :class:`ExposingError`
    when two hints are given or a default does not fit.
    """
    given = REQUIRED if type_or_default is REQUIRED else type_or_default
    reference = TypeRef(Kind.VARIANT)
    if given is not REQUIRED and (inspect.isclass(given) or typing.get_origin(given) is not None):
        reference = type_ref(given)
        value = default
    else:
        value = given if default is REQUIRED else default
        if value is not REQUIRED and value is not None:
            reference = type_ref(type(value))
    if value is REQUIRED:
        value = _zero(reference, given)
    wanted = [
        (range is not None, Hint.RANGE, ",".join(str(part) for part in range or ())),
        (enum is not None, Hint.ENUM, _names(enum)),
        (flags is not None, Hint.FLAGS, ",".join(flags or ())),
        (file is not False, Hint.FILE, file if isinstance(file, str) else ""),
        (dir, Hint.DIR, ""),
        (multiline, Hint.MULTILINE_TEXT, ""),
        (hint is not None, hint or 0, hint_string),
    ]
    chosen = [(number, text) for given_, number, text in wanted if given_]
    if len(chosen) > 1:
        raise ExposingError(f"export({value!r}): give one hint, not {len(chosen)}")
    number, text = chosen[0] if chosen else (_object_hint(given), reference.class_name)
    if range is not None and len(range) not in {2, 3}:
        raise ExposingError(
            f"export(range={range!r}): expected (minimum, maximum) or (minimum, maximum, step)"
        )
    usage = Usage.DEFAULT | (Usage.NIL_IS_VARIANT if reference.kind is Kind.VARIANT else Usage.NONE)
    if read_only:
        usage = Usage.EDITOR | Usage.READ_ONLY | (usage & Usage.NIL_IS_VARIANT)
    return _Export(
        PropertySpec("", reference, value, number, text, usage, group, subgroup, read_only, doc)
    )


def _names(values: Iterable[str] | type[enum.IntEnum] | None) -> str:
    if inspect.isclass(values) and issubclass(values, enum.IntEnum):
        return ",".join(f"{value.name.capitalize()}:{value.value}" for value in values)
    return ",".join(values or ())


def _object_hint(given: Any) -> int:
    if not inspect.isclass(given):
        return Hint.NONE
    bases = {base.__dict__.get("__godot_class__") for base in given.__mro__}
    if "Resource" in bases:
        return Hint.RESOURCE_TYPE
    return Hint.NODE_TYPE if "Node" in bases else Hint.NONE


_TEXT = {Kind.STRING, Kind.STRING_NAME, Kind.NODE_PATH}


def _zero(reference: TypeRef, annotation: Any) -> Any:
    """What a property is when nothing was said: the empty value of its type."""
    zeros: dict[Kind, Any] = {Kind.BOOL: False, Kind.INT: 0, Kind.FLOAT: 0.0, Kind.STRING: ""}
    zeros |= {Kind.ARRAY: [], Kind.DICTIONARY: {}, Kind.PACKED_BYTE_ARRAY: b""}
    if inspect.isclass(annotation) and hasattr(annotation, "__variant_type__"):
        return annotation()
    return zeros.get(reference.kind)


def exposed(
    cls: _T | None = None,
    *,
    native: bool = False,
    tool: bool = False,
    global_name: str = "",
    icon: str = "",
) -> Any:
    """Shows a class to the engine.

    ``native=True`` registers it as an engine class when its package is loaded at start-up; without
    it the class is the script of its file. ``tool=True`` lets it run in the editor. Use as
    ``@exposed`` or ``@exposed(...)``.
    """

    def mark(marked: _T) -> _T:
        if not any("__godot_class__" in base.__dict__ for base in marked.__mro__):
            raise ExposingError(
                f"@exposed class {marked.__name__}: derive it from a class of the engine, "
                "such as godot.Node"
            )
        marked.__godot_options__ = _Options(  # type: ignore[attr-defined]
            native, tool, global_name or marked.__name__, icon
        )
        return marked

    return mark if cls is None else mark(cls)


# ---- reading -------------------------------------------------------------------------------------


def class_spec(cls: type) -> ClassSpec:
    """Reads a decorated class, and replaces the marks in it by what instances use.

    Raises :class:`ExposingError` for what the engine cannot show.
    """
    options: _Options | None = cls.__dict__.get("__godot_options__")
    if options is None:
        raise ExposingError(f"{cls.__name__} is not decorated with @exposed")
    base, engine_base = _bases(cls)
    own = _own_namespace(cls)
    hints = _type_hints(cls)
    methods, properties, signals, constants = [], [], [], []
    for name, value in own.items():
        if isinstance(value, _Export):
            properties.append(_read_property(cls, name, value, hints))
        elif isinstance(value, property) and not name.startswith("_"):
            properties.append(_read_python_property(name, value))
        elif isinstance(value, _Signal):
            signals.append(value.spec)
        elif isinstance(value, _Constant):
            constants.append(ConstantSpec(name, value.value, doc=value.doc))
        elif inspect.isclass(value) and issubclass(value, enum.IntEnum | enum.IntFlag):
            constants.extend(_read_enum(value))
        elif (
            inspect.isfunction(value)
            and (
                not options.native or not name.startswith("_") or hasattr(value, "__godot_method__")
            )
        ) or (isinstance(value, staticmethod | classmethod) and not options.native):
            methods.append(_read_method(cls, name, value))
    return ClassSpec(
        cls,
        options.name,
        base,
        engine_base,
        options.native,
        options.tool,
        options.icon,
        inspect.cleandoc(cls.__doc__ or ""),
        tuple(methods),
        tuple(properties),
        tuple(signals),
        tuple(constants),
    )


def _bases(cls: type) -> tuple[str, str]:
    nearest = ""
    for base in cls.__mro__[1:]:
        name = base.__dict__.get("__godot_class__")
        if name:
            nearest = nearest or name
            if "__godot_options__" not in base.__dict__:
                return nearest, name
        elif "__godot_options__" in base.__dict__ and not cls.__dict__["__godot_options__"].native:
            continue  # another script
        elif "__godot_options__" in base.__dict__:
            raise ExposingError(
                f"{cls.__name__} derives from {base.__name__}, which is not registered yet: "
                "register the base first"
            )
    raise ExposingError(f"{cls.__name__} has no engine class among its bases")


def _own_namespace(cls: type) -> Mapping[str, Any]:
    """What the class and its mixins define, up to the first base that the engine knows."""
    merged: dict[str, Any] = {}
    known = False
    for base in cls.__mro__:
        if base is not cls and ("__godot_class__" in base.__dict__):
            known = True
        if not known and base is not object:
            merged = {**base.__dict__, **merged}
    return {name: value for name, value in merged.items() if not name.startswith("__")}


def _type_hints(function: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(function)
    except Exception:  # a name that exists only for the type checker: the others still count
        annotations = getattr(function, "__annotations__", {})
        return {name: value for name, value in annotations.items() if not isinstance(value, str)}


def _read_method(cls: type, name: str, function: Any) -> MethodSpec:
    is_static = isinstance(function, staticmethod)
    if isinstance(function, staticmethod | classmethod):
        function = function.__func__
    arguments, result, doc, checks_itself = getattr(
        function, "__godot_method__", (None, None, None, False)
    )
    hints = _type_hints(function)
    if arguments is None:
        arguments = []
        parameters = list(inspect.signature(function).parameters.values())
        for parameter in parameters[0 if is_static else 1 :]:
            if parameter.kind in {
                parameter.VAR_KEYWORD,
                parameter.VAR_POSITIONAL,
                parameter.KEYWORD_ONLY,
            }:
                if parameter.kind is parameter.KEYWORD_ONLY and parameter.default is REQUIRED:
                    raise ExposingError(
                        f"{cls.__name__}.{name}(): the engine has no keyword arguments, "
                        f"so '{parameter.name}' needs a default"
                    )
                continue
            arguments.append(
                ArgumentSpec(
                    parameter.name, type_ref(hints.get(parameter.name, Any)), parameter.default
                )
            )
    if inspect.iscoroutinefunction(function):  # perhaps a signal with which to await the result
        result = TypeRef(Kind.VARIANT)
    elif result is None:
        result = type_ref(hints["return"]) if "return" in hints else TypeRef(Kind.VARIANT)
    text = inspect.getdoc(function) or "" if doc is None else doc
    return MethodSpec(name, tuple(arguments), result, text, checks_itself, is_static)


def _read_property(cls: type, name: str, mark: _Export, hints: dict[str, Any]) -> PropertySpec:
    spec = mark.spec
    reference = type_ref(hints[name]) if name in hints else spec.type
    if reference.kind is Kind.VARIANT:
        reference = spec.type
    usage = spec.usage
    if reference.kind is not Kind.VARIANT:
        usage &= ~Usage.NIL_IS_VARIANT
    default = spec.default if spec.default is not None else _zero(reference, hints.get(name))
    if reference.kind is Kind.FLOAT and isinstance(default, int):
        default = float(default)
    found = type_ref(type(default)).kind if default is not None else reference.kind
    if found is Kind.STRING and reference.kind in _TEXT:
        found = reference.kind
    if Kind.VARIANT not in (reference.kind, found) and found is not reference.kind:
        raise ExposingError(
            f"{cls.__name__}.{name}: the default {default!r} is no {reference.kind.name}; "
            "change the type or the default"
        )
    mutable = not isinstance(default, bool | int | float | str | bytes | type(None))
    setattr(cls, name, _FreshDefault(name, default) if mutable else default)
    return dataclasses.replace(spec, name=name, type=reference, usage=usage, default=default)


def _read_python_property(name: str, value: property) -> PropertySpec:
    hints = _type_hints(value.fget) if value.fget else {}
    reference = type_ref(hints.get("return", Any))
    usage = Usage.NONE if value.fset is None else Usage.DEFAULT
    if reference.kind is Kind.VARIANT:
        usage |= Usage.NIL_IS_VARIANT
    return PropertySpec(
        name,
        reference,
        usage=usage,
        read_only=value.fset is None,
        doc=inspect.cleandoc(value.__doc__ or ""),
    )


def _read_enum(value: type[enum.IntEnum | enum.IntFlag]) -> list[ConstantSpec]:
    bitfield = issubclass(value, enum.IntFlag)
    return [
        # A member may have a text of its own: `Mode.FAST.__doc__ = "..."`.
        ConstantSpec(name, int(member), value.__name__, bitfield, vars(member).get("__doc__") or "")
        for name, member in value.__members__.items()
    ]
