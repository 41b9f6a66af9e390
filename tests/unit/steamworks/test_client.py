"""Room B: the connection: how it begins, how it fails, how it ends."""

import ctypes
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import steamworks
from steamworks import (
    AlreadyConnected,
    AppIdMissing,
    Client,
    ClientTooOld,
    InitError,
    NotConnected,
    NotLoggedIn,
    SteamNotInstalled,
    SteamNotRunning,
    Steamworks,
    UserStatsStored,
    VersionMismatch,
    WrongThread,
    connect,
)
from steamworks.connecting import APP_VARIABLES, init_error

SOURCES = Path(steamworks.__file__).parents[1]

REFUSALS = [
    (1, "Failed to load module '/home/me/.steam/sdk64/steamclient.so'", SteamNotInstalled),
    (2, "Failed to load module '/home/me/.steam/sdk64/steamclient.so'", SteamNotInstalled),
    (1, "Could not determine Steam client install directory.", SteamNotInstalled),
    (
        2,
        "Cannot create IPC pipe to Steam client process.  Steam is probably not running.",
        SteamNotRunning,
    ),
    (1, "ConnectToGlobalUser failed.", NotLoggedIn),
    (1, "No SteamClient023", ClientTooOld),
    (3, "No SteamUtils011", ClientTooOld),
    (1, "No STEAMUSERSTATS_INTERFACE_VERSION013", ClientTooOld),
    (1, "No appID found.  Either launch the game from Steam, or put the file ...", AppIdMissing),
    (2, "", SteamNotRunning),
    (3, "", VersionMismatch),
    (1, "Something new", InitError),
    (77, "", InitError),
]


@pytest.mark.parametrize(("result", "text", "kind"), REFUSALS)
def test_refusals_are_told_apart(steam, result, text, kind):
    """Steam's text decides what went wrong, because the number alone does not say it."""
    steam.dll.fake_init_fails(result, text.encode())
    with pytest.raises(InitError) as caught:
        Client(480, steam.path)
    error = caught.value
    assert type(error) is kind
    assert (error.result, error.steam_text) == (result, text)
    assert text in str(error)
    assert error.remedy in str(error)
    assert error.remedy


def test_refusal_with_bytes_that_are_no_text(steam):
    """Whatever bytes Steam's message has, the error can be shown."""
    steam.dll.fake_init_fails(1, b"\xff\xfe" * 600)
    with pytest.raises(InitError) as caught:
        Client(480, steam.path)
    assert "\ufffd" in str(caught.value)


def test_failed_init_can_be_tried_again(steam):
    """After a refusal the process goes on, and a later try can succeed."""
    steam.dll.fake_init_fails(2, b"not running")
    for _ in range(3):
        with pytest.raises(SteamNotRunning):
            Client(480, steam.path)
    steam.dll.fake_init_fails(0, b"")
    with Client(480, steam.path) as client:
        assert client.logged_on
    assert steam.count("shutdowns") == 1


def test_missing_interface_shuts_down(steam):
    """When Steam does not give an interface, the connection is closed again, with an error."""
    steam.dll.fake_interfaces_missing(True)
    with pytest.raises(ClientTooOld, match="SteamUser_v023"):
        Client(480, steam.path)
    assert steam.count("shutdowns") == 1
    assert steam.count("calls_without_self") == 0


@pytest.mark.parametrize("user", [0, 5, 2**64 - 1])
def test_no_valid_user_is_nobody_logged_in(steam, user):
    """Steam without a valid user counts as nobody logged in, and is shut down."""
    steam.dll.fake_user(ctypes.c_uint64(user))
    with pytest.raises(NotLoggedIn):
        Client(480, steam.path)
    assert steam.count("shutdowns") == 1


def test_app_id_is_in_the_environment_before_init(steam, monkeypatch):
    """Steam's library reads the app ID from the environment of the process, in C."""
    monkeypatch.setenv("SteamAppId", "1")
    with Client("480", steam.path):
        assert [os.environ[name] for name in APP_VARIABLES] == ["480", "480"]


def test_without_app_id_the_environment_is_left_alone(steam, monkeypatch):
    """None means that Steam knows already, for instance because it started the game."""
    monkeypatch.setenv("SteamAppId", "77")
    monkeypatch.delenv("SteamGameId", raising=False)
    with Client(None, steam.path):
        assert os.environ[APP_VARIABLES[0]] == "77"
        assert APP_VARIABLES[1] not in os.environ


