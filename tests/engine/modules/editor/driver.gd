@tool
extends "res://hands.gd"
## Changes files as other programs do, and moves and deletes them as a person does.


func work() -> void:
	if not FileAccess.file_exists("res://player.py"):  # the dock has loaded the scene again
		await after_moving()
		return
	tell("before", seen())
	write("res://helper.py", "STEP = 10\n\ndef described():\n    return \"new\"\n")
	await scanned()
	tell("helper changed", seen())
	write("res://base.py", FileAccess.get_file_as_string("res://base.py").replace(
			"speed: int = export(1)", "speed: int = export(5)\n    extra: int = export(STEP)"))
	write("res://broken.py", FileAccess.get_file_as_string("res://player.py"))
	write("res://tool.py", "def broken(:\n")
	await scanned()
	tell("base changed", [seen(), get_node("../Player").get("extra")])
	tell("mended", [get_node("../Broken").get("speed"), get_node("../Broken").get("level")])
	write("res://tool.py", TOOL)
	await scanned()
	tell("tool mended", seen())
	await move("player.py", "hero.py")
	await frames(1000)  # the scene goes before that


func after_moving() -> void:
	var script: Script = get_node("../Player").get_script()
	tell("moved", [script.resource_path, load("res://hero.py") == script, seen()])
	write("res://hero.py", FileAccess.get_file_as_string("res://hero.py").replace("1", "3"))
	DirAccess.remove_absolute("res://helper.py")
	await scanned()
	tell("moved and changed", [seen(), script.get_property_default_value("level")])


const TOOL := """from helper import STEP, described
from godot import *


@exposed(tool=True)
class Tool(Node):
    made = 0

    def __init__(self):
        Tool.made += 1

    def value(self):
        return ["again", STEP, described()]
"""


func seen() -> Array:
	var player := get_node("../Player")
	return [player.speed, player.level, get_node("../Tool").value()]


func write(path: String, text: String) -> void:
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string(text)
	file.close()


## What the editor does when its window is entered again.
func scanned() -> void:
	await get_tree().create_timer(1.1).timeout  # it looks at times, in seconds
	var files := EditorInterface.get_resource_filesystem()
	files.scan_sources()
	await frames(3)
	while files.is_scanning():
		await frames(1)
	await frames(5)


## By the dock's own renaming.
func move(old: String, new: String) -> void:
	var dock := EditorInterface.get_file_system_dock()
	dock.navigate_to_path("res://" + old)
	await frames(3)
	for tree: Tree in of_class(dock, "Tree"):
		var line := tree.get_selected()
		if line == null or line.get_text(0) != old:
			continue
		tree.item_mouse_selected.emit(Vector2.ZERO, MOUSE_BUTTON_RIGHT)
		for menu: PopupMenu in of_class(dock, "PopupMenu"):
			for index in menu.item_count:
				if menu.get_item_text(index).begins_with("Rename"):
					menu.id_pressed.emit(menu.get_item_id(index))
		await frames(2)
		for entry: LineEdit in of_class(tree, "LineEdit"):
			entry.text = new
			entry.text_submitted.emit(new)
