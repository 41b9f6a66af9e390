extends "res://steam_test.gd"
## What the functions and properties give, called as scripts call them.


## The properties, with and without a connection.
func test_properties() -> void:
	var steam := Steamworks.new()
	equal(steam.isLoggedOn, false)
	equal(steam.userSteamId, null)
	equal(steam.appOwnerSteamId, null)
	equal(steam.canShowOverlay, false)
	equal(steam.appId, "480", "the configured one")
	add_child(steam)
	equal(steam.isLoggedOn, true)
	equal(steam.userSteamId, ME)
	equal(typeof(steam.appOwnerSteamId), TYPE_STRING)
	equal(typeof(steam.canShowOverlay), TYPE_BOOL)
	equal(steam.appId, "480")
	remove_child(steam)
	equal(steam.isLoggedOn, false)
	equal(steam.userSteamId, null)
	steam.free()


## The properties cannot be written.
func test_read_only() -> void:
	var steam := add_steam()
	for property: String in ["appId", "isLoggedOn", "userSteamId", "canShowOverlay", "appOwnerSteamId"]:
		var before: Variant = steam.get(property)
		steam.set(property, "other")
		equal(steam.get(property), before)
	var usages := {}
	for property: Dictionary in steam.get_property_list():
		usages[property.name] = property.usage
	equal(usages.isLoggedOn & PROPERTY_USAGE_STORAGE, 0, "nothing of it is stored in a scene")
	check(usages.run_in_editor & PROPERTY_USAGE_STORAGE != 0)


## The names of the achievements, in Steam's order.
func test_names() -> void:
	var steam := add_steam()
	equal(steam.getAchievementNames(), [
		"ACH_WIN_ONE_GAME", "ACH_WIN_100_GAMES", "ACH_HEAVY_FIRE", "ACH_TRAVEL_FAR_ACCUM",
		"ACH_TRAVEL_FAR_SINGLE",
	])
	remove_child(steam)
	equal(steam.getAchievementNames(), [])
	var first: Array = steam.getAchievementNames()
	first.append("mine")
	equal(steam.getAchievementNames(), [], "each caller has its own")
	steam.free()


## What is known of an achievement.
func test_info() -> void:
	var steam := await started()
	equal(steam.getAchievementInfo("ACH_HEAVY_FIRE"), {
		"localizedName": "Thunderstorm",
		"localizedDescription": "Fire a hundred shots in one game.",
		"hidden": true, "unlocked": false, "unlockTime": null,
	})
	var before := int(Time.get_unix_time_from_system()) - 1
	steam.setAchievementUnlocked("ACH_HEAVY_FIRE")
	var info: Dictionary = steam.getAchievementInfo(&"ACH_HEAVY_FIRE", null)
	equal(info.unlocked, true)
	equal(typeof(info.unlockTime), TYPE_INT)
	check(info.unlockTime >= before and info.unlockTime <= before + 60)
	equal(steam.getAchievementInfo("ACH_HEAVY_FIRE", ME), info, "the current user by ID")


