"""Room B, `steamworks.contract`: rows as Python's docstrings. May import: the package's rows.

The texts are those of the rows; only their null, true and false are written as in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .rows import REQUIRED, Event, Function, Key, Parameter, Row
from .types import TYPE_ROWS

_WIDTH = 92
_PYTHON = {"null": "None", "true": "True", "false": "False"}
_VALUE = re.compile(r"\b(null|true|false)\b", re.IGNORECASE)
_TYPES = {row.name: row for row in TYPE_ROWS}


def docstring(row: Row) -> str:
    """What `help()` shows of a function, property or event: all that its row says."""
    parts = [[*_wrapped(row.description, "")]]
    if isinstance(row, Function):
        parts.append([*_keys("Args:", row.parameters)])
        parts.append(
            [
                "Returns:",
                f"    {type_words(row.returns)}; {_in_python(repr(row.failure))} when it fails.",
            ]
        )
        parts.append([*_members(row.returns)])
        if row.answer:
            parts.append(
                [f"What it returns can be awaited for the `{row.answer}` that answers it."]
            )
    elif isinstance(row, Event):
        parts.append([*_keys("Keys:", row.keys)])
        for key in row.keys:
            parts.append([*_members(key.type)])
    parts.append(
        ["Example (GDScript)::", "", *(f"    {line}".rstrip() for line in row.example.splitlines())]
    )
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def type_words(word: str, null: str = "None") -> str:
    """A type of the table in words: `array[string]?` is "array of string or None"."""
    if word.endswith("?"):
        return f"{type_words(word[:-1])} or {null}"
    return word.replace("array[", "array of ").rstrip("]")


def members_of(word: str) -> tuple[str, tuple[Key, ...]] | None:
    """The documented dictionary that a type is, or has in its array, and its keys."""
    row = _TYPES.get(word.rstrip("?").removeprefix("array[").rstrip("]"))
    return None if row is None else (row.name, row.keys)


def _members(word: str) -> Iterator[str]:
    found = members_of(word)
    if found is not None:
        yield from _keys(f"{found[0]}:", found[1])


def _keys(heading: str, rows: Iterable[Parameter | Key], indent: str = "") -> Iterator[str]:
    rows = tuple(rows)
    if rows and heading:
        yield heading
    for row in rows:
        optional = isinstance(row, Parameter) and row.default is not REQUIRED
        note = f"{type_words(row.type)}, optional" if optional else type_words(row.type)
        text = f"{row.name} ({note}): {row.description}{words_of(row)}"
        yield from _wrapped(text, f"{indent}    ", f"{indent}        ")
        if isinstance(row, Parameter):
            yield from _keys("", row.keys, f"{indent}    ")


def words_of(row: Parameter | Key) -> str:
    """The sentence that lists the strings which a parameter or key may be; empty without any."""
    if not row.words:
        return ""
    *most, last = (f'"{word}"' for word in row.words)
    return f" It is {', '.join(most)} or {last}."


def _wrapped(text: str, first: str, rest: str | None = None) -> Iterator[str]:
    # Not with textwrap: these are made at start-up, and it takes ten times as long.
    line, empty = first, True
    for word in _in_python(text).split(" "):
        if not empty and len(line) + len(word) >= _WIDTH:
            yield line
            line, empty = first if rest is None else rest, True
        line, empty = (line if empty else f"{line} ") + word, False
    yield line


def _in_python(text: str) -> str:
    return _VALUE.sub(lambda found: _PYTHON[found[0].lower()], text)
