## How long engine classes take in Python when they are used for the first time.
extends "res://measurement.gd"


func _ready() -> void:
	var uses: Node = load("res://first_uses.py").new()
	add_child(uses)
	await frames(5)
	report(uses.milliseconds_by_class())
	finish()
