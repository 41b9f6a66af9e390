extends "res://steam_test.gd"
## Nodes that come and go at every moment.


class Other extends Node:
	signal went
	func _exit_tree() -> void:
		went.emit()


## The last node that leaves closes the connection; the next one that enters opens it again.
func test_reconnect() -> void:
	for time in 5:
		var steam := await started()
		check(steam.requestUserProgress(FRIEND))
		steam.free()
		equal(control.is_connected_to_steam(), false)
		events.clear()
		await frames(6)
		equal(events.size(), 0, "what was in flight is for nobody")
	var again := await started()
	check(again.isLoggedOn)
	await settle()
	equal(events.size(), 0, "nor for the next node")


## The same node leaves and enters again: a new start-up event, and it hears as before.
func test_same_node_again() -> void:
	var steam := await started()
	for time in 3:
		remove_child(steam)
		equal(steam.isLoggedOn, false)
		await frames(2)
		equal(events.size(), 0)
		add_child(steam)
		check(await happens(func() -> bool: return events.size() == 1))
		events.clear()
	var parent := Node.new()
	add_child(parent)
	steam.reparent(parent)
	check(steam.isLoggedOn)
	check(await happens(func() -> bool: return events.size() == 1))


## What was set in the last frame is stored when the last node leaves.
func test_unsaved() -> void:
	var steam := await started()
	steam.setUserStatValues([{"statName": "NumLosses", "type": "int", "value": 11}])
	steam.setAchievementUnlocked("ACH_TRAVEL_FAR_SINGLE")
	steam.free()
	steam = add_steam()
	equal(steam.getUserStatValue({"statName": "NumLosses", "type": "int"}), 11)
	equal(steam.getAchievementInfo("ACH_TRAVEL_FAR_SINGLE").unlocked, true)


## A node freed by a listener, inside the pump: that listener was its last.
func test_free_in_listener() -> void:
	for others in 3:
		var more: Array[Steamworks] = []
		for index in others:
			more.append(add_steam())
		var steam := await started()
		var heard := []
		steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void:
			heard.append(1)
			steam.free())
		steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void: heard.append(2))
		steam.requestUserProgress(FRIEND)
		await settle()
		equal(heard, [1])
		check(not is_instance_valid(steam))
		equal(control.is_connected_to_steam(), others > 0)
		for node in more:
			check(node.requestUserProgress())
			node.free()
		equal(control.is_connected_to_steam(), false)
		events.clear()


## In its own signal the engine itself refuses free() with an error; queue_free() works.
func test_free_in_signal() -> void:
	var steam := await started()
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void: steam.free())
	expect_error("Attempted to free a locked object (calling or emitting)")
	expect_error("Object is locked and can't be freed")
	steam.requestUserProgress()
	await settle()
	check(is_instance_valid(steam))
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void: steam.queue_free(), CONNECT_ONE_SHOT)
	steam.requestUserProgress()
	await settle()
	check(not is_instance_valid(steam))


## A node that another one's handler frees, and one removed and added again inside a handler.
func test_free_another() -> void:
	var steam := await started()
	var other := add_steam()
	await settle()
	events.clear()
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void: other.free(), CONNECT_ONE_SHOT)
	steam.requestUserProgress()
	await settle()
	equal(events.size(), 1, "the freed one heard nothing")
	check(steam.isLoggedOn)


## The last node leaves and enters again inside a listener: an old connection ends, a new one begins.
func test_reconnect_in_listener() -> void:
	var steam := await started()
	var heard := []
	var leave := func(event: Dictionary) -> void:
		heard.append(event.userSteamId)
		if heard.size() == 1:
			remove_child(steam)
			equal(steam.isLoggedOn, false)
			add_child(steam)
			check(steam.isLoggedOn)
			steam.notification(Node.NOTIFICATION_INTERNAL_PROCESS)
	steam.addEventListener("userProgressUpdate", leave)
	steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void: heard.append("second"))
	steam.requestUserProgress(FRIEND)
	await settle()
	equal(heard, [FRIEND, ME, "second"], "the rest of the old event is for nobody; then the start-up event")


