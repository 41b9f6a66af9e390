"""The scripts of docs/scripting.md: each is what it says it is, and runs as it stands there."""

from __future__ import annotations

import re

import pytest
from engine_game import ROOT, Game

PAGE = ROOT / "docs" / "scripting.md"
COINS = ROOT / "tests" / "engine" / "examples" / "coins"

# What the scripts of the page expect to find in the project.
AROUND = {
    "icon.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
    "enemies/enemy.py": """
from godot import Node, exposed

@exposed
class Enemy(Node):
    def _ready(self) -> None:
        self.strength = 1
""",
    "other.gd": """
extends Node

var health := 3

func greet(who: String) -> String:
    return "hello " + who

func slow() -> int:
    await (Engine.get_main_loop() as SceneTree).process_frame
    return 1
""",
}

RUN = """
extends "res://engine_test.gd"

func _ready() -> void:
    for path in {paths}:
        var script: Script = load(path)
        if not script.can_instantiate():
            printerr("no script: ", path)
            continue
        var node: Node = script.new()
        add_child(node)
        node.name = path.get_file().get_basename()
    await get_tree().create_timer(0.8).timeout
    for node in get_children():
        print("ran ", node.name)
    finish()
"""


def blocks() -> list[str]:
    """The page's Python, in its order."""
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("name", ["player.py", "coin.py", "game.py"])
def test_the_first_game_is_the_one_that_is_tested(name: str) -> None:
    """The page shows the files of the first game as they are."""
    assert (COINS / name).read_text(encoding="utf-8") in blocks()


def test_scripts_run(game: Game) -> None:
    """Every other script of the page is put on a node and runs for a while, without an error."""
    first_game = {path.read_text(encoding="utf-8") for path in COINS.glob("*.py")}
    scripts = [block for block in blocks() if "@exposed" in block and block not in first_game]
    assert len(scripts) >= 9
    for path, text in AROUND.items():
        game.write(path, text.replace("    ", "\t") if path.endswith(".gd") else text)
    names = [f"script_{number}" for number in range(len(scripts))]
    for name, text in zip(names, scripts, strict=True):
        # Pictures are resources once the editor has imported them, which takes another run of it.
        game.write(f"{name}.py", text.replace("icon.svg", "enemies/enemy.py"))
    paths = [f"res://{name}.py" for name in names]
    text = RUN.replace("    ", "\t").format(paths=str(paths).replace("'", '"'))
    game.write("main.gd", text)
    run = game.run_script("main.gd")
    for name in names:
        assert f"ran {name}" in run.log, name
