"""Room A: what the editor does to the text of a script. Pure Python; may import: outline.

Source: ``ScriptLanguageExtension._make_function``, ``_find_function``, ``_auto_indent_code`` and
the lists of words and delimiters.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import keyword
import re
import tokenize
from collections.abc import Iterable
from typing import NamedTuple

from godot.scripting.editor.outline import ClassOutline, Outline, read

__all__ = [
    "COMMENT_DELIMITERS",
    "DOC_COMMENT_DELIMITERS",
    "STRING_DELIMITERS",
    "Settled",
    "auto_indent",
    "find_function",
    "indentation",
    "is_control_flow",
    "make_function",
    "reserved_words",
    "settle_function",
    "settle_ignores",
]

COMMENT_DELIMITERS = ("#",)
DOC_COMMENT_DELIMITERS = ("##", "#:")
# A pair is separated by a space, as the engine wants it.
STRING_DELIMITERS = ('""" """', "''' '''", '" "', "' '")

# All other words of Python's decide what runs next.
_OTHER_WORDS = frozenset({"False", "None", "True", "and", "as", "class", "def", "del", "from"})
_OTHER_WORDS |= {"global", "import", "in", "is", "lambda", "nonlocal", "not", "or"}
_BODY = "pass  # What shall happen here?"


def reserved_words() -> list[str]:
    """Words that the editor colours: Python's own, and ``self``."""
    return [*keyword.kwlist, "match", "case", "self"]


def is_control_flow(word: str) -> bool:
    """Whether a word decides what runs next."""
    return word in {*keyword.kwlist, "match", "case"} - _OTHER_WORDS


# ---- functions -----------------------------------------------------------------------------------


def find_function(name: str, code: str) -> int:
    """The line below that of ``def name``, counted from 0: there the editor puts its cursor.

    -1 when the script has no such function; a script that is broken elsewhere still has its own.
    """
    try:
        outline = read(code)
    except SyntaxError:
        found = re.search(
            rf"^[ \t]*(?:async[ \t]+)?def[ \t]+{re.escape(name)}\b", code, re.MULTILINE
        )
        return -1 if found is None else code.count("\n", 0, found.start()) + 1
    script = outline.script
    if script is not None:
        member = script.members.get(name)
        return member.line if member is not None and member.kind == "method" else -1
    for statement in outline.tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and statement.name == name:
            return statement.lineno
    return -1


def indentation(code: str, otherwise: str) -> str:
    """One step of the indentation that a script uses; ``otherwise`` if it has none yet."""
    with contextlib.suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.INDENT:
                return token.string
    return otherwise


def make_function(name: str, arguments: Iterable[str], indent: str, code: str = "") -> str:
    """A method as the editor appends it to the script, for a signal that was connected.

    ``arguments`` are names with types as the engine writes them: ``"body:Node2D"``. A type that
    the script has not imported stands in quotes; see :func:`settle_function`.
    """
    try:
        known = set(read(code).names) | set(dir(builtins))
    except SyntaxError:
        known = set(dir(builtins))
    parameters = ["self"]
    for index, argument in enumerate(arguments):
        given, _, type_name = argument.partition(":")
        parameter = re.sub(r"\W", "_", given.strip()) or f"argument{index}"
        if not parameter.isidentifier() or keyword.iskeyword(parameter) or parameter == "self":
            parameter += "_" if parameter.isidentifier() else ""
            parameter = parameter if parameter.isidentifier() else f"_{parameter}"
        annotation = _annotation(type_name.strip())
        if annotation:
            written = annotation if annotation in known else f'"{annotation}"'
            parameter += f": {written}"
        parameters.append(parameter)
    return f"{indent}def {name}({', '.join(parameters)}) -> None:\n{indent * 2}{_BODY}\n"


_PYTHON_TYPES = {"bool": "bool", "int": "int", "float": "float", "String": "str"}


def _annotation(type_name: str) -> str:
    """A type of the engine as Python writes it; empty for any value."""
    plain = type_name.partition("[")[0]
    if plain in _PYTHON_TYPES:
        return _PYTHON_TYPES[plain]
    if plain in {"", "var", "Variant", "Nil", "null"} or not plain.replace(".", "_").isidentifier():
        return ""
    return "int" if "." in plain else plain  # an enum of a class


class Settled(NamedTuple):
    """A script's text, and where the cursor belongs: line and column from 0."""

    code: str
    line: int
    column: int


