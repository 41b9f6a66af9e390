## What measurements extend: they report lines of JSON, and say when they are done.
extends Node

const MARK := "[bench] "

## The words of the command line that belong to this measurement.
var arguments: PackedStringArray


## Gives a value to the program that started the engine.
func report(value: Variant) -> void:
	print(MARK, JSON.stringify(value, "", true, true))


## Ends the run.
func finish() -> void:
	report("done")
	get_tree().quit()


## Whether a frame passes before the code goes on.
func frames(count: int) -> void:
	for _frame in count:
		await get_tree().process_frame
