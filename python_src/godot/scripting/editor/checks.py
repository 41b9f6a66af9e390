"""Room A: what the engine would stumble over in a script.

May import: outline, project, global_classes, api.

An error is what keeps the script from being loaded; a warning what hardly is meant. Both only say
what is certain from the text: a name that comes from anywhere else is left alone.
"""

from __future__ import annotations

import ast
import dataclasses
import difflib
from collections.abc import Iterable, Iterator

from godot.api import engine_api
from godot.scripting.editor.global_classes import Found, engine_base, resolve
from godot.scripting.editor.outline import ClassOutline, Member, Outline, module_file, read
from godot.scripting.editor.project import Project, godot_names

__all__ = ["Finding", "findings"]

_PLAIN = frozenset({"object", "int", "float", "str", "list", "dict", "Exception"})
_ALIKE = 0.88
"""From here on a method is taken for a misspelt virtual one of the engine."""


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One error or warning. Lines and columns count from 1."""

    line: int
    column: int
    code: str
    message: str
    is_error: bool = True


def findings(outline: Outline, path: str, project: Project) -> Iterator[Finding]:
    """All errors and warnings of a script whose syntax is sound."""
    yield from _imports(outline, project)
    scripts = outline.scripts
    for cls in scripts[1:]:
        yield _at(
            cls.node,
            "TWO_SCRIPTS",
            f"A file is one script, and '{scripts[0].name}' is already this one's: "
            f"put '{cls.name}' into a file of its own, or remove its @exposed",
        )
    for cls in outline.classes.values():
        if cls.options is not None:
            yield from _class(cls, outline, path, project)


def _at(node: ast.AST, code: str, message: str, *, is_error: bool = True) -> Finding:
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    return Finding(line, column + 1, code, message, is_error)


def _suggestion(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), 1, 0.7)
    return f"; did you mean '{close[0]}'?" if close else ""


# ---- imports -------------------------------------------------------------------------------------


def _imports(outline: Outline, project: Project) -> Iterator[Finding]:
    """Modules and names that are nowhere. What stands below ``try`` or ``if`` is left alone."""
    for statement in outline.tree.body:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                if _missing(alias.name, project):
                    yield _at(statement, "IMPORT", _no_module(alias.name))
                yield from _two_of_a_name(statement, alias.name, project)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            module = statement.module
            yield from _two_of_a_name(statement, module, project)
            if module == "godot":
                yield from _engine_names(statement)
            elif _missing(module, project):
                yield _at(statement, "IMPORT", _no_module(module))
            else:
                yield from _project_names(statement, module, project)


def _two_of_a_name(statement: ast.stmt, name: str, project: Project) -> Iterator[Finding]:
    """Python's own modules and the addon's packages come before the project's files."""
    head = name.partition(".")[0]
    file = module_file(head)[0]
    if head != "godot" and project.has_module(head) and project.source(file) is not None:
        yield _at(
            statement,
            "OTHER_MODULE",
            f"This is Python's module '{head}', not {file}: import that one as 'godot.res.{head}'",
            is_error=False,
        )


def _no_module(name: str) -> str:
    return (
        f"There is no module '{name}': neither {module_file(name)[0]} in the project, "
        "nor one that Python brings along"
    )


def _missing(module: str, project: Project) -> bool:
    head = module.partition(".")[0]
    if project.has_module(head):
        return False
    if any(project.source(path) is not None for path in module_file(module)):
        return False
    return not project.is_folder("res://" + module.replace(".", "/"))


def _engine_names(statement: ast.ImportFrom) -> Iterator[Finding]:
    known = godot_names()
    for alias in statement.names:
        if alias.name == "*":
            continue
        if alias.name not in known and not _is_godot_module(alias.name):
            yield _at(
                alias,
                "IMPORT",
                f"The engine has no '{alias.name}'{_suggestion(alias.name, known)}",
            )


def _is_godot_module(name: str) -> bool:
    import importlib.util

    return name.isidentifier() and importlib.util.find_spec(f"godot.{name}") is not None


def _project_names(statement: ast.ImportFrom, module: str, project: Project) -> Iterator[Finding]:
    for path in module_file(module):
        source = project.source(path)
        if source is None:
            continue
        try:
            other = read(source)
        except SyntaxError as error:
            yield _at(
                statement,
                "IMPORT",
                f"{path} cannot be imported: line {error.lineno}: {error.msg}",
            )
            return
        if other.stars or "__getattr__" in other.names:
            return
        for alias in statement.names:
            inner = module_file(f"{module}.{alias.name}")
            if (
                alias.name not in other.names
                and alias.name != "*"
                and not alias.name.startswith("__")
                and all(project.source(place) is None for place in inner)
            ):
                known = sorted(other.names)
                yield _at(
                    alias,
                    "IMPORT",
                    f"{path} has no '{alias.name}'{_suggestion(alias.name, known)}",
                )
        return


# ---- the class -----------------------------------------------------------------------------------


def _class(cls: ClassOutline, outline: Outline, path: str, project: Project) -> Iterator[Finding]:
    found = Found(path, outline, cls)
    base = engine_base(found, project)
    if not base and _is_known(found, project):
        yield _at(
            cls.node,
            "NO_ENGINE_CLASS",
            f"@exposed class '{cls.name}' derives from no class of the engine: "
            f"write for example 'class {cls.name}(Node):'",
        )
    if base and base in engine_api():
        yield from _members(cls, base)
    yield from _repeated(cls)
    for member in cls.members.values():
        if member.kind == "method":
            yield from _method(cls, member)
    yield from _forgotten_awaits(cls)


