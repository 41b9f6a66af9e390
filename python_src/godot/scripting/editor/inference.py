"""Room A: what an expression in a script stands for.

May import: api, outline, project, global_classes, type_members.

A guess good enough for completion and look-up, from annotations, assignments and the engine's
description. What is not certain is unknown; a type checker with the stubs knows more.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from godot.api import engine_api
from godot.scripting.editor.global_classes import Found, base_of, find_class
from godot.scripting.editor.outline import READ_ONLY, ClassOutline, Outline, dotted
from godot.scripting.editor.project import Project
from godot.scripting.editor.type_members import UNKNOWN, Entry, Type, entries, of_kind

__all__ = ["Scope", "entry_of", "infer", "scope_at"]

_DEEPEST = 24
"""Names that lead to other names are followed this far."""

_LAST_LINE = 10**9

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Scope:
    """A place in a script: the class and the function around it."""

    def __init__(
        self,
        outline: Outline,
        path: str,
        project: Project,
        cls: ClassOutline | None = None,
        functions: tuple[Function, ...] = (),
        line: int = 0,
        node_class: Callable[[str], str] | None = None,
    ) -> None:
        self.outline, self.path, self.project = outline, path, project
        self.cls, self.functions, self.line = cls, functions, line
        self.node_class = node_class
        """The class of the scene's node at a path, as seen from the node that has the script."""

    @property
    def own(self) -> Type:
        """The class around the place, as a value."""
        if self.cls is None:
            return UNKNOWN
        return Type(self.cls.name, False, Found(self.path, self.outline, self.cls))

    def names(self) -> Iterator[tuple[str, str]]:
        """The names that can be used here, nearest first, with what they are."""
        for function in reversed(self.functions):
            for argument in _arguments(function):
                yield argument.arg, "variable"
            for node in ast.walk(function):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id, "variable"
                elif isinstance(node, ast.FunctionDef) and node is not function:
                    yield node.name, "function"
        for name in sorted(self.outline.names):
            yield name, "class" if name in self.outline.classes else "variable"


def scope_at(
    outline: Outline,
    path: str,
    project: Project,
    line: int,
    node_class: Callable[[str], str] | None = None,
) -> Scope:
    """The place at a line, counted from 1."""
    cls: ClassOutline | None = None
    functions: list[Function] = []
    body: list[ast.stmt] = outline.tree.body
    while True:
        inner = None
        for statement in body:
            if statement.lineno <= line <= _end(statement, body):
                inner = statement
        if isinstance(inner, ast.ClassDef):
            if cls is None and not functions:
                cls = outline.classes.get(inner.name)
        elif isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            functions.append(inner)
        if inner is None or not hasattr(inner, "body"):
            break
        body = [
            *inner.body,
            *getattr(inner, "orelse", []),
            *getattr(inner, "finalbody", []),
            *(entry for handler in getattr(inner, "handlers", []) for entry in handler.body),
        ]
    return Scope(outline, path, project, cls, tuple(functions), line, node_class)


def _end(statement: ast.stmt, body: list[ast.stmt]) -> int:
    """A block goes on over the empty lines behind it, until the next statement."""
    index = body.index(statement)
    if index + 1 < len(body):
        following = body[index + 1]
        decorators: list[ast.expr] = getattr(following, "decorator_list", [])
        return min([following.lineno, *(item.lineno for item in decorators)]) - 1
    return _LAST_LINE


def infer(node: ast.AST | None, scope: Scope, depth: int = _DEEPEST) -> Type:
    """What an expression stands for."""
    if node is None or depth <= 0:
        return UNKNOWN
    depth -= 1
    if isinstance(node, ast.Constant):
        return UNKNOWN if node.value is None else Type(type(node.value).__name__)
    if isinstance(node, ast.List | ast.ListComp):
        return Type("list")
    if isinstance(node, ast.Dict | ast.DictComp):
        return Type("dict")
    if isinstance(node, ast.JoinedStr):
        return Type("str")
    if isinstance(node, ast.Name):
        return _infer_name(node.id, scope, depth)
    if isinstance(node, ast.Attribute):
        return _infer_attribute(node, scope, depth)
    if isinstance(node, ast.Call):
        return _infer_call(node, scope, depth)
    if isinstance(node, ast.Subscript):
        held = infer(node.value, scope, depth)
        return named(held.element, scope).value if held.element else UNKNOWN
    if isinstance(node, ast.Await):
        return infer(node.value, scope, depth) if isinstance(node.value, ast.Call) else UNKNOWN
    if isinstance(node, ast.BinOp):
        left, right = infer(node.left, scope, depth), infer(node.right, scope, depth)
        return right if left.name in {"int", "float"} and right.name else left
    if isinstance(node, ast.IfExp):
        return infer(node.body, scope, depth)
    if isinstance(node, ast.NamedExpr):
        return infer(node.value, scope, depth)
    return UNKNOWN


