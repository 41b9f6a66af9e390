class_name GutTest
extends Node
## As much of GUT's class as the example's test calls, for machines without GUT. Tried with the real one by hand.

var problems: PackedStringArray = []
var _counts := {}


func before_all() -> void:
	pass


func before_each() -> void:
	pass


func add_child_autoqfree(node: Node) -> void:
	add_child(node)


func watch_signals(object: Object) -> void:
	for item: Dictionary in object.get_signal_list():
		var counted: String = item.name
		if item.args.size() == 1:
			object.connect(counted, func(_value: Variant) -> void: _counts[counted] = _counts.get(counted, 0) + 1)


func wait_for_signal(awaited: Signal, _seconds: float) -> void:
	await awaited


func assert_eq(got: Variant, expected: Variant) -> void:
	if got != expected:
		problems.append("%s is not %s" % [got, expected])


func assert_gt(got: Variant, least: Variant) -> void:
	if not got > least:
		problems.append("%s is not more than %s" % [got, least])


func assert_signal_emit_count(_object: Object, counted: String, times: int) -> void:
	assert_eq(_counts.get(counted, 0), times)
