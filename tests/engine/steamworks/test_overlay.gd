extends "res://steam_test.gd"
## Steam's overlay: what is shown, where notifications come, and what is heard of it.


## A connected node on which the overlay can be shown and is hidden.
func overlaid() -> Steamworks:
	var steam := await started()
	control.set_overlay_enabled(true)
	control.close_overlay()
	await settle()
	events.clear()
	return steam


## Does what shows the overlay; gives what it then shows.
func shown_by(show: Callable) -> Array:
	equal(show.call(), true)
	equal(named("overlayStatus").size(), 0, "not from inside the call")
	check(await happens(func() -> bool: return not named("overlayStatus").is_empty()))
	var page: Array = control.overlay().shown
	control.close_overlay()
	check(await happens(func() -> bool: return named("overlayStatus").size() == 2))
	equal(named("overlayStatus").map(func(event: Dictionary) -> String: return event.phase), ["shown", "hidden"])
	events.clear()
	return page


## It opens and closes, and both are heard.
func test_status() -> void:
	var steam := await overlaid()
	equal(steam.canShowOverlay, true)
	var event: Dictionary = await caused(steam, "overlayStatus", func() -> void: check(steam.showGameOverlay("Friends")))
	equal(event, {"name": "overlayStatus", "phase": "shown"})
	event = await caused(steam, "overlayStatus", control.close_overlay)
	equal(event, {"name": "overlayStatus", "phase": "hidden"})
	event = await caused(steam, "overlayStatus", control.open_overlay)
	equal(event.phase, "shown", "by the player's keys")
	event = await caused(steam, "overlayStatus", func() -> void: control.set_overlay_enabled(false))
	equal(event.phase, "hidden")
	control.set_overlay_enabled(true)


## Every page of the game overlay; without a name the page shown last.
func test_game_overlay() -> void:
	var steam := await overlaid()
	for page: String in ["Achievements", "Community", "Friends", "OfficialGameGroup", "Players", "Settings", "Stats"]:
		equal(await shown_by(steam.showGameOverlay.bind(page)), ["ActivateGameOverlay", page])
		equal(await shown_by(steam.showGameOverlay), ["ActivateGameOverlay", page])
	equal(await shown_by(steam.showGameOverlay.bind(&"Stats")), ["ActivateGameOverlay", "Stats"])
	equal(await shown_by(steam.showGameOverlay.bind(null)), ["ActivateGameOverlay", "Stats"])


## The store's page of this app, and of another.
func test_store_overlay() -> void:
	var steam := await overlaid()
	equal((await shown_by(steam.showStoreOverlay)).slice(0, 2), ["ActivateGameOverlayToStore", "480"])
	equal((await shown_by(steam.showStoreOverlay.bind("570"))).slice(0, 2), ["ActivateGameOverlayToStore", "570"])
	equal((await shown_by(steam.showStoreOverlay.bind(null))).slice(0, 2), ["ActivateGameOverlayToStore", "480"])


## What there is of a user: the profile, unless something else is named.
func test_user_overlay() -> void:
	var steam := await overlaid()
	equal(await shown_by(steam.showUserOverlay.bind(FRIEND)), ["ActivateGameOverlayToUser", "steamid", FRIEND])
	for page: String in ["steamid", "chat", "jointrade", "stats", "achievements", "friendadd", "friendremove",
			"friendrequestaccept", "friendrequestignore"]:
		equal(await shown_by(steam.showUserOverlay.bind(FRIEND, page)), ["ActivateGameOverlayToUser", page, FRIEND])


## A web page by its address, in any script; without one the page shown last.
func test_web_overlay() -> void:
	var steam := await overlaid()
	for url: String in ["https://example.org/", "http://example.org/é漢🎮?q=1&r=2#x"]:
		var shown: Array = await shown_by(steam.showWebOverlay.bind(url))
		equal(shown.slice(0, 2), ["ActivateGameOverlayToWebPage", url])
		equal((await shown_by(steam.showWebOverlay)).slice(0, 2), ["ActivateGameOverlayToWebPage", url])


