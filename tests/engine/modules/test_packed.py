"""A game in a pack: its scripts and modules are not files of the disk."""

from __future__ import annotations

from engine_game import Game

SCORE = """\
import pkgutil

import helpers
from godot import *
from helpers import deep


@exposed
class Score(Node):
    points: int = export(3)

    def _ready(self):
        print("packed", self.points, deep.x, deep.__file__)
        print("listed", [module.name for module in pkgutil.iter_modules(helpers.__path__)])
        try:
            import nothing_here
        except ImportError as error:
            print("missing", error)
        self.get_tree().quit()
        raise ValueError("on purpose")
"""

SCENE = """\
[gd_scene load_steps=2 format=3]

[ext_resource type="Script" path="res://score.py" id="1"]

[node name="Score" type="Node"]
script = ExtResource("1")
points = 8
"""

PACK = """\
extends "res://engine_test.gd"


func _ready() -> void:
	var packer := PCKPacker.new()
	packer.pck_start("res://game.pck")
	for path: String in FileAccess.get_file_as_string("res://names").split(" "):
		packer.add_file("res://" + path, "res://" + path)
	packer.flush()
	finish()
"""


def test_packed_game(game: Game) -> None:
    """Scripts, packages and helpers are found and read in it; tracebacks have their text."""
    game.write("main.tscn", SCENE)
    game.write("score.py", SCORE)
    game.write("helpers/deep.py", "x = 41\n")
    game.write("pack.gd", PACK)
    names = ["main.tscn", "score.py", "helpers/deep.py", "project.godot"]
    names += [".godot/extension_list.cfg", "addons/steamworks/steamworks.gdextension"]
    game.write("names", " ".join(names))
    game.run_script("pack.gd")
    for name in names[:5]:
        (game.folder / name).unlink()
    (game.folder / "helpers").rmdir()
    run = game.start("--main-pack", str(game.folder / "game.pck"), "res://main.tscn")
    assert "packed 8 41 res://helpers/deep.py" in run.log, run.log
    assert "listed ['deep']" in run.log
    assert "missing No module named 'nothing_here'" in run.log
    run.require(["raise ValueError"], marker="listed")
    assert '  File "res://score.py", line 20, in _ready\n    raise ValueError' in run.log
