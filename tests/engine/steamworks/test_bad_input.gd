extends "res://steam_test.gd"
## What is wrong is an error in the log that says so, and the failure value; nothing else happens.


## Names that no achievement or stat has.
func test_names() -> void:
	var steam: Variant = await started()
	var huge := "x".repeat(10_000)
	for name: Variant in ["NOPE", "", huge, " ACH_WIN_ONE_GAME", 5, null, 1.5, true, [], {},
			Vector2(1, 2), self, ^"ACH", &"", PackedByteArray([255, 254]), func() -> void: pass]:
		equal(steam.setAchievementUnlocked(name), false, str(name).left(40))
		equal(steam.setAchievementProgress(name, 1, 2), false)
	for text: String in ["setAchievementUnlocked: achievementName:", "setAchievementProgress: achievementName:",
			"'NOPE'", "an empty string", "127 bytes, got 10000"]:
		expect_error(text)
	await settle()
	equal(events.size(), 0)


## A name of every character there is goes to Steam and back without harm.
func test_unicode() -> void:
	var steam: Variant = await started()
	for name: String in ["é漢🎮", "\n\t", "ÿ", "\ufeff", char(0x10ffff), "%s%n", "'; DROP TABLE", "\\"]:
		equal(steam.setAchievementUnlocked(name), false)
		equal(steam.getAchievementInfo(name), null)
		equal(steam.getUserStatValue({"statName": name, "type": "int"}), null)
	expect_error("setAchievementUnlocked: achievementName: the app has no achievement")
	expect_error("the app has no achievement 'é漢🎮'")
	expect_error("getUserStatValue: params: the app has no stat")
	expect_error("getAchievementInfo: achievementName: the app has no achievement")


## A question about an unknown name is null, warned of once.
func test_unknown_asked() -> void:
	var steam: Variant = await started()
	equal(steam.getAchievementInfo("NOPE"), null)
	expect_error("the app has no achievement 'NOPE'; getAchievementNames() lists them")
	equal(steam.getAchievementInfo(""), null)
	expect_error("an empty string")


## IDs that are no IDs.
func test_ids() -> void:
	var steam: Variant = await started()
	for id: Variant in ["", "-1", "0", "18446744073709551616", "99999999999999999999999", "abc", "0x110000100000001",
			"7.6e16", "76561202255232769.0", " 76561202255232769", "76561202255232769 ", "७६", 76561202255232769,
			7.6561202255232769e16, true, [], {}, self, INF, NAN, "103582791429521412"]:
		equal(steam.requestUserProgress(id), false, str(id))
		equal(steam.getAchievementInfo("ACH_WIN_ONE_GAME", id), null)
		equal(steam.getUserStatValue({"statName": "NumGames", "type": "int", "userSteamId": id}), null)
	for text: String in ["requestUserProgress: userSteamId:", "getAchievementInfo: userSteamId:",
			"getUserStatValue: params.userSteamId:", "got '18446744073709551616'", "got 76561202255232769 (int)"]:
		expect_error(text)
	await settle()
	equal(events.size(), 0)


## A user whom Steam does not know is an event with an error, not an error.
func test_unknown_user() -> void:
	var steam: Variant = await started()
	equal(steam.requestUserProgress("76561202255299999"), true)
	await settle()
	equal(events.size(), 1)
	equal(events[0].userSteamId, "76561202255299999")


