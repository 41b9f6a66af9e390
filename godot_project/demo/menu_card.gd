class_name MenuCard
extends Button
## One scene in the menu.

## The picture's side, in parts of the card's height and in pixels.
const PICTURE := 0.37
const SMALLEST := 60.0
const LARGEST := 160.0

@onready var _icon: TextureRect = %Icon
@onready var _title: Label = %Title
@onready var _text: Label = %Text
@onready var _word: Label = %Word


func _ready() -> void:
	resized.connect(_fit)
	_fit()


## Shows a scene of [SceneList], and with which words it opens in a language.
func show_scene(scene_name: String, language: String) -> void:
	_icon.texture = SceneList.icon(scene_name)
	_title.text = SceneList.title(scene_name)
	_text.text = SceneList.text(scene_name)
	_word.text = "--scene=%s" % scene_name
	if language != "gdscript":
		_word.text += " --language=%s" % language


func _fit() -> void:
	_icon.custom_minimum_size = Vector2.ONE * clampf(size.y * PICTURE, SMALLEST, LARGEST)
