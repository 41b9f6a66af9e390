extends "res://engine_test.gd"
## Calls from GDScript into methods of native classes.

var calls := Calls.new()


func _ready() -> void:
	add_child(calls)


## A value that Python gives back unchanged is the same value, of the same type.
func test_give() -> void:
	for value: Variant in [
		null, true, 7, -9223372036854775808, 1.5, INF, NAN, "é漢🎮", "", Vector2(1, 2), Vector2i(1, 2), Rect2(1, 2, 3, 4),
		Rect2i(1, 2, 3, 4), Vector3(1, 2, 3), Vector3i(1, 2, 3), Transform2D(1.0, Vector2(2, 3)), Vector4(1, 2, 3, 4),
		Vector4i(1, 2, 3, 4), Plane(1, 2, 3, 4), Quaternion(0, 0, 0, 1), AABB(Vector3.ONE, Vector3.ONE), Basis(),
		Transform3D(), Projection(), Color.RED, &"name", ^"a/b:c", RID(), {"a": [1, {}]}, [1, [2]], PackedByteArray([1]),
		PackedInt32Array([1]), PackedInt64Array([1]), PackedFloat32Array([1]), PackedFloat64Array([1]),
		PackedStringArray(["é"]), PackedVector2Array([Vector2.ONE]), PackedVector3Array([Vector3.ONE]),
		PackedColorArray([Color.RED]), PackedVector4Array([Vector4.ONE]), calls, calls.ready, calls.give,
	]:
		equal(calls.give(value), value, type_string(typeof(value)))


## Static and class methods of a native class need no object, from typed and from untyped code.
func test_static() -> void:
	equal(Calls.add(1), 11)
	var sum: int = Calls.add(1, 2)
	equal(sum, 3)
	equal(Calls.named(calls), "Calls " + calls.name)
	equal(Calls.named(null), "Calls None")
	equal(calls.add(3, 4), 7)
	equal(Callable(calls, "add").call(5, 6), 11)
	equal(ClassDB.class_call_static(&"Calls", &"add", 7, 8), 15)
	expect_error("ValueError: nobody to ask")
	equal(Calls.fail_without_object(), 0)


## A GDScript lambda comes back as what it was.
func test_give_lambda() -> void:
	var number := 5
	var lambda := func(more: int) -> int: return number + more
	equal(calls.give(lambda), lambda)
	equal(calls.give(lambda).call(2), 7)


## Typed arguments and results, from typed code, which calls without Variants.
func test_typed() -> void:
	var number: int = calls.give_int(3)
	equal(number, 3)
	equal(calls.give_float(2.5), 2.5)
	equal(calls.give_bool(true), true)
	equal(calls.give_text("é"), "é")
	equal(calls.give_vector(Vector2(1, 2)), Vector2(1, 2))
	equal(calls.give_color(Color.RED), Color.RED)
	equal(calls.give_list([1, "x"]), [1, "x"])
	equal(calls.give_dict({"a": null}), {"a": null, "added": [1, [2, 3]]})
	equal(calls.give_node(calls), calls)
	equal(calls.give_node(null), null)
	calls.nothing()


## The same through calls by name.
func test_by_name() -> void:
	equal(calls.call("give_int", 3.7), 3, "float to int, as the engine does it")
	equal(calls.call("give_float", 3), 3.0)
	equal(calls.call("give_text", &"name"), "name")
	equal(calls.call("give_vector", Vector2i(1, 2)), Vector2(1, 2))
	equal(calls.call("nothing"), null)
	equal(calls.callv("with_defaults", [1]), [1, "two", null])


## An Array that Python gives back is the same Array, not a copy.
func test_shared_array() -> void:
	var array := [1]
	var again: Array = calls.give_array(array)
	again.append(2)
	equal(array, [1, 2])
	check(is_same(array, again), "one array")


## Defaults of Python are defaults here.
func test_defaults() -> void:
	equal(calls.with_defaults(1), [1, "two", null])
	equal(calls.with_defaults(1, "x"), [1, "x", null])
	equal(calls.with_defaults(1, "x", 3.5), [1, "x", 3.5])


## Counted objects: the very same one, with as many references as there are holders.
func test_counted() -> void:
	var resource := Resource.new()
	for _i in 100:
		check(calls.give_counted(resource) == resource)
		check(calls.give_object(resource) == resource)
		check(calls.give(resource) == resource)
	await frames(1)
	check(resource.get_reference_count() <= 2, "count is %d" % resource.get_reference_count())
	var cell: Cell = calls.make_cell()
	equal(cell.get_value(), 11)
	var object: Object = calls.make_object()
	equal(object.get_value(), 11)
	check(calls.call("make_object") is Cell)
	check(calls.call("make_cell") is Cell)


