extends "res://engine_test.gd"
## Coroutines of native classes: `async def` in Python, awaited in GDScript, cancelled with their object.


## A node in the tree whose `_ready` is over.
func waiting() -> Waiting:
	var node := Waiting.new()
	add_child(node)
	await frames(2)
	node.report()
	return node


## A virtual method starts when the engine calls it, and goes on when its signal comes.
func test_virtual() -> void:
	var node := Waiting.new()
	add_child(node)
	equal(node.report(), ["ready starts"])
	await frames(2)
	equal(node.report(), ["ready goes on"])
	await frames(2)
	equal(node.report(), [], "once")


## A signal gives nothing, its argument, or all of them; each await takes one emission.
func test_signals() -> void:
	var node := await waiting()
	node.signals()
	node.one.emit("too early")
	node.nothing.emit()
	node.nothing.emit()
	equal(node.report(), ["None"])
	node.one.emit({"a": [1]})
	equal(node.report(), ["{'a': [1]}"])
	node.several.emit(1, null)
	node.several.emit(2, null)
	equal(node.report(), ["(1, None)"])
	equal(node.one.get_connections().size() + node.several.get_connections().size(), 0)


## GDScript awaits a coroutine like a function of its own.
func test_awaited_in_gdscript() -> void:
	var node := await waiting()
	equal(await node.at_once(4), 5)
	equal(node.at_once(4), 5, "without waiting, the result is there at once")
	node.finish.call_deferred("é漢🎮")
	equal(await node.result(), "é漢🎮")
	var untyped: Variant = node
	untyped.finish.call_deferred({"a": 1})
	equal(await untyped.result(), {"a": 1})
	node.finish.call_deferred(null)
	equal(await node.call("result"), null)


## Coroutines wait for coroutines, for futures, and catch what those raise.
func test_nested() -> void:
	var node := await waiting()
	var ended := []
	var run := func() -> void: ended.append(await node.nested())
	run.call()
	node.finish("one")
	equal(ended, [])
	node.finish("two")
	equal(ended, ["one two"])
	node.fail.call_deferred()
	equal(await node.caught(), "caught 'no such thing'")
	equal(await node.impatient(), 5000)


## Many wait at once, each for itself.
func test_many() -> void:
	var node := await waiting()
	var ended := []
	for index in 100:
		var run := func() -> void: ended.append([index, await node.result()])
		run.call()
	equal(node.waits(), 100)
	node.finish("x")
	equal(ended.size(), 100)
	equal(ended[0], [0, "x"])
	equal(ended[99], [99, "x"])


## What is raised is one error with its traceback, and who awaits it gets null.
func test_exceptions() -> void:
	var node := await waiting()
	expect_error("in raising\n")
	expect_error("ValueError: raised in a coroutine on purpose")
	node.finish.call_deferred(0)
	equal(await node.raising(), null)
	expect_error("KeyError: 'no such thing'")
	node.fail.call_deferred()
	equal(await node.result(), null)
	expect_error("SystemExit: 3")
	node.finish.call_deferred(0)
	equal(await node.exiting(), null)
	expect_error("has no Godot counterpart")
	node.finish.call_deferred(0)
	equal(await node.no_counterpart(), null)


## What cannot be waited for is an exception where it is awaited.
func test_what_cannot_come() -> void:
	var node := await waiting()
	equal(await node.unawaitable(),
		"a coroutine in the engine cannot wait for 5; await a signal, a coroutine, or an object that has add_done_callback()")
	equal(await node.freed_signal(), "the object of the signal 'ready' was freed, or there is none")


## A handler of a signal may be a coroutine, of an object or of none.
func test_handlers() -> void:
	var node := await waiting()
	var other := await waiting()
	node.listen(other)
	other.one.emit(1)
	other.one.emit(2)
	equal(node.report(), ["got 1", "got 2"])
	await frames(2)
	equal(node.report(), ["worked on 1", "worked on 2"])
	other.nothing.emit()
	equal(node.report(), ["without an object: 1", "without an object: 2"])


## With its object a coroutine ends: where it waits, while the object is still whole.
func test_cancelled_with_its_object() -> void:
	var node := await waiting()
	var other := await waiting()
	node.name = "Careful"
	node.careful()
	node.of(other)
	equal(other.one.get_connections().size(), 1)
	node.free()
	equal(other.say_last_words(), "Careful inside True")
	equal(other.one.get_connections().size(), 0)
	other.one.emit(1)
	var queued := await waiting()
	queued.careful()
	queued.queue_free()
	await frames(2)
	check(not is_instance_valid(queued))


