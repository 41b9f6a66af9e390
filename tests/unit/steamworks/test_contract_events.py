"""Room B: what the façade emits and returns is just as the table of documented names says.

The events of all other tests in this folder are held against the table too (see `conftest`).
"""

import struct

import pytest
from conforming import problems_of_event, problems_of_value
from fake_boards import BOARD

from steamworks import contract

NAME = "userProgressUpdate"
GOOD = {"name": NAME, "isError": False, "resultCode": 1, "userSteamId": "76561197960265729"}


def everything_happens(facade, steam, boards):
    """Has Steam report each thing that an event tells, as successes."""
    steam.person(steam.other, avatars=(0, 0, 23))
    for handle, size in ((5, 64), (23, 184)):
        steam.image(handle, size)
    facade.setAchievementUnlocked("ACH_ONE")
    facade.requestActivePlayerCount()
    boards.counted(7)
    facade.requestLeaderboardInfo({"leaderboardName": "Board"})
    boards.found()
    facade.pump()
    facade.requestLeaderboardEntries({"leaderboardName": "Board"})
    boards.downloaded([(steam.me, 1, 100), (steam.other, 2, 90)])
    facade.requestSetHighScore({"leaderboardName": "Board", "value": 200})
    boards.uploaded(True, rank=1, previous=2)
    facade.getAuthSessionTicket()
    steam.post(163, struct.pack("<Ii", 1, 1))
    steam.post(1102, steam.stored())
    steam.post(1103, steam.achievement(b"ACH_ONE", 1, 2))
    steam.post(1108, steam.other.to_bytes(8, "little"))
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", True, 5))
    steam.post(304, steam.changed(steam.other, 0xFFFF))
    steam.post(334, steam.avatar_loaded(steam.other, 23))
    steam.post(331, struct.pack("<??xxII", True, True, 480, 1))
    steam.post(152, struct.pack("<IQ?3x", 480, 2**64 - 1, True))
    facade.pump()


def test_every_event_is_emitted_as_documented(facade, steam, boards, heard):
    """Each event comes with its keys, in their order and types; a LeaderboardEntry in it too."""
    everything_happens(facade, steam, boards)
    assert {event["name"] for event in heard.events} == set(contract.EVENTS)
    assert [problems_of_event(event) for event in heard.events] == [[] for _ in heard.events]
    assert not any(event.get("isError") for event in heard.events)


def test_failures_are_emitted_as_documented(facade, steam, boards, heard):
    """What ends with an error has the same keys; those without a value are null."""
    facade.requestUserProgress(str(steam.other))
    steam.answer(b"", failed=True)
    facade.requestActivePlayerCount()
    boards.fail("players")
    for function in ("requestLeaderboardInfo", "requestLeaderboardEntries"):
        getattr(facade, function)({"leaderboardName": "Board"})
    facade.requestSetHighScore({"leaderboardName": "Board", "value": 1})
    boards.fail("find")
    facade.getAuthSessionTicket()
    steam.post(163, struct.pack("<Ii", 1, 2))
    steam.post(1109, steam.icon_fetched(b"ACH_ONE", False, 0))
    facade.pump()
    facade.pump()
    failed = {event["name"]: event for event in heard.events}
    assert all(event["isError"] for event in heard.events if "isError" in event)
    assert [problems_of_event(event) for event in heard.events] == [[] for _ in heard.events]
    handles = {name: event.get("leaderboardHandle") for name, event in failed.items()}
    assert handles["leaderboardInfo"] is None
    assert handles["leaderboardEntries"] == handles["setHighScore"] == "0"
    assert failed["leaderboardEntries"]["entries"] == []
    assert failed["activePlayerCount"]["count"] is None
    assert failed["achievementImageUpdate"]["imageInfo"] is None


def test_dictionaries_are_returned_as_documented(facade, steam):
    """AchievementInfo, ImageInfo and UserInfo have their keys, types and words."""
    steam.person(steam.other, nickname="Otto", avatars=(5, 5, 5))
    steam.image(5, 32)
    other = str(steam.other)
    for function, arguments in (
        ("getAchievementInfo", ("ACH_ONE",)),
        ("getUserInfo", ()),
        ("getUserInfo", (other,)),
        ("getUserImageInfo", ("smallAvatar", other)),
    ):
        found = getattr(facade, function)(*arguments)
        assert found is not None
        row = contract.FUNCTIONS[function]
        assert problems_of_value(function, found, row.returns) == []


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        {"name": "userProgress"},
        {**GOOD, "more": 1},
        {key: value for key, value in GOOD.items() if key != "resultCode"},
        dict(reversed(GOOD.items())),
        {**GOOD, "isError": 0},
        {**GOOD, "resultCode": True},
        {**GOOD, "userSteamId": 76561197960265729},
        {**GOOD, "userSteamId": None},
        {"name": "overlayStatus", "phase": "open"},
        {
            "name": "leaderboardEntries",
            "isError": False,
            "leaderboardName": "Board",
            "leaderboardHandle": str(BOARD),
            "entries": [{"userSteamId": "1", "globalRank": 1}],
        },
    ],
)
def test_the_check_finds_what_is_wrong(wrong):
    """An unknown name, a key too many or too few, another order, type or word."""
    assert problems_of_event(GOOD) == []
    assert problems_of_event(wrong) != []
