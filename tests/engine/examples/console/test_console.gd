extends "res://engine_test.gd"
## godot-python's console: Python that is typed while the game runs.

var _console: Control


func _ready() -> void:
	_console = preload("res://console/console.tscn").instantiate()
	add_child(_console)


## What a line gives or prints is shown; names live on, and the engine is at hand.
func test_lines_are_run() -> void:
	_type("from godot import Vector2")
	_type("way = Vector2(3, 4)")
	_type("way.length()")
	_type("print('at', node.get_path())")
	equal(_lines(), [
		">>> from godot import Vector2", ">>> way = Vector2(3, 4)", ">>> way.length()", "5.0",
		">>> print('at', node.get_path())", "at %s" % _console.get_path(), "",
	] as Array[String])


## A line that goes on waits for what belongs to it.
func test_blocks_are_run_at_their_end() -> void:
	for line: String in ["for number in range(2):", "    print(number)", ""]:
		_type(line)
	equal(_lines().slice(-3), ["0", "1", ""] as Array[String])


## An error is shown with its text, and nothing else happens.
func test_errors_are_lines() -> void:
	_type("1 / 0")
	check("ZeroDivisionError: division by zero" in _lines(), str(_lines()))
	_type("node.nothing")
	check("AttributeError" in _lines()[-2], str(_lines()))


## Earlier lines come back.
func test_lines_are_remembered() -> void:
	for line: String in ["1", "2", "2"]:
		_type(line)
	var input: LineEdit = _console.get_node("Input")
	for expected: String in ["2", "1", "1"]:
		_console.recall(-1)
		equal(input.text, expected)
	_console.recall(1)
	equal(input.text, "2")
	(_console.get_node("Clear") as Button).pressed.emit()
	equal(_lines(), [""] as Array[String])


func _type(line: String) -> void:
	(_console.get_node("Input") as LineEdit).text_submitted.emit(line)


func _lines() -> Array[String]:
	var lines: Array[String] = []
	lines.assign((_console.get_node("Output") as RichTextLabel).get_parsed_text().split("\n"))
	return lines
