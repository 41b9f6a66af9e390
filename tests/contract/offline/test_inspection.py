"""What tools see of the app and its progress and change in it: with and without a connection."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from offline_host import FRIEND, ME

from godot_steamworks.offline import OfflineError, OfflineRuntime

STORED, RECEIVED = 1102, 1101
ACHIEVEMENT = "ACH_WIN_ONE_GAME"


@pytest.fixture(params=["connected", "before init"])
def runtime(request: pytest.FixtureRequest, fresh: Callable[..., Any]) -> OfflineRuntime:
    """The control of a library, once connected and once not."""
    steam = fresh()
    if request.param == "connected":
        assert steam.init() == (0, "")
    return OfflineRuntime(steam.control.path)


def _achievements(runtime: OfflineRuntime, words: str = "", state: str = "") -> list[str]:
    page = runtime.ask("QueryAchievements", 0, words, state, 1, 100)
    assert page["matching"] == len(page["achievements"])
    return [item["name"] for item in page["achievements"]]


def test_app(runtime: OfflineRuntime) -> None:
    """Which app, whose progress and where it is kept is known before the first init, too."""
    app = runtime.ask("QueryApp")
    assert (app["app_id"], app["name"], app["steam_id"]) == (480, "Spacewar", str(ME))
    assert app["builtin"]
    assert {"steam_id": str(ME), "name": app["users"][0]["name"]} in app["users"]
    assert app["store"].endswith("480.sqlite3")
    assert "StoreStats" in app["calls"]


def test_achievements(runtime: OfflineRuntime) -> None:
    """They come page by page, found by words and by state; edits are stored and show."""
    everything = _achievements(runtime)
    page = runtime.ask("QueryAchievements", 0, "", "", 2, 3)
    assert [item["name"] for item in page["achievements"]] == everything[1:3]
    assert (page["total"], page["unlocked"]) == (len(everything), 0)
    runtime.call("SetAchievement", 0, ACHIEVEMENT, True)
    assert _achievements(runtime, state="unlocked") == [ACHIEVEMENT]
    assert ACHIEVEMENT not in _achievements(runtime, state="locked")
    assert _achievements(runtime, words="one ACH_WIN") == [ACHIEVEMENT]
    runtime.call("SetAchievement", str(ME), ACHIEVEMENT, False)
    assert _achievements(runtime, state="unlocked") == []
    assert runtime.ask("QueryAchievements", FRIEND, "", "", 1, 1)["achievements"]


def test_stats(runtime: OfflineRuntime) -> None:
    """A stat takes what a person may set, within its type; a reset takes everything back."""
    runtime.call("SetStat", 0, "NumGames", 7)
    (found,) = runtime.ask("QueryStats", 0, "numgames", 1, 10)["stats"]
    assert (found["value"], found["stored"], found["type"]) == (7, 7, "int")
    runtime.call("SetAchievement", 0, ACHIEVEMENT, True)
    runtime.call("ResetProgress", 0, False)
    assert _achievements(runtime, state="unlocked") == [ACHIEVEMENT]
    runtime.call("ResetProgress", 0, True)
    assert _achievements(runtime, state="unlocked") == []
    assert runtime.ask("QueryStats", 0, "NumGames", 1, 1)["stats"][0]["value"] == 0


def test_leaderboard(runtime: OfflineRuntime) -> None:
    """A page of a board tells how many entries there are, and who they belong to."""
    page = runtime.ask("QueryLeaderboard", "Feet Traveled", 3, 4)
    assert [entry["rank"] for entry in page["entries"]] == [3, 4]
    assert all(entry["user"] for entry in page["entries"])
    assert (page["sort"], page["total"] > 4) == ("descending", True)


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        ("QueryAchievements", (17, "", "", 1, 2), "no user '17'"),
        ("QueryAchievements", (0, "", "rusty", 1, 2), "state 'rusty'"),
        ("QueryAchievements", (0, "", "", 0, 2), "page 0 to 2"),
        ("QueryStats", (0, "", 5, 2), "page 5 to 2"),
        ("QueryLeaderboard", ("Depths", 1, 2), "no leaderboard 'Depths'"),
    ],
)
def test_refusals(
    runtime: OfflineRuntime, function: str, arguments: tuple[Any, ...], words: str
) -> None:
    """What is not there is named, with what there is."""
    with pytest.raises(OfflineError, match=words):
        runtime.ask(function, *arguments)


def test_a_change_is_not_hidden(steam: Any) -> None:
    """What the game has set and not stored shows as that; what a tool sets takes its place."""
    runtime = OfflineRuntime(steam.control.path)
    steam.stats("SetAchievement", ctypes.c_bool, ACHIEVEMENT.encode())
    steam.stats("SetStatInt32", ctypes.c_bool, b"NumGames", 3)
    assert _achievements(runtime, state="unsaved") == [ACHIEVEMENT]
    runtime.call("SetAchievement", 0, ACHIEVEMENT, False)
    messages = steam.pump()
    assert [(found.callback, found.data[8:12]) for found in messages] == [
        (RECEIVED, struct.pack("<i", 1))
    ]
    achieved = ctypes.c_bool(True)
    assert steam.stats(
        "GetAchievement", ctypes.c_bool, ACHIEVEMENT.encode(), ctypes.byref(achieved)
    )
    assert not achieved.value
    assert _achievements(runtime, state="unsaved") == []
    # What else the game has set is its own.
    (found,) = runtime.ask("QueryStats", 0, "NumGames", 1, 1)["stats"]
    assert (found["value"], found["stored"], found["unsaved"]) == (3, 0, True)


def test_app_id(fresh: Callable[..., Any], tmp_path: Path) -> None:
    """A tool says which app's progress it means, without the environment; 0 takes that back."""
    runtime = OfflineRuntime(fresh().control.path)
    runtime.call("SetAppId", 1234)
    assert runtime.ask("QueryApp")["store"].endswith("1234.sqlite3")
    runtime.call("SetAppId", 0)
    assert runtime.ask("QueryApp")["app_id"] == 480
    definition = tmp_path / "app.toml"
    definition.write_text(
        'app_id = 7\nname = "X"\nlanguages = ["english"]\n[[user]]\n'
        f'steam_id = "{ME}"\nname = "Me"\ncurrent = true\n',
        encoding="utf-8",
    )
    runtime.call("SetApp", str(definition))
    runtime.call("SetAppId", 8)
    with pytest.raises(OfflineError, match=r"the app ID is 8, but .* defines app 7"):
        runtime.ask("QueryApp")


def test_from_python(steam: Any) -> None:
    """The same for tests in the library's own Python."""
    control = steam.control
    control.set_app_id("480")
    control.set_achievement(ACHIEVEMENT)
    assert control.achievements(state="unlocked")["unlocked"] == 1
    assert control.stats(words="NumGames")["stats"][0]["value"] == 0
    assert control.app()["name"] == "Spacewar"
    assert control.leaderboard("Feet Traveled", 1, 1)["entries"][0]["rank"] == 1
    with pytest.raises(ValueError, match="app ID -1"):
        control.set_app_id(-1)
