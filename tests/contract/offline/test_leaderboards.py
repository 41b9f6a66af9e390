"""Leaderboards through the C ABI: results, ranges, entries and refusals, in both flavours."""

from __future__ import annotations

import itertools
import struct
import threading
from collections.abc import Callable
from ctypes import POINTER, byref, c_bool, c_char_p, c_int, c_int32, c_uint64
from pathlib import Path
from typing import Any

import pytest
from board_calls import BEST, Boards, LeaderboardEntry
from offline_host import FRIEND, ME

GLOBAL, AROUND, FRIENDS = 0, 1, 2
FORCE = 2
STRANGER = 76561202255232772


@pytest.fixture
def boards(steam: Any) -> Boards:
    """The leaderboards of a connected library."""
    return Boards(steam)


def test_built_in_boards(boards: Boards) -> None:
    """Spacewar's two boards with their name, sort method, display type and number of entries."""
    kinds = {b"Quickest Win": (1, 2), b"Feet Traveled": (2, 1)}
    for name, kind in kinds.items():
        board = c_uint64(boards.find(name) or 0)
        assert boards.steam.stats("GetLeaderboardName", c_char_p, board) == name
        sort = boards.steam.stats("GetLeaderboardSortMethod", c_int, board)
        display = boards.steam.stats("GetLeaderboardDisplayType", c_int, board)
        assert (sort, display) == kind
        assert boards.steam.stats("GetLeaderboardEntryCount", c_int, board) > 1000


def test_unknown_board(boards: Boards) -> None:
    """A board that does not exist is an answer, not a failure; and an unknown handle is nothing."""
    assert boards.find(b"None such") == 0
    for handle in (0, 1, 2**64 - 1):
        board = c_uint64(handle)
        assert boards.steam.stats("GetLeaderboardName", c_char_p, board) == b""
        for name in ("EntryCount", "SortMethod", "DisplayType"):
            assert boards.steam.stats(f"GetLeaderboard{name}", c_int, board) == 0
        download = ("DownloadLeaderboardEntries", c_uint64, board, 0, 1, 5)
        assert boards.steam.stats(*download) == 0
        upload = ("UploadLeaderboardScore", c_uint64, board, 1, 5, None, 0)
        assert boards.steam.stats(*upload) == 0
        assert boards.steam.stats("AttachLeaderboardUGC", c_uint64, board, c_uint64(5)) == 0
    assert boards.steam.pump() == []


@pytest.mark.parametrize("name", [None, b"", b"\xff\xfe", b"x" * 129])
def test_names_that_are_none(boards: Boards, name: bytes | None) -> None:
    """NULL, empty, non-UTF-8 and too long names start no call."""
    assert boards.steam.stats("FindLeaderboard", c_uint64, name) == 0
    assert boards.steam.stats("FindOrCreateLeaderboard", c_uint64, name, 1, 1) == 0


def test_longest_name(boards: Boards) -> None:
    """A name may have as many bytes as Valve documents (k_cchLeaderboardNameMax), and is kept."""
    name = "é".encode() * 64
    handle = boards.create(name, 1, 1)
    assert handle
    assert boards.find(name) == handle
    assert boards.steam.stats("GetLeaderboardName", c_char_p, c_uint64(handle)) == name


def test_created_board(boards: Boards) -> None:
    """A board on demand is there for whoever looks; the kind of the first who asked holds."""
    name = "é漢🎮".encode()
    handle = boards.create(name, 1, 3)
    assert handle
    assert boards.create(name, 2, 1) == boards.find(name) == handle
    assert boards.steam.stats("GetLeaderboardName", c_char_p, c_uint64(handle)) == name
    assert boards.steam.stats("GetLeaderboardSortMethod", c_int, c_uint64(handle)) == 1
    assert boards.steam.stats("GetLeaderboardDisplayType", c_int, c_uint64(handle)) == 3


@pytest.mark.parametrize(("sort", "display"), [(0, 1), (3, 1), (1, 0), (1, 4), (-1, -1)])
def test_kinds_that_are_none(boards: Boards, sort: int, display: int) -> None:
    """A board is not made without a sort method and a display type; one that is there is found."""
    assert boards.create(b"new", sort, display) == 0
    assert boards.create(b"Quickest Win", sort, display)


