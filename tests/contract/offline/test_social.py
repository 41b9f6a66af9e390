"""People, pictures, overlay, DLC, tickets and purchases through the C ABI."""

from __future__ import annotations

import ctypes
import json
import struct
from collections.abc import Callable
from ctypes import byref, c_bool, c_char_p, c_int, c_uint32, c_uint64, c_void_p
from pathlib import Path
from typing import Any

import pytest
from offline_host import FRIEND, ME

FACELESS = 76561202255232776
NOBODY = 76561202255239999
DLC, OTHER_DLC = 2000000480, 2000000481
TICKET_ROOM = 1024


class Older:
    """The interfaces of a library that passes for SDK 1.60."""

    def __init__(self, steam: Any) -> None:
        self._steam = steam
        self.pump = steam.pump
        self.control = steam.control

    def __getattr__(self, interface: str) -> Callable[..., Any]:
        names = {
            "stats": ("SteamUserStats_v012", "ISteamUserStats"),
            "user": ("SteamUser_v023", "ISteamUser"),
            "utils": ("SteamUtils_v010", "ISteamUtils"),
            "friends": ("SteamFriends_v017", "ISteamFriends"),
            "apps": ("SteamApps_v008", "ISteamApps"),
        }
        accessor, prefix = names[interface]

        def method(name: str, result: Any, *arguments: Any) -> Any:
            token = self._steam.call(f"SteamAPI_{accessor}", c_void_p)
            assert token
            return self._steam.call(
                f"SteamAPI_{prefix}_{name}", result, c_void_p(token), *arguments
            )

        return method


@pytest.fixture(params=["recent", "1.60"])
def either(request: pytest.FixtureRequest, fresh: Callable[..., Any]) -> Any:
    """A connected library of each flavour."""
    if request.param == "recent":
        steam = fresh()
        steam.init()
        return steam
    steam = fresh(request.getfixturevalue("older_library"))
    assert steam.init() == (0, "")
    return Older(steam)


def _avatar(steam: Any, size: str, steam_id: int) -> int:
    return int(steam.friends(f"Get{size}FriendAvatar", c_int, c_uint64(steam_id)))


def _image(steam: Any, handle: int) -> tuple[int, int, bytes]:
    width, height = c_uint32(), c_uint32()
    assert steam.utils("GetImageSize", c_bool, handle, byref(width), byref(height))
    size = width.value * height.value * 4
    pixels = ctypes.create_string_buffer(size)
    assert steam.utils("GetImageRGBA", c_bool, handle, pixels, size)
    return width.value, height.value, pixels.raw


def test_avatars(either: Any) -> None:
    """32 and 64 pixels at once, 184 after 334; opaque, and the same for the same user."""
    small, medium = _avatar(either, "Small", FRIEND), _avatar(either, "Medium", FRIEND)
    assert _image(either, small)[:2] == (32, 32)
    assert _image(either, medium)[:2] == (64, 64)
    assert _avatar(either, "Large", FRIEND) == -1
    (loaded,) = either.pump()
    steam_id, handle, width, height = struct.unpack("<Qiii", loaded.data)
    assert (loaded.callback, steam_id, width, height) == (334, FRIEND, 184, 184)
    assert _avatar(either, "Large", FRIEND) == handle
    pixels = _image(either, handle)[2]
    assert set(pixels[3::4]) == {255} and len(set(pixels)) > 50
    assert [_avatar(either, size, FRIEND) for size in ("Small", "Medium")] == [small, medium]


def test_pictures_are_the_same_in_every_run(fresh: Callable[..., Any]) -> None:
    """Two libraries draw the same for one user, and different pictures for two users."""
    pictures = []
    for _ in range(2):
        steam = fresh()
        steam.init()
        users = [_image(steam, _avatar(steam, "Small", user))[2] for user in (ME, FRIEND)]
        assert users[0] != users[1]
        pictures.append(users)
    assert pictures[0] == pictures[1]


def test_people_without_a_picture(either: Any) -> None:
    """0 for a user without an avatar, a stranger that was not requested, and what is no user."""
    for steam_id in (FACELESS, NOBODY, 0, 2**64 - 1):
        assert [_avatar(either, size, steam_id) for size in ("Small", "Medium", "Large")] == [0] * 3
    assert either.pump() == []