def settle_function(code: str, name: str) -> Settled | None:
    """Moves a method that the editor has appended to the file's end into the script's class.

    One blank line above it; types that it needs join the import from ``godot``. None when
    there is nothing to settle: the text cannot be read, or is not as the editor leaves it.
    """
    lines = code.split("\n")
    start = next(
        (
            number
            for number in range(len(lines) - 1, -1, -1)
            if re.match(rf"[ \t]+def {re.escape(name)}\(self", lines[number])
        ),
        -1,
    )
    if start < 0 or start + 1 >= len(lines) or _BODY not in lines[start + 1]:
        return None
    method = lines[start : start + 2]
    try:
        outline = read("\n".join([*lines[:start], *lines[start + 2 :]]))
    except SyntaxError:
        return None
    script = outline.script
    if script is None:
        return None
    rest = [*lines[:start], *lines[start + 2 :]]
    while rest and not rest[-1].strip():
        rest.pop()
    step = _indent_of(method[0])
    end = _end_of_class(script, rest)
    first = script.node.body[0]
    if first.lineno == script.line:  # "class Player(Node): pass"
        line = rest[first.lineno - 1].encode()
        body = step + line[first.col_offset :].decode()
        rest[first.lineno - 1 : first.lineno] = [line[: first.col_offset].decode().rstrip(), body]
        end += 1
        body_indent = step
    else:
        body_indent = _indent_of(rest[first.lineno - 1])
    types = re.findall(r': "(\w+)"', method[0])
    imported = _join_import(outline, rest, types)
    head = method[0]
    if imported:
        head = re.sub(r': "(\w+)"', r": \1", head)
    placed = [body_indent + head.lstrip(), body_indent + step + method[1].lstrip()]
    after = rest[end:]
    result = [*rest[:end], "", *placed, *after, ""]
    return Settled("\n".join(result), end + 2, len(body_indent + step))


def _end_of_class(script: ClassOutline, lines: list[str]) -> int:
    """The number of lines up to the class's last one, its comments among them."""
    end = script.end_line
    while end < len(lines) and lines[end].strip() and lines[end][:1] in " \t":
        end += 1
    return end


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _join_import(outline: Outline, lines: list[str], types: list[str]) -> bool:
    """Adds ``types`` to a one-line import from ``godot``; whether they are all known now."""
    missing = [name for name in types if name not in outline.names]
    if not missing or "godot" in outline.stars:
        return True
    for statement in outline.tree.body:
        if (
            isinstance(statement, ast.ImportFrom)
            and statement.module == "godot"
            and statement.lineno == statement.end_lineno
            and all(alias.asname is None for alias in statement.names)
        ):
            line = lines[statement.lineno - 1]
            tail = line.encode()[statement.end_col_offset or 0 :].decode()
            names = {alias.name for alias in statement.names} | set(missing)
            ordered = sorted(
                names, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
            )
            lines[statement.lineno - 1] = f"from godot import {', '.join(ordered)}{tail}"
            return True
    return False


# ---- warnings ------------------------------------------------------------------------------------

_IGNORED = re.compile(r"^[ \t]*@warning_ignore\(([\w\s\"',]+)\)[ \t]*$")
_NOQA = re.compile(r"#\s*noqa:\s*[\w, ]*\w")


def settle_ignores(code: str) -> str:
    """Says ``# noqa`` where the editor has put GDScript's ``@warning_ignore(...)`` above a line.

    That is what its panel of warnings inserts, whatever the language.
    """
    lines = code.split("\n")
    number = 0
    while number + 1 < len(lines):
        found = _IGNORED.match(lines[number])
        if found is None:
            number += 1
            continue
        codes = ", ".join(re.findall(r"\w+", found.group(1))).upper()
        line = lines.pop(number + 1)
        said = _NOQA.search(line)
        if said:
            lines[number] = f"{line[: said.end()]}, {codes}{line[said.end() :]}"
        else:
            lines[number] = f"{line.rstrip()}  # noqa: {codes}"
    return "\n".join(lines)


# ---- indentation ---------------------------------------------------------------------------------


def auto_indent(code: str, first: int, last: int, step: str) -> str:
    """Gives the lines ``first`` to ``last`` (from 0) the indentation ``step`` for each level.

    The levels stay as they are; lines within brackets keep what they stand deeper, and those
    within a text are left alone. What Python cannot read comes back as it is.
    """
    lines = code.split("\n")
    levels = _levels(code)
    for number, (level, base) in levels.items():
        if not first <= number <= last or number >= len(lines):
            continue
        line = lines[number]
        deeper = line[: len(line) - len(line.lstrip())][base:]
        lines[number] = step * level + deeper + line.lstrip() if line.strip() else ""
    return "\n".join(lines)


def _levels(code: str) -> dict[int, tuple[int, int]]:
    """For each line its level, and how many characters of its indentation say so."""
    found: dict[int, tuple[int, int]] = {}
    level, base, starts, held = 0, 0, True, set[int]()
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            number = token.start[0] - 1
            if token.type == tokenize.INDENT:
                level += 1
            elif token.type == tokenize.DEDENT:
                level -= 1
            elif token.type == tokenize.NEWLINE:
                starts = True
            elif token.type not in {tokenize.NL, tokenize.COMMENT, tokenize.ENDMARKER}:
                if starts:
                    base, starts = token.start[1], False
                found.setdefault(number, (level, base))
                if token.end[0] > token.start[0]:
                    held.update(range(number + 1, token.end[0]))
            elif token.type == tokenize.COMMENT and starts:
                found.setdefault(number, (-1, token.start[1]))
    except (tokenize.TokenError, SyntaxError):
        return {}
    return {number: place for number, place in _with_comments(found).items() if number not in held}


def _with_comments(found: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """A comment that stands alone has the level of the code that follows it."""
    result: dict[int, tuple[int, int]] = {}
    following = (0, 0)
    for number in sorted(found, reverse=True):
        level, base = found[number]
        if level < 0:
            result[number] = (following[0], base)
        else:
            following = found[number]
            result[number] = following
    return result
