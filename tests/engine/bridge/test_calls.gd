extends "res://engine_test.gd"
## Calls from GDScript into methods of native classes.


## A value that Python gives back unchanged is the same value.
func test_give() -> void:
	var calls := Calls.new()
	add_child(calls)
	equal(calls.give(7), 7)
	equal(calls.give("é漢🎮"), "é漢🎮")
	check(calls.give(calls) == calls)


## An exception is one traceback in the log, and the caller goes on with the default result.
func test_exception() -> void:
	var calls := Calls.new()
	add_child(calls)
	expect_error("failed on purpose")
	calls.fail()