def test_stranger(either: Any) -> None:
    """Anybody's information can be requested; name and avatar are there after 304."""
    stranger = c_uint64(NOBODY)
    assert either.friends("GetFriendPersonaName", c_char_p, stranger) == b"[unknown]"
    assert either.friends("RequestUserInformation", c_bool, stranger, c_bool(False)) is True
    (changed,) = either.pump()
    steam_id, flags = struct.unpack("<Qi", changed.data)
    # Name, status, avatar, first name and level.
    assert (changed.callback, steam_id, flags) == (304, NOBODY, 0x1 | 0x2 | 0x40 | 0x400 | 0x2000)
    assert either.friends("GetFriendPersonaName", c_char_p, stranger) not in (b"", b"[unknown]")
    assert _avatar(either, "Small", NOBODY) > 0
    assert either.friends("GetFriendSteamLevel", c_int, stranger) > 0
    assert either.friends("RequestUserInformation", c_bool, stranger, c_bool(False)) is False


def test_overlay(either: Any) -> None:
    """Each call shows it; 331 says so, and that it has closed of itself."""
    assert either.utils("IsOverlayEnabled", c_bool) is True
    url = "https://example.com/é漢🎮?q=1"
    calls: list[tuple[str, tuple[Any, ...], list[str]]] = [
        ("ActivateGameOverlay", (b"Friends",), ["Friends"]),
        ("ActivateGameOverlayToUser", (b"chat", c_uint64(FRIEND)), ["chat", str(FRIEND)]),
        ("ActivateGameOverlayToWebPage", (url.encode(), 0), [url]),
        ("ActivateGameOverlayToStore", (c_uint32(2**32 - 1), 1), [str(2**32 - 1)]),
        ("ActivateGameOverlayInviteDialog", (c_uint64(2**64 - 1),), [str(2**64 - 1)]),
    ]
    for name, arguments, page in calls:
        either.friends(name, None, *arguments)
        (shown,) = either.pump()
        assert struct.unpack("<B?2xII", shown.data) == (1, False, 480, 0)
        assert either.control.state()["overlay"]["shown"] == [name, *page]
        (hidden,) = either.pump(200)
        assert (hidden.callback, hidden.data[0]) == (331, 0)


@pytest.mark.parametrize("text", [None, b"\xff\xfe"])
def test_texts_that_open_nothing(steam: Any, text: bytes | None) -> None:
    """NULL and bytes that are not UTF-8 open nothing and crash nothing."""
    steam.friends("ActivateGameOverlay", None, text)
    steam.friends("ActivateGameOverlayToUser", None, text, c_uint64(FRIEND))
    steam.friends("ActivateGameOverlayToWebPage", None, text, 0)
    assert steam.pump() == []


def test_notification_position(either: Any) -> None:
    """Position and inset are remembered."""
    either.utils("SetOverlayNotificationPosition", None, 0)
    either.utils("SetOverlayNotificationInset", None, 3, 4)
    overlay = either.control.state()["overlay"]
    assert (overlay["notification_position"], overlay["notification_inset"]) == ("top_left", [3, 4])


def test_player_count(either: Any, fresh: Callable[..., Any]) -> None:
    """The number comes as a call result of 8 bytes."""
    call = either.stats("GetNumberOfCurrentPlayers", c_uint64)
    (completed,) = either.pump()
    assert struct.unpack("<QiI", completed.data) == (call, 1107, 8)
    steam = getattr(either, "_steam", either)
    assert steam.fetch(call, 1107, 8) == (True, False, struct.pack("<B3xi", 1, 1204))


def test_player_count_of_a_broken_call(steam: Any) -> None:
    """A broken call has failed, without network it has no success."""
    steam.control.fail_next_io("GetNumberOfCurrentPlayers")
    call = steam.stats("GetNumberOfCurrentPlayers", c_uint64)
    steam.pump()
    assert steam.fetch(call, 1107, 8) == (True, True, bytes(8))
    steam.control.set_online(False)
    call = steam.stats("GetNumberOfCurrentPlayers", c_uint64)
    steam.pump()
    assert steam.fetch(call, 1107, 8) == (True, False, bytes(8))


