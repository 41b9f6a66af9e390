extends "res://engine_test.gd"
## Objects of native classes as GDScript sees them: inheritance, counts, freeing.


## A native class derived from another: overrides, inherited members, the chain of bases.
func test_inheritance() -> void:
	var derived := Derived.new()
	add_child(derived)
	equal(derived.who(), "derived")
	equal(derived.only_base(), "base of derived")
	equal(derived.level, 1)
	equal(derived.name_of_derived, "derived")
	equal(derived.get_seen(), ["base ready", "derived ready"])
	check(derived is Base)
	check(derived is Node)
	equal(ClassDB.get_parent_class("Derived"), &"Base")
	equal(derived.get_class(), "Derived")
	var got := []
	derived.happened.connect(got.append)
	derived.emit_signal("happened", "x")
	equal(got, ["x"])


## A GDScript that extends a native class.
func test_script_on_top() -> void:
	var script := GDScript.new()
	script.source_code = "extends Derived\nfunc who_else() -> String:\n\treturn who() + only_base()\n"
	equal(script.reload(), OK)
	var node: Node = script.new()
	equal(node.call("who_else"), "derivedbase of derived")
	node.free()


## __init__ that raises: one traceback, and an object all the same.
func test_broken_init() -> void:
	expect_error("no init on purpose")
	var broken := Broken.new()
	check(broken != null)
	equal(broken.get_before(), "set")
	broken.free()


## A counted object dies with its last reference, at the latest at the end of the frame.
func test_counted() -> void:
	var cell := Cell.new()
	cell.set_value(4)
	var id := cell.get_instance_id()
	check(is_instance_id_valid(id))
	cell = null
	await frames(2)
	check(not is_instance_id_valid(id))


## Python and GDScript hold the same counted object, whoever drops it first.
func test_shared_both_ways() -> void:
	var holder := Holder.new()
	var cell := Cell.new()
	cell.set_value(9)
	var id := cell.get_instance_id()
	holder.keep(cell)
	cell = null
	await frames(2)
	check(is_instance_id_valid(id), "held by Python")
	equal(holder.get_items()[0].get_value(), 9)
	cell = holder.get_items()[0]
	holder = null
	await frames(2)
	equal(cell.get_value(), 9, "held here")
	cell = null
	await frames(2)
	check(not is_instance_id_valid(id))


## Counted objects in engine containers that Python made.
func test_in_containers() -> void:
	var holder := Holder.new()
	var id: int
	if true:
		var cell := Cell.new()
		id = cell.get_instance_id()
		holder.keep([cell, {"cell": cell}])
	await frames(2)
	check(is_instance_id_valid(id))
	equal(holder.get_items()[0][1].cell.get_instance_id(), id)
	holder = null
	await frames(2)
	check(not is_instance_id_valid(id))


## 100,000 objects made and freed leave nothing behind.
func test_many() -> void:
	for _i in 25_000:
		Cell.new().set_value(1)
		Derived.new().free()
		Holder.new().keep(Cell.new())
		Base.new().free()
	await frames(2)
	var objects := Performance.get_monitor(Performance.OBJECT_COUNT)
	var memory := OS.get_static_memory_usage()
	for _i in 25_000:
		Cell.new().set_value(1)
		Derived.new().free()
		Holder.new().keep(Cell.new())
		Base.new().free()
	await frames(2)
	check(absf(Performance.get_monitor(Performance.OBJECT_COUNT) - objects) < 10, "objects stayed")
	check(OS.get_static_memory_usage() - memory < 100_000, "memory grew")


## Objects made, used and dropped on other threads.
func test_threads() -> void:
	var task := WorkerThreadPool.add_group_task(_work, 8)
	WorkerThreadPool.wait_for_group_task_completion(task)
	check(true)


func _work(_index: int) -> void:
	for _i in 200:
		var cell := Cell.new()
		cell.set_value(3)
		var holder := Holder.new()
		holder.keep(cell)
		if cell.get_value() != 3 or holder.get_items()[0] != cell:
			push_error("a value was lost")


## Counted objects that several threads reference and drop at once.
func test_shared_by_threads() -> void:
	var cells: Array[Cell] = [Cell.new(), Cell.new()]
	var task := WorkerThreadPool.add_group_task(func(index: int) -> void:
		for i in 500:
			var cell: Cell = cells[(index + i) % 2]
			cell.set_value(i)
			cell = null
	, 8)
	WorkerThreadPool.wait_for_group_task_completion(task)
	await frames(2)
	var id := cells[0].get_instance_id()
	cells.clear()
	await frames(2)
	check(not is_instance_id_valid(id))
