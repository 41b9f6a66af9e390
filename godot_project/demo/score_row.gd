class_name ScoreRow
extends PanelContainer
## One entry of a leaderboard: rank, avatar, name and score.

const MEDALS: Array[Color] = [Color("f2c14e"), Color("c9d2e8"), Color("d08a5b")]

var user_steam_id := ""

@onready var _rank: Label = %Rank
@onready var _avatar: TextureRect = %Avatar
@onready var _name: Label = %UserName
@onready var _score: Label = %Score


## Shows an entry, its score written as the board displays scores.
func show_entry(entry: Dictionary, display_type: String, is_me: bool) -> void:
	user_steam_id = entry["userSteamId"]
	theme_type_variation = &"MyRow" if is_me else &"Row"
	var rank: int = entry["globalRank"]
	_rank.text = in_thousands(rank)
	if rank <= MEDALS.size():
		_rank.add_theme_color_override(&"font_color", MEDALS[rank - 1])
	_score.text = score_text(entry["score"], display_type)


## Shows what Steam knows of the user by now; userInfoUpdate tells when that becomes more.
func show_user(steam: Steamworks) -> void:
	var info: Variant = steam.getUserInfo(user_steam_id)
	if info != null:
		_name.text = info["name"]
	var image: Variant = steam.getUserImageInfo("smallAvatar", user_steam_id)
	if image != null:
		_avatar.texture = steam.newTexture(image["imageHandle"])


## Whether the name is there. Not everybody has an avatar.
func is_complete() -> bool:
	return not _name.text.is_empty()


## A score in the way that a board displays its scores.
static func score_text(score: int, display_type: String) -> String:
	match display_type:
		"seconds":
			return _minutes(score)
		"milliseconds":
			return "%s.%03d" % [_minutes(floori(score / 1000.0)), posmod(score, 1000)]
	return in_thousands(score)


## A number with a comma after each group of three digits.
static func in_thousands(number: int) -> String:
	var digits := str(absi(number))
	var text := ""
	for index in digits.length():
		if index > 0 and (digits.length() - index) % 3 == 0:
			text += ","
		text += digits[index]
	return "-" + text if number < 0 else text


static func _minutes(seconds: int) -> String:
	return "%d:%02d" % [floori(seconds / 60.0), posmod(seconds, 60)]
