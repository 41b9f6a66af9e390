"""The control API's achievements and stats, from Python and as exported C functions."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Callable
from ctypes import c_bool, c_char_p, c_double, c_int32, c_uint32, c_uint64
from typing import Any

import pytest
from offline_host import FRIEND, ME

from offline_steam.errors import UnknownNameError

WIN = "ACH_WIN_ONE_GAME"


def unlock_time(report: dict[str, Any], name: str) -> int:
    """Of an achievement in a report."""
    (found,) = (item for item in report["achievements"] if item["name"] == name)
    return int(found["unlock_time"])


def query(steam: Any, name: str, *arguments: Any) -> Any:
    """What a function of C reports as JSON."""
    size = steam.call(f"OfflineSteam_{name}", int, *arguments, None, 0)
    text = ctypes.create_string_buffer(size)
    assert steam.call(f"OfflineSteam_{name}", int, *arguments, text, size) == size
    return json.loads(text.value)


def test_connected_game_hears_of_it(steam: Any) -> None:
    """What a person changes is in the game's own reads at once, and 1101 tells of it."""
    steam.control.set_achievement(WIN)
    assert [message.callback for message in steam.pump()] == [1101]
    achieved, time = c_bool(), c_uint32()
    steam.stats(
        "GetAchievementAndUnlockTime",
        c_bool,
        WIN.encode(),
        ctypes.byref(achieved),
        ctypes.byref(time),
    )
    assert achieved.value and time.value == unlock_time(steam.control.progress(), WIN) > 0
    steam.control.set_achievement(WIN, False)
    steam.stats("GetAchievement", c_bool, WIN.encode(), ctypes.byref(achieved))
    assert not achieved.value


def test_what_the_game_has_not_stored_stays(steam: Any) -> None:
    """A change by a person takes nothing from the game's own changes."""
    steam.stats("SetStatInt32", c_bool, b"NumGames", 7)
    steam.control.set_stat("NumWins", 3)
    value = c_int32()
    steam.stats("GetStatInt32", c_bool, b"NumGames", ctypes.byref(value))
    assert value.value == 7
    assert steam.control.state()["pending"] == ["NumGames"]


def test_others_change_silently(steam: Any) -> None:
    """Another user's progress is changed in the store; the game reads it when it asks."""
    steam.control.set_achievement(WIN, True, str(FRIEND))
    steam.control.set_stat("NumGames", 5, FRIEND)
    assert steam.pump() == []
    assert unlock_time(steam.control.progress(FRIEND), WIN) > 0
    assert unlock_time(steam.control.progress(), WIN) == 0
    steam.control.reset_progress(False, FRIEND)
    report = steam.control.progress(FRIEND)
    assert unlock_time(report, WIN) > 0
    assert {stat["value"] for stat in report["stats"]} == {
        stat["default"] for stat in report["stats"]
    }
    steam.control.reset_progress(steam_id=FRIEND)
    assert unlock_time(steam.control.progress(FRIEND), WIN) == 0


def test_without_a_connection(fresh: Callable[..., Any]) -> None:
    """Before init it is the progress that the next connection finds."""
    steam = fresh()
    steam.control.set_achievement(WIN)
    users = {user["steam_id"]: user for user in steam.control.users()}
    assert users[str(ME)]["current"] and users[str(ME)]["unlocked"] == 1
    steam.init()
    achieved = c_bool()
    steam.stats("GetAchievement", c_bool, WIN.encode(), ctypes.byref(achieved))
    assert achieved.value


def test_same_from_c(steam: Any) -> None:
    """Every C function does what its Python method does."""
    me = c_uint64(0)
    assert steam.call("OfflineSteam_SetAchievement", c_bool, me, WIN.encode(), c_bool(True))
    assert steam.call("OfflineSteam_SetStat", c_bool, me, b"NumGames", c_double(4))
    report = query(steam, "QueryProgress", c_uint64(ME))
    assert report == steam.control.progress() and unlock_time(report, WIN) > 0
    assert {stat["name"]: stat["value"] for stat in report["stats"]}["NumGames"] == 4
    assert query(steam, "QueryUsers") == steam.control.users()
    assert query(steam, "QueryCalls") == steam.control.calls()
    pixels = ctypes.create_string_buffer(64 * 64 * 4)
    size = steam.call(
        "OfflineSteam_DrawAchievementIcon", int, WIN.encode(), c_bool(True), pixels, len(pixels)
    )
    assert size == len(pixels)
    assert pixels.raw == steam.control.achievement_icon(WIN)
    assert pixels.raw != steam.control.achievement_icon(WIN, False)
    assert steam.call("OfflineSteam_ResetProgress", c_bool, me, c_bool(True))
    assert unlock_time(steam.control.progress(), WIN) == 0
    steam.control.fail_next("StoreStats", 2)
    assert steam.call("OfflineSteam_ClearFaults", c_bool)
    assert steam.control.state()["faults"] == {}


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        (
            "SetAchievement",
            (c_uint64(0), b"NOPE", True),
            "no achievement 'NOPE'; the app has",
        ),
        ("SetAchievement", (c_uint64(5), WIN.encode(), True), "no user 5 in"),
        ("SetStat", (c_uint64(0), b"NOPE", c_double(1)), "no stat 'NOPE'"),
        ("SetStat", (c_uint64(0), b"NumGames", c_double(1.5)), "NumGames = '1.5': an integer"),
        ("SetStat", (c_uint64(0), b"NumGames", c_double(float("nan"))), "an integer from"),
        ("SetStat", (c_uint64(0), b"FeetTraveled", c_double(float("inf"))), "a finite number"),
        ("ResetProgress", (c_uint64(5), True), "no user 5 in"),
    ],
)
def test_refusals(steam: Any, name: str, arguments: tuple[Any, ...], words: str) -> None:
    """A refusal is false and a reason that names the value."""
    assert steam.call(f"OfflineSteam_{name}", c_bool, *arguments) is False
    assert words in steam.call("OfflineSteam_LastError", c_char_p).decode()


def test_refused_reports(steam: Any) -> None:
    """A report that cannot be made is 0 and a reason, and an exception in Python."""
    assert steam.call("OfflineSteam_QueryProgress", int, c_uint64(5), None, 0) == 0
    assert b"no user 5" in steam.call("OfflineSteam_LastError", c_char_p)
    assert steam.call("OfflineSteam_DrawAchievementIcon", int, b"NOPE", True, None, 0) == -1
    assert b"no achievement 'NOPE'" in steam.call("OfflineSteam_LastError", c_char_p)
    with pytest.raises(UnknownNameError, match="no user 5"):
        steam.control.progress(5)