## Numbers that are no numbers, and those out of range.
func test_numbers() -> void:
	var steam: Variant = await started()
	for value: Variant in [NAN, INF, -INF, "5", null, true, [], {}, Vector2.ONE, self]:
		for kind: String in ["int", "float", "averageRate"]:
			equal(steam.setUserStatValues([{
				"statName": "FeetTraveled", "type": kind, "value": value, "sessionTimeLength": 1,
			}]), false, "%s %s" % [kind, value])
	equal(steam.setUserStatValues([{"statName": "FeetTraveled", "type": "float", "value": 1e300}]), false)
	for seconds: Variant in [0, -1, NAN, INF, null, "1", 1e300]:
		equal(steam.setUserStatValues([{
			"statName": "AverageSpeed", "type": "averageRate", "value": 1, "sessionTimeLength": seconds,
		}]), false, str(seconds))
	for value: Variant in [NAN, INF, 1.5, "1", null, true, 4294967296, 9223372036854775807]:
		equal(steam.setAchievementProgress("ACH_WIN_100_GAMES", value, 4), false, str(value))
		equal(steam.setAchievementProgress("ACH_WIN_100_GAMES", 4, value), false, str(value))
	for text: String in ["arrayOfStatTables[0].value: expected a finite number, got nan", "arrayOfStatTables[0].value: expected a finite number",
			"arrayOfStatTables[0].value: expected a number, got '5'", "arrayOfStatTables[0].value: expected a number, got Dictionary of size 0",
			"arrayOfStatTables[0].value: expected a number", "32-bit float",
			"arrayOfStatTables[0].sessionTimeLength", "setAchievementProgress: value: expected an integer",
			"setAchievementProgress: maxValue:", "at most 4294967295"]:
		expect_error(text)
	await settle()
	equal(events.size(), 0)
	equal(steam.getUserStatValue({"statName": "FeetTraveled", "type": "float"}), 0.0)


## Stats by the wrong type, of unknown types, with missing and unknown keys.
func test_stat_tables() -> void:
	var steam: Variant = await started()
	for params: Variant in [{}, {"statName": "NumGames"}, {"type": "int"}, {"statName": "NumGames", "type": "float"},
			{"statName": "NumGames", "type": "long"}, {"statName": "NumGames", "type": null},
			{"statName": "NumGames", "type": "int", "value": 3}, {"statName": 5, "type": "int"},
			{1: 2, [1]: 3, {2: 3}: 4}, [], "NumGames", null, 5, NAN, self]:
		equal(steam.getUserStatValue(params), null, str(params))
	for tables: Variant in [[], {}, null, "NumGames", 5, [null], [[]], [5], [{}], [[{}]],
			{"statName": "NumGames", "type": "int", "value": 3},
			[{"statName": "NumGames", "type": "float", "value": 3}],
			[{"statName": "Unknown", "type": "int", "value": 3}],
			PackedInt32Array([1, 2]), PackedStringArray(["a"]), PackedByteArray()]:
		equal(steam.setUserStatValues(tables), false, str(tables))
	for text: String in ["has no statName", "has no type", "expected one of \"int\", \"float\", \"averageRate\"",
			"has the key 'value'", "params: expected a dictionary, got 'NumGames'",
			"params: expected a dictionary", "params.statName: expected the stat name as a string, got 5",
			"arrayOfStatTables[0]: expected a dictionary, got Array of size 1", "arrayOfStatTables[0]: expected a dictionary",
			"arrayOfStatTables[1]: expected a dictionary, got 2", "did not set the int stat 'Unknown'",
			"arrayOfStatTables: expected an array with a dictionary for each stat",
			"expected at least one stat", "arrayOfStatTables[0]: expected a dictionary, got None",
			"did not set the float stat 'NumGames'", "the app has no stat 'NumGames' of type float"]:
		expect_error(text)
	equal(steam.getUserStatValue({"statName": "NumGames", "type": "int"}), 0)


## Bad entries are reported and skipped; the good ones are set.
func test_some_bad_entries() -> void:
	var steam := await started()
	check(steam.setUserStatValues([
		{"statName": "NumGames", "type": "int", "value": NAN},
		{"statName": "NumWins", "type": "int", "value": 2},
		7,
	]))
	expect_error("arrayOfStatTables[0].value")
	expect_error("arrayOfStatTables[2]")
	equal(steam.getUserStatValue({"statName": "NumWins", "type": "int"}), 2)