## Nodes added inside a listener have their start-up events.
func test_add_in_listener() -> void:
	var steam := await started()
	var heard: Array[Dictionary] = []
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void:
		for index in 10:
			var more := Steamworks.new()
			record(more, heard)
			add_child(more), CONNECT_ONE_SHOT)
	steam.requestUserProgress(FRIEND)
	await settle()
	equal(heard.size(), 10)
	for event in heard:
		equal(event.userSteamId, ME)


## Every node leaves inside a handler of one of them.
func test_all_leave_in_listener() -> void:
	var nodes: Array[Steamworks] = []
	for index in 5:
		nodes.append(add_steam())
	await settle()
	events.clear()
	nodes[2].addEventListener("userProgressUpdate", func(_event: Dictionary) -> void:
		for node in nodes:
			node.free()
		nodes.clear())
	nodes[0].requestUserProgress()
	await settle()
	equal(nodes.size(), 0)
	equal(events.size(), 3, "those after it heard nothing")
	equal(control.is_connected_to_steam(), false)


## A freed parent, freed and queued in and out of frames.
func test_subtree() -> void:
	for way: String in ["free", "queue_free"]:
		var parent := Node.new()
		var middle := Other.new()
		parent.add_child(middle)
		add_child(parent)
		var steam := add_steam(middle)
		var at_exit := []
		steam.tree_exiting.connect(func() -> void: at_exit.append(steam.isLoggedOn))
		await settle()
		steam.requestUserProgress(FRIEND)
		parent.call(way)
		await frames(2)
		check(not is_instance_valid(steam))
		equal(at_exit, [true], "while it leaves it is still connected")
		equal(control.is_connected_to_steam(), false)
		events.clear()


## A node that frees itself while it is still connected may be used until it has left.
func test_last_words() -> void:
	var steam := await started()
	var said := []
	steam.tree_exiting.connect(func() -> void:
		said.append(steam.setUserStatValues([{"statName": "NumWins", "type": "int", "value": 21}])))
	steam.tree_exited.connect(func() -> void: said.append(steam.isLoggedOn))
	steam.free()
	equal(said, [true, false])
	steam = add_steam()
	equal(steam.getUserStatValue({"statName": "NumWins", "type": "int"}), 21)


## A node that goes while it enters.
func test_gone_while_entering() -> void:
	var steam := Steamworks.new()
	steam.tree_entered.connect(func() -> void: steam.queue_free())
	add_child(steam)
	check(steam.isLoggedOn)
	await frames(2)
	check(not is_instance_valid(steam))
	equal(control.is_connected_to_steam(), false)


## 10,000 nodes made and freed, outside and inside the tree, leave nothing behind.
func test_many() -> void:
	await started()
	for warm_up in 100:
		Steamworks.new().free()
	control.collect(false)  # what is left to Python's collector would be seen
	var faces := control.live_faces()
	var objects := Performance.get_monitor(Performance.OBJECT_COUNT)
	for index in 10_000:
		var steam := Steamworks.new()
		steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void: pass)
		steam.addEventListener("userProgressUpdate", self._many_heard)
		steam.free()
	equal(control.live_faces(), faces)
	equal(Performance.get_monitor(Performance.OBJECT_COUNT), objects)
	for index in 10_000:
		var steam := Steamworks.new()
		add_child(steam)
		steam.addEventListener("userProgressUpdate", _many_heard)
		if index % 100 == 0:
			steam.requestUserProgress()
		if index % 2:
			steam.free()
		else:
			remove_child(steam)
			steam.free()
	equal(control.live_faces(), faces)
	equal(Performance.get_monitor(Performance.OBJECT_COUNT), objects)
	control.collect(true)
	await settle()


func _many_heard(_event: Dictionary) -> void:
	pass


## 2,000 nodes in the tree at once: each has its start-up event, and all leave.
func test_many_at_once() -> void:
	var parent := Node.new()
	add_child(parent)
	var heard := [0]
	for index in 2_000:
		var steam := Steamworks.new()
		steam.userProgressUpdate.connect(func(_event: Dictionary) -> void: heard[0] += 1)
		parent.add_child(steam)
	check(await happens(func() -> bool: return heard[0] == 2_000))
	parent.get_child(7).requestUserProgress(FRIEND)
	check(await happens(func() -> bool: return heard[0] == 4_000))
	parent.free()
	equal(control.is_connected_to_steam(), false)


