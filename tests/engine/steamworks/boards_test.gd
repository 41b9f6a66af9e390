## What the tests of leaderboards share.
extends "res://steam_test.gd"

const QUICKEST := "Quickest Win"
const FEET := "Feet Traveled"


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
