extends "res://engine_test.gd"
## Inheritance, resources, special methods, errors, coroutines.

const EnemyScript := preload("res://enemies/enemy.py")
const OrcScript := preload("res://enemies/orc.py")
var orc_script: Script = OrcScript
var enemy_script: Script = EnemyScript
const ItemScript := preload("res://item.py")
const CountedScript := preload("res://counted.py")


func with_script(path: String) -> Node:
	var node := Node.new()
	node.set_script(load(path))
	add_child(node)
	return node


## A script has what its base script has, and super() works.
func test_inheritance() -> void:
	var orc: Node = OrcScript.new()
	equal(orc.hit(2), "enemy hit by 4 twice")
	equal(orc.base_only(), "base")
	equal(orc.strength, 5)
	equal(orc.anger, 1.5)
	equal(Array(orc.made), ["enemy", "orc"])
	equal(orc.name_of_base, "enemy")
	check(orc.has_signal("seen"), "the base's signal")
	equal(orc_script.get_base_script(), EnemyScript)
	equal(orc_script.get_instance_base_type(), &"Node")
	check(enemy_script.instance_has(orc), "an orc is an enemy")
	check(is_instance_of(orc, EnemyScript), "is_instance_of of the base")
	check(orc is OrcScript, "is of its own")
	check(orc is EnemyScript, "is of the base")
	var enemy: Node = EnemyScript.new()
	check(not (enemy is OrcScript), "an enemy is no orc")
	enemy.free()
	orc.free()


## A variable may be typed by a Python script.
func test_typed_variables() -> void:
	var orc: OrcScript = OrcScript.new()
	var enemy: EnemyScript = orc
	equal(enemy.hit(1), "enemy hit by 2 twice")
	var enemies: Array[EnemyScript] = [enemy, orc]
	equal(enemies.size(), 2)
	orc.free()


## The lists of a script say what its class has.
func test_lists() -> void:
	var names := func(list: Array) -> Array: return list.map(func(item): return item.name)
	var properties: Array = names.call(orc_script.get_script_property_list())
	check("strength" in properties and "anger" in properties, str(properties))
	var methods: Array = names.call(orc_script.get_script_method_list())
	check("hit" in methods and "base_only" in methods, str(methods))
	equal(names.call(orc_script.get_script_signal_list()), ["seen"])
	equal(orc_script.get_property_default_value("strength"), 5)
	var orc: Node = OrcScript.new()
	var hit: Dictionary = orc.get_method_list().filter(func(item): return item.name == "hit")[0]
	equal(hit.args[0].name, "amount")
	equal(hit.args[0].type, TYPE_INT)
	equal(hit.return.type, TYPE_STRING)
	var anger: Dictionary = orc.get_property_list().filter(func(item): return item.name == "anger")[0]
	equal(anger.type, TYPE_FLOAT)
	check(anger.usage & PROPERTY_USAGE_SCRIPT_VARIABLE != 0, "a script's variable")
	orc.free()


## A resource with a Python script is saved with what differs from the defaults, and loaded.
func test_resource() -> void:
	var item: Resource = ItemScript.new()
	equal(item.described(), "thing for 10")
	item.price = 12
	item.tags = ["a", 2]
	equal(ResourceSaver.save(item, "user://item.tres"), OK)
	var text := FileAccess.get_file_as_string("user://item.tres")
	check("price = 12" in text, text)
	check(not "label" in text, "the default is not stored")
	check("res://item.py" in text, "the script is named")
	var loaded: Resource = load("user://item.tres")
	equal(loaded.described(), "thing for 12")
	equal(loaded.tags, ["a", 2])
	var copy: Resource = item.duplicate()
	equal(copy.price, 12)
	equal(copy.label, "thing")


## duplicate() and packing keep exported values; each instance has its own containers.
func test_duplicate_and_pack() -> void:
	var orc: Node = OrcScript.new()
	orc.strength = 9
	var copy: Node = orc.duplicate()
	equal(copy.strength, 9)
	equal(copy.anger, 1.5)
	check(copy.get_script() == OrcScript, "the copy has the script")
	var scene := PackedScene.new()
	equal(scene.pack(orc), OK)
	var stored := []
	var state := scene.get_state()
	for index in state.get_node_property_count(0):
		stored.append(state.get_node_property_name(0, index))
	equal(stored, [&"script", &"strength"])
	var made: Node = scene.instantiate()
	equal(made.strength, 9)
	for node: Node in [orc, copy, made]:
		node.free()
	var a: Resource = ItemScript.new()
	var b: Resource = ItemScript.new()
	a.tags.append(1)
	equal(b.tags.size(), 0)


## A RefCounted with a script lives as long as it is held, on either side.
func test_counted() -> void:
	var before: int = CountedScript.new().count() - 1
	var one: RefCounted = CountedScript.new(42)
	equal(one.value, 42)
	equal(one.count(), before + 1)
	var two: RefCounted = CountedScript.new(one)
	check(two.value == one, "it holds the very object")
	one = null
	equal(two.count(), before + 2)
	equal(two.value.value, 42)
	two = null
	await frames(2)
	var probe: RefCounted = CountedScript.new()
	equal(probe.count(), before + 1)


