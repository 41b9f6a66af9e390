class_name SceneHeader
extends HBoxContainer
## The top of a scene: the way back, its title, who plays, and the button that plays it by itself.

signal back_pressed
signal play_pressed

## Whether the scene plays itself, or has nothing to play.
var is_busy := false:
	set(value):
		is_busy = value
		_play.disabled = value
## Whether there is a menu to go back to.
var has_menu := true:
	set(value):
		has_menu = value
		_back.visible = value

@onready var _back: Button = %Back
@onready var _title: Label = %Title
@onready var _subtitle: Label = %Subtitle
@onready var _play: Button = %Play
@onready var _user: UserPill = %User


func _ready() -> void:
	_back.pressed.connect(back_pressed.emit)
	_play.pressed.connect(play_pressed.emit)
	# From here the keys go on; the frame is drawn when somebody uses them.
	_back.grab_focus(true)


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_action_pressed("ui_cancel") and has_menu:
		accept_event()
		back_pressed.emit()


## Gives the header its texts.
func entitle(title: String, subtitle: String) -> void:
	_title.text = title
	_subtitle.text = subtitle


## Says on the button what playing changes of the player's account; empty when nothing.
func warn_of(changes: String) -> void:
	_play.tooltip_text = "The scene plays itself, step by step."
	if changes:
		_play.tooltip_text += "\nIt %s.\nWith Valve's Steam that is done to your own account." % changes


## Shows who is logged on, if anybody is.
func show_user(steam: Steamworks) -> void:
	_user.show_user(steam)


## Shows what an event changes of the user.
func hear(steam: Steamworks, event: Dictionary) -> void:
	_user.hear(steam, event)
