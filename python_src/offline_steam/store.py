"""Room C, ``offline_steam``: progress on disk, one SQLite database for each app.

Imports the standard library, ``database``, ``definition`` (values), ``progress`` (values) and
``soundness``.

What ``save`` returned survives a kill at any moment and a power cut (see ``database``); a save
reads what other processes stored before it decides.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from offline_steam.database import Database
from offline_steam.definition import StatValue
from offline_steam.progress import Snapshot, Verdict
from offline_steam.soundness import Schema

_TABLES = """
CREATE TABLE stat (
    steam_id TEXT NOT NULL, name TEXT NOT NULL, value NUMERIC NOT NULL, seconds REAL NOT NULL,
    PRIMARY KEY (steam_id, name)
) WITHOUT ROWID;
CREATE TABLE achievement (
    steam_id TEXT NOT NULL, name TEXT NOT NULL, unlock_time INTEGER NOT NULL,
    PRIMARY KEY (steam_id, name)
) WITHOUT ROWID;
"""
_BAD_KEY = (
    "typeof(steam_id) <> 'text' OR length(steam_id) NOT BETWEEN 1 AND 20"
    " OR steam_id GLOB '*[^0-9]*' OR typeof(name) <> 'text'"
)
SCHEMA = Schema(
    anew="progress starts anew",
    application_id=0x4F53544D,
    version=1,
    tables=_TABLES,
    bad_rows=(
        f"SELECT count(*) FROM stat WHERE {_BAD_KEY}"
        " OR typeof(value) NOT IN ('integer', 'real') OR abs(value) > 1e308"
        " OR typeof(seconds) <> 'real' OR seconds < 0",
        f"SELECT count(*) FROM achievement WHERE {_BAD_KEY}"
        " OR typeof(unlock_time) <> 'integer' OR unlock_time NOT BETWEEN 0 AND 4294967295",
    ),
    texts="SELECT CAST(name AS BLOB) FROM stat UNION SELECT CAST(name AS BLOB) FROM achievement",
    whole=4 << 20,
)
"""The database of the progress."""


class Store:
    """The progress of all users of one app.

    Args:
        folder: where the database is, made when missing.
        app_id: names the database.
        notify: told, once each, about what people should know (a damaged database).
    """

    def __init__(self, folder: Path, app_id: int, notify: Callable[[str], None]) -> None:
        self._database = Database(folder / f"{app_id}.sqlite3", SCHEMA, notify)

    @property
    def path(self) -> Path:
        """The database's file."""
        return self._database.path

    @property
    def replaced(self) -> int:
        """How many times the file was another than before: moved aside as damaged, or deleted."""
        return self._database.replaced

    def close(self) -> None:
        """Closes the database; the next use opens it again."""
        self._database.close()

    def load(self, steam_id: int) -> Snapshot:
        """What is stored for a user; empty for one who is not there.

        Raises:
            StoreError: when the database can be neither read nor made.
        """
        with self._database.reading() as database:
            return self._read(database, steam_id)

    def users(self) -> list[int]:
        """The Steam IDs that have anything stored.

        Raises:
            StoreError: as ``load``.
        """
        with self._database.reading() as database:
            rows = database.execute(
                "SELECT steam_id FROM stat UNION SELECT steam_id FROM achievement"
            )
            return sorted(int(row[0]) for row in rows)

    def save(self, steam_id: int, decide: Callable[[Snapshot], Verdict]) -> Verdict:
        """Stores what ``decide`` accepts, given what is stored now, in one transaction.

        Returns:
            The verdict, when its accepted values are safe on disk.

        Raises:
            StoreError: nothing was changed.
        """
        with self._database.writing() as database:
            verdict = decide(self._read(database, steam_id))
            self._write(database, steam_id, verdict.accepted)
        return verdict

    def forget(self, steam_id: int | None = None) -> None:
        """Deletes what is stored for one user, or for all.

        Raises:
            StoreError: nothing was changed.
        """
        with self._database.writing() as database:
            for table in ("stat", "achievement"):
                if steam_id is None:
                    database.execute(f"DELETE FROM {table}")
                else:
                    database.execute(f"DELETE FROM {table} WHERE steam_id = ?", (str(steam_id),))

    @staticmethod
    def _read(database: sqlite3.Connection, steam_id: int) -> Snapshot:
        key = (str(steam_id),)
        stats = {
            name: StatValue(value, seconds)
            for name, value, seconds in database.execute(
                "SELECT name, value, seconds FROM stat WHERE steam_id = ?", key
            )
        }
        achievements = dict(
            database.execute("SELECT name, unlock_time FROM achievement WHERE steam_id = ?", key)
        )
        return Snapshot(stats, achievements)

    @staticmethod
    def _write(database: sqlite3.Connection, steam_id: int, values: Snapshot) -> None:
        key = str(steam_id)
        database.executemany(
            "INSERT OR REPLACE INTO stat VALUES (?, ?, ?, ?)",
            [(key, name, stat.value, stat.seconds) for name, stat in values.stats.items()],
        )
        database.executemany(
            "INSERT OR REPLACE INTO achievement VALUES (?, ?, ?)",
            [(key, name, unlocked) for name, unlocked in values.achievements.items()],
        )
