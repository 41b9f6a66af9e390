"""Room C, ``offline_steam``: leaderboards on disk, one SQLite database for each app.

Imports the standard library, ``database``, ``leaderboard``, ``ranking``, ``results`` and
``soundness``.

A board is made when it is first needed: from the app's definition, or empty. When its definition
has changed since, the entries that came from the definition are made anew and the others stay.
"""

from __future__ import annotations

import heapq
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from offline_steam import ranking
from offline_steam.database import Database
from offline_steam.errors import StoreDamagedError
from offline_steam.leaderboard import FIRST_STRANGER, Entry, Generated, Leaderboard
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
)
"""The database of the leaderboards."""

_FEW = 200
_Answer = TypeVar("_Answer")


class Ranked(NamedTuple):
    """An entry with its rank.

    Attributes:
        rank: from 1.
        steam_id: whose.
        score: 32 bits, signed.
        details: numbers of 32 bits, little endian.
        ugc: a content handle, or None.
    """

    rank: int
    steam_id: int
    score: int
    details: bytes
    ugc: int | None


class Found(NamedTuple):
    """A board as it is stored, with the number of its entries."""

    board: Leaderboard
    total: int


class Page(NamedTuple):
    """Entries of a board, by rank, with the number of all."""

    entries: list[Ranked]
    total: int


class Uploaded(NamedTuple):
    """What came of an upload.

    Attributes:
        changed: whether the user's entry is another one now.
        rank: the user's rank now.
        before: the rank before, 0 for a user who had none.
        total: how many entries the board has now.
    """

    changed: bool
    rank: int
    before: int
    total: int