def test_handle_outlives_the_connection(boards: Boards) -> None:
    """A name has its handle again after a second init, and has to be found again."""
    steam = boards.steam
    handle = boards.create(b"a")
    boards.upload(handle or 0, 5)
    steam.call("SteamAPI_Shutdown", None)
    steam.init()
    assert steam.stats("GetLeaderboardName", c_char_p, c_uint64(handle or 0)) == b""
    assert boards.create(b"b") != handle
    assert boards.find(b"a") == handle
    assert boards.entries(boards.download(handle or 0, GLOBAL, 1, 5)) == [(1, ME, 5)]


@pytest.mark.parametrize(("sort", "better", "worse"), [(1, 9, 11), (2, 11, 9)])
def test_keep_best_and_force(boards: Boards, sort: int, better: int, worse: int) -> None:
    """The better score by the sort method stays, unless forced; ranks before and after are told."""
    board = boards.create(b"scores", sort) or 0
    steam = boards.steam
    steam.control.set_leaderboard_score("scores", FRIEND, 10)
    assert boards.upload(board, worse) == (True, board, worse, True, 2, 0)
    assert boards.upload(board, better) == (True, board, better, True, 1, 2)
    assert boards.upload(board, worse) == (True, board, worse, False, 1, 1)
    assert boards.upload(board, better) == (True, board, better, False, 1, 1)
    assert boards.upload(board, worse, FORCE) == (True, board, worse, True, 2, 1)
    assert boards.upload(board, 10, FORCE) == (True, board, 10, True, 2, 2)
    assert boards.entries(boards.download(board, GLOBAL, 1, 9)) == [(1, FRIEND, 10), (2, ME, 10)]


@pytest.mark.parametrize("score", [0, -1, -(2**31), 2**31 - 1])
def test_any_score(boards: Boards, score: int) -> None:
    """Scores have all of 32 bits, with their sign."""
    board = boards.create(b"scores") or 0
    uploaded = boards.upload(board, score)
    assert uploaded is not None and uploaded.score == score
    assert boards.entries(boards.download(board, GLOBAL, 1, 1)) == [(1, ME, score)]


@pytest.mark.parametrize(("method", "count"), [(0, 0), (3, 0), (BEST, 65)])
def test_uploads_that_are_none(boards: Boards, method: int, count: int) -> None:
    """An unknown method, and more than 64 details, start no call."""
    board = boards.create(b"scores") or 0
    details = (c_int32 * count)()
    upload = ("UploadLeaderboardScore", c_uint64, c_uint64(board), method, 5, details, count)
    assert boards.steam.stats(*upload) == 0


def test_details(boards: Boards) -> None:
    """Details come back, as many as fit; what is beyond them is not touched."""
    board = boards.create(b"scores") or 0
    boards.steam.control.set_leaderboard_score("scores", FRIEND, 9, (2**31 - 1, -(2**31)))
    boards.upload(board, 5, BEST, range(64))
    handle = boards.download(board, GLOBAL, 1, 2)
    first, second = boards.read(handle, 0, 1), boards.read(handle, 1)
    assert first is not None and second is not None
    assert first[0].details == 2 and first[1][:2] == [2**31 - 1, 77]
    assert second[0].details == 64 and second[1] == list(range(64))
    assert second[0].content == 2**64 - 1


def test_detail_of_other_uploads(boards: Boards) -> None:
    """A forced upload of the same score with other details changes them, and is a change."""
    board = boards.create(b"scores") or 0
    boards.upload(board, 5, BEST, [1])
    assert boards.upload(board, 5, FORCE, [1]) == (True, board, 5, False, 1, 1)
    assert boards.upload(board, 5, FORCE, [2, 3]) == (True, board, 5, True, 1, 1)
    found = boards.read(boards.download(board, GLOBAL, 1, 1), 0)
    assert found is not None and found[1][: found[0].details] == [2, 3]


def test_attached_content(boards: Boards) -> None:
    """Content goes with the user's entry; without an entry 1111 says that it failed."""
    board = boards.create(b"scores") or 0

    def attach(handle: int) -> int:
        call = boards.steam.stats(
            "AttachLeaderboardUGC", c_uint64, c_uint64(board), c_uint64(handle)
        )
        data = boards.answer(call, 1111, 12)
        assert data is not None
        result, told = struct.unpack("<iQ", data)
        assert told == board
        return int(result)

    assert attach(2**63 + 5) == 2
    boards.upload(board, 5)
    assert attach(2**63 + 5) == 1
    found = boards.read(boards.download(board, GLOBAL, 1, 1), 0)
    assert found is not None and found[0].content == 2**63 + 5


