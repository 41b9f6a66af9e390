"""Global classes are found without running any script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from godot.scripting.editor.global_classes import GlobalClass, global_class

PLAYER = """
from godot import CharacterBody2D, exposed
raise SystemExit("a script must not run for this")

@exposed(global_name="Player", icon="res://icons/player.svg", tool=True)
class Whatever(CharacterBody2D):
    pass
"""


def test_global_class(project: Callable[..., Any]) -> None:
    """Name, base, icon and tool as the decorator says them."""
    files = project(**{"player.py": PLAYER})
    assert global_class("res://player.py", files) == GlobalClass(
        "Player", "CharacterBody2D", "res://icons/player.svg", True
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "def helper(): pass",
        "from godot import *\n@exposed\nclass Player(Node): pass",
        "from godot import *\nclass Player(Node): pass",
        "from godot import *\n@exposed(native=True, global_name='A')\nclass A(Node): pass",
        "from godot import *\n@exposed(global_name='no name')\nclass Player(Node): pass",
        "from godot import *\n@exposed(global_name=name())\nclass Player(Node): pass",
        "from godot import *\n@exposed(global_name='Player')\nclass Player(Node: pass",
        "from other import exposed\n@exposed(global_name='Player')\nclass Player: pass",
    ],
)
def test_no_global_class(text: str, project: Callable[..., Any]) -> None:
    """Scripts without a name of their own, helpers, and what cannot be read."""
    assert global_class("res://player.py", project(**{"player.py": text})) is None
    assert global_class("res://gone.py", project()) is None


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("from characters.hero import Hero", "Character"),
        ("from characters.nameless import Hero", "Node2D"),
        ("from characters import Hero", "Character"),
        ("from godot import Node3D as Hero", "Node3D"),
        ("class Mixin: pass\nfrom godot import Area2D\nclass Hero(Mixin, Area2D): pass", "Area2D"),
        ("from gone import Hero", "Object"),
        ("from loop import Hero", "Object"),
    ],
)
def test_bases(base: str, expected: str, project: Callable[..., Any]) -> None:
    """A base with a global name is that; of others the engine's class is told."""
    files = project(
        **{
            "characters/hero.py": "from godot import *\n"
            "@exposed(global_name='Character')\nclass Hero(Node2D): pass",
            "characters/nameless.py": "from godot import *\n@exposed\nclass Hero(Node2D): pass",
            "characters/__init__.py": "from characters.hero import Hero",
            "loop.py": "from loop import Hero",
            "player.py": f"from godot import exposed\n{base}\n"
            "@exposed(global_name='Player')\nclass Player(Hero): pass",
        }
    )
    found = global_class("res://player.py", files)
    assert found is not None
    assert found.base_type == expected


def test_icon_beside_the_script(project: Callable[..., Any]) -> None:
    """A relative icon stands beside the script."""
    text = PLAYER.replace("res://icons/player.svg", "player.svg")
    found = global_class("res://people/player.py", project(**{"people/player.py": text}))
    assert found is not None
    assert found.icon_path == "res://people/player.svg"


def test_bases_in_a_circle(project: Callable[..., Any]) -> None:
    """Two scripts that derive from each other have an end."""
    text = "from godot import exposed\nfrom {1} import B\n@exposed{2}\nclass {0}(B): pass"
    files = project(
        **{
            "a.py": text.format("A", "b", "(global_name='A')"),
            "b.py": text.format("B", "a", "").replace("import B", "import A").replace("(B)", "(A)"),
        }
    )
    found = global_class("res://a.py", files)
    assert found is not None
    assert found.base_type == "Object"
