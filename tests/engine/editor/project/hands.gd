@tool
extends Node
## What a person's hands and eyes do in the editor.


func _ready() -> void:
	if not Engine.is_editor_hint():
		return
	await frames(20)
	while EditorInterface.get_resource_filesystem().is_scanning():
		await frames(1)
	await frames(10)
	await work()
	print("[engine-test] done")
	EditorInterface.get_base_control().get_tree().quit()


func work() -> void:
	pass


func tell(what: String, value: Variant) -> void:
	print("[editor] ", JSON.stringify([what, value]))


func frames(count: int) -> void:
	for frame in count:
		await get_tree().process_frame


func base() -> Control:
	return EditorInterface.get_base_control()


func editor() -> Node:
	return EditorInterface.get_script_editor().get_current_editor()


func text_edit() -> CodeEdit:
	return EditorInterface.get_script_editor().get_current_editor().get_base_editor()


func open(path: String) -> void:
	EditorInterface.edit_script(load(path))
	await frames(3)


## As the editor does it at a pause in typing.
func check() -> void:
	for timer in of_class(editor(), "CodeTextEditor")[0].get_children(true):
		if timer is Timer:
			timer.timeout.emit()
	await frames(2)


func save() -> void:
	await check()
	for button: MenuButton in of_class(EditorInterface.get_script_editor(), "MenuButton"):
		var menu := button.get_popup()
		for index in menu.item_count:
			if button.text == "File" and menu.get_item_text(index) == "Save":
				menu.id_pressed.emit(menu.get_item_id(index))
	await frames(10)


func shown(start: String) -> Array:
	await check()
	return texts(editor(), "RichTextLabel").filter(func(text): return text.begins_with(start))


func texts(node: Node, type: String) -> Array:
	return of_class(node, type).map(
			func(label): return label.get_parsed_text() if label is RichTextLabel else label.text)


func listed(filter: String) -> Array:
	for edit: LineEdit in of_class(EditorInterface.get_script_editor(), "LineEdit"):
		if edit.placeholder_text == filter:
			var list: ItemList = of_class(edit.get_parent().get_parent(), "ItemList")[0]
			return range(list.item_count).map(func(index): return list.get_item_text(index))
	return []


func find_line(text: String) -> int:
	for line in text_edit().get_line_count():
		if text in text_edit().get_line(line):
			return line
	return -1


func row(item: TreeItem, text: String) -> TreeItem:
	if item == null or item.get_text(0).begins_with(text):
		return item
	for child in item.get_children():
		var found := row(child, text)
		if found != null:
			return found
	return null


func of_class(node: Node, type: String) -> Array[Node]:
	var found: Array[Node] = []
	if node.is_class(type):
		found.append(node)
	for child in node.get_children(true):
		found.append_array(of_class(child, type))
	return found


func choose(button: OptionButton, text: String) -> void:
	for index in button.item_count:
		if button.get_item_text(index) == text:
			button.select(index)
			button.item_selected.emit(index)
