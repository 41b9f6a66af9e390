## The loops of operations.py in GDScript, and those that only GDScript can have. Arguments: how
## often to repeat, how many operations each time, "both" or "python", then their names.
extends "res://measurement.gd"

signal told(event: Dictionary)

var _heard := 0


func _ready() -> void:
	var repetitions := arguments[0].to_int()
	var times := arguments[1].to_int()
	var python: Node2D = load("res://operations.py").new()
	var gdscript := GDScriptSide.new()
	for side: Node2D in [python, gdscript]:
		add_child(side)
		side.add_child(Node.new())
		side.told.connect(_on_told)
	await frames(10)
	var samples := {}
	for name in arguments.slice(3):
		samples[name] = {"python": []}
		if arguments[2] == "both":
			samples[name].gdscript = []
		for repetition in repetitions + 1:
			for side: String in samples[name]:
				var node := python if side == "python" else gdscript
				var took: float
				if name == "call_from_gdscript":
					took = _call_from_gdscript(node, times)
				else:
					took = node.call("loop_" + name, times)
				if repetition > 0:  # the first one warms up
					samples[name][side].append(took)
			await frames(1)
	report(samples)
	finish()


func _on_told(_event: Dictionary) -> void:
	_heard += 1


func _call_from_gdscript(node: Node, times: int) -> float:
	var began := now()
	for index in times:
		node.take(index)
	return (now() - began) * 1000.0 / times


class GDScriptSide:
	extends Node2D

	signal told(event: Dictionary)

	func take(number: int) -> int:
		return number

	func _now() -> float:
		return get_parent().now() * 1000.0

	func loop_method_without_arguments(times: int) -> float:
		var began := _now()
		for _index in times:
			get_child_count()
		return (_now() - began) / times

	func loop_method_with_int(times: int) -> float:
		var began := _now()
		for _index in times:
			set_z_index(3)
		return (_now() - began) / times

	func loop_method_with_vector(times: int) -> float:
		var where := Vector2(1.0, 2.0)
		var began := _now()
		for _index in times:
			set_position(where)
		return (_now() - began) / times

	func loop_property_read(times: int) -> float:
		var where: Vector2
		var began := _now()
		for _index in times:
			where = position
		return (_now() - began) / times if where == position else NAN

	func loop_property_write(times: int) -> float:
		var where := Vector2(1.0, 2.0)
		var began := _now()
		for _index in times:
			position = where
		return (_now() - began) / times

	func loop_vector_made(times: int) -> float:
		var x := 1.0
		var y := 2.0
		var made: Vector2
		var began := _now()
		for _index in times:
			made = Vector2(x, y)
		return (_now() - began) / times if made.x == x else NAN

	func loop_vector_added(times: int) -> float:
		var first := Vector2(1.0, 2.0)
		var second := Vector2(3.0, 4.0)
		var sum: Vector2
		var began := _now()
		for _index in times:
			sum = first + second
		return (_now() - began) / times if sum.x == 4.0 else NAN

	func loop_node_made_and_freed(times: int) -> float:
		var began := _now()
		for _index in times:
			Node.new().free()
		return (_now() - began) / times

	func loop_signal_with_dictionary(times: int) -> float:
		var began := _now()
		for index in times:
			told.emit({"name": "event", "isError": false, "resultCode": 1, "user": index})
		return (_now() - began) / times

	func loop_list_to_packed(times: int) -> float:
		var numbers := []
		for number in 100_000:
			numbers.append(float(number))
		var began := _now()
		for _index in times:
			PackedFloat32Array(numbers)
		return (_now() - began) / times
