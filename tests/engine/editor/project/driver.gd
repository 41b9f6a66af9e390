@tool
extends "res://hands.gd"
## Does in the editor what a person would, and tells what came of it.


func work() -> void:
	global_classes()
	placeholder()
	await edit()
	await connect_signal()
	await change_and_save()
	await break_and_mend()
	await complete()
	await drop_node()
	await look_up()
	await change_outside()
	await create_script()
	await create_node()
	await show_help()
	await run_game()


func global_classes() -> void:
	var found := {}
	for entry in ProjectSettings.get_global_class_list():
		if entry.language == "Python":
			found[entry["class"]] = [entry.path, entry.base, entry.icon, entry.is_tool]
	tell("global classes", found)
	tell("typed GDScript", (load("res://uses.gd") as GDScript).get_script_method_list().size())


func placeholder() -> void:
	var player := get_node("../Player")
	tell("values", [player.health, player.nickname, player.spawn == Vector2(1, 2)])
	tell("properties", described(player))
	for entry in player.get_signal_list():
		if entry.name == "died":
			tell("signal", entry.args.map(func(a): return [a.name, a.type, a.class_name]))


func described(object: Object) -> Array:
	var found := []
	var listing := false
	for entry in object.get_property_list():
		if entry.usage & PROPERTY_USAGE_CATEGORY:
			listing = entry.hint_string.begins_with("res://")
		if listing:
			found.append([entry.name, entry.type, entry.hint, entry.hint_string, entry.usage])
	return found


func edit() -> void:
	await open("res://player.py")
	var code := text_edit()
	tell("indentation", [code.indent_use_spaces, code.indent_size])
	var line := find_line("class Player")
	tell("coloured", code.syntax_highlighter.get_line_syntax_highlighting(line).keys())
	tell("methods", listed("Filter Methods"))


## By the dialog of the Node dock.
func connect_signal() -> void:
	EditorInterface.edit_node(get_node("../Area"))
	await frames(5)
	var rows: Tree = of_class(of_class(base(), "ConnectionsDock")[0], "Tree")[0]
	row(rows.get_root(), "body_entered").select(0)
	rows.item_activated.emit()
	await frames(5)
	var dialog := of_class(base(), "ConnectDialog")[0]
	var nodes: Tree = of_class(dialog, "Tree")[0]
	row(nodes.get_root(), "Player").select(0)
	nodes.item_selected.emit()
	await frames(2)
	(dialog as ConfirmationDialog).get_ok_button().pressed.emit()
	await frames(10)
	var code := text_edit()
	var start := code.get_caret_line() - 4
	var around := range(start, start + 9).map(func(line): return code.get_line(line))
	tell("handler", [code.get_line(2), around, code.get_caret_column()])


func change_and_save() -> void:
	var code := text_edit()
	var line := find_line("nickname")
	code.insert_line_at(line + 1, "    coins: int = export(12)")
	code.set_line(line, code.get_line(line).replace("Bob", "Eve"))
	await save()
	var player := get_node("../Player")
	var script: Script = player.get_script()
	tell("saved", FileAccess.get_file_as_string("res://player.py").split("\n")[line + 1])
	tell("after saving", [player.get("coins"), player.nickname, player.health])
	tell("has handler", "_on_area_body_entered" in script.get_script_method_list().map(
			func(entry): return entry.name))


func break_and_mend() -> void:
	var code := text_edit()
	var before := code.text
	code.insert_line_at(find_line("coins"), "    x = = 1")
	tell("error", await shown("Error at"))
	code.undo()
	code.insert_line_at(find_line("coins"), "    def _proces(self, delta): pass")
	await check()
	tell("warning", texts(editor(), "RichTextLabel").filter(
			func(text): return "_proces" in text))
	for panel: RichTextLabel in of_class(editor(), "RichTextLabel"):
		if "_proces" in panel.get_parsed_text():
			panel.meta_clicked.emit({"line": find_line("_proces") + 1, "code": "misspelt_virtual"})
	await check()
	tell("ignored", [code.get_line(find_line("_proces")), "_proces" in str(texts(editor(), "RichTextLabel"))])
	code.text = before
	await check()
	tell("mended", [code.text == before, await shown("Error at")])


func complete() -> void:
	var code := text_edit()
	var line := find_line("return True")
	code.insert_line_at(line, "        self.vel")
	code.set_caret_line(line)
	code.set_caret_column(16)
	code.request_code_completion(true)
	await frames(2)
	tell("completion", code.get_code_completion_options().map(
			func(option): return [option.kind, option.display_text]))
	code.set_line(line, '        self.get_node("')
	code.set_caret_column(23)
	code.request_code_completion(true)
	await frames(2)
	tell("node paths", code.get_code_completion_options().map(
			func(option): return option.insert_text))
	code.cancel_code_completion()
	code.remove_line_at(line)


