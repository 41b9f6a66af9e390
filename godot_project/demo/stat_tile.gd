class_name StatTile
extends PanelContainer
## One stat: its title, the player's value, and a friend's beside it.

@onready var _title: Label = %Title
@onready var _value: Label = %Value
@onready var _friend: Label = %Friend


## Gives the tile its title.
func entitle(title: String) -> void:
	_title.text = title


## Shows the player's value.
func show_value(text: String) -> void:
	_value.text = text


## Shows a friend's value; empty when it is unknown.
func show_friend(text: String) -> void:
	_friend.text = "" if text.is_empty() else "Friend: %s" % text
