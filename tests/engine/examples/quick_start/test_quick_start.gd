extends "res://engine_test.gd"
## What godot-python's introduction and its questions and answers show.


## Exports come from the scene, also those with functions; Python's methods and engine's are there.
func test_the_first_script() -> void:
	var hero: Node2D = preload("res://hero.tscn").instantiate()
	equal(hero.title, "Ada")
	equal(hero.age, 36)
	hero.age = -1
	equal(hero.age, 0, "the setter is asked")
	add_child(hero)
	equal(hero.get_child(0).name, &"Sword")
	equal(hero.talk("hello"), "Ada: hello")
	var before := hero.position
	await frames(2)
	check(hero.position.x > before.x and hero.position.y > before.y, "it moves")


## The inspector shows the exports and nothing else.
func test_exports_are_stored() -> void:
	var hero: Node2D = preload("res://hero.tscn").instantiate()
	var stored: Array[String] = []
	for property in hero.get_script().get_script_property_list():
		if property["usage"] & PROPERTY_USAGE_STORAGE:
			stored.append(property["name"])
	equal(stored, ["title", "age"] as Array[String])
	hero.free()


## A script of a project's autoload is a node that scripts know by name.
func test_an_autoload() -> void:
	equal(Greeter.hi("root"), "Python: hello root")
	equal(get_tree().root.get_node("Greeter"), Greeter)


## Packed arrays are made and read as a whole.
func test_packed_arrays() -> void:
	var grid: Node = preload("res://grid.py").new()
	equal(grid.squares(4), PackedInt64Array([0, 1, 4, 9]))
	equal(grid.halves(4), PackedFloat32Array([0, 0.5, 1, 1.5]))
	equal(grid.total(PackedFloat64Array([0.5, 2])), 2.5)
	grid.free()
