@tool
extends EditorPlugin
## Puts Godot's editor into the pose of a picture of the documentation, saves the picture and quits.
## pictures.py puts it into a copy of the demo project; behind -- come the pose and the file to write.

## Sizes of the window, by pose.
const POSES: Dictionary[String, Vector2i] = {
	"editor": Vector2i(1600, 900),
	"help": Vector2i(1300, 1000),
	"scripting_editor": Vector2i(1600, 900),
	"scripting_inspector": Vector2i(1600, 900),
	"scripting_new": Vector2i(1300, 800),
	"scripting_error": Vector2i(1300, 800),
	"definition_editor": Vector2i(1500, 900),
	"definition_import": Vector2i(1300, 800),
	"definition_problems": Vector2i(1500, 800),
	"dock_store": Vector2i(1600, 900),
	"dock_achievements": Vector2i(1600, 900),
	"dock_leaderboards": Vector2i(1600, 900),
	"dock_simulate": Vector2i(1600, 900),
	"dock_log": Vector2i(1600, 900),
}
const SCENE := "res://ways_of_use/connected_in_scene"
const LEVEL := "res://player/level.tscn"
const SCRIPT := "res://player/player.py"
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
	elif words[0].begins_with("dock_"):
		await _dock(words[0])
	elif words[0].begins_with("scripting_"):
		EditorInterface.open_scene_from_path(LEVEL)
		EditorInterface.edit_script(load(SCRIPT))
		await _frames()
		EditorInterface.edit_node(EditorInterface.get_edited_scene_root().get_node("Player"))
		await _frames()
		await call("_" + words[0])
	elif words[0].begins_with("definition_"):
		await _definition()
		await call("_" + words[0])
	else:
		await _point_at_signal()
	await get_tree().create_timer(SECONDS).timeout
	var picture := get_viewport().get_texture().get_image()
	if words[0].begins_with("dock_") and words[0] != "dock_store":
		picture = picture.get_region(_steamworks_dock().get_parent_control().get_global_rect())
	picture.save_png(words[1])
	EditorInterface.stop_playing_scene()
	get_tree().quit()


## A scene with its script, and the mouse over one of the signals of its Steamworks node.
func _point_at_signal() -> void:
	EditorInterface.open_scene_from_path(SCENE + ".tscn")
	EditorInterface.edit_script(load(SCENE + ".gd"))
	await _frames()
	EditorInterface.edit_node(EditorInterface.get_edited_scene_root().get_node("Steamworks"))
	_show_dock("ConnectionsDock")
	await _frames()
	var tree: Tree = _find(_find(EditorInterface.get_base_control(), "ConnectionsDock"), "Tree")
	var row := tree.get_root().get_first_child().get_first_child()
	while not row.get_text(0).begins_with(SIGNAL):
		row = row.get_next()
	var place := tree.get_item_area_rect(row, 0)
	get_window().warp_mouse(tree.get_global_transform() * place.get_center())


## A script, and its signals in the dock.
func _scripting_editor() -> void:
	_show_dock("ConnectionsDock")
	await _frames()


## A script, and its exports in the inspector.
func _scripting_inspector() -> void:
	_show_dock("InspectorDock")
	await _frames()


## The dialog that makes a script.
func _scripting_new() -> void:
	var dialog: Window = _find(EditorInterface.get_base_control(), "ScriptCreateDialog")
	dialog.call("config", "CharacterBody2D", "res://player/enemy.gd")
	var languages: OptionButton = _find(dialog, "OptionButton")
	for index in languages.item_count:
		if languages.get_item_text(index) == "Python":
			languages.select(index)
			languages.item_selected.emit(index)
	dialog.popup_centered()
	await _frames()


## A mistake, while it is typed.
func _scripting_error() -> void:
	EditorInterface.distraction_free_mode = true
	var code: CodeEdit = EditorInterface.get_script_editor().get_current_editor().get_base_editor()
	for line in code.get_line_count():
		if code.get_line(line).contains("elif Input"):
			code.set_line(line, code.get_line(line).replace("elif", "else if"))
			code.set_caret_line(line + 4)
	code.text_changed.emit()
	await _frames()


