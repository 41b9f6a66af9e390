extends "res://engine_test.gd"

const PlayerScript := preload("res://player.py")


func player() -> Node2D:
	var scene: PackedScene = load("res://player.tscn")
	var node: Node2D = scene.instantiate()
	add_child(node)
	return node


## A script of a scene is made, set up and called.
func test_in_a_scene() -> void:
	var node := player()
	equal(node.health, 42)
	equal(node.title, "nobody")
	equal(node.get_node("Child").title, "child")
	equal(Array(node.history()), ["init", "enter tree", "ready"])
	await frames(3)
	check(node.frames > 1, "_process runs")
	equal(node.get_script(), PlayerScript)


## The file is a script resource.
func test_as_a_resource() -> void:
	var script := load("res://player.py")
	check(script is Script, "it is a Script")
	equal(script.get_class(), "PythonScript")
	equal(script.resource_path, "res://player.py")
	check(script.can_instantiate(), "it can be instantiated")
	equal(script.get_instance_base_type(), &"Node2D")
	check(load("res://player.py") == script, "there is one")


## GDScript calls methods, with defaults and checked arguments.
func test_calls() -> void:
	var node := player()
	equal(node.heal(3), 45)
	equal(node.heal(1, true), 47)
	equal(node.call("heal", 2.0), 49)
	equal(node.double(4), 8)
	check(node.has_method("heal"), "has_method")
	check(not node.has_method("nothing"), "has no method of another name")


## Exported and plain attributes are read and written.
func test_attributes() -> void:
	var node := player()
	node.health = 7
	equal(node.heal(0), 7)
	node.speed = 2.5
	equal(node.speed, 2.5)
	equal(node.spawn, Vector2(1, 2))
	node.position = Vector2(3, 4)
	equal(node.position, Vector2(3, 4))
	node.frames = 50
	check(node.frames >= 50, "an attribute of the instance")


## Declared signals can be connected, and bring their arguments.
func test_signals() -> void:
	var node := player()
	var heard := []
	node.died.connect(func(reason): heard.append(reason))
	node.connect("hurt", func(amount, left): heard.append([amount, left]))
	node.die()
	node.emit_signal("hurt", 1, 2.5)
	equal(heard, ["boredom", [1, 2.5]])
	check(node.has_signal("died"), "has_signal")


## There is one Python object for each node.
func test_identity() -> void:
	var node := player()
	check(node.is_same(node), "as an argument")
	check(node.is_same(node.found(".")), "through get_node and back")
	check(not node.is_same(node.get_node("Child")), "another node is another object")
	check(node.get_node("Child").is_same(node.found("Child")), "of a child")


## Taking the script away gives a plain object again, and a new one makes a new instance.
func test_set_script() -> void:
	var node := player()
	node.set_script(null)
	check(not node.has_method("heal"), "no method without script")
	node.set_script(PlayerScript)
	equal(node.heal(0), 100)
	var other: Node = PlayerScript.new()
	equal(other.heal(5), 105)
	other.free()


## Scripts are loaded in the background, and made and called on other threads.
func test_threads() -> void:
	equal(ResourceLoader.load_threaded_request("res://slow.py"), OK)
	equal(ResourceLoader.load_threaded_request("res://player.tscn"), OK)
	var waited := 0
	while ResourceLoader.load_threaded_get_status("res://slow.py") == ResourceLoader.THREAD_LOAD_IN_PROGRESS:
		waited += 1
		await frames()
	check(waited > 3, "the game goes on while a module sleeps")
	var slow: Node = ResourceLoader.load_threaded_get("res://slow.py").new()
	equal(slow.attribute, 5)
	slow.free()
	check(ResourceLoader.load_threaded_get("res://player.tscn") is PackedScene, "a scene with a script")
	var work := func() -> int:
		var sum := 0
		for round in 100:
			var node: Node = load("res://player.tscn").instantiate()
			sum += node.heal(1)
			node.free()
		return sum
	var thread := Thread.new()
	thread.start(work)
	equal(work.call(), 4300)
	equal(thread.wait_to_finish(), 4300)


## Exports of nodes and resources reach the instance before _ready, from a scene.
func test_references_in_a_scene() -> void:
	var node: Node = load("res://references.tscn").instantiate()
	add_child(node)
	equal(node.seen, ["Target", "thing for 3", ["a"]])
	check(node.target == node.get_node("Target"), "the very node")
	expect_error("References.item: expected Resource, got <Node#")
	node.set("item", self)
	equal(node.item.price, 3)
	node.target = null
	check(node.target == null, "null fits every class")


## Deferred calls, groups and callables reach methods.
func test_ways_of_calling() -> void:
	var node := player()
	node.add_to_group("players")
	get_tree().call_group_flags(SceneTree.GROUP_CALL_DEFAULT, "players", "heal", 1)
	equal(node.health, 43)
	node.heal.call(1)
	Callable(node, "heal").bind(true).call(1)
	equal(node.health, 46)
	node.heal.call_deferred(3)
	await frames()
	equal(node.health, 49)
	node.set_deferred("health", 1)
	await frames()
	equal(node.health, 1)
	equal(node.heal.get_argument_count(), 2)
	var tween := create_tween()
	tween.tween_property(node, "speed", 8.0, 0.05)
	await tween.finished
	equal(node.speed, 8.0)


## A node may lose its script, or be freed, in a handler of its own signal.
func test_gone_in_a_handler() -> void:
	var node := player()
	node.died.connect(func(_reason): node.set_script(null))
	node.die()
	check(node.get_script() == null, "the script is gone")
	var other := player()
	other.died.connect(func(_reason): other.queue_free())
	other.die()
	await frames(2)
	check(not is_instance_valid(other), "freed")
