@tool
extends "res://hands.gd"
## Looks at the dock as a person would, presses what is in it, and tells what came of it.


func work() -> void:
	EditorInterface.get_editor_settings().set_setting("run/auto_save/save_before_running", false)
	tell("empty until it is seen", of_class(dock(), "TabContainer").is_empty())
	dock().make_visible()
	await until(func(): return not of_class(dock(), "TabContainer").is_empty())
	await frames(3)
	tell("icons missing", missing_icons())
	await look_at_store()
	await look_at_game()
	await look_at_games()


func look_at_store() -> void:
	await until(func(): return not rows(0).is_empty())
	tell("store", [title(), text(), rows(0)])
	await until(func(): return picture_of(4).get_pixel(32, 32).a > 0)
	tell("picture", picture_of(0).get_size() == Vector2i(64, 64))
	choose_row("First Light")
	button("Unlock").pressed.emit()
	await until(func(): return rows(1)[0] != "")
	tell("unlocked", [button("Unlock").disabled, button("Lock").disabled, summary()])
	option("Which achievements").item_selected.emit(select(option("Which achievements"), "Unlocked"))
	await until(func(): return rows(0).size() == 1)
	tell("only unlocked", rows(0))
	option("Which achievements").item_selected.emit(select(option("Which achievements"), "All"))
	line("Search achievements").text = "admiral nobody"
	line("Search achievements").text_changed.emit("admiral nobody")
	await until(func(): return not tree().is_visible_in_tree())
	tell("nothing found", notice())
	line("Search achievements").text = ""
	line("Search achievements").text_changed.emit("")
	await until(func(): return rows(0).size() == 5)
	await turn("Stats")
	await until(func(): return not rows(0).is_empty())
	await edit("NumGames", 1, "seven")
	tell("refused", said())
	await edit("NumGames", 1, "7")
	await until(func(): return row_of("NumGames").get_text(1) == "7")
	tell("stat", row_of("NumGames").get_text(1))
	await turn("Leaderboards")
	await until(func(): return not rows(0).is_empty())
	option("Which leaderboard").item_selected.emit(select(option("Which leaderboard"), "Feet Traveled"))
	await until(func(): return rows(0).size() > 0 and ":" not in rows(2)[0])
	tell("board", [rows(0).slice(0, 2), rows(0).size(), summary()])
	press_tooltip("Next page")
	await until(func(): return rows(0)[0] == "51")
	tell("next page", [rows(0)[0], rows(0).size()])
	press_tooltip("First page")
	await until(func(): return rows(0)[0] == "1")
	await edit(str(tree().get_root().get_child(0).get_metadata(0)), 2, "999,999")
	await until(func(): return rows(2)[0] == "999,999")
	button("Add score").pressed.emit()
	await frames(2)
	dialog("Score of the current user").find_children("*", "SpinBox", true, false)[0].value = 1000001
	dialog("Score of the current user").confirmed.emit()
	dialog("Score of the current user").hide()
	await until(func(): return rows(2)[0] == "1,000,001")
	tell("own score", rows(1)[0])
	choose_row_at(0)
	await frames(1)
	button("Remove").pressed.emit()
	await until(func(): return rows(2)[0] == "999,999")
	button("Reset").pressed.emit()
	await until(func(): return rows(2)[0] != "999,999")
	tell("board is back", said())
	await turn("Achievements")
	choose_row("Wanderer")
	tree().item_mouse_selected.emit(Vector2(20, 20), MOUSE_BUTTON_RIGHT)
	var menu: PopupMenu = page().find_children("*", "PopupMenu", true, false)[-1]
	tell("menu", range(menu.item_count).map(func(index): return menu.get_item_text(index)))
	menu.hide()
	button("Reset all").pressed.emit()
	dialog("Reset progress").confirmed.emit()
	dialog("Reset progress").hide()
	await until(func(): return summary() == "0 of 5 unlocked")
	tell("reset", said())
	choose_row("First Light")
	tree().item_activated.emit()
	await until(func(): return summary() == "1 of 5 unlocked")
	await turn("Simulate")
	tell("no game", notice())
	await turn("Log")
	tell("no log", notice())


func look_at_game() -> void:
	await turn("Achievements")
	EditorInterface.play_custom_scene("res://game.tscn")
	await until(func(): return "Offline runtime" in title())
	tell("game", [title(), text()])
	await until(func(): return rows(0).size() == 5)
	tell("live", rows(1).map(func(when): return when != ""))
	choose_row("First Light")
	button("Lock").pressed.emit()
	await until(func(): return rows(1)[0] == "")
	await heard("update false")
	tell("locked", summary())
	await turn("Stats")
	await until(func(): return row_of("NumGames") != null)
	var before := int(row_of("NumGames").get_text(1))
	await until(func(): return int(row_of("NumGames").get_text(1)) not in [before, 7])
	tell("follows the game", true)
	await turn("Simulate")
	await until(func(): return option("Which call").item_count > 3)
	select(option("Which call"), "StoreStats")
	select(option("What Steam answers"), "DISK_FULL (54)")
	button("Fail next").pressed.emit()
	await heard("saved 54")
	button("Online").toggled.emit(false)
	await frames(2)
	await until(func(): return not button("Online").button_pressed)
	await turn("Log")
	await until(func(): return "callback 103" in rows(1))
	tell("log", unique(rows(1)))
	option("Which entries").item_selected.emit(select(option("Which entries"), "Events"))
	tell("events", unique(rows(1)))
	choose_row_at(0)
	await frames(2)
	tell("entry", of_class(page(), "TextEdit")[-1].text)
	button("Copy").pressed.emit()
	tell("copied", said())
	button("Clear").pressed.emit()
	tell("cleared", rows(0).size() < 2)