## Stats of each type, set and read; ints are rounded and clamped.
func test_stats() -> void:
	var steam := await started()
	check(steam.setUserStatValues([
		{"statName": "NumGames", "type": "int", "value": 5},
		{"statName": "FeetTraveled", "type": "float", "value": 1.5},
		{"statName": "AverageSpeed", "type": "averageRate", "value": 10, "sessionTimeLength": 2.0},
	]))
	equal(steam.getUserStatValue({"statName": "NumGames", "type": "int"}), 5)
	equal(steam.getUserStatValue({"statName": "FeetTraveled", "type": "float"}), 1.5)
	equal(steam.getUserStatValue({"statName": "AverageSpeed", "type": "averageRate"}), 5.0)
	check(steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": 6.5}]))
	equal(steam.getUserStatValue({"statName": "NumGames", "type": "int"}), 7)
	check(steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": 99999999999}]))
	equal(steam.getUserStatValue({"statName": "NumGames", "type": "int"}), 2147483647)


## Typed containers, names as StringName, and a Variant in between are taken as they are.
func test_typed_arguments() -> void:
	var steam := await started()
	var tables: Array[Dictionary] = [{"statName": "NumWins", "type": "int", "value": 3}]
	check(steam.setUserStatValues(tables))
	var typed: Dictionary[String, Variant] = {"statName": "NumWins", "type": "int"}
	equal(steam.getUserStatValue(typed), 3)
	var by_name: Dictionary = {&"statName": &"NumWins", &"type": &"int"}
	equal(steam.getUserStatValue(by_name), 3)
	var frozen: Array = [{"statName": "NumWins", "type": "int", "value": 4}]
	frozen[0].make_read_only()
	frozen.make_read_only()
	check(steam.setUserStatValues(frozen))
	equal(frozen, [{"statName": "NumWins", "type": "int", "value": 4}])
	var untyped: Variant = steam
	equal(untyped.getUserStatValue(typed), 4)
	equal(untyped.requestUserProgress(), true)
	equal(untyped.requestUserProgress(null), true)
	equal(steam.requestUserProgress(ME), true)


## The same call by every way that the engine has.
func test_ways_to_call() -> void:
	var steam := await started()
	var params := {"statName": "NumGames", "type": "int"}
	var typed_result: bool = steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")
	equal(typed_result, true)
	equal(steam.call("getUserStatValue", params), 0)
	equal(steam.callv("getUserStatValue", [params]), 0)
	equal(Callable(steam, "getUserStatValue").call(params), 0)
	equal(steam.getUserStatValue.bind(params).call(), 0)
	steam.call_deferred("setUserStatValues", [{"statName": "NumGames", "type": "int", "value": 8}])
	await settle()
	equal(steam.getUserStatValue(params), 8)
	equal(names(), ["userProgressSave", "userProgressUpdate", "achievementInfoUpdate"] if events.size() == 3 else names())
	for function: String in ["getUserStatValue", "addEventListener", "requestUserProgress"]:
		check(steam.has_method(function))


## Every result code is a constant of the class, under Steam's name.
func test_constants() -> void:
	equal(Steamworks.RESULT_OK, 1)
	equal(Steamworks.RESULT_INVALID_PARAM, 8)
	equal(Steamworks.RESULT_IO_FAILURE, 37)
	var code: Steamworks.ResultCode = Steamworks.RESULT_TIMEOUT
	equal(int(code), 16)
	check(ClassDB.class_get_enum_constants("Steamworks", "ResultCode").size() > 100)
	equal(ClassDB.class_get_integer_constant_enum("Steamworks", "RESULT_OK"), &"ResultCode")


## What the editor and the compiler are told: parameters, defaults, types, signals.
func test_description() -> void:
	var methods := {}
	for method: Dictionary in ClassDB.class_get_method_list("Steamworks", true):
		methods[method.name] = method
	var info: Dictionary = methods.getAchievementInfo
	equal(info.args.map(func(argument: Dictionary) -> String: return argument.name), ["achievementName", "userSteamId"])
	equal(info.args[0].type, TYPE_STRING)
	equal(info.default_args, [null])
	equal(methods.setAchievementUnlocked.return.type, TYPE_BOOL)
	equal(methods.getAchievementNames.return.type, TYPE_ARRAY)
	equal(methods.getUserStatValue.args[0].type, TYPE_DICTIONARY)
	var signals := {}
	for entry: Dictionary in ClassDB.class_get_signal_list("Steamworks", true):
		signals[entry.name] = entry
	equal(signals.size(), EVENTS.size())
	for event_name in EVENTS:
		equal(signals[event_name].args.size(), 1)
		equal(signals[event_name].args[0].name, "event")
		equal(signals[event_name].args[0].type, TYPE_DICTIONARY)


## Python code on a node calls the same with Python's own values.
func test_from_python() -> void:
	var steam := await started()
	var python := PythonListener.new()
	add_child(python)
	var results: Array = python.call_everything(steam)
	equal(results[0], true)
	equal(results[1], ME)
	equal(results[2].size(), 5)
	equal(results[3].localizedName, "Thunderstorm")
	equal(results[4], 0)
	equal(results[5], true)
	equal(steam.getUserStatValue({"statName": "NumGames", "type": "int"}), 3)


## A script in Python may hand on what it has of GDScript, by place or by name.
func test_containers_of_the_engine_from_python() -> void:
	var steam := await started()
	var python := PythonListener.new()
	add_child(python)
	var stat := {"statName": "NumGames", "type": "int"}
	equal(python.set_stats(steam, [{"statName": "NumGames", "type": "int", "value": 7}, stat]), [true, true, 7])
	expect_error("Steamworks.setUserStatValues: arrayOfStatTables[1]: has no value")


## The editor's help has a text for the class and for everything in it.
func test_help_page() -> void:
	var parser := XMLParser.new()
	equal(parser.open_buffer(control.help_page("Steamworks").to_utf8_buffer()), OK)
	var texts := {}
	var current := ""
	while parser.read() == OK:
		if parser.get_node_type() == XMLParser.NODE_ELEMENT:
			if parser.get_node_name() in ["method", "signal", "member", "constant"]:
				current = parser.get_named_attribute_value("name")
				texts[current] = ""
			elif parser.get_node_name() == "brief_description":
				current = "class"
				texts[current] = ""
		elif parser.get_node_type() == XMLParser.NODE_TEXT and current:
			texts[current] += parser.get_node_data().strip_edges()
	for name: String in texts:
		check(not texts[name].is_empty(), name + " has a text")
		check(not "`" in texts[name], name + " has only the help's own markup")
	for name: String in ["class", "getUserStatValue", "userProgressUpdate", "isLoggedOn", "run_in_editor", "RESULT_OK",
			"newImageRect", "requestLeaderboardEntries", "setHighScore", "RESULT_INVALID_PARAM"]:
		check(name in texts, name)
	var inherited := ["script"]
	for method: Dictionary in ClassDB.class_get_method_list("Steamworks", true):
		check(method.name in texts or method.name.begins_with("_") or method.name in inherited, method.name)
