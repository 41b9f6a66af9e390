"""Leaderboards when something is in the way: what was reported is kept, and the rest goes on."""

from __future__ import annotations

import random
import sqlite3
import struct
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from offline_host import ME, Host

from offline_steam.board_making import SCHEMA

KILLS = 25


def _path(home: Path) -> Path:
    return home / "480.boards.sqlite3"


def _create(host: Host, name: str = "kept") -> int:
    """Init, and the handle of a board."""
    assert host.init() == (0, "")
    host.say(f"create 2 1 {name}")
    (found,) = host.pump()
    return int(struct.unpack("<QB3x", found.result)[0])


def _upload(host: Host, board: int, score: int) -> tuple[bool, int]:
    """Whether 1106 reports success, and the rank."""
    host.say(f"upload {board} 1 {score}")
    (uploaded,) = host.pump()
    success, _, _, _, rank, _ = struct.unpack("<?3xQi?3xii", uploaded.result)
    return bool(success), int(rank)


def _is_sound(path: Path) -> bool:
    """SQLite's full check, and ours."""
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("PRAGMA integrity_check").fetchall()
        bad = [database.execute(query).fetchone()[0] for query in SCHEMA.bad_rows]
    return found == [("ok",)] and not any(bad)


def _scores(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as database:
        return [~place >> 32 for (place,) in database.execute("SELECT place FROM entry")]


def test_killed_while_uploading(start_host: Callable[..., Host], home: Path) -> None:
    """SIGKILL at any moment: the score that was reported last is there, and the file is sound."""
    chance = random.Random(7)
    reported = 0
    for _ in range(KILLS):
        host = start_host(OFFLINE_STEAM_LATENCY="1")
        board = _create(host)
        assert _upload(host, board, 0)[0]
        for number in range(1, 60):
            host.send(f"upload {board} 1 {reported + number}\npump 1\n")
        for _ in range(chance.randrange(40)):
            while not (line := host.answer()).startswith("message "):
                pass
            reported = int.from_bytes(bytes.fromhex(line.split()[-1])[12:16], "little")
        host.kill()
        (score,) = _scores(_path(home))
        assert score >= reported
        reported = score
    assert _is_sound(_path(home))


def test_several_processes(start_host: Callable[..., Host], home: Path) -> None:
    """Four users upload at once, each in a process: all scores are there, and ranked."""
    hosts = [start_host(OFFLINE_STEAM_USER=str(ME + number)) for number in range(4)]
    boards = [_create(host) for host in hosts]
    for number, (host, board) in enumerate(zip(hosts, boards, strict=True)):
        for score in range(1, 26):
            host.send(f"upload {board} 1 {score * 10 + number}\n")
    for host in hosts:
        for _ in range(25):
            assert host.answer().startswith("upload ")
        assert [message.result[0] for message in host.pump()] == [1] * 25
    host, board = hosts[0], boards[0]
    host.say(f"download {board} 0 1 25")
    (downloaded,) = host.pump()
    entries = struct.unpack("<QQi", downloaded.result)[1]
    shown = [entry.split(":")[:3] for entry in host.say(f"entries {entries}").split()]
    assert shown == [[str(ME + 3 - i), str(i + 1), str(253 - i)] for i in range(4)]
    assert _is_sound(_path(home))


def test_full_disk(start_host: Callable[..., Host], home: Path, tmp_path: Path) -> None:
    """An upload to a full disk reports failure, what was stored stays, and later it works again."""
    built = tmp_path / "full_disk.so"
    source = Path(__file__).with_name("full_disk.c")
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-D_FILE_OFFSET_BITS=32", source, "-o", built, "-ldl"],
        check=True,
    )
    flag = tmp_path / "full"
    host = start_host(LD_PRELOAD=str(built), FULL_DISK_FLAG=str(flag), FULL_DISK_FOLDER=str(home))
    board = _create(host)
    assert _upload(host, board, 5) == (True, 1)
    flag.touch()
    assert _upload(host, board, 6) == (False, 0)
    host.say("create 2 1 another")
    (found,) = host.pump()
    assert found.failed
    assert _scores(_path(home)) == [5]
    flag.unlink()
    assert _upload(host, board, 6) == (True, 1)
    assert _scores(_path(home)) == [6]
    _, errors = host.end()
    assert "the leaderboard was not changed" in errors and "the disk is full" in errors


def test_no_folder(start_host: Callable[..., Host], home: Path) -> None:
    """Without a place to keep them boards fail, and work as soon as there is one."""
    home.write_text("a file")
    host = start_host()
    assert host.init() == (0, "")
    host.say("find Quickest Win")
    (found,) = host.pump()
    assert found.failed
    home.unlink()
    host.say("find Quickest Win")
    (found,) = host.pump()
    assert not found.failed and found.result[8] == 1
    _, errors = host.end()
    assert "the leaderboard cannot be read" in errors and "OFFLINE_STEAM_HOME" in errors


@pytest.mark.parametrize("size", [100, 5000])
def test_damaged_file(start_host: Callable[..., Host], home: Path, size: int) -> None:
    """It is moved aside and kept, the boards start anew, and the progress is as it was."""
    host = start_host()
    board = _create(host)
    _upload(host, board, 5)
    host.say("set_int NumGames 3")
    host.say("store")
    host.say("shutdown")
    host.end()
    data = _path(home).read_bytes()
    damaged = data[:size] + b"\xa5" * (len(data) - size)
    _path(home).write_bytes(damaged)
    host = start_host()
    board = _create(host)
    assert _upload(host, board, 1) == (True, 1)
    assert host.say("get_int NumGames") == "1 3"
    (kept,) = home.glob("480.boards.damaged-*.sqlite3")
    assert kept.read_bytes() == damaged
    _, errors = host.end()
    assert str(kept) in errors and "the leaderboards start anew" in errors
    assert _is_sound(_path(home))


def test_damage_in_a_large_file(
    start_host: Callable[..., Host], home: Path, tmp_path: Path
) -> None:
    """A file too large to be checked at each start is checked once a read finds damage."""
    app = tmp_path / "app.toml"
    app.write_text(
        f'app_id = 480\nname = "x"\n[[user]]\nsteam_id = "{ME}"\nname = "x"\ncurrent = true\n'
        '[[leaderboard]]\nname = "large"\nsort = "ascending"\n'
        "generated = { count = 120000, best = 1, worst = 1000 }\n"
    )
    host = start_host(OFFLINE_STEAM_APP=str(app))
    board = _create(host, "large")
    host.say("shutdown")
    host.end()
    size = _path(home).stat().st_size
    assert size > 5 << 20
    with _path(home).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * (size - 8192))
    host = start_host(OFFLINE_STEAM_APP=str(app))
    assert host.init() == (0, "")
    results = []
    for _ in range(2):
        host.say("find large")
        (found,) = host.pump()
        if not found.failed:
            board = int.from_bytes(found.result[:8], "little")
            host.say(f"download {board} 0 1 25")
            (downloaded,) = host.pump()
            results.append(downloaded.failed)
    assert results[-1] is False
    assert len(list(home.glob("480.boards.damaged-*.sqlite3"))) == 1
    assert _is_sound(_path(home))
