## The root of ways.tscn: the node's events in every way that a scene can have them.
extends Node

var heard: Array[String] = []


func _ready() -> void:
	$Steamworks.userProgressUpdate.connect(_on_user_progress_update)
	$Steamworks.addEventListener("userProgressUpdate", self)


func _on_user_progress_update(event: Dictionary) -> void:
	if event.isError:
		push_warning("no progress: result %d" % event.resultCode)
	else:
		heard.append("connected in GDScript: %s for %s" % [event.name, event.userSteamId])


func _on_steamworks_user_progress_update(event: Dictionary) -> void:
	heard.append("connected in the scene: %s" % event.userSteamId)


func userProgressUpdate(event: Dictionary) -> void:
	heard.append("listener: %s" % event.userSteamId)