## Containers that contain themselves, and huge ones, are refused like any other wrong value.
func test_containers() -> void:
	var steam: Variant = await started()
	var array := []
	array.append(array)
	equal(steam.setUserStatValues(array), false)
	var table := {"type": "int"}
	table.statName = table
	equal(steam.getUserStatValue(table), null)
	equal(steam.setUserStatValues([table]), false)
	var around := {}
	around[[1]] = around  # in itself as a key it would have the engine count for ever
	equal(steam.getUserStatValue(around), null)
	var deep := []
	for level in 5000:
		deep = [deep]
	equal(steam.setUserStatValues(deep), false)
	equal(steam.requestUserProgress(array), false)
	equal(steam.addEventListener("userProgressUpdate", table), false)
	expect_error("arrayOfStatTables[0]: expected a dictionary, got Array of size 1")
	expect_error("arrayOfStatTables[0]: has no value")
	expect_error("params.statName: expected the stat name as a string, got Dictionary of size 2")
	expect_error("params: has no statName")
	expect_error("userSteamId")
	expect_error("addEventListener: listener")
	array.clear()
	table.clear()
	around.clear()


## Too few and too many arguments.
func test_argument_count() -> void:
	var steam: Variant = await started()
	equal(steam.setAchievementUnlocked(), false)
	equal(steam.setAchievementUnlocked("ACH_WIN_ONE_GAME", 2), false)
	equal(steam.setAchievementProgress("ACH_WIN_ONE_GAME"), false)
	equal(steam.getAchievementNames(1), [])
	equal(steam.getAchievementInfo(), null)
	equal(steam.getUserStatValue(), null)
	equal(steam.addEventListener("userProgressUpdate"), false)
	equal(steam.callv("resetUserProgress", range(40)), false)
	equal(steam.callv("requestUserProgress", range(40)), false)
	for text: String in ["expected setAchievementUnlocked(achievementName)",
			"expected setAchievementProgress(achievementName, value, maxValue)", "expected getAchievementNames()",
			"expected getAchievementInfo(achievementName, userSteamId = null)", "expected getUserStatValue(params)",
			"expected addEventListener(eventName, listener)", "expected resetUserProgress()",
			"expected requestUserProgress(userSteamId = null)"]:
		expect_error(text)
	equal(steam.getAchievementInfo("ACH_WIN_ONE_GAME").unlocked, false)


## Events that are no events, and listeners that cannot listen.
func test_listeners() -> void:
	var steam: Variant = await started()
	var good := func(_event: Dictionary) -> void: pass
	for event_name: Variant in ["userprogressupdate", "", "ready", null, 5, [], "x".repeat(10_000)]:
		equal(steam.addEventListener(event_name, good), false)
		equal(steam.removeEventListener(event_name, good), false)
	for listener: Variant in [null, 5, "text", {}, [], Node, self, steam, Callable(), Callable(self, "nothing_like_it"),
			Callable(null, "x"), Vector2.ONE]:
		equal(steam.addEventListener("userProgressUpdate", listener), false, str(listener))
		equal(steam.removeEventListener("userProgressUpdate", listener), false, str(listener))
	equal(steam.removeEventListener("userProgressUpdate", good), false, "was never added")
	expect_error("addEventListener: eventName: expected one of userProgressUpdate")
	expect_error("removeEventListener: eventName:")
	expect_error("addEventListener: listener: expected a callable or an object with a method userProgressUpdate")


## Before the node is in the tree, and after it left, calls fail and do no harm.
func test_outside_the_tree() -> void:
	var steam: Variant = Steamworks.new()
	_call_all(steam)
	add_child(steam)
	equal(steam.isLoggedOn, true)
	equal(steam.setAchievementUnlocked("ACH_WIN_ONE_GAME"), true)
	remove_child(steam)
	_call_all(steam)
	steam.free()


