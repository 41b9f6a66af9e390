extends SceneTree

var failures := 0


func _initialize() -> void:
	OfflineSteam.set_home("user://steam-in-tests")
	OfflineSteam.reset_store()
	OfflineSteam.record_events()
	await test_the_player_is_told_when_steam_does_not_save()
	await test_winning_unlocks_the_achievement()
	quit(1 if failures else 0)


func test_the_player_is_told_when_steam_does_not_save() -> void:
	var game := await start("res://main.tscn")
	OfflineSteam.fail_next("StoreStats", 2)
	game.win()
	var event: Dictionary = await game.get_node("Steamworks").userProgressSave
	check(event.resultCode == 2, "Steam refuses")
	check(game.message == "Your progress could not be saved.", game.message)
	game.queue_free()
	await process_frame


func test_winning_unlocks_the_achievement() -> void:
	var game := await start("res://main.tscn")
	game.win()
	await game.get_node("Steamworks").achievementInfoUpdate
	check(OfflineSteam.events("achievementInfoUpdate").size() == 1, "one event")
	check(OfflineSteam.progress().achievements[0].unlock_time > 0, "it is stored")
	game.queue_free()
	await process_frame


func start(path: String) -> Node:
	var game: Node = (load(path) as PackedScene).instantiate()
	root.add_child(game)
	await process_frame
	return game


func check(condition: bool, what: String) -> void:
	if not condition:
		failures += 1
		push_error("failed: " + what)
