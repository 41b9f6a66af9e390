extends "res://steam_test.gd"
## Whatever scripts do with nodes, in frames and inside handlers: no error, no crash, nothing left.

const MOST_NODES := 12

var random := RandomNumberGenerator.new()
var nodes: Array[Steamworks] = []
var acting := true
var calls := 0
var heard := 0


func _heard(_event: Dictionary) -> void:
	heard += 1
	if acting and random.randf() < 0.3:
		_act(true)


func _quiet(_event: Dictionary) -> void:
	heard += 1


func _valid() -> Array[Steamworks]:
	return nodes.filter(is_instance_valid)


## One act of a random kind; inside handlers a node may only go in ways that the engine allows.
func _act(inside: bool) -> void:
	calls += 1
	nodes = _valid()
	if nodes.is_empty() or (nodes.size() < MOST_NODES and random.randf() < 0.15):
		var made := Steamworks.new()
		nodes.append(made)
		if random.randf() < 0.5:
			made.userProgressUpdate.connect(_heard)
		if random.randf() < 0.8:
			add_child(made)
		return
	var steam: Steamworks = nodes[random.randi() % nodes.size()]
	match random.randi() % 24:
		0, 1:
			steam.requestUserProgress([null, ME, FRIEND, OTHER_FRIEND, NOBODY][random.randi() % 5])
		2:
			steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": random.randi() % 99}])
		3:
			steam.setAchievementUnlocked(["ACH_WIN_ONE_GAME", "ACH_HEAVY_FIRE"][random.randi() % 2])
		4:
			steam.setAchievementProgress("ACH_WIN_100_GAMES", random.randi() % 99, 100)
		5:
			steam.resetUserProgress()
		6, 7:
			steam.addEventListener(EVENTS[random.randi() % EVENTS.size()], [_heard, _quiet][random.randi() % 2])
		8:
			steam.removeEventListener(EVENTS[random.randi() % EVENTS.size()], [_heard, _quiet][random.randi() % 2])
		9, 10:
			if steam.get_parent():
				remove_child(steam)
			else:
				add_child(steam)
		11:
			steam.queue_free()
		12:
			if not inside:
				steam.free()
		13:
			steam.notification(Node.NOTIFICATION_INTERNAL_PROCESS)
		14:
			if steam.isLoggedOn:
				control.set_latency(random.randi() % 4)
		15:
			steam.getAchievementInfo("ACH_HEAVY_FIRE", [ME, FRIEND][random.randi() % 2])
			steam.getUserStatValue({"statName": "NumGames", "type": "int"})
		16:
			steam.requestActivePlayerCount([null, _heard, _quiet][random.randi() % 3])
		17, 18:
			var params := {"leaderboardName": ["Quickest Win", "Feet Traveled"][random.randi() % 2]}
			if random.randf() < 0.5:
				params.listener = [_heard, _quiet][random.randi() % 2]
			match random.randi() % 3:
				0:
					steam.requestLeaderboardInfo(params)
				1:
					params.playerScope = ["Global", "GlobalAroundUser", "FriendsOnly"][random.randi() % 3]
					steam.requestLeaderboardEntries(params)
				2:
					params.value = random.randi() % 5_000
					steam.requestSetHighScore(params)
		19:
			steam.getUserInfo([null, FRIEND, STRANGER, str(76561202255290000 + random.randi() % 5_000)][random.randi() % 4])
		20:
			var user: Variant = [null, FRIEND, LUKASZ, str(76561202255290000 + random.randi() % 5_000)][random.randi() % 4]
			var info: Variant = steam.getUserImageInfo(["smallAvatar", "mediumAvatar", "largeAvatar"][random.randi() % 3], user)
			if info != null:
				check(steam.newTexture(info.imageHandle) != null)
				if not inside:
					steam.newImageRect(self, info.imageHandle, 10, 10).queue_free()
		21:
			steam.getAchievementImageInfo(["ACH_WIN_ONE_GAME", "ACH_HEAVY_FIRE"][random.randi() % 2])
		22:
			if steam.isLoggedOn:
				if random.randf() < 0.5:
					steam.showGameOverlay("Stats")
				else:
					control.close_overlay()
		23:
			var python := PythonAwaiter.new()
			add_child(python)
			python.patient(steam, random.randi() % 2 == 0)
			if random.randf() < 0.5:
				python.queue_free()
			elif random.randf() < 0.5:
				python.queue_free.call_deferred()
			steam.getAuthSessionTicket()


func _run(the_seed: int) -> void:
	random.seed = the_seed
	OS.low_processor_usage_mode_sleep_usec = 1  # without a display a frame would be mostly sleep
	for step in 1_500:
		_act(false)
		if random.randf() < 0.5:
			await get_tree().process_frame
	acting = false
	for steam in _valid():
		steam.queue_free()
	await frames(3)
	check(calls > 1_500 and heard > 100, "it did something: %d calls, %d events" % [calls, heard])
	equal(control.is_connected_to_steam(), false)
	var steam := await started()
	control.set_latency(3)
	check(steam.requestUserProgress(FRIEND))
	await settle()
	equal(names(), ["userProgressUpdate"], "afterwards all is as ever")
	steam.free()


## A first course of events.
func test_first() -> void:
	await _run(1)


## A second one.
func test_second() -> void:
	await _run(2)


## A third one.
func test_third() -> void:
	await _run(3)
