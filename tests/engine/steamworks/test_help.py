"""The page of the node in the editor's help (F1), as the editor shows it."""

from __future__ import annotations

import pytest
from engine_game import Game

from steamworks import contract

TOOL = """
@tool
extends Node

func _ready() -> void:
	if not Engine.is_editor_hint():
		return
	for attempt in 60:
		await get_tree().create_timer(0.5).timeout
		var page := _page()
		if "codeblock" in page or "Which app it is" in page:
			print("page: ", page.length(), " characters\\n", page, "\\nend of page")
			break
	get_tree().quit()


## The text of the help page as it is shown.
func _page() -> String:
	EditorInterface.get_script_editor().goto_help("class_name:Steamworks")
	var help := EditorInterface.get_script_editor().find_children("*", "EditorHelp", true, false)
	if help.is_empty():
		return ""
	var text: RichTextLabel = help[0].find_children("*", "RichTextLabel", true, false)[0]
	var shown := text.get_parsed_text()
	help[0].free() # the next look makes it anew
	return shown
"""

SCENE = """[gd_scene load_steps=2 format=3]

[ext_resource type="Script" path="res://tool.gd" id="1"]

[node name="Tool" type="Node"]
script = ExtResource("1")
"""


@pytest.mark.slow
def test_help_page(game: Game) -> None:
    """Every method, property, signal and constant has its text, also at the very first start."""
    game.write("tool.gd", TOOL)
    game.write("tool.tscn", SCENE)
    for start in ("first", "second"):
        run = game.start("--editor", "res://tool.tscn", timeout=120)
        page = run.log.partition("page: ")[2].partition("end of page")[0]
        told = " ".join(page.split())
        for row in (
            *contract.FUNCTIONS.values(),
            *contract.PROPERTIES.values(),
            *contract.EVENTS.values(),
        ):
            opening = row.description.partition("`")[0].strip()
            assert opening in told, f"{start} start: {row.name}"
            assert " ".join(row.example.split()) in told, f"{start} start: example of {row.name}"
        for name, text in contract.RESULTS.items():
            assert f"RESULT_{name}" in told
            assert text in told, f"{start} start: {name}"
            assert f"event.resultCode == Steamworks.RESULT_{name}" in told
        assert "There is currently no description" not in told
        assert run.exit_code == 0
