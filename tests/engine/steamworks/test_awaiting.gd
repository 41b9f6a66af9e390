extends "res://steam_test.gd"
## Requests that are awaited: in GDScript by their signal, in Python by what they give.

const COUNT := "activePlayerCount"


func awaiter() -> PythonAwaiter:
	var node := PythonAwaiter.new()
	add_child(node)
	return node


## GDScript gets a plain bool from every request, however it is called.
func test_bool() -> void:
	var steam := await started()
	var untyped: Variant = steam
	var typed: bool = steam.requestActivePlayerCount()
	equal(typed, true)
	equal(typeof(untyped.requestActivePlayerCount()), TYPE_BOOL)
	equal(steam.call("requestUserProgress"), true)
	equal(steam.callv("requestUserProgress", [FRIEND]), true)
	equal(steam.requestUserProgress.bind(FRIEND).call(), true)
	expect_error("Steamworks.requestUserProgress: userSteamId:")
	equal(untyped.requestUserProgress("nobody"), false)
	equal(steam.call("requestUserProgress", "nobody"), false)
	remove_child(steam)
	equal(steam.requestActivePlayerCount(), false)
	equal(untyped.requestUserProgress(), false)
	steam.free()


## A script awaits the signal of what it has requested.
func test_gdscript() -> void:
	var steam := await started()
	control.set_player_count(12)
	if steam.requestActivePlayerCount():
		var event: Dictionary = await steam.activePlayerCount
		equal(event, {"name": COUNT, "isError": false, "count": 12})
	steam.requestUserProgress(FRIEND)
	equal((await steam.userProgressUpdate).userSteamId, FRIEND)


## Python awaits the request itself and gets the event, as a dictionary of its own.
func test_python() -> void:
	var steam := await started()
	var python := awaiter()
	control.set_player_count(34)
	equal(await python.ask(steam, "requestActivePlayerCount"), {"name": COUNT, "isError": false, "count": 34})
	equal((await python.ask_with(steam, "requestUserProgress", FRIEND)).userSteamId, FRIEND)
	equal(await python.own_copy(steam), {"name": COUNT, "isError": false, "count": 34})
	equal(await python.signal_of(steam), {"name": COUNT, "isError": false, "count": 34})
	equal(await python.loop(steam, 20), 20)


## Many at once, awaited in any order and again when they are over.
func test_several() -> void:
	var steam := await started()
	equal(await awaiter().several(steam), [LUKASZ, OTHER_FRIEND, FRIEND])


## Python gets what is true when it was sent and equals that bool, and real bools elsewhere.
func test_what_python_gets() -> void:
	var steam := await started()
	expect_error("Steamworks.requestUserProgress: userSteamId:")
	equal(awaiter().what_python_gets(steam), ["Request", true, true, false, false, true, true, "bool"])
	await settle()


## The signal comes first, then the listeners, then who awaits; all in one frame.
func test_order() -> void:
	var steam := await started()
	var python := awaiter()
	var seen_frames := {}
	steam.activePlayerCount.connect(func(_event: Dictionary) -> void:
		python.say("signal")
		seen_frames.signal = Engine.get_process_frames())
	python.listen(steam, COUNT)
	var run := func() -> void:
		await python.ask(steam, "requestActivePlayerCount")
		seen_frames.awaited = Engine.get_process_frames()
	run.call()
	equal(python.report(), [])
	await settle()
	equal(python.report(), ["signal", "listener", "awaited activePlayerCount"])
	equal(seen_frames.awaited, seen_frames.signal)


## A listener in Python may be a coroutine; it ends with its node.
func test_listeners_that_wait() -> void:
	var steam := await started()
	var python := awaiter()
	control.close_overlay()
	await settle()
	check(python.listen_with_coroutines(steam))
	control.open_overlay()
	check(await happens(func() -> bool: return not named("overlayStatus").is_empty()))
	equal(python.report(), ["heard overlayStatus", "plain shown"])
	await frames(2)
	equal(python.report(), ["worked on overlayStatus"])
	control.close_overlay()
	check(await happens(func() -> bool: return named("overlayStatus").size() == 2))
	python.free()
	await frames(3)


## A failure is an event like another: awaiting it raises nothing.
func test_failure() -> void:
	var steam := await started()
	expect_error("Steamworks.requestActivePlayerCount: ")
	control.fail_next_io("GetNumberOfCurrentPlayers")
	equal(await awaiter().ask(steam, "requestActivePlayerCount"), {"name": COUNT, "isError": true, "count": null})


## Awaiting what was not sent raises an error that says why.
func test_refused() -> void:
	var steam := await started()
	var python := awaiter()
	expect_error("Steamworks.requestUserProgress: userSteamId:")
	var text: String = await python.refused(steam, "requestUserProgress", "nobody")
	check(text.begins_with("RequestNotSent: ") and text.contains("requestUserProgress"), text)
	remove_child(steam)
	text = await python.refused(steam, "requestUserProgress", FRIEND)
	check(text.begins_with("RequestNotSent: "), text)
	steam.free()


## Who awaits a node that leaves is told, not amid the leaving but as soon as the engine is at rest.
func test_node_leaves() -> void:
	var steam := await started()
	var python := awaiter()
	control.set_latency(20)
	python.until_the_end(steam)
	await frames(2)
	remove_child(steam)
	equal(python.report(), [])
	await frames(3)
	var said := python.report()
	equal(said.size(), 2)
	check(said[0].begins_with("NotConnected: ") and said[0].contains("requestActivePlayerCount"), said[0])
	equal(said[1], "and goes on")
	add_child(steam)
	await frames(30)
	equal(python.report(), [], "the old answer reaches nobody")
	equal(named(COUNT).size(), 0)
	control.set_latency(3)
	steam.free()


## Who does not catch it has it in the log, once.
func test_node_leaves_uncaught() -> void:
	var steam := await started()
	var python := awaiter()
	python.forever(steam)
	expect_error("steamworks.errors.NotConnected")
	steam.free()
	await frames(2)
	equal(python.report(), ["closed"])


## Who is freed while it waits is told nothing, and the event comes all the same.
func test_awaiter_leaves() -> void:
	var steam := await started()
	var python := awaiter()
	python.forever(steam)
	python.forever(steam)
	python.free()
	await settle()
	equal(named(COUNT).size(), 2)


## Both leave at once, in either order.
func test_both_leave() -> void:
	for order in 4:
		var steam := await started()
		var python := awaiter()
		python.forever(steam)
		await frames(order % 2)
		for node: Node in ([steam, python] if order < 2 else [python, steam]):
			node.queue_free()
		await frames(3)
	check(get_child_count() == 1)


## What one node has requested, only that one hears; and everybody who awaits it there.
func test_two_nodes() -> void:
	var first := await started()
	var second := await started()
	var heard := []
	second.activePlayerCount.connect(func(event: Dictionary) -> void: heard.append(event))
	check(second.addEventListener(COUNT, func(event: Dictionary) -> void: heard.append(event)))
	var python := awaiter()
	equal((await python.ask(first, "requestActivePlayerCount")).isError, false)
	await settle()
	equal(heard.size(), 0)
	await python.ask(second, "requestActivePlayerCount")
	equal(heard.size(), 2)