@pytest.mark.parametrize("app", ["", "0", "-1", "480.0", "x", str(2**32), 0, -5, 2**32])
def test_app_ids_that_are_not(steam, app):
    """A bad app ID is refused before anything is opened."""
    with pytest.raises(ValueError, match="expected an app ID"):
        Client(app, steam.path)
    assert steam.count("inits") == 0


@pytest.mark.parametrize("app", [480.0, True, b"480", []])
def test_app_ids_of_a_wrong_type(steam, app):
    """An app ID is a decimal string or an int."""
    with pytest.raises(TypeError, match="expected an app ID"):
        Client(app, steam.path)


def test_order_of_connecting_and_closing(steam):
    """Init, then manual dispatch, each once; closing shuts down once, however often it is asked."""
    client = Client(480, steam.path)
    assert (steam.count("inits"), steam.count("dispatch_inits")) == (1, 1)
    client.close()
    client.close()
    assert steam.count("shutdowns") == 1
    assert client.closed
    assert client.pump() is False


def test_identity(client, steam):
    """The client knows who plays what, and through which library and interfaces."""
    assert (client.user, client.app_owner, client.app_id) == (steam.me, steam.me, 480)
    assert client.library_path == str(steam.path)
    assert client.interface_versions == {
        "ISteamUser": "SteamAPI_SteamUser_v023",
        "ISteamUtils": "SteamAPI_SteamUtils_v010",
        "ISteamApps": "SteamAPI_SteamApps_v008",
        "ISteamUserStats": "SteamAPI_SteamUserStats_v013",
        "ISteamFriends": "SteamAPI_SteamFriends_v018",
    }


def test_older_interface_is_used_when_it_is_the_newest(old_steam):
    """An older library gives its older interface, with the same build."""
    with Client(480, old_steam.path) as client:
        assert client.interface_versions["ISteamUserStats"] == "SteamAPI_SteamUserStats_v012"
        assert client.user_stats.achievement_names()[0] == "ACH_ONE"


def test_current_connection(steam):
    """The process knows its open connection, and none once it is closed."""
    assert Client.current() is None
    with Client(480, steam.path) as client:
        assert Client.current() is client
    assert Client.current() is None


def test_one_connection_at_a_time(client, steam):
    """A second connection is refused with the settings of the first in the message."""
    with pytest.raises(AlreadyConnected, match=r"app 480 .*libsteam_api"):
        Client(480, steam.path)
    assert steam.count("inits") == 1


def test_after_close_everything_raises(steam):
    """A closed client raises NotConnected, and reaches no function of Steam."""
    with Client(480, steam.path) as client:
        stats = client.user_stats
    frames = steam.count("frames")
    for call in (
        stats.achievement_names,
        stats.store,
        stats.reset,
        lambda: stats.unlock("ACH_ONE"),
        lambda: stats.stat_int("Wins"),
        lambda: stats.set_stat_float("Feet", 1.0),
        lambda: stats.request(steam.me, print),
        lambda: client.overlay.enabled,
        lambda: client.subscribe(UserStatsStored, print),
        lambda: Steamworks(client),
    ):
        with pytest.raises(NotConnected):
            call()
    assert client.logged_on is False
    assert steam.count("frames") == frames
    assert steam.count("calls_without_self") == 0


def test_other_threads_are_refused(client, steam):
    """A client belongs to the thread that opened it."""
    errors = []

    def work():
        for call in (
            client.pump,
            client.close,
            client.user_stats.store,
            client.user_stats.achievement_names,
            lambda: client.overlay.enabled,
            lambda: Client.shared(480, steam.path),
        ):
            try:
                call()
            except WrongThread as error:
                errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(errors) == 6
    assert "call_deferred" in str(errors[0])
    assert not client.closed


def test_reconnecting(steam, log):
    """After a shutdown the process can connect again; what the first left behind reaches nobody."""
    late = []
    with Client(480, steam.path, log) as first:
        first.user_stats.request(steam.other, late.append)
        call = steam.last_call
    with Client(480, steam.path, log) as second:
        second.subscribe(UserStatsStored, late.append)
        steam.answer(steam.received(steam.other), call=call)
        assert second.pump() is True
        assert late == []
        assert second.user_stats.achievement_names()
    assert (steam.count("inits"), steam.count("shutdowns")) == (2, 2)
    assert log.errors == []


