## Notes when the engine processes it. Two of them around other nodes tell how long those took.
extends Node

var ticks := 0


func _process(_delta: float) -> void:
	ticks = Time.get_ticks_usec()
