"""The database behind the runtime."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from offline_steam import database as database_module
from offline_steam.definition import StatValue
from offline_steam.errors import StoreBusyError, StoreDeniedError
from offline_steam.progress import Snapshot, Verdict
from offline_steam.store import Store

ME, FRIEND = 76561202255232769, 76561202255232770


def _store(folder: Path, notices: list[str] | None = None) -> Store:
    return Store(folder, 480, (notices if notices is not None else []).append)


def _put(store: Store, steam_id: int, values: Snapshot) -> None:
    store.save(steam_id, lambda stored: Verdict(values, (), (), values))


VALUES = Snapshot(
    {"größe": StatValue(5), "rate": StatValue(1.5, 60.0)}, {"名前": 1700000000, "locked": 0}
)


def test_values_come_back(tmp_path: Path) -> None:
    """What is saved is loaded by another object, with its types; other users have nothing."""
    with closing(_store(tmp_path / "new" / "folder")) as store:
        _put(store, ME, VALUES)
    with closing(_store(tmp_path / "new" / "folder")) as store:
        loaded = store.load(ME)
        assert loaded == VALUES
        assert isinstance(loaded.stats["größe"].value, int)
        assert store.load(FRIEND) == Snapshot({}, {})
        assert store.users() == [ME]


def test_save_reads_before_it_decides(tmp_path: Path) -> None:
    """The decision sees what another process stored in the meantime."""
    with closing(_store(tmp_path)) as first, closing(_store(tmp_path)) as second:
        first.load(ME)
        _put(second, ME, VALUES)
        seen: list[Snapshot] = []

        def decide(stored: Snapshot) -> Verdict:
            seen.append(stored)
            return Verdict(Snapshot({}, {}), (), (), stored)

        first.save(ME, decide)
        assert seen == [VALUES]


def test_failed_decision_changes_nothing(tmp_path: Path) -> None:
    """An exception inside the transaction rolls it back and leaves the store usable."""
    with closing(_store(tmp_path)) as store:
        _put(store, ME, VALUES)

        def decide(stored: Snapshot) -> Verdict:
            raise RuntimeError("no")

        with pytest.raises(RuntimeError):
            store.save(ME, decide)
        assert store.load(ME) == VALUES
        _put(store, ME, Snapshot({"größe": StatValue(6)}, {}))
        assert store.load(ME).stats["größe"] == StatValue(6)


def test_forget(tmp_path: Path) -> None:
    """One user can be forgotten, or all."""
    with closing(_store(tmp_path)) as store:
        _put(store, ME, VALUES)
        _put(store, FRIEND, VALUES)
        store.forget(ME)
        assert store.users() == [FRIEND]
        store.forget()
        assert store.users() == []


def test_durable_settings(tmp_path: Path) -> None:
    """The connection is in WAL mode with full synchronisation: a commit is on disk."""
    with closing(_store(tmp_path)) as store:
        store.load(ME)
        database = store._database._connection
        assert database is not None
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA synchronous").fetchone() == (2,)


def test_locked_by_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that stays locked is a busy error after the wait; afterwards it works."""
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    with closing(_store(tmp_path)) as store:
        _put(store, ME, VALUES)
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match="another process"):
            _put(store, ME, VALUES)
        assert store.load(ME) == VALUES
        other.execute("ROLLBACK")
        other.close()
        _put(store, ME, VALUES)


def test_damaged_file_is_told_once(tmp_path: Path) -> None:
    """The notice names the old and the new file."""
    notices: list[str] = []
    (tmp_path / "480.sqlite3").write_bytes(b"nothing like a database" * 100)
    with closing(_store(tmp_path, notices)) as store:
        assert store.load(ME) == Snapshot({}, {})
        store.load(FRIEND)
    (notice,) = notices
    assert "480.damaged-" in notice and str(tmp_path / "480.sqlite3") in notice


def test_damaged_file_with_a_whole_log(tmp_path: Path) -> None:
    """What the write-ahead log still holds is taken from there: nothing is moved, nothing lost."""
    notices: list[str] = []
    with closing(_store(tmp_path)) as store:
        _put(store, ME, VALUES)
        (tmp_path / "copy").write_bytes((tmp_path / "480.sqlite3-wal").read_bytes())
    (tmp_path / "480.sqlite3").write_bytes(b"nothing like a database" * 100)
    (tmp_path / "copy").rename(tmp_path / "480.sqlite3-wal")
    with closing(_store(tmp_path, notices)) as store:
        assert store.load(ME) == VALUES
    assert notices == []


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A home that cannot be a folder names itself and the variable that moves it."""
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StoreDeniedError, match="OFFLINE_STEAM_HOME") as caught:
        _store(tmp_path / "home").load(ME)
    assert str(tmp_path / "home") in str(caught.value)


def test_foreign_rows_stay(tmp_path: Path) -> None:
    """A stat that the definition no longer has keeps its value in the store."""
    with closing(_store(tmp_path)) as store:
        _put(store, ME, VALUES)
        _put(store, ME, Snapshot({"other": StatValue(1)}, {}))
        assert set(store.load(ME).stats) == {"größe", "rate", "other"}
