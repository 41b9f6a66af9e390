## How much memory the process has when it has started. Arguments: "node" for a project that has a
## Steamworks node, "script" for one that has Python scripts.
extends "res://measurement.gd"


func _ready() -> void:
	var steamworks: Node = null
	if arguments.has("node"):
		steamworks = ClassDB.instantiate("Steamworks")
		add_child(steamworks)
	if arguments.has("script"):
		add_child(load("res://many_classes.py").new())
	await frames(100)
	if steamworks != null and not is_connected_to_steam(steamworks):
		return
	var found := {}
	var file := FileAccess.open("/proc/self/smaps_rollup", FileAccess.READ)
	while true:
		var words := file.get_line().split(" ", false)
		if words.size() == 3 and words[2] == "kB":
			found[words[0].trim_suffix(":")] = words[1].to_int() * 1024
		elif words.is_empty():
			break
	report(found)
	finish()
