extends "res://steam_test.gd"
## Who users are, how they look, and what of it changes.

const FLAGS: Array[String] = [
	"nameChanged", "nicknameChanged", "statusChanged", "relationshipChanged", "steamLevelChanged",
	"smallAvatarChanged", "mediumAvatarChanged", "largeAvatarChanged", "facebookInfoChanged",
]


## The flags of an event that are true.
func changed(event: Dictionary) -> Array:
	return FLAGS.filter(func(flag: String) -> bool: return event[flag])


## The current user has a name, a level and a state, and is nobody's friend.
func test_current_user() -> void:
	var steam := await started()
	var me := {
		"name": "Offline Player", "nickname": "", "steamLevel": 7, "relationship": "none", "status": "online",
	}
	equal(steam.getUserInfo(), me)
	equal(steam.getUserInfo(null), me)
	equal(steam.getUserInfo(ME), me)


## A friend's information is there; texts of every script come through whole.
func test_friend() -> void:
	var steam := await started()
	equal(steam.getUserInfo(FRIEND), {
		"name": "Zoë Ångström", "nickname": "Zoë", "steamLevel": 23, "relationship": "friend", "status": "online",
	})
	equal(steam.getUserInfo(LUKASZ), {
		"name": "Łukasz Żółw 🎮", "nickname": "é漢🎮", "steamLevel": 41, "relationship": "friend",
		"status": "lookingToPlay",
	})


## Every status and every relationship has its word.
func test_words() -> void:
	var steam := await started()
	var statuses := {
		"away": "away", "busy": "busy", "looking_to_play": "lookingToPlay", "looking_to_trade": "lookingToTrade",
		"offline": "offline", "online": "online", "snooze": "snooze",
	}
	for status: String in statuses:
		control.change_user(FRIEND, {"status": status})
		equal(steam.getUserInfo(FRIEND).status, statuses[status])
	var relationships := {
		"blocked": "blocked", "friend": "friend", "ignored": "ignored", "ignored_friend": "ignoredFriend",
		"request_recipient": "requestRecipient", "request_initiator": "requestInitiator",
	}
	for relationship: String in relationships:
		control.change_user(FRIEND, {"relationship": relationship})
		equal(steam.getUserInfo(FRIEND).relationship, relationships[relationship])
	control.change_user(FRIEND, {"relationship": "friend", "status": "online"})
	await settle()


## A stranger's information is requested, told of, and then there: also in the handler.
func test_stranger() -> void:
	var steam := await started()
	var inside := []
	steam.userInfoUpdate.connect(func(event: Dictionary) -> void: inside.append(steam.getUserInfo(event.userSteamId)))
	var event: Dictionary = await caused(steam, "userInfoUpdate", func() -> void:
		equal(steam.getUserInfo(STRANGER), null))
	equal(event.userSteamId, STRANGER)
	check(event.nameChanged)
	equal(event.largeAvatarChanged, false, "nobody asked for it")
	equal(inside, [{
		"name": "Stranger", "nickname": "", "steamLevel": 0, "relationship": "none", "status": "offline",
	}])
	equal(steam.getUserInfo(STRANGER), inside[0])


## Asking again before the answer asks Steam no second time.
func test_stranger_asked_often() -> void:
	var steam := await started()
	var somebody := "76561202255299998"
	for time in 5:
		equal(steam.getUserInfo(somebody), null)
	await settle()
	equal(named("userInfoUpdate").size(), 1)
	check(steam.getUserInfo(somebody) != null)


## Each change of a user is told by its flag alone.
func test_changes() -> void:
	var steam := await started()
	for row: Array in [
		[{"name": "é漢🎮"}, ["nameChanged"]],
		[{"nickname": "漢"}, ["nicknameChanged"]],
		[{"status": "busy"}, ["statusChanged"]],
		[{"level": 99}, ["steamLevelChanged"]],
		[{"relationship": "ignored_friend"}, ["relationshipChanged"]],
		[{"avatar": {"shape": "cat", "color": "#5bc98c"}}, ["smallAvatarChanged", "mediumAvatarChanged"]],
	]:
		var event: Dictionary = await caused(steam, "userInfoUpdate", func() -> void:
			control.change_user(FRIEND, row[0]))
		equal(event.userSteamId, FRIEND)
		equal(changed(event), row[1], str(row[0]))
	equal(steam.getUserInfo(FRIEND), {
		"name": "é漢🎮", "nickname": "漢", "steamLevel": 99, "relationship": "ignoredFriend", "status": "busy",
	})
	control.change_user(FRIEND, {
		"name": "Zoë Ångström", "nickname": "Zoë", "status": "online", "level": 23, "relationship": "friend",
	})
	await settle()


## What Steam posts is told as it is: many flags at once, Facebook's too, and also none that has a key.
func test_posted_changes() -> void:
	var steam := await started()
	for row: Array in [
		[0x1 | 0x1000 | 0x2000, ["nameChanged", "nicknameChanged", "steamLevelChanged"]],
		[0x400, ["nameChanged"]], [0x4, ["statusChanged"]], [0x8, ["statusChanged"]],
		[0x800, ["facebookInfoChanged"]], [0x10, []],
	]:
		var bytes := PackedByteArray()
		bytes.resize(12)
		bytes.encode_u64(0, FRIEND.to_int())
		bytes.encode_s32(8, row[0])
		var event: Dictionary = await caused(steam, "userInfoUpdate", func() -> void: control.post(304, bytes))
		equal(changed(event), row[1])


