"""Room A: what a script says, read from its text alone. Imports nothing of the room.

The editor asks about scripts that are being typed, that are broken, or that nobody has loaded:
validation, global classes, completion, look-up and documentation all read this outline.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import warnings
from collections.abc import Iterator
from typing import Any

__all__ = [
    "READ_ONLY",
    "ClassOutline",
    "Member",
    "Outline",
    "dotted",
    "module_file",
    "parse",
    "read",
]

_DECORATORS = frozenset({"exposed", "export", "signal", "constant", "method", "rpc"})
READ_ONLY = "<read, not run>"
"""The file name under which texts are read."""
# What Python's compiler warns of is said once, by validation, and not whenever a text is read.
warnings.filterwarnings("ignore", module=re.escape(READ_ONLY))
_NOTE = re.compile(r"^\s*#[:#]\s?(.*)$")
_NOTE_AFTER = re.compile(r"\s#[:#]\s?(.*)$")


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """One name that a class defines: a method, signal, export, property, constant or attribute."""

    name: str
    kind: str
    line: int
    end_line: int
    node: ast.AST
    doc: str = ""

    @property
    def function(self) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The function of a method or property."""
        return self.node if isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef) else None


@dataclasses.dataclass(frozen=True, slots=True)
class ClassOutline:
    """One class at the top level of a script."""

    name: str
    line: int
    end_line: int
    bases: tuple[str, ...]
    """As they are written; an expression that is no dotted name is left out."""
    options: dict[str, Any] | None
    """What ``@exposed`` was given, as far as it can be read; None without the decorator."""
    members: dict[str, Member]
    doc: str
    node: ast.ClassDef

    @property
    def is_script(self) -> bool:
        """Whether the class is the script of its file."""
        return self.options is not None and not self.options.get("native", False)


@dataclasses.dataclass(frozen=True, slots=True)
class Outline:
    """A script: its imports, classes and functions."""

    tree: ast.Module
    imports: dict[str, tuple[str, str]]
    """A name in the script, and what it is: (module, name in it); ("x", "") is the module x."""
    stars: tuple[str, ...]
    """Modules of which everything is imported."""
    classes: dict[str, ClassOutline]
    names: frozenset[str]
    """All that the top level defines or imports."""

    @property
    def scripts(self) -> list[ClassOutline]:
        """The exposed classes that are no native ones; a sound script has at most one."""
        return [found for found in self.classes.values() if found.is_script]

    @property
    def script(self) -> ClassOutline | None:
        """The class that is the script."""
        return next(iter(self.scripts), None)

    def origin(self, name: str) -> tuple[str, str]:
        """Where a name as written comes from: (module, name in it).

        The module is empty for the script's own, and for what nobody knows.
        """
        head, _, rest = name.partition(".")
        if head in self.imports:
            module, inner = self.imports[head]
            parts = [part for part in (inner, *rest.split(".")) if part]
            if not inner and len(parts) > 1:  # `import enemies.orc` binds `enemies`
                return ".".join([module, *parts[:-1]]), parts[-1]
            return module, ".".join(parts)
        if head not in self.names and "godot" in self.stars:
            return "godot", name
        return "", name


def dotted(node: ast.AST) -> str:
    """``a.b.c`` as text; empty for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return ""


def module_file(module: str) -> tuple[str, str]:
    """The two files of the project that a module can be: a file, or a package's."""
    path = "res://" + module.replace(".", "/")
    return f"{path}.py", f"{path}/__init__.py"


def parse(source: str) -> ast.Module:
    """The tree of a script. Raises ``SyntaxError``, also for what cannot be Python at all."""
    try:
        return ast.parse(source, READ_ONLY)
    except ValueError as error:  # a NUL: up to Python 3.11.3 that is no SyntaxError
        line = source.count("\n", 0, source.find("\0")) + 1
        raise SyntaxError(str(error), ("", line, 1, "")) from None
    except (RecursionError, MemoryError):
        raise SyntaxError("the code is nested too deeply", ("", 1, 1, "")) from None