## Constants, static and class methods are the script's own.
func test_class_side() -> void:
	equal(CountedScript.LIMIT, 7)
	equal(CountedScript.Mode["FAST"], 3)
	equal(CountedScript.WHERE, Vector2(1, 2))
	equal(CountedScript.FAST, 3)
	var script: Script = CountedScript
	equal(script.get("LIMIT"), 7)
	equal(script.get_script_constant_map().LIMIT, 7)
	var made: RefCounted = CountedScript.made_with(5)
	equal(made.value, 5)
	equal(made.LIMIT, 7)
	check(CountedScript.count() > 0, "a static method")
	check(script.get_script() == null, "a script has no script")
	check(not script.has_method("keep"), "a method needs an object")


## Properties without class attributes, and the other special methods.
func test_special() -> void:
	var node := with_script("res://special.py")
	equal(node.first, 1)
	node.second = "zwei"
	equal(node.get("second"), "zwei")
	var found := {}
	for item in node.get_property_list():
		found[item.name] = item
	equal(found.first.type, TYPE_INT)
	equal(found.second.type, TYPE_STRING)
	equal(found.plain.hint_string, "changed")
	equal(found.plain.usage, PROPERTY_USAGE_STORAGE)
	check(node.property_can_revert("first"), "can revert")
	check(not node.property_can_revert("second"), "cannot revert")
	equal(node.property_get_revert("first"), 99)
	equal(str(node), "special!")


func _attempt(node: Object, method: StringName, arguments := []) -> Variant:
	expect_error("Error calling method from 'callv'")
	return node.callv(method, arguments)


## An exception is one traceback with the file of the project, and a call error.
func test_errors() -> void:
	expect_error("not ready on purpose")
	var node := with_script("res://failing.py")
	expect_error("res://failing.py\", line 21, in fail")
	_attempt(node, "fail")
	_attempt(node, "typed", ["x"])
	_attempt(node, "typed", [])
	_attempt(node, "typed", [1, 2])
	expect_error("has no Godot counterpart")
	_attempt(node, "gives_unusable")
	expect_error("expected int, got 'x'")
	_attempt(node, "gives_wrong")
	expect_error("Failing.number: expected int, got 'x' (String)")
	node.set("number", "x")
	equal(node.number, 1)
	expect_error("no guard on purpose")
	node.get("guarded")


## Async methods run on the main loop; GDScript awaits them; they end with their node.
func test_coroutines() -> void:
	var node := with_script("res://waiting.py")
	equal(Array(node.log), ["before"])
	await frames(2)
	equal(Array(node.log), ["before", "after"])
	get_tree().process_frame.connect(func(): node.go.emit(5), CONNECT_ONE_SHOT)
	equal(Array(await node.answer()), [5])
	await frames()
	var log := []
	node.forever(log)
	node.free()
	equal(log, ["closed"])


## A file without an exposed class is a script resource that cannot be attached.
func test_module_without_class() -> void:
	var script: Script = load("res://no_class.py")
	check(script != null, "it is a resource")
	check(not script.can_instantiate(), "it cannot be instantiated")
	expect_error("res://no_class.py cannot be attached: it has no @exposed class")
	var node := Node.new()
	node.set_script(script)
	check(node.get_child_count() == 0, "the node lives on")
	node.free()


## A script can be attached to a node of a deeper class than its base, and to no other class.
func test_other_classes() -> void:
	var sprite := Sprite2D.new()
	sprite.set_script(EnemyScript)
	equal(sprite.hit(1), "enemy hit by 1")
	sprite.free()
	var player := load("res://player.py")
	var plain := Node.new()
	expect_error("derives from Node2D, so it cannot be attached to a Node")
	plain.set_script(player)
	check(not plain.has_method("heal"), "nothing is attached")
	plain.free()


## Annotated methods can be called by other players, and locally where they say so.
func test_remote_calls() -> void:
	var node := with_script("res://networked.py")
	equal(node.get_script().get_rpc_config(), {
		&"shout": {"rpc_mode": 1, "call_local": true, "transfer_mode": 2, "channel": 2},
	})
	multiplayer.multiplayer_peer = OfflineMultiplayerPeer.new()
	node.rpc("shout", 3)
	equal(Array(node.heard), [3])


## An abstract script cannot be attached.
func test_abstract() -> void:
	var script: Script = load("res://shape.py")
	check(script.is_abstract(), "is abstract")
	expect_error("should not be abstract")
	var node := Node.new()
	node.set_script(script)
	check(node.get_script() == null, "not attached")
	node.free()