## Avatars of the two smaller sizes are there for whom Steam knows.
func test_small_avatars() -> void:
	var steam := await started()
	for user: Variant in [null, ME, FRIEND]:
		var small: Dictionary = steam.getUserImageInfo("smallAvatar", user)
		equal(small.keys(), ["imageHandle", "pixelWidth", "pixelHeight"])
		equal([small.pixelWidth, small.pixelHeight], [32, 32])
		check(small.imageHandle > 0)
		var medium: Dictionary = steam.getUserImageInfo("mediumAvatar", user)
		equal([medium.pixelWidth, medium.pixelHeight], [64, 64])
		check(medium.imageHandle != small.imageHandle)
	equal(steam.getUserImageInfo("smallAvatar"), steam.getUserImageInfo("smallAvatar", ME))
	equal(steam.getUserImageInfo("smallAvatar", NOT_PICTURED), null, "no avatar")


## The large one is loaded when it is asked for, and told of once.
func test_large_avatar() -> void:
	var steam := await started()
	var event: Dictionary = await caused(steam, "userInfoUpdate", func() -> void:
		equal(steam.getUserImageInfo("largeAvatar"), null)
		equal(steam.getUserImageInfo("largeAvatar", ME), null))
	equal(event.userSteamId, ME)
	equal(changed(event), ["largeAvatarChanged"])
	var large: Dictionary = steam.getUserImageInfo("largeAvatar")
	equal([large.pixelWidth, large.pixelHeight], [184, 184])
	events.clear()
	equal(steam.getUserImageInfo("largeAvatar"), large)
	await settle()
	equal(events.size(), 0)


## A stranger's large avatar: first who that is, then the picture, which is told of once.
func test_large_avatar_of_a_stranger() -> void:
	var steam := await started()
	var somebody := "76561202255299990"
	var inside := []
	steam.userInfoUpdate.connect(func(event: Dictionary) -> void:
		if event.largeAvatarChanged:
			inside.append(steam.getUserImageInfo("largeAvatar", somebody)))
	equal(steam.getUserImageInfo("largeAvatar", somebody), null)
	check(await happens(func() -> bool: return not inside.is_empty()))
	await settle()
	equal(inside.size(), 1)
	equal(inside[0].pixelWidth, 184)
	var updates := named("userInfoUpdate")
	check(updates[0].nameChanged)
	equal(updates.filter(func(event: Dictionary) -> bool: return event.largeAvatarChanged).size(), 1)
	for event in updates:
		equal(event.userSteamId, somebody)


## When an avatar changes that was asked for in the large size, that size follows.
func test_large_avatar_changes() -> void:
	var steam := await started()
	steam.getUserImageInfo("largeAvatar", LUKASZ)
	check(await happens(func() -> bool: return steam.getUserImageInfo("largeAvatar", LUKASZ) != null))
	await settle()
	var before: Dictionary = steam.getUserImageInfo("largeAvatar", LUKASZ)
	events.clear()
	control.change_user(LUKASZ, {"avatar": {"shape": "ghost", "color": "#6ec5ff"}})
	check(await happens(func() -> bool: return events.any(
		func(event: Dictionary) -> bool: return event.largeAvatarChanged)))
	await settle()
	equal(events.filter(func(event: Dictionary) -> bool: return event.largeAvatarChanged).size(), 1)
	check(steam.getUserImageInfo("largeAvatar", LUKASZ).imageHandle != before.imageHandle)


## Every node hears of users, whoever asked.
func test_two_nodes() -> void:
	var first := await started()
	var second := await started()
	events.clear()
	first.getUserInfo("76561202255299997")
	await settle()
	equal(events.size(), 2)
	check(second.getUserInfo("76561202255299997") != null)


## IDs that are none, and sizes that Steam has not.
func test_bad_input() -> void:
	var steam: Variant = await started()
	for id: Variant in ["", "0", "abc", "-5", 76561202255232770, 7.6e16, true, [], {}, self, Vector2.ZERO,
			"103582791429521412", "18446744073709551616", " 76561202255232770"]:
		equal(steam.getUserInfo(id), null)
		equal(steam.getUserImageInfo("smallAvatar", id), null)
	for size: Variant in ["", "smallavatar", "hugeAvatar", "é漢🎮", 5, null, true, [], {}, self, "small\tAvatar"]:
		equal(steam.getUserImageInfo(size), null)
	equal(steam.getUserInfo(ME, ME), null)
	equal(steam.getUserImageInfo(), null)
	for text: String in ["Steamworks.getUserInfo: userSteamId:", "Steamworks.getUserImageInfo: userSteamId:",
			"Steamworks.getUserImageInfo: type: expected one of \"smallAvatar\", \"mediumAvatar\", \"largeAvatar\"",
			"got 'é漢🎮'", "Steamworks.getUserInfo: expected getUserInfo(", "Steamworks.getUserImageInfo: expected getUserImageInfo("]:
		expect_error(text)
	await settle()
	equal(events.size(), 0)
