"""Room A: which members a type has, for completion and look-up.

May import: api, help_pages, outline, project, global_classes, variant.

Of engine classes and builtin types the engine's description says it, of scripts their text.
"""

from __future__ import annotations

import ast
import builtins
import functools
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from godot.api import engine_api
from godot.help_pages import literal, type_name
from godot.scripting.editor.global_classes import Found, base_of
from godot.scripting.editor.project import Project
from godot.variant import Kind, TypeRef

__all__ = ["UNKNOWN", "Entry", "Type", "arguments_of", "entries", "of_kind"]


class Type(NamedTuple):
    """What a name stands for: a value of a type, or the type itself.

    ``name`` is that of an engine class, a builtin type, one of Python's, or a script's class;
    empty when nothing is known. ``element`` is the type of what an array holds.
    """

    name: str = ""
    is_class: bool = False
    script: Found | None = None
    element: str = ""

    @property
    def value(self) -> Type:
        """What calling the class gives."""
        return self._replace(is_class=False)


UNKNOWN = Type()


class Entry(NamedTuple):
    """One member of a type.

    ``kind`` is ``method property signal constant enum``; ``arguments`` are those of a method or
    signal as they are written.
    """

    kind: str
    type: Type = UNKNOWN
    arguments: tuple[str, ...] = ()
    owner: str = ""
    line: int = 0
    path: str = ""


_PYTHON = {
    Kind.BOOL: "bool",
    Kind.INT: "int",
    Kind.FLOAT: "float",
    Kind.STRING: "str",
    Kind.STRING_NAME: "str",
}


def of_kind(kind: int, exact: str | None) -> Type:
    """The type of a described argument or result."""
    if kind in (Kind.NIL, Kind.VARIANT) or kind > Kind.VARIANT:
        return UNKNOWN
    if kind == Kind.OBJECT:
        return Type(exact or "Object")
    known = Kind(kind)
    name = _PYTHON.get(known) or type_name(TypeRef(known))
    return Type(name, element=(exact or "") if known is Kind.ARRAY else "")


def arguments_of(described: tuple[Any, ...]) -> tuple[str, ...]:
    """Described arguments as they are written: ``time_sec: float``."""
    found = []
    for name, kind, exact, *default in described:
        text = f"{name}: {of_kind(kind, exact).name or 'Variant'}"
        found.append(f"{text} = {literal(default[0])}" if default else text)
    return tuple(found)


def entries(of: Type, project: Project) -> Mapping[str, Entry]:
    """All members of a type, the nearest first."""
    if of.script is not None:
        return _script_entries(of.script, project)
    if of.name in engine_api():
        return _engine_entries(of.name)
    if of.name in engine_api().builtins:
        return _builtin_entries(of.name)
    described = project.members(of.name) if of.name else []
    if described:
        return {
            item.name: Entry(
                item.kind,
                of_kind(item.type.kind, item.type.class_name),
                tuple(
                    f"{name}: {of_kind(*kind).name or 'Variant'}" for name, kind in item.arguments
                ),
                of.name,
            )
            for item in described
        }
    python = getattr(builtins, of.name, None) if of.name else None
    if isinstance(python, type):
        return {
            name: Entry("method" if callable(getattr(python, name)) else "property", owner=of.name)
            for name in dir(python)
            if not name.startswith("_")
        }
    return {}


@functools.lru_cache(maxsize=64)
def _engine_entries(name: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    current: str | None = name
    while current is not None:
        data = engine_api().read_class(current)
        hidden = {accessor for item in data.properties.values() for accessor in item[:2]}
        for key, (_, _, index, kind, exact) in data.properties.items():
            if key.isidentifier() and (index is None or index >= -1):
                found.setdefault(key, Entry("property", of_kind(kind, exact), (), current))
        for key, (_, _, _, kind, arguments, exact) in data.methods.items():
            entry = Entry("method", of_kind(kind, exact), arguments_of(arguments), current)
            found.setdefault(key, entry if key not in hidden else entry._replace(kind="accessor"))
        for key, arguments in data.signals.items():
            found.setdefault(key, Entry("signal", Type("Signal"), arguments_of(arguments), current))
        for key in data.constants:
            found.setdefault(key, Entry("constant", Type("int"), (), current))
        for key in data.enums:
            found.setdefault(key, Entry("enum", UNKNOWN, (), current))
        current = data.base
    return found


@functools.lru_cache(maxsize=64)
def _builtin_entries(name: str) -> dict[str, Entry]:
    data = engine_api().read_builtin(name)
    found = {key: Entry("property", of_kind(kind, None), (), name) for key, kind in data.members}
    for key, (_, _, kind, arguments, exact) in data.methods.items():
        found[key] = Entry("method", of_kind(kind, exact), arguments_of(arguments), name)
    for key in data.constants:
        found[key] = Entry("constant", Type(name), (), name)
    for key in data.enums:
        found[key] = Entry("enum", UNKNOWN, (), name)
    return found


def _script_entries(script: Found, project: Project) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    base: Found | str = script
    for _ in range(32):
        if isinstance(base, str):
            break
        own = base.cls.members
        for name, member in own.items():
            entry = Entry(member.kind, UNKNOWN, (), base.cls.name, member.line, base.path)
            if member.function is not None and member.kind == "method":
                entry = entry._replace(arguments=_written_arguments(member.function))
            elif member.kind == "signal":
                arguments = tuple(_signal_arguments(member.node))
                entry = entry._replace(type=Type("Signal"), arguments=arguments)
            elif member.kind in {"export", "attribute"}:
                entry = entry._replace(kind="property")
            elif member.kind == "class":
                entry = entry._replace(kind="enum")
            found.setdefault(name, entry)
        for name, line in _set_on_self(base.cls.node):
            found.setdefault(name, Entry("property", UNKNOWN, (), base.cls.name, line, base.path))
        base = base_of(base, project)
    if isinstance(base, str) and base in engine_api():
        found = {**_engine_entries(base), **found}
    return found


def _written_arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, ...]:
    text = ast.unparse(function.args)
    parts = [part.strip() for part in _split(text)]
    return tuple(parts[1:] if parts and parts[0].split(":")[0] in {"self", "cls"} else parts)


def _signal_arguments(node: ast.AST) -> Iterator[str]:
    call = getattr(node, "value", None)
    for argument in call.args if isinstance(call, ast.Call) else ():
        if isinstance(argument, ast.Constant):
            yield str(argument.value)
        elif isinstance(argument, ast.Tuple) and len(argument.elts) == 2:
            name, kind = argument.elts
            yield f"{getattr(name, 'value', '')}: {ast.unparse(kind)}"


def _split(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and not depth:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]] if text else []


def _set_on_self(node: ast.ClassDef) -> list[tuple[str, int]]:
    return [
        (inner.attr, inner.lineno)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Attribute)
        and isinstance(inner.ctx, ast.Store)
        and isinstance(inner.value, ast.Name)
        and inner.value.id == "self"
    ]
