extends "res://engine_test.gd"
## Uses the menu and the scenes as a person does: opens each scene, presses what there is to press,
## goes back. The scenes are those in the language that DEMO_LANGUAGE names.
##
## What is in a scene is not typed here, because it has the same methods and properties in each
## language, but not the same class.

const PATIENCE := 600

var _main: Control


func _ready() -> void:
	_main = preload("res://main.tscn").instantiate()
	_main.set("plays_without_display", false)
	add_child(_main)
	await _until("players", func() -> bool: return _label("Players").ends_with("playing now"))
	var tab := "%PythonTab" if OS.get_environment("DEMO_LANGUAGE") == "python" else "%GDScriptTab"
	(_main.get_node(tab) as Button).pressed.emit()
	check((_main.get_node(tab) as Button).button_pressed, "the language that was chosen")
	for scene_name: String in SceneList.names():
		var card: Button = _main.get_node("%Cards").get_node(scene_name)
		print("open ", scene_name)
		card.pressed.emit()
		var scene := _scene()
		equal(scene.call("scene_name"), scene_name, "the scene that the card opens")
		equal((scene.get_script() as Script).get_path().get_extension(), _extension(), "its script")
		check(not (_main.get_node("%Menu") as Control).visible, "the menu is hidden")
		if has_method("_use_" + scene_name):
			await call("_use_" + scene_name, scene)
		# Left while it plays itself, unless that was over at once.
		(scene.get_node("%Header").get_node("%Play") as Button).pressed.emit()
		await frames(2)
		# The overview goes back by its button, the others by the key.
		if scene_name == "overview":
			(scene.get_node("%Header").get_node("%Back") as Button).pressed.emit()
		else:
			Input.parse_input_event(_escape())
		await _until("back from " + scene_name, func() -> bool: return _scene() == null)
		check((_main.get_node("%Menu") as Control).visible, "the menu is shown again")
		check(card.has_focus(), "the card has the focus again")
	finish()


func _use_achievements(scene: Control) -> void:
	var cards: Control = scene.get_node("%Cards")
	await _until("pictures", func() -> bool:
		return cards.get_child_count() == 5 and cards.get_children().all(
			func(card: Node) -> bool: return card.call("has_image")))
	var first: Variant = cards.get_child(0)
	var locked: int = first.image_handle
	(first.get_node("%UnlockButton") as Button).pressed.emit()
	await _until("new picture", func() -> bool: return first.image_handle != locked)
	check(first.is_unlocked, "it is unlocked")
	(scene.get_node("LockDialog") as ConfirmationDialog).confirmed.emit()
	await _until("old picture", func() -> bool: return first.image_handle == locked)
	check(not first.is_unlocked, "it is locked again")


func _use_unlocking(scene: Control) -> void:
	await _until("picture", func() -> bool:
		return (scene.get_node("%Picture") as TextureRect).texture != null)
	(scene.get_node("%Corners/TopLeft") as Button).pressed.emit()
	(scene.get_node("%FireManyButton") as Button).pressed.emit()
	var toast: Control = scene.get_node("%Toast")
	await _until("notice", func() -> bool: return toast.visible)
	equal(toast.position, Vector2(14, 14), "the notice's corner")
	equal((toast.get_node("%ToastHeading") as Label).text, "Progress  25 / 100")
	var click := InputEventMouseButton.new()
	click.button_index = MOUSE_BUTTON_LEFT
	click.pressed = true
	click.position = Vector2(100, 100)
	scene.get_node("%Range").call("_gui_input", click)
	equal((scene.get_node("%Count") as Label).text, "26 / 100", "a click fires, too")


func _use_friends(scene: Control) -> void:
	var list: Control = scene.get_node("%Friends")
	await _until("friends", func() -> bool: return list.get_child_count() == 7)
	for row: Button in list.get_children():
		row.pressed.emit()
		check(row.call("is_complete"), "the friend has a name")
		await frames(2)
	var state: Label = scene.get_node("%OverlayState")
	for button: Button in scene.get_node("%Pages").get_children():
		button.pressed.emit()
		await _until(button.text, func() -> bool: return state.text == "The overlay is shown.")


func _use_leaderboard(scene: Control) -> void:
	var rows: Control = scene.get_node("%Rows")
	var rank := func(index: int) -> String:
		if rows.get_child_count() == 0:
			return ""
		return (rows.get_child(index).get_node("%Rank") as Label).text
	await _until("first page", func() -> bool: return rank.call(0) == "1")
	equal(rows.get_child_count(), 10, "entries on a page")
	(scene.get_node("%LastButton") as Button).pressed.emit()
	await _until("last page", func() -> bool: return rank.call(-1) == "2,507")
	check((scene.get_node("%NextButton") as Button).disabled, "there is no page after the last")
	(scene.get_node("%BackButton") as Button).pressed.emit()
	await _until("page before", func() -> bool: return rank.call(-1) == "2,500")
	(scene.get_node("%FirstButton") as Button).pressed.emit()
	(scene.get_node("%NextButton") as Button).pressed.emit()
	await _until("second page", func() -> bool: return rank.call(0) == "11")
	(scene.get_node("%FriendsTab") as Button).pressed.emit()
	await _until("friends", func() -> bool: return rows.get_child_count() == 7)
	# A board on which the player has no score.
	(scene.get_node("%Boards").get_child(1) as Button).pressed.emit()
	await _until("other board", func() -> bool:
		var is_empty := (scene.get_node("%MyScore") as Label).text == "no score yet"
		return is_empty and rank.call(0) == "1" and rows.get_child_count() == 10)
	(scene.get_node("%AroundTab") as Button).pressed.emit()
	await _until("nobody around", func() -> bool: return rows.get_child_count() == 0)
	(scene.get_node("%Value") as SpinBox).value = 75
	(scene.get_node("%UploadButton") as Button).pressed.emit()
	await _until("own score", func() -> bool:
		return (scene.get_node("%MyScore") as Label).text == "1:15")
	var result: String = (scene.get_node("%Result") as Label).text
	check(result.begins_with("A new best: rank "), result)
	check(result.ends_with(", the first one."), result)


func _use_groups(scene: Control) -> void:
	var ring: Control = scene.get_node("%Ring")
	await _until("full group", func() -> bool: return ring.get_child_count() == 6)
	var images := ring.get_children()
	for name: String in ["TurnButton", "FadeButton", "GrowButton", "FillButton"]:
		(scene.get_node("%" + name) as Button).button_pressed = true
	equal(ring.get_child_count(), 0, "the emptied group")
	await frames(2)
	for image: Variant in images:
		check(not is_instance_valid(image), "the pictures' controls are freed")
	(scene.get_node("%FillButton") as Button).button_pressed = false
	equal(ring.get_child_count(), 6, "the group is filled again")


func _scene() -> Control:
	for child in _main.get_children():
		if child.has_method("scene_name"):
			return child
	return null


func _extension() -> String:
	return "py" if OS.get_environment("DEMO_LANGUAGE") == "python" else "gd"


func _label(unique_name: String) -> String:
	return (_main.get_node("%" + unique_name) as Label).text


func _until(what: String, condition: Callable) -> void:
	for _frame in PATIENCE:
		if condition.call():
			return
		await frames()
	check(false, "%s came in %d frames" % [what, PATIENCE])


func _escape() -> InputEventKey:
	var key := InputEventKey.new()
	key.keycode = KEY_ESCAPE
	key.pressed = true
	return key
