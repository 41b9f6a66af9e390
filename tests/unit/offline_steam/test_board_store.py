"""The leaderboards' store: boards, definitions that change, other processes, and damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from offline_steam import board_store, database, ranking
from offline_steam.board_making import unpack_details
from offline_steam.board_store import BoardStore, Page
from offline_steam.errors import StoreDamagedError, StoreDeniedError
from offline_steam.leaderboard import FIRST_STRANGER, Entry, Generated, Leaderboard
from offline_steam.results import DisplayType, SortMethod
from offline_steam.store import Store

ME = 76561202255232769
UP, DOWN = SortMethod.ASCENDING, SortMethod.DESCENDING


def _board(
    sort: SortMethod = DOWN, name: str = "Größe 🎮", generated: Generated | None = None
) -> Leaderboard:
    return Leaderboard(name, sort, DisplayType.NUMERIC, (), generated)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[BoardStore]:
    """A store of the test's own."""
    with closing(BoardStore(tmp_path, 480, print)) as made:
        yield made


@pytest.fixture
def small_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets that split with a handful of entries."""
    monkeypatch.setattr(ranking, "_FILL", 3)
    monkeypatch.setattr(ranking, "_MOST", 5)


def _entries(page: Page) -> list[tuple[int, int, int]]:
    return [(entry.rank, entry.steam_id, entry.score) for entry in page.entries]


def test_content_handles_of_64_bits(store: BoardStore) -> None:
    """A content handle comes back whole, also above 63 bits, and leaves with a new score."""
    board = _board()
    assert store.attach(board, ME, 5) is False
    store.upload(board, Entry(ME, 1), False)
    assert store.page(board, 1, 1).entries[0].ugc is None
    for handle in (1, 2**63 - 1, 2**63, 2**64 - 2):
        assert store.attach(board, ME, handle) is True
        assert store.page(board, 1, 1).entries[0].ugc == handle


def test_boards_of_one_app_are_apart(store: BoardStore) -> None:
    """Two boards have entries, sort methods and counts of their own."""
    low, high = _board(UP, "low"), _board(DOWN, "high")
    for board in (low, high):
        store.add(board, [Entry(ME, 1), Entry(ME + 1, 2)])
    store.remove(high, ME)
    assert _entries(store.page(low, 1, 9)) == [(1, ME, 1), (2, ME + 1, 2)]
    assert _entries(store.page(high, 1, 9)) == [(1, ME + 1, 2)]
    assert [(found.board.name, found.total) for found in store.all()] == [("high", 1), ("low", 2)]


def test_existing_board_keeps_its_kind(store: BoardStore) -> None:
    """Asking for a board in another way gives the one that is there."""
    store.find("a", _board(UP, "a"))
    found = store.find("a", Leaderboard("a", DOWN, DisplayType.SECONDS))
    assert found is not None
    assert (found.board.sort, found.board.display) == (UP, DisplayType.NUMERIC)
    assert store.find("b", None) is None


def _defined(**changes: object) -> Leaderboard:
    values: dict[str, object] = {
        "name": "Wins",
        "sort": DOWN,
        "display": DisplayType.NUMERIC,
        "entries": (Entry(ME + 1, 50, (7,)), Entry(ME + 2, 50)),
        "generated": Generated(10, 100, 1, 3),
        "defined": True,
    }
    return Leaderboard(**{**values, **changes})  # type: ignore[arg-type]


def test_board_of_the_definition(store: BoardStore) -> None:
    """It is made with its entries and strangers, in order; named users come first among equals."""
    board = _defined()
    found = store.find("Wins", board)
    assert found is not None and found.total == 12
    page = store.page(board, 1, 100)
    scores = [entry.score for entry in page.entries]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 1 and max(scores) <= 100
    ranks = {entry.steam_id: entry.rank for entry in page.entries}
    assert ranks[ME + 2] == ranks[ME + 1] + 1
    strangers = set(ranks) - {ME + 1, ME + 2}
    assert strangers == {FIRST_STRANGER + number for number in range(10)}
    assert unpack_details(page.entries[ranks[ME + 1] - 1].details) == (7,)


@pytest.mark.parametrize("sort", [UP, DOWN])
def test_changed_definition(store: BoardStore, sort: SortMethod) -> None:
    """Its entries are made anew under the new sort method; what was uploaded stays."""
    store.find("Wins", _defined())
    store.upload(_defined(), Entry(ME, 77, (1, 2)), False)
    store.upload(_defined(), Entry(ME + 1, 60), True)
    generated = Generated(3, *((1, 9) if sort is UP else (9, 1)))
    changed = _defined(
        sort=sort, entries=(Entry(ME + 1, 1), Entry(ME + 3, 77)), generated=generated
    )
    found = store.find("Wins", changed)
    assert found is not None and (found.total, found.board.sort) == (6, sort)
    page = store.page(changed, 1, 100).entries
    assert {entry.steam_id: entry.score for entry in page if entry.steam_id >= ME} == {
        ME: 77, ME + 1: 60, ME + 3: 77,
    }  # fmt: skip
    scores = [entry.score for entry in page]
    assert scores == sorted(scores, reverse=sort is DOWN)
    assert next(unpack_details(entry.details) for entry in page if entry.steam_id == ME) == (1, 2)


def test_uploading_what_the_definition_gave(store: BoardStore) -> None:
    """The same score and details by force are no change, and the user's own from then on."""
    store.find("Wins", _defined())
    uploaded = store.upload(_defined(), Entry(ME + 1, 50, (7,)), True)
    assert not uploaded.changed and uploaded.rank == uploaded.before
    changed = _defined(entries=(Entry(ME + 1, 3),))
    store.find("Wins", changed)
    (entry,) = store.of_users(changed, [ME + 1]).entries
    assert entry.score == 50


