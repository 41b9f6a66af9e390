## Says when the first frame is processed, and how many milliseconds the main thread was on a
## processor until then. Arguments: "node" for a project that has a Steamworks node, "script" for one
## that has a node with a Python script.
extends "res://measurement.gd"

var _steamworks: Node


func _ready() -> void:
	if arguments.has("node"):
		_steamworks = ClassDB.instantiate("Steamworks")
		add_child(_steamworks)
	if arguments.has("script"):
		add_child(load("res://idle_script.py").new())


func _process(_delta: float) -> void:
	set_process(false)
	if _steamworks != null and not is_connected_to_steam(_steamworks):
		return
	var file := FileAccess.open("/proc/self/schedstat", FileAccess.READ)
	report(file.get_line().split(" ")[0].to_int() / 1e6)
	finish()