@pytest.fixture
def ten(boards: Boards) -> int:
    """A board with ten entries: users of the definition from ME on, scores from 100 down."""
    board = boards.create(b"ten") or 0
    scores = [(ME + number, 100 - number) for number in range(10)]
    boards.steam.control.add_leaderboard_entries("ten", scores)
    return board


@pytest.mark.parametrize(
    ("start", "end", "ranks"),
    [
        (1, 3, range(1, 4)),
        (9, 25, range(9, 11)),
        (-5, 2, range(1, 3)),
        (11, 20, range(0)),
        (3, 2, range(0)),
        (-(2**31), 2**31 - 1, range(1, 11)),
    ],
)
def test_global_range(boards: Boards, ten: int, start: int, end: int, ranks: range) -> None:
    """A range of ranks is cut to what there is."""
    entries = boards.entries(boards.download(ten, GLOBAL, start, end))
    assert entries == [(rank, ME + rank - 1, 101 - rank) for rank in ranks]


@pytest.mark.parametrize(
    ("rank", "start", "end", "ranks"),
    [
        (5, -2, 2, range(3, 8)),
        (1, -2, 2, range(1, 6)),
        (10, -2, 2, range(6, 11)),
        (5, -20, 20, range(1, 11)),
        (5, 0, 0, range(5, 6)),
        (5, 1, 2, range(6, 8)),
        (5, 2, 1, range(0)),
    ],
)
def test_range_around_the_user(
    boards: Boards, ten: int, rank: int, start: int, end: int, ranks: range
) -> None:
    """It is relative to the user, and moved where the board ends."""
    boards.steam.control.act_as(ME + rank - 1)
    entries = boards.entries(boards.download(ten, AROUND, start, end))
    assert [entry[0] for entry in entries] == list(ranks)


def test_around_a_user_without_an_entry(boards: Boards) -> None:
    """There is nothing around them, and reading it is refused."""
    board = boards.find(b"Quickest Win") or 0
    handle = boards.download(board, AROUND, -5, 5)
    assert boards.count == 0
    assert boards.read(handle, 0) is None


def test_friends(boards: Boards, ten: int) -> None:
    """Oneself and all friends by rank, whatever the range; strangers and blocked users are not."""
    friends = {
        boards.steam.friends("GetFriendByIndex", c_uint64, index, 4)
        for index in range(boards.steam.friends("GetFriendCount", c_int, 4))
    }
    expected = [
        (rank, ME + rank - 1, 101 - rank)
        for rank in range(1, 11)
        if ME + rank - 1 in friends | {ME}
    ]
    assert STRANGER not in friends and len(expected) > 2
    assert boards.entries(boards.download(ten, FRIENDS, 5, 1)) == expected


def test_given_users(boards: Boards, ten: int) -> None:
    """Those who have an entry, by rank, each once."""
    users = [ME + 7, 5, ME + 1, ME + 7, ME + 55]
    expected = [(2, ME + 1, 99), (8, ME + 7, 93)]
    assert boards.entries(boards.download_users(ten, users)) == expected
    hundred = boards.download_users(ten, range(ME, ME + 100))
    assert len(boards.entries(hundred)) == 10


def test_given_numbers_of_nobody(boards: Boards, ten: int) -> None:
    """Whatever 64 bits are given as users, the call is answered with those who have an entry."""
    handle = boards.download_users(ten, [2**64 - 1, 2**63, 0, ME])
    assert [user for _, user, _ in boards.entries(handle)] == [ME]


def test_requests_that_are_none(boards: Boards, ten: int) -> None:
    """An unknown request, no users and too many users start no call."""
    board = c_uint64(ten)
    for request in (-1, 3, 4):
        download = ("DownloadLeaderboardEntries", c_uint64, board, request, 1, 5)
        assert boards.steam.stats(*download) == 0
    users = (c_uint64 * 101)()
    for pointer, count in ((None, 3), (users, 0), (users, -1), (users, 101)):
        call = ("DownloadLeaderboardEntriesForUsers", c_uint64, board, pointer, count)
        assert boards.steam.stats(*call) == 0


