"""In the editor: nothing is connected unless asked, settings and help are there."""

from __future__ import annotations

import pytest
from engine_game import Game

TOOL = """
@tool
extends Node

func _ready() -> void:
	if not Engine.is_editor_hint():
		return
	for frame in 20:
		await get_tree().process_frame
	var steam: Steamworks = $Steamworks
	print("in the editor: ", steam.isLoggedOn, " ", steam.getAchievementNames(), " ", steam.appId)
	print("pumps: ", steam.is_processing(), " ", steam.is_processing_internal())
	var asking: Steamworks = Steamworks.new()
	asking.run_in_editor = true
	if FileAccess.file_exists("res://ask"):
		asking.userProgressUpdate.connect(_on_update)
		add_child(asking)
		print("asked: ", asking.isLoggedOn)
		for frame in 20:
			await get_tree().process_frame
	asking.free()
	for property: Dictionary in ProjectSettings.get_property_list():
		if property.name.begins_with("steamworks/"):
			print("setting: ", property.name, " ", property.type, " ", property.hint)
			print("hint: ", property.hint_string)
	get_tree().quit()


func _on_update(event: Dictionary) -> void:
	print("heard: ", event.name)
"""

SCENE = """[gd_scene load_steps=2 format=3]

[ext_resource type="Script" path="res://tool.gd" id="1"]

[node name="Tool" type="Node"]
script = ExtResource("1")

[node name="Steamworks" type="Steamworks" parent="."]
"""


@pytest.mark.slow
@pytest.mark.parametrize("asked", [False, True])
def test_editor(game: Game, asked: bool) -> None:
    """A scene that is open in the editor connects only where `run_in_editor` asks for it."""
    game.write("tool.gd", TOOL)
    game.write("tool.tscn", SCENE)
    if asked:
        game.write("ask", "")
    log = game.start("--editor", "res://tool.tscn", timeout=120).log
    assert "in the editor: false [] 480" in log
    assert "pumps: false false" in log
    assert ("heard: userProgressUpdate" in log) == asked
    assert ("using the offline runtime" in log) == asked
    assert "setting: steamworks/app_id 4 20\nhint: The game's app ID" in log
    assert "setting: steamworks/runtime 4 2\nhint: auto,steam,offline" in log
