## Notes the time when the engine processes it. Two of them around other nodes tell how long those
## took.
extends Node

## A node with a clock: see bare.c.
var source: Node
var ticks := 0.0


func _process(_delta: float) -> void:
	ticks = source.microseconds()
