"""A leaderboard in the store against a sorted list: changes, ranks and ranges in any order."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from offline_steam import ranking
from offline_steam.board_making import unpack_details
from offline_steam.board_store import BoardStore, Page
from offline_steam.leaderboard import Entry, Leaderboard
from offline_steam.results import DisplayType, SortMethod

ME = 76561202255232769
UP, DOWN = SortMethod.ASCENDING, SortMethod.DESCENDING

users = st.integers(1, 40).map(lambda number: ME + number)
scores = st.one_of(st.integers(-6, 6), st.integers(-(2**31), 2**31 - 1))
details = st.lists(st.integers(-(2**31), 2**31 - 1), max_size=3).map(tuple)


def _board(sort: SortMethod, name: str = "Größe 🎮") -> Leaderboard:
    return Leaderboard(name, sort, DisplayType.NUMERIC)


class RankedBoard(RuleBasedStateMachine):
    """A board in the store does what a sorted list does."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(ranking, "_FILL", 3)
        self._patch.setattr(ranking, "_MOST", 5)
        # Some bulk changes are small enough for one at a time, and some are not.
        self._patch.setattr("offline_steam.board_store._FEW", 2)
        self._patch.setattr(ranking, "_MANY", 6)
        self._store = BoardStore(Path(self._folder.name), 480, print)
        self._model: list[tuple[int, tuple[int, ...]]] = []
        self._scores: dict[int, int] = {}

    @initialize(sort=st.sampled_from([UP, DOWN]))
    def start(self, sort: SortMethod) -> None:
        """A board of either sort method, beside another one."""
        self._board = _board(sort)
        other = _board(sort, "another")
        self._store.upload(other, Entry(ME, 1), True)
        self._store.find(self._board.name, self._board)

    def _worse(self, entry: tuple[int, tuple[int, ...]]) -> int:
        score = self._scores[entry[0]]
        return -score if self._board.sort is DOWN else score

    def _put(self, user: int, score: int, given: tuple[int, ...]) -> None:
        """The model's forced update: a score that stays the same keeps its age."""
        if self._scores.get(user) == score:
            place = next(i for i, entry in enumerate(self._model) if entry[0] == user)
            self._model[place] = (user, given)
            return
        self._model = [entry for entry in self._model if entry[0] != user]
        self._scores[user] = score
        self._model.append((user, given))
        # Python's sort keeps the age of equals.
        self._model.sort(key=self._worse)

    def _rank(self, user: int) -> int:
        ranks = [i for i, entry in enumerate(self._model, 1) if entry[0] == user]
        return ranks[0] if ranks else 0

    @rule(user=users, score=scores, given=details, force=st.booleans())
    def upload(self, user: int, score: int, given: tuple[int, ...], force: bool) -> None:
        """A score, better or by force, with the ranks before and after."""
        before = self._rank(user)
        old = self._scores.get(user)
        better = old is None or (score > old if self._board.sort is DOWN else score < old)
        known = dict(self._model).get(user)
        if better or force:
            self._put(user, score, given)
        uploaded = self._store.upload(self._board, Entry(user, score, given), force)
        changed = (better or force) and (old != score or known != given)
        assert uploaded == (changed, self._rank(user), before, len(self._model))

    @rule(entries=st.lists(st.tuples(users, scores), max_size=12))
    def add(self, entries: list[tuple[int, int]]) -> None:
        """Of several entries of one user the last one counts."""
        latest: dict[int, int] = {}
        for user, score in entries:
            latest.pop(user, None)
            latest[user] = score
        total = self._store.add(self._board, [Entry(*entry) for entry in entries])
        for user, score in latest.items():
            self._put(user, score, ())
        assert total == len(self._model)

    @rule(user=users)
    def remove(self, user: int) -> None:
        """Away with a user, who may not be there."""
        had = user in self._scores
        assert self._store.remove(self._board, user) is had
        if had:
            del self._scores[user]
            self._model = [entry for entry in self._model if entry[0] != user]

    @rule()
    def open_again(self) -> None:
        """Another connection to the file."""
        self._store.close()

    @rule()
    def clear(self) -> None:
        """Away with all."""
        self._store.clear(self._board)
        self._model, self._scores = [], {}

    @rule(start=st.integers(-3, 45), length=st.integers(-2, 45))
    def page(self, start: int, length: int) -> None:
        """Any range of ranks, also outside of the board."""
        wanted = range(start, start + length)
        expected = [
            (rank, user, self._scores[user], given)
            for rank, (user, given) in enumerate(self._model, 1)
            if rank in wanted
        ]
        assert self._plain(self._store.page(self._board, start, start + length - 1)) == expected

    @rule(user=users, start=st.integers(-30, 30), length=st.integers(1, 30))
    def around(self, user: int, start: int, length: int) -> None:
        """Any range around any user."""
        page = self._plain(self._store.around(self._board, user, start, start + length - 1))
        rank = self._rank(user)
        if rank == 0:
            assert page == []
            return
        ranks = [entry[0] for entry in page]
        assert len(ranks) == min(length, len(self._model))
        # As near to the wanted range as the board allows.
        first = max(1, min(rank + start, len(self._model) - length + 1))
        assert ranks == list(range(first, first + len(ranks)))

    @rule(wanted=st.lists(users, max_size=12))
    def of_users(self, wanted: list[int]) -> None:
        """Any users, also several times."""
        page = self._plain(self._store.of_users(self._board, wanted))
        assert [entry[:3] for entry in page] == [
            (rank, user, self._scores[user])
            for rank, (user, _) in enumerate(self._model, 1)
            if user in wanted
        ]

    def _plain(self, page: Page) -> list[tuple[int, int, int, tuple[int, ...]]]:
        assert page.total == len(self._model)
        return [
            (entry.rank, entry.steam_id, entry.score, unpack_details(entry.details))
            for entry in page.entries
        ]

    @invariant()
    def sound(self) -> None:
        """What the whole check of a file counts as damage never comes about."""
        with self._store._database.reading() as database:
            for query in ranking.BAD_ROWS:
                assert database.execute(query).fetchone() == (0,), query

    def teardown(self) -> None:
        """Takes the folder away."""
        self._store.close()
        self._patch.undo()
        self._folder.cleanup()


TestRankedBoard = RankedBoard.TestCase
TestRankedBoard.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