def test_last_facade_out_closes_a_shared_connection(steam):
    """Façades share one connection, and the last one out closes it; then it can be opened anew."""
    first = connect(480, steam.path)
    second = connect("480", steam.path)
    assert steam.count("inits") == 1
    first.close()
    assert second.isLoggedOn
    second.close()
    assert steam.count("shutdowns") == 1
    with connect(480, steam.path) as third:
        assert third.isLoggedOn
    assert (steam.count("inits"), steam.count("shutdowns")) == (2, 2)


def test_last_facade_out_does_not_close_a_client_of_one_s_own(client, steam):
    """A client that somebody opened stays open until that somebody closes it."""
    Steamworks(client).close()
    assert not client.closed


def test_sharing_needs_the_same_settings(steam, old_steam):
    """Joining a connection for another app, or through another library, is an error."""
    with connect(480, steam.path):
        with pytest.raises(AlreadyConnected, match="app 481"):
            Client.shared(481, steam.path)
        with pytest.raises(AlreadyConnected, match="was asked for"):
            Client.shared(480, old_steam.path)
        assert Client.shared() is Client.shared(480)


def test_closing_in_a_listener(steam, log):
    """A façade may close the connection while events are handed out; the rest is not told."""
    facade = connect(480, steam.path, log)
    calls = []

    def listener(event):
        calls.append(event)
        facade.close()

    facade.addEventListener("userProgressUpdate", listener)
    steam.post_many(1101, steam.received(steam.other), 10)
    facade.pump()
    assert len(calls) == 1
    assert steam.count("shutdowns") == 1
    assert log.exceptions == []


def test_reconnecting_in_a_listener(steam, log):
    """Closing and connecting anew inside a listener works; the old events stay untold."""
    facade = connect(480, steam.path, log)
    made, calls = [], []

    def listener(event):
        calls.append(event)
        facade.close()
        made.append(connect(480, steam.path, log))

    facade.addEventListener("userProgressUpdate", listener)
    steam.post_many(1101, steam.received(steam.other), 10)
    facade.pump()
    assert len(calls) == 1
    assert made[0].pump() is True
    made[0].close()
    assert (log.errors, log.exceptions) == ([], [])


def test_unsaved_sets_are_stored_on_closing(steam):
    """What was set since the last pump is not lost when the connection closes."""
    facade = connect(480, steam.path)
    facade.setAchievementUnlocked("ACH_ONE")
    facade.close()
    assert steam.count("stores") == 1


def run(code: str, library: Path) -> subprocess.CompletedProcess[str]:
    """Runs a program of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, str(library)],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_exit_closes_the_connection(steam):
    """A program that ends without closing shuts Steam down all the same, once."""
    code = """
import atexit, ctypes, sys
fake = ctypes.CDLL(sys.argv[1])
fake.fake_reset()
atexit.register(lambda: print("shutdowns", fake.fake_count(b"shutdowns")))
import steamworks
steam = steamworks.connect(480, sys.argv[1])
steam.setAchievementUnlocked("ACH_ONE")
"""
    ended = run(code, steam.path)
    assert (ended.returncode, ended.stdout) == (0, "shutdowns 1\n")


def test_forked_child_leaves_the_connection_alone(steam):
    """A child process that ends does not shut down the connection of its parent."""
    code = """
import atexit, ctypes, os, sys
fake = ctypes.CDLL(sys.argv[1])
fake.fake_reset()
def report():
    print(name, "shutdowns", fake.fake_count(b"shutdowns"), flush=True)
atexit.register(report)
import steamworks
steam = steamworks.connect(480, sys.argv[1])
name = "parent" if os.fork() else "child"
if name == "parent":
    os.wait()
"""
    ended = run(code, steam.path)
    assert ended.stdout == "child shutdowns 0\nparent shutdowns 1\n"


def test_every_init_error_has_a_remedy():
    """Each error that Steam can give at the start says what a person can do."""
    for result, text, _ in REFUSALS:
        error = init_error(result, text)
        assert str(error).endswith(error.remedy)
        assert len(error.remedy) > 20