def test_unchanged_definition_changes_nothing(store: BoardStore) -> None:
    """A defined entry that somebody removed stays away until the definition changes."""
    store.find("Wins", _defined())
    store.remove(_defined(), ME + 1)
    found = store.find("Wins", _defined())
    assert found is not None and found.total == 11


def test_forgotten_boards_are_made_again(store: BoardStore) -> None:
    """After one board or all were deleted, the next use has what the definition gives."""
    for name in ("Wins", None):
        store.upload(_defined(), Entry(ME, 1000), False)
        store.upload(_board(), Entry(ME, 1000), False)
        store.forget(name)
        assert store.page(_defined(), 1, 1).entries[0].score <= 100
        assert store.page(_board(), 1, 1).total == (1 if name else 0)


def test_forgotten_while_it_is_used(store: BoardStore) -> None:
    """One of the definition that was found and then forgotten has the definition's entries."""
    given = Leaderboard("given", UP, DisplayType.SECONDS, (Entry(ME + 1, 7),), None, defined=True)
    for _ in range(2):  # made, and found again
        found = store.find("given", given)
        assert found is not None
        store.forget()
        uploaded = store.upload(found.board, Entry(ME, 9), force=False)
        assert (uploaded.rank, uploaded.total) == (2, 2)


@pytest.mark.parametrize("steam_id", [0, -1, 2**63, 2**64 - 1])
def test_numbers_that_are_nobodys(store: BoardStore, steam_id: int) -> None:
    """Any number of 64 bits may be asked for; those of no user have no entry."""
    store.upload(_board(), Entry(ME, 1), False)
    assert _entries(store.of_users(_board(), [steam_id, ME])) == [(1, ME, 1)]
    assert store.remove(_board(), steam_id) is False


