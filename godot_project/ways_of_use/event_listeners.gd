extends Node
## Event listeners, in the manner of the Solar2D library, for those who know it or port a game.
##
## A listener is a Callable, or an object that has a method named like the event. Here this very
## node is one, by its method [method userProgressUpdate].

@onready var _steam: Steamworks = $Steamworks
@onready var _game: OneGame = $OneGame


func _ready() -> void:
	_steam.addEventListener("userProgressUpdate", self)
	_steam.addEventListener("userProgressSave", _on_save)


## Called with each event of this name, because the node was added as a listener.
func userProgressUpdate(event: Dictionary) -> void:
	_game.show_event(event)


func _on_save(event: Dictionary) -> void:
	_game.show_event(event)
	# A listener may be removed at any time, also while it is called.
	_steam.removeEventListener("userProgressSave", _on_save)