## A script goes where its file goes, and another file may take its place.
func test_moved_file() -> void:
	var text := "from godot import Node, exposed\n\n\n@exposed\nclass Thing(Node):\n    def where(self):\n        return %s\n"
	var write := func(path: String, what: String) -> void:
		var file := FileAccess.open(path, FileAccess.WRITE)
		file.store_string(text % what)
	write.call("res://first.py", "1")
	var script: Script = load("res://first.py")
	var node: Node = script.new()
	equal(node.where(), 1)
	DirAccess.rename_absolute("res://first.py", "res://second.py")
	script.take_over_path("res://second.py")
	equal(script.reload(true), OK)
	equal(node.where(), 1)
	equal(node.get_script(), script)
	check(load("res://second.py") == script, "found at the new place")
	write.call("res://first.py", "2")
	var other: Script = load("res://first.py")
	check(other != script, "another script at the old place")
	var second: Node = other.new()
	equal(second.where(), 2)
	equal(node.where(), 1)
	node.free()
	second.free()


## A script without a file says what to do.
func test_no_file() -> void:
	var script: Script = ClassDB.instantiate("PythonScript")
	script.source_code = "from godot import Node"
	expect_error("a Python script needs a file of its own")
	equal(script.reload(), ERR_UNCONFIGURED)
	check(not script.can_instantiate(), "it cannot be instantiated")


## A method that cannot take what the engine calls it with is told of, once.
func test_misfits() -> void:
	expect_error("Misfit._process() was called with 1 argument(s) besides self, and it takes 0")
	expect_error("Misfit._physics_process() was called with a float as argument 1, and it takes a String there")
	var node := with_script("res://misfit.py")
	await frames(3)
	await get_tree().physics_frame
	await get_tree().physics_frame
	node.free()


## A script depends on the modules that it imports, and on the resources that it names.
func test_dependencies() -> void:
	equal(ResourceLoader.get_dependencies("res://enemies/orc.py"), PackedStringArray(["res://enemies/enemy.py"]))
	equal(ResourceLoader.get_dependencies("res://early.py"), PackedStringArray(["res://player.tscn"]))
	equal(ResourceLoader.get_dependencies("res://slow.py"), PackedStringArray())


## A class cannot be instantiated while its file runs; the error says what to do.
func test_made_too_early() -> void:
	expect_error("TooEarly cannot be made while its own file is still being run")
	var script: Script = load("res://too_early.py")
	check(not script.can_instantiate(), "it could not be loaded")


## An attribute without a counterpart in the engine reads as null; that is told once.
func test_odd_attribute() -> void:
	var node := with_script("res://odd.py")
	expect_error("has no Godot counterpart")
	equal(node.get("odd"), null)
	equal(node.get("odd"), null)


## A script may derive from a native class written in Python, whose own state stays its own.
func test_native_base() -> void:
	var racer: Node2D = load("res://racer.py").new()
	equal(racer.get_class(), "Ship")
	equal(racer.burn(2), 6)
	var other: Node2D = racer.another()
	equal(other.burn(1), 8)
	equal(other.laps, 3)
	other.free()
	var ship: Node2D = ClassDB.instantiate("Ship")
	equal(ship.burn(1), 9)
	ship.set_script(load("res://racer.py"))
	equal(ship.burn(1), 8)
	ship.set_script(null)
	equal(ship.burn(1), 7)
	ship.free()
	expect_error("not ready on purpose")
	add_child(racer)
	equal(racer.burn(0), 6, "the base's _ready() is not called in its place")
	racer.free()


## Defaults of methods apply, also those that the engine has no value for; any number of arguments may come.
func test_defaults() -> void:
	var node := with_script("res://defaults.py")
	equal(Array(node.ask("a")), ["a", Vector2(1, 2), true])
	equal(Array(node.ask("a", 3, null)), ["a", 3, false])
	equal(Array(node.keywords()), [[], true])
	equal(Array(node.keywords(1, "b", null)), [[1, "b", null], true])
	var script: Script = node.get_script()
	var ask: Dictionary = script.get_script_method_list().filter(func(info): return info.name == "ask")[0]
	equal(Array(ask.default_args), [Vector2(1, 2), null])
	check(not script.get_script_constant_map().has("LIMITS"), "no constant for the engine")
	equal(node.get_method_list().filter(func(info): return info.name == "ask")[0].default_args.size(), 2)


## Every question has an answer, whatever state the script is in.
func test_every_state() -> void:
	expect_error("SyntaxError")
	FileAccess.open("res://broken.py", FileAccess.WRITE).store_string("def f(:\n")
	for script: Script in [
		load("res://player.py"), load("res://no_class.py"), load("res://broken.py"), load("res://shape.py"),
		ClassDB.instantiate("PythonScript"),
	]:
		var answers := {}
		for method: String in [
			"can_instantiate", "get_base_script", "get_global_name", "get_instance_base_type",
			"get_rpc_config", "get_script_constant_map", "get_script_method_list", "get_script_property_list",
			"get_script_signal_list", "get_source_code", "has_source_code", "is_abstract", "is_tool",
		]:
			answers[method] = script.call(method)
		equal(typeof(answers.get_script_method_list), TYPE_ARRAY)
		equal(answers.has_source_code, true)
		equal(answers.is_tool, false)
		check(not script.instance_has(self), "this node has another script")
		check(not script.has_script_signal("nothing"), "no such signal")
		equal(script.get_property_default_value("nothing"), null)
		check(not script.has_method("nothing"), "no such method")
		check(str(script).contains("PythonScript"), str(script))
		equal(script.duplicate() is Script, true)
