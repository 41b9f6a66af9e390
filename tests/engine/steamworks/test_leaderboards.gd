extends "res://steam_test.gd"
## Leaderboards: what they are, who is on them, and new scores.

const QUICKEST := "Quickest Win"
const FEET := "Feet Traveled"


class Named extends RefCounted:
	var heard := []

	func leaderboardInfo(event: Dictionary) -> void:
		heard.append(event)

	func leaderboardEntries(event: Dictionary) -> void:
		heard.append(event)

	func setHighScore(event: Dictionary) -> void:
		heard.append(event)


## A connected node, with the boards as the app's definition has them.
func boards() -> Steamworks:
	var steam := await started()
	for board: String in [QUICKEST, FEET]:
		control.reset_board(board)
	return steam


## The event of `requestLeaderboardEntries`.
func entries(steam: Steamworks, params: Dictionary) -> Dictionary:
	return await caused(steam, "leaderboardEntries", func() -> void: equal(steam.requestLeaderboardEntries(params), true))


## The event of `requestSetHighScore`.
func high_score(steam: Steamworks, board: String, value: int) -> Dictionary:
	return await caused(steam, "setHighScore", func() -> void:
		equal(steam.requestSetHighScore({"leaderboardName": board, "value": value}), true))


func ranks(event: Dictionary) -> Array:
	return event.entries.map(func(entry: Dictionary) -> int: return entry.globalRank)


## What a board is: its order, how its scores are shown, how many there are.
func test_info() -> void:
	var steam := await boards()
	for row: Array in [[QUICKEST, "ascending", "seconds"], [FEET, "descending", "numeric"]]:
		var event: Dictionary = await caused(steam, "leaderboardInfo", func() -> void:
			equal(steam.requestLeaderboardInfo({"leaderboardName": row[0]}), true))
		equal(event.isError, false)
		equal(event.leaderboardName, row[0])
		equal(event.sortMethod, row[1])
		equal(event.displayType, row[2])
		check(event.entryCount > 1000)
		check(event.leaderboardHandle is String and event.leaderboardHandle.is_valid_int() and event.leaderboardHandle != "0")


## The count is that of now, also when the board is known already; the handle stays.
func test_info_again() -> void:
	var steam := await boards()
	control.create_board("fresh", "ascending", "milliseconds")
	var ask := func() -> void: steam.requestLeaderboardInfo({"leaderboardName": "fresh"})
	var before: Dictionary = await caused(steam, "leaderboardInfo", ask)
	equal([before.entryCount, before.displayType], [0, "milliseconds"])
	control.set_score("fresh", FRIEND, 7)
	var after: Dictionary = await caused(steam, "leaderboardInfo", ask)
	equal(after.entryCount, 1)
	equal(after.leaderboardHandle, before.leaderboardHandle)
	control.reset_board("fresh")


## The best 25 are what comes unasked; each entry has just its documented keys.
func test_global() -> void:
	var steam := await boards()
	var event: Dictionary = await entries(steam, {"leaderboardName": FEET})
	equal([event.isError, event.leaderboardName], [false, FEET])
	equal(event.entries, control.board_entries(FEET, 1, 25))
	equal(ranks(event), range(1, 26))
	equal(event.entries[0].keys(), ["userSteamId", "globalRank", "score"])
	check(event.entries[0].userSteamId is String)
	check(event.entries[0].score >= event.entries[24].score)
	equal((await entries(steam, {"leaderboardName": FEET, "playerScope": "Global"})).entries, event.entries)
	equal((await entries(steam, {"leaderboardName": FEET, "playerScope": null, "startIndex": null, "endIndex": null,
		"listener": null})).entries, event.entries)


## Ranges of ranks: within the board, across its end, and beyond.
func test_global_ranges() -> void:
	var steam := await boards()
	for row: Array in [[1, 1], [3, 7], [100, 199], [2.0, 4.0]]:
		var event: Dictionary = await entries(steam, {"leaderboardName": QUICKEST, "startIndex": row[0], "endIndex": row[1]})
		equal(ranks(event), range(row[0], row[1] + 1))
		equal(event.entries, control.board_entries(QUICKEST, row[0], row[1]))
	control.create_board("short", "descending", "numeric")
	for user: String in [FRIEND, OTHER_FRIEND, LUKASZ]:
		control.set_score("short", user, user.right(1).to_int())
	var short: Dictionary = await entries(steam, {"leaderboardName": "short", "startIndex": 2, "endIndex": 500})
	equal(short.entries, [
		{"userSteamId": OTHER_FRIEND, "globalRank": 2, "score": 1}, {"userSteamId": FRIEND, "globalRank": 3, "score": 0},
	])
	short = await entries(steam, {"leaderboardName": "short", "startIndex": 4, "endIndex": 2147483647})
	equal([short.isError, short.entries], [false, []])
	control.reset_board("short")


## Around the current user, 12 on each side, or as asked; nobody, when the user is not on the board.
func test_around_user() -> void:
	var steam := await boards()
	var event: Dictionary = await entries(steam, {"leaderboardName": FEET, "playerScope": "GlobalAroundUser"})
	equal(event.entries.size(), 25)
	equal(event.entries[12].userSteamId, ME)
	var mine: int = event.entries[12].globalRank
	equal(ranks(event), range(mine - 12, mine + 13))
	for row: Array in [[-2, 3], [0, 0], [1, 2], [-3, -1]]:
		event = await entries(steam, {
			"leaderboardName": FEET, "playerScope": "GlobalAroundUser", "startIndex": row[0], "endIndex": row[1],
		})
		equal(ranks(event), range(mine + row[0], mine + row[1] + 1))
		equal(event.entries, control.board_entries(FEET, mine + row[0], mine + row[1]))
	event = await entries(steam, {"leaderboardName": QUICKEST, "playerScope": "GlobalAroundUser"})
	equal([event.isError, event.entries], [false, []])


