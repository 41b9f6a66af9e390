"""What is read of a script without running it."""

from __future__ import annotations

import pytest

from godot.scripting.editor.outline import read

SCRIPT = '''\
import godot
import enemies.orc
from godot import Node, constant, export, exposed, signal
from helpers import useful as handy


@exposed(tool=True, icon="res://icon.svg", global_name="Player")
class Player(godot.Node2D, handy.Mixin):
    """A player.

    With more.
    """

    #: How it ended,
    #: in a word.
    died = signal("reason")
    health: int = export(100)
    """How well it is."""
    speed = export(4.0)  ## In metres.
    name_ = export("", doc="What it is called.")
    LIMIT = constant(7)
    a = b = 3

    # No note of the next one.

    plain = 1

    @property
    def age(self):
        """Its age."""

    @age.setter
    def age(self, value):
        pass

    @export(int)
    def coins(self):
        return 1

    async def wait(self):
        """Waits."""
'''


def test_class() -> None:
    """Options, bases, docstring and place."""
    cls = read(SCRIPT).script
    assert cls is not None
    assert cls.options == {"tool": True, "icon": "res://icon.svg", "global_name": "Player"}
    assert cls.bases == ("godot.Node2D", "handy.Mixin")
    assert cls.doc == "A player.\n\nWith more."
    assert (cls.line, cls.end_line) == (8, SCRIPT.count("\n"))


def test_members() -> None:
    """Kind, line and text of each."""
    cls = read(SCRIPT).script
    assert cls is not None
    assert {
        name: (member.kind, member.line, member.doc) for name, member in cls.members.items()
    } == {
        "died": ("signal", 16, "How it ended,\nin a word."),
        "health": ("export", 17, "How well it is."),
        "speed": ("export", 19, "In metres."),
        "name_": ("export", 20, "What it is called."),
        "LIMIT": ("constant", 21, ""),
        "a": ("attribute", 22, ""),
        "b": ("attribute", 22, ""),
        "plain": ("attribute", 26, ""),
        "age": ("property", 29, "Its age."),
        "coins": ("property", 37, ""),
        "wait": ("method", 40, "Waits."),
    }


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("Node", ("godot", "Node")),
        ("godot.Node", ("godot", "Node")),
        ("godot.Node.Mode", ("godot.Node", "Mode")),
        ("enemies.orc.Orc", ("enemies.orc", "Orc")),
        ("handy", ("helpers", "useful")),
        ("handy.Mixin", ("helpers", "useful.Mixin")),
        ("Player", ("", "Player")),
        ("unknown", ("", "unknown")),
    ],
)
def test_origin(name: str, origin: tuple[str, str]) -> None:
    """Where a name comes from, however it was imported."""
    assert read(SCRIPT).origin(name) == origin


def test_star() -> None:
    """After ``from godot import *`` what the script does not define is the engine's."""
    outline = read("from godot import *\nNode2D = 1\n")
    assert outline.origin("Node") == ("godot", "Node")
    assert outline.origin("Node2D") == ("", "Node2D")


def test_imports_below_conditions() -> None:
    """A name that is imported in one of two ways is known."""
    outline = read("try:\n    import a\nexcept ImportError:\n    a = None\nif 1:\n    import b\n")
    assert {"a", "b"} <= outline.names


def test_lines_of_other_kinds() -> None:
    """A form feed ends no line of Python's, nor do letters of several bytes move a note."""
    source = "from godot import *\n@exposed\nclass A(Node):\n    \f\n    é = export('é')  #: Ü\n"
    cls = read(source).script
    assert cls is not None
    assert (cls.members["é"].line, cls.members["é"].doc) == (5, "Ü")
