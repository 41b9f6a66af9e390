## What pages of a leaderboard cost, from the requests to the handler, and what emitting the same
## dictionary costs in GDScript. Arguments: how often to repeat, requests each time, the board.
extends "res://measurement.gd"

signal emitted(event: Dictionary)

const ENTRIES := 25

var _received := 0
var _last: Dictionary


func _ready() -> void:
	var repetitions := arguments[0].to_int()
	var count := arguments[1].to_int()
	var board := arguments[2]
	var before: Node = load("res://clock.gd").new()
	var steamworks: Node = ClassDB.instantiate("Steamworks")
	var after: Node = load("res://clock.gd").new()
	for node: Node in [before, steamworks, after]:
		add_child(node)
	before.source = bare()
	after.source = bare()
	steamworks.leaderboardEntries.connect(_on_event)
	emitted.connect(_on_event)
	await frames(100)  # the start-up event comes and goes
	if not is_connected_to_steam(steamworks):
		return
	var samples := {"steam": [], "request": [], "gdscript": []}
	for repetition in repetitions + 1:
		_received = 0
		var began := now()
		for _index in count:
			steamworks.requestLeaderboardEntries({"leaderboardName": board})
		var request := now() - began
		var steam := request
		while _received < count:
			await frames(1)
			steam += after.ticks - before.ticks
		if _last.isError or _last.entries.size() != ENTRIES:
			print("the board gave ", _last)
			get_tree().quit(1)
			return
		var page := _last
		began = now()
		for _index in count:
			emitted.emit(_again(page))
		var gdscript := now() - began
		if repetition > 0:  # the first one finds the board
			samples.steam.append(steam / count)
			samples.request.append(request / count)
			samples.gdscript.append(gdscript / count)
	report(samples)
	finish()


## A fresh dictionary like this one.
func _again(page: Dictionary) -> Dictionary:
	var entries := []
	for entry: Dictionary in page.entries:
		entries.append({
			"userSteamId": entry.userSteamId,
			"globalRank": entry.globalRank,
			"score": entry.score,
		})
	return {
		"name": "leaderboardEntries",
		"isError": false,
		"leaderboardName": page.leaderboardName,
		"leaderboardHandle": page.leaderboardHandle,
		"entries": entries,
	}


func _on_event(event: Dictionary) -> void:
	_received += 1
	_last = event
