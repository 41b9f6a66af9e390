class_name Tour
extends Node
## Plays through everything that the demo shows, step by step, and waits for each step's events.
##
## It never counts frames: a step is over when Steam has said what it has to say, and has failed
## when that does not come within [member patience].

## A sentence about what happens next.
signal said(text: String)

## Where the events come from.
@export var steam: Steamworks
@export var game: Spacewar
## What waits for them.
@export var wait: EventWait
## How long to wait for the events of one step, in seconds.
@export_range(1, 120, 1, "suffix:s") var patience := 30.0
## A rest between two steps, in seconds, for people who watch.
@export_range(0, 5, 0.1, "suffix:s") var rest := 0.0
## Whose progress is requested. By default Zoë, a friend whom the offline runtime knows
## (python_src/offline_steam/spacewar.toml); put in a friend of your own to ask the real Steam.
@export var friend_steam_id := "76561202255232770"
## A request for the progress of this user fails: nobody has this account.
@export var unknown_steam_id := "76561202255299999"

## Gives, when awaited, whether all progress may be reset.
var may_reset := func() -> bool: return false

var _is_started := false
var _expected: Array[Dictionary] = []

## Plays the whole tour. Gives false when a step failed; what failed was said then.
func run() -> bool:
	var me: String = steam.userSteamId
	var saved := {"name": "userProgressSave", "userSteamId": me}
	var updated := {"name": "userProgressUpdate", "userSteamId": me}

	said.emit("Start-up: Steam fetches the progress of user %s of app %s." % [me, steam.appId])
	# It may have come while nobody was waiting for it.
	if not _is_started and not await _all_come([updated]):
		return false

	var locked := _locked_achievements()
	if locked.is_empty():
		if not await may_reset.call() or not await _step(
			"Every achievement is unlocked: all progress is reset.", game.reset, [saved]
		):
			return false
		locked = _locked_achievements()
		if locked.is_empty():
			said.emit("App %s has no achievements, so there is nothing to show." % steam.appId)
			return false

	if not await _step(
		"Stats: a game was won after a flight of 312.5 feet in 25 seconds.",
		_set_stats, [saved, updated]
	):
		return false

	# The two may be the same one, when it is the last.
	var shown: String = locked.back()
	var unlocked: String = locked.front()
	var reached := below_goal(game.progress(shown))
	if not await _step(
		"Progress: %s is shown at %d of %d." % [shown, reached.x, reached.y],
		steam.setAchievementProgress.bind(shown, reached.x, reached.y),
		[{"name": "achievementInfoUpdate", "achievementName": shown}, saved, updated]
	):
		return false

	if not await _step(
		"Achievement: %s is unlocked." % unlocked,
		steam.setAchievementUnlocked.bind(unlocked),
		[saved, updated, {"name": "achievementInfoUpdate", "achievementName": unlocked}]
	):
		return false

	if not await _step(
		"Another user: the progress of friend %s is requested." % friend_steam_id,
		steam.requestUserProgress.bind(friend_steam_id),
		[{"name": "userProgressUpdate", "userSteamId": friend_steam_id}]
	):
		return false

	return await _step(
		"A failing request: nobody has the account %s." % unknown_steam_id,
		steam.requestUserProgress.bind(unknown_steam_id),
		[{"name": "userProgressUpdate", "userSteamId": unknown_steam_id}]
	)


## Tells the tour what came. It belongs into the handler of every event.
func hear(event: Dictionary) -> void:
	if event["name"] == "userProgressUpdate" and event["userSteamId"] == steam.userSteamId:
		_is_started = true
	for index in _expected.size():
		if _has_all(event, _expected[index]):
			_expected.remove_at(index)
			return


## Says what happens, does it, and waits for what is expected.
func _step(text: String, send: Callable, expected: Array[Dictionary]) -> bool:
	if not await wait.rest(rest):
		return false
	said.emit(text)
	if not send.call():
		said.emit("Steam did not take this; what it said is in the log.")
		return false
	return await _all_come(expected)


## Waits until each of these has come; false when [member patience] is over.
func _all_come(expected: Array[Dictionary]) -> bool:
	_expected = expected.duplicate()
	wait.patience = patience
	var all_came := await wait.until(_expected.is_empty)
	if not all_came and not wait.is_broken_off:
		said.emit("Within %d s these did not come: %s" % [patience, JSON.stringify(_expected)])
		_expected.clear()
	return all_came


func _set_stats() -> bool:
	# Several stats in one call are stored together: one save, one update.
	return steam.setUserStatValues([
		{"statName": "NumGames", "type": "int", "value": game.stat("NumGames") + 1},
		{"statName": "NumWins", "type": "int", "value": game.stat("NumWins") + 1},
		{
			"statName": "FeetTraveled",
			"type": "float",
			"value": game.stat("FeetTraveled") + 312.5,
		},
		{
			"statName": "MaxFeetTraveled",
			"type": "float",
			"value": maxf(game.stat("MaxFeetTraveled"), 312.5),
		},
		{
			"statName": "AverageSpeed",
			"type": "averageRate",
			"value": 312.5,
			"sessionTimeLength": 25.0,
		},
	])


## Steam shows progress only while it is below the goal.
static func below_goal(reached: Vector2i) -> Vector2i:
	var goal := maxi(reached.y, 2)
	return Vector2i(clampi(reached.x, 1, goal - 1), goal)


func _locked_achievements() -> Array[String]:
	var locked: Array[String] = []
	for achievement: String in steam.getAchievementNames():
		if not game.is_unlocked(achievement):
			locked.append(achievement)
	return locked


static func _has_all(event: Dictionary, wanted: Dictionary) -> bool:
	for key: String in wanted:
		if event.get(key) != wanted[key]:
			return false
	return true
