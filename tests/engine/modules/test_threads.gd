extends "res://engine_test.gd"
## Scripts and modules on the engine's threads and Python's: no deadlock, nothing lost.


func threaded() -> Node:
	var node := Node.new()
	node.set_script(load("res://threaded.py"))
	add_child(node)
	return node


func loaded(path: String) -> Resource:
	while ResourceLoader.load_threaded_get_status(path) == ResourceLoader.THREAD_LOAD_IN_PROGRESS:
		await get_tree().process_frame
	# Taken at this very moment, the engine now and then leaks the token of the request, with
	# resources of any kind: a count that two threads bring to zero together.
	await get_tree().create_timer(0.05).timeout
	return ResourceLoader.load_threaded_get(path)


## A scene with Python scripts loads in the background, while the main thread imports the same modules.
func test_scene_in_the_background() -> void:
	equal(ResourceLoader.load_threaded_request("res://threaded.tscn"), OK)
	var first: Script = load("res://slow/first.py")
	check(first.can_instantiate(), "loaded on the main thread")
	var scene: PackedScene = await loaded("res://threaded.tscn")
	var node := scene.instantiate()
	add_child(node)
	equal(node.get_node("Slow").answer(), 42)
	equal(node.get_node("Slow").get_script(), first)


## Files of Python are resources that load in the background.
func test_file_in_the_background() -> void:
	equal(ResourceLoader.load_threaded_request("res://slow/third.py"), OK)
	equal(ResourceLoader.load_threaded_request("res://slow/fourth.py"), OK)
	var third: Script = await loaded("res://slow/third.py")
	check(third.can_instantiate(), "there is a class")
	check(third == load("res://slow/third.py"), "there is one")
	check(not (await loaded("res://slow/fourth.py")).can_instantiate(), "a module")


## Threads of GDScript call methods of Python, at the same time as the main thread.
func test_threads_of_gdscript() -> void:
	var node := threaded()
	var threads := []
	for number in 4:
		var thread := Thread.new()
		thread.start(node.work.bind(50))
		threads.append(thread)
	node.work(50)
	for thread: Thread in threads:
		check(thread.wait_to_finish() >= 50, "it has counted")
	equal(node.total, 250)


## The engine's pool calls Python, asked by GDScript and by Python.
func test_worker_pool() -> void:
	var node := threaded()
	var task := WorkerThreadPool.add_task(node.work.bind(20))
	equal(WorkerThreadPool.wait_for_task_completion(task), OK)
	equal(node.total, 20)
	var group := WorkerThreadPool.add_group_task(node.add, 10)
	WorkerThreadPool.wait_for_group_task_completion(group)
	equal(node.total, 20 + 45)
	equal(node.worker(10), 20 + 45 + 10 + 45)


## Python's threads call the engine, and the main thread by call_deferred().
func test_threads_of_python() -> void:
	var node := threaded()
	equal(node.python_threads(4), 4)
	await frames(2)
	equal(node.total, 20)
	equal(node.errors, [])


## Several threads that import one module get one, whole.
func test_imports() -> void:
	var node := threaded()
	equal(Array(node.import_on_threads("slow.fifth", 4)), [5, 1])


## An exception on a thread is in the log like any other.
func test_exceptions() -> void:
	var node := threaded()
	expect_error("ValueError: raised on a thread")
	expect_error("Nonexistent function 'failing (via call)'")
	var task := WorkerThreadPool.add_task(func() -> void: node.call("failing"))
	WorkerThreadPool.wait_for_task_completion(task)
	await frames(1)


## A thread of Python that still runs does not keep the game from ending: see start_and_exit.
func test_still_running_at_the_end() -> void:
	var node := threaded()
	remove_child(node)
	get_tree().root.add_child(node)
	node.forever()
	await frames(2)
	check(node.is_main_thread(), "here is the main thread")
