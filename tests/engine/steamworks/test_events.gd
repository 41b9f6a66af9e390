extends "res://steam_test.gd"
## Which events come, when, with what.


## The start-up event comes by itself, once, with just the documented keys.
func test_start_up() -> void:
	var steam := add_steam()
	equal(events, [] as Array[Dictionary], "none while entering the tree")
	check(await happens(func() -> bool: return not events.is_empty()))
	await settle()
	equal(events, [{
		"name": "userProgressUpdate", "isError": false, "resultCode": 1, "userSteamId": ME,
	}] as Array[Dictionary])
	check(steam.isLoggedOn)


## A node that joins later has a start-up event of its own, which the first does not hear.
func test_second_node() -> void:
	var first := await started()
	var seconds: Array[Dictionary] = []
	var second := Steamworks.new()
	record(second, seconds)
	add_child(second)
	await settle()
	equal(events.size(), 0)
	equal(seconds.size(), 1)
	second.requestUserProgress(FRIEND)
	await settle()
	equal(events.size(), 1, "the first hears what the second asked for")
	equal(seconds.size(), 2)
	equal(events[0], seconds[1])
	check(not is_same(events[0], seconds[1]), "each has a dictionary of its own")
	first.free()
	check(second.isLoggedOn, "the connection stays for the second")
	second.requestUserProgress()
	await settle()
	equal(seconds.size(), 3)


## An unlocked achievement is saved, told, and updated; not from inside the call.
func test_unlock() -> void:
	var steam := await started()
	check(steam.setAchievementUnlocked("ACH_WIN_ONE_GAME"))
	equal(events.size(), 0, "no event inside the call")
	await settle()
	equal(names(), ["userProgressSave", "userProgressUpdate", "achievementInfoUpdate"])
	equal(events[0], {
		"name": "userProgressSave", "isError": false, "resultCode": 1, "userSteamId": ME,
	})
	equal(events[2], {
		"name": "achievementInfoUpdate", "achievementName": "ACH_WIN_ONE_GAME",
		"currentProgress": null, "maxProgress": null,
	})
	check(events[2].currentProgress == null, "a key without a value can be read")
	events.clear()
	check(steam.setAchievementUnlocked("ACH_WIN_ONE_GAME"), "again is no failure")
	await settle()
	check("userProgressUpdate" in names())


## Progress is shown with its numbers; a negative value counts as 0; the whole unlocks.
func test_progress() -> void:
	var steam := await started()
	check(steam.setAchievementProgress("ACH_WIN_100_GAMES", 40, 100))
	await settle()
	var shown: Array = events.filter(func(event: Dictionary) -> bool: return event.name == "achievementInfoUpdate")
	equal(shown, [{
		"name": "achievementInfoUpdate", "achievementName": "ACH_WIN_100_GAMES",
		"currentProgress": 40, "maxProgress": 100,
	}] as Array[Dictionary])
	check("userProgressUpdate" in names())
	check(steam.setAchievementProgress("ACH_WIN_100_GAMES", -5, 100))
	check(steam.setAchievementProgress("ACH_WIN_100_GAMES", 100, 100))
	check(steam.getAchievementInfo("ACH_WIN_100_GAMES").unlocked)
	equal(steam.setAchievementProgress("ACH_WIN_100_GAMES", 40, 100), false, "nothing left to show")


## Sets of one frame are stored together: one save, one update.
func test_batch() -> void:
	var steam := await started()
	for index in 20:
		check(steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": index}]))
	check(steam.setAchievementUnlocked("ACH_HEAVY_FIRE"))
	await settle()
	equal(names().count("userProgressSave"), 1)
	equal(names().count("userProgressUpdate"), 1)
	equal(names().count("achievementInfoUpdate"), 1)


## The new values can be read inside the listener of the update.
func test_values_in_listener() -> void:
	var steam := await started()
	var read := []
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void:
		read.append(steam.getUserStatValue({"statName": "NumWins", "type": "int"}))
		read.append(steam.getAchievementInfo("ACH_WIN_ONE_GAME").unlocked)
		read.append(steam.getUserStatValue({"statName": "NumWins", "type": "int", "userSteamId": FRIEND})))
	steam.setUserStatValues([{"statName": "NumWins", "type": "int", "value": 6}])
	steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")
	await settle()
	equal(read, [6, true, null])
	read.clear()
	steam.requestUserProgress(FRIEND)
	await settle()
	equal(read, [6, true, 17])


## Another user's progress comes on request, may be dropped, and comes again; one request, one event.
func test_other_user() -> void:
	var steam := await started()
	equal(steam.getAchievementInfo("ACH_WIN_ONE_GAME", FRIEND), null)
	check(steam.requestUserProgress(FRIEND))
	await settle()
	equal(events, [{
		"name": "userProgressUpdate", "isError": false, "resultCode": 1, "userSteamId": FRIEND,
	}] as Array[Dictionary])
	equal(steam.getAchievementInfo("ACH_WIN_ONE_GAME", FRIEND).unlockTime, 1700000000)
	events.clear()
	control.unload(FRIEND)
	await settle()
	equal(events, [{"name": "userProgressUnload", "userSteamId": FRIEND}] as Array[Dictionary])
	equal(steam.getAchievementInfo("ACH_WIN_ONE_GAME", FRIEND), null)
	for time in 3:
		check(steam.requestUserProgress(FRIEND))
	check(steam.requestUserProgress(OTHER_FRIEND))
	events.clear()
	await settle()
	equal(events.size(), 4, "each request has its event")


