extends "res://boards_test.gd"
## Requests to leaderboards: who hears of the answers, many at once, and what is refused.


class Named extends RefCounted:
	var heard := []

	func leaderboardInfo(event: Dictionary) -> void:
		heard.append(event)

	func leaderboardEntries(event: Dictionary) -> void:
		heard.append(event)

	func setHighScore(event: Dictionary) -> void:
		heard.append(event)


## The request's own listener: a Callable, an object, a function of Python; after the signal, before the others.
func test_listener() -> void:
	var steam := await boards()
	var log := []
	var own := func(event: Dictionary) -> void: log.append(["own", event.name])
	var other := func(event: Dictionary) -> void: log.append(["other", event.name])
	steam.leaderboardInfo.connect(func(event: Dictionary) -> void: log.append(["signal", event.name]))
	check(steam.addEventListener("leaderboardInfo", other))
	check(steam.requestLeaderboardInfo({"leaderboardName": FEET, "listener": own}))
	equal(log, [])
	await settle()
	equal(log, [["signal", "leaderboardInfo"], ["own", "leaderboardInfo"], ["other", "leaderboardInfo"]])
	log.clear()
	check(steam.requestLeaderboardInfo({"leaderboardName": FEET, "listener": other}))
	await settle()
	equal(log, [["signal", "leaderboardInfo"], ["other", "leaderboardInfo"]], "one that is both is called once")
	log.clear()
	check(steam.requestLeaderboardInfo({"leaderboardName": FEET}))
	await settle()
	equal(log, [["signal", "leaderboardInfo"], ["other", "leaderboardInfo"]], "the own one was for one event")
	var object := Named.new()
	check(steam.requestLeaderboardInfo({"leaderboardName": FEET, "listener": object}))
	check(steam.requestLeaderboardEntries({"leaderboardName": FEET, "listener": object}))
	check(steam.requestSetHighScore({"leaderboardName": FEET, "value": 1, "listener": object}))
	await settle()
	equal(object.heard.map(func(event: Dictionary) -> String: return event.name), [
		"leaderboardInfo", "leaderboardEntries", "setHighScore",
	])
	var python := PythonAwaiter.new()
	add_child(python)
	check(python.request_with_function(steam, FEET))
	await settle()
	equal(python.report(), ["function leaderboardEntries 25"])


## A listener whose object was freed meanwhile is dropped; one that raises disturbs nobody.
func test_listener_is_gone() -> void:
	var steam := await boards()
	var node := NodeListener.new()
	check(steam.requestLeaderboardInfo({"leaderboardName": FEET, "listener": node}))
	check(steam.requestLeaderboardInfo({"leaderboardName": FEET, "listener": node.hear}))
	node.free()
	await settle()
	equal(named("leaderboardInfo").size(), 2)
	var python := PythonAwaiter.new()
	add_child(python)
	expect_error("A listener of leaderboardEntries raised ValueError: raised on purpose")
	check(python.request_with_failing(steam, FEET))
	await settle()
	equal(named("leaderboardEntries").size(), 1)


class NodeListener extends Node:
	func leaderboardInfo(_event: Dictionary) -> void:
		push_error("was called")

	func hear(_event: Dictionary) -> void:
		push_error("was called")


## What cannot listen is an error, and nothing is asked.
func test_bad_listeners() -> void:
	var steam: Variant = await boards()
	var node := Node.new()
	var bound := Callable(node, "queue_free")
	var holder := [node]
	node.free()
	for listener: Variant in [holder[0], bound, Callable(), Node2D, RefCounted.new(), "leaderboardInfo", 5, true, [], {}]:
		equal(steam.requestLeaderboardInfo({"leaderboardName": FEET, "listener": listener}), false, str(listener))
		equal(steam.requestLeaderboardEntries({"leaderboardName": FEET, "listener": listener}), false)
		equal(steam.requestSetHighScore({"leaderboardName": FEET, "value": 1, "listener": listener}), false)
		equal(steam.requestActivePlayerCount(listener), false)
	for text: String in ["Steamworks.requestLeaderboardInfo: params.listener: expected a callable or an object with a method leaderboardInfo",
			"Steamworks.requestLeaderboardEntries: params.listener:", "Steamworks.requestSetHighScore: params.listener:",
			"Steamworks.requestActivePlayerCount: listener: expected a callable or an object with a method activePlayerCount",
			"got <Object, freed>"]:
		expect_error(text)
	await settle()
	equal(events.size(), 0)


