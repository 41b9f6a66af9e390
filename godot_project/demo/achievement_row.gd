class_name AchievementRow
extends PanelContainer
## One achievement: icon, name, description, how far the player has come, and whether a friend has it.

const ICONS := "res://icons/%s%s.svg"
const ICON_OF_ANY := "any_achievement"

## The achievement's name on Steam.
var achievement := ""

var _is_unlocked := false

@onready var _icon: TextureRect = %Icon
@onready var _title: Label = %Title
@onready var _description: Label = %Description
@onready var _bar: ProgressBar = %Bar
@onready var _count: Label = %Count
@onready var _state: Label = %State
@onready var _friend: Label = %Friend


## Shows what `getAchievementInfo` says, and the progress as reached (x) of a goal (y).
func show_info(info: Dictionary, reached: Vector2i) -> void:
	var unlocked: bool = info["unlocked"]
	_title.text = info["localizedName"]
	# Steam leaves it to the game to keep a hidden achievement's secret.
	var is_secret: bool = info["hidden"] and not unlocked
	_description.text = "A secret, until you have it." if is_secret else info["localizedDescription"]
	_icon.texture = _load_icon(unlocked)
	theme_type_variation = &"UnlockedCard" if unlocked else &"Card"
	_bar.max_value = reached.y
	_bar.value = reached.y if unlocked else reached.x
	_bar.theme_type_variation = &"FullBar" if unlocked else &""
	_count.visible = not unlocked
	_count.text = "%d / %d" % [reached.x, reached.y]
	_state.text = "Unlocked %s" % _day(info["unlockTime"]) if unlocked else "Locked"
	_state.theme_type_variation = &"GoodLabel" if unlocked else &"DimLabel"
	if unlocked and not _is_unlocked:
		_flash()
	_is_unlocked = unlocked


## Shows whether a friend has the achievement; null when that is unknown.
func show_friend(info: Variant) -> void:
	_friend.visible = info != null
	if info != null:
		_friend.text = "Friend has it" if info["unlocked"] else "Friend: not yet"


func _load_icon(unlocked: bool) -> Texture2D:
	var state := "" if unlocked else "_locked"
	var path := ICONS % [achievement.to_lower(), state]
	return load(path if ResourceLoader.exists(path) else ICONS % [ICON_OF_ANY, state])


func _flash() -> void:
	modulate = Color(1.6, 1.6, 1.6)
	create_tween().tween_property(self, ^"modulate", Color.WHITE, 0.8)


static func _day(unix_time: int) -> String:
	var minutes_from_utc: int = Time.get_time_zone_from_system()["bias"]
	var day := Time.get_date_string_from_unix_time(unix_time + minutes_from_utc * 60)
	return "today" if day == Time.get_date_string_from_system() else day
