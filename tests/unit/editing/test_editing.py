"""What the editor does to the text of a script."""

from __future__ import annotations

import ast
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot.scripting.editor.editing import (
    Settled,
    auto_indent,
    find_function,
    indentation,
    is_control_flow,
    make_function,
    reserved_words,
    settle_function,
    settle_ignores,
)

SCRIPT = """\
from godot import Node, exposed


def helper():
    pass


@exposed
class Player(Node):
    def _ready(self):
        pass

    @property
    def age(self):
        return 1


def last():
    pass
"""


def test_find_function() -> None:
    """The cursor goes below the ``def`` of a method; only those of the class count."""
    assert find_function("_ready", SCRIPT) == 10
    assert SCRIPT.split("\n")[10].strip() == "pass"
    for name in ("helper", "age", "gone", "_read"):
        assert find_function(name, SCRIPT) == -1


def test_find_function_in_a_broken_script() -> None:
    """While something else is being typed, a function is still found."""
    assert find_function("_ready", SCRIPT + "x = (") == 10
    assert find_function("_read", SCRIPT + "x = (") == -1
    assert find_function("last", "def last():\n\tpass\n") == 1


@pytest.mark.parametrize(
    ("code", "step"),
    [
        ("", "\t"),
        ("x = 1\n", "\t"),
        ("if x:\n  y\n", "  "),
        ("class A:\n\n    # note\n    def f(self):\n\t    pass\n", "    "),
        ('"""\nif x:\n\ty\n"""\nif x:\n    y\n', "    "),
        ("x = [\n  1,\n]\nif x:\n   y\nx = (", "   "),
    ],
)
def test_indentation(code: str, step: str) -> None:
    """That of the first block; texts and brackets say nothing."""
    assert indentation(code, "\t") == step


def test_make_function() -> None:
    """Names and types of the signal's arguments, as Python writes them."""
    arguments = ["body:Node2D", "count:int", "name:String", "any:Variant", "mode:Node.ProcessMode"]
    code = "from godot import *\nfrom godot import Node2D\n"
    assert make_function("_on_hit", arguments, "    ", code) == (
        "    def _on_hit(self, body: Node2D, count: int, name: str, any, mode: int) -> None:\n"
        "        pass  # What shall happen here?\n"
    )


@pytest.mark.parametrize(
    ("argument", "parameter"),
    [
        ("body:Node2D", 'body: "Node2D"'),
        ("nodes:Array[Node]", 'nodes: "Array"'),
        ("data:PackedByteArray", 'data: "PackedByteArray"'),
        ("plain", "plain"),
        ("class:int", "class_: int"),
        ("self:int", "self_: int"),
        ("two words:float", "two_words: float"),
        ("1st:bool", "_1st: bool"),
        (":int", "argument0: int"),
        ("odd:<x>", "odd"),
    ],
)
def test_arguments(argument: str, parameter: str) -> None:
    """A type that is not imported stands in quotes; any name becomes one that Python takes."""
    made = make_function("f", [argument], "\t")
    assert f"(self, {parameter}) -> None:" in made
    ast.parse(textwrap.dedent(made))


@given(st.lists(st.text(st.characters(codec="ascii")), max_size=3))
def test_any_arguments(arguments: list[str]) -> None:
    """Whatever a signal's arguments are called, the function can be read."""
    try:
        ast.parse(textwrap.dedent(make_function("f", arguments, "\t")))
    except SyntaxError as error:
        assert "duplicate argument" in str(error)


def appended(code: str, name: str, *arguments: str) -> str:
    """The text as the editor leaves it: the function at the end of the file."""
    return code + "\n\n" + make_function(name, arguments, indentation(code, "\t"), code)


