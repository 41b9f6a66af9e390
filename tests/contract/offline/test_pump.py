"""Manual dispatch and API calls, through the C ABI."""

from __future__ import annotations

import ctypes
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from offline_host import FRIEND

NETWORK_FAILURE, INVALID_HANDLE, MISMATCHED_CALLBACK = 1, 2, 3


def _request(steam: Any, steam_id: int = FRIEND) -> int:
    return int(steam.stats("RequestUserStats", ctypes.c_uint64, ctypes.c_uint64(steam_id)))


def test_same_message_until_it_is_freed(steam: Any) -> None:
    """GetNextCallback gives the first message again until FreeLastCallback, and counts that."""
    steam.control.post_callback(1108, b"first678")
    steam.control.post_callback(1108, b"second78")
    message = ctypes.create_string_buffer(24)
    seen = []
    for free in (False, True, True):
        assert steam.call("SteamAPI_ManualDispatch_GetNextCallback", ctypes.c_bool, 1, message)
        _, _, data, size = struct.unpack("<iiQi", message.raw[:20])
        seen.append(ctypes.string_at(data, size))
        if free:
            steam.call("SteamAPI_ManualDispatch_FreeLastCallback", None, 1)
    assert seen == [b"first678", b"first678", b"second78"]
    assert steam.control.state()["not_freed"] == 1
    assert steam.next_message() is None


def test_message_header(steam: Any) -> None:
    """CallbackMsg_t is 20 bytes: the user, the callback's id, a pointer, the size."""
    steam.control.post_callback(1108, b"12345678")
    message = ctypes.create_string_buffer(b"\xee" * 24, 24)
    assert steam.call("SteamAPI_ManualDispatch_GetNextCallback", ctypes.c_bool, 1, message)
    user, callback, _, size = struct.unpack("<iiQi", message.raw[:20])
    assert (user, callback, size) == (steam.call("SteamAPI_GetHSteamUser", int), 1108, 8)
    assert message.raw[20:] == b"\xee" * 4


def test_freeing_without_a_message_is_harmless(steam: Any) -> None:
    """FreeLastCallback before any message, and twice after one, frees nothing else."""
    steam.call("SteamAPI_ManualDispatch_FreeLastCallback", None, 1)
    steam.control.post_callback(1108, b"12345678", 2)
    assert steam.next_message() is not None
    steam.call("SteamAPI_ManualDispatch_FreeLastCallback", None, 1)
    assert steam.next_message() is not None


@pytest.mark.parametrize("pipe", [0, 2, -1])
def test_other_pipe_gets_nothing(steam: Any, pipe: int) -> None:
    """A pipe that is not ours takes no messages and runs no frames."""
    steam.control.post_callback(1108, b"12345678")
    message = ctypes.create_string_buffer(24)
    steam.call("SteamAPI_ManualDispatch_RunFrame", None, pipe)
    assert not steam.call("SteamAPI_ManualDispatch_GetNextCallback", ctypes.c_bool, pipe, message)
    assert steam.control.state()["frame"] == 0


def test_call_result_can_be_fetched_once(steam: Any) -> None:
    """A result is there after its frames, is fetched once, and is unknown then."""
    call = _request(steam)
    failed = ctypes.c_bool()
    completed = steam.utils(
        "IsAPICallCompleted", ctypes.c_bool, ctypes.c_uint64(call), ctypes.byref(failed)
    )
    assert (completed, failed.value) == (False, False)
    assert steam.fetch(call, 1101, 20) == (False, False, b"\xaa" * 20)
    steam.pump()
    assert steam.utils(
        "IsAPICallCompleted", ctypes.c_bool, ctypes.c_uint64(call), ctypes.byref(failed)
    )
    assert steam.fetch(call, 1101, 20) == (True, False, struct.pack("<QiQ", 480, 1, FRIEND))
    assert steam.fetch(call, 1101, 20) == (False, True, b"\xaa" * 20)


