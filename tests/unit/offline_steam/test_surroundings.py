"""Room C: what the runtime does when its surroundings are odd: paths, clocks, numbers, data."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

import offline_steam
from offline_steam import places
from offline_steam.definition_reader import parse_definition, read_definition
from offline_steam.errors import DefinitionError, StoreDamagedError, StoreDeniedError, StoreError
from offline_steam.progress import Snapshot, Verdict
from offline_steam.results import CallbackId, Result
from offline_steam.soundness import check
from offline_steam.store import SCHEMA, Store

PACKAGES = Path(offline_steam.__file__).parent.parent

APP = """
app_id = 7
name = "Test"
[[achievement]]
name = "WIN"
[[user]]
steam_id = "76561202255232769"
name = "Me"
current = true
"""


def keep(snapshot: Snapshot) -> Callable[[Snapshot], Any]:
    """A decision that accepts everything."""
    return lambda stored: Verdict(snapshot, (), (), snapshot)


def test_folder_name_that_no_disk_takes(tmp_path: Path) -> None:
    """A folder of 10,000 characters is an error that names it, for reading too."""
    store = Store(tmp_path / ("x" * 10_000), 1, print)
    with pytest.raises(StoreDeniedError, match="OFFLINE_STEAM_HOME"):
        store.load(1)


def test_impossible_home_does_not_end_the_game(client_type: Callable[..., Any]) -> None:
    """With a folder that cannot exist, init succeeds and a store answers 15."""
    client = client_type(Path("/dev/null") / ("x" * 10_000))
    assert client.connect() == ""
    assert client.stats.store()
    ((callback, data),) = client.pump()
    assert callback == CallbackId.USER_STATS_STORED
    assert int.from_bytes(data[8:12], "little") == Result.ACCESS_DENIED


def test_damaged_database_that_cannot_be_moved(tmp_path: Path) -> None:
    """A damaged database whose lock cannot be taken is a typed error, and stays as it is."""
    (tmp_path / "1.sqlite3").write_bytes(b"not a database" * 100)
    (tmp_path / "1.lock").mkdir()
    with pytest.raises(StoreDeniedError, match="damaged"):
        Store(tmp_path, 1, print).load(1)
    assert (tmp_path / "1.sqlite3").read_bytes().startswith(b"not a")


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO stat VALUES ('9', 'NumGames', 'many', 0)",
        "INSERT INTO stat VALUES ('9', 'NumGames', x'00ff', 0)",
        "INSERT INTO stat VALUES ('9', 'NumGames', 1e999, 0)",
        "INSERT INTO stat VALUES ('9', 'NumGames', 1, 'long')",
        "INSERT INTO achievement VALUES ('9', 'WIN', 'today')",
        "INSERT INTO achievement VALUES ('9', 'WIN', -5)",
        "INSERT INTO achievement VALUES ('9', 'WIN', 99999999999)",
        "INSERT INTO achievement VALUES ('nine', 'WIN', 5)",
        "INSERT INTO achievement VALUES ('9', x'ff', 5)",
        "INSERT INTO achievement VALUES ('9', CAST(x'ff' AS TEXT), 5)",
    ],
)
def test_values_that_are_none(tmp_path: Path, row: str) -> None:
    """A database with values that no game stored counts as damaged: moved aside and kept."""
    store = Store(tmp_path, 1, print)
    store.save(9, keep(Snapshot({}, {"WIN": 5})))
    store.close()
    database = sqlite3.connect(tmp_path / "1.sqlite3")
    database.execute("DELETE FROM achievement")
    database.execute(row)
    database.commit()
    database.close()
    told: list[str] = []
    store = Store(tmp_path, 1, told.append)
    with closing(store):
        assert store.load(9) == Snapshot()
        assert store.users() == []
    assert len(told) == 1
    assert len(list(tmp_path.glob("1.damaged-*.sqlite3"))) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"steam_id TEXT", b"st\xe5am_id TEXT"),
        (b"CREATE TABLE stat", b"CREATE\xa0TABLE stat"),
        (b"SQLite format 3\0\x10\0\x02\x02", b"SQLite format 3\0\x10\0\x09\x09"),
    ],
)
def test_damage_that_sqlite_cannot_put_into_words(tmp_path: Path, old: bytes, new: bytes) -> None:
    """A schema that is no text, or a file format that is none, is damage like any other."""
    store = Store(tmp_path, 1, print)
    store.save(9, keep(Snapshot({}, {"WIN": 5})))
    store.close()
    content = (tmp_path / "1.sqlite3").read_bytes()
    assert content.count(old) == 1 or old.startswith(b"steam_id")
    (tmp_path / "1.sqlite3").write_bytes(content.replace(old, new))
    told: list[str] = []
    with closing(Store(tmp_path, 1, told.append)) as store:
        store.save(9, keep(Snapshot({}, {"WIN": 6})))
        assert store.load(9).achievements == {"WIN": 6}
    assert len(told) == 1
    assert len(list(tmp_path.glob("1.damaged-*.sqlite3"))) == 1


def test_message_that_is_no_text(tmp_path: Path) -> None:
    """When Python cannot decode what SQLite found, that is damage too."""

    class Undecodable:
        def execute(self, query: str) -> Any:
            raise sqlite3.OperationalError("Could not decode to UTF-8 column")

    with pytest.raises(StoreDamagedError, match="damaged"):
        check(tmp_path / "1.sqlite3", cast(sqlite3.Connection, Undecodable()), SCHEMA)


def test_definition_from_a_windows_editor(tmp_path: Path) -> None:
    """A byte order mark before the definition is no mistake."""
    file = tmp_path / "app.toml"
    file.write_bytes(b"\xef\xbb\xbf" + APP.encode())
    assert read_definition(file).name == "Test"


def test_name_that_c_would_cut() -> None:
    """A name with a NUL inside is refused."""
    with pytest.raises(DefinitionError, match="without NUL"):
        parse_definition(APP.replace('"Me"', '"M\\u0000e"'), "app.toml")


def test_no_home_folder(client_type: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a home folder (a container's unnamed user) init says what to set."""

    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    client = client_type(Path("unused"))
    client.set_home("")
    assert places.HOME_VARIABLE in client.connect()