def test_entries_are_read_once(boards: Boards, ten: int) -> None:
    """An entry may be read again until each has been read; then the handle is no longer valid."""
    handle = boards.download(ten, GLOBAL, 1, 3)
    for index in (0, 0, 1, 0):
        assert boards.read(handle, index) is not None
    for index in (-1, 3, 2**31 - 1):
        assert boards.read(handle, index) is None
    assert boards.read(handle, 2) is not None
    assert boards.read(handle, 2) is None
    assert boards.read(handle, 0) is None


def test_nowhere_to_read_to(boards: Boards, ten: int) -> None:
    """NULL for the entry is refused; NULL for the details is fine."""
    handle = boards.download(ten, GLOBAL, 1, 2)
    read = ("GetDownloadedLeaderboardEntry", c_bool, c_uint64(handle or 0), 0)
    assert boards.steam.stats(*read, POINTER(LeaderboardEntry)(), None, 0) is False
    assert boards.steam.stats(*read, byref(LeaderboardEntry()), None, 5) is True
    assert boards.steam.stats(*read, byref(LeaderboardEntry()), (c_int32 * 1)(), -1) is True


def test_unread_downloads_are_bounded(boards: Boards, ten: int) -> None:
    """Of many downloads that nobody reads the newest 256 are kept."""
    handles = [boards.download(ten, GLOBAL, 1, 2) for _ in range(260)]
    there = [boards.read(handle, 0) is not None for handle in handles]
    assert there == [False] * 4 + [True] * 256
    boards.steam.call("SteamAPI_Shutdown", None)
    boards.steam.init()
    assert boards.read(handles[-1], 0) is None


def test_entry_count_is_refreshed(boards: Boards, ten: int) -> None:
    """It is as of the last answer: of a find, a download or an upload."""

    def count() -> int:
        told: int = boards.steam.stats("GetLeaderboardEntryCount", c_int, c_uint64(ten))
        return told

    assert count() == 0
    boards.download(ten, GLOBAL, 1, 1)
    assert count() == 10
    boards.steam.control.remove_leaderboard_entry("ten", ME)
    assert count() == 10
    boards.upload(ten, 1)
    assert count() == 10
    boards.steam.control.remove_leaderboard_entry("ten", ME + 1)
    assert boards.find(b"ten") == ten
    assert count() == 9


def test_offline(boards: Boards, ten: int) -> None:
    """Without network every call fails, and nothing is stored; afterwards all is well."""
    boards.steam.control.set_online(False)
    boards.steam.pump()
    assert boards.find(b"ten") is None
    assert boards.create(b"new") is None
    assert boards.upload(ten, 1000) is None
    assert boards.download(ten, GLOBAL, 1, 5) is None
    assert boards.download_users(ten, [ME]) is None
    boards.steam.control.set_online(True)
    boards.steam.pump()
    assert boards.entries(boards.download(ten, GLOBAL, 1, 1)) == [(1, ME, 100)]
    assert boards.find(b"new") == 0


def test_results_on_demand(boards: Boards, ten: int) -> None:
    """A board is not found, a score not uploaded, and a download, which has no result, fails."""
    fail = boards.steam.control.fail_next
    for call in ("FindLeaderboard", "FindOrCreateLeaderboard", "UploadLeaderboardScore"):
        fail(call, 2)
    for call in ("DownloadLeaderboardEntries", "DownloadLeaderboardEntriesForUsers"):
        fail(call, 2)
    fail("AttachLeaderboardUGC", 15)
    assert (boards.find(b"ten"), boards.create(b"new")) == (0, 0)
    assert boards.upload(ten, 1000) == (False, ten, 1000, False, 0, 0)
    assert boards.download(ten, GLOBAL, 1, 5) is None
    assert boards.download_users(ten, [ME]) is None
    call = boards.steam.stats("AttachLeaderboardUGC", c_uint64, c_uint64(ten), c_uint64(5))
    assert boards.answer(call, 1111, 12) == struct.pack("<iQ", 15, ten)
    assert boards.entries(boards.download(ten, GLOBAL, 1, 1)) == [(1, ME, 100)]
    assert boards.find(b"new") == 0


