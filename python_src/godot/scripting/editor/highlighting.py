"""Room A: which parts of a line of Python the editor colours. Pure Python; may import: editing.

The engine's own highlighter knows words, strings and comments. This one also knows prefixes of
strings, decorators, definitions, members, and the names that ``godot`` has.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable
from typing import NamedTuple

from godot.scripting.editor.editing import is_control_flow

__all__ = ["KindOfClass", "Parts", "highlight"]


class Parts(NamedTuple):
    """What a line consists of: where each part begins (columns from 0), and its kind.

    Kinds are ``text keyword control string comment note number symbol function definition
    decorator type engine user member``. ``open_string`` is the quotes of a string that goes on
    in the next line.
    """

    parts: list[tuple[int, str]]
    open_string: str


KindOfClass = Callable[[str], str]
"""Says which kind of class a name is: ``engine``, ``type`` (of a value), ``user`` or empty."""

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>\#.*)
  | (?P<string>(?i:[rbuf]|rb|br|rf|fr)?(?P<quotes>\"{3}|'{3}|\"|'))
  | (?P<number>(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+
                |(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?[\d_]+)?)[jJ]?)
  | (?P<name>[^\W\d]\w*)
  | (?P<symbol>.)
    """,
    re.VERBOSE,
)
_SOFT = re.compile(r"\s*(?:match|case|type)\b(?=[^=:.,)\]]*[^\s=:.,)\]].*)")
_TYPES = frozenset(
    name for name, value in vars(builtins).items() if isinstance(value, type) and name[0] != "_"
)
_STARTS_VALUE = re.compile(r"\s*=(?!=)")
_STARTS_CALL = re.compile(r"\s*\(")


def highlight(line: str, open_string: str, kind_of_class: KindOfClass) -> Parts:
    """The parts of one line. ``open_string`` is what the line before said."""
    parts: list[tuple[int, str]] = []

    def add(column: int, kind: str) -> None:
        if not parts or parts[-1][1] != kind:
            parts.append((column, kind))

    place = 0
    if open_string:
        add(0, "string")
        place, open_string = _end_of_string(line, 0, open_string)
    before = ""
    while place < len(line):
        found = _TOKEN.match(line, place)
        if found is None:  # cannot be: a symbol is any character
            break
        kind, end = str(found.lastgroup), found.end()
        if kind == "quotes":  # the inner group is closed before its own
            kind = "string"
        if kind == "space":
            place = end
            continue
        if kind == "string":
            add(place, "string")
            place, open_string = _end_of_string(line, end, found["quotes"])
            before = "string"
            continue
        if kind == "comment":
            add(place, "note" if found[0].startswith(("##", "#:")) else "comment")
        elif kind == "name":
            add(place, _kind_of_name(line, place, found[0], before, kind_of_class))
        elif kind == "symbol" and found[0] == "@" and not line[:place].strip():
            add(place, "decorator")
            decorator = re.compile(r"\s*[\w.]*").match(line, end)
            end = decorator.end() if decorator else end
        else:
            add(place, kind)
        before, place = found[0], end
    return Parts(parts, open_string)


def _end_of_string(line: str, place: int, quotes: str) -> tuple[int, str]:
    """Where a string ends, and its quotes if it goes on in the next line."""
    while place < len(line):
        if line[place] == "\\":
            place += 2
        elif line.startswith(quotes, place):
            return place + len(quotes), ""
        else:
            place += 1
    goes_on = len(quotes) == 3 or place > len(line)  # a backslash at the end of the line
    return len(line), quotes if goes_on else ""


def _kind_of_name(line: str, place: int, name: str, before: str, kind_of_class: KindOfClass) -> str:
    after = line[place + len(name) :]
    if before == ".":
        return "function" if _STARTS_CALL.match(after) else "member"
    if before in {"(", ","} and _STARTS_VALUE.match(after):  # an argument's name
        return "text"
    if before == "def":
        return "definition"
    if before == "class":
        return "user"
    if keyword.iskeyword(name):
        return "control" if is_control_flow(name) else "keyword"
    if name in {"self", "cls", "super"}:
        return "keyword"
    if name in keyword.softkwlist and not line[:place].strip() and _SOFT.match(line):
        return "control"
    if name in _TYPES:
        return "type"
    return kind_of_class(name) or ("function" if _STARTS_CALL.match(after) else "text")
