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
	await _look_at_settings()
	get_tree().quit()


## Opens the section of the project settings dialog and prints the texts in it.
func _look_at_settings() -> void:
	for sections: Control in _of_class(EditorInterface.get_base_control(), "SectionedInspector"):
		sections.get_window().popup_centered()
		for tree: Tree in _of_class(sections, "Tree"):
			var item := tree.get_root()
			while item:
				if item.get_metadata(0) == "steamworks":
					tree.set_selected(item, 0)
					tree.cell_selected.emit()
				item = item.get_next_in_tree()
		for frame in 10:
			await get_tree().process_frame
		for label: Label in _of_class(sections, "Label"):
			print("text: ", label.text)
		sections.get_window().hide()


func _of_class(node: Node, type: String) -> Array[Node]:
	var found: Array[Node] = []
	if node.get_class() == type:
		found.append(node)
	for child in node.get_children(true):
		found.append_array(_of_class(child, type))
	return found


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
    """A scene in the editor connects only where it is asked to; the settings have their texts."""
    game.write("tool.gd", TOOL)
    game.write("tool.tscn", SCENE)
    if asked:
        game.write("ask", "")
    run = game.start("--editor", "res://tool.tscn", timeout=120)
    assert "in the editor: false [] 480" in run.log
    assert "pumps: false false" in run.log
    assert ("heard: userProgressUpdate" in run.log) == asked
    assert ("using the offline runtime" in run.log) == asked
    assert "setting: steamworks/app_id 4 20\nhint: for example 480" in run.log
    assert "setting: steamworks/runtime 4 2\nhint: auto,steam,offline" in run.log
    assert "text: The game's app ID on Steam, in digits." in run.log
    assert "text: Which Steam library is used." in run.log
    assert run.exit_code == 0
    # The editor itself keeps the names of the plugins of extensions to its end.
    assert [error for error in run.errors if not error.startswith("Orphan StringName")] == []
