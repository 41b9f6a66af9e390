@tool
extends "res://hands.gd"
## Edits an app definition as a person would, and tells what came of it.

const FILE := "res://steam_app.toml"

var panel: Control


func work() -> void:
	await warnings()
	await first_look()
	await create()
	await achievements()
	await problems()
	await lists()
	await users()
	await undo_all()
	await import_and_export()
	await keep()
	await menu()
	await project_settings()
	await outside()
	await broken()


## What the scene tree says of the node, before and after the app ID is set.
func warnings() -> void:
	var told: Array = [warned()]
	for app_id: String in ["123456", "x", "", "123456"]:
		ProjectSettings.set_setting("steamworks/app_id", app_id)
		# The dock brings itself up to date now and then.
		for look in 300:
			await get_tree().create_timer(0.1).timeout
			if warned() != told[-1]:
				break
		told.append(warned())
	tell("warnings", told)


func warned() -> Array:
	var item: TreeItem = of_class(of_class(base(), "SceneTreeEditor")[0], "Tree")[0].get_root()
	while item.get_text(0) != "Steamworks":
		item = item.get_next_in_tree()
	return range(item.get_button_count(0)).map(func(index: int) -> String:
		return item.get_button_tooltip_text(0, index)).filter(func(text: String) -> bool:
			return text.contains("steamworks/"))


func first_look() -> void:
	EditorInterface.set_main_screen_editor("Steamworks")
	await frames(3)
	panel = of_class(base(), "EditorSteamworksDefinition")[0]
	tell("first look", texts_of(panel, "Button").filter(func(text: String) -> bool:
		return text.contains("Definition")))


func create() -> void:
	panel.create(FILE)
	await checked()
	tell("created", [ProjectSettings.get_setting("steamworks/app_definition"), state(),
			read().contains("name = \"My Game\""), read().contains("app_id = 123456")])


func achievements() -> void:
	select("App")
	await type_into("Languages", "english, german")
	select("Achievements (0)")
	await press("Add Achievement")
	await type_into("API name", "WIN")
	await type_into("Name/german", "Sieg")
	await type_into("Description/english", "Win the game.")
	await choose_for("Shape", "star")
	await choose_for("Shape", "(no icon)")
	await choose_for("Shape", "bolt")
	await toggle("Hidden")
	tell("unsaved", [panel.is_changed(), read().contains("WIN")])
	panel.save()
	tell("achievement", text())
	tell("saved", [panel.is_changed(), read().contains("[[achievement]]")])


## A stat with limits that cannot be, and a name that is used elsewhere.
func problems() -> void:
	select("Stats (0)")
	await press("Add Stat")
	await type_into("API name", "Wins")
	await type_into("Minimum", "5")
	await type_into("Maximum", "low")
	await checked()
	tell("wrong number", visible_problems())
	await type_into("Maximum", "1.5")
	await checked()
	tell("problems", [state(), visible_problems(), listed_problems()])
	await type_into("Maximum", "100")
	await type_into("Default", "5")
	await checked()
	tell("mended", [state(), visible_problems()])
	select("WIN")
	await choose_for("Stat", "Wins")
	await type_into("To", "50")
	select("Wins")
	await type_into("API name", "Victories")
	await checked()
	tell("renamed", [text(), state()])


func lists() -> void:
	select("WIN")
	await press_icon("Duplicate")
	await press_icon("Move up")
	tell("moved", names("achievement"))
	await press_icon("Remove")
	tell("removed", names("achievement"))
	select("Leaderboards (0)")
	await press("Add Leaderboard")
	await choose_for("Display", "seconds")
	await add_value("Scores", 1)
	await type_value("Scores", "{ score = 12, details = [1] }")
	tell("leaderboard", text())
	select("DLC (0)")
	await press("Add DLC")
	await toggle("Installed")
	tell("dlc", text())


func users() -> void:
	select("Users (1)")
	await press("Add User")
	await type_into("Name", "Zoë")
	await add_value("Stats", 1)
	await type_value("Stats", "7")
	await toggle("Current user")
	await checked()
	tell("users", [text(), state()])


## Back to the beginning with the editor's own undo, and forth again.
func undo_all() -> void:
	var undo := EditorInterface.get_editor_undo_redo()
	var history := undo.get_history_undo_redo(EditorUndoRedoManager.GLOBAL_HISTORY)
	var after: String = text()
	var steps := 0
	while history.has_undo() and steps < 100:
		history.undo()
		steps += 1
	var before: String = text()
	for step in steps:
		history.redo()
	tell("undone", [steps > 20, before.contains("[[achievement]]"), text() == after])
	await checked()
	panel.save()


