class_name MenuCard
extends Button
## One scene in the menu.

@onready var _icon: TextureRect = %Icon
@onready var _title: Label = %Title
@onready var _text: Label = %Text
@onready var _word: Label = %Word


## Shows a scene of [SceneList].
func show_scene(scene_name: String) -> void:
	_icon.texture = SceneList.icon(scene_name)
	_title.text = SceneList.title(scene_name)
	_text.text = SceneList.text(scene_name)
	_word.text = "--scene=%s" % scene_name
