class_name UserPill
extends PanelContainer
## Who plays: the small avatar and the name, or that there is no Steam.

@onready var _avatar: TextureRect = %Avatar
@onready var _name: Label = %Name


## Shows the current user.
func show_user(steam: Steamworks) -> void:
	theme_type_variation = &"GoodPill" if steam.isLoggedOn else &"BadPill"
	var info: Variant = steam.getUserInfo()
	_name.text = "No Steam" if info == null else info["name"]
	tooltip_text = "App %s" % steam.appId
	if info != null:
		tooltip_text += ", user %s" % steam.userSteamId
	_avatar.visible = steam.isLoggedOn
	_show_avatar(steam)


## Shows what an event changes.
func hear(steam: Steamworks, event: Dictionary) -> void:
	if event["name"] == "userInfoUpdate" and event["userSteamId"] == steam.userSteamId:
		show_user(steam)


func _show_avatar(steam: Steamworks) -> void:
	# Null when there is none, or while Steam has not loaded it; then userInfoUpdate follows.
	var image: Variant = steam.getUserImageInfo("smallAvatar")
	if image != null:
		_avatar.texture = steam.newTexture(image["imageHandle"])