## It also ends when what it waits for is gone.
func test_cancelled_with_what_it_waits_for() -> void:
	var node := await waiting()
	var other := await waiting()
	node.of(other)
	other.free()
	equal(node.report(), [])
	await frames(2)
	equal(node.report(), ["finally"])


## An object may be freed by its own coroutine, which then goes no further.
func test_frees_itself() -> void:
	var node := await waiting()
	node.free_itself()
	node.finish(0)
	check(not is_instance_valid(node))
	await frames(2)


## Being cancelled once more while it is cancelled is nothing.
func test_cancelled_while_cancelled() -> void:
	var node := await waiting()
	node.freeing()
	node.free()
	await frames(1)
	check(not is_instance_valid(node))


## A coroutine of a node of the engine's own goes no further either, once that is freed.
func test_of_a_plain_node() -> void:
	var node := await waiting()
	var owner_node := Node.new()
	node.start_for(owner_node)
	owner_node.free()
	node.one.emit(1)
	equal(node.report(), [])


## A coroutine that will not end when it is cancelled is reported.
func test_stubborn() -> void:
	var node := await waiting()
	expect_error("Waiting.stubborn() failed while it was cancelled:")
	node.stubborn()
	node.free()
	await frames(1)


## A counted object lives as long as its coroutine.
func test_counted() -> void:
	var node := await waiting()
	var ended := []
	var run := func() -> void: ended.append(await WaitingData.new().wait(node))
	run.call()
	await frames(2)
	node.one.emit("it came")
	equal(ended, ["it came and still WaitingData"])


## Whichever thread emits, a coroutine goes on in the main thread.
func test_threads() -> void:
	var node := await waiting()
	var ended := []
	var run := func() -> void: ended.append(await node.thread_of(node))
	run.call()
	var thread := Thread.new()
	thread.start(func() -> void:
		Thread.set_thread_safety_checks_enabled(false)
		node.one.emit(1))
	thread.wait_to_finish()
	equal(ended, [])
	await frames(2)
	equal(ended, [true])


## Whatever ends, comes, fails, or is freed meanwhile, and on whichever thread: each coroutine ends once.
func test_any_course() -> void:
	for course in 5:
		var random := RandomNumberGenerator.new()
		random.seed = course
		var nodes: Array[Waiting] = []
		for step in 600:
			if nodes.size() < 3 or random.randi() % 12 == 0:
				nodes.append(Waiting.new())
				add_child(nodes[-1])
			var at := random.randi() % nodes.size()
			var node := nodes[at]
			match random.randi() % 12:
				0, 1, 2, 3:
					node.course(nodes[random.randi() % nodes.size()], random.randi() % 4)
				4:
					node.finish(step)
				5:
					node.fail()
				6:
					node.one.emit(step)
				7:
					node.nothing.emit()
				8:
					nodes.remove_at(at)
					node.free()
				9:
					nodes.remove_at(at)
					node.queue_free()
				10:
					var thread := Thread.new()
					thread.start(func() -> void:
						Thread.set_thread_safety_checks_enabled(false)
						node.nothing.emit())
					thread.wait_to_finish()
				11:
					if step % 5 == 0:
						await frames(1)
		for node in nodes:
			node.free()
		await frames(2)
		var last := Waiting.new()
		equal(last.how_many_run(), 0, "course %d" % course)
		last.free()


## What comes where nothing that waits may run is postponed until the engine is at rest.
func test_postponed() -> void:
	var node := await waiting()
	node.saying()
	equal(node.finish_postponed("late"), [])
	equal(node.report(), [])
	await frames(1)
	equal(node.report(), ["late"])
	node.saying()
	equal(node.finish_postponed("late"), [])
	node.free()
	await frames(2)


## What nobody ever ends is no leak when the engine leaves.
func test_left_waiting() -> void:
	var node: Waiting = await waiting()
	node.get_parent().remove_child(node)
	get_tree().root.add_child(node)
	node.result()
	node.signals()
	node.listen(node)
	node.one.emit(1)
	WaitingData.new().wait(node)
	check(node.waits() == 1)
