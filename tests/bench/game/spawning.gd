## What one more node of a kind costs. Arguments: how often to repeat, how many each time, then the
## kinds: a class or a script.
extends "res://measurement.gd"


func _ready() -> void:
	var repetitions := arguments[0].to_int()
	var count := arguments[1].to_int()
	var kinds := arguments.slice(2)
	var tools: Node = ClassDB.instantiate("BenchTools")
	add_child(tools)
	await frames(10)
	var samples := {}
	for kind in kinds:
		samples[kind] = {"microseconds": [], "bytes": []}
	for kind in kinds:
		var script: Script = load("res://" + kind) if kind.contains(".") else null
		var kept: Array[Node] = []
		kept.resize(count)
		for repetition in repetitions:
			var memory: int = tools.resident()
			var began := now()
			for index in count:
				kept[index] = Node.new() if script == null else script.new()
			samples[kind].microseconds.append((now() - began) / count)
			# The first nodes take fresh memory; those of later repetitions take what these leave.
			if repetition == 0:
				samples[kind].bytes.append(float(tools.resident() - memory) / count)
			for index in count:
				kept[index].free()
			await frames(1)
	report(samples)
	finish()
