## What one node of a kind costs in a frame: many of them between two clocks, all kinds in the same
## frame. Arguments: how many nodes, how many frames, then the kinds (a class, or a script).
extends "res://measurement.gd"

const WARM_UP := 30

var _clocks: Array[Node] = []


func _ready() -> void:
	var count := arguments[0].to_int()
	var measured := arguments[1].to_int()
	var kinds := arguments.slice(2)
	for _index in 3:
		_add_clock()
	for kind in kinds:
		for _index in count:
			add_child(_make(kind))
		_add_clock()
	await frames(WARM_UP)
	for node in get_children():
		if node.is_class("Steamworks") and not is_connected_to_steam(node):
			return
	var samples: Dictionary = {}
	for kind in kinds:
		samples[kind] = PackedFloat64Array()
	for _frame in measured:
		await get_tree().process_frame
		# Every clock costs a little itself, and the first of a frame more than the others.
		var nothing: float = _clocks[2].ticks - _clocks[1].ticks
		for index in kinds.size():
			var took: float = _clocks[index + 3].ticks - _clocks[index + 2].ticks
			samples[kinds[index]].append((took - nothing) / count)
	report(samples)
	finish()


func _make(kind: String) -> Node:
	if kind.contains("."):
		return load("res://" + kind).new()
	return ClassDB.instantiate(kind)


func _add_clock() -> void:
	var clock: Node = load("res://clock.gd").new()
	clock.source = bare()
	add_child(clock)
	_clocks.append(clock)
