extends DemoScene
## Friends: who they are, how they look, and the overlay's pages about them.
##
## The API has no list of friends: they are found in a leaderboard, as those who have a score there.

const BOARD := "Feet Traveled"
## The avatars' types, with the name of the control that shows each.
const AVATARS: Dictionary[String, String] = {
	"smallAvatar": "Small",
	"mediumAvatar": "Medium",
	"largeAvatar": "Large",
}
## The pages of [method Steamworks.showUserOverlay].
const PAGES: Dictionary[String, String] = {
	"steamid": "Profile",
	"chat": "Chat",
	"stats": "Stats",
	"achievements": "Achievements",
	"jointrade": "Trade",
	"friendadd": "Add friend",
	"friendremove": "Remove friend",
	"friendrequestaccept": "Accept request",
	"friendrequestignore": "Ignore request",
}
const RELATIONSHIPS: Dictionary[String, String] = {
	"none": "No friend",
	"friend": "Friend",
	"blocked": "Blocked",
	"ignored": "Ignored",
	"ignoredFriend": "Ignored friend",
	"requestRecipient": "Wants to be a friend",
	"requestInitiator": "Was asked to be a friend",
	"suggested": "Suggested as a friend",
	"unknown": "Unknown",
}

@export var row_scene: PackedScene
## In place of an avatar that is not there.
@export var no_avatar: Texture2D

var _rows: Dictionary[String, FriendRow] = {}
var _chosen := ""
var _overlay_phase := "hidden"
var _group := ButtonGroup.new()

@onready var _list: VBoxContainer = %Friends
@onready var _notice: Label = %Notice
@onready var _profile: Control = %Profile
@onready var _avatars: Control = %Avatars
@onready var _name: Label = %UserName
@onready var _nickname: Label = %Nickname
@onready var _status: Label = %Status
@onready var _facts: Label = %Facts
@onready var _pages: HFlowContainer = %Pages
@onready var _overlay_state: Label = %OverlayState


func _start() -> void:
	_profile.hide()
	for page in PAGES:
		var button := Button.new()
		button.text = PAGES[page]
		button.tooltip_text = "showUserOverlay(…, \"%s\")" % page
		button.pressed.connect(_show_page.bind(page))
		_pages.add_child(button)
	_show_overlay_state()
	if not steam.requestLeaderboardEntries({
		"leaderboardName": BOARD,
		"playerScope": "FriendsOnly",
		"listener": _on_entries,
	}):
		_notice.text = "Steam did not take the request for friends."


func _hear(event: Dictionary) -> void:
	match event["name"]:
		"userInfoUpdate":
			_on_user_info_update(event)
		"overlayStatus":
			_overlay_phase = event["phase"]
			_show_overlay_state()


func _on_entries(event: Dictionary) -> void:
	_notice.visible = event["entries"].is_empty()
	_notice.text = "Steam could not say." if event["isError"] else "None of your friends plays this."
	for entry: Dictionary in event["entries"]:
		_add_row(entry["userSteamId"])
	if not _rows.is_empty():
		var first := _first_friend()
		_rows[first].button_pressed = true
		_choose(first)


func _add_row(user: String) -> void:
	var row: FriendRow = row_scene.instantiate()
	row.button_group = _group
	row.pressed.connect(_choose.bind(user))
	_list.add_child(row)
	_rows[user] = row
	_show_row(user)


func _show_row(user: String) -> void:
	_rows[user].show_info(steam.getUserInfo(user), user == steam.userSteamId)
	var texture := _avatar(user, "smallAvatar")
	if texture != null:
		_rows[user].show_avatar(texture)


## Null when the user has none, or while Steam has not loaded it; then userInfoUpdate follows.
func _avatar(user: String, type: String) -> Texture2D:
	var image: Variant = steam.getUserImageInfo(type, user)
	return null if image == null else steam.newTexture(image["imageHandle"])


func _on_user_info_update(event: Dictionary) -> void:
	var user: String = event["userSteamId"]
	if _rows.has(user):
		_show_row(user)
	if user == _chosen:
		_show_info()
		for type in AVATARS:
			if event["%sChanged" % type]:
				_show_avatar(type)


func _choose(user: String) -> void:
	_chosen = user
	_profile.show()
	_show_info()
	for type in AVATARS:
		_show_avatar(type)


func _show_avatar(type: String) -> void:
	var texture := _avatar(_chosen, type)
	_avatar_rect(type).texture = no_avatar if texture == null else texture


func _show_info() -> void:
	var info: Variant = steam.getUserInfo(_chosen)
	if info == null:
		_name.text = "…"
		_nickname.text = ""
		_status.text = ""
		_facts.text = ""
		return
	_name.text = info["name"]
	_nickname.visible = not info["nickname"].is_empty()
	_nickname.text = "“%s”" % info["nickname"]
	_status.text = FriendRow.status_text(info["status"])
	_status.add_theme_color_override(&"font_color", FriendRow.status_color(info["status"], self))
	var is_me: bool = _chosen == steam.userSteamId
	_facts.text = "%s  ·  level %d  ·  %s" % [
		"You" if is_me else RELATIONSHIPS[info["relationship"]], info["steamLevel"], _chosen,
	]


func _avatar_rect(type: String) -> TextureRect:
	return _avatars.get_node("%s/Picture" % AVATARS[type])


func _show_page(page: String) -> bool:
	return steam.showUserOverlay(_chosen, page)


func _show_overlay_state() -> void:
	if not steam.canShowOverlay:
		_overlay_state.text = "Steam has no overlay here: these do nothing."
	else:
		_overlay_state.text = "The overlay is %s." % _overlay_phase


func _first_friend() -> String:
	for user in _rows:
		if user != steam.userSteamId:
			return user
	return _rows.keys()[0]


func _play() -> bool:
	if not await step(
		"Friends are looked for in the leaderboard \"%s\"." % BOARD,
		Callable(),
		func() -> bool: return not _rows.is_empty()
	):
		return false
	if not await step("Their names are fetched.", Callable(), _is_list_complete):
		return false
	for user: String in _rows:
		if not await step(
			"What Steam knows of %s." % user,
			_press.bind(user),
			func() -> bool: return steam.getUserInfo(user) != null
		):
			return false
	# Steam does not say who has no avatar: not each one can be waited for.
	var seen := _seen_friend()
	if not await step("The avatars of %s, in three sizes." % seen, _press.bind(seen), _has_all_avatars):
		return false
	if not steam.canShowOverlay:
		say("There is no overlay, so none is shown.")
		return true
	return await step(
		"The overlay is asked to show the profile of %s." % _chosen,
		_show_page.bind("steamid"),
		func() -> bool: return _overlay_phase == "shown"
	)


## The first friend with an avatar.
func _seen_friend() -> String:
	for user in _rows:
		if user != steam.userSteamId and _avatar(user, "smallAvatar") != null:
			return user
	return _first_friend()


func _press(user: String) -> bool:
	_rows[user].button_pressed = true
	_choose(user)
	return true


func _is_list_complete() -> bool:
	return _rows.values().all(func(row: FriendRow) -> bool: return row.is_complete())


func _has_all_avatars() -> bool:
	return AVATARS.keys().all(
		func(type: String) -> bool: return _avatar_rect(type).texture != no_avatar
	)
