extends "res://engine_test.gd"
## Coroutines of scripts: `async def` in Python, awaited in GDScript and Python, cancelled with their object.

signal one(value: Variant)
signal none


func waiter() -> Node:
	var node := Node.new()
	node.set_script(load("res://waiter.py"))
	add_child(node)
	return node


func settled() -> Node:
	var node := waiter()
	await frames(2)
	node.report()
	return node


func answer() -> String:
	await get_tree().process_frame
	return "GDScript"


## `_ready` may wait; the node goes on without it.
func test_ready() -> void:
	var node := waiter()
	equal(Array(node.report()), ["ready"])
	await frames(2)
	equal(Array(node.report()), ["a frame later"])


## Timers and coroutines within coroutines; the result comes to who awaits.
func test_timer_and_nested() -> void:
	var node := await settled()
	equal(await node.party(), "party: celebrated")
	equal(await node.call("celebrate"), "celebrated")


## A handler that waits belongs to each emission.
func test_handlers() -> void:
	var node := await settled()
	node.connect_handler()
	node.one.emit(5)
	node.one.emit(6)
	equal(Array(node.report()), [5, 6])
	node.none.emit()
	equal(Array(node.report()), ["none", "none"])


## Python awaits functions of GDScript and of other scripts.
func test_other_objects() -> void:
	var node := await settled()
	var other := await settled()
	equal(await node.ask(self), "asked: GDScript")
	other.two.emit.call_deferred(1, 2)
	equal(await node.ask(other), "asked: 1 2")


## A coroutine is cancelled with its object, and with the object of the signal.
func test_cancelled() -> void:
	var node := await settled()
	var other := await settled()
	node.forever(other)
	other.free()
	await frames(2)
	equal(Array(node.report()), ["GeneratorExit", "finally"])
	other = await settled()
	var said: Array = node.said
	node.forever(other)
	node.gathered_forever(other)
	node.free()
	equal(other.one.get_connections().size() + other.none.get_connections().size(), 0)
	other.one.emit(1)


## With the script the coroutines go too.
func test_script_taken_away() -> void:
	var node := await settled()
	var other := await settled()
	node.forever(other)
	node.set_script(null)
	equal(other.one.get_connections().size(), 0)


## An exception at once is told once, and the caller gets a call error.
func test_failing_at_once() -> void:
	var node := await settled()
	expect_error("ValueError: raised on purpose")
	expect_error("Error calling deferred method")
	node.call_deferred("failing", true)
	await frames(2)


## An exception later is told once; who awaits gets nothing.
func test_failing_later() -> void:
	var node := await settled()
	expect_error("ValueError: raised on purpose")
	node.none.emit.call_deferred()
	equal(await node.failing(false), null)


## What a coroutine catches is not in the log.
func test_catching() -> void:
	var node := await settled()
	node.none.emit.call_deferred()
	equal(await node.catching(), "caught raised on purpose")


## Tasks go on by themselves, can be awaited several times, and cancelled.
func test_tasks() -> void:
	var node := await settled()
	node.background()
	equal(Array(node.report()), ["started"])
	equal(Array(await node.await_task()), ["party: celebrated", "party: celebrated"])
	node.background()
	node.cancel()
	equal(Array(node.report()), ["started", "True None Cancelled"])
	node.background()
	node.await_task()
	node.cancel()
	await frames(2)


## A task that nobody awaits tells what it raises, once.
func test_failing_tasks() -> void:
	var node := await settled()
	expect_error("ValueError: raised on purpose")
	node.background_failing(true)
	node.background_failing(false)
	expect_error("ValueError: raised on purpose")
	node.none.emit()


## A coroutine that nobody awaits is a warning that says what to do.
func test_unawaited() -> void:
	var node := await settled()
	expect_error("start it with create_task()")
	node.unawaited()


## gather() waits for all, in their order.
func test_gather() -> void:
	var node := await settled()
	node.one.emit.call_deferred("first")
	equal(Array(await node.all_of_them()), ["first", "celebrated", "party: celebrated", 7])


## When one of them raises, the others are cancelled.
func test_gather_failing() -> void:
	var node := await settled()
	equal(await node.all_failing(true), 0)
	equal(Array(node.report()), ["GeneratorExit", "finally", "raised on purpose"])
	node.none.emit.call_deferred()
	equal(await node.all_failing(false), 0)
	equal(Array(node.report()), ["GeneratorExit", "finally", "raised on purpose"])


## first() gives what comes first, and cancels the others.
func test_first() -> void:
	var node := await settled()
	node.two.emit.call_deferred(1, 2)
	equal(Array(await node.first_of_them()), [1, [1, 2]])
	equal(node.one.get_connections().size() + node.two.get_connections().size(), 0)
	equal(Array(node.report()), ["GeneratorExit", "finally"])


## A signal of an object that is gone is an error where it is awaited.
func test_freed_signal() -> void:
	var node := await settled()
	check("freed" in await node.of_a_freed_object(), "says that it was freed")


## A coroutine may free its own object.
func test_frees_itself() -> void:
	var node := await settled()
	var said := []
	var run := func() -> void: said.append(await node.in_the_middle())
	run.call()
	await get_tree().create_timer(0.05).timeout
	check(not is_instance_valid(node), "it is gone")


## A scene change cancels what waits in it.
func test_scene_change() -> void:
	var scene := PackedScene.new()
	var node := await settled()
	node.forever(self)
	node.background()
	scene.pack(node)
	node.queue_free()
	await frames(2)
	equal(one.get_connections().size(), 0)


## A coroutine that waits while its script is reloaded ends with the code that it began with.
func test_reload_while_waiting() -> void:
	var node := await settled()
	var ended := []
	var run := func() -> void: ended.append(await node.answer())
	run.call()
	var text := FileAccess.get_file_as_string("res://waiter.py")
	var file := FileAccess.open("res://waiter.py", FileAccess.WRITE)
	file.store_string(text.replace('f"{a} {b}"', 'f"new {a} {b}"'))
	file.close()
	equal(node.get_script().reload(true), OK)
	node.two.emit(1, 2)
	equal(ended, ["1 2"])
	run.call()
	node.two.emit(1, 2)
	equal(ended, ["1 2", "new 1 2"])


## What waits when the game quits is closed: start_and_exit hears of anything else.
func test_waits_at_the_end() -> void:
	var node := waiter()
	remove_child(node)
	get_tree().root.add_child(node)
	await frames(2)
	node.forever(node)
	node.background()
	check(true, "it waits")
