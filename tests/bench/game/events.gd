## What an event costs on its way from Steam's queue to a connected handler, and what emitting the
## same dictionary costs in GDScript and in C. Arguments: how often to repeat, events each time.
extends "res://measurement.gd"

signal emitted(event: Dictionary)

const OTHER_USER := "76561197960287930"

var _received := 0


func _ready() -> void:
	var repetitions := arguments[0].to_int()
	var count := arguments[1].to_int()
	var tools: Node = ClassDB.instantiate("BenchTools")
	var before: Node = load("res://clock.gd").new()
	var steamworks: Node = ClassDB.instantiate("Steamworks")
	var after: Node = load("res://clock.gd").new()
	for node: Node in [tools, before, steamworks, after]:
		add_child(node)
	steamworks.userProgressUpdate.connect(_on_event)
	before.source = bare()
	after.source = bare()
	emitted.connect(_on_event)
	bare().add_user_signal("bench_event", [{"name": "event", "type": TYPE_DICTIONARY}])
	bare().connect("bench_event", _on_event)
	await frames(100)  # the start-up event comes and goes
	if not is_connected_to_steam(steamworks):
		return
	var samples := {"steam": [], "gdscript": [], "c": []}
	for repetition in repetitions + 1:
		_received = 0
		tools.post_updates(count)
		await frames(1)
		var steam: float = after.ticks - before.ticks
		while _received < count:  # should it take more frames than one
			await frames(1)
			steam += after.ticks - before.ticks
		var began := now()
		for _index in count:
			emitted.emit({
				"name": "userProgressUpdate",
				"isError": false,
				"resultCode": 1,
				"userSteamId": OTHER_USER,
			})
		var gdscript := now() - began
		began = now()
		bare().emit_events(count)
		var c := now() - began
		assert(_received == 3 * count)
		if repetition > 0:
			samples.steam.append(steam / count)
			samples.gdscript.append(gdscript / count)
			samples.c.append(c / count)
	report(samples)
	finish()


func _on_event(_event: Dictionary) -> void:
	_received += 1