def test_dlc(either: Any) -> None:
    """The game installs what the user owns and has it uninstalled again."""

    def installed() -> list[bool]:
        return [either.apps("BIsDlcInstalled", c_bool, c_uint32(app)) for app in (DLC, OTHER_DLC)]

    assert installed() == [True, False]
    either.apps("InstallDLC", None, c_uint32(OTHER_DLC))
    (told,) = either.pump()
    assert (told.callback, told.data) == (1005, struct.pack("<I", OTHER_DLC))
    assert installed() == [True, True]
    either.apps("UninstallDLC", None, c_uint32(DLC))
    assert installed() == [False, True]
    assert either.apps("GetDLCCount", c_int) == 2
    assert either.apps("BIsAppInstalled", c_bool, c_uint32(OTHER_DLC)) is True


def test_session_ticket(either: Any) -> None:
    """Bytes at once, 163 when they may be used."""
    buffer, length = ctypes.create_string_buffer(b"\xaa" * TICKET_ROOM, TICKET_ROOM), c_uint32(77)

    def ask(target: Any, room: int, size: Any) -> int:
        return int(
            either.user("GetAuthSessionTicket", c_uint32, target, c_int(room), size, c_void_p())
        )

    for target, room, size in ((buffer, 10, byref(length)), (None, 1024, byref(length)),
                               (buffer, -1, byref(length)), (buffer, 1024, None)):  # fmt: skip
        assert ask(target, room, size) == 0
    assert (buffer.raw, length.value) == (b"\xaa" * TICKET_ROOM, 77)
    handle = ask(buffer, TICKET_ROOM, byref(length))
    assert handle != 0 and 100 < length.value < TICKET_ROOM
    assert buffer.raw[length.value :] == b"\xaa" * (TICKET_ROOM - length.value)
    (answered,) = either.pump()
    assert (answered.callback, answered.data) == (163, struct.pack("<Ii", handle, 1))
    assert either.control.state()["open_tickets"] == [handle]
    either.user("CancelAuthTicket", None, c_uint32(handle))
    assert either.control.state()["open_tickets"] == []


def test_web_ticket(either: Any) -> None:
    """168 has room for 2560 bytes; the identity may be NULL."""
    for identity in (b"service", None):
        handle = either.user("GetAuthTicketForWebApi", c_uint32, identity)
        (answered,) = either.pump()
        given, result, length = struct.unpack_from("<Iii", answered.data)
        assert (answered.callback, len(answered.data)) == (168, 2572)
        assert (given, result) == (handle, 1) and 100 < length <= 2560


def test_changing_a_user_in_c(steam: Any) -> None:
    """TOML with the keys of a user; 304 tells what is different."""
    values = 'name = "é漢🎮"\nlevel = 77\navatar = { shape = "ghost" }'
    assert steam.call("OfflineSteam_SetUser", c_bool, c_uint64(FRIEND), values.encode())
    (changed,) = steam.pump()
    assert struct.unpack("<Qi", changed.data) == (FRIEND, 0x1 | 0x40 | 0x2000)
    name = steam.friends("GetFriendPersonaName", c_char_p, c_uint64(FRIEND))
    assert name.decode() == "é漢🎮"


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("SetUser", (c_uint64(5), b'name = "x"'), "user 5: the Steam ID of a user"),
        ("SetUser", (c_uint64(FRIEND), b"name = "), "not valid TOML"),
        ("SetUser", (c_uint64(FRIEND), b'nam = "x"'), "nam = 'x': a known key (name, "),
        ("SetUser", (c_uint64(FRIEND), b"level = '3'"), "level = '3': an integer"),
        ("SetUser", (c_uint64(FRIEND), None), "not NULL"),
        ("SetUser", (c_uint64(FRIEND), b"\xff"), "UTF-8"),
        ("SetPlayerCount", (-1,), "player count -1"),
        ("InstallDlc", (c_uint32(0),), "app ID 0"),
        ("UninstallDlc", (c_uint32(0),), "app ID 0"),
        ("UninstallDlc", (c_uint32(5),), "DLC 5 is not installed"),
        ("StartPurchase", (c_uint64(0),), "order ID 0"),
        ("ApprovePurchase", (c_uint64(9),), "purchase 9 is not pending"),
        ("DeclinePurchase", (c_uint64(2**64 - 1),), "purchase 18446744073709551615 is not pending"),
        ("FailNext", (b"GetSmallFriendAvatar", 1), "no call 'GetSmallFriendAvatar'"),
    ],
)
def test_refusals(steam: Any, name: str, arguments: tuple[Any, ...], words: str) -> None:
    """A refusal is false with a reason that names the value."""
    assert steam.call(f"OfflineSteam_{name}", c_bool, *arguments) is False
    assert words in steam.call("OfflineSteam_LastError", c_char_p).decode()


