extends Node
## Tells Steam how the game goes, and the player what Steam says.

@onready var steam: Steamworks = $"../Steamworks"

func _on_game_star_caught() -> void:
	var info: Variant = steam.getAchievementInfo("FIRST_STAR")
	if info != null and not info.unlocked:
		steam.setAchievementUnlocked("FIRST_STAR")

func _on_game_round_ended(score: int, missed: int) -> void:
	if score > 0 and missed == 0:
		steam.setAchievementUnlocked("NOTHING_MISSED")
	var stars: Variant = steam.getUserStatValue({statName = "Stars", type = "int"})
	if stars != null:
		steam.setUserStatValues([{statName = "Stars", type = "int", value = stars + score}])
	if steam.requestSetHighScore({leaderboardName = "Best Round", value = score}):
		await steam.setHighScore
		show_best()

func show_best() -> void:
	var asked := steam.requestLeaderboardEntries({
		leaderboardName = "Best Round", playerScope = "Global", startIndex = 1, endIndex = 5
	})
	if not asked:
		return
	var event: Dictionary = await steam.leaderboardEntries
	var lines := PackedStringArray()
	for entry: Dictionary in event.entries:
		var user: Variant = steam.getUserInfo(entry.userSteamId)
		var who: String = "somebody" if user == null else user.name
		lines.append("%d. %s: %d" % [entry.globalRank, who, entry.score])
	$"../Best".text = "\n".join(lines)

# Connected in the editor, to the signal of the Steamworks node.
func _on_steamworks_achievement_info_update(event: Dictionary) -> void:
	var info: Variant = steam.getAchievementInfo(event.achievementName)
	if event.maxProgress == null and info != null:
		$"../Trophy".text = "%s: %s" % [info.localizedName, info.localizedDescription]
