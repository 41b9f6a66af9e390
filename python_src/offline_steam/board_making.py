"""Room C, ``offline_steam``: how leaderboards and their entries are made, inside a transaction.

Imports the standard library, ``errors``, ``leaderboard``, ``ranking``, ``results`` and
``soundness``.
"""

from __future__ import annotations

import heapq
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from offline_steam import ranking
from offline_steam.errors import StoreDamagedError
from offline_steam.leaderboard import Entry, Generated, Leaderboard
from offline_steam.ranking import Columns, Ranking, Row, first_place, placed, score_at
from offline_steam.results import DisplayType, SortMethod
from offline_steam.soundness import Schema

SCHEMA = Schema(
    anew="the leaderboards start anew",
    application_id=0x4F534C42,
    version=1,
    tables="""
CREATE TABLE board (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sort INTEGER NOT NULL,
    display INTEGER NOT NULL, fingerprint INTEGER
);
"""
    + ranking.TABLES
    + ranking.INDEX
    + ";",
    bad_rows=(
        "SELECT count(*) FROM board WHERE typeof(name) <> 'text' OR sort NOT IN (1, 2)"
        " OR display NOT IN (1, 2, 3) OR typeof(fingerprint) NOT IN ('integer', 'null')"
        f" OR NOT EXISTS (SELECT 1 FROM bucket WHERE board = id AND low = {-(2**63)})",
        "SELECT count(*) FROM entry WHERE board NOT IN (SELECT id FROM board)",
        *ranking.BAD_ROWS,
    ),
    texts="SELECT CAST(name AS BLOB) FROM board",
    whole=1 << 20,
)
"""The database of the leaderboards."""


class StoredBoard(NamedTuple):
    """A board in the database.

    Attributes:
        number: what its entries are kept under.
        board: name, sort method and display type.
        fingerprint: of the definition that it was made from; None for one that a game asked for.
    """

    number: int
    board: Leaderboard
    fingerprint: int | None


def find_board(database: sqlite3.Connection, name: str) -> StoredBoard | None:
    """The board of a name, or None.

    Raises:
        StoreDamagedError: for one that nothing here has written.
    """
    found = database.execute(
        "SELECT id, sort, display, fingerprint FROM board WHERE name = ?", (name,)
    ).fetchone()
    if found is None:
        return None
    number, sort, display, fingerprint = found
    try:
        board = Leaderboard(name, SortMethod(sort), DisplayType(display))
    except ValueError as error:
        raise StoreDamagedError(
            f"leaderboard {name!r}: the database is damaged ({error})"
        ) from error
    return StoredBoard(int(number), board, fingerprint)


def is_older(stored: StoredBoard, wanted: Leaderboard) -> bool:
    """Whether a board was made from another definition than the present one."""
    return wanted.defined and stored.fingerprint != wanted.fingerprint


def make_board(database: sqlite3.Connection, board: Leaderboard) -> StoredBoard:
    """A new board with what it starts with."""
    cursor = database.execute(
        "INSERT INTO board (name, sort, display, fingerprint) VALUES (?, ?, ?, ?)",
        (board.name, board.sort, board.display, board.fingerprint if board.defined else None),
    )
    number = int(cursor.lastrowid or 0)
    Ranking(database, number).fill(placed(_given_rows(board, frozenset())), board.start_count)
    return StoredBoard(number, board, board.fingerprint if board.defined else None)


def bring_up_to_date(database: sqlite3.Connection, board: Leaderboard) -> StoredBoard:
    """The stored board, made, or made anew when its definition has changed."""
    stored = find_board(database, board.name)
    if stored is None:
        return make_board(database, board)
    if not is_older(stored, board):
        return stored
    entries = Ranking(database, stored.number)
    kept = [row for row in entries.rows() if not row.given]
    if stored.board.sort is not board.sort:
        turned = [
            row._replace(place=first_place(score_at(row.place, stored.board.sort), board.sort))
            for row in kept
        ]
        kept = sorted(turned, key=by_score)
    users = frozenset(row.steam_id for row in kept)
    merged = heapq.merge(_given_rows(board, users), kept, key=by_score)
    entries.fill(placed(merged), len(kept) + board.start_count)
    database.execute(
        "UPDATE board SET sort = ?, display = ?, fingerprint = ? WHERE id = ?",
        (board.sort, board.display, board.fingerprint, stored.number),
    )
    return StoredBoard(stored.number, board, board.fingerprint)


def _given_rows(board: Leaderboard, without: frozenset[int]) -> Iterator[Columns]:
    """What a board starts with, by score, without the entries of some users."""
    named = [entry for entry in board.entries if entry.steam_id not in without]
    rows = rows_of(named, board.sort, given=True)
    if board.generated is None:
        return iter(rows)
    taken = without.union(entry.steam_id for entry in named)
    strangers = stranger_rows(board.generated, board.sort, taken, given=True)
    return heapq.merge(rows, strangers, key=by_score) if rows else strangers


def stranger_rows(
    generated: Generated, sort: SortMethod, without: frozenset[int], given: bool
) -> Iterator[Columns]:
    """Made-up entries, by score, without those of some users."""
    return (
        (first_place(score, sort), steam_id, given, None, None)
        for steam_id, score in generated.entries()
        if steam_id not in without
    )


def put(entries: Ranking, sort: SortMethod, entry: Entry, given: bool) -> Row:
    """Stores a user's score by force; the same score keeps its age."""
    old = entries.of(entry.steam_id)
    details = pack_details(entry.details)
    if old is not None and score_at(old.place, sort) == entry.score:
        row = old._replace(given=given, details=details)
        entries.replace(row)
        return row
    if old is not None:
        entries.remove(old.place)
    place = entries.free_place(entry.score, sort)
    row = Row(place, entry.steam_id, given, details, None)
    entries.insert(row)
    return row


def rows_of(entries: Iterable[Entry], sort: SortMethod, given: bool) -> list[Row]:
    """Entries as rows, by score; equal ones in their order."""
    rows = [
        Row(
            first_place(entry.score, sort),
            entry.steam_id,
            given,
            pack_details(entry.details),
            None,
        )
        for entry in entries
    ]
    return sorted(rows, key=by_score)


def by_score(row: Columns) -> int:
    """Orders rows by their scores, the best first, whatever their age."""
    return row[0] >> 32


def pack_details(details: Sequence[int]) -> bytes | None:
    """Details as they are stored."""
    return struct.pack(f"<{len(details)}i", *details) if details else None


def unpack_details(details: bytes) -> tuple[int, ...]:
    """Details as numbers."""
    return struct.unpack(f"<{len(details) // 4}i", details)
