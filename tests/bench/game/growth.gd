## How much memory the process has after every batch of events. Arguments: how many batches, how
## many events each.
extends "res://measurement.gd"

var _received := 0


func _ready() -> void:
	var batches := arguments[0].to_int()
	var count := arguments[1].to_int()
	var tools: Node = ClassDB.instantiate("BenchTools")
	var steamworks: Node = ClassDB.instantiate("Steamworks")
	add_child(tools)
	add_child(steamworks)
	steamworks.userProgressUpdate.connect(_on_event)
	await frames(100)
	if not is_connected_to_steam(steamworks):
		return
	_received = 0
	var resident := []
	resident.resize(batches)
	for batch in batches:
		tools.post_updates(count)
		while _received < (batch + 1) * count:
			await frames(1)
		resident[batch] = tools.resident()
	report(resident)
	finish()


func _on_event(_event: Dictionary) -> void:
	_received += 1
