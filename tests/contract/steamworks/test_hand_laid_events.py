"""Contract: bytes laid out by hand become the documented events, through a library and the façade.

The library is the fake one of the unit tests: it hands on what it is given. With Windows packing
the structs, and the rows of leaderboards, are laid out and decoded as on Windows, here.
"""

import ctypes
import os
import subprocess
import sysconfig
from pathlib import Path

import pytest

from steamworks import Client, Steamworks, leaderboards
from steamworks._abi import layouts

from .laid_by_hand import APP, BOARD, ENTRY, LINUX, ME, ORDER, OTHER, STRUCTS, WINDOWS, text

pytestmark = pytest.mark.contract

FAKE = Path(__file__).parents[2] / "unit" / "steamworks" / "fake_steam.c"
NOBODY = {
    "nameChanged": False,
    "nicknameChanged": False,
    "statusChanged": False,
    "relationshipChanged": False,
    "steamLevelChanged": False,
    "smallAvatarChanged": False,
    "mediumAvatarChanged": False,
    "largeAvatarChanged": False,
    "facebookInfoChanged": False,
}
ELSEWHERE = 570
NAME = "Bö漢🎮"
ROWS = 7
"""The handle of the fake library's rows."""


@pytest.fixture(scope="module", params=[LINUX, WINDOWS], ids=["linux", "windows"])
def pack(request):
    """Each packing."""
    return request.param


@pytest.fixture(scope="module")
def library(pack, tmp_path_factory):
    """The fake library, whose rows are packed so."""
    target = tmp_path_factory.mktemp(f"pack{pack}") / "libsteam_api.so"
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()
    options = ["-shared", "-fPIC", "-DWITHOUT_REQUEST_CURRENT_STATS"]
    if pack == WINDOWS:
        options.append("-DWINDOWS_ROWS")
    subprocess.run([*compiler, *options, "-o", str(target), str(FAKE)], check=True)
    return target


class Fed:
    """A façade on the fake library, and what is put into that library's queue."""

    def __init__(self, library, pack):
        self.pack = pack
        self.dll = ctypes.CDLL(str(library))
        self.dll.fake_reset()
        self.dll.fake_last_call.restype = ctypes.c_uint64
        self.events = []
        self.client = Client(APP, library)
        self.steam = Steamworks(self.client, emit=lambda name, event: self.events.append(event))
        self.steam.pump()
        self.answer(1101, APP, 1, ME)
        assert [event["name"] for event in self.events] == ["userProgressUpdate"]
        self.events.clear()
        self.pumps(3)

    def pumps(self, count):
        """Frames."""
        for _ in range(count):
            self.steam.pump()

    def post(self, number, *values):
        """A callback, in the next frame."""
        data = STRUCTS[number].lay(self.pack, *values)
        self.dll.fake_post(number, data, len(data))
        self.steam.pump()

    def answer(self, number, *values):
        """The answer to the last call, in the next frame."""
        data = STRUCTS[number].lay(self.pack, *values)
        call = ctypes.c_uint64(self.dll.fake_last_call())
        self.dll.fake_answer(call, number, data, len(data), False)
        self.steam.pump()


@pytest.fixture
def fed(library, pack, monkeypatch):
    """A façade past its start-up event, for whom structs are packed so."""
    monkeypatch.setattr(layouts, "NATIVE_PACK", pack)
    row = layouts.LEADERBOARD_ENTRY.packed(pack)
    monkeypatch.setattr(leaderboards, "_ROW", row)
    made = Fed(library, pack)
    yield made
    made.client.close()


@pytest.mark.parametrize("result", [1, 2, 9999])
def test_user_progress_update(fed, result):
    """UserStatsReceived_t, of whom it is about, with Steam's code; not of another game."""
    fed.post(1101, ELSEWHERE, 1, OTHER)
    fed.post(1101, APP, result, OTHER)
    assert fed.events == [
        {
            "name": "userProgressUpdate",
            "isError": result != 1,
            "resultCode": result,
            "userSteamId": str(OTHER),
        }
    ]


@pytest.mark.parametrize("result", [1, 8])
def test_user_progress_save(fed, result):
    """UserStatsStored_t, of the current user; not of another game."""
    fed.post(1102, ELSEWHERE, 1)
    fed.post(1102, APP, result)
    assert fed.events == [
        {
            "name": "userProgressSave",
            "isError": result != 1,
            "resultCode": result,
            "userSteamId": str(ME),
        }
    ]


def test_user_progress_unload(fed):
    """UserStatsUnloaded_t."""
    fed.post(1108, OTHER)
    assert fed.events == [{"name": "userProgressUnload", "userSteamId": str(OTHER)}]


