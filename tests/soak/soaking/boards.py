"""What a leaderboard must be: a list sorted by score, then by who was first.

Tests, no room of the product. Imports `app`.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from soaking.app import Board


class Row(NamedTuple):
    """An entry as the documented dictionaries have it."""

    user: int
    rank: int
    score: int


class Outcome(NamedTuple):
    """What an upload must answer. A rank before of 0: there was none."""

    changed: bool
    rank: int
    before: int


class Ranks:
    """The entries of one board at one moment."""

    def __init__(self, ascending: bool, entries: Iterable[tuple[int, int]] = ()) -> None:
        self.ascending = ascending
        self._sorted: list[tuple[int, int, int]] = []  # (sort key, age, user)
        self._of: dict[int, tuple[int, int, int]] = {}
        self._age = 0
        for user, score in entries:
            self._put(user, score)

    def copy(self) -> Ranks:
        """The same entries, to be changed apart."""
        made = Ranks(self.ascending)
        made._sorted, made._of, made._age = list(self._sorted), dict(self._of), self._age
        return made

    def __len__(self) -> int:
        return len(self._sorted)

    def _key(self, score: int) -> int:
        return score if self.ascending else -score

    def _put(self, user: int, score: int) -> None:
        old = self._of.pop(user, None)
        if old is not None:
            self._sorted.remove(old)
        self._age += 1
        entry = self._of[user] = (self._key(score), self._age, user)
        insort(self._sorted, entry)

    def rank(self, user: int) -> int:
        """From 1; 0 for a user without an entry."""
        entry = self._of.get(user)
        return 0 if entry is None else self._sorted.index(entry) + 1

    def upload(self, user: int, score: int) -> Outcome:
        """A score that is kept when it is better."""
        before = self.rank(user)
        if before and self._key(score) >= self._of[user][0]:
            return Outcome(False, before, before)
        self._put(user, score)
        return Outcome(True, self.rank(user), before)

    def force(self, user: int, score: int) -> None:
        """A score that is kept, better or not; the same again keeps its age."""
        old = self._of.get(user)
        if old is None or old[0] != self._key(score):
            self._put(user, score)

    def _rows(self, first: int, last: int) -> list[Row]:
        found = self._sorted[max(first, 1) - 1 : max(last, 0)]
        return [
            Row(user, rank, key if self.ascending else -key)
            for rank, (key, _, user) in enumerate(found, max(first, 1))
        ]

    def page(self, start: int, end: int) -> list[Row]:
        """The ranks from `start` to `end`, both included."""
        return self._rows(start, end)

    def around(self, user: int, start: int, end: int) -> list[Row]:
        """As many entries as asked for, moved to where there are some; none without an own one."""
        rank = self.rank(user)
        if not rank:
            return []
        length = end - start + 1
        first = max(1, min(rank + start, len(self) - length + 1))
        return self._rows(first, first + length - 1)

    def of_users(self, users: Iterable[int]) -> list[Row]:
        """The entries of some users, by rank."""
        wanted = set(users)
        return [row for row in self._rows(1, len(self)) if row.user in wanted]


class Upload(NamedTuple):
    """A score on its way."""

    user: int
    score: int


class BoardModel:
    """A board and the uploads that are on their way to it.

    When exactly an upload takes effect between its call and its answer is Steam's business, as is
    the moment at which a page is read. Uploads take effect in their order, so what is read must be
    the board after the first so many of them.
    """

    def __init__(self, board: Board) -> None:
        self.board = board
        self._versions = [Ranks(board.ascending, board.entries)]
        self._forgotten = 0
        self._pending: list[Upload] = []

    @property
    def settled(self) -> Ranks:
        """The board as it is, but for what is on its way."""
        return self._versions[-1]

    @property
    def pending(self) -> int:
        """How many uploads are on their way."""
        return len(self._pending)

    @property
    def moment(self) -> int:
        """A number for now, for `since`."""
        return self._forgotten + len(self._versions) - 1

    def asked(self, user: int, score: int) -> None:
        """An upload was asked for."""
        self._pending.append(Upload(user, score))

    def answered(self, accepted: bool) -> Outcome | None:
        """The first upload on its way was answered; what it must have said, if it was accepted."""
        upload = self._pending.pop(0)
        if not accepted:
            return None
        changed = self.settled.copy()
        outcome = changed.upload(*upload)
        self._versions.append(changed)
        return outcome

    def force(self, user: int, score: int) -> None:
        """A score was set at once, better or not, with nothing on its way."""
        changed = self.settled.copy()
        changed.force(user, score)
        self._versions.append(changed)

    def adopt(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """The entries that were found, now that nobody will be told of the uploads on their way."""
        self._versions.append(
            Ranks(self.board.ascending, [(user, score) for user, _, score in rows])
        )
        self._pending.clear()
        self.forget()

    def forget(self) -> None:
        """Nobody asks about the past any more."""
        self._forgotten += len(self._versions) - 1
        del self._versions[:-1]

    def since(self, moment: int) -> Iterator[Ranks]:
        """Every state that the board can have been in since then, also those it is coming to."""
        yield from self._versions[max(moment - self._forgotten, 0) :]
        # Any of those on their way may fail, and the others take effect all the same.
        coming = [self.settled]
        for upload in self._pending:
            for state in list(coming):
                after = state.copy()
                if after.upload(*upload).changed:
                    coming.append(after)
        yield from coming[1:]