## A wrong number or type of arguments is an error here, and Python is not called.
func test_wrong_arguments() -> void:
	expect_error("Invalid call to function 'give' in base 'Calls'. Expected 1 argument(s).")
	_call_untyped(calls, "few")
	expect_error("Expected 1 argument(s)")
	_too_many(calls)
	expect_error("Cannot convert argument 1 from String to int")
	_wrong_type(calls)
	expect_error("Cannot convert argument 1 from Nil to int")
	_null(calls)
	expect_error("not a subclass of the expected argument class")
	_wrong_class(calls)


func _call_untyped(object: Variant, _what: String) -> void:
	object.give()


func _too_many(object: Variant) -> void:
	object.give(1, 2)


func _wrong_type(object: Variant) -> void:
	object.give_int("x")


func _wrong_class(object: Variant) -> void:
	object.give_node(Resource.new())


func _null(object: Variant) -> void:
	object.give_int(null)


## A method that checks its arguments itself gets whatever comes.
func test_checks_itself() -> void:
	equal(calls.call("anything"), "0 ()")
	equal(calls.call("anything", 1, "x", null), "3 (1, 'x', None)")


## An exception is one traceback in the log. A call with a result of a known type gives the empty value of it; any other
## call is a call error.
func test_exception() -> void:
	expect_error("ValueError: failed on purpose")
	calls.fail()
	equal(calls.fail_with_int(), 0)
	_refused("fail_with_int")


func _refused(method: StringName, arguments := []) -> void:
	expect_error("Error calling method from 'callv': 'Calls::%s'" % method)
	calls.callv(method, arguments)


## Its text is shown even when it has what no String can hold.
func test_exception_with_odd_text() -> void:
	expect_error("failed \\ud800 on \\0 purpose")
	calls.fail_with_surrogate()


## Endless recursion is an exception like others.
func test_recursion() -> void:
	expect_error("RecursionError")
	calls.recurse()


## A result of a wrong type is an error that names both.
func test_wrong_result() -> void:
	expect_error("expected int, got 'no int' (str)")
	equal(calls.wrong_result(), 0)
	_refused("wrong_result")


## An object that was freed is no null: Python can tell that there was one.
func test_freed_argument() -> void:
	var freed := Node.new()
	var id := freed.get_instance_id()
	var values := [freed, null, calls]
	freed.free()
	equal(calls.about(values)[0], ["<Object, freed>", false, false])
	equal(calls.about(values)[1], ["None", true, false])
	equal(calls.about(values)[2][2], true)
	expect_error("this Object was freed by the engine")
	_refused("give", [values[0]])
	check(instance_from_id(id) == null)


## Where a bool is promised, the engine gets the truth of whatever Python gives.
func test_truth() -> void:
	var untyped: Variant = calls
	for of: String in ["list", "object"]:
		equal(calls.truth(of), true)
		equal(untyped.truth(of), true)
	equal(calls.truth("empty"), false)
	equal(untyped.truth("empty"), false)
	expect_error("neither true nor false")
	equal(calls.truth("broken"), false)
	_refused("truth", ["broken"])


## A result that the engine cannot hold is an error.
func test_unusable_result() -> void:
	expect_error("has no Godot counterpart")
	equal(calls.unusable_result(), null)


## free() in one's own method is refused by the engine while it calls, and harmless after.
func test_free_self() -> void:
	var other := Calls.new()
	expect_error("is locked")
	expect_error("Invalid call. Nonexistent function 'free_self")
	_free_itself(other)
	if is_instance_valid(other):
		other.free()
	check(not is_instance_valid(other))


func _free_itself(object: Calls) -> void:
	object.call("free_self")


## Python calls GDScript with fresh containers.
func test_containers_for_gdscript() -> void:
	var got: Array = []
	calls.call_with_list(func(a: Array, b: Dictionary, c: PackedByteArray) -> void: got.assign([a, b, c]))
	equal(got, [[1, "two", null, {"three": 3.5}], {"key": [1, 2]}, PackedByteArray([1, 2])])


## Methods are listed with their arguments, defaults and results.
func test_method_list() -> void:
	for info: Dictionary in ClassDB.class_get_method_list("Calls", true):
		if info.name == "with_defaults":
			equal(info.args.size(), 3)
			equal(info.args[0].name, "first")
			equal(info.args[0].type, TYPE_INT)
			equal(info.args[1].type, TYPE_STRING)
			equal(info.args[2].usage & PROPERTY_USAGE_NIL_IS_VARIANT, PROPERTY_USAGE_NIL_IS_VARIANT)
			equal(info.default_args, ["two", null])
			equal(info["return"].type, TYPE_ARRAY)
		if info.name == "give_node":
			equal(info.args[0].class_name, &"Node")
	check(not ClassDB.class_has_method("Calls", "register"))