def _is_known(found: Found, project: Project, depth: int = 16) -> bool:
    """Whether all is known of a class's bases, so that it is certain what is not among them."""
    if len(found.cls.bases) < len(found.cls.node.bases) or not depth:
        return False
    for written in found.cls.bases:
        module, name = found.outline.origin(written)
        if module == "godot" or (not module and name in _PLAIN):
            continue
        base = resolve(found, written, project)
        if isinstance(base, str) or not _is_known(base, project, depth - 1):
            return False
    return True


def _members(cls: ClassOutline, base: str) -> Iterator[Finding]:
    """Names that the engine's class has too."""
    api = engine_api()
    virtuals = api.virtuals(base)
    taken: dict[str, tuple[str, str]] = {}
    current: str | None = base
    while current is not None:
        data = api.read_class(current)
        for kind, names in (
            ("method", data.methods),
            ("property", data.properties),
            ("signal", data.signals),
        ):
            for name in names:
                taken.setdefault(name, (kind, current))
        current = data.base
    for member in cls.members.values():
        name = member.name
        if name in taken and member.kind in {"method", "signal", "export", "attribute"}:
            kind, owner = taken[name]
            yield _at(
                member.node,
                "HIDES_ENGINE_NAME",
                f"{owner} has a {kind} '{name}', which this {_word(member)} hides: "
                "the engine goes on using its own",
                is_error=False,
            )
        elif member.kind == "method" and name in virtuals:
            yield from _virtual(cls, member, virtuals[name])
        elif member.kind == "method" and name.startswith("_") and not name.startswith("__"):
            close = difflib.get_close_matches(name, virtuals, 1, _ALIKE)
            if close and close[0] not in cls.members:
                yield _at(
                    member.node,
                    "MISSPELT_VIRTUAL",
                    f"The engine never calls '{name}'; did you mean '{close[0]}'?",
                    is_error=False,
                )


def _word(member: Member) -> str:
    return "attribute" if member.kind == "export" else member.kind


def _virtual(
    cls: ClassOutline, member: Member, described: tuple[tuple[int, ...], int, bool]
) -> Iterator[Finding]:
    kinds, result, *_ = described
    function = member.function
    if function is None:
        return
    if isinstance(function, ast.AsyncFunctionDef) and result:
        yield _at(
            function,
            "ASYNC_VIRTUAL",
            f"The engine needs the result of '{member.name}' when it returns, so it can't be "
            "async: make it an ordinary method, and have it call an async one",
        )
    arguments = function.args
    if arguments.vararg or _is_static(function):
        return
    positional = [*arguments.posonlyargs, *arguments.args]
    most = len(positional) - 1
    least = most - len(arguments.defaults)
    if not least <= len(kinds) <= most:
        yield _at(
            function,
            "VIRTUAL_ARGUMENTS",
            f"The engine calls '{member.name}' with {_counted(len(kinds), 'argument')}, "
            f"and this takes {_counted(most, 'argument')} after self",
            is_error=False,
        )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _is_static(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = {getattr(decorator, "id", "") for decorator in function.decorator_list}
    return bool(names & {"staticmethod", "classmethod"})


def _repeated(cls: ClassOutline) -> Iterator[Finding]:
    """A signal or an export that a later line of the class replaces, or the other way round."""
    seen: dict[str, int] = {}
    for statement in cls.node.body:
        names: list[str] = []
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            if not statement.decorator_list:
                names = [statement.name]
        elif isinstance(statement, ast.Assign):
            names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            names = [statement.target.id] if isinstance(statement.target, ast.Name) else []
        for name in names:
            if name in seen:
                yield _at(
                    statement,
                    "REPLACED_NAME",
                    f"'{name}' of line {seen[name]} is replaced here: give one another name",
                    is_error=False,
                )
            seen[name] = statement.lineno


def _method(cls: ClassOutline, member: Member) -> Iterator[Finding]:
    function = member.function
    if function is None:
        return
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    if not positional and not arguments.vararg:
        if not function.decorator_list:
            yield _at(
                function,
                "NO_SELF",
                f"'{member.name}' has no first argument: write 'def {member.name}(self)'",
                is_error=False,
            )
        return
    if member.name == "__init__":
        required = len(positional) - 1 - len(arguments.defaults)
        required += sum(default is None for default in arguments.kw_defaults)
        if required > 0:
            yield _at(
                function,
                "INIT_ARGUMENTS",
                f"The engine makes a '{cls.name}' without arguments: "
                "give those of '__init__' defaults",
                is_error=False,
            )


def _forgotten_awaits(cls: ClassOutline) -> Iterator[Finding]:
    """Calls of the class's own ``async`` methods whose coroutine nobody waits for or keeps."""
    waiting = {
        member.name
        for member in cls.members.values()
        if isinstance(member.node, ast.AsyncFunctionDef)
    }
    if not waiting:
        return
    for node in ast.walk(cls.node):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
            and isinstance(node.value.func.value, ast.Name)
            and node.value.func.value.id == "self"
            and node.value.func.attr in waiting
        ):
            name = node.value.func.attr
            yield _at(
                node,
                "NOT_AWAITED",
                f"'{name}' is async: this call alone never runs it; write 'await self.{name}()'",
                is_error=False,
            )
