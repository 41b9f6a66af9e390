## What reading achievements costs, and what returning the same values costs in GDScript.
## Arguments: how often to repeat, how many calls each time.
extends "res://measurement.gd"

var _names: Array


func _ready() -> void:
	var repetitions := arguments[0].to_int()
	var times := arguments[1].to_int()
	var steamworks: Node = ClassDB.instantiate("Steamworks")
	add_child(steamworks)
	await frames(100)  # the start-up event comes and goes
	if not is_connected_to_steam(steamworks):
		return
	var began := now()
	_names = steamworks.getAchievementNames()
	var samples := {
		"count": _names.size(),
		"first_names": now() - began,
		"names": [],
		"names_gdscript": [],
		"info": [],
		"info_gdscript": [],
	}
	var achievement: String = _names[0]
	for repetition in repetitions + 1:
		began = now()
		for _index in times:
			steamworks.getAchievementInfo(achievement)
		var info := now() - began
		began = now()
		for _index in times:
			_info()
		var info_gdscript := now() - began
		began = now()
		var names: Array = steamworks.getAchievementNames()
		var all := now() - began
		began = now()
		_copy(names)
		var all_gdscript := now() - began
		if repetition > 0:  # the first one warms up
			samples.info.append(info / times)
			samples.info_gdscript.append(info_gdscript / times)
			samples.names.append(all)
			samples.names_gdscript.append(all_gdscript)
		await frames(1)
	report(samples)
	finish()


func _info() -> Dictionary:
	return {
		"localizedName": "First Light",
		"localizedDescription": "Win a game.",
		"hidden": false,
		"unlocked": false,
		"unlockTime": null,
	}


func _copy(names: Array) -> Array:
	var copied := []
	for text: String in names:
		copied.append(text)
	return copied