## Notifications come in the corner that was named.
func test_notification_position() -> void:
	var steam := await overlaid()
	for row: Array in [["topLeft", "top_left"], ["topRight", "top_right"], ["bottomLeft", "bottom_left"],
			["bottomRight", "bottom_right"]]:
		equal(steam.setNotificationPosition(row[0]), true)
		equal(control.overlay().notification_position, row[1])


## While it cannot be shown every call is false, without an error, and nothing happens.
func test_disabled() -> void:
	var steam := await overlaid()
	control.set_overlay_enabled(false)
	equal(steam.canShowOverlay, false)
	equal(steam.showGameOverlay(), false)
	equal(steam.showGameOverlay("Friends"), false)
	equal(steam.showStoreOverlay(), false)
	equal(steam.showUserOverlay(FRIEND), false)
	equal(steam.showWebOverlay("https://example.org"), false)
	await settle()
	equal(events.size(), 0)
	control.set_overlay_enabled(true)
	equal(steam.canShowOverlay, true)


## Every node hears of it, whoever has shown it.
func test_two_nodes() -> void:
	var first := await overlaid()
	var second := await started()
	second.showGameOverlay("Stats")
	check(await happens(func() -> bool: return named("overlayStatus").size() == 2))
	first.free()
	control.close_overlay()
	check(await happens(func() -> bool: return named("overlayStatus").size() == 3))


## What another app's overlay does is no event of this one.
func test_other_app() -> void:
	var steam := await overlaid()
	var bytes := PackedByteArray()
	bytes.resize(12)
	bytes.encode_u8(0, 1)
	bytes.encode_u32(4, 570)
	control.post(331, bytes)
	await settle()
	equal(events.size(), 0)
	bytes.encode_u32(4, 480)
	var event: Dictionary = await caused(steam, "overlayStatus", func() -> void: control.post(331, bytes))
	equal(event.phase, "shown")


## Words that it does not know, IDs that are none, addresses that lead nowhere.
func test_bad_input() -> void:
	var steam: Variant = await overlaid()
	var nonsense: Array = ["", "nope", "é漢🎮", "friends", 5, true, [], {}, self, Vector2.ZERO, PackedByteArray([255])]
	for value: Variant in nonsense:
		equal(steam.showGameOverlay(value), false, str(value))
		equal(steam.showUserOverlay(FRIEND, value), false)
		equal(steam.setNotificationPosition(value), false)
		equal(steam.showUserOverlay(value), false)
		equal(steam.showStoreOverlay(value), false)
		equal(steam.showWebOverlay(value), false)
	for url: String in ["example.org", "ftp://example.org", "javascript:alert(1)", "https://", "file:///etc/passwd", " https://a.b"]:
		equal(steam.showWebOverlay(url), false, url)
	for app: Variant in ["0", "-1", "4294967296", 480, "480 ", "0x1e0", "99999999999999999999"]:
		equal(steam.showStoreOverlay(app), false, str(app))
	equal(steam.setNotificationPosition(null), false)
	equal(steam.showUserOverlay(null), false)
	equal(steam.showUserOverlay(), false)
	equal(steam.setNotificationPosition(), false)
	equal(steam.showGameOverlay("Stats", "Stats"), false)
	for text: String in ["Steamworks.showGameOverlay: overlayName: expected one of \"Achievements\"",
			"Steamworks.showUserOverlay: overlayName: expected one of \"steamid\"", "Steamworks.showUserOverlay: userSteamId:",
			"Steamworks.setNotificationPosition: positionName: expected one of \"topLeft\"",
			"Steamworks.showStoreOverlay: appId:", "Steamworks.showWebOverlay: url:", "got 'ftp://example.org'",
			"Steamworks.showUserOverlay: expected showUserOverlay(", "Steamworks.setNotificationPosition: expected setNotificationPosition(",
			"Steamworks.showGameOverlay: expected showGameOverlay("]:
		expect_error(text)
	await settle()
	equal(events.size(), 0)
	equal(control.overlay().shown, null)
