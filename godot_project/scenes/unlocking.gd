extends DemoScene
## An achievement that is earned bit by bit: Steam shows the progress on the way, in the corner that
## the player chose, and unlocks it at the end.

## For this achievement, if the app has it; otherwise for its first one.
const ACHIEVEMENT := "ACH_HEAVY_FIRE"
const SHOTS_NEEDED := 100
## The names of the corners, in the order in which the scene plays them, with their buttons' names.
const CORNERS: Dictionary[String, String] = {
	"topLeft": "TopLeft",
	"topRight": "TopRight",
	"bottomLeft": "BottomLeft",
	"bottomRight": "BottomRight",
}
## Between two shots when the scene plays itself: this part of the rest between two steps.
const REST_BETWEEN_SHOTS := 0.05

var _achievement := ""
var _title := ""
var _is_unlocked := false
var _shots := 0
## Progress is reported to Steam each time that so many shots were fired: not at every one.
var _shots_between_reports := 25
## What the last achievementInfoUpdate said: the progress, 0 at the start and after an unlock.
var _shown := 0

@onready var _range: ShootingRange = %Range
@onready var _toast: Toast = %Toast
@onready var _picture: TextureRect = %Picture
@onready var _title_label: Label = %AchievementTitle
@onready var _text_label: Label = %AchievementText
@onready var _bar: ProgressBar = %Bar
@onready var _count: Label = %Count
@onready var _card: PanelContainer = %Card
@onready var _lock_button: Button = %LockButton
@onready var _lock_dialog: ConfirmationDialog = $LockDialog
@onready var _fire_buttons: Array[Button] = [%FireButton, %FireManyButton]


func _start() -> void:
	_range.fired.connect(_on_fired)
	for corner in CORNERS:
		_corner_button(corner).pressed.connect(_choose_corner.bind(corner))
	for button: Button in %Steps.get_children().filter(func(node: Node) -> bool: return node is Button):
		button.pressed.connect(func() -> void: _shots_between_reports = int(button.text))
	_choose_corner("bottomRight")


func _hear(event: Dictionary) -> void:
	match event["name"]:
		"userProgressUpdate":
			if event["userSteamId"] == steam.userSteamId and not event["isError"]:
				_show_achievement()
		"achievementInfoUpdate":
			if event["achievementName"] == _achievement:
				_show_notice(event["currentProgress"], event["maxProgress"])
		"achievementImageUpdate":
			if event["achievementName"] == _achievement:
				_show_image(event["imageInfo"])


func _show_achievement() -> void:
	if _achievement.is_empty():
		var names: Array = steam.getAchievementNames()
		if names.is_empty():
			return
		_achievement = ACHIEVEMENT if ACHIEVEMENT in names else names[0]
		_show_image(steam.getAchievementImageInfo(_achievement))
	var info: Dictionary = steam.getAchievementInfo(_achievement)
	_title = info["localizedName"]
	_is_unlocked = info["unlocked"]
	_title_label.text = _title
	_text_label.text = info["localizedDescription"]
	_show_shots()


func _show_shots() -> void:
	_bar.max_value = SHOTS_NEEDED
	_bar.value = SHOTS_NEEDED if _is_unlocked else _shots
	_bar.theme_type_variation = &"FullBar" if _is_unlocked else &""
	_count.text = "Unlocked" if _is_unlocked else "%d / %d" % [_shots, SHOTS_NEEDED]
	_card.theme_type_variation = &"UnlockedCard" if _is_unlocked else &"Card"
	_lock_button.disabled = not _is_unlocked


func _show_image(image_info: Variant) -> void:
	if image_info != null:
		_picture.texture = steam.newTexture(image_info["imageHandle"])
		_toast.show_picture(_picture.texture)


func _show_notice(current: Variant, goal: Variant) -> void:
	_shown = 0 if current == null else int(current)
	_toast.show_achievement(_title, _picture.texture, current, goal)


## Where Steam shows its notices, and the game its own.
func _choose_corner(corner: String) -> bool:
	_corner_button(corner).button_pressed = true
	_toast.position_name = corner
	return steam.setNotificationPosition(corner)


func _corner_button(corner: String) -> Button:
	return %Corners.get_node(CORNERS[corner])


func _on_fired() -> void:
	if _is_unlocked or _achievement.is_empty():
		return
	_shots = mini(_shots + 1, SHOTS_NEEDED)
	if _shots == SHOTS_NEEDED or _shots % _shots_between_reports == 0:
		# Shows the progress, or unlocks the achievement when there is none left to make.
		steam.setAchievementProgress(_achievement, _shots, SHOTS_NEEDED)
	_show_shots()


## No event follows a reset: everything is asked for anew.
func _lock_again() -> bool:
	if not steam.resetUserProgress():
		return false
	_shots = 0
	_shown = 0
	_show_achievement()
	_show_image(steam.getAchievementImageInfo(_achievement))
	return true


func _play() -> bool:
	if not await step(
		"The achievement and its picture are fetched.",
		Callable(),
		func() -> bool: return not _achievement.is_empty() and _picture.texture != null
	):
		return false
	_shots = 0
	if _is_unlocked:
		if not await may_reset() or not await step(
			"The achievement is unlocked: all progress is reset.",
			_lock_again,
			func() -> bool: return not _is_unlocked
		):
			return false
	var shots_in_a_corner := floori(float(SHOTS_NEEDED) / CORNERS.size())
	_shots_between_reports = shots_in_a_corner
	for corner in CORNERS:
		say("Notices are shown in the corner %s." % corner)
		if not _choose_corner(corner):
			return fail("Steam did not take the position %s." % corner)
		for _shot in shots_in_a_corner:
			_range.fire()
			if not await wait.rest(rest * REST_BETWEEN_SHOTS):
				return false
		var expected := _shots % SHOTS_NEEDED
		if not await step(
			"After %d shots Steam is told." % _shots,
			Callable(),
			func() -> bool: return _shown == expected and _is_unlocked == (expected == 0)
		):
			return false
	return true


func _enable(enabled: bool) -> void:
	for button in _fire_buttons:
		button.disabled = not enabled
	_lock_button.disabled = not enabled or not _is_unlocked


func _on_fire_pressed() -> void:
	_range.fire()


func _on_fire_many_pressed() -> void:
	for _shot in _shots_between_reports:
		_range.fire()


func _on_lock_pressed() -> void:
	ask(_lock_dialog)
