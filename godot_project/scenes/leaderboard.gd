extends DemoScene
## A leaderboard, page by page, around the player or among friends; and a new score for it.

const PAGE := 10
const AROUND := Vector2i(-5, 4)
const LARGEST := 0x7FFFFFFF
## How much better a score is than the last one when the scene plays itself.
const IMPROVEMENT := 25
## With which score the scene begins on a board where the player has none.
const FIRST_SCORE := 600

## The boards of Valve's test app.
@export var boards: PackedStringArray = ["Feet Traveled", "Quickest Win"]
@export var row_scene: PackedScene

var _board := ""
var _scope := "Global"
var _page := 0
## What the last leaderboardInfo of this board said; empty until it came.
var _info: Dictionary = {}
## The player's own entry, null while there is none.
var _mine: Variant = null
## The answer to the last upload.
var _upload: Dictionary = {}
## Requests are numbered, so that a late answer does not replace a newer one.
var _request_number := 0
var _answered_number := 0

@onready var _board_tabs: HBoxContainer = %Boards
@onready var _scope_tabs: Dictionary[String, Button] = {
	"Global": %GlobalTab,
	"GlobalAroundUser": %AroundTab,
	"FriendsOnly": %FriendsTab,
}
@onready var _rows: VBoxContainer = %Rows
@onready var _notice: Label = %Notice
@onready var _facts: Label = %Facts
@onready var _pager: HBoxContainer = %Pager
@onready var _first: Button = %FirstButton
@onready var _back: Button = %BackButton
@onready var _next: Button = %NextButton
@onready var _last: Button = %LastButton
@onready var _page_text: Label = %PageText
@onready var _my_rank: Label = %MyRank
@onready var _my_score: Label = %MyScore
@onready var _value: SpinBox = %Value
@onready var _upload_button: Button = %UploadButton
@onready var _result: Label = %Result


func _start() -> void:
	var group := ButtonGroup.new()
	for board in boards:
		var tab := Button.new()
		tab.text = board
		tab.theme_type_variation = &"TabButton"
		tab.toggle_mode = true
		tab.button_group = group
		tab.pressed.connect(_show_board.bind(board))
		_board_tabs.add_child(tab)
	for scope in _scope_tabs:
		_scope_tabs[scope].pressed.connect(_show_scope.bind(scope))
	_value.min_value = -LARGEST - 1
	_value.max_value = LARGEST
	_value.get_line_edit().text_submitted.connect(func(_text: String) -> void: _on_upload_pressed())
	(_board_tabs.get_child(0) as Button).button_pressed = true
	_show_board(boards[0])


func _hear(event: Dictionary) -> void:
	if event["name"] == "userInfoUpdate":
		for row: ScoreRow in _rows.get_children():
			if row.user_steam_id == event["userSteamId"]:
				row.show_user(steam)


func _show_board(board: String) -> bool:
	_board = board
	_info = {}
	_mine = null
	_upload = {}
	_result.text = ""
	_scope = "Global"
	_scope_tabs[_scope].button_pressed = true
	_page = 0
	return _refresh()


func _show_scope(scope: String) -> bool:
	_scope = scope
	_scope_tabs[scope].button_pressed = true
	_page = 0
	return _request_entries()


func _show_page(page: int) -> bool:
	_page = clampi(page, 0, _last_page())
	return _request_entries()


## Asks for everything that is shown of the board: first what it is, then what stands in it.
func _refresh() -> bool:
	_request_number += 1
	return steam.requestLeaderboardInfo({"leaderboardName": _board, "listener": _on_info})


func _request_entries() -> bool:
	_request_number += 1
	var params := {
		"leaderboardName": _board,
		"playerScope": _scope,
		"listener": _on_entries.bind(_request_number),
	}
	match _scope:
		"Global":
			params["startIndex"] = _page * PAGE + 1
			params["endIndex"] = (_page + 1) * PAGE
		"GlobalAroundUser":
			params["startIndex"] = AROUND.x
			params["endIndex"] = AROUND.y
	return steam.requestLeaderboardEntries(params)


func _on_info(event: Dictionary) -> void:
	if event["leaderboardName"] != _board:
		return
	if event["isError"]:
		_facts.text = "Steam could not say anything of this board."
		_notice.text = "Steam could not say."
		return
	_info = event
	_facts.text = "%s entries  ·  %s  ·  %s" % [
		ScoreRow.in_thousands(event["entryCount"]), event["sortMethod"], event["displayType"],
	]
	steam.requestLeaderboardEntries({
		"leaderboardName": _board,
		"playerScope": "GlobalAroundUser",
		"startIndex": 0,
		"endIndex": 0,
		"listener": _on_mine,
	})
	_page = mini(_page, _last_page())
	_request_entries()


func _on_mine(event: Dictionary) -> void:
	if event["leaderboardName"] != _board or event["isError"]:
		return
	_mine = event["entries"][0] if event["entries"] else null
	_my_rank.text = "–" if _mine == null else "#%s" % ScoreRow.in_thousands(_mine["globalRank"])
	_my_score.text = "no score yet" if _mine == null else _score_text(_mine["score"])
	if _upload.is_empty():
		_value.value = _better_score()


