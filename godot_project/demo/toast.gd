class_name Toast
extends PanelContainer
## The game's own notice about an achievement, in one of the corners that Steam's notices use.

const SECONDS := 5.0
const SLIDE := 0.25
const MARGIN := 14.0
## The corner that each of Steam's position names means: 0 is left or top, 1 right or bottom.
const CORNERS: Dictionary[String, Vector2] = {
	"topLeft": Vector2(0, 0),
	"topRight": Vector2(1, 0),
	"bottomLeft": Vector2(0, 1),
	"bottomRight": Vector2(1, 1),
}

var position_name := "bottomRight":
	set(value):
		position_name = value
		_place()

var _life: Tween

@onready var _picture: TextureRect = %ToastPicture
@onready var _heading: Label = %ToastHeading
@onready var _title: Label = %ToastTitle
@onready var _bar: ProgressBar = %ToastBar


func _ready() -> void:
	hide()
	(get_parent() as Control).resized.connect(_place)


## Shows how far an achievement has come, as `achievementInfoUpdate` says it; progress is null when it
## was unlocked.
func show_achievement(title: String, texture: Texture2D, current: Variant, goal: Variant) -> void:
	var is_unlocked := current == null
	theme_type_variation = &"UnlockedToast" if is_unlocked else &"Toast"
	_heading.text = "Achievement unlocked" if is_unlocked else "Progress  %d / %d" % [current, goal]
	_heading.theme_type_variation = &"GoodLabel" if is_unlocked else &"DimLabel"
	_title.text = title
	_picture.texture = texture
	_bar.visible = not is_unlocked
	if not is_unlocked:
		_bar.max_value = goal
		_bar.value = current
	show()
	reset_size()
	_place()
	if _life != null:
		_life.kill()
	modulate.a = 0.0
	_life = create_tween()
	_life.tween_property(self, ^"modulate:a", 1.0, SLIDE)
	_life.tween_interval(SECONDS)
	_life.tween_property(self, ^"modulate:a", 0.0, SLIDE)
	_life.tween_callback(hide)


func show_picture(texture: Texture2D) -> void:
	_picture.texture = texture


func _place() -> void:
	var room := (get_parent() as Control).size - size - Vector2(MARGIN, MARGIN) * 2.0
	position = Vector2(MARGIN, MARGIN) + room * CORNERS[position_name]
