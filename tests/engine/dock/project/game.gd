extends Node
## A game: it stores a stat again and again, and writes down what it hears.

var heard := FileAccess.open("res://heard.txt", FileAccess.WRITE)


func _ready() -> void:
	var steam: Steamworks = $Steamworks
	steam.userProgressUpdate.connect(func(_event: Dictionary) -> void:
		note("update %s" % [steam.getAchievementInfo("ACH_WIN_ONE_GAME").unlocked]))
	steam.userProgressSave.connect(func(event: Dictionary) -> void:
		note("saved %s" % event.resultCode))
	for turn in 1000:
		await get_tree().create_timer(0.3).timeout
		steam.setUserStatValues([{"statName": "NumGames", "type": "int", "value": turn}])


func note(text: String) -> void:
	heard.store_line(text)
	heard.flush()
