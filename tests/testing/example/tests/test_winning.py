def test_winning_unlocks_the_achievement(godot_game):
    godot_game.start("res://main.tscn")
    godot_game.call("", "win")
    event = godot_game.wait_for("achievementInfoUpdate")
    assert event["achievementName"] == "ACH_WIN_ONE_GAME"
    assert godot_game.get("", "wins") == 1


def test_the_player_is_told_when_steam_does_not_save(godot_game):
    godot_game.steam.fail_next("StoreStats", 2)
    godot_game.start("res://main.tscn")
    godot_game.call("", "win")
    event = godot_game.wait_for("userProgressSave")
    assert event["isError"] and event["resultCode"] == 2
    assert godot_game.get("", "message") == "Your progress could not be saved."
