extends "res://steam_test.gd"
## The class OfflineSteam: what a game's own tests tell the offline runtime.

const WIN := "ACH_WIN_ONE_GAME"


## Everything that it offers is a static function; those without a result of their own say whether they did it.
func test_available() -> void:
	check(OfflineSteam.is_available(), "in a debug build with the offline runtime")
	check(not ClassDB.can_instantiate(&"OfflineSteam"), "no objects of it are needed")
	for method: Dictionary in ClassDB.class_get_method_list(&"OfflineSteam", true):
		check(method.flags & METHOD_FLAG_STATIC, method.name)


## A call fails with the result that was asked for, once.
func test_fail_next() -> void:
	var steam := await started()
	equal(OfflineSteam.fail_next("StoreStats", 2), true)
	steam.setAchievementUnlocked(WIN)
	var event: Dictionary = await steam.userProgressSave
	check(event.isError, "the store fails")
	equal(event.resultCode, 2)
	await settle()
	OfflineSteam.fail_next_io("RequestUserStats")
	steam.requestUserProgress()
	event = await steam.userProgressUpdate
	check(event.isError, "the request breaks")
	OfflineSteam.fail_next("RequestUserStats")
	OfflineSteam.delay_next("RequestUserStats", 50)
	check("RequestUserStats" in OfflineSteam.state().faults, "waits for the call")
	equal(OfflineSteam.clear_faults(), true)
	equal(OfflineSteam.state().faults, {})
	check("StoreStats" in OfflineSteam.calls(), "a known call")


## What is changed in the store is in the game, and it is told.
func test_progress() -> void:
	var steam := await started()
	equal(OfflineSteam.set_achievement(WIN), true)
	var event: Dictionary = await steam.userProgressUpdate
	equal(event.userSteamId, ME)
	equal(steam.getAchievementInfo(WIN).unlocked, true)
	equal(OfflineSteam.set_stat("NumGames", 12), true)
	equal(steam.getUserStatValue({statName = "NumGames", type = "int"}), 12)
	var report := OfflineSteam.progress()
	equal(report.steam_id, ME)
	equal(report.achievements[0].name, WIN)
	equal(OfflineSteam.progress(FRIEND).steam_id, FRIEND)
	equal(OfflineSteam.progress(FRIEND.to_int()).steam_id, FRIEND)
	equal(OfflineSteam.set_achievement(WIN, false), true)
	equal(steam.getAchievementInfo(WIN).unlocked, false)
	equal(OfflineSteam.reset_progress(), true)
	equal(OfflineSteam.achievement_icon(WIN).size(), 64 * 64 * 4)
	equal(OfflineSteam.reset_store(), true)
	await settle()


## Users, the network, the overlay and DLC.
func test_surroundings() -> void:
	var steam := await started()
	equal(OfflineSteam.act_as(FRIEND), true)
	equal(steam.userSteamId, FRIEND)
	equal(OfflineSteam.act_as(ME), true)
	equal(OfflineSteam.set_user(FRIEND, {name = "Zoë \"Z\"", level = 3, avatar = {shape = "cat", color = "#f2c14e"}}), true)
	equal(steam.getUserInfo(FRIEND).name, "Zoë \"Z\"")
	equal(OfflineSteam.users().size() >= 10, true)
	equal(OfflineSteam.set_online(false), true)
	steam.requestUserProgress(FRIEND)
	var event: Dictionary = await steam.userProgressUpdate
	equal(event.resultCode, 3)
	equal(OfflineSteam.set_online(true), true)
	equal(OfflineSteam.install_dlc(4711), true)
	equal(steam.isDlcInstalled("4711"), true)
	equal(OfflineSteam.uninstall_dlc("4711"), true)
	equal(OfflineSteam.set_latency(1), true)
	equal(OfflineSteam.set_player_count(77), true)
	equal(OfflineSteam.open_overlay(), true)
	event = await steam.overlayStatus
	equal(event.phase, "shown")
	equal(OfflineSteam.close_overlay(), true)
	equal(OfflineSteam.set_overlay_enabled(false), true)
	check(not steam.canShowOverlay, "no overlay")
	OfflineSteam.set_overlay_enabled(true)
	equal(OfflineSteam.start_purchase(9), true)
	equal(OfflineSteam.approve_purchase("9"), true)
	equal(OfflineSteam.start_purchase(10), true)
	equal(OfflineSteam.decline_purchase(10), true)
	equal(OfflineSteam.post_callback(331, PackedByteArray([1, 0, 0, 0, 0, 0, 0, 0, 224, 1, 0, 0])), true)
	OfflineSteam.set_latency(3)
	await settle()


