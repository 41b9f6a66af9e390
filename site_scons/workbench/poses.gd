@tool
extends EditorPlugin
## Puts Godot's editor into the pose of a picture of the documentation, saves the picture and quits.
## pictures.py puts it into a copy of the demo project; behind -- come the pose and the file to write.

## Sizes of the window, by pose.
const POSES: Dictionary[String, Vector2i] = {
	"editor": Vector2i(1600, 900),
	"help": Vector2i(1300, 1000),
}
const SCENE := "res://ways_of_use/connected_in_scene"
const SIGNAL := "userProgressUpdate"
const TOPIC := "class_method:Steamworks:requestLeaderboardEntries"
## The editor lays itself out over some frames after each change.
const FRAMES := 30
## A tooltip takes a moment, too.
const SECONDS := 2.0


func _enter_tree() -> void:
	_take_picture.call_deferred()


func _take_picture() -> void:
	var words := OS.get_cmdline_user_args()
	get_window().mode = Window.MODE_WINDOWED
	get_window().position = Vector2i.ZERO
	get_window().size = POSES[words[0]]
	await _frames()
	while EditorInterface.get_resource_filesystem().is_scanning():
		await _frames()
	EditorInterface.set_main_screen_editor("Script")
	if words[0] == "help":
		EditorInterface.distraction_free_mode = true
		await _frames()
		EditorInterface.get_script_editor().goto_help(TOPIC)
	else:
		await _point_at_signal()
	await get_tree().create_timer(SECONDS).timeout
	get_viewport().get_texture().get_image().save_png(words[1])
	get_tree().quit()


## A scene with its script, and the mouse over one of the signals of its Steamworks node.
func _point_at_signal() -> void:
	EditorInterface.open_scene_from_path(SCENE + ".tscn")
	EditorInterface.edit_script(load(SCENE + ".gd"))
	await _frames()
	EditorInterface.edit_node(EditorInterface.get_edited_scene_root().get_node("Steamworks"))
	var signals: Control = _find(EditorInterface.get_base_control(), "ConnectionsDock")
	var dock := signals
	while dock.get_parent() is not TabContainer:
		dock = dock.get_parent()
	(dock.get_parent() as TabContainer).current_tab = dock.get_index()
	await _frames()
	var tree: Tree = _find(signals, "Tree")
	var row := tree.get_root().get_first_child().get_first_child()
	while not row.get_text(0).begins_with(SIGNAL):
		row = row.get_next()
	var place := tree.get_item_area_rect(row, 0)
	get_window().warp_mouse(tree.get_global_transform() * place.get_center())


func _find(where: Node, type: String) -> Node:
	return where.find_children("*", type, true, false)[0]


func _frames() -> void:
	for _frame in FRAMES:
		await get_tree().process_frame
