extends "res://engine_test.gd"
## Has the scenes play themselves for a player who has everything: says no to the reset, then yes,
## and then leaves without an answer. The scenes are those in the language that DEMO_LANGUAGE names.

const PATIENCE := 600


func _ready() -> void:
	for scene_name: String in ["overview", "achievements", "unlocking"]:
		var scene := SceneList.open(scene_name, OS.get_environment("DEMO_LANGUAGE"))
		add_child(scene)
		scene.set("can_ask", true)
		equal(scene.get("can_ask"), true)
		var question: ConfirmationDialog = scene.get_node("ResetQuestion")
		for yes: bool in [false, true]:
			var result: Array[bool] = []
			_play(scene, result)
			await _until("the question of " + scene_name, func() -> bool: return question.visible)
			equal(_unlocked(scene), 5, "nothing is reset before the answer")
			check(question.get_cancel_button().has_focus(), "a stray key means no")
			(question.get_ok_button() if yes else question.get_cancel_button()).pressed.emit()
			await _until("the end of " + scene_name, func() -> bool: return not result.is_empty())
			equal(result, [yes] as Array[bool], "whether it was played")
			equal(_unlocked(scene) < 5, yes, "whether all was reset")
		var steam: Steamworks = scene.get_node("Steamworks")
		for achievement: String in steam.getAchievementNames():
			steam.setAchievementUnlocked(achievement)
		await frames(2)
		# Left while the question is open.
		_play(scene, [])
		await _until("the question again", func() -> bool: return question.visible)
		scene.queue_free()
		await frames(2)
	finish()


func _play(scene: Control, result: Array[bool]) -> void:
	# Not awaited: in Python a function of a scene that is freed never comes back.
	scene.connect("played", func(done: bool) -> void: result.append(done), CONNECT_ONE_SHOT)
	scene.call("play")


func _unlocked(scene: Control) -> int:
	var steam: Steamworks = scene.get_node("Steamworks")
	return steam.getAchievementNames().filter(
		func(achievement: String) -> bool: return steam.getAchievementInfo(achievement)["unlocked"]
	).size()


func _until(what: String, condition: Callable) -> void:
	for _frame in PATIENCE:
		if condition.call():
			return
		await frames()
	check(false, "%s came in %d frames" % [what, PATIENCE])
