"""Every function of the interfaces, through the C ABI, on the built-in app."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from ctypes import byref, c_bool, c_char_p, c_double, c_float, c_int32, c_uint32, c_uint64
from pathlib import Path
from typing import Any

import pytest
from offline_host import FRIEND, ME

STRANGER = 76561202255232772
NOBODY = 76561202255239999


def _int(steam: Any, name: bytes) -> int | None:
    value = c_int32(-77)
    there = steam.stats("GetStatInt32", c_bool, name, byref(value))
    return value.value if there else None


def _float(steam: Any, name: bytes) -> float | None:
    value = c_float(-77)
    there = steam.stats("GetStatFloat", c_bool, name, byref(value))
    return value.value if there else None


def _achieved(steam: Any, name: bytes) -> tuple[bool, int] | None:
    achieved, time = c_bool(), c_uint32()
    there = steam.stats("GetAchievementAndUnlockTime", c_bool, name, byref(achieved), byref(time))
    return (achieved.value, time.value) if there else None


def test_achievement_names(steam: Any) -> None:
    """The names come in the order of the definition; outside of it there is the empty text."""
    count = steam.stats("GetNumAchievements", c_uint32)
    names = [steam.stats("GetAchievementName", c_char_p, c_uint32(i)) for i in range(count)]
    assert names == [
        b"ACH_WIN_ONE_GAME", b"ACH_WIN_100_GAMES", b"ACH_HEAVY_FIRE",
        b"ACH_TRAVEL_FAR_ACCUM", b"ACH_TRAVEL_FAR_SINGLE",
    ]  # fmt: skip
    for index in (count, 2**32 - 1):
        assert steam.stats("GetAchievementName", c_char_p, c_uint32(index)) == b""


def test_display_attributes(steam: Any) -> None:
    """Name, text and the hidden flag; anything else is the empty text."""

    def attribute(name: bytes, key: bytes) -> bytes:
        return bytes(steam.stats("GetAchievementDisplayAttribute", c_char_p, name, key))

    assert attribute(b"ACH_WIN_ONE_GAME", b"name") == b"First Light"
    assert attribute(b"ACH_WIN_ONE_GAME", b"desc") == b"Win a game."
    assert attribute(b"ACH_WIN_ONE_GAME", b"hidden") == b"0"
    assert attribute(b"ACH_HEAVY_FIRE", b"hidden") == b"1"
    assert attribute(b"ACH_HEAVY_FIRE", b"nonsense") == b""
    assert attribute(b"NONE", b"name") == b""


def test_language(fresh: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The language of the environment decides about texts; one that is unknown does not."""
    monkeypatch.setenv("OFFLINE_STEAM_LANGUAGE", "japanese")
    steam = fresh()
    steam.init()
    name = steam.stats("GetAchievementDisplayAttribute", c_char_p, b"ACH_WIN_ONE_GAME", b"name")
    assert name.decode() == "最初の勝利"
    assert steam.apps("GetCurrentGameLanguage", c_char_p) == b"japanese"
    assert steam.apps("GetAvailableGameLanguages", c_char_p) == b"english,german,japanese"
    steam.call("SteamAPI_Shutdown", None)
    monkeypatch.setenv("OFFLINE_STEAM_LANGUAGE", "klingon")
    steam.init()
    assert steam.utils("GetSteamUILanguage", c_char_p) == b"english"


