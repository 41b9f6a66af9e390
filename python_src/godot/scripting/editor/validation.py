"""Room A: what is wrong with a script that is being typed.

May import: checks, outline, project, sources.

The editor asks at every pause in typing, so nothing of the script is run: Python's own compiler
finds syntax errors, and :mod:`godot.scripting.editor.checks` what the engine would stumble over.
Source: ``ScriptLanguageExtension._validate``.
"""

from __future__ import annotations

import dataclasses
import re
import warnings
from collections.abc import Iterator

from godot.scripting import sources
from godot.scripting.editor import checks
from godot.scripting.editor.checks import Finding
from godot.scripting.editor.outline import Outline, parse, read
from godot.scripting.editor.project import Project

__all__ = ["Finding", "Report", "validate", "with_load_error"]

_IGNORE = re.compile(r"#\s*noqa(?::\s*(?P<codes>[\w, ]+))?", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """The answer to the editor. Lines and columns count from 1."""

    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    functions: tuple[tuple[str, int], ...] = ()
    """Names and lines for the editor's list of methods, in the script's order."""


def validate(source: str, path: str, project: Project, data: bytes | None = None) -> Report:
    """Errors, warnings and functions of a script.

    ``data`` is the script's file: as long as its text is what is shown, what is wrong with its
    encoding is an error too.
    """
    if data is not None and sources.readable(data) == source:
        try:
            sources.decode(data, path)
        except SyntaxError as error:
            return Report(errors=(_syntax_error(error, source),))
    source = source.removeprefix("\ufeff")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            tree = parse(source)
            outline = read(source, tree)
            compile(tree, path or "<script>", "exec", dont_inherit=True)
        except SyntaxError as error:
            return Report(errors=(_syntax_error(error, source),))
        except (RecursionError, MemoryError):
            return Report(errors=(Finding(1, 1, "SYNTAX", "the code is nested too deeply"),))
    found = [*checks.findings(outline, path, project)]
    found += [
        Finding(warning.lineno, 1, "SYNTAX_WARNING", _sentence(str(warning.message)), False)
        for warning in said
        if issubclass(warning.category, SyntaxWarning | DeprecationWarning)
    ]
    found.sort(key=lambda finding: (finding.line, finding.column))
    lines = source.split("\n")
    return Report(
        tuple(finding for finding in found if finding.is_error),
        tuple(
            finding for finding in found if not finding.is_error and not _ignored(finding, lines)
        ),
        tuple(_functions(outline)),
    )


def with_load_error(
    report: Report, source: str, path: str, loaded: bytes, error: BaseException
) -> Report:
    """The report, with what was raised when the script was run as it is shown.

    Once the text has changed nobody knows, before the script is saved.
    """
    if sources.readable(loaded).replace("\r\n", "\n") != source.replace("\r\n", "\n"):
        return report
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    message = f"{type(error).__name__}: {error}"
    return dataclasses.replace(report, errors=(Finding(line, 1, "LOADING", message),))


def _functions(outline: Outline) -> Iterator[tuple[str, int]]:
    """The methods of the script's class and the functions beside it."""
    import ast

    found: list[tuple[str, int]] = []
    script = outline.script
    if script is not None:
        found += [
            (member.name, member.line)
            for member in script.members.values()
            if member.kind == "method"
        ]
    found += [
        (statement.name, statement.lineno)
        for statement in outline.tree.body
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    yield from sorted(found, key=lambda entry: entry[1])


def _ignored(finding: Finding, lines: list[str]) -> bool:
    """Whether the line says ``# noqa``, alone or with the warning's code."""
    if not 0 < finding.line <= len(lines):
        return False
    said = _IGNORE.search(lines[finding.line - 1])
    if said is None:
        return False
    codes = said.group("codes")
    return codes is None or finding.code in codes.upper().replace(",", " ").split()


# ---- syntax --------------------------------------------------------------------------------------

# What people who know GDScript write: the start of a line, and what Python has in its place.
_GDSCRIPT = (
    (re.compile(r"^\s*(static\s+)?func\b"), "a function is written 'def name(self):'"),
    (re.compile(r"^\s*(@\w+\s+)?var\s+\w+"), "a variable needs no 'var': 'speed = 4.0'"),
    (re.compile(r"^\s*const\s+\w+"), "a constant needs no 'const': 'SPEED = 4.0'"),
    (re.compile(r"^\s*signal\s+\w+"), "a signal is written 'hit = signal(\"damage\")'"),
    (re.compile(r"^\s*extends\s+\w+"), "the base stands in brackets: 'class Player(Node):'"),
    (re.compile(r"^\s*class_name\s+\w+"), "write '@exposed(global_name=\"Player\")' at the class"),
    (re.compile(r"^\s*enum\s*\w*\s*\{"), "an enum is a class that derives from enum.IntEnum"),
    (re.compile(r"^\s*@onready\b"), "set it in _ready(): 'self.name = self.get_node(...)'"),
    (re.compile(r"^\s*else\s+if\b"), "write 'elif'"),
    (re.compile(r"(^|[\s(=,])[$%][\"'\w]"), 'a node is found by self.get_node("Name")'),
    (re.compile(r"&&"), "write 'and'"),
    (re.compile(r"\|\|"), "write 'or'"),
    (re.compile(r"(^|[\s(=])!\s*[\w(]"), "write 'not'"),
    (re.compile(r"(^|[\s(=,\[]):=|\w\s*:=\s*\S"), "write '=' in an assignment"),
    (re.compile(r"^\s*(//|/\*)"), "a comment starts with '#'"),
)


def _syntax_error(error: SyntaxError, source: str) -> Finding:
    line, column = error.lineno or 1, error.offset or 1
    message = _sentence(error.msg or "this is no Python")
    lines = source.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    if isinstance(error, TabError) or "inconsistent use of tabs" in message:
        message = "Tabs and spaces are mixed in the indentation: use one of them in the whole file"
    elif "null bytes" in message:
        message = "There is a NUL character in the file: remove it"
        line = source.count("\n", 0, max(source.find("\0"), 0)) + 1
        text = lines[line - 1]
        column = max(text.find("\0"), 0) + 1
    else:
        for pattern, advice in _GDSCRIPT:
            if pattern.search(text):
                message += f". In Python {advice}"
                break
    return Finding(max(line, 1), max(column, 1), "SYNTAX", message)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
