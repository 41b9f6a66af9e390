extends "res://engine_test.gd"
## The game of the tutorial, with scripts in GDScript and with the same ones in Python.

var _game: Node2D


func _exit_tree() -> void:
	Engine.time_scale = 1.0


## Stars are caught and missed, Steam is told, and the player sees what Steam says: GDScript.
func test_in_gdscript() -> void:
	await _play("gd")


## The same scenes with the scripts in Python.
func test_in_python() -> void:
	await _play("py")


func _play(language: String) -> void:
	await _start(language)
	var steam: Steamworks = _game.get_node("Steamworks")
	var trophy: Label = _game.get_node("Trophy")
	var message: Label = _game.get_node("Message")
	var stars: Variant = steam.getUserStatValue({statName = "Stars", type = "int"})
	equal(stars, 0)
	equal(steam.getAchievementInfo("FIRST_STAR").unlocked, false)

	await _until(func() -> bool: return _catch() and _game.score == 1, "a star is caught")
	equal(_game.get_node("Score").text, "Stars: 1")
	await _until(func() -> bool: return trophy.text != "", "Steam says so")
	equal(trophy.text, "The first of many: Catch a star.")

	await _until(func() -> bool: return _catch() and message.visible, "the round ends")
	check(_game.score >= 3, "several were caught")
	equal(message.text, "%d stars! Enter plays again." % _game.score)
	equal(_game.missed, 0)
	var best: Label = _game.get_node("Best")
	await _until(func() -> bool: return best.text != "", "the best are shown")
	check("Me: %d" % _game.score in best.text, best.text)
	check("Zoë: 17" in best.text, best.text)
	equal(steam.getUserStatValue({statName = "Stars", type = "int"}), _game.score)
	check(steam.getAchievementInfo("NOTHING_MISSED").unlocked, "nothing was missed")

	await _again()
	check(not message.visible, "a new round")
	_game.get_node("Basket").position.y = -500
	await _until(func() -> bool: return _game.missed > 0, "one falls")
	check(steam.resetUserProgress(), "for who comes next")
	await frames(10)


## Starts a round of a few stars, once Steam has told of the player.
func _start(language: String) -> void:
	Engine.time_scale = 4.0
	for scene: String in ["star", "game"]:
		var text := FileAccess.get_file_as_string("res://%s.tscn" % scene)
		text = text.replace(".gd\"", ".%s\"" % language).replace("star.tscn", "star_%s.tscn" % language)
		var file := FileAccess.open("res://%s_%s.tscn" % [scene, language], FileAccess.WRITE)
		file.store_string(text)
		file.close()
	_game = load("res://game_%s.tscn" % language).instantiate()
	_game.get_node("RoundTimer").wait_time = 4.0
	add_child(_game)
	await _game.get_node("Steamworks").userProgressUpdate


## Holds the basket below the star that is lowest.
func _catch() -> bool:
	var basket: Area2D = _game.get_node("Basket")
	for star: Area2D in get_tree().get_nodes_in_group("stars"):
		basket.position = star.position
		break
	return true


func _again() -> void:
	var press := InputEventKey.new()
	press.keycode = KEY_ENTER
	press.pressed = true
	Input.parse_input_event(press)
	await frames(3)


func _until(condition: Callable, what: String) -> void:
	for _frame in 1200:
		if condition.call():
			check(true)
			return
		await get_tree().physics_frame
	check(false, what)
