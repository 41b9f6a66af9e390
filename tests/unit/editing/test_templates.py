"""New scripts: names, templates, and that what is made is sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot.api import engine_api
from godot.scripting.editor.outline import read
from godot.scripting.editor.project import EngineProject, godot_names
from godot.scripting.editor.templates import built_in, class_name, fill, path_problem
from godot.scripting.editor.validation import validate

CLASSES = [
    "Object", "Node", "CharacterBody2D", "CharacterBody3D", "EditorPlugin", "EditorScript",
    "RichTextEffect",
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("my_player", "MyPlayer"),
        ("res://a/my-big player.py", "MyBigPlayer"),
        ("Player", "Player"),
        ("HTTPRequest2", "HTTPRequest2"),
        ("2d", "Script2d"),
        ("none", "NoneScript"),
        ("___", "NewScript"),
        ("größe", "Größe"),
    ],
)
def test_class_name(file: str, name: str) -> None:
    """The class is named after its file."""
    assert class_name(file) == name


@given(st.text())
def test_any_file_name(file: str) -> None:
    """Whatever a file is called, its class has a valid name."""
    assert class_name(file).isidentifier()


def no_scripts(script: str) -> None:
    """The project has none."""


class Engine(EngineProject):
    """The engine's names without a running engine."""

    def is_engine_class(self, name: str) -> bool:
        """By the engine's description."""
        return name in engine_api()


@pytest.mark.parametrize("indent", ["\t", "    "])
@pytest.mark.parametrize("base", CLASSES)
def test_built_in(base: str, indent: str) -> None:
    """Each template gives a script without an error or a warning."""
    found = built_in(base)
    assert found
    for template in found:
        assert template.inherit == base
        code = fill(template.content, "my_thing", base, indent, godot_names(), no_scripts)
        report = validate(code, "res://my_thing.py", Engine())
        assert (report.errors, report.warnings) == ((), ()), code
        script = read(code).script
        assert script is not None
        assert (script.name, script.bases) == ("MyThing", (base,))
        assert f"\n{indent}" in code
        assert not any(part in code for part in ("_TS_", "_BASE_", "_CLASS_", "_IMPORTS_"))


def test_fill() -> None:
    """The whole of a small script."""
    assert fill("", "res://my_node.py", "Sprite2D", "    ", godot_names(), no_scripts) == (
        "from godot import Sprite2D, exposed\n\n\n@exposed\nclass MyNode(Sprite2D):\n    pass\n"
    )


def test_script_as_base() -> None:
    """A base that is a script, by its path or its global name, is imported from its module."""
    scripts = {"Enemy": ("enemies.any", "AnyEnemy"), "res://b.py": ("b", "Beast")}
    by_path = fill("", "ork.py", '"res://b.py"', "\t", godot_names(), scripts.get)
    assert by_path.startswith("from godot import exposed\n\nfrom b import Beast\n")
    assert "class Ork(Beast):" in by_path
    by_name = fill("", "ork.py", "Enemy", "\t", godot_names(), scripts.get)
    assert "from enemies.any import AnyEnemy\n" in by_name
    broken = fill("", "ork.py", '"res://enemies/base_enemy.py"', "\t", godot_names(), scripts.get)
    assert "from enemies.base_enemy import BaseEnemy\n" in broken


def test_name_of_the_base() -> None:
    """A script that is called like its base still can derive from it."""
    assert "class NodeScript(Node):" in fill("", "node.py", "Node", "\t", godot_names(), no_scripts)


def test_template_of_a_project() -> None:
    """The placeholders are those of the engine's other languages."""
    text = "from godot import exposed, _BASE_\n"
    text += "@exposed\nclass _CLASS_(_BASE_):\n_TS_x = '_CLASS_SNAKE_CASE_'\n"
    assert fill(text, "big_orc.py", "Node", "  ", godot_names(), no_scripts) == (
        "from godot import exposed, Node\n@exposed\nclass BigOrc(Node):\n  x = 'big_orc'\n"
    )


@pytest.mark.parametrize(
    ("path", "fine"),
    [
        ("res://player.py", True),
        ("res://enemies/orc.py", True),
        ("res://godot.py", False),
        ("res://class.py", False),
        ("res://import/x.py", False),
    ],
)
def test_path(path: str, fine: bool) -> None:
    """A file that no script could import is refused with its reason."""
    assert (path_problem(path) == "") == fine