@pytest.mark.parametrize(("callback", "size"), [(1102, 20), (1101, 19), (1101, 24)])
def test_mismatched_fetch_keeps_the_result(steam: Any, callback: int, size: int) -> None:
    """Asking for another callback or size gives nothing and leaves the result to be fetched."""
    call = _request(steam)
    steam.pump()
    assert steam.fetch(call, callback, size) == (False, True, b"\xaa" * size)
    reason = steam.utils("GetAPICallFailureReason", int, ctypes.c_uint64(call))
    assert reason == MISMATCHED_CALLBACK
    assert steam.fetch(call, 1101, 20)[:2] == (True, False)


def test_unknown_call(steam: Any) -> None:
    """A handle that was never given is an invalid handle."""
    handle = ctypes.c_uint64(12345)
    assert steam.fetch(12345, 1101, 20)[:2] == (False, True)
    assert steam.utils("GetAPICallFailureReason", int, handle) == INVALID_HANDLE


def test_failed_call(steam: Any) -> None:
    """An I/O failure: fetched with the failed flag and zeros, with a reason before and after."""
    steam.control.fail_next_io("RequestUserStats")
    call = _request(steam)
    messages = steam.pump()
    assert [message.callback for message in messages] == [703]
    reason = steam.utils("GetAPICallFailureReason", int, ctypes.c_uint64(call))
    assert reason == NETWORK_FAILURE
    assert steam.fetch(call, 1101, 20) == (True, True, bytes(20))
    assert steam.utils("GetAPICallFailureReason", int, ctypes.c_uint64(call)) == NETWORK_FAILURE


def test_completion_follows_how_long_each_takes(steam: Any) -> None:
    """Of two calls the one that takes less comes first, though it was made last."""
    steam.control.delay_next("RequestUserStats", 5)
    slow, quick = _request(steam), _request(steam)
    completed = [
        struct.unpack_from("<Q", message.data)[0]
        for message in steam.pump()
        if message.callback == 703
    ]
    assert completed == [quick, slow]


def test_thousands_of_calls_in_flight(steam: Any) -> None:
    """Ten thousand requests at once: each is answered under its own handle."""
    calls = [_request(steam) for _ in range(10_000)]
    messages = steam.pump()
    completed = {
        struct.unpack_from("<Q", message.data)[0] for message in messages if message.callback == 703
    }
    assert completed == set(calls)
    assert all(steam.fetch(call, 1101, 20)[0] for call in calls)
    assert steam.control.state()["pending_calls"] == 0


def test_unfetched_results_are_bounded(steam: Any) -> None:
    """Results that nobody fetches are dropped, the oldest first, instead of growing for ever."""
    steam.control.set_latency(0)
    calls = [_request(steam) for _ in range(65_536 + 10)]
    assert steam.fetch(calls[9], 1101, 20)[0] is False
    assert steam.fetch(calls[10], 1101, 20)[0] is True


def test_answer_of_an_ended_connection(fresh: Callable[..., Any]) -> None:
    """A request cut short by shutdown ends as a failed call, which the next connection hears of."""
    steam = fresh()
    steam.init()
    call = _request(steam)
    steam.call("SteamAPI_Shutdown", None)
    steam.init()
    messages = steam.pump()
    assert [message.callback for message in messages] == [703]
    assert steam.fetch(call, 1101, 20)[:2] == (True, True)


def test_messages_of_an_ended_connection(fresh: Callable[..., Any]) -> None:
    """Callbacks that were waiting at shutdown are gone."""
    steam = fresh()
    steam.init()
    steam.control.post_callback(1108, b"12345678")
    steam.call("SteamAPI_Shutdown", None)
    steam.init()
    assert steam.pump() == []


def test_run_callbacks_first_blocks_manual_dispatch(fresh: Callable[..., Any]) -> None:
    """RunCallbacks before ManualDispatch_Init: nothing is ever handed out."""
    steam = fresh()
    steam.call("SteamAPI_InitFlat", int, None)
    steam.call("SteamAPI_RunCallbacks", None)
    steam.call("SteamAPI_ManualDispatch_Init", None)
    steam.control.post_callback(1108, b"12345678")
    assert steam.pump() == []