## Any number in flight to one board, each answered once, also when some of them break.
func test_many_at_once() -> void:
	var steam := await boards()
	expect_error("Steamworks.requestLeaderboardEntries: ")
	var heard := {}
	var hear := func(event: Dictionary, index: int) -> void:
		heard[index] = heard.get(index, 0) + 1
		if not event.isError and event.name == "leaderboardEntries":
			equal(ranks(event), [index + 1])
	control.fail_next_io("DownloadLeaderboardEntries")
	control.delay_next("DownloadLeaderboardEntries", 9)
	for index in 60:
		var listener := hear.bind(index)
		var params := {"leaderboardName": FEET, "listener": listener}
		if index % 3 == 2:
			params.value = index
			check(steam.requestSetHighScore(params))
		else:
			params.merge({"startIndex": index + 1, "endIndex": index + 1})
			check(steam.requestLeaderboardEntries(params))
	equal(heard.size(), 0)
	check(await happens(func() -> bool: return heard.size() == 60))
	await settle()
	for index in 60:
		equal(heard[index], 1)
	equal(named("leaderboardEntries").size(), 40)
	equal(named("setHighScore").size(), 20)
	equal(named("leaderboardEntries").filter(func(event: Dictionary) -> bool: return event.isError).size(), 1)


## A handler may ask for the next page.
func test_pages() -> void:
	var steam := await boards()
	var pages := []
	steam.leaderboardEntries.connect(func(event: Dictionary) -> void:
		pages.append(ranks(event))
		if pages.size() < 4:
			var next: int = event.entries[-1].globalRank + 1
			steam.requestLeaderboardEntries({"leaderboardName": FEET, "startIndex": next, "endIndex": next + 9}))
	steam.requestLeaderboardEntries({"leaderboardName": FEET, "startIndex": 1, "endIndex": 10})
	check(await happens(func() -> bool: return pages.size() == 4))
	equal(pages[3], range(31, 41))


## Only the node that has asked hears of it.
func test_two_nodes() -> void:
	var first := await boards()
	var second := await started()
	var heard := []
	for event_name: String in ["leaderboardInfo", "leaderboardEntries", "setHighScore"]:
		second.connect(event_name, func(event: Dictionary) -> void: heard.append(event))
		check(second.addEventListener(event_name, func(event: Dictionary) -> void: heard.append(event)))
	first.requestLeaderboardInfo({"leaderboardName": FEET})
	first.requestLeaderboardEntries({"leaderboardName": FEET})
	first.requestSetHighScore({"leaderboardName": FEET, "value": 1})
	await settle()
	equal(heard.size(), 0)
	equal(events.size(), 3)
	second.requestLeaderboardInfo({"leaderboardName": FEET})
	await settle()
	equal(heard.size(), 2)


## A node that leaves hears nothing more, nor do the listeners of its requests; the other is not disturbed.
func test_leaving() -> void:
	var first := await boards()
	var second := await started()
	events.clear()
	var heard := []
	var hear := func(event: Dictionary) -> void: heard.append(event)
	for time in 5:
		first.requestLeaderboardEntries({"leaderboardName": FEET, "listener": hear})
		first.requestSetHighScore({"leaderboardName": QUICKEST, "value": 700, "listener": hear})
	second.requestLeaderboardEntries({"leaderboardName": FEET, "startIndex": 1, "endIndex": 2})
	await frames(2)
	first.free()
	await settle()
	equal(heard.size(), 0)
	equal(events.size(), 1)
	equal(ranks(events[0]), [1, 2])
	remove_child(second)
	add_child(second)
	check(second.requestLeaderboardInfo({"leaderboardName": FEET}))
	await settle()
	equal(named("leaderboardInfo").size(), 1, "also in a new connection")


