"""Room A: what ``help()``, :func:`inspect.signature` and errors show of the engine's members.

May import: _ffi, builtins, classes, docs, values, variant. Loaded when it is asked for.
"""

from __future__ import annotations

import inspect
import types
from typing import Any

from godot import builtins, classes, docs, values
from godot._ffi import core
from godot.variant import Kind

__all__ = ["class_text", "describe"]

_PLAIN: dict[int, Any] = {
    Kind.NIL: None,
    Kind.BOOL: bool,
    Kind.INT: int,
    Kind.FLOAT: float,
    Kind.STRING: str,
    Kind.OBJECT: object,
    Kind.VARIANT: Any,
}
_POINTER = 41
_INT32 = 42
_STATIC = 1
_STATIC_BUILTIN = 8
_UTILITY = 2
_VARARG = 1


def _class_or_enum(name: str) -> Any:
    """The class, enum or builtin type of that name; the name itself where there is none."""
    import godot

    owner, _, inner = name.rpartition(".")
    try:
        return getattr(getattr(godot, owner) if owner else godot, inner)
    except AttributeError:
        return name


def _annotation(kind: int, exact: str | None) -> Any:
    if kind in {Kind.INT, Kind.OBJECT} and exact:
        return _class_or_enum(exact)
    if kind in {_POINTER, _INT32}:
        return int
    if kind in _PLAIN:
        return _PLAIN[kind]
    try:
        return values.face_of_kind(kind)
    except KeyError:  # no value type
        name = Kind(kind).name.title().replace("_", "")
    face = next((face for face in builtins.faces.values() if _kind_of(face) == kind), name)
    if exact and isinstance(face, type):
        inner = tuple(
            {"int": int, "float": float, "bool": bool, "String": str}.get(part)
            or _class_or_enum(part)
            for part in exact.split(";")
        )
        return types.GenericAlias(face, inner)
    return face


def _kind_of(face: Any) -> int:
    return int(getattr(face, "__variant_type__", -1))


def _shown(kind: int, exact: str | None) -> str:
    if kind == Kind.NIL:
        return "None"
    if kind == Kind.VARIANT:
        return "Any"
    name = core.kind_name(kind)
    if kind in {Kind.INT, Kind.OBJECT}:
        return exact or name
    return f"{name}[{', '.join(exact.split(';'))}]" if exact else name


def _default(entry: tuple[Any, ...]) -> Any:
    if len(entry) < 4:
        return inspect.Parameter.empty
    value = entry[3]
    return builtins.evaluate(value[0]) if isinstance(value, tuple) else value


def _parts(described: Any) -> tuple[tuple[Any, ...], int, str | None, bool, bool]:
    """Arguments, kind and exact type of the result, whether it takes self, and more arguments."""
    if isinstance(described, classes.VirtualMethod):
        data = described.data
        return data.arguments, data.result, data.exact, True, False
    if isinstance(described, core.MethodBind):
        takes_more = bool(described.flags & _VARARG)
        is_method = described.call not in {_STATIC, _UTILITY}
        return described.arguments, described.result, described.exact, is_method, takes_more
    if isinstance(described, core.BuiltinMethod):
        takes_self = not described.flags & _STATIC_BUILTIN
        takes_more = bool(described.flags & _VARARG)
        return described.arguments, described.result, described.exact, takes_self, takes_more
    if isinstance(described, core.NamedMethod):
        if not hasattr(described, "arguments"):  # of a script, which says no more
            return (), int(Kind.VARIANT), None, False, True
        return described.arguments, described.result, described.exact, True, False
    return described.arguments, int(Kind.NIL), None, False, False  # a signal


def _signature(described: Any) -> inspect.Signature:
    arguments, result, exact, takes_self, takes_more = _parts(described)
    either, rest = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.VAR_POSITIONAL
    parameters = [inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)] * takes_self
    parameters += [
        inspect.Parameter(
            entry[0], either, default=_default(entry), annotation=_annotation(entry[1], entry[2])
        )
        for entry in arguments
    ]
    if takes_more:
        parameters.append(inspect.Parameter("args", rest, annotation=Any))
    return inspect.Signature(parameters, return_annotation=_annotation(result, exact))


def _text(described: Any) -> str:
    """The signature in one line, by the engine's names of types."""
    arguments, result, exact, _, takes_more = _parts(described)
    shown = []
    for entry in arguments:
        text = f"{entry[0]}: {_shown(entry[1], entry[2])}"
        if len(entry) > 3:
            default = entry[3]
            text += f" = {default[0] if isinstance(default, tuple) else repr(default)}"
        shown.append(text)
    shown += ["*args"] * takes_more
    owner = getattr(described, "__owner__", None) or getattr(described, "owner", "")
    dotted = f"{owner}." if owner and owner != docs.GLOBAL else ""
    return f"{dotted}{described.__name__}({', '.join(shown)}) -> {_shown(result, exact)}"


def _doc(described: Any) -> str | None:
    if isinstance(described, core.Property | core.PlainMember):
        text = docs.text(described.__owner__, f"property/{described.__name__}")
        kind = f"({_shown(described.kind, described.exact)})"
        return f"{kind}\n\n{text}" if text else kind
    if isinstance(described, classes.SignalAttribute):
        arguments = ", ".join(
            f"{entry[0]}: {_shown(entry[1], entry[2])}" for entry in described.arguments
        )
        text = docs.text(described.owner, f"signal/{described.name}")
        return f"{described.name}({arguments})" + (f"\n\n{text}" if text else "")
    owner = str(getattr(described, "__owner__", None) or getattr(described, "owner", ""))
    text = docs.text(owner, f"method/{described.__name__}")
    if text or isinstance(described, core.BuiltinMethod):
        return text
    return _accessor(owner, described.__name__)


def _accessor(owner: str, name: str) -> str | None:
    """What an accessor is for: the engine describes only its property."""
    if owner == docs.GLOBAL:
        return None
    for key, found in vars(classes.class_for_name(owner)).items():
        if isinstance(found, core.Property) and name in {found.getter, found.setter}:
            return f"{'Reads' if name == found.getter else 'Sets'} the property ``{key}``."
    return None


def describe(described: Any, what: str) -> Any:
    """The ``doc``, the ``signature`` or (in one line) the ``text`` of a method or property."""
    if what == "doc":
        return _doc(described)
    return _signature(described) if what == "signature" else _text(described)


def class_text(name: str) -> str | None:
    """What the engine says of a class."""
    return docs.text(name)
