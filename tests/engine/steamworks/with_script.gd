## A script on the node itself, with the very methods that a node has work to do in.
extends Steamworks

var done := {}
var asked := 0


func _enter_tree() -> void:
	done.enter = isLoggedOn


func _ready() -> void:
	done.ready = isLoggedOn
	asked = getAchievementNames().size()


func _process(_delta: float) -> void:
	done.process = true


func _exit_tree() -> void:
	done.exit = isLoggedOn


func _notification(what: int) -> void:
	done[what] = true