## As the editor does it when a node is dropped.
func drop_node() -> void:
	var code := text_edit()
	var line := find_line("return True")
	code.insert_line_at(line, "        ")
	await frames(1)
	code.set_caret_line(line)
	code.set_caret_column(8)
	code.insert_text_at_caret("$Shape")
	await frames(1)
	var settled := code.get_line(line)
	code.undo()
	await frames(1)
	tell("dropped", [settled, code.get_line(line)])
	code.remove_line_at(line)


func look_up() -> void:
	text_edit().symbol_lookup.emit("CharacterBody2D", find_line("class Player"), 15)
	await frames(5)
	var page: RichTextLabel = of_class(of_class(base(), "EditorHelp")[-1], "RichTextLabel")[0]
	tell("page", page.get_parsed_text().left(60))
	await open("res://enemy.py")
	text_edit().symbol_lookup.emit("Player", find_line("from player"), 21)
	await frames(5)
	tell("line", [EditorInterface.get_script_editor().get_current_script().resource_path,
			text_edit().get_line(text_edit().get_caret_line())])


func create_script() -> void:
	var dialog := of_class(base(), "ScriptCreateDialog")[0]
	dialog.config("CharacterBody2D", "res://new_thing.gd")
	var languages: OptionButton = of_class(dialog, "OptionButton")[0]
	choose(languages, "Python")
	await frames(3)
	var templates: OptionButton = of_class(dialog, "OptionButton")[1]
	var names := []
	for index in templates.item_count:
		names.append(templates.get_item_text(index))
	tell("templates", names)
	choose(templates, "CharacterBody2D: Basic Movement")
	(dialog as ConfirmationDialog).get_ok_button().pressed.emit()
	await frames(5)
	tell("new script", FileAccess.get_file_as_string("res://new_thing.py"))
	var script: Script = load("res://new_thing.py")
	tell("of the project", from_project_template(dialog))
	tell("new base", script.get_instance_base_type())


func from_project_template(dialog: ConfirmationDialog) -> String:
	dialog.call("config", "CharacterBody2D", "res://fast_one.py")
	choose(of_class(dialog, "OptionButton")[1], "CharacterBody2D: Runner")
	dialog.get_ok_button().pressed.emit()
	return FileAccess.get_file_as_string("res://fast_one.py")


## Another editor writes the file.
func change_outside() -> void:
	await open("res://player.py")
	await save()
	await get_tree().create_timer(1.1).timeout  # as finely as files' times are compared
	var text := FileAccess.get_file_as_string("res://player.py")
	var file := FileAccess.open("res://player.py", FileAccess.WRITE)
	file.store_string(text.replace("export(12)", "export(13)"))
	file.close()
	get_tree().root.propagate_notification(NOTIFICATION_APPLICATION_FOCUS_IN)
	await frames(10)
	tell("outside", [find_line("export(13)") > 0, get_node("../Player").get("coins")])


func create_node() -> void:
	EditorInterface.popup_create_dialog(func(_type: String): pass, "Node")
	await frames(10)
	for dialog in of_class(base(), "CreateDialog"):
		if dialog.visible:
			var found := []
			for name: String in ["Player", "Enemy"]:
				var line := row((of_class(dialog, "Tree")[-1] as Tree).get_root(), name)
				if line != null:
					found.append([line.get_parent().get_text(0), line.get_icon(0) != null])
			tell("create dialog", found)
			dialog.hide()


func show_help() -> void:
	EditorInterface.get_script_editor().goto_help("class_name:Player")
	await frames(10)
	for label: RichTextLabel in of_class(of_class(base(), "EditorHelp")[-1], "RichTextLabel"):
		if "Player" in label.get_parsed_text():
			tell("help", label.get_parsed_text())
			return


## What the debugger's panel lists of a game.
func run_game() -> void:
	# Saving would draw a thumbnail of the scene.
	EditorInterface.get_editor_settings().set_setting("run/auto_save/save_before_running", false)
	EditorInterface.play_custom_scene("res://failing.tscn")
	for attempt in 100:
		await get_tree().create_timer(0.1).timeout
		if not EditorInterface.is_playing_scene():
			break
	EditorInterface.stop_playing_scene()
	var found := []
	for debugger in of_class(base(), "ScriptEditorDebugger"):
		for tree: Tree in of_class(debugger, "Tree"):
			for item in tree.get_root().get_children() if tree.get_root() != null else []:
				if "failing.py" in item.get_text(1) or "ValueError" in item.get_text(1):
					found.append([item.get_text(1), item.get_children().map(
							func(line): return line.get_text(1))])
	tell("debugger", found)