@pytest.mark.parametrize("group", [0, 1])
def test_achievement_info_update(fed, group):
    """UserAchievementStored_t: progress with its numbers, an unlocking without."""
    fed.post(1103, ELSEWHERE, group, text("ACH_é漢🎮"), 0, 0)
    fed.post(1103, APP, group, text("ACH_é漢🎮"), 3, 2**32 - 1)
    fed.post(1103, APP, group, text("A" * 128), 0, 0)
    assert fed.events == [
        {
            "name": "achievementInfoUpdate",
            "achievementName": name,
            "currentProgress": current,
            "maxProgress": maximum,
        }
        for name, current, maximum in [
            ("ACH_é漢🎮", 3, 2**32 - 1),
            ("A" * 128, None, None),
        ]
    ]


@pytest.mark.parametrize(("achieved", "handle"), [(1, 2**31 - 1), (0, 12), (255, 0)])
def test_achievement_image_update(fed, achieved, handle):
    """UserAchievementIconFetched_t, with the image's size; handle 0 is no image."""
    fed.dll.fake_image(handle, 64, 48)
    fed.post(1109, ELSEWHERE, text("ACH_ONE"), achieved, handle)
    fed.post(1109, APP, text("ACH_é漢🎮"), achieved, handle)
    info = {"imageHandle": handle, "pixelWidth": 64, "pixelHeight": 48} if handle else None
    assert fed.events == [
        {
            "name": "achievementImageUpdate",
            "achievementName": "ACH_é漢🎮",
            "imageInfo": info,
            "unlocked": bool(achieved),
        }
    ]


@pytest.mark.parametrize(
    ("bits", "changed"),
    [
        (0x0001, ["nameChanged"]),
        (0x0002, ["statusChanged"]),
        (0x0004, ["statusChanged"]),
        (0x0008, ["statusChanged"]),
        (0x0010, []),  # the game being played
        (0x0020, []),  # its server
        (0x0040, ["smallAvatarChanged", "mediumAvatarChanged"]),
        (0x0080, []),  # joined and left what the user is in
        (0x0100, []),
        (0x0200, ["relationshipChanged"]),
        (0x0400, ["nameChanged"]),
        (0x0800, ["facebookInfoChanged"]),
        (0x1000, ["nicknameChanged"]),
        (0x2000, ["steamLevelChanged"]),
        (0x4000, []),  # rich presence
        (0x3203, ["nameChanged", "statusChanged", "relationshipChanged", "nicknameChanged",
                  "steamLevelChanged"]),
    ],
)  # fmt: skip
def test_user_info_update(fed, bits, changed):
    """PersonaStateChange_t, bit by bit; an event also when no bit is one that is told."""
    fed.post(304, OTHER, bits)
    expected = {**NOBODY, **dict.fromkeys(changed, True)}
    assert fed.events == [{"name": "userInfoUpdate", "userSteamId": str(OTHER), **expected}]


def test_large_avatar(fed):
    """AvatarImageLoaded_t, of a user whose large avatar was asked for."""
    fed.dll.fake_person(ctypes.c_uint64(OTHER), b"Ann", b"", 1, 3, 7)
    fed.dll.fake_avatar(ctypes.c_uint64(OTHER), 2, -1)
    assert fed.steam.getUserImageInfo("largeAvatar", str(OTHER)) is None
    fed.dll.fake_image(12, 184, 184)
    fed.dll.fake_avatar(ctypes.c_uint64(OTHER), 2, 12)
    fed.post(334, OTHER, 12, 184, 184)
    expected = {**NOBODY, "largeAvatarChanged": True}
    assert fed.events == [{"name": "userInfoUpdate", "userSteamId": str(OTHER), **expected}]
    info = fed.steam.getUserImageInfo("largeAvatar", str(OTHER))
    assert info == {"imageHandle": 12, "pixelWidth": 184, "pixelHeight": 184}


def test_overlay_status(fed):
    """GameOverlayActivated_t, whoever opened it; not that of another app."""
    fed.post(331, 1, 0, ELSEWHERE, 1)
    fed.post(331, 1, 0, APP, 4711)
    fed.post(331, 0, 1, APP, 2**32 - 1)
    assert fed.events == [
        {"name": "overlayStatus", "phase": "shown"},
        {"name": "overlayStatus", "phase": "hidden"},
    ]


def test_microtransaction_authorization(fed):
    """MicroTxnAuthorizationResponse_t, with all 64 bits of the order; not that of another app."""
    fed.post(152, ELSEWHERE, 1, 1)
    fed.post(152, APP, ORDER, 1)
    fed.post(152, APP, 1, 0)
    assert fed.events == [
        {"name": "microtransactionAuthorization", "authorized": True, "orderId": str(ORDER)},
        {"name": "microtransactionAuthorization", "authorized": False, "orderId": "1"},
    ]


@pytest.mark.parametrize("result", [1, 3])
def test_auth_session_ticket_response(fed, result):
    """GetAuthSessionTicketResponse_t, of a ticket that was given here."""
    assert fed.steam.getAuthSessionTicket()
    [handle] = [n for n in range(1, 1000) if fed.dll.fake_ticket_open(n)]
    fed.post(163, handle, result)
    expected = {"isError": result != 1, "resultCode": result}
    assert fed.events == [{"name": "authSessionTicketResponse", **expected}]


