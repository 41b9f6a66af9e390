"""Room A: what the editor offers while one types.

May import: api, cursor_text, inference, outline, project, type_members.

Source: ``ScriptLanguageExtension._complete_code``. The text is mostly broken while it is typed: of
the line with the cursor only what stands before it counts, and the rest is read without that line.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from godot.api import engine_api
from godot.scripting.editor.cursor_text import (
    CURSOR,
    call_around,
    in_comment,
    logical,
    open_quotes,
    read_around,
    receiver,
)
from godot.scripting.editor.inference import Scope, infer, scope_at
from godot.scripting.editor.outline import read
from godot.scripting.editor.project import Project, godot_names
from godot.scripting.editor.type_members import Entry, Type, arguments_of, entries

__all__ = ["CURSOR", "Completion", "Option", "Scene", "complete"]

_LOCAL, _PARENT, _OTHER = 0, 256, 1024  # the engine's CodeCompletionLocation
_KINDS = {
    "class": 0,
    "function": 1,
    "method": 1,
    "signal": 2,
    "variable": 3,
    "property": 4,
    "enum": 5,
    "constant": 6,
    "node": 7,
    "file": 8,
    "text": 9,
}


class Option(NamedTuple):
    """One entry of the list."""

    kind: int
    display: str
    insert: str
    location: int = _OTHER


class Completion(NamedTuple):
    """The list, and the arguments of the function that is being called."""

    options: list[Option]
    hint: str = ""
    force: bool = False


class Scene(Protocol):
    """What is asked of the scene that is edited, from the node that has the script."""

    def nodes(self) -> Iterable[str]:
        """The paths of the nodes."""

    def node_class(self, path: str) -> str:
        """The class of the node at a path; empty when there is none."""

    def actions(self) -> Iterable[str]:
        """The names of the project's input actions."""

    def files(self) -> Iterable[str]:
        """The paths of the project's files."""


_NODE_CALLS = frozenset({"get_node", "get_node_or_null", "has_node"})
_SIGNAL_CALLS = frozenset(
    {"connect", "emit_signal", "is_connected", "disconnect", "has_signal", "has_user_signal"}
)
_METHOD_CALLS = frozenset({"call", "call_deferred", "callv", "has_method", "call_group", "rpc"})
_PROPERTY_CALLS = frozenset({"get", "set", "set_deferred", "tween_property"})
_ACTION = re.compile(r"(?:^|_)action(?:s|_|$)|^get_axis$|^get_vector$")
_FILE_CALLS = frozenset({"load", "preload", "change_scene_to_file", "load_threaded_request"})


def complete(code: str, path: str, project: Project, scene: Scene | None = None) -> Completion:
    """What fits at the :data:`CURSOR`."""
    place = code.find(CURSOR)
    if place < 0:
        return Completion([])
    before = code[:place]
    line = before.rpartition("\n")[2]
    number = before.count("\n") + 1
    quotes = open_quotes(before)
    if len(quotes) == 3 or in_comment(line):
        return Completion([])
    outline = read_around(code, number)
    node_class = None if scene is None else scene.node_class
    scope = scope_at(outline, path, project, number, node_class)
    called, argument = call_around(before)
    if quotes:
        return _in_string(called, line, quotes, scope, scene)
    hint = _call_hint(called, argument, scope)
    options = list(_options(line, before, scope))
    return Completion(options, hint)


def _options(line: str, before: str, scope: Scope) -> Iterator[Option]:
    typed = re.search(r"\w*$", line)
    word = typed.group() if typed else ""
    imported = re.match(r"\s*from\s+([\w.]+)\s+import\s+\(?[\w\s,]*$", logical(before))
    if imported:
        yield from _importable(imported.group(1), word, scope)
    elif re.match(r"\s*(?:from|import)\s+[\w.]*$", line):
        yield Option(_KINDS["class"], "godot", "godot")
    elif re.search(r"^\s*@\w*$", line):
        for name in ("exposed", "export", "method", "rpc", "staticmethod", "property"):
            yield Option(_KINDS["function"], name, name, _LOCAL)
    elif re.match(r"\s+(?:async\s+)?def\s+\w*$", line) and scope.cls is not None:
        indent = len(line) - len(line.lstrip())
        if all(function.col_offset >= indent for function in scope.functions):
            yield from _overridable(scope)
    elif re.match(r"\s*(?:(?:async\s+)?def|class)\s+\w*$", line):
        return
    elif line[: len(line) - len(word)].endswith("."):
        held = receiver(before[: len(before) - len(word) - 1])
        yield from _member_options(infer(held, scope), scope, word)
    else:
        yield from _name_options(scope)


# ---- in strings ----------------------------------------------------------------------------------


def _in_string(
    called: ast.AST | None, line: str, quotes: str, scope: Scope, scene: Scene | None
) -> Completion:
    name = getattr(called, "attr", getattr(called, "id", ""))
    held = infer(called.value, scope) if isinstance(called, ast.Attribute) else scope.own
    kinds: dict[str, str] = {}
    if name in _NODE_CALLS and scene is not None:
        kinds = {path: "node" for path in scene.nodes()}
    elif name in _FILE_CALLS and scene is not None:
        kinds = {path: "file" for path in scene.files()}
    elif _ACTION.search(name) and scene is not None:
        kinds = {action: "constant" for action in scene.actions()}
    else:
        for names, kind in (
            (_SIGNAL_CALLS, "signal"),
            (_METHOD_CALLS, "method"),
            (_PROPERTY_CALLS, "property"),
        ):
            if name in names:
                found = entries(held, scope.project)
                kinds = {key: kind for key, entry in found.items() if entry.kind == kind}
    options = [
        Option(_KINDS[kind], f"{quotes}{text}{quotes}", f"{quotes}{text}{quotes}", _LOCAL)
        for text, kind in kinds.items()
    ]
    return Completion(options, force=bool(options))


