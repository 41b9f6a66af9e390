"""SIGKILL at any moment: what was reported as stored is there, whole, and the store is sound."""

from __future__ import annotations

import os
import random
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from offline_host import Host

KILLS = 320
"""More than the 300 that are asked for."""

# A server that has the library loaded and forks a child for each kill: starting a Python for each
# would take most of the time. The child counts two stats up together, stores, and writes the number
# once 1102 has said that it is stored.
SERVER = """
import ctypes, os, signal, struct, sys
from ctypes import byref, c_bool, c_int32, c_void_p

lib = ctypes.CDLL(sys.argv[1])
lib.OfflineSteam_Start.restype = ctypes.c_char_p
assert lib.OfflineSteam_Start() == b""
lib.OfflineSteam_SetLatency(1)
lib.SteamAPI_SteamUserStats_v013.restype = c_void_p
for name in ("SetStatInt32", "GetStatInt32", "StoreStats"):
    getattr(lib, "SteamAPI_ISteamUserStats_" + name).restype = c_bool
lib.SteamAPI_ManualDispatch_GetNextCallback.restype = c_bool

class Message(ctypes.Structure):
    _pack_ = 4
    _fields_ = [("user", c_int32), ("id", c_int32), ("data", c_void_p), ("size", c_int32)]

def child():
    assert lib.SteamAPI_InitFlat(None) == 0
    lib.SteamAPI_ManualDispatch_Init()
    stats = c_void_p(lib.SteamAPI_SteamUserStats_v013())
    value, message = c_int32(), Message()
    assert lib.SteamAPI_ISteamUserStats_GetStatInt32(stats, b"NumGames", byref(value))
    number = value.value
    os.write(1, b"=" + struct.pack("<i", number))
    while True:
        number += 1
        for name in (b"NumGames", b"NumWins"):
            assert lib.SteamAPI_ISteamUserStats_SetStatInt32(stats, name, number)
        assert lib.SteamAPI_ISteamUserStats_StoreStats(stats)
        lib.SteamAPI_ManualDispatch_RunFrame(1)
        while lib.SteamAPI_ManualDispatch_GetNextCallback(1, byref(message)):
            result = struct.unpack("<i", ctypes.string_at(message.data + 8, 4))[0]
            assert (message.id, result) == (1102, 1), (message.id, result)
            lib.SteamAPI_ManualDispatch_FreeLastCallback(1)
            os.write(1, b"+" + struct.pack("<i", number))

while sys.stdin.buffer.read(1):
    pid = os.fork()
    if pid == 0:
        try:
            child()
        finally:
            os._exit(1)
    os.write(1, b"#" + struct.pack("<i", pid))
    status = os.waitpid(pid, 0)[1]
    os.write(1, b"." + struct.pack("<i", status))
"""


class _Server:
    """Reads the server's records: a letter and a number each."""

    def __init__(self, library: Path, home: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER, library],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "OFFLINE_STEAM_HOME": str(home)},
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._orders = self._process.stdin
        self._records = self._process.stdout.fileno()
        self._buffer = b""

    def order(self) -> None:
        """Asks for a child."""
        self._orders.write(b".")
        self._orders.flush()

    def record(self, timeout: float) -> tuple[str, int] | None:
        """The next record; None when none comes in time."""
        while len(self._buffer) < 5:
            if not select.select([self._records], [], [], max(0.0, timeout))[0]:
                return None
            self._buffer += os.read(self._records, 65536)
        record, self._buffer = self._buffer[:5], self._buffer[5:]
        return chr(record[0]), int(struct.unpack("<i", record[1:])[0])

    def close(self) -> None:
        """Ends the server, which is between two children."""
        self._process.communicate(timeout=20)
        assert self._process.returncode == 0

    def kill(self) -> None:
        """Ends the server whatever it does."""
        self._process.kill()
        self._process.communicate()


def test_no_reported_store_is_lost(library: Path, home: Path, stored: Any) -> None:
    """320 processes are killed while they store: nothing reported is lost, no half is stored."""
    server = _Server(library, home)
    try:
        reported = _kill_all(server, stored)
        server.close()
    finally:
        server.kill()
    # More than one each on a quiet machine; a busy one kills many before they begin.
    assert reported > KILLS // 20, "the children came to storing"
    assert stored.is_sound()
    assert not list(home.glob("*damaged*"))


