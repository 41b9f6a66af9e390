"""A full disk, a file size limit, a folder that cannot be written: a clear error, nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import offline_host
import pytest
from offline_host import Host

DENIED, PERSIST_FAILED, DISK_FULL = 15, 32, 54


@pytest.fixture(scope="module")
def full_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library to preload that makes writes fail with ENOSPC: needs no root and no real disk."""
    built = tmp_path_factory.mktemp("full_disk") / "full_disk.so"
    source = Path(__file__).with_name("full_disk.c")
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-D_FILE_OFFSET_BITS=32", source, "-o", built, "-ldl"],
        check=True,
    )
    return built


def _results(host: Host) -> list[int]:
    return [message.eresult for message in host.pump() if message.callback == 1102]


def test_full_disk(
    start_host: Callable[..., Host], full_disk: Path, home: Path, stored: Any, tmp_path: Path
) -> None:
    """Storing on a full disk answers 54 and keeps the values; with space again they are stored."""
    flag = tmp_path / "full"
    host = start_host(
        LD_PRELOAD=str(full_disk), FULL_DISK_FLAG=str(flag), FULL_DISK_FOLDER=str(home)
    )
    host.init()
    host.say("set_int NumGames 1")
    host.say("store")
    assert _results(host) == [1]
    flag.touch()
    host.say("set_int NumGames 2")
    host.say("unlock ACH_HEAVY_FIRE")
    assert host.say("store") == "1"
    assert _results(host) == [DISK_FULL]
    assert host.say("get_int NumGames") == "1 2"
    assert stored.stats() == {"NumGames": 1}
    flag.unlink()
    host.say("store")
    messages = host.pump()
    assert [message.callback for message in messages] == [1102, 1103]
    assert stored.stats() == {"NumGames": 2}
    assert stored.is_sound()
    _, errors = host.end()
    assert "the disk is full" in errors and "free some space" in errors


def test_full_disk_at_the_first_start(
    start_host: Callable[..., Host], full_disk: Path, home: Path, tmp_path: Path
) -> None:
    """Without space for a new database the game starts, storing answers 54, and can recover."""
    flag = tmp_path / "full"
    flag.touch()
    host = start_host(
        LD_PRELOAD=str(full_disk), FULL_DISK_FLAG=str(flag), FULL_DISK_FOLDER=str(home)
    )
    assert host.init() == (0, "")
    host.say("set_int NumGames 2")
    host.say("store")
    assert _results(host) == [DISK_FULL]
    flag.unlink()
    host.say("store")
    assert _results(host) == [1]


def test_file_size_limit(library: Path, host_program: Path, home: Path, stored: Any) -> None:
    """A real limit of the system (RLIMIT_FSIZE) in the way of a write: an error, a sound store."""
    with_room = offline_host.Host(host_program, library, {"OFFLINE_STEAM_HOME": str(home)})
    with_room.init()
    with_room.say("set_int NumGames 5")
    with_room.say("store")
    with_room.end()
    program = f"""
import resource, signal, subprocess, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
sys.exit(subprocess.call([{str(host_program)!r}, {str(library)!r}], restore_signals=False))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        input="init\nset_int NumGames 6\nstore\npump 5\nget_int NumGames\n",
        env={"PATH": os.environ["PATH"], "OFFLINE_STEAM_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "init 0 "
    (message,) = [line for line in lines if line.startswith("message")]
    result = int.from_bytes(bytes.fromhex(message.split()[-1])[8:12], "little")
    assert result in (DENIED, PERSIST_FAILED, DISK_FULL)
    assert lines[-1] == "get_int 1 6"
    assert "progress was not stored" in done.stderr
    assert stored.stats() == {"NumGames": 5}
    assert stored.is_sound()
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 4096


def test_file_in_place_of_the_folder(start_host: Callable[..., Host], home: Path) -> None:
    """A home that is a file: the game runs, storing answers 15, the text says what to do."""
    home.write_text("I was here first")
    host = start_host()
    assert host.init() == (0, "")
    host.say("set_int NumGames 5")
    host.say("store")
    assert _results(host) == [DENIED]
    assert host.say("get_int NumGames") == "1 5"
    home.unlink()
    host.say("store")
    assert _results(host) == [1]
    _, errors = host.end()
    assert "OFFLINE_STEAM_HOME" in errors


@pytest.fixture
def unwritable(home: Path) -> Any:
    """Makes the home unwritable, also for root (who drops to another user in the child)."""
    yield lambda: ((home / "480.sqlite3").chmod(0o444), home.chmod(0o555))
    if home.exists():
        home.chmod(0o755)


# Root may write everywhere, so the program first becomes a user who owns nothing. All that it reads
# of the clone is loaded before, or copied to where everybody may read: the clone may lie in root's
# home, where nobody else may enter.
AS_NOBODY = """
import ctypes, os, sys
lib = ctypes.CDLL(sys.argv[1])
lib.OfflineSteam_Start.restype = ctypes.c_char_p
assert lib.OfflineSteam_Start() == b""
import offline_steam.session, sqlite3
from offline_steam import control
from pathlib import Path
Path("/").as_uri()  # imports what it needs only now
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
message = ctypes.create_string_buffer(1024)
assert lib.SteamAPI_InitFlat(message) == 0, message.value
lib.SteamAPI_ManualDispatch_Init()
lib.SteamAPI_SteamUserStats_v013.restype = ctypes.c_void_p
stats = ctypes.c_void_p(lib.SteamAPI_SteamUserStats_v013())
value = ctypes.c_int32(-1)
lib.SteamAPI_ISteamUserStats_GetStatInt32(stats, b"NumGames", ctypes.byref(value))
print("before", value.value)
lib.SteamAPI_ISteamUserStats_SetStatInt32(stats, b"NumGames", 9)
print("store", lib.SteamAPI_ISteamUserStats_StoreStats(stats) & 1)
lib.SteamAPI_ISteamUserStats_GetStatInt32(stats, b"NumGames", ctypes.byref(value))
print("after", value.value)
print("result", control.attach().state()["last_store_result"])
"""


def test_read_only_folder(
    library: Path,
    start_host: Callable[..., Host],
    home: Path,
    unwritable: Callable[[], None],
    stored: Any,
    tmp_path: Path,
) -> None:
    """A folder that may be read only: progress is shown, storing answers 15, nothing is lost."""
    for folder in (home.parent, *home.parent.parents):
        # pytest's own folders are closed to others, the other user of the child among them.
        if folder.name.startswith(("test_", "pytest-", "popen-")):
            folder.chmod(folder.stat().st_mode | 0o055)
    host = start_host()
    host.init()
    host.say("set_int NumGames 7")
    host.say("store")
    host.say("shutdown")
    host.end()
    unwritable()
    app = tmp_path / "app.toml"
    shutil.copy(offline_host.PACKAGE / "spacewar.toml", app)
    app.chmod(0o644)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, library],
        env={
            "PATH": os.environ["PATH"],
            "OFFLINE_STEAM_HOME": str(home),
            "OFFLINE_STEAM_APP": str(app),
            "SteamAppId": "480",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:4] == ["before 7", "store 1", "after 9", f"result {DENIED}"]
    assert "make the folder writable" in done.stderr
    home.chmod(0o755)
    (home / "480.sqlite3").chmod(0o644)
    assert stored.stats() == {"NumGames": 7}
    assert stored.is_sound()
