extends "res://steam_test.gd"
## What listens: Callables, objects, Python; in which order; and what a listener may do.


class Named extends RefCounted:
	var heard := []

	func userProgressUpdate(event: Dictionary) -> void:
		heard.append(event)


class NamedNode extends Node:
	signal heard_it
	var heard := []

	func userProgressUpdate(event: Dictionary) -> void:
		heard.append(event)
		heard_it.emit()

	func other(_event: Dictionary) -> void:
		heard.append("other")


var log: Array = []


func _first(_event: Dictionary) -> void:
	log.append("first")


func _second(_event: Dictionary) -> void:
	log.append("second")


func userProgressUpdate(_event: Dictionary) -> void:
	log.append("test itself")


func _add(text: Variant, event: Dictionary = {}) -> void:
	log.append([text, event.get("name")])


func _tell(event: Dictionary, text: Variant) -> void:
	log.append([text, event.name])


## Asks for progress and waits until its event is over.
func _ask(steam: Steamworks) -> void:
	var before := events.size()
	check(steam.requestUserProgress())
	check(await happens(func() -> bool: return events.size() > before))


## The signal comes first, then the listeners in the order of adding, all in one frame.
func test_order() -> void:
	var steam := await started()
	var frame := []
	var note := func(_event: Dictionary) -> void: frame.append(Engine.get_process_frames())
	check(steam.addEventListener("userProgressUpdate", _second))
	check(steam.addEventListener("userProgressUpdate", _first))
	check(steam.addEventListener("userProgressUpdate", note))
	check(steam.addEventListener("userProgressUpdate", self))
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void: log.append("signal"))
	steam.userProgressUpdate.connect(note)
	await _ask(steam)
	equal(log, ["signal", "second", "first", "test itself"])
	equal(frame.size(), 2)
	equal(frame[0], frame[1])


## The same listener twice is registered once; an equal Callable removes it.
func test_twice() -> void:
	var steam := await started()
	check(steam.addEventListener("userProgressUpdate", _first))
	check(steam.addEventListener("userProgressUpdate", Callable(self, "_first")))
	check(steam.addEventListener("userProgressUpdate", self))
	check(steam.addEventListener("userProgressUpdate", self))
	await _ask(steam)
	equal(log, ["first", "test itself"])
	check(steam.removeEventListener("userProgressUpdate", Callable(self, &"_first")))
	equal(steam.removeEventListener("userProgressUpdate", _first), false, "gone already")
	equal(steam.removeEventListener("userProgressSave", self), false, "for another event")
	check(steam.removeEventListener("userProgressUpdate", self))
	await _ask(steam)
	equal(log, ["first", "test itself"])


## A listener hears only the events that it was added for.
func test_events() -> void:
	var steam := await started()
	for event_name in EVENTS:
		check(steam.addEventListener(event_name, _tell.bind(event_name)))
	steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")
	await settle()
	equal(log, [
		["userProgressSave", "userProgressSave"], ["userProgressUpdate", "userProgressUpdate"],
		["achievementInfoUpdate", "achievementInfoUpdate"],
	])


## Lambdas, bound and unbound Callables, and static and built-in methods.
func test_callables() -> void:
	var steam := await started()
	var captured := []
	var lambda := func(event: Dictionary) -> void: captured.append(event.name)
	check(steam.addEventListener("userProgressUpdate", lambda))
	check(steam.addEventListener("userProgressUpdate", _tell.bind(7)))
	check(steam.addEventListener("userProgressUpdate", _tell.bind(8)))
	check(steam.addEventListener("userProgressUpdate", _tell.bind(8)), "an equal one")
	check(steam.addEventListener("userProgressUpdate", log.append))
	await _ask(steam)
	equal(captured, ["userProgressUpdate"])
	equal(log, [[7, "userProgressUpdate"], [8, "userProgressUpdate"], {
		"name": "userProgressUpdate", "isError": false, "resultCode": 1, "userSteamId": ME,
	}])
	check(steam.removeEventListener("userProgressUpdate", lambda))
	check(steam.removeEventListener("userProgressUpdate", _tell.bind(7)))
	log.clear()
	await _ask(steam)
	equal(captured.size(), 1)
	equal(log.size(), 2)


## Objects with a method named like the event; one that is not a node lives as long as it listens.
func test_objects() -> void:
	var steam := await started()
	var node := NamedNode.new()
	add_child(node)
	var named := Named.new()
	var heard := named.heard
	var weak: WeakRef = weakref(named)
	check(steam.addEventListener("userProgressUpdate", node))
	check(steam.addEventListener("userProgressUpdate", named))
	equal(steam.addEventListener("userProgressSave", node), false, "has no such method")
	expect_error("expected a callable or an object with a method userProgressSave")
	named = null
	await _ask(steam)
	equal(node.heard.size(), 1)
	equal(heard.size(), 1)
	check(weak.get_ref() != null)
	check(steam.removeEventListener("userProgressUpdate", weak.get_ref()))
	check(weak.get_ref() == null, "and goes with its removal")


## What one listener does to its dictionary, no other sees.
func test_own_dictionary() -> void:
	var steam := await started()
	steam.userProgressUpdate.connect(func(event: Dictionary) -> void: event.clear())
	steam.addEventListener("userProgressUpdate", func(event: Dictionary) -> void: event.name = "changed")
	steam.addEventListener("userProgressUpdate", _tell.bind(0))
	await _ask(steam)
	equal(log, [[0, "userProgressUpdate"]])


