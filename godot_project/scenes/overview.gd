extends DemoScene
## What the Steamworks node says and does of achievements and stats, on one screen.

## Titles of the stats: Steam has names for programs only.
const STATS: Dictionary[String, String] = {
	"NumGames": "Games played",
	"NumWins": "Games won",
	"NumLosses": "Games lost",
	"FeetTraveled": "Feet traveled",
	"MaxFeetTraveled": "Longest flight, feet",
	"AverageSpeed": "Average, feet/s",
}

@export var row_scene: PackedScene
@export var tile_scene: PackedScene

var _rows: Dictionary[String, AchievementRow] = {}
var _tiles: Dictionary[String, StatTile] = {}

@onready var _game: Spacewar = $Game
@onready var _tour: Tour = $Tour
@onready var _row_list: VBoxContainer = %Rows
@onready var _placeholder: Label = %Placeholder
@onready var _tile_grid: GridContainer = %Tiles
@onready var _unlocked_count: Label = %UnlockedCount
@onready var _actions: HFlowContainer = %Actions
@onready var _reset_dialog: ConfirmationDialog = $ResetDialog


func _start() -> void:
	_tour.may_reset = may_reset
	for stat: String in STATS:
		var tile: StatTile = tile_scene.instantiate()
		_tile_grid.add_child(tile)
		tile.entitle(STATS[stat])
		_tiles[stat] = tile


func _hear(event: Dictionary) -> void:
	_show_progress()
	_tour.hear(event)


func _play() -> bool:
	_tour.rest = rest
	if await _tour.run():
		say("The tour is over.")
		return true
	return fail(_failure if _failure else "The tour has failed.")


func _enable(enabled: bool) -> void:
	for child in _actions.get_children():
		if child is Button:
			(child as Button).disabled = not enabled


func _show_progress() -> void:
	var unlocked := 0
	for achievement: String in steam.getAchievementNames():
		var info: Variant = steam.getAchievementInfo(achievement)
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
	return steam.getAchievementInfo(achievement, _tour.friend_steam_id)


func _friends_stat(stat: String) -> String:
	# Any achievement tells whether the friend's progress is there.
	if _rows.is_empty() or _friends_achievement(_rows.keys()[0]) == null:
		return ""
	return _number(_game.stat(stat, _tour.friend_steam_id), stat)


func _first_locked() -> String:
	for achievement in _rows:
		if not _game.is_unlocked(achievement):
			return achievement
	say("Every achievement is unlocked; reset the progress to begin again.")
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
		steam.setAchievementProgress(achievement, shown.x, shown.y)


func _on_unlock_pressed() -> void:
	var achievement := _first_locked()
	if achievement:
		steam.setAchievementUnlocked(achievement)


func _on_friend_pressed() -> void:
	steam.requestUserProgress(_tour.friend_steam_id)


func _on_failing_pressed() -> void:
	steam.requestUserProgress(_tour.unknown_steam_id)


func _on_reset_pressed() -> void:
	ask(_reset_dialog)


func _on_reset_confirmed() -> void:
	_game.reset()
	_show_progress()  # no userProgressUpdate follows a reset


static func _number(value: float, stat: String) -> String:
	return "%.1f" % value if Spacewar.STAT_TYPES[stat] == "averageRate" else "%d" % value