def test_manual_dispatch_has_to_be_asked_for(
    fresh: Callable[..., Any], capfd: pytest.CaptureFixture[str]
) -> None:
    """Without ManualDispatch_Init there are no messages, and one line says why."""
    steam = fresh()
    steam.call("SteamAPI_InitFlat", int, None)
    steam.control.post_callback(1108, b"12345678")
    assert steam.pump(3) == []
    assert capfd.readouterr().err.count("SteamAPI_ManualDispatch_Init") == 1


def test_not_connected(fresh: Callable[..., Any]) -> None:
    """Before init and after shutdown: no pipe, no user, NULL accessors, failure values."""
    steam = fresh()

    def check(token: ctypes.c_void_p) -> None:
        assert steam.call("SteamAPI_GetHSteamPipe", int) == 0
        assert steam.call("SteamAPI_GetHSteamUser", int) == 0
        assert steam.call("SteamAPI_SteamUserStats_v013", ctypes.c_void_p) is None
        name = "SteamAPI_ISteamUserStats_"
        assert steam.call(name + "StoreStats", ctypes.c_bool, token) is False
        assert steam.call(name + "GetAchievementName", ctypes.c_char_p, token, 0) == b""
        assert steam.call(name + "RequestUserStats", ctypes.c_uint64, token, 0) == 0
        assert steam.call("SteamAPI_ISteamUser_GetSteamID", ctypes.c_uint64, token) == 0
        assert steam.pump(2) == []

    check(ctypes.c_void_p(None))
    steam.init()
    token = steam.call("SteamAPI_SteamUserStats_v013", ctypes.c_void_p)
    steam.call("SteamAPI_Shutdown", None)
    check(ctypes.c_void_p(token))
    steam.call("SteamAPI_Shutdown", None)


def test_pump_stays_in_c(steam: Any) -> None:
    """Frames without anything due do not enter Python: its lock may be held meanwhile."""
    steam.control.post_callback(1108, b"12345678")
    with steam.control._session.lock:
        # A call into Python from another thread would wait for the lock for ever.
        seen: list[Any] = []
        thread = threading.Thread(target=lambda: seen.extend(steam.pump(1000)), daemon=True)
        thread.start()
        thread.join(timeout=20)
        assert not thread.is_alive()
    assert [message.callback for message in seen] == [1108]


def test_no_socket_and_no_child(library: Path, host_program: Path, tmp_path: Path) -> None:
    """A process that may not make a socket nor a child runs everything: none is asked for."""
    guard = tmp_path / "guard.c"
    guard.write_text(
        "#include <stdlib.h>\n#include <unistd.h>\n"
        "static int stop(const char *what, int size)"
        "{ if (write(2, what, (size_t)size)) _exit(99); return -1; }\n"
        'int socket(int a, int b, int c) { (void)a, (void)b, (void)c; return stop("socket", 6); }\n'
        "int socketpair(int a, int b, int c, int *d)"
        '{ (void)a, (void)b, (void)c, (void)d; return stop("socketpair", 10); }\n'
        'pid_t fork(void) { return stop("fork", 4); }\n'
        'pid_t vfork(void) { return stop("vfork", 5); }\n'
    )
    preload = tmp_path / "guard.so"
    subprocess.run(["cc", "-shared", "-fPIC", guard, "-o", preload], check=True)
    opens_one = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"],
        env={"LD_PRELOAD": str(preload)},
        capture_output=True,
        check=False,
    )
    assert opens_one.returncode == 99, "the guard itself works"
    script = (
        f"init\nunlock ACH_HEAVY_FIRE\nset_float MaxFeetTraveled 3.5\nstore\nrequest {FRIEND}\n"
        "pump 10\nstate\nshutdown\n"
    )
    done = subprocess.run(
        [host_program, library],
        input=script,
        env={"OFFLINE_STEAM_HOME": str(tmp_path / "home"), "LD_PRELOAD": str(preload)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("message ") == 4