class BoardStore:
    """The leaderboards of one app.

    Every method makes the board that it is given when there is none of that name.

    Args:
        folder: where the database is, made when missing.
        app_id: names the database.
        notify: told, once each, about what people should know (a damaged database).
    """

    def __init__(self, folder: Path, app_id: int, notify: Callable[[str], None]) -> None:
        self._database = Database(folder / f"{app_id}.boards.sqlite3", SCHEMA, notify)

    @property
    def path(self) -> Path:
        """The database's file."""
        return self._database.path

    def close(self) -> None:
        """Closes the database; the next use opens it again."""
        self._database.close()

    # ---- boards ----

    def find(self, name: str, wanted: Leaderboard | None) -> Found | None:
        """The board of a name, or None when there is none and none is wanted.

        Args:
            name: the board's.
            wanted: what is to be made when there is none. One that comes from the definition
                (with entries or not) also takes its changes to the stored board.

        Raises:
            StoreError: when it can be neither read nor made.
        """
        with self._database.reading() as database:
            found = _find(database, name)
            if found is not None and (wanted is None or not _is_older(found, wanted)):
                return Found(found.board, Ranking(database, found.number).count())
        if wanted is None:
            return None
        with self._database.writing() as database:
            made = _up_to_date(database, wanted)
            return Found(made.board, Ranking(database, made.number).count())

    def all(self) -> list[Found]:
        """The stored boards, by name.

        Raises:
            StoreError: when they cannot be read.
        """
        with self._database.reading() as database:
            names = [name for (name,) in database.execute("SELECT name FROM board ORDER BY name")]
            found = [_find(database, name) for name in names]
            return [
                Found(stored.board, Ranking(database, stored.number).count())
                for stored in found
                if stored is not None
            ]

    def forget(self, name: str | None = None) -> None:
        """Deletes a board, or all: the next use makes it as the definition says.

        Raises:
            StoreError: nothing was changed.
        """
        with self._database.writing() as database:
            for (number,) in database.execute(
                "SELECT id FROM board WHERE ?1 IS NULL OR name = ?1", (name,)
            ).fetchall():
                for table in ("entry", "bucket"):
                    database.execute(f"DELETE FROM {table} WHERE board = ?", (number,))
                database.execute("DELETE FROM board WHERE id = ?", (number,))

    # ---- reading entries ----

    def page(self, board: Leaderboard, start: int, end: int) -> Page:
        """The entries of the ranks from ``start`` to ``end``, as far as there are.

        Raises:
            StoreError: when they cannot be read.
        """

        def read(entries: Ranking, sort: SortMethod) -> Page:
            count = entries.count()
            return Page(_page(entries, sort, max(start, 1), min(end, count)), count)

        return self._read(board, read)

    def around(self, board: Leaderboard, steam_id: int, start: int, end: int) -> Page:
        """The entries from ``start`` to ``end`` ranks after a user's; none without an entry.

        Where the board ends, the range is moved, so that it has as many entries as it can.

        Raises:
            StoreError: when they cannot be read.
        """

        def read(entries: Ranking, sort: SortMethod) -> Page:
            count = entries.count()
            own = entries.of(steam_id)
            if own is None or end < start:
                return Page([], count)
            rank = entries.rank(own.place)
            length = end - start + 1
            first = max(1, min(rank + start, count - length + 1))
            return Page(_page(entries, sort, first, min(first + length - 1, count)), count)

        return self._read(board, read)

    def of_users(self, board: Leaderboard, steam_ids: Iterable[int]) -> Page:
        """The entries of those users who have one, by rank.

        Raises:
            StoreError: when they cannot be read.
        """

        def read(entries: Ranking, sort: SortMethod) -> Page:
            rows = [row for row in map(entries.of, dict.fromkeys(steam_ids)) if row is not None]
            rows.sort()
            ranks = entries.ranks([row.place for row in rows])
            return Page(
                [_ranked(rank, row, sort) for rank, row in zip(ranks, rows, strict=True)],
                entries.count(),
            )

        return self._read(board, read)

    # ---- writing entries ----

    def upload(self, board: Leaderboard, entry: Entry, force: bool) -> Uploaded:
        """Stores a user's score, if it is better than the stored one, or by force.

        A score that stays the same keeps its age, and so its rank among equals.

        Returns:
            What came of it, when it is safe on disk.

        Raises:
            StoreError: nothing was changed.
        """

        def write(entries: Ranking, sort: SortMethod) -> Uploaded:
            old = entries.of(entry.steam_id)
            before = 0 if old is None else entries.rank(old.place)
            if old is not None and not force:
                best = first_place(score_at(old.place, sort), sort)
                if first_place(entry.score, sort) >= best:
                    return Uploaded(False, before, before, entries.count())
            row = _put(entries, sort, entry, given=False)
            return Uploaded(row != old, entries.rank(row.place), before, entries.count())

        return self._write(board, write)

    def attach(self, board: Leaderboard, steam_id: int, ugc: int) -> bool:
        """Gives a user's entry a content handle; false for a user without one.

        Raises:
            StoreError: nothing was changed.
        """

        def write(entries: Ranking, sort: SortMethod) -> bool:
            row = entries.of(steam_id)
            if row is None:
                return False
            signed = ugc - 2**64 if ugc >= 2**63 else ugc
            entries.replace(row._replace(given=False, ugc=signed))
            return True

        return self._write(board, write)

    def add(self, board: Leaderboard, added: Iterable[Entry]) -> int:
        """Stores the scores of many users by force; returns how many entries there are then.

        Of several entries of one user the last one counts.

        Raises:
            StoreError: nothing was changed.
        """
        latest: dict[int, Entry] = {}
        for entry in added:
            latest.pop(entry.steam_id, None)
            latest[entry.steam_id] = entry

        def write_each(entries: Ranking, sort: SortMethod) -> int:
            for entry in latest.values():
                _put(entries, sort, entry, given=False)
            return entries.count()

        def write_all(entries: Ranking, sort: SortMethod) -> int:
            fresh = dict(latest)
            kept = []
            for row in entries.rows():
                entry = fresh.get(row.steam_id)
                if entry is None:
                    kept.append(row)
                elif entry.score == score_at(row.place, sort):
                    kept.append(row._replace(given=False, details=pack_details(entry.details)))
                    del fresh[row.steam_id]
            rows = _rows(fresh.values(), sort, given=False)
            merged = heapq.merge(kept, rows, key=_by_score)
            entries.fill(placed(merged), len(kept) + len(rows))
            return entries.count()

        return self._write(board, write_each if len(latest) <= _FEW else write_all)

    def generate(self, board: Leaderboard, generated: Generated) -> int:
        """Adds entries of strangers, in place of those that they have; returns how many there are.

        Raises:
            StoreError: nothing was changed.
        """
        strangers = range(FIRST_STRANGER, FIRST_STRANGER + generated.count)

        def write(entries: Ranking, sort: SortMethod) -> int:
            kept = [row for row in entries.rows() if row.steam_id not in strangers]
            rows = _strangers(generated, sort, frozenset(), given=False)
            merged = heapq.merge(kept, rows, key=_by_score) if kept else rows
            entries.fill(placed(merged), len(kept) + generated.count)
            return entries.count()

        return self._write(board, write)

    def remove(self, board: Leaderboard, steam_id: int) -> bool:
        """Deletes a user's entry; false when there was none.

        Raises:
            StoreError: nothing was changed.
        """

        def write(entries: Ranking, sort: SortMethod) -> bool:
            row = entries.of(steam_id)
            if row is not None:
                entries.remove(row.place)
            return row is not None

        return self._write(board, write)

    def clear(self, board: Leaderboard) -> None:
        """Deletes all entries, also those of the definition.

        Raises:
            StoreError: nothing was changed.
        """
        self._write(board, lambda entries, sort: entries.fill((), 0))

    # ---- the way in ----

    def _read(
        self, board: Leaderboard, action: Callable[[Ranking, SortMethod], _Answer]
    ) -> _Answer:
        with self._database.reading() as database:
            found = _find(database, board.name)
            if found is not None:
                return action(Ranking(database, found.number), found.board.sort)
        # Somebody has deleted it, or the whole file, since it was found.
        return self._write(board, action)

    def _write(
        self, board: Leaderboard, action: Callable[[Ranking, SortMethod], _Answer]
    ) -> _Answer:
        with self._database.writing() as database:
            found = _find(database, board.name) or _make(database, board)
            return action(Ranking(database, found.number), found.board.sort)


