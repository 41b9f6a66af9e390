"""Room B: the documented functions and properties, with good arguments and with bad ones."""

import math
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steamworks import Client, Request, Steamworks, contract, is_user, parse_user

NOT_IDS = [
    "",
    "0",
    "-1",
    "-76561197960265729",
    str(2**64),
    str(2**64 - 1),
    "letters",
    "76561197960265729.0",
    " 76561197960265729",
    "76561197960265729\n",
    "+76561197960265729",
    "076561197960265729",
    "0x110000100000001",
    "7656119796026572९",
    "12345",
    "103582791429521408",
    "9" * 10_000,
    "\udcff",
    76561197960265729,
    7.6561197960265729e16,
    True,
    b"76561197960265729",
    [],
    {},
]
BAD_NAMES = [
    "",
    "x" * 10_000,
    "x" * 128,
    "é" * 64,
    "ACH_ONE\0",
    "\udcff\udcfe",
    5,
    1.5,
    None,
    b"ACH_ONE",
    [],
]


def test_achievement_names(facade):
    """All names, in Steam's order; bytes that are not UTF-8 do not raise."""
    assert facade.getAchievementNames() == ["ACH_ONE", "ACH_TWO", "ACH_Ü\ufffd"]


def test_achievement_info(facade):
    """The documented keys, with a time only once it is unlocked."""
    info = facade.getAchievementInfo("ACH_ONE")
    assert info == {
        "localizedName": "One ★",
        "localizedDescription": "Bad \ufffd bytes",
        "hidden": False,
        "unlocked": False,
        "unlockTime": None,
    }
    assert facade.getAchievementInfo("ACH_TWO")["hidden"] is True
    assert facade.setAchievementUnlocked("ACH_ONE") is True
    info = facade.getAchievementInfo("ACH_ONE")
    assert (info["unlocked"], info["unlockTime"]) == (True, 1700000000)


def test_unlocking_twice_is_true(facade, log):
    """Unlocking what is unlocked is no failure."""
    assert facade.setAchievementUnlocked("ACH_ONE")
    assert facade.setAchievementUnlocked("ACH_ONE")
    assert log.errors == []


def test_other_user_must_be_requested_first(facade, steam):
    """Another user's achievements and stats are null until they were requested."""
    other = str(steam.other)
    query = {"statName": "Wins", "type": "int", "userSteamId": other}
    assert facade.getAchievementInfo("ACH_ONE", other) is None
    assert facade.getUserStatValue(query) is None
    facade.requestUserProgress(other)
    steam.answer(steam.received(steam.other))
    facade.pump()
    assert facade.getAchievementInfo("ACH_ONE", other)["unlocked"] is False
    assert facade.getUserStatValue(query) == 0


def test_own_id_means_the_current_user(facade, steam):
    """The current user's own ID gives the same as leaving it out, without any request."""
    me = str(steam.me)
    assert facade.getAchievementInfo("ACH_ONE", me) == facade.getAchievementInfo("ACH_ONE")


def test_unknown_achievement(facade, log):
    """An unknown name gives null, or false with an error that says where the names are."""
    assert facade.getAchievementInfo("ACH_NONE") is None
    assert facade.getAchievementInfo("ACH_NONE") is None
    assert facade.setAchievementUnlocked("ACH_NONE") is False
    assert facade.setAchievementProgress("ACH_NONE", 1, 2) is False
    assert facade.setAchievementProgress("ACH_NONE", 2, 2) is False
    assert len(log.warnings) == 1
    assert len(log.errors) == 3
    assert all("no achievement 'ACH_NONE'; getAchievementNames()" in text for text in log.errors)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_bad_achievement_names(facade, log, name):
    """Names that no achievement can have are refused by every function, with a message each."""
    assert facade.getAchievementInfo(name) is None
    assert facade.setAchievementUnlocked(name) is False
    assert facade.setAchievementProgress(name, 1, 2) is False
    assert [text.split(" expected")[0] for text in log.errors] == [
        "Steamworks.getAchievementInfo: achievementName:",
        "Steamworks.setAchievementUnlocked: achievementName:",
        "Steamworks.setAchievementProgress: achievementName:",
    ]
    assert all(len(text) < 300 for text in log.errors)


