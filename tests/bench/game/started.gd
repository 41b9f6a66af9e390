## Says when the first frame is processed. Argument: "node" for a project that has a Steamworks
## node.
extends "res://measurement.gd"


func _ready() -> void:
	if arguments.has("node"):
		add_child(ClassDB.instantiate("Steamworks"))


func _process(_delta: float) -> void:
	set_process(false)
	report("first frame")
	finish()
