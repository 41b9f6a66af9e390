"""Room C, ``offline_steam``: leaderboards on disk, one SQLite database for each app.

Imports the standard library, ``board_making``, ``database``, ``leaderboard``, ``ranking`` and
``results``.

A board is made when it is first needed: from the app's definition, or empty. When its definition
has changed since, the entries that came from the definition are made anew and the others stay.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

from offline_steam.board_making import (
    SCHEMA,
    bring_up_to_date,
    by_score,
    find_board,
    is_older,
    make_board,
    pack_details,
    put,
    rows_of,
    stranger_rows,
)
from offline_steam.database import Database
from offline_steam.leaderboard import FIRST_STRANGER, Entry, Generated, Leaderboard
from offline_steam.ranking import Ranking, Row, first_place, placed, score_at
from offline_steam.results import SortMethod

_FEW = 200
_SHARE = 50
"""Up to a fiftieth of the entries, writing each one is quicker than writing all of them anew."""
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
        changed: whether the user has another score or other details now.
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
            found = find_board(database, name)
            if found is not None and (wanted is None or not is_older(found, wanted)):
                # One of the definition with its entries: they are made again if somebody deletes
                # the board while it is in use.
                board = wanted if wanted is not None and wanted.defined else found.board
                return Found(board, Ranking(database, found.number).count())
        if wanted is None:
            return None
        with self._database.writing() as database:
            made = bring_up_to_date(database, wanted)
            return Found(made.board, Ranking(database, made.number).count())

    def all(self) -> list[Found]:
        """The stored boards, by name.

        Raises:
            StoreError: when they cannot be read.
        """
        with self._database.reading() as database:
            names = [name for (name,) in database.execute("SELECT name FROM board ORDER BY name")]
            found = [find_board(database, name) for name in names]
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
                "SELECT id FROM board WHERE :name IS NULL OR name = :name", {"name": name}
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
            row = put(entries, sort, entry, given=False)
            same = old is not None and (row.place, row.details) == (old.place, old.details)
            return Uploaded(not same, entries.rank(row.place), before, entries.count())

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
                put(entries, sort, entry, given=False)
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
            rows = rows_of(fresh.values(), sort, given=False)
            merged = heapq.merge(kept, rows, key=by_score)
            entries.fill(placed(merged), len(kept) + len(rows))
            return entries.count()

        def write(entries: Ranking, sort: SortMethod) -> int:
            few = len(latest) <= max(_FEW, entries.count() // _SHARE)
            return write_each(entries, sort) if few else write_all(entries, sort)

        return self._write(board, write)

    def generate(self, board: Leaderboard, generated: Generated) -> int:
        """Adds entries of strangers, in place of those that they have; returns how many there are.

        Raises:
            StoreError: nothing was changed.
        """
        strangers = range(FIRST_STRANGER, FIRST_STRANGER + generated.count)

        def write(entries: Ranking, sort: SortMethod) -> int:
            kept = [row for row in entries.rows() if row.steam_id not in strangers]
            rows = stranger_rows(generated, sort, frozenset(), given=False)
            merged = heapq.merge(kept, rows, key=by_score) if kept else rows
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
            found = find_board(database, board.name)
            if found is not None:
                return action(Ranking(database, found.number), found.board.sort)
        # Somebody has deleted it, or the whole file, since it was found.
        return self._write(board, action)

    def _write(
        self, board: Leaderboard, action: Callable[[Ranking, SortMethod], _Answer]
    ) -> _Answer:
        with self._database.writing() as database:
            found = find_board(database, board.name) or make_board(database, board)
            return action(Ranking(database, found.number), found.board.sort)


def _page(entries: Ranking, sort: SortMethod, start: int, end: int) -> list[Ranked]:
    return [_ranked(rank, row, sort) for rank, row in enumerate(entries.page(start, end), start)]


def _ranked(rank: int, row: Row, sort: SortMethod) -> Ranked:
    ugc = row.ugc if row.ugc is None or row.ugc >= 0 else row.ugc + 2**64
    return Ranked(rank, row.steam_id, score_at(row.place, sort), row.details or b"", ugc)