def read(source: str, tree: ast.Module | None = None) -> Outline:
    """The outline of a script. Raises ``SyntaxError`` when there is no ``tree`` and it has none."""
    tree = tree or parse(source)
    imports: dict[str, tuple[str, str]] = {}
    stars: list[str] = []
    names: set[str] = set()
    for statement in _top_level(tree.body):
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                if alias.asname:
                    imports[alias.asname] = (alias.name, "")
                else:
                    head = alias.name.partition(".")[0]
                    imports[head] = (head, "")
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                if alias.name == "*":
                    stars.append(statement.module or "")
                elif not statement.level:
                    imports[alias.asname or alias.name] = (statement.module or "", alias.name)
        else:
            names.update(_bound(statement))
    for name in names:
        imports.pop(name, None)
    outline = Outline(tree, imports, tuple(stars), {}, frozenset(names | imports.keys()))
    # As Python counts lines: `splitlines()` also breaks at form feeds and the like.
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for statement in _top_level(tree.body):
        if isinstance(statement, ast.ClassDef):
            outline.classes[statement.name] = _read_class(outline, statement, lines)
    return outline


def _top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run in the module itself, also those below ``if`` and ``try``."""
    for statement in body:
        yield statement
        for field in ("body", "orelse", "finalbody"):
            if not isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _top_level(getattr(statement, field, []))
        for handler in getattr(statement, "handlers", []):
            yield from _top_level(handler.body)


def _bound(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.For | ast.With):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def decorator_name(outline: Outline, node: ast.AST) -> str:
    """Which of godot's decorators or marks an expression is, called or not; empty for others."""
    written = dotted(node.func if isinstance(node, ast.Call) else node)
    if not written:
        return ""
    module, name = outline.origin(written)
    return name if module == "godot" and name in _DECORATORS else ""


def _read_class(outline: Outline, node: ast.ClassDef, lines: list[str]) -> ClassOutline:
    options: dict[str, Any] | None = None
    for decorator in node.decorator_list:
        if decorator_name(outline, decorator) == "exposed":
            options = _keywords(decorator)
    members: dict[str, Member] = {}
    body = node.body
    for index, statement in enumerate(body):
        following = body[index + 1] if index + 1 < len(body) else None
        for member in _members(outline, statement, following, lines):
            members[member.name] = member
    return ClassOutline(
        node.name,
        node.lineno,
        node.end_lineno or node.lineno,
        tuple(filter(None, (dotted(base) for base in node.bases))),
        options,
        members,
        inspect.cleandoc(ast.get_docstring(node, clean=False) or ""),
        node,
    )


def _keywords(node: ast.AST) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for keyword in node.keywords if isinstance(node, ast.Call) else ():
        if keyword.arg and isinstance(keyword.value, ast.Constant):
            found[keyword.arg] = keyword.value.value
    return found


def _members(
    outline: Outline, statement: ast.stmt, following: ast.stmt | None, lines: list[str]
) -> Iterator[Member]:
    end = statement.end_lineno or statement.lineno
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        kind = "method"
        for decorator in statement.decorator_list:
            name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)
            if name == "property" or decorator_name(outline, decorator) == "export":
                kind = "property"
            elif name.endswith((".setter", ".getter", ".deleter")):
                return
        text = inspect.cleandoc(ast.get_docstring(statement, clean=False) or "")
        yield Member(statement.name, kind, statement.lineno, end, statement, text)
    elif isinstance(statement, ast.ClassDef):
        text = inspect.cleandoc(ast.get_docstring(statement, clean=False) or "")
        yield Member(statement.name, "class", statement.lineno, end, statement, text)
    elif isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        value = statement.value
        mark = decorator_name(outline, value) if isinstance(value, ast.Call) else ""
        kind = mark if mark in {"export", "signal", "constant"} else "attribute"
        text = _given_doc(value) or _attribute_doc(statement, following, lines)
        for target in targets:
            if isinstance(target, ast.Name):
                yield Member(target.id, kind, statement.lineno, end, statement, text)


def _given_doc(value: ast.AST | None) -> str:
    given = _keywords(value).get("doc") if value is not None else None
    return inspect.cleandoc(given) if isinstance(given, str) else ""


def _attribute_doc(statement: ast.stmt, following: ast.stmt | None, lines: list[str]) -> str:
    """A string after an assignment, or a comment with ``#:`` or ``##`` beside or above it."""
    if (
        isinstance(following, ast.Expr)
        and isinstance(following.value, ast.Constant)
        and isinstance(following.value.value, str)
    ):
        return inspect.cleandoc(following.value.value)
    end = statement.end_lineno or statement.lineno
    if end > len(lines):
        return ""
    beside = _NOTE_AFTER.search(lines[end - 1].encode()[statement.end_col_offset or 0 :].decode())
    if beside:
        return beside.group(1).strip()
    notes: list[str] = []
    for line in reversed(lines[: statement.lineno - 1]):
        note = _NOTE.match(line)
        if note is None:
            break
        notes.insert(0, note.group(1).rstrip())
    return "\n".join(notes).strip()