# ---- names ---------------------------------------------------------------------------------------


def _name_options(scope: Scope) -> Iterator[Option]:
    seen: set[str] = set()
    for name, kind in scope.names():
        if name not in seen:
            seen.add(name)
            yield Option(_KINDS[kind], name, name, _LOCAL)
    for word in keyword.kwlist:
        yield Option(_KINDS["text"], word, word)
    for name in dir(builtins):
        if not name.startswith("_") and name not in seen and not name.endswith("Warning"):
            kind = "class" if isinstance(getattr(builtins, name), type) else "function"
            yield Option(_KINDS[kind], name, name)
    if "godot" in scope.outline.stars:
        yield from _engine_options("", seen)


def _importable(module: str, word: str, scope: Scope) -> Iterator[Option]:
    if module == "godot":
        yield from _engine_options(word, set())
        return
    for path in (f"res://{module.replace('.', '/')}{end}" for end in (".py", "/__init__.py")):
        source = scope.project.source(path)
        if source is not None:
            try:
                outline = read(source)
            except SyntaxError:
                return
            for name in sorted(outline.names - outline.imports.keys()):
                kind = "class" if name in outline.classes else "function"
                yield Option(_KINDS[kind], name, name, _LOCAL)


def _engine_options(word: str, seen: set[str]) -> Iterator[Option]:
    """The engine's names; constants, of which there are thousands, when something is typed."""
    api = engine_api()
    for name in sorted(godot_names()):
        if name in seen:
            continue
        if name in api or name in api.builtins or name in api.singletons:
            yield Option(_KINDS["class"], name, name)
        elif name in api.utilities:
            yield Option(_KINDS["function"], name, name)
        elif name in api.enums:
            yield Option(_KINDS["enum"], name, name)
        elif name.isupper():
            if word and name.startswith(word[0].upper()):
                yield Option(_KINDS["constant"], name, name)
        else:
            yield Option(_KINDS["function"], name, name, _LOCAL)


def _overridable(scope: Scope) -> Iterator[Option]:
    """The engine's virtual methods that the class does not have yet, with their arguments."""
    from godot.scripting.editor.global_classes import engine_base

    own = scope.own.script
    base = "" if own is None else engine_base(own, scope.project)
    if own is None or base not in engine_api():
        return
    for name, data in engine_api().all_virtuals(base).items():
        if name not in own.cls.members:
            written = ", ".join(
                ["self", *(_annotated(part) for part in arguments_of(data.arguments))]
            )
            yield Option(_KINDS["method"], f"{name}({written})", f"{name}({written}):", _PARENT)


def _annotated(argument: str) -> str:
    """Python's own types stay; others are left out, because nobody has imported them."""
    name, _, kind = argument.partition(": ")
    return argument if kind in {"int", "float", "str", "bool"} else name


# ---- members -------------------------------------------------------------------------------------


def _member_options(held: Type, scope: Scope, word: str) -> Iterator[Option]:
    own = scope.own.script
    inside = own is not None and held.script is not None and held.script.path == own.path
    for name, entry in entries(held, scope.project).items():
        if entry.kind == "accessor" and not word:
            continue
        if name.startswith("_") and not (inside or word.startswith("_")):
            continue
        near = entry.owner == held.name
        yield _member_option(name, entry, _LOCAL if near else _PARENT)


def _member_option(name: str, entry: Entry, location: int) -> Option:
    kind = "method" if entry.kind == "accessor" else entry.kind
    if kind != "method":
        return Option(_KINDS.get(kind, _KINDS["property"]), name, name, location)
    insert = f"{name}(" if entry.arguments else f"{name}()"
    return Option(_KINDS["method"], f"{name}({'…' if entry.arguments else ''})", insert, location)


# ---- calls ---------------------------------------------------------------------------------------


def _call_hint(called: ast.AST | None, argument: int, scope: Scope) -> str:
    """The arguments of the function that is called; the one that is typed between marks."""
    name = getattr(called, "attr", getattr(called, "id", ""))
    arguments: tuple[str, ...] | None = None
    result = ""
    if isinstance(called, ast.Attribute):
        if called.attr == "emit":
            signal = called.value
            if isinstance(signal, ast.Attribute):
                entry = _entry(signal, scope)
                if entry is not None and entry.kind == "signal":
                    name, arguments = signal.attr, entry.arguments
        else:
            entry = _entry(called, scope)
            if entry is not None and entry.kind in {"method", "accessor"}:
                arguments, result = entry.arguments, entry.type.name
    elif isinstance(called, ast.Name):
        module, inner = scope.outline.origin(called.id)
        utility = engine_api().utilities.get(inner) if module == "godot" else None
        if utility is not None:
            arguments = arguments_of(utility[4])
    if arguments is None:
        return ""
    parts = [
        f"{CURSOR}{text}{CURSOR}" if number == argument else text
        for number, text in enumerate(arguments)
    ]
    return f"{name}({', '.join(parts)})" + (f" -> {result}" if result else "")


def _entry(node: ast.Attribute, scope: Scope) -> Entry | None:
    held = infer(node.value, scope)
    return entries(held, scope.project).get(node.attr)