func import_and_export() -> void:
	panel.import_file(ProjectSettings.globalize_path("res://schema.bin"))
	await frames(3)
	var dialog: ConfirmationDialog = of_class(panel, "ConfirmationDialog")[0]
	var shown: RichTextLabel = dialog.get_node("Changes")
	tell("preview", shown.get_parsed_text().split("\n", false))
	dialog.get_ok_button().pressed.emit()
	await checked()
	tell("imported", [names("achievement"), names("stat"), state()])
	for what: String in ["texts", "schema"]:
		panel.export_file(ProjectSettings.globalize_path("res://%s.vdf" % what), what)
	panel.import_file(ProjectSettings.globalize_path("res://main.tscn"))
	await frames(3)
	tell("refused", close_dialog())


## What the editor does with unsaved changes: when it shall close, and when a scene is saved.
func keep() -> void:
	select("App")
	await type_into("Name", "Unsaved")
	(get_tree().root.find_child("*EditorNode*", true, false) as Node).notification(
			NOTIFICATION_WM_CLOSE_REQUEST)
	await frames(5)
	var asked: Array = of_class(get_tree().root, "ConfirmationDialog").filter(
			func(dialog: ConfirmationDialog) -> bool: return dialog.visible)
	var said: Array = asked.map(func(dialog: ConfirmationDialog) -> String:
		return dialog.dialog_text)
	for dialog: ConfirmationDialog in asked:
		dialog.canceled.emit()
		dialog.hide()
	await frames(3)
	EditorInterface.save_scene()
	await frames(3)
	tell("kept", ["".join(said), panel.is_changed(), read().contains("Unsaved")])
	await type_into("Name", "My Game")


func menu() -> void:
	var found: Array = of_class(base(), "PopupMenu").filter(func(menu: PopupMenu) -> bool:
		return menu.item_count > 0 and menu.get_item_text(0) == "App Definition")
	var items: PopupMenu = found[0]
	EditorInterface.set_main_screen_editor("Script")
	items.id_pressed.emit(items.get_item_id(0))
	var opened := panel.is_visible_in_tree()
	var states := []
	for press in 3:
		items.about_to_popup.emit()
		states.append([items.is_item_checked(1), ProjectSettings.get_setting("autoload/Steam", "")])
		items.id_pressed.emit(items.get_item_id(1))
		await frames(3)
	items.id_pressed.emit(items.get_item_id(3))
	await frames(10)
	var pages: Array = texts_of(EditorInterface.get_script_editor(), "RichTextLabel")
	tell("menu", [range(items.item_count).map(func(index: int) -> String:
		return items.get_item_text(index)), opened, states, "".join(pages).contains("userProgressUpdate")])
	EditorInterface.set_main_screen_editor("Steamworks")


## What the project settings dialog shows of the addon's section.
func project_settings() -> void:
	var sections: Control = of_class(of_class(base(), "ProjectSettingsEditor")[0],
			"SectionedInspector")[0]
	sections.get_window().popup_centered()
	var tree: Tree = of_class(sections, "Tree")[0]
	var item := tree.get_root()
	while item.get_metadata(0) != "steamworks":
		item = item.get_next_in_tree()
	tree.set_selected(item, 0)
	tree.cell_selected.emit()
	await frames(10)
	ProjectSettings.set_setting("steamworks/app_id", "4.8e2")
	await frames(5)
	tell("project settings", [texts_of(sections, "Label"), texts_of(sections, "CheckBox")])
	ProjectSettings.set_setting("steamworks/app_id", "123456")
	ProjectSettings.save()
	await frames(5)
	sections.get_window().hide()


## Another program writes the file: it is read again, unless something would be lost.
func outside() -> void:
	tell("final", text())
	write(read().replace("My Game", "Their Game"))
	panel.propagate_notification(NOTIFICATION_APPLICATION_FOCUS_IN)
	await frames(2)
	tell("read again", text().contains("Their Game"))
	select("App")
	await type_into("Name", "Mine")
	write(read().replace("Their Game", "Other"))
	panel.propagate_notification(NOTIFICATION_APPLICATION_FOCUS_IN)
	panel.save()
	await frames(2)
	tell("asked", [close_dialog(), read().contains("Other"), text().contains("Mine")])


