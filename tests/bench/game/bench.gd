## Runs the measurement that the command line names: a script, then its arguments.
extends Node


func _ready() -> void:
	var arguments := OS.get_cmdline_user_args()
	# Frames follow each other without a pause.
	OS.low_processor_usage_mode_sleep_usec = 1
	var measurement: Node = load("res://" + arguments[0]).new()
	measurement.name = "Measurement"
	measurement.arguments = arguments.slice(1)
	add_child.call_deferred(measurement)
