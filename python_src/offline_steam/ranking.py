"""Room C, ``offline_steam``: the entries of one leaderboard in a database, by rank.

Imports the standard library, ``errors`` and ``results``.

A *place* is one number that orders the entries of a board: the upper half is the score, turned
around where the greatest is best, the lower half counts the entries of the same score by age. The
entries are kept in the order of their places. Buckets say how many entries lie from one place to
the next bucket's, so that a rank is a sum over a thousand buckets and a walk through a part of
one, never through the board: about 0.1 ms with a million entries.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from offline_steam.errors import StoreDamagedError
from offline_steam.results import SortMethod

TABLES = """
CREATE TABLE entry (
    board INTEGER NOT NULL, place INTEGER NOT NULL, steam_id INTEGER NOT NULL,
    given INTEGER NOT NULL, details BLOB, ugc INTEGER,
    PRIMARY KEY (board, place)
) WITHOUT ROWID;
CREATE TABLE bucket (
    board INTEGER NOT NULL, low INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (board, low)
) WITHOUT ROWID;
"""
INDEX = "CREATE UNIQUE INDEX entry_of_user ON entry (board, steam_id)"
BAD_ROWS = (
    "SELECT count(*) FROM entry WHERE typeof(place) <> 'integer' OR typeof(steam_id) <> 'integer'"
    " OR steam_id <= 0 OR typeof(given) <> 'integer' OR typeof(details) NOT IN ('blob', 'null')"
    " OR length(details) % 4 <> 0 OR length(details) > 256"
    " OR typeof(ugc) NOT IN ('integer', 'null')",
    "SELECT count(*) FROM bucket WHERE count IS NOT (SELECT count(*) FROM entry"
    " WHERE entry.board = bucket.board AND place >= low AND place < coalesce("
    "(SELECT min(next.low) FROM bucket AS next WHERE next.board = bucket.board"
    f" AND next.low > bucket.low), {2**63 - 1}))",
)
"""Queries that count what nothing here has ever written."""

_COLUMNS = "place, steam_id, given, details, ugc"
_FIRST = -(2**63)
_FILL = 1024
_MOST = 2048
_MANY = 20_000
_AGES = 2**32


class Row(NamedTuple):
    """An entry as it is stored.

    Attributes:
        place: orders the entries of a board.
        steam_id: whose.
        given: whether it comes from the app's definition.
        details: numbers of 32 bits, little endian; None for none.
        ugc: a content handle as 64 signed bits, or None.
    """

    place: int
    steam_id: int
    given: int
    details: bytes | None
    ugc: int | None


Columns = tuple[int, int, int, bytes | None, int | None]
"""A ``Row`` without its names, where there are a million of them."""


def first_place(score: int, sort: SortMethod) -> int:
    """The least place that an entry with this score can have."""
    return (~score if sort is SortMethod.DESCENDING else score) * _AGES


def score_at(place: int, sort: SortMethod) -> int:
    """The score of an entry."""
    key = place // _AGES
    return ~key if sort is SortMethod.DESCENDING else key


def placed(rows: Iterable[Columns]) -> Iterator[Columns]:
    """Rows in the order of their scores, each with a place after the one before it."""
    last = _FIRST
    for place, steam_id, given, details, ugc in rows:
        place = place // _AGES * _AGES
        last = last + 1 if last >= place else place
        yield last, steam_id, given, details, ugc


class Ranking:
    """The entries of one board, inside a transaction.

    Args:
        database: the connection.
        board: the board's number.
    """

    def __init__(self, database: sqlite3.Connection, board: int) -> None:
        self._database = database
        self._board = board

    def _one(self, query: str, *arguments: int) -> tuple[object, ...] | None:
        found: tuple[object, ...] | None = self._database.execute(
            query, (self._board, *arguments)
        ).fetchone()
        return found

    def _number(self, query: str, *arguments: int) -> int:
        found = self._one(query, *arguments)
        if found is None or not isinstance(found[0], int):
            raise _damaged()
        return found[0]

    # ---- reading ----

    def count(self) -> int:
        """How many entries there are."""
        # There is always a bucket: without one the sum is NULL, and that is damage.
        return self._number("SELECT sum(count) FROM bucket WHERE board = ?")

    def of(self, steam_id: int) -> Row | None:
        """A user's entry, or None; any number may be asked for."""
        if not 0 < steam_id < 2**63:
            return None  # nobody has it, and SQLite takes no greater ones
        found = self._one(
            f"SELECT {_COLUMNS} FROM entry WHERE board = ? AND steam_id = ?", steam_id
        )
        return None if found is None else _row(found)

    def rank(self, place: int) -> int:
        """The rank of the entry at a place, from 1."""
        low = self._bucket(place)
        before = self._number(
            "SELECT ifnull(sum(count), 0) FROM bucket WHERE board = ? AND low < ?", low
        )
        return before + self._within(low, place) + 1

    def ranks(self, places: Sequence[int]) -> list[int]:
        """As ``rank``, for many at once."""
        lows, totals = self._buckets()
        found = []
        for place in places:
            number = bisect_right(lows, place) - 1
            if number < 0:
                raise _damaged()
            found.append(totals[number] + self._within(lows[number], place) + 1)
        return found

    def page(self, start: int, end: int) -> list[Row]:
        """The entries of the ranks from ``start`` (1 or more) to ``end``, as far as there are."""
        if end < start:
            return []
        lows, totals = self._buckets()
        number = bisect_right(totals, start - 1) - 1
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE board = ? AND place >= ? ORDER BY place"
            " LIMIT ? OFFSET ?",
            (self._board, lows[number], end - start + 1, start - 1 - totals[number]),
        )
        return [_row(row) for row in rows]

    def rows(self) -> Iterator[Row]:
        """All entries, by rank; to be read before anything is written."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE board = ? ORDER BY place", (self._board,)
        )
        return map(_row, rows)

    def _within(self, low: int, place: int) -> int:
        return self._number(
            "SELECT count(*) FROM entry WHERE board = ? AND place >= ? AND place < ?", low, place
        )

    def _bucket(self, place: int) -> int:
        """The bucket of a place, by its least one."""
        return self._number(
            "SELECT low FROM bucket WHERE board = ? AND low <= ? ORDER BY low DESC LIMIT 1", place
        )

    def _buckets(self) -> tuple[list[int], list[int]]:
        """The least place of each bucket, and how many entries lie before it."""
        rows = self._database.execute(
            "SELECT low, count FROM bucket WHERE board = ? ORDER BY low", (self._board,)
        ).fetchall()
        if not rows:
            raise _damaged()
        lows, counts = zip(*rows, strict=True)
        if {*map(type, lows), *map(type, counts)} != {int}:
            raise _damaged()
        return list(lows), [0, *accumulate(counts[:-1])]

    # ---- writing ----

    def free_place(self, score: int, sort: SortMethod) -> int:
        """The place of a new entry with this score: after those that have it already."""
        first = first_place(score, sort)
        found = self._one(
            "SELECT max(place) FROM entry WHERE board = ? AND place BETWEEN ? AND ?",
            first,
            first + _AGES - 1,
        )
        if found is None or found[0] is None:
            return first
        if not isinstance(found[0], int):
            raise _damaged()
        return found[0] + 1

    def insert(self, row: Row) -> None:
        """Adds the entry of a user who has none."""
        low = self._bucket(row.place)
        self._database.execute(
            f"INSERT INTO entry (board, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", (self._board, *row)
        )
        count = self._number("SELECT count FROM bucket WHERE board = ? AND low = ?", low) + 1
        if count <= _MOST:
            self._set_bucket(low, count)
            return
        half = count // 2
        middle = self._number(
            "SELECT place FROM entry WHERE board = ? AND place >= ? ORDER BY place LIMIT 1"
            " OFFSET ?",
            low,
            half,
        )
        self._set_bucket(low, half)
        self._set_bucket(middle, count - half)

    def remove(self, place: int) -> None:
        """Takes the entry at a place away."""
        low = self._bucket(place)
        self._database.execute(
            "DELETE FROM entry WHERE board = ? AND place = ?", (self._board, place)
        )
        count = self._number("SELECT count FROM bucket WHERE board = ? AND low = ?", low) - 1
        if count > 0 or low == _FIRST:
            self._set_bucket(low, count)
        else:
            self._database.execute(
                "DELETE FROM bucket WHERE board = ? AND low = ?", (self._board, low)
            )

    def replace(self, row: Row) -> None:
        """Gives the entry at a place other details or content."""
        self._database.execute(
            "UPDATE entry SET given = ?, details = ?, ugc = ? WHERE board = ? AND place = ?",
            (row.given, row.details, row.ugc, self._board, row.place),
        )

    def fill(self, rows: Iterable[Columns], expected: int) -> None:
        """Puts these rows in place of all that there are.

        Args:
            rows: in the order of their places, which all differ, as do the users.
            expected: how many they are, about.
        """
        lows: list[tuple[int, int]] = []
        count = 0

        def counted() -> Iterator[tuple[object, ...]]:
            nonlocal count
            for count, row in enumerate(rows, 1):
                if count % _FILL == 0:
                    lows.append((row[0], count - 1))
                yield (self._board, *row)

        for table in ("entry", "bucket"):
            self._database.execute(f"DELETE FROM {table} WHERE board = ?", (self._board,))
        if expected > _MANY:
            # An index of sorted users takes a fraction of the time of one that grows by each.
            self._database.execute("DROP INDEX entry_of_user")
        self._database.executemany(
            f"INSERT INTO entry (board, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", counted()
        )
        if expected > _MANY:
            self._database.execute(INDEX)
        starts = [(_FIRST, 0), *lows]
        ends = [start for _, start in lows] + [count]
        for (low, start), end in zip(starts, ends, strict=True):
            self._set_bucket(low, end - start)

    def _set_bucket(self, low: int, count: int) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO bucket VALUES (?, ?, ?)", (self._board, low, count)
        )


def _row(values: tuple[object, ...]) -> Row:
    """A row of the database, when it is one that was written here."""
    place, steam_id, given, details, ugc = values
    if (
        isinstance(place, int)
        and isinstance(steam_id, int)
        and isinstance(given, int)
        and (details is None or (isinstance(details, bytes) and len(details) % 4 == 0))
        and (ugc is None or isinstance(ugc, int))
    ):
        return Row(place, steam_id, given, details, ugc)
    raise _damaged()


def _damaged() -> StoreDamagedError:
    return StoreDamagedError("the database of the leaderboards is damaged (impossible values)")
