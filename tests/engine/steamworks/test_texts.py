"""Texts of every script, from the app's definition through Steam's functions into scenes."""

from __future__ import annotations

from collections.abc import Callable

from engine_game import Game

DEFINITION = """
app_id = 480
name = "é漢🎮"

[[achievement]]
name = "ACH_é漢🎮"
title = { english = "Título é漢🎮 «ß»" }
description = { english = "Опис 説明 ‮ترتيب‬ 👩‍👩‍👧 \\t end" }

[[stat]]
name = "Schätze_漢"
type = "int"

[[user]]
steam_id = "76561202255232769"
name = "Ich é漢🎮"
current = true

[[user]]
steam_id = "76561202255232770"
name = "漢字 Ünïcødé 🎮🎮🎮 שלום"
nickname = "é"
relationship = "friend"
status = "online"

[[leaderboard]]
name = "順位 🏆"
sort = "descending"
display = "numeric"

[leaderboard.entries]
"76561202255232770" = 7
"""

MAIN = r"""
extends "res://engine_test.gd"

func _ready() -> void:
	var steam := Steamworks.new()
	add_child(steam)
	await steam.userProgressUpdate
	equal(steam.getAchievementNames(), ["ACH_é漢🎮"])
	var info: Dictionary = steam.getAchievementInfo("ACH_é漢🎮")
	equal(info.localizedName, "Título é漢🎮 «ß»")
	equal(info.localizedDescription, "Опис 説明 \u202eترتيب\u202c 👩\u200d👩\u200d👧 \t end")
	equal(steam.setAchievementUnlocked("ACH_é漢🎮"), true)
	equal((await steam.achievementInfoUpdate).achievementName, "ACH_é漢🎮")
	equal(steam.getAchievementImageInfo("ACH_é漢🎮"), null)
	equal((await steam.achievementImageUpdate).achievementName, "ACH_é漢🎮")
	check(steam.setUserStatValues([{"statName": "Schätze_漢", "type": "int", "value": 5}]))
	equal(steam.getUserStatValue({"statName": "Schätze_漢", "type": "int"}), 5)
	equal(steam.getUserInfo().name, "Ich é漢🎮")
	var friend: Dictionary = steam.getUserInfo("76561202255232770")
	equal([friend.name, friend.nickname], ["漢字 Ünïcødé 🎮🎮🎮 שלום", "é"])
	check(steam.requestLeaderboardEntries({"leaderboardName": "順位 🏆"}))
	var page: Dictionary = await steam.leaderboardEntries
	equal([page.leaderboardName, page.entries.size()], ["順位 🏆", 1])
	finish()
"""


def test_texts(steam_game: Callable[..., Game]) -> None:
    """Names, descriptions, nicknames and names of boards arrive as they were written."""
    game = steam_game(app_id='"480"', runtime='"offline"')
    game.environment["OFFLINE_STEAM_APP"] = str(game.write("app.toml", DEFINITION))
    game.write("main.gd", MAIN)
    game.run_script("main.gd")