## Listeners whose object was freed are dropped, without a word.
func test_freed() -> void:
	var steam := await started()
	var node := NamedNode.new()
	var named := Named.new()
	check(steam.addEventListener("userProgressUpdate", node))
	check(steam.addEventListener("userProgressUpdate", node.other))
	check(steam.addEventListener("userProgressUpdate", node.other.bind(1).unbind(1)))
	check(steam.addEventListener("userProgressUpdate", named.userProgressUpdate))
	check(steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void: node.heard.append(self)))
	check(steam.removeEventListener("userProgressUpdate", node))
	check(steam.addEventListener("userProgressUpdate", node))
	check(steam.addEventListener("userProgressUpdate", _first))
	check(steam.addEventListener("userProgressUpdate", _second))
	node.free()
	named = null
	steam.removeEventListener("userProgressUpdate", _second)
	expect_error("Lambda capture at index 0 was freed. Passed \"null\" instead.")
	expect_error("Invalid access to property or key 'heard'")
	await _ask(steam)
	equal(log, ["first"])


## A listener that is freed before its turn is not called.
func test_freed_by_another() -> void:
	var steam := await started()
	var node := NamedNode.new()
	add_child(node)
	var heard := node.heard
	steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void:
		if is_instance_valid(node):
			node.free())
	steam.addEventListener("userProgressUpdate", node)
	steam.addEventListener("userProgressUpdate", node.other)
	steam.addEventListener("userProgressUpdate", _first)
	await _ask(steam)
	equal(heard, [])
	equal(log, ["first"])
	expect_error("Lambda capture at index 0 was freed")
	await _ask(steam)
	equal(log, ["first", "first"])


## A listener that frees itself.
func test_frees_itself() -> void:
	var steam := await started()
	var node := NamedNode.new()
	add_child(node)
	steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void: log.append("before"))
	steam.addEventListener("userProgressUpdate", node)
	node.heard_it.connect(node.queue_free)
	steam.addEventListener("userProgressUpdate", _first)
	await _ask(steam)
	await frames(2)
	check(not is_instance_valid(node))
	await _ask(steam)
	equal(log, ["before", "first", "before", "first"])


## Errors in a listener stop neither the others nor the pump.
func test_raising() -> void:
	var steam := await started()
	var python := PythonListener.new()
	add_child(python)
	steam.addEventListener("userProgressUpdate", python.failing)
	steam.addEventListener("userProgressUpdate", func(event: Dictionary) -> void: event.nothing_like_it.foo())
	steam.addEventListener("userProgressUpdate", func() -> void: log.append("takes no argument"))
	steam.userProgressUpdate.connect(python.failing)
	steam.addEventListener("userProgressUpdate", _first)
	expect_error("RuntimeError: this listener raises at userProgressUpdate")
	expect_error("nothing_like_it")
	expect_error("A listener of userProgressUpdate raised")
	expect_error("Error calling from signal 'userProgressUpdate' to callable: 'PythonListener::failing'")
	await _ask(steam)
	await _ask(steam)
	equal(log, ["first", "first"])


## A listener may add and remove listeners; it counts from the next event on.
func test_changes_while_called() -> void:
	var steam := await started()
	var changing := func(_event: Dictionary) -> void:
		log.append("changing")
		steam.addEventListener("userProgressUpdate", _second)
		steam.removeEventListener("userProgressUpdate", _first)
	steam.addEventListener("userProgressUpdate", changing)
	steam.addEventListener("userProgressUpdate", _first)
	await _ask(steam)
	equal(log, ["changing"], "the removed one is not called any more, the added one not yet")
	steam.removeEventListener("userProgressUpdate", changing)
	await _ask(steam)
	equal(log, ["changing", "second"])


## A listener may call everything; what follows comes with a later frame.
func test_calls_while_called() -> void:
	var steam := await started()
	var depth := [0, 0]
	steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void:
		depth[0] += 1
		depth[1] = maxi(depth[1], depth[0])
		log.append(steam.setAchievementUnlocked("ACH_HEAVY_FIRE") if log.is_empty() else null)
		log.append(steam.getAchievementInfo("ACH_HEAVY_FIRE").unlocked)
		depth[0] -= 1)
	await _ask(steam)
	await settle()
	equal(log, [true, true, null, true])
	equal(depth[1], 1, "never inside each other")
	equal(names().count("achievementInfoUpdate"), 1)


## A listener that pumps by force gets nothing, and disturbs nothing.
func test_pumping() -> void:
	var steam := await started()
	control.set_latency(0)
	steam.addEventListener("userProgressUpdate", func(_event: Dictionary) -> void:
		log.append("in")
		if log.size() < 4:
			steam.requestUserProgress(FRIEND)
		steam.notification(Node.NOTIFICATION_INTERNAL_PROCESS)
		log.append(control.pump_from_python(steam))
		log.append("out"))
	await _ask(steam)
	await settle()
	control.set_latency(3)
	equal(log, ["in", false, "out", "in", false, "out"])


## Listeners of a node that left the tree stay, and hear again when it is back.
func test_stay() -> void:
	var steam := await started()
	steam.addEventListener("userProgressUpdate", _first)
	remove_child(steam)
	check(steam.addEventListener("userProgressUpdate", _second), "needs no connection")
	add_child(steam)
	check(await happens(func() -> bool: return log.size() == 2))
	equal(log, ["first", "second"], "its new start-up event")


## Functions, methods, plain objects and nodes of Python listen, and are removed by the same.
func test_python() -> void:
	var steam := await started()
	var python := PythonListener.new()
	add_child(python)
	check(python.listen(steam))
	check(python.listen(steam), "again")
	await _ask(steam)
	equal(python.report(), ["function dict", "method " + ME, "plain object", "node"])
	check(python.stop(steam))
	equal(python.stop(steam), false)
	await _ask(steam)
	equal(python.report(), [])
	check(python.listen(steam))
	python.connect_signal(steam)
	await _ask(steam)
	equal(python.report()[0], "method " + ME)
	python.free()
	await _ask(steam)
