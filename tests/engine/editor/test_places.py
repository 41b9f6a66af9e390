"""Where an error happened is said for scripts in Python as for others."""

from __future__ import annotations

from engine_game import Game

SCRIPT = """
from godot import *


@exposed
class Main(Node):
    def _ready(self):
        self.get_tree().quit()
        self.look()

    def look(self):
        self.get_node("Nowhere")
        push_error("said by the game")
        self.fail()

    def fail(self):
        raise ValueError("a mistake")
"""


def test_places(game: Game) -> None:
    """The engine's errors and ``push_error()`` tell who called, an exception has its own place."""
    game.write("main.py", SCRIPT)
    game.write(
        "main.tscn",
        '[gd_scene load_steps=2 format=3]\n[ext_resource type="Script" path="res://main.py" id="1"]'
        '\n[node name="Main" type="Node"]\nscript = ExtResource("1")\n',
    )
    run = game.start("res://main.tscn")
    assert run.exit_code == 0
    assert 'Node not found: "Nowhere"' in run.log
    for line in (12, 13):
        assert f"[0] Main.look (res://main.py:{line})" in run.log
    assert "[1] Main._ready (res://main.py:9)" in run.log
    assert "ValueError: a mistake\n          at: fail (res://main.py:17)" in run.log
    assert len(run.errors) == 3
