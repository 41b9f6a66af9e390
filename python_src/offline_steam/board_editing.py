"""Room C, ``offline_steam``: changes of leaderboards by tests and people, without the game.

Imports the standard library and, of this package, ``board_making`` (details), ``board_store``,
``definition``, ``definition_boards`` (words), ``errors``, ``leaderboard`` and ``progress`` (number
ranges). What is changed here, a running game sees with its next request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from offline_steam.board_making import unpack_details
from offline_steam.board_store import BoardStore, Ranked
from offline_steam.definition import AppDefinition, is_user_id
from offline_steam.definition_boards import DISPLAYS, SORTS
from offline_steam.errors import UnknownNameError
from offline_steam.leaderboard import (
    MOST_DETAILS,
    MOST_GENERATED,
    NAME_LIMIT,
    Entry,
    Generated,
    Leaderboard,
)
from offline_steam.progress import INT_MAX, INT_MIN

_Value = TypeVar("_Value")


class BoardEditor:
    """Reads and changes the leaderboards of one app.

    Args:
        app: the definition.
        store: where they are kept.
    """

    def __init__(self, app: AppDefinition, store: BoardStore) -> None:
        self._app = app
        self._store = store

    # ---- reading ----

    def listed(self) -> list[dict[str, object]]:
        """All boards, the definition's first: ``name``, ``sort``, ``display``, ``entries``.

        One that was never asked for has the entries that it would have.

        Raises:
            StoreError: when they cannot be read.
        """
        stored = {found.board.name: found for found in self._store.all()}
        boards = [*self._app.leaderboards]
        boards += [
            found.board
            for name, found in stored.items()
            if name not in self._app.leaderboard_by_name
        ]
        return [
            {
                "name": board.name,
                "sort": board.sort.name.lower(),
                "display": board.display.name.lower(),
                "entries": stored[board.name].total if board.name in stored else board.start_count,
            }
            for board in boards
        ]

    def board(self, name: str) -> Leaderboard:
        """The board of a name, as it is stored; the definition's are made when they are missing.

        Raises:
            UnknownNameError: when there is none.
            StoreError: when it can be neither read nor made.
        """
        found = self._store.find(name, self._app.leaderboard_by_name.get(name))
        if found is None:
            known = ", ".join(repr(board["name"]) for board in self.listed()) or "none"
            raise UnknownNameError(f"no leaderboard {name!r}; the app has: {known}")
        return found.board

    def page(self, name: str, start: int, end: int) -> list[Ranked]:
        """The entries of the ranks from ``start`` (1 or more) to ``end``, as far as there are.

        Raises:
            UnknownNameError, StoreError: as ``board``.
        """
        return self._store.page(self.board(name), start, end).entries

    def around(self, name: str, steam_id: int, distance: int) -> list[Ranked]:
        """The entries up to so many ranks before and after a user's; none without an entry.

        Raises:
            UnknownNameError, StoreError: as ``board``.
        """
        return self._store.around(self.board(name), steam_id, -distance, distance).entries

    def report(self, name: str, start: int, end: int) -> list[dict[str, object]]:
        """As ``page``, as values for JSON.

        Raises:
            UnknownNameError, StoreError: as ``board``.
        """
        return [as_dictionary(entry) for entry in self.page(name, start, end)]

    # ---- changing ----

    def create(self, name: str, sort: str, display: str) -> None:
        """Makes an empty board, unless there is one of that name.

        Raises:
            ValueError: for a name that no board can have, or an unknown word.
            StoreError: when it cannot be made.
        """
        if not 0 < len(name.encode()) <= NAME_LIMIT or "\0" in name:
            raise ValueError(f"leaderboard {name!r}: a name of 1 to {NAME_LIMIT} bytes is expected")
        board = Leaderboard(name, _word(sort, SORTS, "sort"), _word(display, DISPLAYS, "display"))
        self._store.find(name, self._app.leaderboard_by_name.get(name, board))

    def set_score(self, name: str, steam_id: int, score: int, details: Sequence[int] = ()) -> None:
        """Sets a user's score, better or not.

        Raises:
            ValueError: for a number that is no user's Steam ID, no score, or too many details.
            UnknownNameError, StoreError: as ``board``.
        """
        entry = _checked(Entry(steam_id, score, tuple(details)))
        self._store.upload(self.board(name), entry, force=True)

    def add(self, name: str, entries: Iterable[tuple[int, int]]) -> int:
        """Sets the scores of many users, given as Steam ID and score; returns the board's size.

        Raises:
            ValueError, UnknownNameError, StoreError: as ``set_score``; nothing was changed.
        """
        checked = [_checked(Entry(steam_id, score)) for steam_id, score in entries]
        return self._store.add(self.board(name), checked)

    def generate(self, name: str, count: int, best: int, worst: int, seed: int = 0) -> int:
        """Adds made-up entries of strangers, in place of those that they have.

        Returns:
            How many entries the board has then.

        Raises:
            ValueError: for a number out of range, or a best score that is worse than the worst.
            UnknownNameError, StoreError: as ``board``.
        """
        if not 1 <= count <= MOST_GENERATED:
            raise ValueError(f"count {count}: 1 to {MOST_GENERATED} is expected")
        if not 0 <= seed < 2**32:
            raise ValueError(f"seed {seed}: 0 to {2**32 - 1} is expected")
        _check_number("best", best)
        _check_number("worst", worst)
        board = self.board(name)
        generated = Generated(count, best, worst, seed)
        problem = generated.problem(board.sort)
        if problem:
            raise ValueError(f"best {best}: {problem} is expected")
        return self._store.generate(board, generated)

    def remove(self, name: str, steam_id: int) -> None:
        """Deletes a user's entry.

        Raises:
            UnknownNameError: when there is none, or no such board.
            StoreError: as ``board``.
        """
        if not self._store.remove(self.board(name), steam_id):
            raise UnknownNameError(f"{steam_id} has no entry in the leaderboard {name!r}")

    def clear(self, name: str) -> None:
        """Deletes all entries of a board, also those of the definition.

        Raises:
            UnknownNameError, StoreError: as ``board``.
        """
        self._store.clear(self.board(name))

    def reset(self, name: str) -> None:
        """Puts a board back to what the definition gives; one that it has not is deleted.

        Raises:
            UnknownNameError, StoreError: as ``board``.
        """
        self.board(name)
        self._store.forget(name)


def as_dictionary(entry: Ranked) -> dict[str, object]:
    """An entry as values for JSON."""
    return {
        "rank": entry.rank,
        "steam_id": str(entry.steam_id),
        "score": entry.score,
        "details": list(unpack_details(entry.details)),
    }


def _checked(entry: Entry) -> Entry:
    if not is_user_id(entry.steam_id) or entry.steam_id >= 2**63:
        raise ValueError(f"user {entry.steam_id}: the Steam ID of a user is expected")
    _check_number("score", entry.score)
    if len(entry.details) > MOST_DETAILS:
        raise ValueError(f"{len(entry.details)} details: {MOST_DETAILS} at most are expected")
    for number in entry.details:
        _check_number("detail", number)
    return entry


def _check_number(what: str, number: int) -> None:
    # A fraction would lie between two places of the board, where nothing may lie.
    if not isinstance(number, int) or not INT_MIN <= number <= INT_MAX:
        raise ValueError(f"{what} {number!r}: an integer of 32 bits is expected")


def _word(word: str, words: Mapping[str, _Value], what: str) -> _Value:
    if word not in words:
        raise ValueError(f"{what} {word!r}: one of {', '.join(map(repr, words))} is expected")
    return words[word]
