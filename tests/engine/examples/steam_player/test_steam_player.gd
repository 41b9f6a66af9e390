extends "res://engine_test.gd"
## A script that has a little of everything.

var _dive: Node
var _diver: Node


func _ready() -> void:
	_dive = preload("res://dive.tscn").instantiate()
	_diver = _dive.get_node("Diver")
	add_child(_dive)


## The scene's value is there, and the default where the scene has none; only exports are stored.
func test_exports() -> void:
	equal(_diver.air, 150)
	equal(_diver.start, Vector2(4, 2))
	var stored := (_diver.get_script() as Script).get_script_property_list().filter(
		func(property: Dictionary) -> bool: return property["usage"] & PROPERTY_USAGE_STORAGE)
	equal(stored.map(func(property: Dictionary) -> String: return property["name"]), ["air", "start"])
	equal((_diver.get_script() as Script).get_property_default_value("air"), 100)


## What comes from Steam reaches the script's method, and its own signal whoever listens.
func test_signals() -> void:
	var heard: Array[String] = []
	_diver.surfaced.connect(func(reason: String) -> void: heard.append(reason))
	var steam: Steamworks = _dive.get_node("Steamworks")
	await steam.userProgressUpdate
	equal(heard, [] as Array[String], "no error")
	steam.requestUserProgress("76561202255299999")  # an account that nobody has
	await steam.userProgressUpdate
	equal(heard, ["Steam could not say"] as Array[String])


## Its frames are counted, and a function that waits gives its result when it is over.
func test_frames_and_waiting() -> void:
	var before: float = _diver.depth
	equal(await _diver.rest(), 150)
	check(_diver.depth > before, "_process was called meanwhile")