## Leaderboards are made, filled and read.
func test_leaderboards() -> void:
	equal(OfflineSteam.create_leaderboard("Heights", "ascending", "seconds"), true)
	equal(OfflineSteam.set_leaderboard_score("Heights", ME, 30), true)
	equal(OfflineSteam.add_leaderboard_entries("Heights", [FRIEND, OTHER_FRIEND], [10, 20]), true)
	var ranks := OfflineSteam.leaderboard_entries("Heights").map(func(entry: Dictionary) -> int: return entry.score)
	equal(ranks, [10, 20, 30])
	equal(OfflineSteam.remove_leaderboard_entry("Heights", FRIEND), true)
	equal(OfflineSteam.leaderboard_entries("Heights", 1, 1)[0].steam_id, OTHER_FRIEND)
	equal(OfflineSteam.generate_leaderboard_entries("Heights", 5, 1, 9), true)
	equal(OfflineSteam.clear_leaderboard("Heights"), true)
	equal(OfflineSteam.leaderboard_entries("Heights"), [])
	equal(OfflineSteam.reset_leaderboard("Heights"), true)
	check(OfflineSteam.leaderboards().all(func(board: Dictionary) -> bool: return board.name != "Heights"), "gone")


## Events are recorded once, however many nodes emit them, in order.
func test_events() -> void:
	var steam := await started()
	var second := add_steam()
	await happens(func() -> bool: return not events.is_empty())
	await settle()
	OfflineSteam.record_events()
	steam.setAchievementUnlocked(WIN)
	await settle()
	equal(OfflineSteam.events("userProgressSave").size(), 1)
	equal(OfflineSteam.events("userProgressSave")[0].isError, false)
	var names := OfflineSteam.events().map(func(event: Dictionary) -> String: return event.name)
	check(names.find("userProgressSave") < names.find("achievementInfoUpdate"), str(names))
	second.requestActivePlayerCount()
	await second.activePlayerCount
	equal(OfflineSteam.events("activePlayerCount").size(), 1)
	OfflineSteam.record_events()
	equal(OfflineSteam.events(), [])


## What is refused is one error that names the value, and a failure value.
func test_refused() -> void:
	expect_error("OfflineSteam.fail_next(): no call 'Nonsense'; one of RequestUserStats")
	equal(OfflineSteam.fail_next("Nonsense"), false)
	expect_error("OfflineSteam.act_as(): argument 1 of ActAs: expected a whole number, got 'me'")
	equal(OfflineSteam.act_as("me"), false)
	expect_error("OfflineSteam.act_as(): no user '5' in")
	equal(OfflineSteam.act_as(5), false)
	expect_error("expected a whole number, got '184467440737095516160'")
	equal(OfflineSteam.act_as("184467440737095516160"), false)
	expect_error("OfflineSteam.progress(): no user 5 in")
	equal(OfflineSteam.progress(5), {})
	expect_error("OfflineSteam.leaderboard_entries(): no leaderboard 'None'")
	equal(OfflineSteam.leaderboard_entries("None"), [])
	expect_error("OfflineSteam.achievement_icon(): no achievement 'NOPE'")
	equal(OfflineSteam.achievement_icon("NOPE"), PackedByteArray())
	expect_error("OfflineSteam.set_stat(): NumGames = '1.5': an integer")
	equal(OfflineSteam.set_stat("NumGames", 1.5), false)
	expect_error("OfflineSteam.fail_next(): argument 2 of FailNext: expected a number from -2147483648")
	equal(OfflineSteam.fail_next("StoreStats", 1 << 32), false)
	expect_error("AddLeaderboardEntries takes lists of one length")
	equal(OfflineSteam.add_leaderboard_entries("Feet Traveled", [1, 2], [3]), false)
	expect_error("OfflineSteam.set_user(): ")
	equal(OfflineSteam.set_user(FRIEND, {hat = "red"}), false)
	expect_error("a text, a number, a bool or a dictionary is expected")
	equal(OfflineSteam.set_user(FRIEND, {name = [1]}), false)
	expect_error("OfflineSteam.uninstall_dlc(): argument 1 of UninstallDlc: expected a number from 0")
	equal(OfflineSteam.uninstall_dlc(1 << 32), false)
	expect_error("OfflineSteam.set_app(): ")
	equal(OfflineSteam.set_app("res://nowhere.toml"), false)
	expect_error("/nowhere.toml")
	expect_error("OfflineSteam_FailNextInit: the number is out of range")
	equal(OfflineSteam.fail_next_init(4), false)
