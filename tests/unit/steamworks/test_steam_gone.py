"""Room B: Steam goes away, or the connection ends, while something is under way."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

import steamworks
from steamworks import CallState, Client, IOFailure, Steamworks, connect

SOURCES = Path(steamworks.__file__).parents[1]


def told(heard):
    """Name, result and user of the events that came."""
    return [(e["name"], e["resultCode"], e["userSteamId"]) for e in heard.events]


def test_requests_in_flight_end_when_the_connection_breaks(facade, steam, heard):
    """Nobody will answer any more: each request ends with an I/O failure, for its own user."""
    users = [str(steam.other), str(steam.me), str(steam.other)]
    for user in users:
        facade.requestUserProgress(user)
    steam.post(117, b"\x01")
    facade.pump()
    facade.pump()
    assert told(heard) == [("userProgressUpdate", 37, user) for user in users]
    assert facade.isLoggedOn is False


def test_store_in_flight_ends_when_the_connection_breaks(facade, steam, heard):
    """What was sent and not confirmed is told as not saved."""
    facade.setAchievementUnlocked("ACH_ONE")
    facade.pump()
    steam.post(117, b"\x01")
    facade.pump()
    me = str(steam.me)
    assert told(heard) == [("userProgressSave", 37, me), ("userProgressUpdate", 37, me)]


@pytest.mark.parametrize("kind", ["steam", "old_steam"])
def test_start_up_ends_when_the_connection_breaks(request, heard, log, kind):
    """A façade that waits for its start-up event gets it, as an I/O failure."""
    steam = request.getfixturevalue(kind)
    with Client(480, steam.path, log) as client:
        facade = Steamworks(client, emit=heard, log=log)
        facade.pump()
        steam.post(117, b"\x01")
        facade.pump()
        facade.pump()
    assert told(heard) == [("userProgressUpdate", 37, str(steam.me))]


def test_steam_that_ends_may_still_answer(facade, steam, heard):
    """Steam that asks the game to end keeps its connection, and answers what it can."""
    facade.requestUserProgress(str(steam.other))
    steam.post(704, b"\x00")
    facade.pump()
    assert heard.events == []
    steam.answer(steam.received(steam.other))
    facade.pump()
    assert told(heard) == [("userProgressUpdate", 1, str(steam.other))]


def test_typed_calls_end_when_the_connection_breaks(client, steam):
    """The handler of a call gets an IOFailure, once; a cancelled call's handler gets nothing."""
    got = []
    first = client.user_stats.request(steam.other, lambda outcome: second.cancel())
    second = client.user_stats.request(steam.other, got.append)
    third = client.user_stats.request(steam.other, got.append)
    steam.post(117, b"\x01")
    client.pump()
    steam.answer(steam.received(steam.other), call=third.call)
    client.pump()
    assert [type(outcome) for outcome in got] == [IOFailure]
    states = [call.state for call in (first, second, third)]
    assert states == [CallState.FAILED, CallState.CANCELLED, CallState.FAILED]


def test_facade_that_joins_a_lost_connection(facade, client, steam, log):
    """A façade made after Steam went is not logged on, hears nothing, and breaks nothing."""
    steam.post(117, b"\x01")
    facade.pump()
    late = []
    second = Steamworks(client, emit=lambda name, event: late.append(event), log=log)
    assert second.isLoggedOn is False
    for _ in range(3):
        second.pump()
    assert late == []
    assert log.errors == []


def test_client_closed_by_a_listener_before_a_start_up_event(client, steam, log, heard):
    """A connection closed in the middle of a pump: no event, no call into Steam, no exception."""
    first = Steamworks(client, log=log)
    first.addEventListener("userProgressUpdate", lambda event: client.close())
    first.pump()
    steam.answer(steam.received(result=3))
    steam.refuse("store")
    first.setAchievementUnlocked("ACH_ONE")
    second = Steamworks(client, emit=heard, log=log)
    second.addEventListener("userProgressSave", lambda event: client.close())
    assert second.pump() is False
    assert second.pump() is False
    assert heard.names == ["userProgressSave"]
    assert (log.exceptions, log.errors) == ([], [])
    assert steam.count("calls_without_self") == 0


def test_client_closed_by_a_listener_of_another_facade(facade, client, steam):
    """The façades behind the one whose listener closed the client hear the event no more."""
    late, calls = [], []
    second = Steamworks(client, emit=lambda name, event: late.append(event))
    second.pump()
    late.clear()
    facade.addEventListener("userProgressUpdate", lambda event: client.close())
    facade.addEventListener("userProgressUpdate", calls.append)
    steam.post(1101, steam.received())
    facade.pump()
    assert (late, calls) == ([], [])


def test_another_app_than_asked_for_is_told(steam, log):
    """Steam's library may keep to the app of an earlier connection; a warning names both."""
    with Client(570, steam.path, log) as client:
        assert client.app_id == 480
    assert len(log.warnings) == 1
    assert "app 480, although app 570" in log.warnings[0]
    with Client(480, steam.path, log):
        pass
    assert len(log.warnings) == 1


def test_library_that_changes_its_user(facade, steam, heard):
    """The current user is who the library says it is, in properties and events alike."""
    steam.dll.fake_user(ctypes.c_uint64(steam.other))
    assert facade.userSteamId == str(steam.other)
    facade.setAchievementUnlocked("ACH_ONE")
    facade.pump()
    steam.post(1102, steam.stored())
    facade.pump()
    assert {event["userSteamId"] for event in heard.events} == {str(steam.other)}
    assert len(heard.events) == 2


FORKING = """
import ctypes, os, sys
fake = ctypes.CDLL(sys.argv[1])
fake.fake_reset()
import steamworks
with steamworks.connect(480, sys.argv[1]) as steam:
    child = os.fork()
    if not child:
        print("child", steam.isLoggedOn, steam.setAchievementUnlocked("ACH_ONE"), steam.pump())
        try:
            steamworks.Client(480, sys.argv[1])
        except steamworks.AlreadyConnected as error:
            print(error)
    else:
        assert os.waitpid(child, 0)[1] == 0
        print("parent", steam.isLoggedOn, steam.setAchievementUnlocked("ACH_ONE"), steam.pump())
print("shutdowns", fake.fake_count(b"shutdowns"), "frames", fake.fake_count(b"frames"), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_forked_child_has_no_connection(steam):
    """What a forked child does never reaches the connection, which is its parent's."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", FORKING, str(steam.path)],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.stderr == ""
    lines = ended.stdout.splitlines()
    assert lines[0] == "child False False False"
    assert "was forked from one" in lines[1]
    assert "spawn" in lines[1]
    assert lines[2:] == [
        "shutdowns 0 frames 0",
        "parent True True True",
        "shutdowns 1 frames 1",
    ]


def test_sharing_after_a_loss_gives_no_second_life(steam, log):
    """Façades that join a shared connection which was lost are as lost as the first."""
    first = connect(480, steam.path, log)
    steam.post(704, b"\x00")
    first.pump()
    second = connect(480, steam.path, log)
    assert (first.isLoggedOn, second.isLoggedOn) == (False, False)
    second.close()
    first.close()