def named(name: str, scope: Scope) -> Type:
    """The class that a name as written means."""
    if not name:
        return UNKNOWN
    module, inner = scope.outline.origin(name)
    if module == "godot" or (not module and inner not in scope.outline.names):
        api = engine_api()
        if inner in api or inner in api.builtins or not module:
            return Type(inner, True)
        if scope.project.is_engine_class(inner):  # an extension's
            return Type(inner, True)
        return UNKNOWN
    if not module:
        cls = scope.outline.classes.get(inner)
        return UNKNOWN if cls is None else Type(inner, True, Found(scope.path, scope.outline, cls))
    found = find_class(module, inner, scope.project)
    return UNKNOWN if found is None else Type(inner, True, found)


def annotated(node: ast.AST | None, scope: Scope) -> Type:
    """A value of the type that an annotation says."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            node = ast.parse(node.value, READ_ONLY, "eval").body
        except SyntaxError:
            return UNKNOWN
    if isinstance(node, ast.BinOp):  # "Node | None"
        left = annotated(node.left, scope)
        return left if left.name else annotated(node.right, scope)
    if isinstance(node, ast.Subscript):
        outer = dotted(node.value).rpartition(".")[2]
        if outer == "Optional":
            return annotated(node.slice, scope)
        held = annotated(node.value, scope)
        return held._replace(element=dotted(node.slice)) if held.name else UNKNOWN
    return named(dotted(node), scope).value if node is not None else UNKNOWN


def entry_of(node: ast.Attribute, scope: Scope, depth: int = _DEEPEST) -> tuple[Type, Entry | None]:
    """The type that an attribute is asked of, and what it has under that name."""
    held = infer(node.value, scope, depth)
    if not held.name and held.script is None:
        return held, None
    return held, entries(held, scope.project).get(node.attr)


def _arguments(function: Function) -> list[ast.arg]:
    arguments = function.args
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [*found, *(item for item in (arguments.vararg, arguments.kwarg) if item is not None)]


def _infer_name(name: str, scope: Scope, depth: int) -> Type:
    for number, function in enumerate(reversed(scope.functions)):
        arguments = _arguments(function)
        is_method = number == len(scope.functions) - 1 and scope.cls is not None
        if is_method and arguments and arguments[0].arg == name:
            return scope.own
        for argument in arguments:
            if argument.arg == name:
                return annotated(argument.annotation, scope)
        found = _assigned(function.body, name, scope, depth)
        if found is not None:
            return found
    module, inner = scope.outline.origin(name)
    if module == "godot":
        api = engine_api()
        if inner in api.singletons:
            return Type(api.singletons[inner])
        return named(name, scope)
    if name in scope.outline.imports and not inner:
        return Type("")
    cls = named(name, scope)
    if cls.script is not None:
        return cls
    if name in scope.outline.names and not module:
        return _assigned(scope.outline.tree.body, name, scope, depth) or UNKNOWN
    return cls if cls.name and not module else UNKNOWN


def _assigned(body: list[ast.stmt], name: str, scope: Scope, depth: int) -> Type | None:
    """From the last assignment above the place, or the first one below it."""
    found: Type | None = None
    for node in (inner for statement in body for inner in ast.walk(statement)):
        value: Type | None = None
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.AnnAssign) and dotted(node.target) == name:
            value = annotated(node.annotation, scope)
        elif (
            isinstance(node, ast.Assign) and any(dotted(item) == name for item in node.targets)
        ) or (isinstance(node, ast.NamedExpr) and node.target.id == name):
            value = infer(node.value, scope, depth)
        elif isinstance(node, ast.For) and dotted(node.target) == name:
            held = infer(node.iter, scope, depth)
            value = named(held.element, scope).value
        if value is not None and (found is None or line < scope.line or not found.name):
            found = value
    return found


def _infer_attribute(node: ast.Attribute, scope: Scope, depth: int) -> Type:
    written = dotted(node)
    if written:
        head = written.partition(".")[0]
        module, inner = scope.outline.origin(written)
        if head in scope.outline.imports and module == "godot" and inner:
            api = engine_api()
            name = inner.partition(".")[0]
            if inner in api.singletons:
                return Type(api.singletons[inner])
            if inner == name:
                return named(written, scope)
    held, entry = entry_of(node, scope, depth)
    if entry is None:
        return UNKNOWN
    if entry.type.name or entry.kind == "method":
        return entry.type
    return _script_member(held, node.attr, scope, depth)


def _defining(script: Found, name: str, project: Project) -> Found | None:
    """The nearest class of a script that defines a name."""
    base: Found | str = script
    for _ in range(_DEEPEST):
        if isinstance(base, str):
            break
        if name in base.cls.members:
            return base
        base = base_of(base, project)
    return None


def _script_member(held: Type, name: str, scope: Scope, depth: int) -> Type:
    """The type of what a script's class defines."""
    if held.script is None:
        return UNKNOWN
    script = _defining(held.script, name, scope.project)
    if script is None:
        return _set_in_methods(held.script, name, scope, depth)
    node = script.cls.members[name].node
    inside = Scope(script.outline, script.path, scope.project, script.cls)
    if isinstance(node, ast.AnnAssign):
        return annotated(node.annotation, inside)
    if isinstance(node, ast.FunctionDef):
        return annotated(node.returns, inside)
    if isinstance(node, ast.Assign):
        value = node.value
        if script.cls.members[name].kind == "export" and isinstance(value, ast.Call):
            given = next(iter(value.args), None)
            default = next((item.value for item in value.keywords if item.arg == "default"), given)
            found = infer(given, inside, depth)
            return found.value if found.name else infer(default, inside, depth).value
        return infer(value, inside, depth)
    return UNKNOWN