class _Stored(NamedTuple):
    number: int
    board: Leaderboard
    fingerprint: int | None


def _find(database: sqlite3.Connection, name: str) -> _Stored | None:
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
    return _Stored(int(number), board, fingerprint)


def _is_older(stored: _Stored, wanted: Leaderboard) -> bool:
    """Whether a board was made from another definition than the present one."""
    return wanted.defined and stored.fingerprint != wanted.fingerprint


def _make(database: sqlite3.Connection, board: Leaderboard) -> _Stored:
    """A new board with what it starts with."""
    cursor = database.execute(
        "INSERT INTO board (name, sort, display, fingerprint) VALUES (?, ?, ?, ?)",
        (board.name, board.sort, board.display, board.fingerprint if board.defined else None),
    )
    number = int(cursor.lastrowid or 0)
    Ranking(database, number).fill(placed(_given(board, frozenset())), board.start_count)
    return _Stored(number, board, board.fingerprint)


def _up_to_date(database: sqlite3.Connection, board: Leaderboard) -> _Stored:
    """The stored board, made, or made anew when its definition has changed."""
    stored = _find(database, board.name)
    if stored is None:
        return _make(database, board)
    if not _is_older(stored, board):
        return stored
    entries = Ranking(database, stored.number)
    kept = [row for row in entries.rows() if not row.given]
    if stored.board.sort is not board.sort:
        turned = [
            row._replace(place=first_place(score_at(row.place, stored.board.sort), board.sort))
            for row in kept
        ]
        kept = sorted(turned, key=_by_score)
    users = frozenset(row.steam_id for row in kept)
    merged = heapq.merge(_given(board, users), kept, key=_by_score)
    entries.fill(placed(merged), len(kept) + board.start_count)
    database.execute(
        "UPDATE board SET sort = ?, display = ?, fingerprint = ? WHERE id = ?",
        (board.sort, board.display, board.fingerprint, stored.number),
    )
    return _Stored(stored.number, board, board.fingerprint)


def _given(board: Leaderboard, without: frozenset[int]) -> Iterator[Columns]:
    """What a board starts with, by score, without the entries of some users."""
    named = [entry for entry in board.entries if entry.steam_id not in without]
    rows = _rows(named, board.sort, given=True)
    if board.generated is None:
        return iter(rows)
    taken = without.union(entry.steam_id for entry in named)
    strangers = _strangers(board.generated, board.sort, taken, given=True)
    return heapq.merge(rows, strangers, key=_by_score) if rows else strangers


def _strangers(
    generated: Generated, sort: SortMethod, without: frozenset[int], given: bool
) -> Iterator[Columns]:
    """Made-up entries, by score, without those of some users."""
    return (
        (first_place(score, sort), steam_id, given, None, None)
        for steam_id, score in generated.entries()
        if steam_id not in without
    )


def _put(entries: Ranking, sort: SortMethod, entry: Entry, given: bool) -> Row:
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


def _rows(entries: Iterable[Entry], sort: SortMethod, given: bool) -> list[Row]:
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
    return sorted(rows, key=_by_score)


def _by_score(row: Columns) -> int:
    return row[0] >> 32


def _page(entries: Ranking, sort: SortMethod, start: int, end: int) -> list[Ranked]:
    return [_ranked(rank, row, sort) for rank, row in enumerate(entries.page(start, end), start)]


def _ranked(rank: int, row: Row, sort: SortMethod) -> Ranked:
    ugc = row.ugc if row.ugc is None or row.ugc >= 0 else row.ugc + 2**64
    return Ranked(rank, row.steam_id, score_at(row.place, sort), row.details or b"", ugc)


def pack_details(details: Sequence[int]) -> bytes | None:
    """Details as they are stored."""
    return struct.pack(f"<{len(details)}i", *details) if details else None


def unpack_details(details: bytes) -> tuple[int, ...]:
    """Details as numbers."""
    return struct.unpack(f"<{len(details) // 4}i", details)