## A second game beside the first one; both end.
func look_at_games() -> void:
	await turn("Achievements")
	await until(func(): return choices().size() == 3)
	tell("choices", choices())
	tell("picture of the dock", await colours())
	option("What is shown").item_selected.emit(2)
	await until(func(): return "Offline runtime" in title() and rows(0).size() == 5)
	await turn("Log")
	tell("second", [title(), not rows(0).is_empty()])
	option("What is shown").item_selected.emit(1)
	await turn("Achievements")
	EditorInterface.stop_playing_scene()
	await until(func(): return "store" in title())
	tell("ended", choices()[1].ends_with("(ended)"))
	await until(func(): return rows(0).size() == 5)
	await turn("Log")
	tell("log stays", not rows(0).is_empty())
	option("What is shown").item_selected.emit(1)
	tell("of the end", [title(), await notice_on("Achievements")])


func dock() -> Node:
	for found in of_class(get_tree().root, "EditorDock"):
		if found.title == "Steamworks":
			return found
	return null


func visible_of(type: String, where: Node) -> Array[Node]:
	return of_class(where, type).filter(func(found): return found.is_visible_in_tree())


func title() -> String:
	return visible_of("Label", dock())[0].text


func text() -> String:
	return visible_of("Label", dock())[1].text


func said() -> String:
	for label: Label in visible_of("Label", dock()):
		if label.text.begins_with("NumGames") or label.text.begins_with("Copied") or label.text.ends_with("reset."):
			return label.text
	return ""


func notice() -> String:
	for label: Label in visible_of("Label", page()):
		if label.horizontal_alignment == HORIZONTAL_ALIGNMENT_CENTER:
			return label.text
	return ""


func notice_on(name: String) -> String:
	await turn(name)
	return notice()


## What is said below the list.
func summary() -> String:
	return visible_of("Label", page())[-1].text


func page() -> Control:
	return of_class(dock(), "TabContainer")[0].get_current_tab_control()


func turn(name: String) -> void:
	for found: Button in of_class(dock(), "Button"):
		if found.text == name and found.toggle_mode:
			found.pressed.emit()
	await frames(3)


func button(text: String) -> Button:
	for found: Button in visible_of("Button", page()):
		if found.text == text:
			return found
	return null


func press_tooltip(text: String) -> void:
	for found: Button in visible_of("Button", page()):
		if found.tooltip_text == text:
			found.pressed.emit()


func option(tooltip: String) -> OptionButton:
	for found: OptionButton in visible_of("OptionButton", dock()):
		if found.tooltip_text.begins_with(tooltip):
			return found
	return null


func select(button: OptionButton, text: String) -> int:
	for index in button.item_count:
		if button.get_item_text(index) == text:
			button.select(index)
	return button.selected


func dialog(title: String) -> ConfirmationDialog:
	for found: ConfirmationDialog in page().find_children("*", "ConfirmationDialog", true, false):
		if found.title == title:
			return found
	return null


func choices() -> Array:
	var button := option("What is shown")
	return range(button.item_count).map(func(index): return button.get_item_text(index))


func line(placeholder: String) -> LineEdit:
	for found: LineEdit in visible_of("LineEdit", page()):
		if found.placeholder_text == placeholder:
			return found
	return null


func tree() -> Tree:
	return of_class(page(), "Tree")[0]


func rows(column: int) -> Array:
	var root := tree().get_root()
	return [] if root == null else root.get_children().map(func(item): return item.get_text(column))


func row_of(name: String) -> TreeItem:
	for item in tree().get_root().get_children():
		if str(item.get_metadata(0)) == name:
			return item
	return null


func choose_row(text: String) -> void:
	row(tree().get_root(), text).select(0)


func choose_row_at(number: int) -> void:
	tree().get_root().get_child(number).select(0)


## As a double click, a new text and Enter do.
func edit(name: String, column: int, text: String) -> void:
	row_of(name).select(column)
	tree().set_selected(row_of(name), column)
	tree().edit_selected(true)
	await frames(2)
	for field: LineEdit in of_class(tree(), "LineEdit"):
		if field.is_visible_in_tree():
			field.text = text
			field.text_submitted.emit(text)
	await frames(5)


## How many colours the dock is drawn with; null without a screen.
func colours() -> Variant:
	if DisplayServer.get_name() == "headless":
		return null
	await RenderingServer.frame_post_draw
	var picture := get_tree().root.get_texture().get_image()
	picture.save_png("res://editor.png")
	picture = picture.get_region(dock().get_global_rect())
	var found := {}
	for x in range(0, picture.get_width(), 2):
		for y in range(0, picture.get_height(), 2):
			found[picture.get_pixel(x, y)] = true
	return found.size()


func picture_of(number: int) -> Image:
	return tree().get_root().get_child(number).get_icon(0).get_image()


func unique(values: Array) -> Array:
	var found := {}
	for value in values:
		found[value] = true
	return found.keys()


func missing_icons() -> Array:
	var theme := EditorInterface.get_editor_theme()
	return Array(FileAccess.get_file_as_string("res://icons.txt").split("\n", false)).filter(
			func(name): return not theme.has_icon(name, "EditorIcons"))


## What the game has written down.
func heard(text: String) -> void:
	await until(func(): return text in FileAccess.get_file_as_string("res://heard.txt"))


func until(done: Callable) -> void:
	for attempt in 1600:
		if done.call():
			return
		await get_tree().create_timer(0.05).timeout
	print("[editor] ", JSON.stringify(["waited in vain", get_stack().slice(1, 2)]))
