from pathlib import Path

import pytest

from godot_testing import GameError, Godot

FRIEND = "76561202255232770"


def test_another_user(godot_game):
    godot_game.steam.act_as(FRIEND)
    godot_game.steam.set_achievement("ACH_WIN_ONE_GAME")
    godot_game.start()
    assert godot_game.evaluate("get_node('Steamworks').userSteamId") == FRIEND
    info = godot_game.call("Steamworks", "getAchievementInfo", "ACH_WIN_ONE_GAME")
    assert info["unlocked"]


def test_an_app_of_its_own(godot_game):
    godot_game.define("steam/app.toml")
    godot_game.start()
    assert godot_game.call("Steamworks", "getAchievementNames") == ["FIRST_STEP"]


def test_a_slow_answer(godot_game):
    godot_game.steam.delay_next("GetNumberOfCurrentPlayers", 120)
    godot_game.steam.set_player_count(41)
    godot_game.start()
    assert godot_game.call("Steamworks", "requestActivePlayerCount")
    event = godot_game.wait_for("activePlayerCount", count=41)
    assert not event["isError"]
    assert godot_game.frame >= 120


def test_without_network(godot_game):
    godot_game.start()
    godot_game.steam.set_online(False)
    godot_game.call("Steamworks", "requestUserProgress", FRIEND)
    event = godot_game.wait_for("userProgressUpdate", userSteamId=FRIEND)
    assert event["resultCode"] == 3


def test_a_mistake_is_in_the_log(godot_game):
    godot_game.expect_error("the app has no achievement 'NO_SUCH'")
    godot_game.start()
    assert godot_game.call("Steamworks", "getAchievementInfo", "NO_SUCH") is None


def test_two_players(new_godot_game):
    first, second = new_godot_game(), new_godot_game()
    second.steam.act_as(FRIEND)
    for game in (first, second):
        game.start()
    first.call("", "win")
    first.wait_for("userProgressSave")
    second.frames(60)
    assert not second.events("userProgressSave")


def test_values_and_input(godot_game):
    godot_game.start()
    godot_game.set("", "process_mode", 3)
    assert godot_game.evaluate("Vector2(1, 2) * 2") == Godot("Vector2(2, 4)")
    godot_game.press("ui_accept")
    godot_game.frames(2)
    godot_game.release("ui_accept")
    assert godot_game.has_node("Steamworks") and not godot_game.has_node("Steam")
    with pytest.raises(GameError, match="has no method 'lose'"):
        godot_game.call("", "lose")
    assert Path(godot_game.steam.state()["store"]).is_relative_to(godot_game.home)


def test_a_script_of_the_projects(godot_game):
    godot_game.start(script="res://tests/test_winning.gd")
    assert godot_game.run() == 0
