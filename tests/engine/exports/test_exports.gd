extends "res://engine_test.gd"

var python: Script = load("res://by_python.py")
var gdscript: Script = load("res://by_gdscript.gd")
const CLASS_IS_ENUM := 65536


func described(script: Script) -> Dictionary:
	var found := {}
	for property: Dictionary in script.get_script_property_list():
		if not property.name.ends_with(".gd"):
			property.usage &= ~CLASS_IS_ENUM
			if property.type == TYPE_INT:
				property.class_name = &""
			found[property.name] = property
	return found


## The inspector is told of each export what GDScript tells it of the same one.
func test_same_as_gdscript() -> void:
	var expected := described(gdscript)
	var got := described(python)
	var ranges := {whole = "0,10", real = "0.5,10,0.5,or_greater,suffix:m", powers = "3/1:0,1"}
	for name: String in expected:
		check(name in got, "%s is there" % name)
		for key: String in ["class_name", "type", "hint", "hint_string", "usage"]:
			var wanted: Variant = expected[name][key]
			if key == "hint_string" and name in ranges:
				wanted = ranges[name] # without needless decimals
			equal(got.get(name, {}).get(key), wanted, "%s of %s:" % [key, name])
	var order := expected.keys()
	equal(got.keys().filter(func(name: String) -> bool: return name in expected), order)


## Both have the same values before anything is set.
func test_same_defaults() -> void:
	var script := gdscript
	for name: String in described(gdscript):
		if name in ["Person", "Look", "Eyes", ""]:
			continue
		var wanted: Variant = script.get_property_default_value(name)
		var got: Variant = python.get_property_default_value(name)
		if wanted is Array or wanted is Dictionary:
			equal(got.size(), 0, name)
		else:
			equal(got, wanted, name)


## What a scene stores is there before _ready: nodes by their paths, enums as members.
func test_values_of_a_scene() -> void:
	var scene: PackedScene = load("res://exported.tscn")
	var node: Node2D = scene.instantiate()
	add_child(node)
	equal(node.seen, ["Mood", "B", "2"])
	equal(node.names_of_nodes(), ["A", "B"])
	equal(node.target, node.get_node("A/B"))
	equal(node.look_mood, 5)
	equal(node.place, Vector2(7, 8))
	equal(node.stored, 9)
	equal(node.age, 0)
	equal(Array(node.numbers), [4, 5])
	equal(node.person, "x")


## A property of Python is set and read through what its author wrote.
func test_property_of_python() -> void:
	var node: Node2D = python.new()
	node.age = 7
	equal(node.age, 7)
	node.age = -1
	equal(node.age, 0)
	node.free()


## A button of the inspector gets what to call.
func test_button() -> void:
	var script: Script = load("res://with_button.py")
	var node: Node = script.new()
	var found := described(script)
	equal(found.press_button.hint, PROPERTY_HINT_TOOL_BUTTON)
	equal(found.press_button.hint_string, "Press me,Reload")
	equal(found.press_button.type, TYPE_CALLABLE)
	node.press_button.call()
	equal(node.count, 1)
	node.free()


## Each object has arrays of its own, which stay the same array.
func test_containers() -> void:
	var first: Node2D = python.new()
	var second: Node2D = python.new()
	first.numbers.append(1)
	equal(Array(first.numbers), [1])
	equal(second.numbers.size(), 0)
	var typed: Array[int] = first.numbers
	typed.append(2)
	equal(first.sum(), 3)
	first.start_again()
	first.numbers.append(5)
	equal(first.sum(), 5)
	check(first.powers is PackedFloat32Array and first.nested is Dictionary, "types are kept")
	first.free()
	second.free()
