"""Which parts of a line of Python are coloured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot.scripting.editor.highlighting import highlight

CLASSES = {"Node": "engine", "Vector2": "type", "Player": "user"}


def shown(line: str, open_string: str = "") -> list[tuple[str, str]]:
    """The parts of a line as pairs of text and kind."""
    parts = highlight(line, open_string, lambda name: CLASSES.get(name, "")).parts
    ends = [column for column, _ in parts[1:]] + [len(line)]
    return [(line[start:end].strip(), kind) for (start, kind), end in zip(parts, ends, strict=True)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("@exposed(tool=True)", "@exposed:decorator (:symbol tool:text =:symbol True:keyword"),
        ("    @age.setter", "@age.setter:decorator"),
        ("x = a @ b", "x:text =:symbol a:text @:symbol b:text"),
        ("class Hero(Player):", "class:keyword Hero:user (:symbol Player:user"),
        ("async def go(self):", "async:control def:keyword go:definition (:symbol self:keyword"),
        ("n = Node.new(Vector2)", "n:text =:symbol Node:engine .:symbol new:function (:symbol"),
        ("self.health += 1.5e3", "self:keyword .:symbol health:member +=:symbol 1.5e3:number"),
        ("x = 0xFF_a0 + .5", "x:text =:symbol 0xFF_a0:number +:symbol .5:number"),
        ("f(range=int)", "f:function (:symbol range:text =:symbol int:type"),
        ("print(int)", "print:function (:symbol int:type ):symbol"),
        ("match x:", "match:control x:text"),
        ("match = 1", "match:text =:symbol 1:number"),
        ("x = 1  ## note", "x:text =:symbol 1:number ##:note"),
        ("x = 1  # rest 'of' it", "x:text =:symbol 1:number #:comment"),
        ("größe = 1", "größe:text =:symbol 1:number"),
    ],
)
def test_line(line: str, expected: str) -> None:
    """Each part has its kind; only the first words of each are compared."""
    parts = [f"{text.split(' ')[0]}:{kind}" for text, kind in shown(line)]
    assert parts[: len(expected.split())] == expected.split()


@pytest.mark.parametrize(
    ("line", "before", "after", "kinds"),
    [
        ('x = """start', "", '"""', ["text", "symbol", "string"]),
        ("middle def", '"""', '"""', ["string"]),
        ('end""" + 1', '"""', "", ["string", "symbol", "number"]),
        ("it's 'not' \"here\"", "'''", "'''", ["string"]),
        (r"x = 'a\'b' + rb'\\'", "", "", ["text", "symbol", "string", "symbol", "string"]),
        ("f'{x}' # c", "", "", ["string", "comment"]),
        ("'open", "", "", ["string"]),
        ("'goes on\\", "", "'", ["string"]),
        ("'' ''", "", "", ["string"]),
        ("''''''1", "", "", ["string", "number"]),
        ("buffer'x'", "", "", ["text", "string"]),
    ],
)
def test_strings(line: str, before: str, after: str, kinds: list[str]) -> None:
    """Quotes of one and of three, escapes, prefixes, and what goes on in the next line."""
    found = highlight(line, before, lambda name: "")
    assert [kind for _, kind in found.parts] == kinds
    assert found.open_string == after


@given(st.text(), st.sampled_from(["", '"""', "'''", "'"]))
def test_any_line(line: str, before: str) -> None:
    """Columns rise and lie in the line, whatever is in it."""
    columns = [column for column, _ in highlight(line, before, lambda name: "").parts]
    assert columns == sorted(set(columns))
    assert all(0 <= column < len(line) or line == "" for column in columns)
