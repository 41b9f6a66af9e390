"""A damaged database is kept beside a new one; a broken app definition stops before the store."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from offline_host import PACKAGE, Host


def _store_something(start_host: Callable[..., Host]) -> None:
    host = start_host()
    host.init()
    host.say("set_int NumGames 5")
    host.say("store")
    host.say("shutdown")
    host.end()


def _garbage(path: Path) -> None:
    path.write_bytes(b"This is not a database at all. " * 200)


def _truncated(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2 + 17])


def _overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)


def _header_gone(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes(100) + data[100:])


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
        database.execute("INSERT INTO recipes VALUES ('soup')")
        database.commit()


@pytest.mark.parametrize("damage", [_garbage, _truncated, _overwritten, _header_gone, _foreign])
def test_damaged_database(
    start_host: Callable[..., Host], home: Path, stored: Any, damage: Callable[[Path], None]
) -> None:
    """It is moved aside byte for byte, a sentence says where to, and the game goes on anew."""
    _store_something(start_host)
    damage(stored.path)
    damaged = stored.path.read_bytes()
    host = start_host()
    assert host.init() == (0, "")
    assert host.say("get_int NumGames") == "1 0"
    host.say("set_int NumGames 1")
    host.say("store")
    (message,) = host.pump()
    assert message.eresult == 1
    (notice,) = host.state()["notices"]
    (kept,) = home.glob("480.damaged-*.sqlite3")
    assert kept.read_bytes() == damaged
    assert str(kept) in notice
    _, errors = host.end()
    assert str(kept) in errors
    assert stored.stats() == {"NumGames": 1}
    assert stored.is_sound()


def test_damage_found_by_several_at_once(
    start_host: Callable[..., Host], home: Path, stored: Any
) -> None:
    """Of processes that start together one moves the database, and none the new one."""
    _store_something(start_host)
    _garbage(stored.path)
    damaged = stored.path.read_bytes()
    hosts = [start_host() for _ in range(4)]
    names = ("NumGames", "NumWins", "NumLosses", "NumGames")
    for host, name in zip(hosts, names, strict=True):
        host.send(f"init\nset_int {name} 7\nstore\n")
    for host in hosts:
        assert [host.answer() for _ in range(3)] == ["init 0", "set_int 1", "store 1"]
        assert [message.eresult for message in host.pump()] == [1]
    kept = [file.read_bytes() for file in home.glob("480.damaged-*.sqlite3")]
    assert kept == [damaged]
    assert stored.stats() == {"NumGames": 7, "NumWins": 7, "NumLosses": 7}


def test_damage_twice_keeps_both(start_host: Callable[..., Host], home: Path, stored: Any) -> None:
    """A second damaged database does not replace the first that was moved aside."""
    for _ in range(2):
        _store_something(start_host)
        _garbage(stored.path)
    host = start_host()
    host.init()
    host.end()
    assert len(list(home.glob("480.damaged-*.sqlite3"))) == 2


@pytest.mark.parametrize("replacement", [b"broken " * 1000, None])
def test_database_taken_away_from_a_running_game(
    start_host: Callable[..., Host], home: Path, stored: Any, replacement: bytes | None
) -> None:
    """A store after it goes to a new database, with what was stored before as well."""
    host = start_host()
    host.init()
    host.say("set_int NumGames 1")
    host.say("unlock ACH_HEAVY_FIRE")
    host.say("store")
    host.pump()
    for file in home.glob("480.sqlite3*"):
        file.unlink()
    if replacement is not None:
        stored.path.write_bytes(replacement)
    host.say("set_int NumWins 2")
    host.say("store")
    (message,) = host.pump()
    assert message.eresult == 1
    assert {"NumGames": 1, "NumWins": 2}.items() <= stored.stats().items()
    second = start_host()
    second.init()
    assert second.say("achieved ACH_HEAVY_FIRE") == "1 1"
    kept = [file.read_bytes() for file in home.glob("480.damaged-*.sqlite3")]
    assert kept == ([] if replacement is None else [replacement])


def test_newer_schema_is_left_alone(
    start_host: Callable[..., Host], home: Path, stored: Any
) -> None:
    """A database of a newer version is neither moved nor written, and the text says to update."""
    _store_something(start_host)
    with closing(sqlite3.connect(stored.path)) as database:
        database.execute("PRAGMA user_version = 99")
    host = start_host()
    assert host.init() == (0, "")
    host.say("set_int NumGames 8")
    host.say("store")
    assert [message.eresult for message in host.pump()] == [15]
    _, errors = host.end()
    assert "newer offline Steam" in errors
    assert not list(home.glob("*damaged*"))
    assert stored.stats() == {"NumGames": 5}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text + "\nnonsense = 5\n", "nonsense"),
        (
            lambda text: text.replace('name = "NumWins"', 'name = "NumGames"'),
            "'NumGames' is defined",
        ),
        (lambda text: text.replace("app_id = 480", 'app_id = "480"'), "app_id = '480'"),
        (lambda text: text[:700], "not valid TOML"),
        (lambda text: "\udcff", "not UTF-8"),
    ],
)
def test_broken_definition(
    start_host: Callable[..., Host],
    stored: Any,
    tmp_path: Path,
    change: Callable[[str], str],
    expected: str,
) -> None:
    """Init fails with a text that names file and trouble; the stored progress stays as it was."""
    _store_something(start_host)
    definition = tmp_path / "game.toml"
    text = change((PACKAGE / "spacewar.toml").read_text("utf-8"))
    definition.write_bytes(text.encode("utf-8", "surrogateescape"))
    host = start_host(OFFLINE_STEAM_APP=str(definition))
    result, message = host.init()
    assert result == 1
    assert str(definition) in message
    assert expected in message
    assert host.end()[0] == 0
    assert stored.stats() == {"NumGames": 5}


def test_missing_definition(start_host: Callable[..., Host], tmp_path: Path) -> None:
    """A definition that is not there is a failed init that names the path."""
    host = start_host(OFFLINE_STEAM_APP=str(tmp_path / "none.toml"))
    result, message = host.init()
    assert result == 1
    assert str(tmp_path / "none.toml") in message


def test_repaired_definition(start_host: Callable[..., Host], tmp_path: Path) -> None:
    """Once the file is repaired, init works in the same process."""
    definition = tmp_path / "game.toml"
    definition.write_text("app_id = 480\n")
    host = start_host(OFFLINE_STEAM_APP=str(definition))
    assert host.init()[0] == 1
    shutil.copyfile(PACKAGE / "spacewar.toml", definition)
    assert host.init() == (0, "")