func broken() -> void:
	write("app_id = \n")
	panel.open_configured()
	await frames(2)
	tell("broken", texts_of(panel, "Label").filter(func(found: String) -> bool:
		return found.contains("TOML")))


# ---- hands ----

func checked() -> void:
	panel.check()
	await frames(2)


func state() -> String:
	for text: String in texts_of(panel, "Label"):
		if text.contains("problem"):
			return text
	return ""


func text() -> String:
	panel.save()
	return read()


func read() -> String:
	return FileAccess.get_file_as_string(FILE)


func write(content: String) -> void:
	FileAccess.open(FILE, FileAccess.WRITE).store_string(content)


func names(kind: String) -> Array:
	var found := []
	var item := heading(kind).get_first_child()
	while item:
		found.append(item.get_text(0))
		item = item.get_next()
	return found


func heading(kind: String) -> TreeItem:
	var item: TreeItem = tree().get_root()
	while not item.get_text(0).to_lower().begins_with(kind):
		item = item.get_next_in_tree()
	return item


func tree() -> Tree:
	return of_class(panel, "Tree")[0]


func select(what: String) -> void:
	var item := tree().get_root()
	while item.get_text(0) != what:
		item = item.get_next_in_tree()
		if item == null:
			push_error("nothing is called " + what)
			return
	item.select(0)


func field_row(label: String) -> Control:
	for found: Label in of_class(panel, "Label"):
		if found.text == label and found.get_parent() is HBoxContainer and in_form(found):
			return found.get_parent()
	push_error("no row " + label)
	return null


func in_form(node: Node) -> bool:
	while node:
		if node is ScrollContainer:
			return not (node as Control).is_queued_for_deletion()
		if node.is_queued_for_deletion():
			return false
		node = node.get_parent()
	return false


func type_into(label: String, typed: String) -> void:
	var parts := label.split("/")
	for line: LineEdit in of_class(field_row(parts[0]), "LineEdit"):
		if parts.size() == 1 or (line.get_parent().get_child(0) as Label).text == parts[1]:
			line.text = typed
			line.text_submitted.emit(typed)
			break
	await frames(1)


func choose_for(label: String, word: String) -> void:
	var options: OptionButton = of_class(field_row(label), "OptionButton")[0]
	for index in options.item_count:
		if options.get_item_text(index) == word:
			options.select(index)
			options.item_selected.emit(index)
	await frames(1)


func add_value(label: String, index: int) -> void:
	var options: OptionButton = of_class(field_row(label), "OptionButton")[0]
	options.item_selected.emit(index)
	await frames(2)


func type_value(label: String, typed: String) -> void:
	var line: LineEdit = of_class(field_row(label), "LineEdit")[0]
	line.text = typed
	line.text_submitted.emit(typed)
	await frames(1)


func toggle(label: String) -> void:
	var check: CheckBox = of_class(field_row(label), "CheckBox")[0]
	check.button_pressed = not check.button_pressed
	await frames(1)


func press(label: String) -> void:
	for button: Button in of_class(panel, "Button"):
		if button.text == label:
			button.pressed.emit()
	await frames(2)


func press_icon(hint: String) -> void:
	for button: Button in of_class(panel, "Button"):
		if button.tooltip_text == hint and button.text == "":
			button.pressed.emit()
			break
	await frames(2)


func visible_problems() -> Array:
	var found := []
	for label: Label in of_class(panel, "Label"):
		if label.visible and label.text.contains("expected") and in_form(label):
			found.append(label.text)
	return found


func listed_problems() -> Array:
	var list: ItemList = of_class(panel, "ItemList").filter(func(found: ItemList) -> bool:
		return found.get_parent() is VSplitContainer)[0]
	return range(list.item_count).map(func(index: int) -> String: return list.get_item_text(index))


func texts_of(where: Node, type: String) -> Array:
	return of_class(where, type).filter(func(found: Control) -> bool:
		return found.is_visible_in_tree()).map(func(found: Control) -> String:
			return found.get_parsed_text() if found is RichTextLabel else found.text)


func close_dialog() -> String:
	for dialog: AcceptDialog in of_class(panel, "AcceptDialog"):
		if dialog.visible:
			var said := dialog.dialog_text
			dialog.hide()
			return said
	return ""