def test_generated_entries_never_change() -> None:
    """The same arguments give the same strangers and scores, today and on every machine."""
    entries = list(Generated(5, 10, 100, 7).entries())
    numbered = [(steam_id - FIRST_STRANGER, score) for steam_id, score in entries]
    assert numbered == [(2, 30), (0, 55), (3, 71), (1, 83), (4, 94)]
    many = list(Generated(5000, -(2**31), 2**31 - 1, 1).entries())
    assert len({steam_id for steam_id, _ in many}) == 5000
    scores = [score for _, score in many]
    assert scores == sorted(scores) and scores[0] >= -(2**31) and scores[-1] <= 2**31 - 1
    other = list(Generated(5000, -(2**31), 2**31 - 1, 2).entries())
    assert [user for user, _ in other] != [user for user, _ in many]


def test_generating_into_a_board(store: BoardStore, small_buckets: None) -> None:
    """Strangers come in among the entries that are there; those who had one get the new one."""
    board = _board(UP)
    store.add(board, [Entry(ME, 50), Entry(FIRST_STRANGER + 1, 3)])
    assert store.generate(board, Generated(20, 1, 100)) == 21
    page = store.page(board, 1, 100).entries
    assert [entry.rank for entry in page] == list(range(1, 22))
    made = {entry.steam_id: entry.score for entry in page}
    assert made == {**dict(Generated(20, 1, 100).entries()), ME: 50}


def test_two_processes(tmp_path: Path) -> None:
    """What one store writes, another sees in its next request."""
    with (
        closing(BoardStore(tmp_path, 480, print)) as one,
        closing(BoardStore(tmp_path, 480, print)) as two,
    ):
        one.upload(_board(), Entry(ME, 5), False)
        assert _entries(two.page(_board(), 1, 9)) == [(1, ME, 5)]
        assert two.upload(_board(), Entry(ME + 1, 9), False) == (True, 1, 0, 2)
        assert one.upload(_board(), Entry(ME, 4), False) == (False, 2, 2, 2)
        one.forget()
        assert two.page(_board(), 1, 9).total == 0


def test_many_entries_change_nothing_else(store: BoardStore) -> None:
    """A large bulk change, which builds the index of users anew, leaves other boards alone."""
    store.upload(_board(), Entry(ME, 5), False)
    large = _board(UP, "large", Generated(ranking._MANY + 1, 1, 10**6))
    assert store.page(large, 1, 3).total == ranking._MANY + 1
    assert store.upload(large, Entry(ME, 0), False) == (True, 1, 0, ranking._MANY + 2)
    assert _entries(store.page(_board(), 1, 9)) == [(1, ME, 5)]


DAMAGES = [
    "UPDATE entry SET place = 'first'",
    "UPDATE entry SET details = 'text'",
    "UPDATE entry SET ugc = 'text'",
    "UPDATE bucket SET count = 'many'",
    "UPDATE board SET sort = 7",
    "DELETE FROM bucket",
]


@pytest.mark.parametrize("statement", DAMAGES)
@pytest.mark.parametrize("whole", [True, False])
def test_impossible_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str, whole: bool
) -> None:
    """A small file is found damaged when it is opened, a large one when it is read."""
    notices: list[str] = []
    with closing(BoardStore(tmp_path, 480, notices.append)) as store:
        store.upload(_board(), Entry(ME, 5, (1,)), False)
        store.attach(_board(), ME, 9)
    with closing(sqlite3.connect(store.path)) as database:
        database.execute(statement)
        database.commit()
    if not whole:
        monkeypatch.setattr(board_store, "SCHEMA", replace(board_store.SCHEMA, whole=0))
    with closing(BoardStore(tmp_path, 480, notices.append)) as store:
        if not whole:
            with pytest.raises(StoreDamagedError):
                store.page(_board(), 1, 9)
        assert store.page(_board(), 1, 9).total == 0
        assert store.upload(_board(), Entry(ME, 5), False) == (True, 1, 0, 1)
    (notice,) = notices
    assert "the leaderboards start anew" in notice and "480.boards.damaged-" in notice


