extends Node

func _ready() -> void:
	var steam: Steamworks = $Steamworks
	print(steam.isLoggedOn, " ", steam.userSteamId, " ", steam.appId)
	steam.userProgressUpdate.connect(func(e): print("event ", JSON.stringify(e)))
	steam.userProgressSave.connect(func(e): print("event ", JSON.stringify(e)))
	steam.achievementInfoUpdate.connect(func(e): print("event ", JSON.stringify(e)))
	steam.addEventListener("userProgressUpdate", self)
	print(steam.getAchievementNames())
	for i in 20:
		await get_tree().process_frame
	print(steam.setAchievementUnlocked("ACH_WIN_ONE_GAME"), steam.getAchievementInfo("ACH_WIN_ONE_GAME"))
	print(steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": 5}]))
	var untyped = $Steamworks
	print(untyped.setAchievementUnlocked(5), untyped.setAchievementUnlocked())
	for i in 20:
		await get_tree().process_frame
	get_tree().quit()

func userProgressUpdate(event):
	print("listener ", event)