func _call_all(steam: Variant) -> void:
	equal(steam.isLoggedOn, false)
	equal(steam.requestUserProgress(), false)
	equal(steam.requestUserProgress("rubbish"), false)
	equal(steam.getAchievementNames(), [])
	equal(steam.getAchievementInfo("ACH_WIN_ONE_GAME"), null)
	equal(steam.getUserStatValue({"statName": "NumGames", "type": "int"}), null)
	equal(steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": 1}]), false)
	equal(steam.setAchievementUnlocked("ACH_WIN_ONE_GAME"), false)
	equal(steam.setAchievementProgress("ACH_WIN_ONE_GAME", 1, 2), false)
	equal(steam.resetUserStats(), false)
	equal(steam.resetUserProgress(), false)
	equal(steam.setAchievementUnlocked(), false)


## Calls from another thread are an error in the log and the failure value.
func test_other_thread() -> void:
	var steam := await started()
	var results := []
	var thread := Thread.new()
	thread.start(func() -> void: _call_from_thread(steam, results))
	thread.wait_to_finish()
	_check_thread(results)
	results = []
	var task := WorkerThreadPool.add_task(func() -> void: _call_from_thread(steam, results))
	WorkerThreadPool.wait_for_task_completion(task)
	_check_thread(results)
	for text: String in ["requestUserProgress", "getAchievementNames", "getAchievementInfo", "getUserStatValue",
			"setUserStatValues", "setAchievementUnlocked", "setAchievementProgress", "resetUserStats",
			"resetUserProgress", "addEventListener", "removeEventListener", "userSteamId"]:
		expect_error("Steamworks.%s: called from another thread" % text)
	await settle()
	equal(events.size(), 0)
	equal(steam.isLoggedOn, true)
	equal(steam.getAchievementInfo("ACH_WIN_ONE_GAME").unlocked, false)


func _call_from_thread(steam: Steamworks, results: Array) -> void:
	results.append(steam.requestUserProgress())
	results.append(steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": 1}]))
	results.append(steam.setAchievementUnlocked("ACH_WIN_ONE_GAME"))
	results.append(steam.setAchievementProgress("ACH_WIN_ONE_GAME", 1, 2))
	results.append(steam.resetUserStats())
	results.append(steam.resetUserProgress())
	results.append(steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void: pass))
	results.append(steam.removeEventListener("userProgressUpdate", func(_event: Dictionary) -> void: pass))
	results.append(steam.getAchievementInfo("ACH_WIN_ONE_GAME") != null)
	results.append(steam.getUserStatValue({"statName": "NumGames", "type": "int"}) != null)
	results.append(steam.userSteamId != null)
	results.append(not steam.getAchievementNames().is_empty())


func _check_thread(results: Array) -> void:
	equal(results.size(), 12)
	equal(results.count(true), 0)


## Whatever any function is given, however many: an error that names the function, its failure value, nothing else.
func test_everything_with_nonsense() -> void:
	var steam: Variant = await started()
	steam.requestUserProgress(FRIEND)
	await settle()
	events.clear()
	var freed := Node.new()
	var holder := [freed]
	freed.free()
	var nonsense: Array = [
		"", "é漢🎮", "x".repeat(5_000), -1, 1 << 62, 1.5, NAN, true, [], [[]], {}, {"é漢🎮": 1}, self, holder[0], RefCounted.new(),
		Vector2.ZERO, &"name", ^"path", PackedByteArray([0, 255]), PackedStringArray(["a"]), Callable(), Signal(), RID(), Color.RED,
	]
	nonsense.append(nonsense)
	for row: Array in control.functions():
		for value: Variant in nonsense:
			for count in range(1, 7):
				var arguments := []
				arguments.resize(count)
				arguments.fill(value)
				equal(steam.callv(row[0], arguments), row[2], "%s %s" % [row[0], type_string(typeof(value))])
		expect_error("Steamworks.%s: " % row[0])
	nonsense.clear() # it contains itself
	await settle()
	equal(events.size(), 0)


## The same from Python, with what only Python has; nothing raises.
func test_everything_with_nonsense_of_python() -> void:
	var steam := await started()
	var python := PythonListener.new()
	add_child(python)
	for row: Array in control.functions():
		expect_error("Steamworks.%s: " % row[0])
	expect_error("raised RuntimeError: asked on purpose")
	equal(python.nonsense(steam), [])
	await settle()
	equal(events.size(), 0)
