"""In the real editor: what a person meets who writes scripts in Python.

One start of the editor does what a person would (``project/driver.gd``) and tells what came of it;
the tests below look at that. A second one opens a project whose scripts are broken.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from engine_game import Game
from engine_log import MARK, Run

PROJECT = Path(__file__).parent / "project"
# The editor itself keeps the names of the plugins of extensions to its end.
NOISE = "Orphan StringName"


def told(run: Run) -> dict[str, Any]:
    """What the driver told, by its name."""
    lines = [line.removeprefix("[editor] ") for line in run.log.splitlines()]
    marked = [line for line in run.log.splitlines() if line.startswith("[editor] ")]
    assert f"{MARK} done" in lines, run.log[-6000:]
    return dict(json.loads(line.removeprefix("[editor] ")) for line in marked)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The start of the editor with the sound project."""
    game = Game(tmp_path_factory.mktemp("editor") / "project")
    shutil.copytree(PROJECT, game.folder, dirs_exist_ok=True)
    return game.start("--editor", "res://main.tscn", timeout=120)


@pytest.fixture(scope="module")
def seen(run: Run) -> dict[str, Any]:
    """What the driver told of it."""
    return told(run)


def test_no_error(run: Run) -> None:
    """Nothing in the log, no script and no tool was run, and a clean exit."""
    of_the_game = ("said by the game", "a mistake")
    assert [
        error
        for error in run.errors
        if not error.startswith(NOISE) and not any(text in error for text in of_the_game)
    ] == []
    assert "a script runs in the editor" not in run.log
    assert "a tool was run" not in run.log
    assert run.exit_code == 0


def test_global_classes(seen: dict[str, Any]) -> None:
    """Named scripts are known with base and icon, to GDScript's types and to the Create dialog."""
    assert seen["global classes"] == {
        "Player": ["res://player.py", "CharacterBody2D", "res://icons/player.svg", False],
        "Enemy": ["res://enemy.py", "Player", "", False],
    }
    assert seen["typed GDScript"] == 1
    assert seen["create dialog"] == [["CharacterBody2D", True], ["Player", True]]


def test_inspector(seen: dict[str, Any]) -> None:
    """Exports stand below the script's heading, in groups; a scene's values and defaults show."""
    assert seen["properties"] == [
        ["Player", 0, 0, "res://player.py", 128],
        ["Life", 0, 0, "", 64],
        ["health", 2, 1, "0,200", 4102],
        ["Names", 0, 0, "", 256],
        ["nickname", 4, 0, "", 4102],
        ["Place", 0, 0, "", 64],
        ["spawn", 5, 0, "", 4102],
    ]
    assert seen["values"] == [42, "Bob", True]


def test_signal(seen: dict[str, Any]) -> None:
    """A signal has its arguments' names and types."""
    assert seen["signal"] == [["reason", 4, ""], ["by", 24, "CharacterBody2D"]]


def test_text(seen: dict[str, Any]) -> None:
    """The file keeps its own indentation, is coloured, and its methods are listed."""
    assert seen["indentation"] == [True, 4]
    assert seen["coloured"] == [0, 6, 12, 13, 28]
    assert seen["methods"] == ["_ready", "hit", "helper"]


def test_handler(seen: dict[str, Any]) -> None:
    """A handler from the Node dock stands in the class, with its type imported, and the cursor."""
    imports, around, column = seen["handler"]
    assert "CharacterBody2D, Node2D, Vector2" in imports
    assert around[1:5] == [
        "        return True",
        "",
        "    def _on_area_body_entered(self, body: Node2D) -> None:",
        "        pass  # What shall happen here?",
    ]
    assert column == 8
    assert seen["has handler"]


def test_saving(seen: dict[str, Any]) -> None:
    """Once saved, new exports and defaults are in the inspector, and what was set stays."""
    assert seen["saved"] == "    coins: int = export(12)"
    assert seen["after saving"] == [12, "Eve", 42]


