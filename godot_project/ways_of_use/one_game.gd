class_name OneGame
extends Node
## What the scenes in this folder have in common: one game is won, and the scene ends.
##
## They differ only in how they hear of events; each hands its events to [method show_event].

## After so many seconds without the awaited events the scene fails, with exit code 1.
const PATIENCE := 30.0

@export var steam: Steamworks

var _is_won := false
var _is_saved := false


func _ready() -> void:
	if steam.isLoggedOn:
		get_tree().create_timer(PATIENCE).timeout.connect(_fail.bind("No event came."))
	else:
		_fail("Steam is not available; the log has said why.")


## Prints the event, and goes on with what has to follow it.
func show_event(event: Dictionary) -> void:
	EventLine.write(event)
	if event["name"] == "userProgressSave":
		_is_saved = true
	elif _is_saved:
		get_tree().quit()
	elif not _is_won:
		# The first update: Steam knows the user's stats now, and takes new ones.
		_is_won = true
		_win()


func _win() -> void:
	var wins: int = steam.getUserStatValue({"statName": "NumWins", "type": "int"})
	steam.setUserStatValues([{"statName": "NumWins", "type": "int", "value": wins + 1}])


func _fail(reason: String) -> void:
	printerr(reason)
	get_tree().quit(1)
