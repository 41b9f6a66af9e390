"""Room C, ``offline_steam``: progress on disk, one SQLite database for each app.

Imports the standard library, ``definition`` (values), ``errors`` and ``progress`` (values).

What ``save`` returned survives a kill at any moment and a power cut: every save is one transaction
in WAL mode with ``synchronous=FULL``. Several processes may use one database; a save reads what the
others stored before it decides. A damaged database is moved aside, never deleted.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from offline_steam.definition import StatValue
from offline_steam.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreDeniedError,
    StoreError,
    StoreFullError,
)
from offline_steam.progress import Snapshot, Verdict

SCHEMA_VERSION = 1
APPLICATION_ID = 0x4F53544D
"""Marks the file as ours (SQLite's ``application_id``)."""
BUSY_SECONDS = 5.0
"""How long a save waits for another process."""

_SCHEMA = """
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
_BAD_ROWS = (
    f"SELECT count(*) FROM stat WHERE {_BAD_KEY}"
    " OR typeof(value) NOT IN ('integer', 'real') OR abs(value) > 1e308"
    " OR typeof(seconds) <> 'real' OR seconds < 0",
    f"SELECT count(*) FROM achievement WHERE {_BAD_KEY}"
    " OR typeof(unlock_time) <> 'integer' OR unlock_time NOT BETWEEN 0 AND 4294967295",
)
"""What SQLite finds sound, although nothing here has ever written it."""
_NAMES = "SELECT CAST(name AS BLOB) FROM stat UNION SELECT CAST(name AS BLOB) FROM achievement"

_COMPANIONS = ("-wal", "-shm")


_FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What ``sqlite3`` raises; the second, when the message about a damaged schema is no text."""


def _explain(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> StoreError:
    """The typed error behind SQLite's."""
    if isinstance(error, UnicodeDecodeError):
        return StoreDamagedError(f"{path}: the database is damaged (it has text that is none)")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return StoreFullError(f"{path}: the disk is full; free some space, then store again")
    if code in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
    ):
        return StoreDeniedError(
            f"{path}: cannot be written ({error}); make the folder writable, or name another one "
            "in OFFLINE_STEAM_HOME"
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusyError(
            f"{path}: another process kept it locked for {BUSY_SECONDS:g} s; store again"
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreDamagedError(f"{path}: the database is damaged ({error})")
    return StoreError(f"{path}: {error}; check the disk, then store again")


def _make_folder(folder: Path) -> None:
    """Makes a folder and its parents, so that a power cut does not take them away again."""
    missing = [place for place in (folder, *folder.parents) if not os.path.lexists(place)]
    for place in reversed(missing):
        place.mkdir(exist_ok=True)
        if sys.platform != "win32":
            # SQLite does this for its files; for the entry of a new folder nobody does.
            with contextlib.suppress(OSError):
                parent = os.open(place.parent, os.O_RDONLY)
                try:
                    os.fsync(parent)
                finally:
                    os.close(parent)
    if not missing and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds a lock that all processes share, for the rare moment when a file is moved aside."""
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Store:
    """The progress of all users of one app.

    Opens the database when it is first needed, and again after a failure: a folder that becomes
    writable, or a disk with space again, needs no restart.

    Args:
        folder: where the database is, made when missing.
        app_id: names the database.
        notify: told, once each, about what people should know (a damaged database).

    Attributes:
        replaced: how many times the database was found to be another file than before: moved aside
            as damaged, or deleted by somebody, while this object was in use.
    """

    def __init__(self, folder: Path, app_id: int, notify: Callable[[str], None]) -> None:
        self.path = folder / f"{app_id}.sqlite3"
        self._notify = notify
        self._database: sqlite3.Connection | None = None
        self._process = 0
        self._file: tuple[int, int] | None = None
        self.replaced = 0

    def close(self) -> None:
        """Closes the database; the next use opens it again."""
        database, self._database = self._database, None
        # A forked child must not close, and so checkpoint, what its parent has open.
        if database is not None and self._process == os.getpid():
            database.close()

    def load(self, steam_id: int) -> Snapshot:
        """What is stored for a user; empty for one who is not there.

        Raises:
            StoreError: when the database can be neither read nor made.
        """
        with self._reading() as database:
            return self._read(database, steam_id)

    def users(self) -> list[int]:
        """The Steam IDs that have anything stored.

        Raises:
            StoreError: as ``load``.
        """
        with self._reading() as database:
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
        with self._writing() as database:
            verdict = decide(self._read(database, steam_id))
            self._write(database, steam_id, verdict.accepted)
        return verdict

    def forget(self, steam_id: int | None = None) -> None:
        """Deletes what is stored for one user, or for all.

        Raises:
            StoreError: nothing was changed.
        """
        with self._writing() as database:
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

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            try:
                database = self._open()
            except StoreDeniedError as denied:
                if self._identity() is None:
                    raise
                try:
                    database = self._open_read_only()
                except StoreDamagedError:
                    # Why it was not moved aside, and what to do, is in the first error.
                    raise denied from None
                with contextlib.closing(database):
                    yield database
                return
            yield database
        except _FAILURES as error:
            self._drop()
            raise _explain(self.path, error) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            database = self._open()
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.execute("COMMIT")
            except BaseException:
                # SQLite has already rolled back after some errors, a full disk among them.
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise
        except _FAILURES as error:
            self._drop()
            raise _explain(self.path, error) from error

    def _drop(self) -> None:
        """Gives the connection up after an error, so that the next use starts afresh."""
        with contextlib.suppress(sqlite3.Error):
            self.close()

    def _open(self) -> sqlite3.Connection:
        if self._database is not None and self._process == os.getpid():
            if self._file == self._identity():
                return self._database
            # Somebody took the file away. What is written to it now, nobody would find again.
            # (The next file may get the number of this one once this one is closed.)
            self.replaced += 1
            self._file = None
            self._drop()
        try:
            _make_folder(self.path.parent)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise StoreDeniedError(
                f"{self.path.parent}: cannot be made a folder ({reason}); name another one "
                "in OFFLINE_STEAM_HOME"
            ) from error
        try:
            self._database = self._connect_in_turn()
        except StoreDamagedError as error:
            try:
                self._move_aside()
            except OSError as failure:
                raise StoreDeniedError(
                    f"{error}; it cannot be moved aside either ({failure.strerror}): make the "
                    "folder writable, or name another one in OFFLINE_STEAM_HOME"
                ) from failure
            self._database = self._connect_in_turn()
        self._process = os.getpid()
        file = self._identity()
        if self._file is not None and self._file != file:
            self.replaced += 1
        self._file = file
        return self._database

    def _identity(self) -> tuple[int, int] | None:
        """Which file lies at the path; None when there is none."""
        try:
            found = self.path.stat()
        except (OSError, ValueError):
            return None
        return found.st_dev, found.st_ino

    def _connect_in_turn(self) -> sqlite3.Connection:
        """As ``_connect``, waiting for other processes also where SQLite does not.

        Of several that open a new database at the same time, one turns WAL mode on, and SQLite
        refuses the others at once, whatever the timeout is.
        """
        end = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                return self._connect()
            except StoreBusyError:
                if time.monotonic() >= end:
                    raise
                time.sleep(0.01)

    def _connect(self) -> sqlite3.Connection:
        """Opens and checks the database, and makes its tables when it is new."""
        database = None
        try:
            database = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            version = self._check(database)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            if version == 0:
                self._create(database)
        except _FAILURES as error:
            if database is not None:
                database.close()
            raise _explain(self.path, error) from error
        except StoreError:
            if database is not None:
                database.close()
            raise
        return database

    def _check(self, database: sqlite3.Connection) -> int:
        """The schema's version, 0 for a new file.

        Raises:
            StoreDamagedError: not a sound database of this runtime.
            StoreDeniedError: made by a newer version of this runtime.
        """
        try:
            version = self._version(database)
            if version == 0:
                return 0
            self._check_content(database)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            # A table or a column is not there, or the file's format is none of SQLite's.
            raise StoreDamagedError(f"{self.path}: the database is damaged ({error})") from error
        return version

    def _version(self, database: sqlite3.Connection) -> int:
        version = int(database.execute("PRAGMA user_version").fetchone()[0])
        tables = int(database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
        if version == 0 and tables == 0:
            return 0
        owner = int(database.execute("PRAGMA application_id").fetchone()[0])
        if owner != APPLICATION_ID:
            raise StoreDamagedError(f"{self.path}: the database belongs to another program")
        if version > SCHEMA_VERSION:
            raise StoreDeniedError(
                f"{self.path}: made by a newer offline Steam (schema {version}, this one knows "
                f"{SCHEMA_VERSION}); update this one, or name another folder in OFFLINE_STEAM_HOME"
            )
        if version != SCHEMA_VERSION:
            raise StoreDamagedError(f"{self.path}: the database is damaged (schema {version})")
        return version

    def _check_content(self, database: sqlite3.Connection) -> None:
        found = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            raise StoreDamagedError(f"{self.path}: the database is damaged ({found})")
        bad = any(database.execute(query).fetchone()[0] for query in _BAD_ROWS)
        for (name,) in database.execute(_NAMES):
            bytes(name).decode()
        if bad:
            raise StoreDamagedError(
                f"{self.path}: the database is damaged (it has impossible values)"
            )

    @staticmethod
    def _create(database: sqlite3.Connection) -> None:
        database.execute("BEGIN IMMEDIATE")
        # Another process may have been faster between our check and our lock.
        if int(database.execute("PRAGMA user_version").fetchone()[0]) == 0:
            for statement in _SCHEMA.split(";"):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        database.execute("COMMIT")

    def _open_read_only(self) -> sqlite3.Connection:
        """For a folder that cannot be written: progress is shown, and storing fails."""
        error: sqlite3.Error | UnicodeDecodeError | None = None
        # A database in WAL mode can only be opened there when its companions exist; "immutable"
        # does without them, and is right because nobody can write.
        for mode in ("mode=ro", "immutable=1"):
            database = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?{mode}",
                uri=True,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                self._check(database)
                return database
            except _FAILURES as failure:
                database.close()
                error = failure
            except StoreError:
                database.close()
                raise
        assert error is not None
        raise _explain(self.path, error) from error

    def _move_aside(self) -> None:
        """Renames a damaged database, unless another process did so in the meantime."""
        with _locked(self.path.with_suffix(".lock")):
            try:
                self._connect().close()
                return
            except StoreDamagedError as error:
                reason = str(error)
            stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
            target = self.path.with_name(f"{self.path.stem}.damaged-{stamp}.sqlite3")
            count = 1
            while target.exists():
                count += 1
                target = self.path.with_name(f"{self.path.stem}.damaged-{stamp}-{count}.sqlite3")
            self.path.rename(target)
            for suffix in _COMPANIONS:
                companion = Path(f"{self.path}{suffix}")
                if companion.exists():
                    companion.rename(f"{target}{suffix}")
        self._notify(
            f"{reason}. It was moved to {target} and is kept; progress starts anew in {self.path}"
        )
