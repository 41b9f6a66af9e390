extends GutTest

var game: Node


func before_all() -> void:
	OfflineSteam.set_home("user://steam-in-tests")


func before_each() -> void:
	OfflineSteam.reset_store()
	OfflineSteam.clear_faults()
	game = (load("res://main.tscn") as PackedScene).instantiate()
	add_child_autoqfree(game)


func test_the_player_is_told_when_steam_does_not_save() -> void:
	OfflineSteam.fail_next("StoreStats", 2)
	game.win()
	await wait_for_signal(game.get_node("Steamworks").userProgressSave, 5)
	assert_eq(game.message, "Your progress could not be saved.")


func test_winning_unlocks_the_achievement() -> void:
	var steam: Steamworks = game.get_node("Steamworks")
	watch_signals(steam)
	game.win()
	await wait_for_signal(steam.achievementInfoUpdate, 5)
	assert_signal_emit_count(steam, "achievementInfoUpdate", 1)
	assert_gt(OfflineSteam.progress().achievements[0].unlock_time, 0)