## The screen of the app definition, with a game's own.
func _definition() -> void:
	ProjectSettings.set_setting("steamworks/app_definition", "res://player/steam_app.toml")
	ProjectSettings.set_setting("steamworks/app_id", "1234560")
	EditorInterface.set_main_screen_editor("Steamworks")
	await _frames()


func _definition_editor() -> void:
	await _select_entry("SECRET_ROOM")


## Limits of a stat that cannot be.
func _definition_problems() -> void:
	await _select_entry("Coins")
	var panel := _find(EditorInterface.get_base_control(), "EditorSteamworksDefinition")
	var typed := ["5", "", "0"]
	for line: LineEdit in panel.find_children("*", "LineEdit", true, false):
		if line.placeholder_text == "none" and not typed.is_empty():
			line.text = typed.pop_front()
			line.text_submitted.emit(line.text)
	await _frames()


func _definition_import() -> void:
	var panel := _find(EditorInterface.get_base_control(), "EditorSteamworksDefinition")
	panel.call("import_file", ProjectSettings.globalize_path("res://player/1234560_loc_all.vdf"))
	await _frames()


func _select_entry(text: String) -> void:
	var panel := _find(EditorInterface.get_base_control(), "EditorSteamworksDefinition")
	var tree: Tree = _find(panel, "Tree")
	var item := tree.get_root()
	while item.get_text(0) != text:
		item = item.get_next_in_tree()
	item.select(0)
	tree.scroll_to_item(item)
	await _frames()


## The dock for Steam: of the store, or of the demo while it runs.
func _dock(pose: String) -> void:
	EditorInterface.open_scene_from_path(SCENE + ".tscn")
	EditorInterface.edit_script(load(SCENE + ".gd"))
	var dock := _steamworks_dock()
	dock.custom_minimum_size.x = 380
	dock.make_visible()
	while dock.find_children("*", "TabContainer", true, false).is_empty():
		await _frames()
	if pose == "dock_store":
		return
	var settings := EditorInterface.get_editor_settings()
	settings.set_setting("run/auto_save/save_before_running", false)
	settings.set_setting("run/window_placement/game_embed_mode", -1)
	EditorInterface.play_main_scene()
	for attempt in 100:
		if dock.find_children("*", "Label", true, false)[0].text.begins_with("Offline runtime"):
			break
		await get_tree().create_timer(0.2).timeout
	await get_tree().create_timer(SECONDS).timeout
	var achievements: Tree = _find(dock, "Tree")
	achievements.get_root().get_first_child().select(0)
	achievements.item_activated.emit()
	await get_tree().create_timer(SECONDS).timeout
	_press(dock, pose.trim_prefix("dock_").capitalize())
	await _frames()
	if pose == "dock_simulate":
		_press(dock, "Fail next")
	elif pose == "dock_log":
		var log: Tree = dock.find_children("*", "Tree", true, false)[-1]
		log.get_root().get_child(-1).select(0)


func _press(dock: Control, text: String) -> void:
	for button: Button in dock.find_children("*", "Button", true, false):
		if button.text == text:
			button.pressed.emit()


func _steamworks_dock() -> Control:
	for dock: Control in EditorInterface.get_base_control().find_children("*", "EditorDock", true, false):
		if dock.get("title") == "Steamworks":
			return dock
	return null


func _show_dock(type: String) -> void:
	var dock: Control = _find(EditorInterface.get_base_control(), type)
	while dock.get_parent() is not TabContainer:
		dock = dock.get_parent()
	(dock.get_parent() as TabContainer).current_tab = dock.get_index()


func _find(where: Node, type: String) -> Node:
	return where.find_children("*", type, true, false)[0]


func _frames() -> void:
	for _frame in FRAMES:
		await get_tree().process_frame
