"""Room C, ``offline_steam``: the control API's leaderboards.

Imports the standard library and, of this package, ``board_editing`` and ``control_part``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from offline_steam.board_editing import BoardEditor
from offline_steam.control_part import ControlPart, identifier


class BoardControl(ControlPart):
    """The part of ``control.Control`` for leaderboards."""

    def leaderboards(self) -> list[dict[str, Any]]:
        """All leaderboards, the definition's first: ``name``, ``sort``, ``display``, ``entries``.

        Raises:
            StoreError: when they cannot be read.
        """
        with self._boards() as boards:
            return boards.listed()

    def leaderboard_entries(self, name: str, start: int = 1, end: int = 25) -> list[dict[str, Any]]:
        """The entries of some ranks: ``rank``, ``steam_id``, ``score``, ``details``.

        Args:
            name: the board.
            start: the first rank, 1 or more.
            end: the last; what is not there is left out.

        Raises:
            UnknownNameError: when there is no such board.
            StoreError: when it cannot be read.
        """
        with self._boards() as boards:
            return boards.report(name, start, end)

    def create_leaderboard(
        self, name: str, sort: str = "descending", display: str = "numeric"
    ) -> None:
        """Makes an empty leaderboard, unless there is one of that name.

        Args:
            name: at most 128 bytes of UTF-8.
            sort: ``ascending`` or ``descending``.
            display: ``numeric``, ``seconds`` or ``milliseconds``.

        Raises:
            ValueError: for another word, or a name that no board can have.
            StoreError: when it cannot be made.
        """
        with self._boards() as boards:
            boards.create(name, sort, display)

    def set_leaderboard_score(
        self, name: str, steam_id: int | str, score: int, details: Sequence[int] = ()
    ) -> None:
        """Sets a user's score, better or not.

        Raises:
            ValueError: for what is no user's Steam ID, no score of 32 bits, or too many details.
            UnknownNameError: when there is no such board.
            StoreError: when it cannot be stored.
        """
        with self._boards() as boards:
            boards.set_score(name, identifier(steam_id), score, details)

    def add_leaderboard_entries(self, name: str, entries: Iterable[tuple[int | str, int]]) -> int:
        """Sets the scores of many users at once, each a Steam ID and a score.

        Returns:
            How many entries the board has then.

        Raises:
            ValueError, UnknownNameError, StoreError: as ``set_leaderboard_score``; nothing changed.
        """
        with self._boards() as boards:
            return boards.add(name, ((identifier(user), score) for user, score in entries))

    def generate_leaderboard_entries(
        self, name: str, count: int, best: int, worst: int, seed: int = 0
    ) -> int:
        """Adds made-up entries of strangers; the same arguments give the same entries.

        A stranger who has an entry gets the new one. A million takes some seconds.

        Args:
            name: the board.
            count: 1 to 10,000,000.
            best: the score of the first, about.
            worst: the score of the last.
            seed: another one gives other scores.

        Returns:
            How many entries the board has then.

        Raises:
            ValueError: for a number out of range, or a best score that is worse than the worst.
            UnknownNameError: when there is no such board.
            StoreError: when they cannot be stored.
        """
        with self._boards() as boards:
            return boards.generate(name, count, best, worst, seed)

    def remove_leaderboard_entry(self, name: str, steam_id: int | str) -> None:
        """Deletes a user's entry.

        Raises:
            UnknownNameError: when there is no such board or entry.
            StoreError: when it cannot be stored.
        """
        with self._boards() as boards:
            boards.remove(name, identifier(steam_id))

    def clear_leaderboard(self, name: str) -> None:
        """Deletes all entries of a leaderboard, also those that the definition gave.

        Raises:
            UnknownNameError: when there is no such board.
            StoreError: when it cannot be stored.
        """
        with self._boards() as boards:
            boards.clear(name)

    def reset_leaderboard(self, name: str) -> None:
        """Puts a leaderboard back to what the definition gives; deletes one that it has not.

        Raises:
            UnknownNameError: when there is no such board.
            StoreError: when it cannot be stored.
        """
        with self._boards() as boards:
            boards.reset(name)

    @contextmanager
    def _boards(self) -> Iterator[BoardEditor]:
        with self._session.lock, self._session.boards() as boards:
            yield boards
