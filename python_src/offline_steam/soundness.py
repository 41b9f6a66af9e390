"""Room C, ``offline_steam``: what SQLite says, and whether a database is sound and ours.

Imports the standard library and ``errors``.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from offline_steam.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreDeniedError,
    StoreError,
    StoreFullError,
)

BUSY_SECONDS = 5.0
"""How long a save waits for another process."""


@dataclass(frozen=True)
class Schema:
    """What is in a database of this runtime.

    Attributes:
        anew: what is said when a damaged one was replaced by a new one.
        application_id: marks the file as ours (SQLite's ``application_id``).
        version: SQLite's ``user_version``.
        tables: the statements that make it, each ended by a semicolon.
        bad_rows: queries that count what SQLite finds sound, although nothing here has ever written
            it.
        texts: a query for all texts as blobs.
        whole: bytes up to which it is checked whole when it is opened, in some 20 ms. What is wrong
            with a larger one is found when it is read, and then it is checked whole before it is
            used again.
    """

    anew: str
    application_id: int
    version: int
    tables: str
    bad_rows: tuple[str, ...]
    texts: str
    whole: int


FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What ``sqlite3`` raises; the second, when the message about a damaged schema is no text."""


def explain(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> StoreError:
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


def check(path: Path, database: sqlite3.Connection, schema: Schema, whole: bool = True) -> int:
    """The schema's version, 0 for a new file.

    Args:
        path: for messages.
        database: a connection.
        schema: what is expected to be in it.
        whole: whether to look at every page and row, and not only at the head.

    Raises:
        StoreDamagedError: not a sound database of this runtime.
        StoreDeniedError: made by a newer version of this runtime.
    """
    try:
        version = _version(path, database, schema)
        if version == 0:
            return 0
        if whole:
            _check_content(path, database, schema)
    except sqlite3.OperationalError as error:
        # Python's own, about a text that it cannot decode, has no code.
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) != sqlite3.SQLITE_ERROR:
            raise
        # A table or a column is not there, or the file's format is none of SQLite's.
        raise StoreDamagedError(f"{path}: the database is damaged ({error})") from error
    return version


def _version(path: Path, database: sqlite3.Connection, schema: Schema) -> int:
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    tables = int(database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if version == 0 and tables == 0:
        return 0
    owner = int(database.execute("PRAGMA application_id").fetchone()[0])
    if owner != schema.application_id:
        raise StoreDamagedError(f"{path}: the database belongs to another program")
    if version > schema.version:
        raise StoreDeniedError(
            f"{path}: made by a newer offline Steam (schema {version}, this one knows "
            f"{schema.version}); update this one, or name another folder in OFFLINE_STEAM_HOME"
        )
    if version != schema.version:
        raise StoreDamagedError(f"{path}: the database is damaged (schema {version})")
    return version


def _check_content(path: Path, database: sqlite3.Connection, schema: Schema) -> None:
    found = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    if found != "ok":
        raise StoreDamagedError(f"{path}: the database is damaged ({found})")
    bad = any(database.execute(query).fetchone()[0] for query in schema.bad_rows)
    for (name,) in database.execute(schema.texts):
        bytes(name).decode()
    if bad:
        raise StoreDamagedError(f"{path}: the database is damaged (it has impossible values)")
