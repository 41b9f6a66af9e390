"""A debug build with the offline runtime plays the project's own app, from its pack."""

from __future__ import annotations

import shutil
from pathlib import Path

from exported_game import PROGRAM, ExportedGame, export, list_extension, write_preset

SETTINGS = """config_version=5

[application]

config/name="Mine"
run/main_scene="res://main.tscn"
run/flush_stdout_on_print=true

[autoload]

Steam="*res://addons/steamworks/autoload.tscn"

[steamworks]

app_id="7"
app_definition="res://mine.toml"
"""
SCENE = """[gd_scene load_steps=2 format=3]

[ext_resource type="Script" path="res://main.gd" id="1"]

[node name="Main" type="Node"]
script = ExtResource("1")
"""
SCRIPT = """extends Node

func _ready() -> void:
	await Steam.userProgressUpdate
	print("names ", Steam.getAchievementNames(), " of ", Steam.appId)
	get_tree().quit()
"""
DEFINITION = """app_id = 7
name = "Mine"

[[achievement]]
name = "MY_OWN"

[[user]]
steam_id = "76561202255232769"
name = "Me"
current = true
"""


def test_app_definition_goes_along(bundle: Path, tmp_path: Path) -> None:
    """No filter of the preset names it, and no other file of the project is there when it runs."""
    project = tmp_path / "project"
    shutil.copytree(bundle, project / "addons/steamworks")
    for name, text in {
        "project.godot": SETTINGS,
        "main.tscn": SCENE,
        "main.gd": SCRIPT,
        "mine.toml": DEFINITION,
    }.items():
        (project / name).write_text(text, encoding="utf-8")
    list_extension(project)
    write_preset(project, {"include_offline_runtime": True, "include_steam_library": False})
    made = export(project, "debug", tmp_path / "out" / PROGRAM, tmp_path / "home")
    assert made.exit_code == 0, made.log
    shutil.rmtree(project)
    run = ExportedGame(tmp_path / "out").run(home=tmp_path / "player")
    assert 'names ["MY_OWN"] of 7' in run.log, run.log