def test_change_outside(seen: dict[str, Any]) -> None:
    """What another editor has written is shown, and in force."""
    assert seen["outside"] == [True, 13]


def test_findings(seen: dict[str, Any]) -> None:
    """While typing, an error has its line and column; a warning its place in the panel."""
    assert seen["error"] == ["Error at (18, 9): Invalid syntax"]
    (warning,) = seen["warning"]
    assert "Line 18 (MISSPELT_VIRTUAL):" in warning
    assert seen["ignored"] == [
        "    def _proces(self, delta): pass  # noqa: MISSPELT_VIRTUAL",
        False,
    ]
    assert seen["mended"] == [True, []]


def test_completion(seen: dict[str, Any]) -> None:
    """Members of the engine's class, and the scene's nodes."""
    assert [4, "velocity"] in seen["completion"]
    assert [1, "get_real_velocity()"] in seen["completion"]
    assert '"../Area"' in seen["node paths"]


def test_dropped_node(seen: dict[str, Any]) -> None:
    """A node that is dropped into a script is found as Python finds it; undoing that is heeded."""
    settled, undone = seen["dropped"]
    assert settled == '        self.get_node("Shape")'
    assert "get_node" not in undone


def test_look_up(seen: dict[str, Any]) -> None:
    """A click on an engine class opens its help, one on a name from another script its line."""
    assert "CharacterBody2D" in seen["page"]
    path, line = seen["line"]
    assert path == "res://player.py"
    assert line.startswith("class Player")


def test_new_script(seen: dict[str, Any]) -> None:
    """The dialog offers the templates of the base and its bases, and makes a script that loads."""
    assert seen["templates"] == [
        "Project",
        "CharacterBody2D: Runner",
        "Built-in",
        "CharacterBody2D: Basic Movement",
        "Node: Default",
        "Object: Default",
        "Object: Empty",
    ]
    assert "@exposed\nclass NewThing(CharacterBody2D):\n    " in seen["new script"]
    assert (
        '@exposed(global_name="FastOne")\nclass FastOne(CharacterBody2D):' in seen["of the project"]
    )
    assert "\n        if self.visible:\n            return 1\n" in seen["of the project"]
    assert seen["new base"] == "CharacterBody2D"


def test_help(seen: dict[str, Any]) -> None:
    """The help page has the texts from docstrings and from beside the declarations."""
    for text in (
        "Someone who walks.",
        "died(reason: String, by: CharacterBody2D)\n\tAt the end of health.",
        'hit(damage: int, by: String = "someone")',
        "Takes damage.",
        "How well it is.",
        "[default: Vector2(1, 2)]",
        "Where it starts.",
        "FAST = 7",
    ):
        assert text in seen["help"].replace("\N{NO-BREAK SPACE}", " "), text


def test_debugger(seen: dict[str, Any]) -> None:
    """The debugger's panel says what a running game's errors are, and the places in Python."""
    (said, said_below), (raised, raised_below) = seen["debugger"]
    assert said == "failing.py:11 @ Failing._ready(): said by the game"
    assert "failing.py:11 @ Failing._ready()" in said_below
    assert raised == "fail: ValueError: a mistake"
    assert raised_below[0].startswith("Traceback (most recent call last):")
    assert raised_below[1:] == [
        "failing.py:17 @ fail()",
        "failing.py:17 @ Failing.fail()",
        "failing.py:13 @ Failing._ready()",
    ]


