## How much memory the process has when it has started. Argument: "node" for a project that has a
## Steamworks node.
extends "res://measurement.gd"


func _ready() -> void:
	if arguments.has("node"):
		add_child(ClassDB.instantiate("Steamworks"))
	await frames(100)
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