@pytest.mark.parametrize("user", NOT_IDS)
def test_ids_that_are_not_ids(facade, steam, log, user):
    """An ID that is not the decimal string of a user's ID is refused, with a message each."""
    before = steam.count("requests")
    assert not facade.requestUserProgress(user)
    assert facade.getAchievementInfo("ACH_ONE", user) is None
    query = {"statName": "Wins", "type": "int", "userSteamId": user}
    assert facade.getUserStatValue(query) is None
    assert steam.count("requests") == before
    assert len(log.errors) == 3
    assert "Steamworks.requestUserProgress: userSteamId: expected" in log.errors[0]
    assert "Steamworks.getUserStatValue: params.userSteamId: expected" in log.errors[2]
    assert all(len(text) < 300 for text in log.errors)


@given(st.text() | st.integers().map(str))
def test_only_what_reads_back_the_same_is_an_id(text):
    """Whatever text is accepted as an ID is exactly the decimal form of a user's ID."""
    try:
        value = parse_user(text)
    except ValueError:
        return
    assert str(value) == text
    assert is_user(value)


@given(account=st.integers(1, 2**32 - 1), instance=st.integers(0, 4), universe=st.integers(1, 4))
def test_every_user_id_is_accepted(account, instance, universe):
    """The ID of any individual account in any universe is accepted."""
    value = account | instance << 32 | 1 << 52 | universe << 56
    assert parse_user(str(value)) == value


@pytest.mark.parametrize(
    ("value", "maximum", "unlocked"),
    [
        (0, 10, False),
        (9, 10, False),
        (10, 10, True),
        (11, 10, True),
        (-5, 10, False),
        (-5, -1, True),
        (0, 0, True),
        (3.0, 10.0, False),
        (2**32 - 2, 2**32 - 1, False),
    ],
)
def test_achievement_progress(facade, steam, value, maximum, unlocked):
    """Below the maximum it is shown, from there on it is unlocked; negative numbers count as 0."""
    assert facade.setAchievementProgress("ACH_ONE", value, maximum) is True
    assert facade.getAchievementInfo("ACH_ONE")["unlocked"] is unlocked
    facade.pump()
    assert steam.count("stores") == 1


@pytest.mark.parametrize("bad", [math.nan, math.inf, 1.5, "1", None, True, 2**32, 10**400, []])
def test_bad_progress(facade, steam, log, bad):
    """Progress that is no integer of 32 bits is refused."""
    assert facade.setAchievementProgress("ACH_ONE", bad, 10) is False
    assert facade.setAchievementProgress("ACH_ONE", 1, bad) is False
    facade.pump()
    assert steam.count("stores") == 0
    assert [text.split(":")[1] for text in log.errors] == [" value", " maxValue"]


def test_progress_of_an_unlocked_achievement(facade, log):
    """There is nothing to show any more, which is false but no mistake of the game."""
    facade.setAchievementUnlocked("ACH_ONE")
    assert facade.setAchievementProgress("ACH_ONE", 1, 10) is False
    assert log.errors == []


def test_refused_calls_are_false(facade, steam, log):
    """A request or reset that Steam refuses is false, with a message."""
    steam.refuse("request")
    steam.refuse("reset")
    assert not facade.requestUserProgress()
    assert facade.resetUserStats() is False
    assert facade.resetUserProgress() is False
    assert len(log.errors) == 3


@pytest.mark.parametrize("name", list(contract.FUNCTIONS))
def test_wrong_argument_count(facade, log, name):
    """Too many arguments give the failure value; the message has the right ones and their count."""
    row = contract.FUNCTIONS[name]
    too_many = ["x"] * (len(row.parameters) + 1)
    assert getattr(facade, name)(*too_many) == row.failure
    assert len(log.errors) == 1
    assert f"Steamworks.{name}: expected {name}(" in log.errors[0]
    plural = "s" if row.parameters else ""
    assert log.errors[0].endswith(f"got {len(too_many)} argument{plural}")


def test_misnamed_argument(facade, log):
    """An argument under another name is named in the message."""
    assert facade.setAchievementUnlocked(achievement="ACH_WIN_ONE_GAME") is False
    assert "expected setAchievementUnlocked(achievementName)" in log.errors[0]
    assert "'achievement'" in log.errors[0]


def test_properties(client, steam, log):
    """The properties of a connected façade are strings and bools."""
    steam.dll.fake_overlay(True)
    facade = Steamworks(client)
    assert facade.appId == "480"
    assert facade.appOwnerSteamId == str(steam.me)
    assert facade.canShowOverlay is True
    assert facade.isLoggedOn is True
    assert facade.userSteamId == str(steam.me)
    with pytest.raises(AttributeError):
        facade.appId = "1"


