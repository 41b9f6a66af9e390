"""Room C, ``offline_steam``: a SQLite database that survives what may happen to a file.

Imports the standard library, ``errors`` and ``soundness``.

What was written survives a kill at any moment and a power cut: every ``writing`` is one
transaction in WAL mode with ``synchronous=FULL``. Several processes may use one database. A damaged
one is moved aside, never deleted.
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

from offline_steam.errors import StoreBusyError, StoreDamagedError, StoreDeniedError, StoreError
from offline_steam.soundness import (
    BUSY_SECONDS,
    FAILURES,
    Schema,
    check,
    explain,
)

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


class Database:
    """One database file.

    Opens it when it is first needed, and again after a failure: a folder that becomes writable, or
    a disk with space again, needs no restart.

    Args:
        path: where it is; folders are made when missing.
        schema: what is in it.
        notify: told, once each, about what people should know (a damaged database).

    Attributes:
        replaced: how many times the database was found to be another file than before: moved aside
            as damaged, or deleted by somebody, while this object was in use.
    """

    def __init__(self, path: Path, schema: Schema, notify: Callable[[str], None]) -> None:
        self.path = path
        self.replaced = 0
        self._schema = schema
        self._notify = notify
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._file: tuple[int, int] | None = None
        self._suspect = False

    def close(self) -> None:
        """Closes the database; the next use opens it again."""
        database, self._connection = self._connection, None
        # A forked child must not close, and so checkpoint, what its parent has open.
        if database is not None and self._process == os.getpid():
            database.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The database, as it is at one moment.

        Raises:
            StoreError: when it can be neither read nor made. ``StoreDamagedError`` may also come
                from inside; the next use checks the whole file.
        """
        with self._explained():
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
            database.execute("BEGIN")
            try:
                yield database
            finally:
                if database.in_transaction:
                    database.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The database in one transaction, which is on disk afterwards.

        Raises:
            StoreError: nothing was changed.
        """
        with self._explained():
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

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except FAILURES as error:
            explained = explain(self.path, error)
            self._suspect = self._suspect or isinstance(explained, StoreDamagedError)
            self._drop()
            raise explained from error
        except StoreDamagedError:
            self._suspect = True
            self._drop()
            raise

    def _drop(self) -> None:
        """Gives the connection up after an error, so that the next use starts afresh."""
        with contextlib.suppress(sqlite3.Error):
            self.close()

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None and self._process == os.getpid():
            if self._file == self._identity():
                return self._connection
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
            self._connection = self._connect_in_turn()
        except StoreDamagedError as error:
            try:
                self._move_aside()
            except OSError as failure:
                raise StoreDeniedError(
                    f"{error}; it cannot be moved aside either ({failure.strerror}): make the "
                    "folder writable, or name another one in OFFLINE_STEAM_HOME"
                ) from failure
            self._connection = self._connect_in_turn()
        self._process = os.getpid()
        file = self._identity()
        if self._file is not None and self._file != file:
            self.replaced += 1
        self._file = file
        return self._connection

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
            version = check(self.path, database, self._schema, self._whole())
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            if version == 0:
                self._create(database)
            self._suspect = False
        except FAILURES as error:
            if database is not None:
                database.close()
            raise explain(self.path, error) from error
        except StoreError:
            if database is not None:
                database.close()
            raise
        return database

    def _whole(self) -> bool:
        """Whether to check all of the file before it is used."""
        size = 0
        for suffix in ("", *_COMPANIONS):
            with contextlib.suppress(OSError):
                size += Path(f"{self.path}{suffix}").stat().st_size
        return self._suspect or size <= self._schema.whole

    def _create(self, database: sqlite3.Connection) -> None:
        database.execute("BEGIN IMMEDIATE")
        # Another process may have been faster between our check and our lock.
        if int(database.execute("PRAGMA user_version").fetchone()[0]) == 0:
            for statement in self._schema.tables.split(";"):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {self._schema.application_id}")
            database.execute(f"PRAGMA user_version = {self._schema.version}")
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
                check(self.path, database, self._schema, self._whole())
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
            f"{reason}. It was moved to {target} and is kept; {self._schema.anew} in {self.path}"
        )