def test_failures_on_demand(boards: Boards, ten: int) -> None:
    """Each call can break as when the connection is lost: it has failed, and done nothing."""
    fail = boards.steam.control.fail_next_io
    for call in (
        "FindLeaderboard",
        "FindOrCreateLeaderboard",
        "DownloadLeaderboardEntries",
        "DownloadLeaderboardEntriesForUsers",
        "UploadLeaderboardScore",
        "AttachLeaderboardUGC",
    ):
        fail(call)
    assert (boards.find(b"ten"), boards.create(b"new")) == (None, None)
    assert boards.upload(ten, 1000) is None
    assert (boards.download(ten, GLOBAL, 1, 5), boards.download_users(ten, [ME])) == (None, None)
    call = boards.steam.stats("AttachLeaderboardUGC", c_uint64, c_uint64(ten), c_uint64(5))
    assert boards.answer(call, 1111, 12) is None
    assert boards.entries(boards.download(ten, GLOBAL, 1, 1)) == [(1, ME, 100)]


def test_answers_by_their_delay(boards: Boards, ten: int) -> None:
    """Completion follows how long each call takes; an upload is in effect at once all the same."""
    steam = boards.steam
    steam.control.delay_next("UploadLeaderboardScore", 5)
    steam.control.delay_next("DownloadLeaderboardEntries", 1)
    upload = steam.stats("UploadLeaderboardScore", c_uint64, c_uint64(ten), BEST, 999, None, 0)
    download = steam.stats("DownloadLeaderboardEntries", c_uint64, c_uint64(ten), GLOBAL, 1, 1)
    (first,) = steam.pump(1)
    assert int.from_bytes(first.data[:8], "little") == download
    handle = boards.downloaded(ten, steam.fetch(download, 1105, 20)[2])
    assert boards.entries(handle) == [(1, ME, 999)]
    assert steam.pump(3) == []
    (second,) = steam.pump(1)
    assert int.from_bytes(second.data[:8], "little") == upload


def test_without_latency(boards: Boards) -> None:
    """With a latency of 0 the answer is there when the call returns, before any frame."""
    steam = boards.steam
    steam.control.set_latency(0)
    call = steam.stats("FindLeaderboard", c_uint64, b"Quickest Win")
    handle, found = struct.unpack("<QB3x", steam.fetch(call, 1104, 12)[2])
    assert found == 1
    call = steam.stats("UploadLeaderboardScore", c_uint64, c_uint64(handle), BEST, 1, None, 0)
    assert steam.fetch(call, 1106, 28)[:2] == (True, False)
    call = steam.stats("DownloadLeaderboardEntries", c_uint64, c_uint64(handle), GLOBAL, 1, 1)
    entries = boards.downloaded(handle, steam.fetch(call, 1105, 20)[2])
    assert boards.entries(entries) == [(1, ME, 1)]


def test_call_under_way_at_shutdown(boards: Boards, ten: int) -> None:
    """It fails, and the next connection hears of it."""
    steam = boards.steam
    call = steam.stats("DownloadLeaderboardEntries", c_uint64, c_uint64(ten), GLOBAL, 1, 1)
    steam.call("SteamAPI_Shutdown", None)
    steam.init()
    (completed,) = steam.pump()
    assert int.from_bytes(completed.data[:8], "little") == call
    assert steam.fetch(call, 1105, 20) == (True, True, bytes(20))


def test_user_switched_under_way(boards: Boards, ten: int) -> None:
    """A range is around the user who asked, and a score the one's who uploaded it."""
    steam = boards.steam
    around = steam.stats("DownloadLeaderboardEntries", c_uint64, c_uint64(ten), AROUND, 0, 0)
    uploaded = steam.stats("UploadLeaderboardScore", c_uint64, c_uint64(ten), FORCE, 1000, None, 0)
    steam.control.act_as(ME + 4)
    assert len(steam.pump()) == 2
    answered, failed, data = steam.fetch(around, 1105, 20)
    assert (answered, failed) == (True, False)
    boards.count = 1
    assert [user for _, user, _ in boards.entries(boards.downloaded(ten, data))] == [ME]
    assert steam.fetch(uploaded, 1106, 28)[:2] == (True, False)
    assert boards.entries(boards.download(ten, GLOBAL, 1, 1)) == [(1, ME, 1000)]
    assert boards.upload(ten, 2000) == (True, ten, 2000, True, 1, 5)


