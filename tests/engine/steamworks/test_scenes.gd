extends "res://steam_test.gd"
## The node as scenes have it: from .tscn files, awaited, found by type.


## Connected in the scene, in GDScript, as listener, and to a node in Python: each hears the start.
func test_every_way() -> void:
	var scene: Node = load("res://ways.tscn").instantiate()
	add_child(scene)
	check(await happens(func() -> bool: return scene.heard.size() == 3))
	equal(scene.heard, [
		"connected in the scene: " + ME, "connected in GDScript: userProgressUpdate for " + ME, "listener: " + ME,
	] as Array[String])
	equal(scene.get_node("Python").report(), ["method " + ME])


## A script can wait for an event.
func test_await() -> void:
	var steam := add_steam()
	var event: Dictionary = await steam.userProgressUpdate
	equal(event.userSteamId, ME)
	steam.requestUserProgress(FRIEND)
	event = await steam.userProgressUpdate
	equal(event.userSteamId, FRIEND)


## Deferred and one-shot connections work as on every node.
func test_connection_flags() -> void:
	var steam := await started()
	var heard := []
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void: heard.append("deferred"), CONNECT_DEFERRED)
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void: heard.append("once"), CONNECT_ONE_SHOT)
	steam.requestUserProgress()
	await settle()
	steam.requestUserProgress()
	await settle()
	equal(heard, ["once", "deferred", "deferred"])


## The node is a type like every other: in tests of type, groups, and searches.
func test_type() -> void:
	var scene: Node = load("res://ways.tscn").instantiate()
	add_child(scene)
	equal(scene.find_children("*", "Steamworks").size(), 1)
	check(scene.get_node("Steamworks") is Steamworks)
	equal(scene.get_node("Steamworks").get_class(), "Steamworks")
	check(ClassDB.is_parent_class("Steamworks", "Node"))
	check(ClassDB.can_instantiate("Steamworks"))
	var made: Variant = ClassDB.instantiate("Steamworks")
	check(made is Steamworks)
	made.free()


## A scene stores nothing of the node but what was changed.
func test_stored() -> void:
	var steam := Steamworks.new()
	steam.name = "Steamworks"
	var packed := PackedScene.new()
	packed.pack(steam)
	equal(packed.get_state().get_node_property_count(0), 0)
	steam.run_in_editor = true
	packed.pack(steam)
	equal(packed.get_state().get_node_property_count(0), 1)
	equal(packed.get_state().get_node_property_name(0, 0), &"run_in_editor")
	steam.free()


## A start without progress is an event with Steam's code, and a later node has Steam asked again.
func test_failed_start() -> void:
	var first := await started()
	first.free()
	control.fail_next("RequestUserStats", 3)
	events.clear()
	var steam := add_steam()
	await settle()
	equal(events, [{
		"name": "userProgressUpdate", "isError": true, "resultCode": 3, "userSteamId": ME,
	}] as Array[Dictionary])
	var later: Array[Dictionary] = []
	var second := Steamworks.new()
	record(second, later)
	add_child(second)
	await settle()
	equal(later.size(), 1)
	equal(later[0].isError, false)
	equal(events.size(), 1)
	equal(steam.isLoggedOn, true)
