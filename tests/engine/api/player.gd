## A script of GDScript on nodes that Python uses.
extends Node

signal hurt(amount: int)

enum Mood { CALM, ANGRY = 5 }

const LIMIT := 40

var health := 10
var semaphore := Semaphore.new()
var awaited: int:
	get:
		semaphore.wait()
		return health
var place := Vector2(1, 2)
var names: Array[String] = ["a"]


func add(amount: int, twice: bool = false) -> int:
	health += amount * (2 if twice else 1)
	return health


func fail() -> void:
	var nothing: Node = null
	nothing.get_name()


static func doubled(value: int) -> int:
	return value * 2
