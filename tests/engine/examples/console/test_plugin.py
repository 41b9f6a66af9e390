"""The console as an addon of the editor: its plugin is a script in Python."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine_game import Game

CONSOLE = Path(__file__).parent / "console"
SETTINGS = """
[editor_plugins]

enabled=PackedStringArray("res://addons/console/plugin.cfg")
"""
# Types into the console as soon as the plugin has put it into the editor.
DRIVER = """@tool
extends Node

func _enter_tree() -> void:
	for _frame in 600:
		var base := EditorInterface.get_base_control()
		var found := base.find_children("Console", "VBoxContainer", true, false)
		if not found.is_empty():
			var input: LineEdit = found[0].get_node("Input")
			input.text_submitted.emit("print(6 * 7, node.get_script().is_tool())")
			print("console: ", found[0].get_node("Output").get_parsed_text())
			break
		await get_tree().process_frame
	get_tree().quit()
"""


def test_a_plugin_in_python_adds_a_panel(game: Game) -> None:
    """Enabled in the project's settings, it is loaded with the editor, and leaves with it."""
    shutil.copytree(CONSOLE, game.addon.parent / "console")
    for path in (game.addon.parent / "console").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("res://console/", "res://addons/console/"), encoding="utf-8")
    settings = game.folder / "project.godot"
    settings.write_text(settings.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    game.write("driver.gd", DRIVER)
    game.write(
        "main.tscn",
        '[gd_scene format=3]\n[ext_resource type="Script" path="res://driver.gd" id="1"]\n'
        '[node name="Main" type="Node"]\nscript = ExtResource("1")\n',
    )
    run = game.start("--editor", "res://main.tscn")
    assert "42 True" in run.log
    # The editor itself keeps the names of the plugins of extensions to its end.
    assert [error for error in run.errors if not error.startswith("Orphan StringName")] == []
    assert run.exit_code == 0
