extends Node

var message := ""
var wins := 0


func win() -> void:
	wins += 1
	$Steamworks.setAchievementUnlocked("ACH_WIN_ONE_GAME")


func _on_user_progress_save(event: Dictionary) -> void:
	message = "Your progress could not be saved." if event.isError else "Saved."
