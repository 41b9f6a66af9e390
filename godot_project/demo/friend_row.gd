class_name FriendRow
extends Button
## One user in a list: small avatar, name and status.

## How Steam's status names are shown, and in which colour of the theme.
const STATUSES: Dictionary[String, Array] = {
	"online": ["Online", &"good"],
	"lookingToPlay": ["Looking to play", &"good"],
	"lookingToTrade": ["Looking to trade", &"good"],
	"busy": ["Busy", &"bad"],
	"away": ["Away", &"name"],
	"snooze": ["Snoozing", &"name"],
	"offline": ["Offline", &"dim"],
	"unknown": ["Unknown", &"dim"],
}

@onready var _avatar: TextureRect = %Avatar
@onready var _name: Label = %UserName
@onready var _status: Label = %Status


## Shows what `getUserInfo` says, or that it says nothing yet.
func show_info(info: Variant, is_me: bool) -> void:
	if info == null:
		return
	_name.text = info["nickname"] if info["nickname"] else info["name"]
	_status.text = ("You  ·  " if is_me else "") + status_text(info["status"])
	_status.add_theme_color_override(&"font_color", status_color(info["status"], self))


## Shows the avatar.
func show_avatar(texture: Texture2D) -> void:
	_avatar.texture = texture


## Whether the name is shown. Not everybody has an avatar.
func is_complete() -> bool:
	return not _name.text.is_empty()


## A status of Steam's in words.
static func status_text(status: String) -> String:
	return STATUSES[status][0]


## The colour of a status, from the theme of a control.
static func status_color(status: String, control: Control) -> Color:
	return control.get_theme_color(STATUSES[status][1], &"EventLog")
