## What measurements extend: they report lines of JSON, and say when they are done.
extends Node

const MARK := "[bench] "

## The words of the command line that belong to this measurement.
var arguments: PackedStringArray

var _bare: Node


## The node in C, made when it is first asked for.
func bare() -> Node:
	if _bare == null:
		_bare = ClassDB.instantiate("BareNode")
		add_child(_bare)
	return _bare


## Microseconds that the main thread was on a processor: what other programs take does not count.
func now() -> float:
	return bare().microseconds()


## Gives a value to the program that started the engine.
func report(value: Variant) -> void:
	print(MARK, JSON.stringify(value, "", true, true))


## Ends the run.
func finish() -> void:
	report("done")
	get_tree().quit()


## Waits for a number of frames.
func frames(count: int) -> void:
	for _frame in count:
		await get_tree().process_frame


## Whether the node is connected; else nothing of it can be measured, and the run ends as failed.
func is_connected_to_steam(steamworks: Node) -> bool:
	if not steamworks.isLoggedOn:
		print("the Steamworks node is not connected")
		get_tree().quit(1)
	return steamworks.isLoggedOn