## Python asks with its own values, and awaits.
func test_python() -> void:
	var steam := await boards()
	var python := PythonAwaiter.new()
	add_child(python)
	var event: Dictionary = await python.ask_with(steam, "requestLeaderboardEntries", {"leaderboardName": FEET, "endIndex": 3, "startIndex": 1})
	equal(event.entries, control.board_entries(FEET, 1, 3))
	event = await python.ask_with(steam, "requestSetHighScore", {"leaderboardName": QUICKEST, "value": 60})
	equal([event.isError, event.scoreChanged], [false, true])
	equal(await python.page(steam, FEET), ["76561202255232769", 4210])
	event = await python.ask_with(steam, "requestLeaderboardInfo", {"leaderboardName": FEET})
	equal(event.sortMethod, "descending")


## Names that no board can have, words that are none, ranges without sense, keys that nobody knows.
func test_bad_input() -> void:
	var steam: Variant = await boards()
	for name: Variant in ["", "x".repeat(10_000), "é".repeat(65), 5, null, true, [], {}, self, Vector2.ZERO]:
		equal(steam.requestLeaderboardInfo({"leaderboardName": name}), false, str(name).left(20))
		equal(steam.requestLeaderboardEntries({"leaderboardName": name}), false)
		equal(steam.requestSetHighScore({"leaderboardName": name, "value": 1}), false)
	for scope: Variant in ["", "global", "Friends", "é漢🎮", 5, true, [], {}, self]:
		equal(steam.requestLeaderboardEntries({"leaderboardName": FEET, "playerScope": scope}), false, str(scope))
	for indexes: Array in [[1, null], [null, 5], [5, 1], [0, 5], [-1, 5], ["1", 5], [1, "5"], [1.5, 5], [1, NAN], [1, INF], [true, 5],
			[[], 5], [1, {}], [1, 2147483648], [1, 1 << 40]]:
		var params := {"leaderboardName": FEET, "startIndex": indexes[0], "endIndex": indexes[1]}
		equal(steam.requestLeaderboardEntries(params), false, str(indexes))
	for indexes: Array in [[1, null], [5, -5], [-2147483649, 5], ["a", 5]]:
		equal(steam.requestLeaderboardEntries({
			"leaderboardName": FEET, "playerScope": "GlobalAroundUser", "startIndex": indexes[0], "endIndex": indexes[1],
		}), false, str(indexes))
	equal(steam.requestLeaderboardEntries({"leaderboardName": FEET, "startIndex": 1}), false)
	for value: Variant in ["1", 1.5, NAN, INF, null, true, [], {}, self, 2147483648, -2147483649, 1 << 62]:
		equal(steam.requestSetHighScore({"leaderboardName": FEET, "value": value}), false, str(value))
	for function: String in ["requestLeaderboardInfo", "requestLeaderboardEntries", "requestSetHighScore"]:
		for params: Variant in [{}, {"leaderboardName": FEET, "name": FEET, "value": 1}, {"value": 1}, {5: 5}, null, "board", 5, [], [FEET], self]:
			equal(steam.call(function, params), false, str(params))
		equal(steam.call(function), false)
		equal(steam.call(function, {}, {}), false)
		expect_error("Steamworks.%s: params" % function)
		expect_error("Steamworks.%s: params.leaderboardName:" % function)
		expect_error("Steamworks.%s: expected %s(params)" % [function, function])
	equal(steam.requestSetHighScore({"leaderboardName": FEET}), false)
	for text: String in ["params.playerScope: expected one of \"Global\", \"GlobalAroundUser\", \"FriendsOnly\", got 'global'",
			"params.startIndex:", "params.endIndex: expected at least startIndex, which is 5, got 1", "requestSetHighScore: params.value:"]:
		expect_error(text)
	await settle()
	equal(events.size(), 0)
