## The yardstick in GDScript: a node whose _process does nothing.
extends Node


func _process(_delta: float) -> void:
	pass
