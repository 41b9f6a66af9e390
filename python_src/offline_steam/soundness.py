"""Room C, ``offline_steam``: what SQLite says, and whether a database is sound and ours.

Imports the standard library and ``errors``.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from offline_steam.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreDeniedError,
    StoreError,
    StoreFullError,
)

SCHEMA_VERSION = 1
APPLICATION_ID = 0x4F53544D
"""Marks the file as ours (SQLite's ``application_id``)."""
BUSY_SECONDS = 5.0
"""How long a save waits for another process."""

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


def check(path: Path, database: sqlite3.Connection) -> int:
    """The schema's version, 0 for a new file.

    Raises:
        StoreDamagedError: not a sound database of this runtime.
        StoreDeniedError: made by a newer version of this runtime.
    """
    try:
        version = _version(path, database)
        if version == 0:
            return 0
        _check_content(path, database)
    except sqlite3.OperationalError as error:
        # Python's own, about a text that it cannot decode, has no code.
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) != sqlite3.SQLITE_ERROR:
            raise
        # A table or a column is not there, or the file's format is none of SQLite's.
        raise StoreDamagedError(f"{path}: the database is damaged ({error})") from error
    return version


def _version(path: Path, database: sqlite3.Connection) -> int:
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    tables = int(database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if version == 0 and tables == 0:
        return 0
    owner = int(database.execute("PRAGMA application_id").fetchone()[0])
    if owner != APPLICATION_ID:
        raise StoreDamagedError(f"{path}: the database belongs to another program")
    if version > SCHEMA_VERSION:
        raise StoreDeniedError(
            f"{path}: made by a newer offline Steam (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); update this one, or name another folder in OFFLINE_STEAM_HOME"
        )
    if version != SCHEMA_VERSION:
        raise StoreDamagedError(f"{path}: the database is damaged (schema {version})")
    return version


def _check_content(path: Path, database: sqlite3.Connection) -> None:
    found = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    if found != "ok":
        raise StoreDamagedError(f"{path}: the database is damaged ({found})")
    bad = any(database.execute(query).fetchone()[0] for query in _BAD_ROWS)
    for (name,) in database.execute(_NAMES):
        bytes(name).decode()
    if bad:
        raise StoreDamagedError(f"{path}: the database is damaged (it has impossible values)")