@pytest.mark.parametrize(("success", "count"), [(1, 2**31 - 1), (128, 0)])
def test_active_player_count(fed, success, count):
    """NumberOfCurrentPlayers_t."""
    assert fed.steam.requestActivePlayerCount()
    fed.answer(1107, success, count)
    assert fed.events == [{"name": "activePlayerCount", "isError": False, "count": count}]


def test_active_player_count_without_success(fed):
    """NumberOfCurrentPlayers_t whose flag says no: an error, whatever the number is."""
    assert fed.steam.requestActivePlayerCount()
    fed.answer(1107, 0, 5)
    assert fed.events == [{"name": "activePlayerCount", "isError": True, "count": None}]


def test_leaderboard_info(fed):
    """LeaderboardFindResult_t, with all 64 bits of the handle."""
    fed.dll.fake_board(0, ctypes.c_uint64(BOARD), 3, 2, 3)
    assert fed.steam.requestLeaderboardInfo({"leaderboardName": NAME})
    fed.answer(1104, BOARD, 64)
    assert fed.events == [
        {
            "name": "leaderboardInfo",
            "isError": False,
            "leaderboardName": NAME,
            "leaderboardHandle": str(BOARD),
            "entryCount": 3,
            "sortMethod": "descending",
            "displayType": "milliseconds",
        }
    ]


def test_leaderboard_that_is_not_there(fed):
    """LeaderboardFindResult_t whose flag says no."""
    assert fed.steam.requestLeaderboardEntries({"leaderboardName": NAME})
    fed.answer(1104, BOARD, 0)
    assert fed.events == [
        {
            "name": "leaderboardEntries",
            "isError": True,
            "leaderboardName": NAME,
            "leaderboardHandle": "0",
            "entries": [],
        }
    ]


def test_leaderboard_entries(fed, pack):
    """LeaderboardScoresDownloaded_t and its rows of LeaderboardEntry_t, details or not."""
    rows = [(ME, 1, 2**31 - 1, 0, 0), (OTHER, 2, 0, 64, 2**64 - 1), (2**64 - 1, 3, -(2**31), 2, 1)]
    data = b"".join(ENTRY.lay(pack, *row) for row in rows)
    fed.dll.fake_rows(data, len(rows))
    assert fed.steam.requestLeaderboardEntries({"leaderboardName": NAME})
    fed.answer(1104, BOARD, 1)
    fed.answer(1105, BOARD, ROWS, len(rows))
    assert fed.events == [
        {
            "name": "leaderboardEntries",
            "isError": False,
            "leaderboardName": NAME,
            "leaderboardHandle": str(BOARD),
            "entries": [
                {"userSteamId": str(user), "globalRank": rank, "score": score}
                for user, rank, score, _, _ in rows
            ],
        }
    ]


@pytest.mark.parametrize(
    ("changed", "ranks", "told"),
    [
        (1, (2**31 - 1, 3), (True, 2**31 - 1, 3)),
        (1, (1, 0), (True, 1, 0)),
        (0, (7, 7), (False, None, None)),
    ],
)
def test_set_high_score(fed, changed, ranks, told):
    """LeaderboardScoreUploaded_t: ranks only when the score is kept; 0 is no rank before."""
    assert fed.steam.requestSetHighScore({"leaderboardName": NAME, "value": -5})
    fed.answer(1104, BOARD, 1)
    fed.answer(1106, 1, BOARD, -5, changed, *ranks)
    assert fed.events == [
        {
            "name": "setHighScore",
            "isError": False,
            "leaderboardName": NAME,
            "leaderboardHandle": str(BOARD),
            **dict(
                zip(("scoreChanged", "currentGlobalRank", "previousGlobalRank"), told, strict=True)
            ),
        }
    ]


def test_set_high_score_without_success(fed):
    """LeaderboardScoreUploaded_t whose flag says no, with numbers that mean nothing then."""
    assert fed.steam.requestSetHighScore({"leaderboardName": NAME, "value": -5})
    fed.answer(1104, BOARD, 1)
    fed.answer(1106, 0, BOARD, -5, 1, 1, 1)
    assert fed.events == [
        {
            "name": "setHighScore",
            "isError": True,
            "leaderboardName": NAME,
            "leaderboardHandle": "0",
            "scoreChanged": False,
            "currentGlobalRank": None,
            "previousGlobalRank": None,
        }
    ]


@pytest.mark.parametrize("number", [117, 704])
def test_steam_goes(fed, number):
    """IPCFailure_t and SteamShutdown_t: nobody is logged on any more."""
    fed.post(number, *([1] if number == 117 else []))
    assert fed.steam.isLoggedOn is False
    assert fed.events == []