def test_environment_as_c_sees_it(
    fresh: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a game sets by C's ``setenv`` after the start decides, and Python's view does not."""
    steam = fresh()
    steam.control.set_home(None)
    for name in ("OFFLINE_STEAM_HOME", "OFFLINE_STEAM_USER", "SteamAppId"):
        # So that what C sets is taken back.
        monkeypatch.setenv(name, "x")
    c_library = ctypes.CDLL(None)
    c_library.setenv(b"OFFLINE_STEAM_HOME", bytes(tmp_path / "of C"), 1)
    c_library.setenv(b"SteamAppId", b"1234", 1)
    c_library.unsetenv(b"OFFLINE_STEAM_USER")
    assert steam.init() == (0, "")
    assert steam.utils("GetAppID", ctypes.c_uint32) == 1234
    assert (tmp_path / "of C" / "1234.sqlite3").exists()


def test_stats_by_type(steam: Any) -> None:
    """A getter or setter of the wrong type fails and writes nothing."""
    assert _int(steam, b"NumGames") == 0
    assert _float(steam, b"NumGames") is None
    assert _float(steam, b"AverageSpeed") == 0.0
    assert steam.stats("SetStatInt32", c_bool, b"FeetTraveled", 1) is False
    assert steam.stats("SetStatFloat", c_bool, b"AverageSpeed", c_float(1)) is False
    assert steam.stats("SetStatFloat", c_bool, b"FeetTraveled", c_float(2.5)) is True
    assert _float(steam, b"FeetTraveled") == 2.5


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_are_none(steam: Any, value: float) -> None:
    """NaN and infinities are refused at once."""
    assert steam.stats("SetStatFloat", c_bool, b"FeetTraveled", c_float(value)) is False
    for count, length in ((value, 1.0), (1.0, value)):
        assert (
            steam.stats(
                "UpdateAvgRateStat", c_bool, b"AverageSpeed", c_float(count), c_double(length)
            )
            is False
        )


@pytest.mark.parametrize("name", [None, b"", b"NONE", b"\xff\xfe", b"x" * 10_000])
def test_bad_names(steam: Any, name: bytes | None) -> None:
    """NULL, unknown, non-UTF-8 and endless names fail everywhere and crash nowhere."""
    value, achieved = c_int32(), c_bool()
    assert steam.stats("GetStatInt32", c_bool, name, byref(value)) is False
    assert steam.stats("SetStatInt32", c_bool, name, 1) is False
    assert steam.stats("SetAchievement", c_bool, name) is False
    assert steam.stats("ClearAchievement", c_bool, name) is False
    assert steam.stats("GetAchievement", c_bool, name, byref(achieved)) is False
    assert steam.stats("GetAchievementIcon", int, name) == 0
    assert steam.stats("IndicateAchievementProgress", c_bool, name, 1, 2) is False
    assert steam.stats("GetAchievementDisplayAttribute", c_char_p, name, b"name") == b""
    assert steam.stats("GetAchievementDisplayAttribute", c_char_p, b"ACH_HEAVY_FIRE", name) == b""


def test_null_targets(steam: Any) -> None:
    """A getter without a place to write to fails; an achievement's state may go nowhere."""
    assert steam.stats("GetStatInt32", c_bool, b"NumGames", None) is False
    assert steam.utils("GetImageSize", c_bool, 1, None, None) is False
    assert steam.stats("GetAchievementAndUnlockTime", c_bool, b"ACH_HEAVY_FIRE", None, None) is True


def test_unlock_and_clear(steam: Any) -> None:
    """Unlocking gives a time at once; clearing takes it away; storing tells of the unlock only."""
    assert _achieved(steam, b"ACH_HEAVY_FIRE") == (False, 0)
    steam.stats("SetAchievement", c_bool, b"ACH_HEAVY_FIRE")
    unlocked = _achieved(steam, b"ACH_HEAVY_FIRE")
    assert unlocked is not None
    assert unlocked[0] and unlocked[1] > 1_700_000_000
    steam.stats("StoreStats", c_bool)
    assert [message.callback for message in steam.pump()] == [1102, 1103]
    steam.stats("SetAchievement", c_bool, b"ACH_HEAVY_FIRE")
    steam.stats("StoreStats", c_bool)
    assert [message.callback for message in steam.pump()] == [1102]
    assert _achieved(steam, b"ACH_HEAVY_FIRE") == unlocked
    steam.stats("ClearAchievement", c_bool, b"ACH_HEAVY_FIRE")
    assert _achieved(steam, b"ACH_HEAVY_FIRE") == (False, 0)
    steam.stats("StoreStats", c_bool)
    assert [message.callback for message in steam.pump()] == [1102]


def test_refused_value_is_put_back(steam: Any) -> None:
    """A stat that only grows: the smaller value is cached, then refused with 8 and put back."""
    steam.stats("SetStatInt32", c_bool, b"NumGames", 10)
    steam.stats("StoreStats", c_bool)
    steam.pump()
    steam.stats("SetStatInt32", c_bool, b"NumGames", 5)
    steam.stats("SetStatFloat", c_bool, b"FeetTraveled", c_float(-1))
    steam.stats("SetStatInt32", c_bool, b"NumWins", 2)
    assert _int(steam, b"NumGames") == 5
    assert steam.stats("StoreStats", c_bool) is True
    (stored,) = steam.pump()
    assert (stored.callback, stored.eresult) == (1102, 8)
    assert (_int(steam, b"NumGames"), _float(steam, b"FeetTraveled")) == (10, 0.0)
    assert _int(steam, b"NumWins") == 2


def test_indicated_progress(steam: Any) -> None:
    """Progress is shown with its numbers and stores nothing; not when it is none, or unlocked."""
    name = b"ACH_WIN_100_GAMES"
    assert steam.stats("IndicateAchievementProgress", c_bool, name, 25, 100) is True
    (shown,) = steam.pump()
    assert shown.callback == 1103
    assert struct.unpack("<Q?128s3xII", shown.data)[3:] == (25, 100)
    for progress, most in ((100, 100), (101, 100), (0, 0)):
        assert steam.stats("IndicateAchievementProgress", c_bool, name, progress, most) is False
    steam.stats("SetAchievement", c_bool, name)
    assert steam.stats("IndicateAchievementProgress", c_bool, name, 25, 100) is False
    assert steam.pump() == []


def test_average_rate(steam: Any) -> None:
    """Two sessions average by their lengths."""
    for count, length in ((100, 10), (0, 30)):
        assert steam.stats(
            "UpdateAvgRateStat", c_bool, b"AverageSpeed", c_float(count), c_double(length)
        )
    assert _float(steam, b"AverageSpeed") == 2.5
    assert (
        steam.stats("UpdateAvgRateStat", c_bool, b"AverageSpeed", c_float(1), c_double(0)) is False
    )


def test_reset(steam: Any) -> None:
    """Resetting stores at once, also against the rule that a stat only grows."""
    steam.stats("SetStatInt32", c_bool, b"NumGames", 10)
    steam.stats("SetAchievement", c_bool, b"ACH_HEAVY_FIRE")
    steam.stats("StoreStats", c_bool)
    steam.pump()
    assert steam.stats("ResetAllStats", c_bool, c_bool(False)) is True
    assert _int(steam, b"NumGames") == 0
    achieved = _achieved(steam, b"ACH_HEAVY_FIRE")
    assert achieved is not None and achieved[0]
    assert [message.callback for message in steam.pump()] == [1102]
    assert steam.stats("ResetAllStats", c_bool, c_bool(True)) is True
    assert _achieved(steam, b"ACH_HEAVY_FIRE") == (False, 0)


def test_other_user(steam: Any) -> None:
    """Another user's stats: nothing before the request, all after it, nothing after the unload."""
    value, real, achieved, time = c_int32(), c_float(), c_bool(), c_uint32()

    def read() -> list[bool]:
        friend = c_uint64(FRIEND)
        return [
            steam.stats("GetUserStatInt32", c_bool, friend, b"NumWins", byref(value)),
            steam.stats("GetUserStatFloat", c_bool, friend, b"FeetTraveled", byref(real)),
            steam.stats(
                "GetUserAchievement", c_bool, friend, b"ACH_WIN_ONE_GAME", byref(achieved)
            ),
            steam.stats(
                "GetUserAchievementAndUnlockTime", c_bool, friend, b"ACH_WIN_ONE_GAME",
                byref(achieved), byref(time),
            ),
        ]  # fmt: skip

    assert read() == [False] * 4
    steam.stats("RequestUserStats", c_uint64, c_uint64(FRIEND))
    assert read() == [False] * 4
    steam.pump()
    assert read() == [True] * 4
    assert (value.value, real.value, achieved.value, time.value) == (17, 9001.5, True, 1700000000)
    steam.control.unload_user_stats(FRIEND)
    (unloaded,) = steam.pump()
    assert (unloaded.callback, unloaded.data) == (1108, struct.pack("<Q", FRIEND))
    assert read() == [False] * 4


def test_own_stats_by_id(steam: Any) -> None:
    """The current user is there without a request, under the own ID too."""
    value = c_int32()
    assert steam.stats("GetUserStatInt32", c_bool, c_uint64(ME), b"NumWins", byref(value))


@pytest.mark.parametrize("steam_id", [NOBODY, 0, 1, 2**64 - 1])
def test_unknown_user(steam: Any, steam_id: int) -> None:
    """A user who is not there: result 2, under the ID that was asked for."""
    steam.stats("RequestUserStats", c_uint64, c_uint64(steam_id))
    completed, plain = steam.pump()
    assert (completed.callback, plain.callback) == (703, 1101)
    assert struct.unpack("<QiQ", plain.data) == (480, 2, steam_id)


def test_icon(steam: Any) -> None:
    """0 while it loads, then 1109 with the handle; the unlocked state has an image of its own."""
    name = b"ACH_WIN_ONE_GAME"
    assert steam.stats("GetAchievementIcon", int, name) == 0
    assert steam.stats("GetAchievementIcon", int, name) == 0
    (fetched,) = steam.pump()
    game, text, achieved, locked = struct.unpack("<Q128s?3xi", fetched.data)
    assert (fetched.callback, game, text.rstrip(b"\0"), achieved) == (1109, 480, name, False)
    assert locked != 0
    assert steam.stats("GetAchievementIcon", int, name) == locked
    steam.stats("SetAchievement", c_bool, name)
    assert steam.stats("GetAchievementIcon", int, name) == 0
    (fetched,) = steam.pump()
    *_, achieved, unlocked = struct.unpack("<Q128s?3xi", fetched.data)
    assert achieved and unlocked not in (0, locked)


def test_image(steam: Any) -> None:
    """64 by 64 pixels of RGBA; a buffer that is too short gets nothing."""
    steam.stats("GetAchievementIcon", int, b"ACH_HEAVY_FIRE")
    steam.pump()
    handle = steam.stats("GetAchievementIcon", int, b"ACH_HEAVY_FIRE")
    width, height = c_uint32(), c_uint32()
    assert steam.utils("GetImageSize", c_bool, handle, byref(width), byref(height))
    assert (width.value, height.value) == (64, 64)
    size = 64 * 64 * 4
    pixels = ctypes.create_string_buffer(b"\xaa" * (size + 1), size + 1)
    assert steam.utils("GetImageRGBA", c_bool, handle, pixels, size - 1) is False
    assert pixels.raw == b"\xaa" * (size + 1)
    assert steam.utils("GetImageRGBA", c_bool, handle, pixels, size) is True
    assert pixels.raw[size:] == b"\xaa" and len(set(pixels.raw)) > 50
    for unknown in (0, -1, 999):
        assert steam.utils("GetImageSize", c_bool, unknown, byref(width), byref(height)) is False
        assert steam.utils("GetImageRGBA", c_bool, unknown, pixels, size) is False


def test_people(steam: Any) -> None:
    """Names, states and relationships of oneself, a friend, a stranger and nobody."""

    def name(steam_id: int) -> str:
        return str(steam.friends("GetFriendPersonaName", c_char_p, c_uint64(steam_id)).decode())

    assert steam.friends("GetPersonaName", c_char_p) == b"Offline Player"
    assert (name(ME), name(FRIEND), name(STRANGER), name(NOBODY)) == (
        "Offline Player", "Zoë Ångström", "[unknown]", "[unknown]",
    )  # fmt: skip
    friends = steam.friends("GetFriendCount", int, 0x04)
    listed = [
        steam.friends("GetFriendByIndex", c_uint64, index, 0x04) for index in range(-1, friends + 1)
    ]
    assert listed == [0, *(FRIEND + number for number in (0, 1, 3, 4, 5, 6)), 0]
    assert steam.friends("HasFriend", c_bool, c_uint64(FRIEND), 0x04) is True
    assert steam.friends("HasFriend", c_bool, c_uint64(STRANGER), 0x04) is False
    assert steam.friends("GetFriendRelationship", int, c_uint64(FRIEND)) == 3
    assert steam.friends("GetFriendRelationship", int, c_uint64(ME)) == 0
    assert steam.friends("GetFriendPersonaState", int, c_uint64(FRIEND)) == 1
    assert steam.friends("GetFriendSteamLevel", int, c_uint64(FRIEND)) == 23
    assert steam.friends("GetPlayerNickname", c_char_p, c_uint64(FRIEND)) == "Zoë".encode()
    assert steam.friends("GetPlayerNickname", c_char_p, c_uint64(ME)) is None
    assert steam.user("GetPlayerSteamLevel", int) == 7


def test_requested_information(steam: Any) -> None:
    """A stranger's information is requested, announced with 304, and there from then on."""
    stranger = c_uint64(STRANGER)
    assert steam.friends("RequestUserInformation", c_bool, c_uint64(FRIEND), c_bool(True)) is False
    assert steam.friends("RequestUserInformation", c_bool, stranger, c_bool(True)) is True
    (changed,) = steam.pump()
    steam_id, flags = struct.unpack("<Qi", changed.data)
    assert (changed.callback, steam_id, flags & 1) == (304, STRANGER, 1)
    assert steam.friends("GetFriendPersonaName", c_char_p, stranger) == b"Stranger"
    assert steam.friends("RequestUserInformation", c_bool, stranger, c_bool(True)) is False


def test_apps(steam: Any, tmp_path: Path) -> None:
    """The app is owned by the current user; DLC is what the definition says."""
    assert steam.apps("GetAppOwner", c_uint64) == ME
    assert steam.apps("BIsSubscribed", c_bool) is True
    assert steam.apps("BIsSubscribedApp", c_bool, c_uint32(480)) is True
    assert steam.apps("BIsSubscribedApp", c_bool, c_uint32(481)) is False
    assert steam.apps("BIsSubscribedFromFamilySharing", c_bool) is False
    assert steam.apps("GetDLCCount", int) == 2
    definition = tmp_path / "app.toml"
    definition.write_text(
        f"""app_id = 7
name = "Seven"
owner = "{FRIEND}"
[[user]]
steam_id = "{ME}"
name = "Me"
current = true
[[dlc]]
app_id = 8
name = "Größer"
[[dlc]]
app_id = 9
name = "Owned"
installed = false
""",
        "utf-8",
    )
    steam.call("SteamAPI_Shutdown", None)
    steam.control.set_app(definition)
    assert steam.init() == (0, "")
    assert steam.utils("GetAppID", c_uint32) == 7
    assert steam.apps("GetAppOwner", c_uint64) == FRIEND
    assert steam.apps("BIsSubscribedFromFamilySharing", c_bool) is True
    installed = [steam.apps("BIsDlcInstalled", c_bool, c_uint32(app)) for app in (7, 8, 9)]
    assert installed == [False, True, False]
    app, available = c_uint32(), c_bool()
    name = ctypes.create_string_buffer(5)
    assert steam.apps("BGetDLCDataByIndex", c_bool, 0, byref(app), byref(available), name, 5)
    assert (app.value, available.value, name.value) == (8, True, "Grö".encode())
    assert not steam.apps("BGetDLCDataByIndex", c_bool, 2, byref(app), byref(available), name, 5)


def test_app_id_of_the_environment(
    fresh: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The built-in definition stands in for any app; callbacks carry that app's ID."""
    monkeypatch.setenv("SteamAppId", "12345")
    steam = fresh()
    assert steam.init() == (0, "")
    assert steam.utils("GetAppID", c_uint32) == 12345
    steam.stats("StoreStats", c_bool)
    (stored,) = steam.pump()
    assert struct.unpack("<Qi", stored.data) == (12345, 1)


@pytest.mark.parametrize("app_id", ["0", "-1", "x", "4294967296", "480.0"])
def test_app_id_that_is_none(
    fresh: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, app_id: str
) -> None:
    """An app ID that is none is a failed init that names it."""
    monkeypatch.setenv("SteamAppId", app_id)
    result, message = fresh().init()
    assert result == 1
    assert app_id in message and "app ID from 1" in message


def test_older_library_needs_the_request(
    start_host: Callable[..., Any], older_library: Path
) -> None:
    """Before SDK 1.61 own stats are unknown until RequestCurrentStats was answered."""
    host = start_host(older_library)
    assert host.init() == (0, "")
    assert host.say("get_int NumGames") == "0 -1"
    library = ctypes.CDLL(str(older_library))
    assert hasattr(library, "SteamAPI_ISteamUserStats_RequestCurrentStats")


def test_older_library_answers_the_request(fresh: Callable[..., Any], older_library: Path) -> None:
    """RequestCurrentStats answers with 1101 for the current user, then the getters work."""
    steam = fresh(older_library)
    steam.init()
    token = ctypes.c_void_p(steam.call("SteamAPI_SteamUserStats_v012", ctypes.c_void_p))
    name = "SteamAPI_ISteamUserStats_"
    assert steam.call(name + "GetNumAchievements", int, token) == 0
    assert steam.call(name + "SetStatInt32", c_bool, token, b"NumGames", 1) is False
    assert steam.call(name + "StoreStats", c_bool, token) is False
    assert steam.call(name + "RequestCurrentStats", c_bool, token) is True
    (received,) = steam.pump()
    assert received.callback == 1101
    assert struct.unpack("<QiQ", received.data) == (480, 1, ME)
    assert steam.call(name + "GetNumAchievements", int, token) == 5
    assert steam.call(name + "SetStatInt32", c_bool, token, b"NumGames", 1) is True
