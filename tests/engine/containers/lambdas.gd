extends RefCounted
## What GDScript passes to Python and takes from it.

signal told(what: Variant)

var last: Variant


func adder(more: int) -> Callable:
	return func(number: int) -> int: return number + more


func twice(number: int) -> int:
	return 2 * number


func call_and_go_on(callable: Callable) -> Variant:
	callable.call()
	return "went on"


func run(callable: Callable, arguments: Array) -> Variant:
	return callable.callv(arguments)


func connect_method(object: Object, signal_name: StringName, method: StringName) -> int:
	return object.connect(signal_name, Callable(object, method))


func is_connected_to(object: Object, signal_name: StringName, method: StringName) -> bool:
	return object.is_connected(signal_name, Callable(object, method))


func show(callable: Callable) -> String:
	return "%s %s" % [callable.get_object().get_class() if callable.get_object() else "none", callable.get_method()]