## The current user and friends, in the order of their ranks; indexes have no part in it.
func test_friends() -> void:
	var steam := await boards()
	var event: Dictionary = await entries(steam, {"leaderboardName": FEET, "playerScope": "FriendsOnly"})
	var users: Array = event.entries.map(func(entry: Dictionary) -> String: return entry.userSteamId)
	for user: String in [ME, FRIEND, OTHER_FRIEND, LUKASZ]:
		equal(users.count(user), 1)
	check(not STRANGER in users)
	var sorted := ranks(event)
	sorted.sort()
	equal(ranks(event), sorted)
	for indexes: Dictionary in [{"startIndex": 2, "endIndex": 2}, {"startIndex": 9, "endIndex": 1}, {"endIndex": -5}]:
		var same: Dictionary = await entries(steam, indexes.merged({"leaderboardName": FEET, "playerScope": "FriendsOnly"}))
		equal(same.entries, event.entries)


## A score is kept when it is better by the board's order; only then there are ranks.
func test_high_score() -> void:
	var steam := await boards()
	var first: Dictionary = await high_score(steam, QUICKEST, 500)
	equal([first.isError, first.scoreChanged, first.previousGlobalRank], [false, true, 0])
	check(first.currentGlobalRank > 1)
	check(first.leaderboardHandle != "0")
	var worse: Dictionary = await high_score(steam, QUICKEST, 501)
	equal([worse.isError, worse.scoreChanged, worse.currentGlobalRank, worse.previousGlobalRank], [false, false, null, null])
	var better: Dictionary = await high_score(steam, QUICKEST, 1)
	equal([better.scoreChanged, better.currentGlobalRank, better.previousGlobalRank], [true, 1, first.currentGlobalRank])
	equal((await entries(steam, {"leaderboardName": QUICKEST, "startIndex": 1, "endIndex": 1})).entries[0], {
		"userSteamId": ME, "globalRank": 1, "score": 1,
	})
	equal((await high_score(steam, FEET, 4209)).scoreChanged, false, "more is better there")
	equal((await high_score(steam, FEET, 2147483647)).currentGlobalRank, 1)
	control.create_board("negative", "ascending", "numeric")
	equal((await high_score(steam, "negative", -2147483648)).scoreChanged, true)
	equal((await entries(steam, {"leaderboardName": "negative"})).entries[0].score, -2147483648)
	control.reset_board("negative")


## A board's name may be of any script.
func test_unicode() -> void:
	var steam := await boards()
	var board := "é漢🎮 'quoted' \\ %s"
	control.create_board(board, "descending", "numeric")
	equal((await high_score(steam, board, 5)).leaderboardName, board)
	equal((await entries(steam, {"leaderboardName": board})).entries.size(), 1)
	control.reset_board(board)


## A board that there is not, is an event with an error; what is known of it is null, empty or "0".
func test_no_such_board() -> void:
	var steam := await boards()
	for function: String in ["requestLeaderboardInfo", "requestLeaderboardEntries", "requestSetHighScore"]:
		expect_error("Steamworks.%s: " % function)
	var event: Dictionary = await caused(steam, "leaderboardInfo", func() -> void:
		steam.requestLeaderboardInfo({"leaderboardName": "nope 漢"}))
	equal(event, {
		"name": "leaderboardInfo", "isError": true, "leaderboardName": "nope 漢", "leaderboardHandle": null,
		"entryCount": null, "sortMethod": null, "displayType": null,
	})
	equal(await entries(steam, {"leaderboardName": "nope 漢"}), {
		"name": "leaderboardEntries", "isError": true, "leaderboardName": "nope 漢", "leaderboardHandle": "0", "entries": [],
	})
	equal(await high_score(steam, "nope 漢", 1), {
		"name": "setHighScore", "isError": true, "leaderboardName": "nope 漢", "leaderboardHandle": "0",
		"scoreChanged": false, "currentGlobalRank": null, "previousGlobalRank": null,
	})
	control.create_board("nope 漢", "ascending", "numeric")
	equal((await high_score(steam, "nope 漢", 1)).isError, false, "that it was not found is not remembered")
	control.reset_board("nope 漢")


## Calls that break on their way, at each step, are one event with an error each.
func test_failures() -> void:
	var steam := await boards()
	for function: String in ["requestLeaderboardInfo", "requestLeaderboardEntries", "requestSetHighScore"]:
		expect_error("Steamworks.%s: " % function)
	control.create_board("breaks", "ascending", "numeric")
	control.fail_next_io("FindLeaderboard")
	equal((await entries(steam, {"leaderboardName": "breaks"})).isError, true)
	control.fail_next_io("DownloadLeaderboardEntries")
	equal((await entries(steam, {"leaderboardName": "breaks"})).isError, true)
	equal((await entries(steam, {"leaderboardName": "breaks"})).isError, false)
	control.fail_next_io("UploadLeaderboardScore")
	equal((await high_score(steam, "breaks", 1)).isError, true)
	equal((await high_score(steam, "breaks", 1)).isError, false)
	control.set_online(false)
	equal((await entries(steam, {"leaderboardName": "breaks"})).isError, true)
	equal((await high_score(steam, "breaks", 0)).isError, true)
	var event: Dictionary = await caused(steam, "leaderboardInfo", func() -> void:
		steam.requestLeaderboardInfo({"leaderboardName": "breaks"}))
	equal(event.isError, true)
	control.set_online(true)
	await settle()
	control.reset_board("breaks")


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
