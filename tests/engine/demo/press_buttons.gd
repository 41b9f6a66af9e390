extends "res://engine_test.gd"
## Presses each button of the overview, and waits for what it has to cause. The scene is the one in
## the language that DEMO_LANGUAGE names.

const CAUSED: Dictionary[String, Array] = {
	"WinButton": ["userProgressSave", "userProgressUpdate", "achievementInfoUpdate"],
	"LoseButton": ["userProgressSave", "userProgressUpdate"],
	"FlyButton": ["userProgressSave", "userProgressUpdate"],
	"FireButton": ["achievementInfoUpdate", "userProgressSave", "userProgressUpdate"],
	"ShowProgressButton": ["achievementInfoUpdate", "userProgressSave", "userProgressUpdate"],
	"UnlockButton": ["userProgressSave", "userProgressUpdate", "achievementInfoUpdate"],
	"FriendButton": ["userProgressUpdate"],
	"FailingButton": ["userProgressUpdate"],
	"ResetButton": ["userProgressSave"],
}

var _came: Array[String] = []


func _ready() -> void:
	var main: Control = SceneList.open("overview", OS.get_environment("DEMO_LANGUAGE"))
	var steam: Steamworks = main.get_node("Steamworks")
	for from_steam: Signal in [
		steam.userProgressUpdate, steam.userProgressSave, steam.achievementInfoUpdate,
	]:
		from_steam.connect(func(event: Dictionary) -> void: _came.append(event["name"]))
	add_child(main)
	await _all_come(["userProgressUpdate"])
	for button_name: String in CAUSED:
		_came.clear()
		print("button ", button_name)
		var button: Button = main.get_node("%Actions").get_node(button_name)
		check(not button.disabled, "%s can be pressed" % button_name)
		button.pressed.emit()
		if button_name == "ResetButton":
			(main.get_node("ResetDialog") as ConfirmationDialog).confirmed.emit()
		await _all_come(CAUSED[button_name])
		equal(_came, CAUSED[button_name] as Array[String], button_name)
	equal((main.get_node("%Actions") as Control).get_children().filter(
		func(child: Node) -> bool: return child is Button
	).size(), CAUSED.size(), "every button was pressed")
	finish()


func _all_come(names: Array) -> void:
	for _frame in 600:
		if _came.size() >= names.size():
			return
		await get_tree().process_frame
	check(false, "%s came, expected %s" % [_came, names])