def test_settle() -> None:
    """The method moves into the class, its type joins the import, the cursor stands in it."""
    settled = settle_function(appended(SCRIPT, "_on_hit", "body:Node2D", "n:int"), "_on_hit")
    wanted = SCRIPT.replace("Node, exposed", "Node, Node2D, exposed").replace(
        "        return 1\n",
        "        return 1\n\n    def _on_hit(self, body: Node2D, n: int) -> None:\n"
        "        pass  # What shall happen here?\n",
    )
    assert settled == Settled(wanted, 17, 8)
    assert settled.code.split("\n")[17].startswith("        pass")


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("class A(godot.Node):\n    x = 1", "    x = 1\n\n    def f(self) -> None:\n"),
        ("class A(godot.Node):\n    x = 1\n\n\n\n", "    x = 1\n\n    def f(self) -> None:\n"),
        ("class A(godot.Node):\n\tx = 1\n\t# end\n", "\t# end\n\n\tdef f(self) -> None:\n\t\tpass"),
        ("class A(godot.Node): pass\n", "\n\tpass\n\n\tdef f(self) -> None:\n"),
    ],
)
def test_settle_at_the_end(code: str, ending: str) -> None:
    """One blank line above the method, and the class's own indentation."""
    code = f"import godot\n@godot.exposed\n{code}"
    settled = settle_function(appended(code, "f"), "f")
    assert settled is not None
    assert ending in settled.code
    ast.parse(settled.code)


def test_settle_leaves_alone() -> None:
    """What the editor has not appended, and what cannot be read, stays as it is."""
    assert settle_function(SCRIPT, "_ready") is None
    assert settle_function(appended("x = (", "f"), "f") is None
    assert settle_function(appended("x = 1\n", "f"), "f") is None


def test_types_in_quotes_stay_without_an_import() -> None:
    """Where the engine is imported otherwise, the type stays in quotes."""
    code = "import godot\n@godot.exposed\nclass A(godot.Node):\n    x = 1\n"
    settled = settle_function(appended(code, "f", "body:Node2D"), "f")
    assert settled is not None
    assert 'def f(self, body: "Node2D")' in settled.code


def test_ignored_warnings() -> None:
    """What the panel of warnings inserts becomes a comment that Python can live with."""
    code = 'a\n    @warning_ignore("one", "two")\n    b = 1  # note\nc\n'
    assert settle_ignores(code) == "a\n    b = 1  # note  # noqa: ONE, TWO\nc\n"
    again = settle_ignores(code).replace("    b", '@warning_ignore("three")\n    b')
    assert "# noqa: ONE, TWO, THREE\n" in settle_ignores(again)
    for other in ("@warning_ignore(f())\nx", "x = 1\n", '@warning_ignore("one")'):
        assert settle_ignores(other) == other


def test_auto_indent() -> None:
    """Levels stay, their width becomes the editor's; texts and brackets keep their own."""
    code = (
        "if 1:\n  if 2:\n     x = [\n       1,\n     ]\n     y = '''\n  a\n'''\n"
        "  # note\n  z = 1\n\nw = 1\n"
    )
    assert auto_indent(code, 0, 99, "\t") == (
        "if 1:\n\tif 2:\n\t\tx = [\n\t\t  1,\n\t\t]\n\t\ty = '''\n  a\n'''\n"
        "\t# note\n\tz = 1\n\nw = 1\n"
    )


def test_auto_indent_of_some_lines() -> None:
    """Only the chosen lines change; what cannot be read comes back."""
    assert auto_indent("if 1:\n  x\nif 2:\n  y\n", 3, 3, "    ") == "if 1:\n  x\nif 2:\n    y\n"
    for broken in ("if 1:\n  x\n y\n", "x = (\n", "'''\n"):
        assert auto_indent(broken, 0, 99, "\t") == broken


@given(st.sampled_from([SCRIPT, ast.unparse(ast.parse(SCRIPT))]), st.sampled_from(["\t", "  "]))
def test_auto_indent_changes_no_meaning(code: str, step: str) -> None:
    """The script says the same afterwards."""
    assert ast.dump(ast.parse(auto_indent(code, 0, 99, step))) == ast.dump(ast.parse(code))


def test_words() -> None:
    """Python's words, and which of them decide what runs next."""
    words = reserved_words()
    assert {"def", "None", "self", "match", "await"} <= set(words)
    assert all(map(is_control_flow, ("if", "for", "await", "return", "match", "raise")))
    assert not any(map(is_control_flow, ("def", "self", "None", "in", "lambda", "class")))
