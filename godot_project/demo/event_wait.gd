class_name EventWait
extends Node
## Waits until something is so: looks in every frame until it is, or until [member patience] is over.

signal _woken(is_so: bool)

## How long to wait, in seconds.
@export_range(1, 120, 1, "suffix:s") var patience := 30.0

## Whether waiting was broken off because the scene is closed.
var is_broken_off := false

var _condition := Callable()
var _clock := Timer.new()


func _ready() -> void:
	set_process(false)
	_clock.one_shot = true
	_clock.timeout.connect(_woken.emit.bind(false))
	add_child(_clock)


func _exit_tree() -> void:
	# Lets a function that still waits come to its end: Godot would report it as leaked.
	is_broken_off = true
	_woken.emit(false)


func _process(_delta: float) -> void:
	if _condition.call():
		_woken.emit(true)


## Waits until the condition, a function that gives a bool, is true. Gives false when it is not
## within so many seconds, [member patience] if none are given, or when waiting was broken off.
func until(condition: Callable, seconds := patience) -> bool:
	if is_broken_off or condition.call():
		return not is_broken_off
	_condition = condition
	set_process(true)
	var is_so := await _wait(seconds)
	set_process(false)
	return is_so


## Waits for so many seconds. Gives false when waiting was broken off.
func rest(seconds: float) -> bool:
	if seconds > 0 and not is_broken_off:
		await _wait(seconds)
	return not is_broken_off


func _wait(seconds: float) -> bool:
	_clock.start(seconds)
	var is_so: bool = await _woken
	_clock.stop()
	return is_so