## A node whose script has the names that a node works by still works, script and node both.
func test_script_on_node() -> void:
	var steam: Steamworks = load("res://with_script.tscn").instantiate()
	record(steam, events)
	add_child(steam)
	check(await happens(func() -> bool: return not events.is_empty()))
	equal(steam.done.has("enter") and steam.done.has("ready") and steam.done.has("process"), true)
	equal(steam.asked, 5)
	remove_child(steam)
	check(steam.done.has("exit"))
	equal(control.is_connected_to_steam(), false)
	steam.free()


## A class in Python that extends the node.
func test_python_subclass() -> void:
	var steam := PythonSteamworks.new()
	record(steam, events)
	add_child(steam)
	check(await happens(func() -> bool: return not events.is_empty()))
	check(steam.frames_seen() > 0)
	check(steam is Steamworks)
	steam.free()
	equal(control.is_connected_to_steam(), false)


## Copies and packed scenes of a node are nodes of their own, connected by themselves.
func test_copies() -> void:
	var steam := await started()
	steam.run_in_editor = true
	var copy: Steamworks = steam.duplicate()
	equal(copy.run_in_editor, true)
	equal(copy.isLoggedOn, false)
	add_child(copy)
	check(copy.isLoggedOn)
	var packed := PackedScene.new()
	equal(packed.pack(copy), OK)
	var third: Steamworks = packed.instantiate()
	equal(third.run_in_editor, true)
	equal(third.isLoggedOn, false)
	third.free()


## Where the parents are processed on other threads, the node is processed on the main thread.
func test_thread_group() -> void:
	var parent := Node.new()
	parent.process_thread_group = Node.PROCESS_THREAD_GROUP_SUB_THREAD
	add_child(parent)
	var middle := Node.new()
	parent.add_child(middle)
	var steam := add_steam(middle)
	check(await happens(func() -> bool: return not events.is_empty()))
	steam.requestUserProgress(FRIEND)
	check(await happens(func() -> bool: return events.size() == 2))


## A Python listener frees the node that is calling it, or itself, and its code goes on.
func test_python_frees() -> void:
	var steam := await started()
	var python := PythonListener.new()
	add_child(python)
	python.aim(steam)
	steam.addEventListener("userProgressUpdate", python.free_steam)
	steam.addEventListener("userProgressUpdate", python.method)
	steam.requestUserProgress(FRIEND)
	await settle()
	check(not is_instance_valid(steam))
	var said: Array = python.report()
	equal(said.size(), 2)
	check(said[1].ends_with("freed> False"))
	equal(python.everything_of_freed(), [false, null, [], false, false])
	equal(control.is_connected_to_steam(), false)
	steam = await started()
	steam.addEventListener("userProgressUpdate", python.free_itself)
	steam.requestUserProgress(FRIEND)
	await settle()
	check(not is_instance_valid(python))
	check(steam.isLoggedOn)


## Nodes may be made, and freed outside the tree, on other threads.
func test_made_on_thread() -> void:
	var made: Array[Steamworks] = []
	var thread := Thread.new()
	thread.start(func() -> void:
		for index in 200:
			var steam := Steamworks.new()
			steam.addEventListener("userProgressUpdate", _many_heard)
			if index < 190:
				steam.free()
			else:
				made.append(steam))
	thread.wait_to_finish()
	equal(made.size(), 10)
	for steam in made:
		record(steam, events)
		add_child(steam)
	check(await happens(func() -> bool: return events.size() == 10))


## A handler of a signal that takes the node out and puts it back, and one that only takes it out.
func test_leave_in_signal() -> void:
	var steam := await started()
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void:
		remove_child(steam)
		add_child(steam), CONNECT_ONE_SHOT)
	steam.requestUserProgress(FRIEND)
	await settle()
	equal(events.map(func(event: Dictionary) -> String: return event.userSteamId), [FRIEND, ME])
	events.clear()
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void: remove_child(steam), CONNECT_ONE_SHOT)
	var others := []
	steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void: others.append(1))
	steam.requestUserProgress(FRIEND)
	await settle()
	equal(others, [], "it has left before its listeners' turn")
	equal(control.is_connected_to_steam(), false)
	steam.free()
