"""Room A: what a word in a script leads to when it is clicked.

May import: api, cursor_text, inference, outline, project, type_members.

Names of the engine lead to their help page, those of scripts to their line.
Source: ``ScriptLanguageExtension._lookup_code``.
"""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from godot.api import engine_api
from godot.scripting.editor.cursor_text import CURSOR, read_around, receiver
from godot.scripting.editor.global_classes import find_class
from godot.scripting.editor.inference import Scope, infer, scope_at
from godot.scripting.editor.outline import module_file, read
from godot.scripting.editor.project import Project
from godot.scripting.editor.type_members import Type, entries

__all__ = ["Target", "look_up"]

# The engine's LookupResultType.
_PLACE, _CLASS, _CONSTANT, _PROPERTY, _METHOD, _SIGNAL, _ENUM = 0, 1, 2, 3, 4, 5, 6
_KINDS = {
    "constant": _CONSTANT,
    "property": _PROPERTY,
    "method": _METHOD,
    "accessor": _METHOD,
    "signal": _SIGNAL,
    "enum": _ENUM,
}
_GLOBAL = "@GlobalScope"


class Target(NamedTuple):
    """Where to go: a help page, or a line (from 1) of a script."""

    kind: int
    class_name: str = ""
    member: str = ""
    path: str = ""
    line: int = 0


def look_up(code: str, symbol: str, path: str, project: Project) -> Target | None:
    """What ``symbol`` at the cursor leads to; None when nothing is known of it."""
    place = code.find(CURSOR)
    text = code.replace(CURSOR, "")
    if place < 0 or not symbol.isidentifier():
        return None
    before = re.search(r"\w*$", text[:place])
    start = before.start() if before else place
    number = text.count("\n", 0, start) + 1
    outline = read_around(text, number)
    scope = scope_at(outline, path, project, number)
    line = text[:start].rpartition("\n")[2]
    if re.match(r"\s*def\s*$", line) and scope.cls is not None:
        return _virtual(symbol, scope)
    if line.endswith("."):
        held = infer(receiver(text[: start - 1]), scope)
        return _member(held, symbol, scope)
    imported = re.match(r"\s*from\s+([\w.]+)\s+import\b", line)
    if imported and imported.group(1) != "godot":
        return _in_module(imported.group(1), symbol, project)
    return _name(symbol, scope)


def _virtual(symbol: str, scope: Scope) -> Target | None:
    """A method that the class defines leads to what the engine says of it."""
    entry = entries(scope.own, scope.project).get(symbol)
    if entry is None or scope.own.script is None:
        return None
    from godot.scripting.editor.global_classes import engine_base

    api = engine_api()
    current: str | None = engine_base(scope.own.script, scope.project) or None
    while current is not None:
        if symbol in api.own_virtuals(current):
            return Target(_METHOD, current, symbol)
        current = api.read_class(current).base
    return None


def _member(held: Type, symbol: str, scope: Scope) -> Target | None:
    entry = entries(held, scope.project).get(symbol)
    if entry is None:
        return None
    if entry.path:
        return Target(_PLACE, path=entry.path, line=entry.line)
    known = entry.owner in engine_api().builtins or scope.project.is_engine_class(entry.owner)
    return Target(_KINDS[entry.kind], entry.owner, symbol) if known else None


def _name(symbol: str, scope: Scope) -> Target | None:
    outline = scope.outline
    for function in reversed(scope.functions):
        for node in ast.walk(function):
            bound = getattr(node, "arg", None) if isinstance(node, ast.arg) else None
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                bound = node.id
            if bound == symbol:
                return Target(_PLACE, path=scope.path, line=getattr(node, "lineno", 1))
    module, inner = outline.origin(symbol)
    if module == "godot" or (not module and symbol not in outline.names):
        return _engine_name(inner)
    if module:
        return _in_module(module, inner, scope.project)
    return _top_level(outline.tree, symbol, scope.path)


def _engine_name(name: str) -> Target | None:
    api = engine_api()
    if name in api.singletons:
        return Target(_CLASS, api.singletons[name])
    if name in api or name in api.builtins:
        return Target(_CLASS, name)
    if name in api.utilities:
        return Target(_METHOD, _GLOBAL, name)
    if name in api.enums:
        return Target(_ENUM, _GLOBAL, name)
    return Target(_CONSTANT, _GLOBAL, name) if name in api.constants else None


def _in_module(module: str, name: str, project: Project) -> Target | None:
    found = find_class(module, name, project)
    if found is not None:
        return Target(_PLACE, path=found.path, line=found.cls.line)
    for path in (*module_file(f"{module}.{name}"), *module_file(module)):
        source = project.source(path)
        if source is not None:
            try:
                target = _top_level(read(source).tree, name, path)
            except SyntaxError:
                target = None
            return target or Target(_PLACE, path=path, line=1)
    return None


def _top_level(tree: ast.Module, name: str, path: str) -> Target | None:
    for statement in tree.body:
        bound = {getattr(statement, "name", "")}
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            bound |= {
                node.id
                for node in ast.walk(statement)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
        if name in bound:
            return Target(_PLACE, path=path, line=statement.lineno)
    return None