## A request that Steam answers with a failure, or not at all, is an event with its code.
func test_failures() -> void:
	var steam := await started()
	control.fail_next("RequestUserStats", Steamworks.RESULT_SERVICE_UNAVAILABLE)
	check(steam.requestUserProgress(FRIEND))
	await settle()
	equal(events, [{
		"name": "userProgressUpdate", "isError": true, "resultCode": 20, "userSteamId": FRIEND,
	}] as Array[Dictionary])
	events.clear()
	control.fail_next_io("RequestUserStats")
	check(steam.requestUserProgress(FRIEND))
	await settle()
	equal(events.size(), 1)
	equal(events[0].isError, true)
	equal(events[0].resultCode, 37)


## A value that Steam refuses is put back, and told with result 8.
func test_refused_value() -> void:
	var steam := await started()
	steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": 9}])
	await settle()
	events.clear()
	check(steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": 4}]))
	await settle()
	equal(names(), ["userProgressSave", "userProgressUpdate"])
	equal(events[0].resultCode, 8)
	equal(events[0].isError, true)
	equal(steam.getUserStatValue({"statName": "NumGames", "type": "int"}), 9)


## A reset is followed by no update.
func test_reset() -> void:
	var steam := await started()
	steam.setUserStatValues([{"statName": "NumWins", "type": "int", "value": 2}])
	steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")
	await settle()
	events.clear()
	check(steam.resetUserStats())
	equal(steam.getUserStatValue({"statName": "NumWins", "type": "int"}), 0)
	equal(steam.getAchievementInfo("ACH_WIN_ONE_GAME").unlocked, true)
	check(steam.resetUserProgress())
	equal(steam.getAchievementInfo("ACH_WIN_ONE_GAME").unlocked, false)
	await settle()
	check(not "userProgressUpdate" in names())


## Events keep coming while the tree is paused, whatever the parents' modes are.
func test_paused() -> void:
	var parent := Node.new()
	parent.process_mode = Node.PROCESS_MODE_DISABLED
	add_child(parent)
	var steam := add_steam(parent)
	get_tree().paused = true
	check(await happens(func() -> bool: return not events.is_empty()))
	steam.requestUserProgress(FRIEND)
	check(await happens(func() -> bool: return events.size() == 2))
	get_tree().paused = false


## A scene that was saved with the mode of an ordinary node pumps in a pause all the same.
func test_saved_with_default_mode() -> void:
	var root: Node = load("res://inherit.tscn").instantiate()
	var steam: Steamworks = root.get_node("Steamworks")
	equal(steam.process_mode, Node.PROCESS_MODE_INHERIT)
	record(steam, events)
	get_tree().paused = true
	add_child(root)
	check(await happens(func() -> bool: return not events.is_empty()))
	get_tree().paused = false
	equal(steam.process_mode, Node.PROCESS_MODE_ALWAYS)


## A mode that somebody chose stays.
func test_chosen_mode() -> void:
	var steam := Steamworks.new()
	equal(steam.process_mode, Node.PROCESS_MODE_ALWAYS)
	steam.process_mode = Node.PROCESS_MODE_PAUSABLE
	add_child(steam)
	equal(steam.process_mode, Node.PROCESS_MODE_PAUSABLE)


## Callbacks of other games are ignored.
func test_other_game() -> void:
	await started()
	var received := PackedByteArray()
	received.resize(20)
	received.encode_u64(0, 570)
	received.encode_s32(8, 1)
	received.encode_u64(12, ME.to_int())
	control.post(1101, received)
	var stored := PackedByteArray()
	stored.resize(12)
	stored.encode_u64(0, 570)
	stored.encode_s32(8, 1)
	control.post(1102, stored)
	await settle()
	equal(events.size(), 0)
	received.encode_u64(0, 480)
	control.post(1101, received)
	await settle()
	equal(events.size(), 1, "and of this one are not")


## A message of another size than its layout is refused with an error, and the next is heard.
func test_wrong_size() -> void:
	var steam := await started()
	expect_error("UserStatsStored")
	var stored := PackedByteArray()
	stored.resize(7)
	control.post(1102, stored)
	steam.requestUserProgress(FRIEND)
	await settle()
	equal(names(), ["userProgressUpdate"])


## Each event of progress comes later, to signals before listeners, in one frame, with just its documented keys.
func test_order_and_keys() -> void:
	var steam := await started()
	await caused(steam, "userProgressUpdate", steam.requestUserProgress.bind(FRIEND))
	await caused(steam, "userProgressUnload", control.unload.bind(FRIEND))
	await caused(steam, "userProgressSave", steam.setUserStatValues.bind([{"statName": "NumWins", "type": "int", "value": 1}]))
	await caused(steam, "userProgressUpdate", steam.setAchievementUnlocked.bind("ACH_WIN_ONE_GAME"))
	await caused(steam, "achievementInfoUpdate", steam.setAchievementUnlocked.bind("ACH_HEAVY_FIRE"))
	await caused(steam, "achievementInfoUpdate", steam.setAchievementProgress.bind("ACH_WIN_100_GAMES", 3, 100))


## Within one unlocking the events come in the order in which Steam posts them.
func test_order_of_events() -> void:
	var steam := await started()
	steam.getAchievementImageInfo("ACH_TRAVEL_FAR_SINGLE")
	check(await happens(func() -> bool: return not named("achievementImageUpdate").is_empty()))
	events.clear()
	check(steam.setAchievementUnlocked("ACH_TRAVEL_FAR_SINGLE"))
	await settle()
	var order := names()
	equal(order.size(), 4)
	check(order.find("userProgressSave") < order.find("achievementInfoUpdate"))
	for event_name: String in ["userProgressSave", "userProgressUpdate", "achievementInfoUpdate", "achievementImageUpdate"]:
		equal(order.count(event_name), 1, event_name)
