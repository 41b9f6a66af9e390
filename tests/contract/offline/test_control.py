"""The control API, from Python and as exported C functions."""

from __future__ import annotations

import ctypes
import json
import struct
import threading
from collections.abc import Callable
from ctypes import c_bool, c_char_p, c_int32, c_uint64
from pathlib import Path
from typing import Any

import pytest
from offline_host import FRIEND, ME

from offline_steam import control
from offline_steam.errors import NotLoadedError, UnknownNameError
from offline_steam.results import InitResult, Result


def test_version_marks_the_offline_runtime(steam: Any) -> None:
    """OfflineSteam_Version tells the offline runtime from Valve's library, without starting it."""
    assert steam.call("OfflineSteam_Version", c_char_p) == b"0.1.0"
    assert steam.control.state()["version"] == "0.1.0"


@pytest.mark.parametrize("result", [1, 2, 3])
def test_failed_init(fresh: Callable[..., Any], result: int) -> None:
    """The next init fails with result and message; nothing is connected; the one after works."""
    steam = fresh()
    steam.control.fail_next_init(InitResult(result), "ConnectToGlobalUser failed. Ü")
    assert steam.init() == (result, "ConnectToGlobalUser failed. Ü")
    assert steam.call("SteamAPI_GetHSteamPipe", int) == 0
    assert steam.call("SteamAPI_SteamUtils_v010", ctypes.c_void_p) is None
    steam.call("SteamAPI_Shutdown", None)
    assert steam.init() == (0, "")


def test_impossible_init_result(steam: Any) -> None:
    """Only Steam's init results can be asked for."""
    for result in (-1, 4):
        with pytest.raises(ValueError, match="0 \\(none\\) to 3"):
            steam.control.fail_next_init(result, "")


def test_ids_may_be_strings(steam: Any) -> None:
    """Decimal digits, as the façade and the definition have them, are as good as numbers."""
    steam.init()
    control = steam.control
    control.set_user(str(FRIEND), name="Anna")
    control.install_dlc("77")
    control.uninstall_dlc("77")
    control.start_purchase("5")
    control.approve_purchase("5")
    control.start_purchase("6")
    control.decline_purchase("6")
    control.create_leaderboard("Heights", "descending", "numeric")
    control.set_leaderboard_score("Heights", str(ME), 3)
    control.add_leaderboard_entries("Heights", [(str(FRIEND), 4)])
    scores = {entry["steam_id"]: entry["score"] for entry in control.leaderboard_entries("Heights")}
    assert {int(user): score for user, score in scores.items()} == {ME: 3, FRIEND: 4}
    control.remove_leaderboard_entry("Heights", str(ME))
    assert len(control.leaderboard_entries("Heights")) == 1
    control.act_as(str(FRIEND))
    assert str(control.state()["steam_id"]) == str(FRIEND)


@pytest.mark.parametrize("value", ["me", "", "-1", "٣", 1.5, None, True])
def test_what_is_no_id_is_said(steam: Any, value: Any) -> None:
    """A sentence with the value, and nothing happens."""
    with pytest.raises(TypeError, match="an ID is expected, as a number or as its decimal digits"):
        steam.control.set_user(value, name="Anna")


def test_same_from_c_and_python(fresh: Callable[..., Any]) -> None:
    """Every C function does what its Python method does, before and after init."""
    steam = fresh()

    def c(name: str, *arguments: Any) -> bool:
        return bool(steam.call(f"OfflineSteam_{name}", c_bool, *arguments))

    assert c("SetLatency", 1) and steam.control.state()["latency"] == 1
    assert c("SetOnline", c_bool(False)) and steam.control.state()["online"] is False
    assert c("ActAs", c_uint64(FRIEND))
    assert c("FailNext", b"StoreStats", 16)
    assert c("DelayNext", b"StoreStats", 3)
    assert c("FailNextIO", b"RequestUserStats")
    assert set(steam.control.state()["faults"]) == {"StoreStats", "RequestUserStats"}
    steam.init()
    assert steam.control.state()["steam_id"] == str(FRIEND)
    assert steam.user("BLoggedOn", c_bool) is False
    steam.stats("StoreStats", c_bool)
    assert steam.pump(2) == []
    ((stored),) = steam.pump(1)
    assert stored.eresult == 16
    assert c("SetOnline", c_bool(True))
    assert c("ActAs", c_uint64(ME)) and steam.user("GetSteamID", c_uint64) == ME
    steam.control.clear_faults()
    steam.stats("RequestUserStats", c_uint64, c_uint64(FRIEND))
    steam.pump()
    assert c("UnloadUserStats", c_uint64(FRIEND))
    assert [message.callback for message in steam.pump()] == [1108]
    steam.stats("SetStatInt32", c_bool, b"NumGames", 4)
    steam.stats("StoreStats", c_bool)
    assert c("ResetStore")
    value = c_int32(-1)
    steam.stats("GetStatInt32", c_bool, b"NumGames", ctypes.byref(value))
    assert value.value == 0


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("FailNext", (b"Nonsense", 1), "no call 'Nonsense'"),
        ("FailNext", (None, 1), "not NULL"),
        ("FailNext", (b"\xff", 1), "UTF-8"),
        ("FailNextIO", (b"",), "no call ''"),
        ("DelayNext", (b"StoreStats", -1), "a number of frames from 0"),
        ("SetLatency", (-1,), "a number of frames from 0"),
        ("ActAs", (c_uint64(5),), "no user '5'"),
        ("ActAs", (c_uint64(2**64 - 1),), "no user '18446744073709551615'"),
        ("UnloadUserStats", (c_uint64(FRIEND),), "are not loaded"),
        ("SetApp", (b"/nowhere/app.toml",), "/nowhere/app.toml"),
    ],
)
def test_refusals(steam: Any, name: str, arguments: tuple[Any, ...], words: str) -> None:
    """A refusal is false and a reason that names the value; the connection goes on."""
    assert steam.call(f"OfflineSteam_{name}", c_bool, *arguments) is False
    assert words in steam.call("OfflineSteam_LastError", c_char_p).decode()
    assert words in steam.control.state()["last_error"]
    assert steam.stats("StoreStats", c_bool) is True


