extends Node
## Signals that a script connects, as those of any other node.

@onready var _steam: Steamworks = $Steamworks
@onready var _game: OneGame = $OneGame


func _ready() -> void:
	_steam.userProgressUpdate.connect(_game.show_event)
	# Connected once: after the first save it is disconnected by itself.
	_steam.userProgressSave.connect(_on_save, CONNECT_ONE_SHOT)


func _on_save(event: Dictionary) -> void:
	_game.show_event(event)
