extends Node

@onready var steamworks: Steamworks = $Steamworks


func _ready() -> void:
	var event: Dictionary = await steamworks.userProgressUpdate
	print("event ", event.name, " ", event.isError)
	print("achievements ", steamworks.getAchievementNames().size())
	print("python ", $Side.report())
	print("[engine-test] done")
	get_tree().quit()
