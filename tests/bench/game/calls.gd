## What one call of an engine method costs, in Python, GDScript and C. Arguments: how often to
## repeat, how many calls each time.
extends "res://measurement.gd"


func _ready() -> void:
	var repetitions := arguments[0].to_int()
	var times := arguments[1].to_int()
	var tools: Node = ClassDB.instantiate("BenchTools")
	add_child(tools)
	await frames(10)
	var samples := {"python": [], "gdscript": [], "c": []}
	for repetition in repetitions + 1:
		var python: float = tools.time_child_count(times)
		var began := now()
		for _index in times:
			get_child_count()
		var gdscript := now() - began
		began = now()
		bare().count_children(times)
		var c := now() - began
		if repetition > 0:  # the first one warms up
			samples.python.append(python)
			samples.gdscript.append(gdscript / times)
			samples.c.append(c / times)
		await frames(1)
	report(samples)
	finish()
