## What tests in GDScript extend. See tests/engine/conftest.py.
extends Node

const MARK := "[engine-test] "

## How many checks were made.
var checks := 0


## Fails the test unless the condition holds.
func check(condition: bool, what: String = "condition") -> void:
	checks += 1
	if not condition:
		print(MARK, "failed ", _place(), what.replace("\n", " "))


## Fails the test unless both are of the same type and equal. Not a number equals itself here.
func equal(got: Variant, expected: Variant, what: String = "") -> void:
	checks += 1
	if not same(got, expected):
		var text := "%s got %s (%s), expected %s (%s)" % [
			what, _shown(got), type_string(typeof(got)), _shown(expected), type_string(typeof(expected)),
		]
		print(MARK, "failed ", _place(), text.replace("\n", " "))


## Says that the log is to have an error or warning with this text during this test.
func expect_error(text: String) -> void:
	checks += 1
	print(MARK, "expect ", text)


## Waits for a number of frames.
func frames(count: int = 1) -> void:
	for _frame in count:
		await get_tree().process_frame


## Ends a run that has no tests: prints the end marker and quits.
func finish(exit_code: int = 0) -> void:
	print(MARK, "done")
	get_tree().quit(exit_code)


## Whether both are of the same type and equal, in depth.
static func same(a: Variant, b: Variant) -> bool:
	if a == null and b == null: # also an object variable that is null
		return true
	if typeof(a) != typeof(b):
		return false
	if a is float:
		return a == b or (is_nan(a) and is_nan(b))
	if a is Array:
		if a.size() != b.size():
			return false
		for index in a.size():
			if not same(a[index], b[index]):
				return false
		return true
	if a is Dictionary:
		if a.size() != b.size():
			return false
		for key: Variant in a:
			if not b.has(key) or not same(a[key], b[key]):
				return false
		return true
	return a == b


static func _shown(value: Variant) -> String:
	return str(value).left(500)


func _place() -> String:
	for frame: Dictionary in get_stack():
		if not frame.source.ends_with("engine_test.gd"):
			return "line %d: " % frame.line
	return ""
