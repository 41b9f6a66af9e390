extends "res://boards_test.gd"
## Leaderboards: what they are, who is on them, and new scores.


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
