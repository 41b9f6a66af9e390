extends "res://engine_test.gd"
## Properties, signals, constants and enums of native classes.

var members := Members.new()


func _ready() -> void:
	add_child(members)


func info(name: String) -> Dictionary:
	for item: Dictionary in members.get_property_list():
		if item.name == name:
			return item
	return {}


## Defaults are what the class says.
func test_defaults() -> void:
	equal(members.health, 100)
	equal(members.speed, 1.5)
	equal(members.title, "a title")
	equal(members.kind, "b")
	equal(members.spawn, Vector2(1, 2))
	equal(members.tint, Color.RED)
	equal(members.target, ^"")
	equal(members.items, [1, 2])
	equal(members.table, {"a": 1})
	equal(members.skin, null)
	equal(members.friend, null)
	equal(members.anything, null)
	equal(ClassDB.class_get_property_default_value("Members", "health"), 100)


## Every property keeps what is set.
func test_set_and_get() -> void:
	members.health = 50
	equal(members.health, 50)
	members.health = 7.9
	equal(members.health, 7)
	members.spawn = Vector2(3, 4)
	members.spawn.x = 9
	equal(members.spawn, Vector2(9, 4))
	members.target = ^"a/b"
	equal(members.target, ^"a/b")
	members.skin = Resource.new()
	check(members.skin is Resource)
	members.friend = members
	equal(members.friend, members)
	members.friend = null
	members.anything = {"a": [1]}
	equal(members.anything, {"a": [1]})
	members.set("title", "other")
	equal(members.get("title"), "other")


## A default that can change belongs to one object alone.
func test_own_defaults() -> void:
	var other := Members.new()
	members.items.append(3)
	members.table.b = 2
	equal(other.items, [1, 2])
	equal(other.table, {"a": 1})
	equal(other.spawn, Vector2(1, 2))
	other.free()


## A value of a wrong type is refused with an error, and the property stays as it was.
func test_wrong_type() -> void:
	expect_error("'String'")
	_set_wrongly(members)
	equal(members.health, 100)


func _set_wrongly(object: Variant) -> void:
	object.health = "many"


## A read-only property cannot be set.
func test_read_only() -> void:
	equal(members.twice, 200)
	expect_error("twice")
	_set_twice(members)
	equal(members.twice, 200)


func _set_twice(object: Variant) -> void:
	object.twice = 3


## A setter written in Python is used; what it raises is in the log, and the assignment an error.
func test_python_setter() -> void:
	members.clamped = 99
	equal(members.clamped, 10)
	expect_error("clamped cannot be negative on purpose")
	expect_error("Invalid assignment of property or key 'clamped'")
	_set_clamped(members)
	equal(members.clamped, 10)


func _set_clamped(object: Members) -> void:
	object.clamped = -1


## Hints reach the inspector.
func test_hints() -> void:
	equal(info("health").hint, PROPERTY_HINT_RANGE)
	equal(info("health").hint_string, "0,200,5")
	equal(info("mood").hint, PROPERTY_HINT_ENUM)
	equal(info("mood").hint_string, "Calm:0,Busy:5")
	equal(info("kind").hint_string, "a,b")
	equal(info("parts").hint, PROPERTY_HINT_FLAGS)
	equal(info("picture").hint, PROPERTY_HINT_FILE)
	equal(info("picture").hint_string, "*.png")
	equal(info("folder").hint, PROPERTY_HINT_DIR)
	equal(info("title").hint, PROPERTY_HINT_MULTILINE_TEXT)
	equal(info("skin").hint, PROPERTY_HINT_RESOURCE_TYPE)
	equal(info("skin").hint_string, "Resource")
	equal(info("friend").hint, PROPERTY_HINT_NODE_TYPE)
	equal(info("hinted").hint, PROPERTY_HINT_PLACEHOLDER_TEXT)
	equal(info("anything").usage & PROPERTY_USAGE_NIL_IS_VARIANT, PROPERTY_USAGE_NIL_IS_VARIANT)
	equal(info("twice").usage & PROPERTY_USAGE_STORAGE, 0)


## Groups come before their properties, and end with them.
func test_groups() -> void:
	var names := members.get_property_list().map(func(item: Dictionary) -> String: return item.name)
	var at := names.find("Body")
	check(at >= 0)
	equal(names[at + 1], "health")
	equal(info("Body").usage, PROPERTY_USAGE_GROUP)
	equal(info("Legs").usage, PROPERTY_USAGE_SUBGROUP)
	equal(names.slice(at, at + 4), ["Body", "health", "Legs", "speed"])
	check(names.find("", at) == names.find("title") - 1, "the group ends before title")


## Constants and enums.
func test_constants() -> void:
	equal(Members.ANSWER, 42)
	equal(Members.BUSY, 5)
	equal(Members.Mood.BUSY, 5)
	equal(Members.TWO, 2)
	equal(ClassDB.class_get_enum_list("Members", true), PackedStringArray(["Mood", "Flag"]))
	check(ClassDB.is_class_enum_bitfield("Members", "Flag"), "a bit field")


## Signals have their arguments, and reach GDScript.
func test_signals() -> void:
	var got := []
	members.plain.connect(func() -> void: got.append("plain"))
	members.typed.connect(func(count: int, where: Vector2, anything: Variant) -> void: got.append([count, where, anything]))
	members.emit_all()
	equal(got, ["plain", [3, Vector2(1, 1), {"a": [1]}]])
	for item: Dictionary in members.get_signal_list():
		if item.name == "typed":
			equal(item.args[0].type, TYPE_INT)
			equal(item.args[1].type, TYPE_VECTOR2)
			equal(item.args[2].name, "anything")


## A signal can be awaited.
func test_await() -> void:
	members.emit_all.call_deferred()
	equal(await members.typed, [3, Vector2(1, 1), {"a": [1]}])


## What a scene stores of a native class comes back from it.
func test_scene() -> void:
	members.health = 33
	members.spawn = Vector2(5, 6)
	members.items = [{"x": 1}]
	var packed := PackedScene.new()
	packed.pack(members)
	var path := "user://members.tscn"
	equal(ResourceSaver.save(packed, path), OK)
	var made: Members = load(path).instantiate()
	equal(made.health, 33)
	equal(made.spawn, Vector2(5, 6))
	equal(made.items, [{"x": 1}])
	made.free()