def _set_in_methods(script: Found, name: str, scope: Scope, depth: int) -> Type:
    for member in script.cls.members.values():
        function = member.function
        if function is None:
            continue
        inside = Scope(script.outline, script.path, scope.project, script.cls, (function,))
        inside.node_class = scope.node_class
        found = _assigned(function.body, f"self.{name}", inside, depth)
        if found is not None and found.name:
            return found
    return UNKNOWN


_FIND_NODE = frozenset({"get_node", "get_node_or_null", "find_child"})


def _infer_call(node: ast.Call, scope: Scope, depth: int) -> Type:
    function = node.func
    if isinstance(function, ast.Name) and function.id == "super" and scope.cls is not None:
        return named(next(iter(scope.cls.bases), ""), scope).value
    if isinstance(function, ast.Attribute):
        if function.attr in {"new", "instantiate"}:
            made = infer(function.value, scope, depth)
            if made.is_class:
                return made.value
        path = node.args[0] if node.args else None
        if (
            function.attr in _FIND_NODE
            and scope.node_class is not None
            and dotted(function.value) == "self"
            and isinstance(path, ast.Constant)
            and isinstance(path.value, str)
        ):
            found = scope.node_class(path.value)
            if found:
                return Type(found)
        held, entry = entry_of(function, scope, depth)
        if entry is not None and entry.kind in {"method", "accessor"}:
            if entry.type.name:
                return entry.type
            return _returned(held, function.attr, scope)
    called = infer(function, scope, depth)
    if called.is_class:
        return called.value
    if isinstance(function, ast.Name):
        module, inner = scope.outline.origin(function.id)
        utility = engine_api().utilities.get(inner) if module == "godot" else None
        if utility is not None:
            return of_kind(utility[3], utility[5] if len(utility) > 5 else None)
    return UNKNOWN


def _returned(held: Type, name: str, scope: Scope) -> Type:
    script = None if held.script is None else _defining(held.script, name, scope.project)
    function = None if script is None else script.cls.members[name].function
    if script is None or function is None:
        return UNKNOWN
    inside = Scope(script.outline, script.path, scope.project, script.cls)
    return annotated(function.returns, inside)
