"""A C program without Python loads the library, which brings its Python along."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path

import offline_host
import pytest
from offline_host import FRIEND, ME, Host

Start = Callable[..., Host]


def test_init_and_shutdown(start_host: Start) -> None:
    """Init answers 0 without a message, shutdown takes the pipe away, the process ends well."""
    host = start_host()
    assert host.init() == (0, "")
    assert host.say("version") == "0.1.0"
    assert host.say("shutdown") == "0"
    assert host.end() == (0, "")


def test_way_of_a_store(start_host: Start) -> None:
    """Setting posts nothing; storing posts 1102 and one 1103 for the unlock, some frames later."""
    host = start_host()
    host.init()
    assert host.say("unlock ACH_WIN_ONE_GAME") == "1"
    assert host.say("set_int NumWins 1") == "1"
    assert host.pump() == []
    assert host.say("store") == "1"
    messages = host.pump()
    assert [(message.frame, message.callback) for message in messages] == [(3, 1102), (3, 1103)]
    assert struct.unpack("<Qi", messages[0].data) == (480, 1)
    game, group, name, progress, most = struct.unpack("<Q?128s3xII", messages[1].data)
    assert (game, group, name.rstrip(b"\0"), progress, most) == (
        480,
        False,
        b"ACH_WIN_ONE_GAME",
        0,
        0,
    )


def test_progress_outlives_the_process(start_host: Start) -> None:
    """What one process stored, the next one reads; what was only set is gone."""
    first = start_host()
    first.init()
    first.say("set_int NumGames 3")
    first.say("unlock ACH_HEAVY_FIRE")
    first.say("store")
    first.say("set_int NumWins 2")
    first.end()
    second = start_host()
    second.init()
    assert second.say("get_int NumGames") == "1 3"
    assert second.say("achieved ACH_HEAVY_FIRE") == "1 1"
    assert second.say("get_int NumWins") == "1 0"


def test_call_result(start_host: Start) -> None:
    """Another user's stats: 703 with the handle, the result of 20 bytes, then the plain 1101."""
    host = start_host()
    host.init()
    call = int(host.say(f"request {FRIEND}"))
    completed, plain = host.pump()
    assert (completed.callback, completed.call) == (703, call)
    assert struct.unpack("<QiI", completed.data) == (call, 1101, 20)
    assert (completed.answered, completed.failed) == (True, False)
    assert completed.result == struct.pack("<QiQ", 480, 1, FRIEND)
    assert (plain.callback, plain.data) == (1101, completed.result)


def test_io_failure(start_host: Start) -> None:
    """An I/O failure is a completed call that failed, and no plain callback."""
    host = start_host()
    host.init()
    assert host.say("fail_next_io RequestUserStats") == "1"
    host.say(f"request {ME}")
    (completed,) = host.pump()
    assert (completed.answered, completed.failed, completed.result) == (True, True, bytes(20))


def test_control_error(start_host: Start) -> None:
    """A control function that refuses leaves a reason that names what it takes."""
    host = start_host()
    host.init()
    assert host.say("fail_next Nonsense 2") == "0"
    assert "RequestUserStats" in host.say("last_error")


def test_posting_many(start_host: Start) -> None:
    """10,000 posted callbacks arrive, in one frame."""
    host = start_host()
    host.init()
    assert host.say("post 10000") == "1"
    messages = host.pump(1)
    assert len(messages) == 10_000
    assert {message.data for message in messages} == {struct.pack("<Q", 7)}


def test_isolated_from_the_environment(start_host: Start, tmp_path: Path) -> None:
    """No environment variable of Python, and no file beside the program, changes what is loaded."""
    (tmp_path / "sqlite3.py").write_text("raise SystemExit('hijacked')")
    host = start_host(PYTHONPATH=str(tmp_path), PYTHONHOME=str(tmp_path), PYTHONVERBOSE="1")
    assert host.init() == (0, "")
    assert host.end() == (0, "")


def test_a_copy_outside_the_addon(start_host: Start, tmp_path: Path) -> None:
    """The library of the addon knows no Python but the addon's: it says where it belongs."""
    script = offline_host.build_script()
    names = ("BUILD_STDLIB", "BUILD_DYNLOAD", "BUILD_HOME", "BUILD_CFFI", "BUILD_PACKAGES")
    constants = {**script.build_constants("any"), **dict.fromkeys(names, "")}
    built = script.make_ffi("any", constants).compile(
        tmpdir=str(tmp_path), target=str(tmp_path / "libsteam_api.*")
    )
    host = start_host(Path(built))
    result, message = host.init()
    assert result == 1
    assert built in message and "python/packages/offline_steam/lib of the addon" in message
    assert host.end()[0] == 0


@pytest.mark.parametrize(
    ("constant", "expected"),
    [
        ("BUILD_STDLIB", "no standard library of Python"),
        ("BUILD_PACKAGES", "No module named 'offline_steam'"),
        ("BUILD_CFFI", "cffi is missing from this Python"),
    ],
)
def test_failed_start(start_host: Start, tmp_path: Path, constant: str, expected: str) -> None:
    """When Python or a part of it is missing, init fails with text, and the process lives on."""
    script = offline_host.build_script()
    constants = script.build_constants("any")
    constants[constant] = tmp_path / "nowhere"
    built = script.make_ffi("any", constants).compile(
        tmpdir=str(tmp_path), target=str(tmp_path / "libsteam_api.*")
    )
    host = start_host(Path(built))
    result, message = host.init()
    assert result == 1
    assert expected in message
    assert host.init() == (1, message)
    assert host.say("shutdown") == "0"
    assert host.end()[0] == 0


def test_other_python_version(start_host: Start, tmp_path: Path) -> None:
    """A library built for another Python than runs in the process says so."""
    script = offline_host.build_script()
    constants = {**script.build_constants("any"), "PYTHON_VERSION": "3.4"}
    built = script.make_ffi("any", constants).compile(
        tmpdir=str(tmp_path), target=str(tmp_path / "libsteam_api.*")
    )
    # No standard library of that version is beside it, so take this one's: the check comes after.
    host = start_host(Path(built))
    result, message = host.init()
    assert result == 1
    version = ".".join(map(str, sys.version_info[:3]))
    assert f"built for Python 3.4, but the process runs Python {version}. Build" in message


def test_message_is_cut_to_its_buffer(start_host: Start, tmp_path: Path) -> None:
    """A long reason for a failed init ends inside the 1024 bytes, at a whole character."""
    definition = tmp_path / "app.toml"
    definition.write_text("".join(f"unknown_{'ä' * 30}_{i} = {i}\n" for i in range(100)), "utf-8")
    host = start_host(OFFLINE_STEAM_APP=str(definition))
    result, message = host.init()
    assert result == 1
    assert len(message.encode()) <= 1023
    assert "\ufffd" not in message
