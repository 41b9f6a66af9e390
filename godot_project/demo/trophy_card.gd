class_name TrophyCard
extends PanelContainer
## One achievement on its pedestal: Steam's picture of it, its name, and the button that unlocks it.

signal unlock_pressed

## Half of the time that the picture takes to turn round, in seconds.
const HALF_TURN := 0.18

## The handle of the picture that is shown; 0 while there is none.
var image_handle := 0
var is_unlocked := false
## Whether the button can be pressed.
var can_be_unlocked := true:
	set(value):
		can_be_unlocked = value
		_show_button()

var _turn: Tween

@onready var _picture: TextureRect = %Picture
@onready var _waiting: Label = %Waiting
@onready var _title: Label = %Title
@onready var _description: Label = %Description
@onready var _glow: TextureRect = %Glow
@onready var _facts: Label = %Facts
@onready var _button: Button = %UnlockButton


func _ready() -> void:
	_button.pressed.connect(unlock_pressed.emit)
	_picture.resized.connect(_keep_centre)
	_keep_centre()


## Whether a picture is shown.
func has_image() -> bool:
	return image_handle != 0


## Shows what `getAchievementInfo` says.
func show_info(info: Dictionary) -> void:
	is_unlocked = info["unlocked"]
	_title.text = info["localizedName"]
	# Steam leaves it to the game to keep a hidden achievement's secret.
	var is_secret: bool = info["hidden"] and not is_unlocked
	_description.text = "A secret, until you have it." if is_secret else info["localizedDescription"]
	_glow.visible = is_unlocked
	theme_type_variation = &"UnlockedCard" if is_unlocked else &"Card"
	_show_button()


## Shows a picture: an ImageInfo, and the texture of its pixels. It turns round when there was
## another one before.
func show_image(image_info: Dictionary, texture: Texture2D) -> void:
	var turns := has_image()
	image_handle = image_info["imageHandle"]
	_facts.text = "%d × %d  ·  image %d" % [
		image_info["pixelWidth"], image_info["pixelHeight"], image_handle,
	]
	_waiting.hide()
	if _turn != null:
		_turn.kill()
		_picture.scale = Vector2.ONE
	if turns:
		_turn = create_tween()
		_turn.tween_property(_picture, ^"scale:x", 0.0, HALF_TURN).set_ease(Tween.EASE_IN)
		_turn.tween_callback(_picture.set_texture.bind(texture))
		_turn.tween_property(_picture, ^"scale:x", 1.0, HALF_TURN).set_ease(Tween.EASE_OUT)
	else:
		_picture.texture = texture


## Forgets the picture, because it shows another state than the achievement's.
func forget_image() -> void:
	image_handle = 0
	_facts.text = ""
	_waiting.show()
	_picture.texture = null


func _show_button() -> void:
	_button.disabled = is_unlocked or not can_be_unlocked
	_button.text = "Unlocked" if is_unlocked else "Unlock"
	_button.theme_type_variation = &"DoneButton" if is_unlocked else &""


func _keep_centre() -> void:
	_picture.pivot_offset = _picture.size / 2.0