func _on_entries(event: Dictionary, number: int) -> void:
	if number != _request_number:
		return
	_answered_number = number
	var entries: Array = event["entries"]
	_notice.visible = entries.is_empty()
	_notice.text = "Steam could not say." if event["isError"] else _emptiness()
	while _rows.get_child_count() > entries.size():
		var row := _rows.get_child(-1)
		_rows.remove_child(row)
		row.queue_free()
	for index in entries.size():
		_show_entry(index, entries[index])
	_show_pager()


func _show_entry(index: int, entry: Dictionary) -> void:
	var row: ScoreRow = row_scene.instantiate()
	if index < _rows.get_child_count():
		var old := _rows.get_child(index)
		_rows.remove_child(old)
		old.queue_free()
	_rows.add_child(row)
	_rows.move_child(row, index)
	row.show_entry(entry, _info["displayType"], entry["userSteamId"] == steam.userSteamId)
	row.show_user(steam)


func _emptiness() -> String:
	match _scope:
		"GlobalAroundUser":
			return "You have no score here yet. Upload one."
		"FriendsOnly":
			return "None of your friends has a score here."
	return "Nobody has a score here."


func _show_pager() -> void:
	var count: int = _info.get("entryCount", 0)
	_pager.visible = _scope == "Global" and count > 0
	_page_text.text = "%s – %s of %s" % [
		ScoreRow.in_thousands(_page * PAGE + 1),
		ScoreRow.in_thousands(mini((_page + 1) * PAGE, count)),
		ScoreRow.in_thousands(count),
	]
	_first.disabled = _page == 0
	_back.disabled = _page == 0
	_next.disabled = _page >= _last_page()
	_last.disabled = _page >= _last_page()


func _last_page() -> int:
	var count: int = _info.get("entryCount", 0)
	return maxi(0, ceili(count / float(PAGE)) - 1)


func _score_text(score: int) -> String:
	return ScoreRow.score_text(score, _info["displayType"])


## A score that Steam would keep.
func _better_score() -> int:
	if _mine == null:
		return FIRST_SCORE
	var score: int = _mine["score"]
	if _info["sortMethod"] == "ascending":
		return score - IMPROVEMENT if score > IMPROVEMENT else score - 1
	return mini(score + IMPROVEMENT, LARGEST)


func _set_high_score(value: int) -> bool:
	_upload = {}
	_result.text = "Steam is told."
	_result.theme_type_variation = &"DimLabel"
	return steam.requestSetHighScore({
		"leaderboardName": _board,
		"value": value,
		"listener": _on_high_score,
	})


func _on_high_score(event: Dictionary) -> void:
	if event["leaderboardName"] != _board:
		return
	_upload = event
	if event["isError"]:
		_result.theme_type_variation = &"BadLabel"
		_result.text = "Steam could not take the score."
	elif event["scoreChanged"]:
		_result.theme_type_variation = &"GoodLabel"
		_result.text = "A new best: rank %s, %s." % [
			ScoreRow.in_thousands(event["currentGlobalRank"]),
			"the first one" if event["previousGlobalRank"] == 0
			else "%s before" % ScoreRow.in_thousands(event["previousGlobalRank"]),
		]
		_refresh()
	else:
		_result.theme_type_variation = &"GoldLabel"
		_result.text = "No better than before: your best stays."


func _play() -> bool:
	if not await step(
		"Board \"%s\": its first page, and how many entries there are." % boards[0],
		_show_board.bind(boards[0]),
		func() -> bool: return not _info.is_empty() and _is_shown()
	):
		return false
	if _last_page() > 0 and not await step(
		"The next page.", _show_page.bind(1), _is_shown
	):
		return false
	if not await step("Among friends.", _show_scope.bind("FriendsOnly"), _is_shown):
		return false
	if not await step("Around the player.", _show_scope.bind("GlobalAroundUser"), _is_shown):
		return false
	var score := _better_score()
	if not await step(
		"A better score is uploaded: %s." % _score_text(score),
		_set_high_score.bind(score),
		func() -> bool:
			return _upload.get("scoreChanged", false) and _is_shown() and _has_score(score)
	):
		return false
	var worse := score + IMPROVEMENT * (1 if _info["sortMethod"] == "ascending" else -1)
	return await step(
		"A worse one, %s, changes nothing." % _score_text(worse),
		_set_high_score.bind(worse),
		func() -> bool: return _upload.get("scoreChanged") == false and _has_score(score)
	)


## Whether the answer to the last request for entries is on the screen, with names and avatars.
func _is_shown() -> bool:
	return _answered_number == _request_number and _rows.get_children().all(
		func(row: ScoreRow) -> bool: return row.is_complete()
	)


func _has_score(score: int) -> bool:
	return _mine != null and _mine["score"] == score


func _enable(enabled: bool) -> void:
	_upload_button.disabled = not enabled


func _on_first_pressed() -> void:
	_show_page(0)


func _on_back_pressed() -> void:
	_show_page(_page - 1)


func _on_next_pressed() -> void:
	_show_page(_page + 1)


func _on_last_pressed() -> void:
	_show_page(_last_page())


func _on_upload_pressed() -> void:
	_set_high_score(int(_value.value))