@pytest.mark.parametrize("text", ["9" * 5000, "0", "-1", "1.5", "x"])
def test_app_id_of_the_environment(
    client_type: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """What is no app ID fails init with a sentence, however long it is."""
    monkeypatch.setenv("SteamAppId", text)
    assert "SteamAppId=" in client_type(tmp_path).connect()


@pytest.mark.parametrize(
    "number", ["9" * 5000, "0x" + "f" * 5000, "0b" + "1" * 50_000, "-" + "9" * 5000]
)
@pytest.mark.parametrize("key", ["app_id = {}", "simulation.latency = {}", "unknown = {}"])
def test_numbers_of_thousands_of_digits(number: str, key: str) -> None:
    """A number that Python would not even print is a mistake like any other."""
    with pytest.raises(DefinitionError) as caught:
        parse_definition(key.format(number) + "\n" + APP.replace("app_id = 7", ""), "app.toml")
    assert "app.toml" in str(caught.value)


def test_unreadable_store_takes_nothing_from_a_running_game(
    make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fails as stats are requested, what the game has stays."""
    client = make_client()
    client.stats.set_int("NumGames", 3)
    client.stats.store()
    client.pump()

    def fails(steam_id: int) -> Snapshot:
        raise StoreError("the disk is gone")

    monkeypatch.setattr(client.store, "load", fails)
    client.stats.request(client.steam_id)
    client.pump()
    assert client.stats.int_of("NumGames") == 3


@pytest.mark.parametrize("request_first", [True, False])
def test_damage_takes_nothing_from_a_running_game(
    make_client: Callable[..., Any], request_first: bool
) -> None:
    """When the database is deleted, requests and resets of stats keep the achievements."""
    client = make_client()
    client.stats.unlock("ACH_WIN_ONE_GAME")
    client.stats.set_int("NumGames", 3)
    client.stats.store()
    client.store.path.unlink()
    if request_first:
        client.stats.request(client.steam_id)
        client.pump()
        assert client.stats.int_of("NumGames") == 3
    client.stats.reset(False)
    assert client.stats.int_of("NumGames") == 0
    assert client.stats.unlock_time("ACH_WIN_ONE_GAME")
    client.disconnect()
    assert client.connect() == ""
    assert client.stats.unlock_time("ACH_WIN_ONE_GAME")


def test_information_requested_offline_follows(make_client: Callable[..., Any]) -> None:
    """``RequestUserInformation`` promised a 304: without network it comes once that is back."""
    client = make_client()
    stranger = 76561202255232772
    client.set_online(False)
    assert client.people.request(stranger, False)
    assert CallbackId.PERSONA_STATE_CHANGE not in [callback for callback, _ in client.pump()]
    client.set_online(True)
    assert [callback for callback, _ in client.pump()] == [
        CallbackId.STEAM_SERVERS_CONNECTED,
        CallbackId.PERSONA_STATE_CHANGE,
    ]
    assert client.people.name(stranger) == "Stranger"


def test_owner_follows_the_current_user(make_client: Callable[..., Any]) -> None:
    """An app without a named owner belongs to whoever is the current user."""
    client = make_client()
    client.act_as(76561202255232770)
    assert client.owner == 76561202255232770


def test_several_processes_open_a_new_database(tmp_path: Path) -> None:
    """None of several that make the database at the same moment is refused."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from offline_steam.progress import Snapshot, Verdict\n"
        "from offline_steam.store import Store\n"
        "print(flush=True)\n"
        "sys.stdin.readline()\n"
        "verdict = Verdict(Snapshot({}, {'WIN': 5}), (), (), Snapshot())\n"
        "Store(Path(sys.argv[1]), 1, print).save(int(sys.argv[2]), lambda stored: verdict)\n"
    )
    for attempt in range(6):
        folder = tmp_path / str(attempt)
        programs = [
            subprocess.Popen(
                [sys.executable, "-c", code, str(folder), str(number)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(PACKAGES)},
            )
            for number in range(1, 7)
        ]
        for program in programs:
            assert program.stdout is not None
            program.stdout.readline()
        for program in programs:
            assert program.stdin is not None
            program.stdin.write(b"go\n")
            program.stdin.flush()
        for program in programs:
            _, errors = program.communicate(timeout=60)
            assert program.returncode == 0, errors.decode()
        with closing(Store(folder, 1, print)) as store:
            assert store.users() == [1, 2, 3, 4, 5, 6]