@pytest.mark.parametrize(("count", "whole"), [(10_000, True), (30_000, False)])
def test_large_boards_open_quickly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, whole: bool
) -> None:
    """Rows are only checked at the start where there are few: a game does not wait for many."""
    board = _board(generated=Generated(count, 100, 1))
    with closing(BoardStore(tmp_path, 480, print)) as store:
        store.find(board.name, board)
    looked = []
    check = database.check
    monkeypatch.setattr(database, "check", lambda *args: looked.append(args[-1]) or check(*args))
    with closing(BoardStore(tmp_path, 480, print)) as store:
        store.page(board, 1, 9)
    assert looked == [whole]


def test_newer_schema(tmp_path: Path) -> None:
    """A database of a newer version is left alone."""
    with closing(BoardStore(tmp_path, 480, print)) as store:
        store.upload(_board(), Entry(ME, 5), False)
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("PRAGMA user_version = 99")
    with closing(BoardStore(tmp_path, 480, print)) as store:
        with pytest.raises(StoreDeniedError, match="newer"):
            store.upload(_board(), Entry(ME, 6), False)
        with pytest.raises(StoreDeniedError, match="newer"):
            store.page(_board(), 1, 9)


def test_progress_of_an_earlier_version(tmp_path: Path) -> None:
    """A progress database from before there were boards is read as it is, and left as it is."""
    file = tmp_path / "480.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(
            "CREATE TABLE stat (steam_id TEXT NOT NULL, name TEXT NOT NULL, value NUMERIC NOT NULL,"
            " seconds REAL NOT NULL, PRIMARY KEY (steam_id, name)) WITHOUT ROWID;"
            "CREATE TABLE achievement (steam_id TEXT NOT NULL, name TEXT NOT NULL,"
            " unlock_time INTEGER NOT NULL, PRIMARY KEY (steam_id, name)) WITHOUT ROWID;"
            f"INSERT INTO stat VALUES ('{ME}', 'NumGames', 5, 0.0);"
            f"INSERT INTO achievement VALUES ('{ME}', 'ACH', 1700000000);"
            "PRAGMA application_id = 1330861133; PRAGMA user_version = 1;"
        )
    with closing(BoardStore(tmp_path, 480, pytest.fail)) as boards:
        boards.upload(_board(), Entry(ME, 5), False)
    with closing(Store(tmp_path, 480, pytest.fail)) as store:
        loaded = store.load(ME)
    assert loaded.stats["NumGames"].value == 5
    assert loaded.achievements == {"ACH": 1700000000}


def test_beside_the_progress(tmp_path: Path) -> None:
    """The boards' file is no progress database, and says so when it is put in its place."""
    with closing(BoardStore(tmp_path, 480, print)) as store:
        store.upload(_board(), Entry(ME, 5), False)
    notices: list[str] = []
    store.path.rename(tmp_path / "480.sqlite3")
    with closing(Store(tmp_path, 480, notices.append)) as progress:
        assert progress.users() == []
    assert "belongs to another program" in notices[0]


@pytest.mark.parametrize("failing", ["upload", "add", "generate", "clear", "forget", "remove"])
def test_failure_inside_changes_nothing(
    store: BoardStore, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """An error in the middle of a change takes all of it back."""
    board = _board()
    store.add(board, [Entry(ME, 5), Entry(ME + 1, 4)])
    before = _entries(store.page(board, 1, 9))

    def broken(*arguments: object) -> None:
        raise RuntimeError("in the middle")

    actions: dict[str, Callable[[], object]] = {
        "upload": lambda: store.upload(board, Entry(ME, 9), False),
        "add": lambda: store.add(board, [Entry(ME, 9)]),
        "generate": lambda: store.generate(board, Generated(9, 9, 1)),
        "clear": lambda: store.clear(board),
        "remove": lambda: store.remove(board, ME),
    }
    with monkeypatch.context() as patch:
        patch.setattr(ranking.Ranking, "_set_bucket", broken)
        if failing == "forget":
            # Deletes and makes nothing anew: only the making fails.
            store.forget()
            with pytest.raises(RuntimeError):
                store.page(board, 1, 9)
            before = []
        else:
            with pytest.raises(RuntimeError):
                actions[failing]()
    assert _entries(store.page(board, 1, 9)) == before
