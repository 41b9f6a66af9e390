extends RefCounted
## Calls somebody when it dies.

var heard: Callable


func _notification(what: int) -> void:
	if what == NOTIFICATION_PREDELETE and heard.is_valid():
		heard.call("gone")