def test_unloading_before_init(fresh: Callable[..., Any]) -> None:
    """What needs a connection says so without one."""
    with pytest.raises(UnknownNameError, match="between init and shutdown"):
        fresh().control.unload_user_stats(FRIEND)


def test_posting(steam: Any) -> None:
    """Any callback with any bytes, as often as wanted, also without bytes."""
    steam.control.post_callback(331, b"\x01\x00\x00\x00abcdefgh")
    steam.control.post_callback(704, b"")
    steam.control.post_callback(1108, struct.pack("<Q", 5), 3)
    messages = steam.pump(1)
    assert [message.callback for message in messages] == [331, 704, 1108, 1108, 1108]
    assert messages[0].data == b"\x01\x00\x00\x00abcdefgh"
    assert messages[1].data == b""
    with pytest.raises(ValueError, match="0 or more"):
        steam.control.post_callback(1108, b"", -1)
    post = "OfflineSteam_PostCallback"
    assert steam.call(post, c_bool, 1108, b"x", -1) is False
    assert steam.call(post, c_bool, 1108, None, 8) is False


def test_state_in_c(steam: Any) -> None:
    """The report is JSON; its length is told, and a short buffer stays as it is."""
    size = steam.call("OfflineSteam_QueryState", int, None, 0)
    short = ctypes.create_string_buffer(b"\xaa" * (size - 1), size - 1)
    assert steam.call("OfflineSteam_QueryState", int, short, size - 1) == size
    assert short.raw == b"\xaa" * (size - 1)
    whole = ctypes.create_string_buffer(size)
    assert steam.call("OfflineSteam_QueryState", int, whole, size) == size
    assert json.loads(whole.value) == steam.control.state()


def test_home_and_app_for_the_next_init(fresh: Callable[..., Any], tmp_path: Path) -> None:
    """Set from C: the progress is kept in that folder, for the app of that file."""
    steam = fresh()
    definition = tmp_path / "größe.toml"
    definition.write_text(
        f'app_id = 11\nname = "Eleven"\n[[user]]\nsteam_id = "{ME}"\nname = "Me"\ncurrent = true\n'
    )
    home = tmp_path / "hömé"
    assert steam.call("OfflineSteam_SetApp", c_bool, str(definition).encode())
    assert steam.call("OfflineSteam_SetHome", c_bool, str(home).encode())
    steam.init()
    steam.stats("StoreStats", c_bool)
    assert (home / "11.sqlite3").exists()
    assert steam.utils("GetAppID", int) == 11


def test_attach_finds_the_right_one(fresh: Callable[..., Any]) -> None:
    """By path, or the one that was started last."""
    first, second = fresh(), fresh()
    first.control.set_latency(11)
    second.control.set_latency(12)
    assert control.attach(first.control.path).state()["latency"] == 11
    assert control.attach().state()["latency"] == 12


def test_loading_what_is_not_there(tmp_path: Path) -> None:
    """A missing file, a file that is no library, and another library are told apart."""
    text = tmp_path / "text.so"
    text.write_text("not a library")
    for path, words in ((tmp_path / "none.so", "cannot be loaded"), (text, "cannot be loaded")):
        with pytest.raises(NotLoadedError, match=words):
            control.load(path)
    libc = next(
        line.split()[-1]
        for line in Path("/proc/self/maps").read_text().splitlines()
        if "/libc.so" in line or "/libc-" in line or "/ld-musl" in line
    )
    with pytest.raises(NotLoadedError, match="not the offline runtime"):
        control.load(libc)
    with pytest.raises(NotLoadedError, match="has been started"):
        control.attach(tmp_path / "none.so")


def test_init_from_many_threads(fresh: Callable[..., Any]) -> None:
    """Eight inits at once connect once."""
    steam = fresh()
    results: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: results.append(steam.lib.SteamAPI_InitFlat(None)), daemon=True
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert results == [0] * 8
    steam.call("SteamAPI_ManualDispatch_Init", None)
    steam.stats("StoreStats", c_bool)
    assert [message.eresult for message in steam.pump()] == [Result.OK]


def test_memory_of_many_events(steam: Any) -> None:
    """A hundred thousand posted callbacks and thirty thousand requests leave nothing behind."""

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    def work(times: int) -> None:
        steam.control.set_latency(1)
        data = struct.pack("<Q", FRIEND)
        for _ in range(times):
            steam.call("OfflineSteam_PostCallbacks", c_bool, 1108, data, 8, 10)
            steam.control.fail_next_io("RequestUserStats")
            calls = [steam.stats("RequestUserStats", c_uint64, c_uint64(FRIEND)) for _ in range(3)]
            steam.pump(1)
            assert [steam.fetch(call, 1101, 20)[:2] for call in calls] == [
                (True, True),
                (True, False),
                (True, False),
            ]

    work(3000)
    before = resident()
    work(7000)
    assert resident() - before < 1_000_000