def test_friends_of_the_user_who_asked(boards: Boards, ten: int) -> None:
    """Also when a friend is the current user by the time of the answer."""
    steam = boards.steam
    before = boards.entries(boards.download(ten, FRIENDS, 0, 0))
    friend = next(user for _, user, _ in before if user != ME)
    asked = steam.stats("DownloadLeaderboardEntries", c_uint64, c_uint64(ten), FRIENDS, 0, 0)
    steam.control.act_as(friend)
    steam.pump()
    answered, failed, data = steam.fetch(asked, 1105, 20)
    assert (answered, failed) == (True, False)
    assert boards.entries(boards.downloaded(ten, data)) == before


def test_many_threads(boards: Boards, ten: int) -> None:
    """Calls from several threads are all answered, each once, while another pumps and switches."""
    steam = boards.steam
    asked: list[list[int]] = [[] for _ in range(4)]

    def ask(calls: list[int]) -> None:
        for number in range(60):
            score = (c_uint64(ten), FORCE, number, None, 0)
            calls.append(steam.stats("UploadLeaderboardScore", c_uint64, *score))
            page = (c_uint64(ten), AROUND, -2, 2)
            calls.append(steam.stats("DownloadLeaderboardEntries", c_uint64, *page))
            steam.friends("GetFriendByIndex", c_uint64, number % 4, 0x04)

    threads = [threading.Thread(target=ask, args=(calls,)) for calls in asked]
    for thread in threads:
        thread.start()
    messages = []
    for turn in itertools.count():
        asking = any(thread.is_alive() for thread in threads)
        messages += steam.pump()
        steam.control.act_as(ME + turn % 3)
        if not asking:
            break
    answered = sorted(int.from_bytes(message.data[:8], "little") for message in messages)
    assert {message.callback for message in messages} == {703}
    assert answered == sorted(itertools.chain(*asked)) and 0 not in answered
    assert len(boards.entries(boards.download(ten, GLOBAL, 1, 99))) == 10


def test_without_connection(fresh: Callable[..., Any]) -> None:
    """Before init every function gives its failure value and crashes nowhere."""
    steam = fresh()
    assert steam.stats("FindLeaderboard", c_uint64, b"Quickest Win") == 0
    assert steam.stats("GetLeaderboardName", c_char_p, c_uint64(1)) == b""
    entry = LeaderboardEntry()
    read = ("GetDownloadedLeaderboardEntry", c_bool, c_uint64(1), 0, byref(entry), None, 0)
    assert steam.stats(*read) is False


def test_deleted_while_it_is_used(boards: Boards, ten: int) -> None:
    """A board that is reset, or whose file goes, is made anew under the same handle."""
    boards.steam.control.reset_leaderboard("ten")
    assert boards.entries(boards.download(ten, GLOBAL, 1, 5)) == []
    assert boards.upload(ten, 5) == (True, ten, 5, True, 1, 0)
    for file in Path(boards.steam.control.state()["store"]).parent.glob("480.boards.*"):
        file.unlink()
    assert boards.upload(ten, 4) == (True, ten, 4, True, 1, 0)


@pytest.mark.parametrize("flavour", ["library", "older_library"])
def test_c_program(
    start_host: Callable[..., Any], request: pytest.FixtureRequest, flavour: str
) -> None:
    """A C program without Python finds, uploads and reads with either flavour, then a second."""
    library = request.getfixturevalue(flavour)
    for score, expected in ((5, f"{ME}:1:5:5:-1"), (4, f"{ME}:1:5:5:-1")):
        host = start_host(library)
        host.init()
        host.say("create 2 1 é漢🎮 of C")
        (found,) = host.pump()
        handle, _ = struct.unpack("<QB3x", found.result)
        host.say(f"upload {handle} 1 {score}")
        host.say(f"download {handle} 0 1 25")
        uploaded, downloaded = host.pump()
        assert uploaded.result[0] == 1
        entries = struct.unpack("<QQi", downloaded.result)[1]
        assert host.say(f"entries {entries}") == expected
        assert host.say(f"entries {entries}") == ""
        assert host.end()[0] == 0