GOOD_ARGUMENTS = {
    "addEventListener": ("userProgressUpdate", print),
    "removeEventListener": ("userProgressUpdate", print),
    "requestUserProgress": (),
    "getAchievementNames": (),
    "getAchievementInfo": ("ACH_ONE",),
    "getAchievementImageInfo": ("ACH_ONE",),
    "getUserStatValue": ({"statName": "Wins", "type": "int"},),
    "setUserStatValues": ([{"statName": "Wins", "type": "int", "value": 1}],),
    "setAchievementUnlocked": ("ACH_ONE",),
    "setAchievementProgress": ("ACH_ONE", 1, 2),
    "resetUserStats": (),
    "resetUserProgress": (),
    "requestActivePlayerCount": (print,),
    "requestLeaderboardInfo": ({"leaderboardName": "Board", "listener": print},),
    "requestLeaderboardEntries": ({"leaderboardName": "Board", "listener": print},),
    "requestSetHighScore": ({"leaderboardName": "Board", "value": 1, "listener": print},),
    "getUserInfo": (),
    "getUserImageInfo": ("smallAvatar",),
    "newTexture": (1,),
    "newImageRect": (1, 32, 32),
    "setNotificationPosition": ("topLeft",),
    "showGameOverlay": ("Friends",),
    "showStoreOverlay": ("480",),
    "showUserOverlay": ("76561197960287930",),
    "showWebOverlay": ("https://example.com",),
    "isDlcInstalled": ("480",),
    "getAuthSessionTicket": (),
}


def offline(facade, log):
    """Everything gives its failure value, and nothing is logged."""
    for name, row in contract.FUNCTIONS.items():
        if name not in ("addEventListener", "removeEventListener"):
            first = getattr(facade, name)(*GOOD_ARGUMENTS[name])
            assert first == row.failure
            assert type(first) in (type(row.failure), Request)
    for name, row in contract.PROPERTIES.items():
        assert getattr(facade, name) == row.offline
    assert log.errors == []


def test_without_a_connection(log):
    """Without a connection everything gives its failure value, and nothing crashes."""
    facade = Steamworks(None, log=log)
    assert facade.pump() is False
    offline(facade, log)
    facade.close()
    offline(facade, log)


def test_failure_values_are_not_shared(log):
    """The empty array that a failed call returns is new each time."""
    facade = Steamworks(None, log=log)
    facade.getAchievementNames().append("x")
    assert facade.getAchievementNames() == []


def test_app_id_without_a_connection(log):
    """The configured app ID is known without a connection; a bad one is reported and null."""
    assert Steamworks(None, app_id="480", log=log).appId == "480"
    assert Steamworks(None, app_id="no", log=log).appId is None
    assert "Steamworks.appId: expected an app ID" in log.errors[0]


def test_listeners_can_be_added_without_a_connection(log):
    """A script may add its listeners whether or not Steam is there."""
    facade = Steamworks(None, log=log)
    assert facade.addEventListener("userProgressUpdate", print) is True
    assert facade.removeEventListener("userProgressUpdate", print) is True


def test_after_close(facade, log):
    """A closed façade is logged off, for good."""
    facade.close()
    assert facade.pump() is False
    offline(facade, log)


@pytest.mark.parametrize("callback", [117, 704])
def test_logged_on_never_comes_back(facade, steam, log, callback):
    """When Steam goes away, everything fails quietly from there on, whatever comes later."""
    steam.post(callback, b"\x01")
    assert facade.isLoggedOn is True
    facade.pump()
    assert len(log.warnings) == 1
    facade.pump()
    offline(facade, log)


def test_other_threads_get_an_error(facade, steam, log):
    """A call from another thread is refused with an error; nothing reaches Steam."""
    frames, results = steam.count("frames"), {}

    def work():
        for name, arguments in GOOD_ARGUMENTS.items():
            results[name] = getattr(facade, name)(*arguments)
        for name in contract.PROPERTIES:
            if name != "isLoggedOn":
                results[name] = getattr(facade, name)
        results["pump"] = facade.pump()
        facade.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert results.pop("pump") is False
    assert results.pop("appId") in (None, "480")
    for name, value in results.items():
        row = contract.FUNCTIONS.get(name)
        assert value == (row.failure if row else contract.PROPERTIES[name].offline)
    assert len(log.errors) == len(GOOD_ARGUMENTS) + len(contract.PROPERTIES) - 1 + 2
    assert all("thread" in text for text in log.errors)
    assert steam.count("frames") == frames
    assert facade.isLoggedOn is True
    assert isinstance(facade._client, Client)