def _kill_all(server: _Server, stored: Any) -> int:
    """Starts and kills the children; returns the last number that was reported as stored."""
    chance = random.Random(480)
    reported = 0
    for _ in range(KILLS):
        server.order()
        pid, started, deadline = 0, None, time.monotonic() + 20
        kill_at = None
        while True:
            now = time.monotonic()
            assert now < deadline, "the child neither started nor ended"
            record = server.record((kill_at or deadline) - now)
            if record is None:
                os.kill(pid, signal.SIGKILL)
                kill_at = None
                continue
            kind, number = record
            if kind == "#":
                pid = number
                # Also before the store is open, and inside a later save.
                kill_at = now + chance.random() ** 2 * 0.06
            elif kind == "=":
                started = number
                assert number >= reported, "a reported store was lost"
            elif kind == "+":
                reported = number
            else:
                assert os.WIFSIGNALED(number) and os.WTERMSIG(number) == signal.SIGKILL
                break
        if started is not None:
            values = stored.stats()
            games = values.get("NumGames", 0)
            assert games == values.get("NumWins", 0), "half of a store was stored"
            # One more than was known to be stored at most: the one that was not reported in time.
            assert reported <= games <= max(reported, started) + 1
    return reported


def test_c_program_killed(start_host: Callable[..., Host], stored: Any) -> None:
    """The same for a C program that starts Python itself, killed right after it was told."""
    for number in range(1, 11):
        host = start_host()
        host.init()
        assert host.say("get_int NumGames") == f"1 {number - 1}"
        host.say(f"set_int NumGames {number}")
        host.say("store")
        (message,) = host.pump()
        assert message.eresult == 1
        os.kill(host.pid, signal.SIGKILL)
    assert stored.stats()["NumGames"] == 10
    assert stored.is_sound()


def test_two_processes_store_at_once(start_host: Callable[..., Host], stored: Any) -> None:
    """Two programs that store different stats in turn keep each other's values."""
    first, second = start_host(), start_host()
    first.init()
    second.init()
    for number in range(1, 30):
        first.say(f"set_int NumGames {number}")
        second.say(f"set_int NumWins {number}")
        first.say("store")
        second.say("store")
        assert [message.eresult for message in first.pump(4)] == [1]
        assert [message.eresult for message in second.pump(4)] == [1]
    assert stored.stats() == {"NumGames": 29, "NumWins": 29}


def test_other_process_moved_on(start_host: Callable[..., Host], stored: Any) -> None:
    """A stat that only grows is judged by what is stored now, not by what was read at init."""
    first, second = start_host(), start_host()
    first.init()
    second.init()
    first.say("set_int NumGames 10")
    first.say("store")
    second.say("set_int NumGames 5")
    second.say("store")
    assert [message.eresult for message in second.pump()] == [8]
    assert second.say("get_int NumGames") == "1 10"
    assert stored.stats()["NumGames"] == 10


def test_child_of_a_fork_has_its_own_connection(library: Path, home: Path, stored: Any) -> None:
    """After a fork, parent and child both store: neither uses the other's open database."""
    program = """
import ctypes, os, sys
lib = ctypes.CDLL(sys.argv[1])
assert lib.SteamAPI_InitFlat(None) == 0
lib.SteamAPI_SteamUserStats_v013.restype = ctypes.c_void_p
stats = ctypes.c_void_p(lib.SteamAPI_SteamUserStats_v013())
pid = os.fork()
name = b"NumGames" if pid else b"NumWins"
for i in range(1, 50):
    lib.SteamAPI_ISteamUserStats_SetStatInt32(stats, name, i)
    lib.SteamAPI_ISteamUserStats_StoreStats(stats)
if pid == 0:
    os._exit(0)
assert os.waitpid(pid, 0)[1] == 0
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, library],
        env={"PATH": os.environ["PATH"], "OFFLINE_STEAM_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert stored.stats() == {"NumGames": 49, "NumWins": 49}
