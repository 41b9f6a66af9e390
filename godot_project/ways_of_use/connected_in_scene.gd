extends Node
## Signals that are connected in the scene: select the Steamworks node in the editor, open the dock
## "Signals", double-click a signal, and the editor writes the function. No code connects anything.

@onready var _game: OneGame = $OneGame


func _on_steamworks_user_progress_update(event: Dictionary) -> void:
	_game.show_event(event)


func _on_steamworks_user_progress_save(event: Dictionary) -> void:
	_game.show_event(event)
