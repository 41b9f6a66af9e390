extends Node
## Ways of dying that start in GDScript.

const LivingNode = preload("res://living_node.py")
const LivingItem = preload("res://living_item.py")
const LivingResource = preload("res://living_resource.py")

var _kept: Array = []


func made(kind: String) -> Object:
	match kind:
		"LivingNode":
			return LivingNode.new()
		"LivingItem":
			return LivingItem.new()
		"LivingResource":
			return LivingResource.new()
	return ClassDB.instantiate(kind)


## Makes and frees nodes here; Python sees nothing of plain ones.
func make_and_free(kind: String, count: int) -> void:
	for _index in count:
		made(kind).free()


## Frees what Python has made.
func free_them(nodes: Array) -> void:
	for node: Node in nodes:
		node.free()


## Makes counted objects here and drops them.
func make_and_drop(kind: String, count: int) -> void:
	for _index in count:
		var object: RefCounted = made(kind)
		object.set_meta("touched", true)


## Holds what Python has made; Python drops it first.
func keep(objects: Array) -> void:
	_kept = objects.duplicate()


## Lets go of what was kept.
func drop() -> void:
	_kept.clear()


## What was kept, one by one, as the engine has it.
func kept(index: int) -> Object:
	return _kept[index]