def test_control_in_c(steam: Any) -> None:
    """Every control function does in C what it does in Python."""

    def do(name: str, *arguments: Any) -> list[int]:
        assert steam.call(f"OfflineSteam_{name}", c_bool, *arguments) is True, name
        return [message.callback for message in steam.pump(1)]

    assert do("OpenOverlay") == [331] and do("CloseOverlay") == [331] and do("CloseOverlay") == []
    assert do("StartPurchase", c_uint64(2**64 - 1)) == [331]
    assert do("ApprovePurchase", c_uint64(2**64 - 1)) == [331, 152]
    assert do("SetOverlayEnabled", c_bool(False)) == []
    assert steam.utils("IsOverlayEnabled", c_bool) is False
    assert do("StartPurchase", c_uint64(6)) == []
    assert do("DeclinePurchase", c_uint64(6)) == [152]
    assert do("InstallDlc", c_uint32(OTHER_DLC)) == [1005]
    assert do("UninstallDlc", c_uint32(DLC)) == []
    assert do("SetPlayerCount", 3) == []
    state = steam.control.state()
    assert (state["dlc"], state["player_count"]) == ([OTHER_DLC], 3)


def test_control_in_python(steam: Any) -> None:
    """The same from Python."""
    control = steam.control
    control.set_user(FRIEND, name="é漢🎮", avatar={"shape": "none"})
    control.open_overlay()
    control.close_overlay()
    control.start_purchase(5)
    control.start_purchase(6)
    control.approve_purchase(5)
    control.decline_purchase(6)
    control.install_dlc(OTHER_DLC)
    control.uninstall_dlc(DLC)
    control.set_player_count(3)
    control.set_overlay_enabled(False)
    assert [message.callback for message in steam.pump(1)] == [
        304, 331, 331, 331, 152, 331, 152, 1005,
    ]  # fmt: skip
    state = control.state()
    assert state["overlay"]["enabled"] is False
    assert json.loads(json.dumps(state)) == state
    assert _avatar(steam, "Small", FRIEND) == 0


def test_calls_without_a_connection(fresh: Callable[..., Any]) -> None:
    """Before init and after shutdown each function gives its failure value, NULL or not."""
    steam = fresh()
    length = c_uint32(77)
    buffer = ctypes.create_string_buffer(TICKET_ROOM)
    for _ in range(2):
        for size in ("Small", "Medium", "Large"):
            assert _avatar(steam, size, FRIEND) == 0
        assert steam.utils("IsOverlayEnabled", c_bool) is False
        assert steam.stats("GetNumberOfCurrentPlayers", c_uint64) == 0
        assert steam.stats("GetNumAchievements", c_uint32) == 0
        assert steam.stats("GetAchievementName", c_char_p, c_uint32(0)) == b""
        assert steam.stats("GetAchievement", c_bool, b"ACH_HEAVY_FIRE", None) is False
        assert steam.apps("BIsDlcInstalled", c_bool, c_uint32(DLC)) is False
        steam.friends("ActivateGameOverlay", None, b"friends")
        steam.apps("InstallDLC", None, c_uint32(OTHER_DLC))
        steam.user("CancelAuthTicket", None, c_uint32(1))
        ticket = steam.user(
            "GetAuthSessionTicket", c_uint32, buffer, TICKET_ROOM, byref(length), c_void_p()
        )
        assert (ticket, length.value) == (0, 77)
        steam.init()
        steam.pump()
        steam.call("SteamAPI_Shutdown", None)


def test_achievement_without_an_icon(fresh: Callable[..., Any], tmp_path: Path) -> None:
    """1109 comes with handle 0."""
    steam = fresh()
    definition = tmp_path / "app.toml"
    definition.write_text(
        f'app_id = 9\nname = "N"\n[[achievement]]\nname = "PLAIN"\n'
        f'[[user]]\nsteam_id = "{ME}"\nname = "Me"\ncurrent = true\n',
        "utf-8",
    )
    steam.control.set_app(definition)
    steam.init()
    assert steam.stats("GetAchievementIcon", c_int, b"PLAIN") == 0
    (fetched,) = steam.pump()
    *_, achieved, handle = struct.unpack("<Q128s?3xi", fetched.data)
    assert (fetched.callback, achieved, handle) == (1109, False, 0)
