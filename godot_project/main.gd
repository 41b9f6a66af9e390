extends Control
## The demo: what the Steamworks node says and does, on one screen.
##
## In a window people press the buttons. Without a display, or with the argument `-- --auto`, the
## tour is played, and the demo ends with exit code 0, or 1 when something did not come as expected.
## `-- --tour` plays the tour and stays. Each event is printed: see [EventLine].

## Titles of the stats: Steam has names for programs only.
const STATS: Dictionary[String, String] = {
	"NumGames": "Games played",
	"NumWins": "Games won",
	"NumLosses": "Games lost",
	"FeetTraveled": "Feet traveled",
	"MaxFeetTraveled": "Longest flight, feet",
	"AverageSpeed": "Average, feet/s",
}
const SMALLEST_WINDOW := Vector2i(960, 620)
## For people who watch the tour in a window, in seconds.
const REST_BETWEEN_STEPS := 0.7

## Without a display nobody can press a button; then the tour is played.
@export var plays_without_display := true
@export var row_scene: PackedScene
@export var tile_scene: PackedScene

var _rows: Dictionary[String, AchievementRow] = {}
var _tiles: Dictionary[String, StatTile] = {}

@onready var _steam: Steamworks = $Steamworks
@onready var _game: Spacewar = $Game
@onready var _tour: Tour = $Tour
@onready var _row_list: VBoxContainer = %Rows
@onready var _placeholder: Label = %Placeholder
@onready var _tile_grid: GridContainer = %Tiles
@onready var _log: EventLog = %Log
@onready var _unlocked_count: Label = %UnlockedCount
@onready var _pill: PanelContainer = %Pill
@onready var _pill_text: Label = %PillText
@onready var _actions: HFlowContainer = %Actions
@onready var _tour_button: Button = %TourButton
@onready var _reset_dialog: ConfirmationDialog = $ResetDialog


func _ready() -> void:
	get_window().min_size = SMALLEST_WINDOW
	for from_steam: Signal in [
		_steam.userProgressUpdate,
		_steam.userProgressSave,
		_steam.userProgressUnload,
		_steam.achievementInfoUpdate,
	]:
		from_steam.connect(_on_steam_event)
	for stat: String in STATS:
		var tile: StatTile = tile_scene.instantiate()
		_tile_grid.add_child(tile)
		tile.entitle(STATS[stat])
		_tiles[stat] = tile
	var has_window := DisplayServer.get_name() != "headless"
	var arguments := OS.get_cmdline_user_args()
	var is_automatic := "--auto" in arguments or (plays_without_display and not has_window)
	_tour.rest = REST_BETWEEN_STEPS if has_window else 0.0
	_show_connection()
	if not _steam.isLoggedOn:
		_explain_absence()
		if is_automatic:
			get_tree().quit(1)
		return
	if is_automatic or "--tour" in arguments:
		var done := await _play_tour()
		if is_automatic and not _tour.is_broken_off:
			get_tree().quit(0 if done else 1)


## Every event of Steam comes here. When it does, the new values can be read already.
func _on_steam_event(event: Dictionary) -> void:
	EventLine.write(event)
	_log.add_event(event)
	_show_progress()
	_tour.hear(event)


func _show_connection() -> void:
	if _steam.isLoggedOn:
		_pill_text.text = "App %s  ·  user %s" % [_steam.appId, _steam.userSteamId]
	else:
		_pill_text.text = "No Steam"
	_pill.theme_type_variation = &"GoodPill" if _steam.isLoggedOn else &"BadPill"
	_enable_buttons(_steam.isLoggedOn)


func _show_progress() -> void:
	var unlocked := 0
	for achievement: String in _steam.getAchievementNames():
		var info: Variant = _steam.getAchievementInfo(achievement)
		if info == null:
			continue
		if not _rows.has(achievement):
			_add_row(achievement)
		_rows[achievement].show_info(info, _game.progress(achievement))
		_rows[achievement].show_friend(_friends_achievement(achievement))
		if info["unlocked"]:
			unlocked += 1
	_unlocked_count.text = "%d of %d unlocked" % [unlocked, _rows.size()]
	for stat in _tiles:
		_tiles[stat].show_value(_number(_game.stat(stat), stat))
		_tiles[stat].show_friend(_friends_stat(stat))


func _add_row(achievement: String) -> void:
	var row: AchievementRow = row_scene.instantiate()
	row.achievement = achievement
	_placeholder.hide()
	_row_list.add_child(row)
	_rows[achievement] = row


## What the friend has; null until the friend's progress was requested.
func _friends_achievement(achievement: String) -> Variant:
	return _steam.getAchievementInfo(achievement, _tour.friend_steam_id)


func _friends_stat(stat: String) -> String:
	# Any achievement tells whether the friend's progress is there.
	if _rows.is_empty() or _friends_achievement(_rows.keys()[0]) == null:
		return ""
	return _number(_game.stat(stat, _tour.friend_steam_id), stat)


func _play_tour() -> bool:
	_enable_buttons(false)
	var done := await _tour.run()
	if _tour.is_broken_off:
		return false
	_say("The tour is over." if done else "The tour has failed.")
	_enable_buttons(true)
	return done


func _explain_absence() -> void:
	_placeholder.text = "Steam is not available"
	_say("Steam is not available; the log has said why. Every call gives its failure value:")
	_say("getAchievementNames() gives %s" % JSON.stringify(_steam.getAchievementNames()))
	_say("setAchievementUnlocked(\"ACH_WIN_ONE_GAME\") gives %s"
			% JSON.stringify(_steam.setAchievementUnlocked("ACH_WIN_ONE_GAME")))
	_say("The game goes on without it. This demo has nothing to show then.")


## Says something in the log on the screen and in the one of Godot.
func _say(text: String) -> void:
	print(text)
	_log.add_sentence(text)


func _enable_buttons(enabled: bool) -> void:
	_tour_button.disabled = not enabled
	for child in _actions.get_children():
		if child is Button:
			(child as Button).disabled = not enabled


func _first_locked() -> String:
	for achievement in _rows:
		if not _game.is_unlocked(achievement):
			return achievement
	_say("Every achievement is unlocked; reset the progress to begin again.")
	return ""


func _on_win_pressed() -> void:
	_game.finish_game(true)


func _on_lose_pressed() -> void:
	_game.finish_game(false)


func _on_fly_pressed() -> void:
	_game.travel(150, 12)


func _on_fire_pressed() -> void:
	_game.fire(25)
	_show_progress()


func _on_show_progress_pressed() -> void:
	var achievement := _first_locked()
	if achievement:
		var shown := Tour.below_goal(_game.progress(achievement))
		_steam.setAchievementProgress(achievement, shown.x, shown.y)


func _on_unlock_pressed() -> void:
	var achievement := _first_locked()
	if achievement:
		_steam.setAchievementUnlocked(achievement)


func _on_friend_pressed() -> void:
	_steam.requestUserProgress(_tour.friend_steam_id)


func _on_failing_pressed() -> void:
	_steam.requestUserProgress(_tour.unknown_steam_id)


func _on_reset_pressed() -> void:
	_reset_dialog.popup_centered()


func _on_reset_confirmed() -> void:
	_game.reset()
	_show_progress()  # no userProgressUpdate follows a reset


static func _number(value: float, stat: String) -> String:
	return "%.1f" % value if Spacewar.STAT_TYPES[stat] == "averageRate" else "%d" % value
