"""Room C, ``offline_steam``: progress on disk, one SQLite database for each app.

Imports the standard library, ``definition`` (values), ``errors``, ``progress`` (values) and
``soundness``.

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
from offline_steam.errors import StoreBusyError, StoreDamagedError, StoreDeniedError, StoreError
from offline_steam.progress import Snapshot, Verdict
from offline_steam.soundness import (
    APPLICATION_ID,
    BUSY_SECONDS,
    FAILURES,
    SCHEMA_VERSION,
    check,
    explain,
)

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

_COMPANIONS = ("-wal", "-shm")


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
        except FAILURES as error:
            self._drop()
            raise explain(self.path, error) from error

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
        except FAILURES as error:
            self._drop()
            raise explain(self.path, error) from error

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
            version = check(self.path, database)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            if version == 0:
                self._create(database)
        except FAILURES as error:
            if database is not None:
                database.close()
            raise explain(self.path, error) from error
        except StoreError:
            if database is not None:
                database.close()
            raise
        return database

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
                check(self.path, database)
                return database
            except FAILURES as failure:
                database.close()
                error = failure
            except StoreError:
                database.close()
                raise
        assert error is not None
        raise explain(self.path, error) from error

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