BROKEN = {
    "syntax": (b"# exposed\ndef f(:\n", "Error at (2, 7): Invalid syntax", "SyntaxError"),
    "unused": (b"def f(:\n", "Error at (1, 7): Invalid syntax", ""),
    "importing": (
        b"import nowhere_at_all\nfrom godot import exposed\n",
        "Error at (1, 1): There is no module 'nowhere_at_all'",
        "ModuleNotFoundError",
    ),
    "raising": (
        b"from godot import exposed\nx = 0\n1 / x\n",
        "Error at (3, 1): ZeroDivisionError: division by zero",
        "ZeroDivisionError",
    ),
    "no_base": (
        b"from godot import exposed\n@exposed\nclass A:\n    pass\n",
        "Error at (3, 1): @exposed class 'A' derives from no class of the engine",
        "ExposingError",
    ),
    "latin": (b"# exposed\nx = '\xe9'\n", "Error at (2, 1): Byte 0xe9 is not UTF-8", "SourceError"),
    "utf16": ("# exposed\n".encode("utf-16"), "Error at (1, 1): The file is UTF-16", "SourceError"),
    "nul": (b"# exposed\nx = '\0'\n", "Error at (2, 1): The file has a null byte", "SourceError"),
    "two": (
        b"from godot import *\n@exposed\nclass A(Node): pass\n@exposed\nclass B(Node): pass\n",
        "Error at (5, 1): A file is one script",
        "a script has one @exposed class",
    ),
    "empty": (b"", "", ""),
    "helper": (b"def useful(): pass\n", "", ""),
    "windows": (b"\xef\xbb\xbffrom godot import *\r\n@exposed\r\nclass A(Node): pass\r\n", "", ""),
}
LOOK = """@tool
extends "res://hands.gd"


func work() -> void:
	for name: String in FileAccess.get_file_as_string("res://names").split(" "):
		var script: Script = load("res://%s.py" % name)
		await open(script.resource_path)
		tell(name, [script.can_instantiate(), await shown("Error at")])
	tell("nodes", get_parent().get_children().map(func(node): return str(node.get_script())))
	tell("missing", load("res://missing.py") == null)
	EditorInterface.save_scene()
	tell("kept", FileAccess.get_file_as_string("res://main.tscn").count("x = 3"))
"""


def test_broken_scripts(game: Game) -> None:
    """Each is marked in the editor and tells its error once; project and scene still open."""
    shutil.copy(PROJECT / "hands.gd", game.folder)
    game.write("driver.gd", LOOK)
    game.write("names", " ".join(BROKEN))
    scene = ['[gd_scene format=3]\n\n[ext_resource type="Script" path="res://driver.gd" id="d"]']
    nodes = ['[node name="Main" type="Node"]']
    nodes += ['[node name="Driver" type="Node" parent="."]\nscript = ExtResource("d")']
    for name, (data, _, _) in BROKEN.items():
        (game.folder / f"{name}.py").write_bytes(data)
        scene.append(f'[ext_resource type="Script" path="res://{name}.py" id="{name}"]')
        node = f'[node name="{name}" type="Node" parent="."]\nscript = ExtResource("{name}")\nx = 3'
        nodes.append(node)
    game.write("main.tscn", "\n".join([*scene, *nodes, ""]))
    run = game.start("--editor", "res://main.tscn", timeout=120)
    seen = told(run)
    assert run.exit_code == 0
    for name, (data, marked, kind) in BROKEN.items():
        can_instantiate, errors = seen[name]
        assert not can_instantiate
        assert len(errors) == bool(marked)
        assert not marked or errors[0].startswith(marked)
        about = [error for error in run.errors if f"res://{name}.py" in error]
        assert len(about) == bool(kind), "\n".join(run.errors)
        assert not kind or kind in about[0]
        assert (game.folder / f"{name}.py").read_bytes() == data
    assert seen["missing"]
    assert seen["kept"] == len(BROKEN) - len(["windows"])  # whose script is sound, and has no x
    assert len(seen["nodes"]) == len(BROKEN) + 1
    assert all("res://" in script for script in seen["nodes"])
    expected = [*(kind for _, _, kind in BROKEN.values() if kind), "missing.py", NOISE]
    assert [text for text in run.errors if not any(part in text for part in expected)] == []
