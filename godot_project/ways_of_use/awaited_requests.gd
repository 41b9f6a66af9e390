extends Node
## Requests whose answers are awaited: what has to happen one after the other is written so, without
## a function for each answer.
##
## A request that was sent is always answered, also when Steam could not do it; then the event says
## isError. One that was not sent (it gave false) is not, so it must not be awaited.

const BOARD := "Feet Traveled"
const SCORE := 60000

@onready var _steam: Steamworks = $Steamworks


func _ready() -> void:
	if not _steam.requestLeaderboardInfo({"leaderboardName": BOARD}):
		_end(1, "Steam is not available; the log has said why.")
		return
	var info: Dictionary = await _steam.leaderboardInfo
	EventLine.write(info)
	if info["isError"] or not _steam.requestSetHighScore({"leaderboardName": BOARD, "value": SCORE}):
		_end(1, "There is no leaderboard to be had.")
		return
	var stored: Dictionary = await _steam.setHighScore
	EventLine.write(stored)
	if stored["isError"] or not _steam.requestLeaderboardEntries({
		"leaderboardName": BOARD, "playerScope": "GlobalAroundUser", "startIndex": -1, "endIndex": 1,
	}):
		_end(1, "The score was not stored.")
		return
	var around: Dictionary = await _steam.leaderboardEntries
	EventLine.write(around)
	_end(1 if around["isError"] else 0)


func _end(exit_code: int, reason: String = "") -> void:
	if reason:
		printerr(reason)
	get_tree().quit(exit_code)
