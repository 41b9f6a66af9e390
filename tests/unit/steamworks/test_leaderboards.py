"""Room B: the typed layer of leaderboards and the number of players."""

import threading

import pytest
from fake_boards import BOARD

from steamworks import (
    CallFailed,
    CallState,
    IOFailure,
    LeaderboardDataRequest,
    LeaderboardDisplayType,
    LeaderboardEntry,
    LeaderboardInfo,
    LeaderboardNotFound,
    LeaderboardSortMethod,
    LeaderboardUploadScoreMethod,
    NotConnected,
    WrongThread,
)

GLOBAL = LeaderboardDataRequest.GLOBAL


def found(client, boards, name="Board"):
    """Finds the board, and gives its handle."""
    outcomes = []
    client.leaderboards.find(name, outcomes.append)
    boards.found()
    client.pump()
    assert outcomes == [BOARD]
    return outcomes[0]


def test_find_gives_the_handle_once(client, boards):
    """A board is looked up by its name, and known from then on."""
    assert client.leaderboards.known("Bö漢🎮") is None
    found(client, boards, "Bö漢🎮")
    assert boards.last("find").name.decode() == "Bö漢🎮"
    assert client.leaderboards.known("Bö漢🎮") == BOARD
    client.pump()
    assert boards.made == ["find"]


def test_who_asks_meanwhile_shares_the_search(client, boards):
    """While Steam looks for a name, the same name is not asked for again; another one is."""
    outcomes = []
    for number in range(5):
        client.leaderboards.find("Board", lambda found, number=number: outcomes.append(number))
    client.leaderboards.find("Other", lambda found: outcomes.append("other"))
    assert boards.made == ["find", "find"]
    boards.found(call=boards.calls[0].call)
    client.pump()
    assert outcomes == [0, 1, 2, 3, 4]


def test_one_waiting_handler_that_raises_stops_no_other(client, boards, log):
    """Each of those who share a search gets the answer, whatever the others do with it."""
    outcomes = []
    client.leaderboards.find("Board", lambda found: 1 / 0)
    client.leaderboards.find("Board", outcomes.append)
    boards.found()
    client.pump()
    assert outcomes == [BOARD]
    assert len(log.exceptions) == 1


def test_closing_ends_a_shared_search(client, boards):
    """After one of the handlers closed the connection, the others are not called."""
    outcomes = []
    client.leaderboards.find("Board", lambda found: client.close())
    client.leaderboards.find("Board", outcomes.append)
    boards.found()
    client.pump()
    assert outcomes == []


@pytest.mark.parametrize("answer", [(BOARD, False), (0, True), (0, False)])
def test_no_such_board(client, boards, answer):
    """A board that Steam does not have is an error of its own, and is asked for again next time."""
    outcomes = []
    client.leaderboards.find("Nope", outcomes.append)
    boards.found(*answer)
    client.pump()
    assert isinstance(outcomes[0], LeaderboardNotFound)
    assert "'Nope'" in str(outcomes[0])
    assert client.leaderboards.known("Nope") is None
    found(client, boards, "Nope")


def test_failed_search_is_not_kept(client, boards):
    """An I/O failure is the answer, once; the next search asks Steam anew."""
    outcomes = []
    client.leaderboards.find("Board", outcomes.append)
    boards.fail("find")
    client.pump()
    assert isinstance(outcomes[0], IOFailure)
    found(client, boards)
    assert boards.made == ["find", "find"]


def test_handler_may_search_again(client, boards):
    """A handler that is told of a failure can try once more at once."""
    outcomes = []

    def retry(found):
        outcomes.append(found)
        if len(outcomes) == 1:
            client.leaderboards.find("Board", retry)

    client.leaderboards.find("Board", retry)
    boards.fail("find")
    client.pump()
    boards.found()
    client.pump()
    assert isinstance(outcomes[0], IOFailure)
    assert outcomes[1:] == [BOARD]


def test_info(client, boards):
    """Name, number of entries, order and display, as Steam has them."""
    board = found(client, boards)
    boards.dll.fake_board(0, BOARD, 1_000_000, 1, 3)
    assert client.leaderboards.info(board) == LeaderboardInfo(
        board,
        "Böard",
        1_000_000,
        LeaderboardSortMethod.ASCENDING,
        LeaderboardDisplayType.TIME_MILLI_SECONDS,
    )


def test_info_of_a_newer_steam(client, boards):
    """Methods and types that this package does not know are None."""
    board = found(client, boards)
    boards.dll.fake_board(0, BOARD, 0, 77, -1)
    info = client.leaderboards.info(board)
    assert (info.sort_method, info.display_type) == (None, None)


def test_download(client, boards, steam):
    """The entries arrive in Steam's order, with all bits of the IDs and signed scores."""
    board, outcomes = found(client, boards), []
    call = client.leaderboards.download(board, GLOBAL, 1, 3, outcomes.append)
    asked = boards.last("download")
    assert (asked.board, asked.kind, asked.start, asked.end) == (BOARD, 0, 1, 3)
    boards.downloaded([(steam.me, 1, 2**31 - 1), (steam.other, 2, -(2**31)), (2**64 - 1, 3, 0)])
    client.pump()
    assert outcomes == [
        [
            LeaderboardEntry(steam.me, 1, 2**31 - 1),
            LeaderboardEntry(steam.other, 2, -(2**31)),
            LeaderboardEntry(2**64 - 1, 3, 0),
        ]
    ]
    assert call.state is CallState.DONE


def test_download_of_nothing(client, boards):
    """No entries are an empty list, and no error."""
    board, outcomes = found(client, boards), []
    client.leaderboards.download(board, GLOBAL, 1, 3, outcomes.append)
    boards.downloaded([])
    client.pump()
    assert outcomes == [[]]


def test_large_download(client, boards, steam):
    """Thousands of entries come in one go, none of them lost."""
    board, outcomes = found(client, boards), []
    client.leaderboards.download(board, GLOBAL, 1, 4000, outcomes.append)
    boards.downloaded([(steam.me, rank, rank) for rank in range(1, 4001)])
    client.pump()
    assert [entry.rank for entry in outcomes[0]] == list(range(1, 4001))


def test_incomplete_download_is_an_error(client, boards, steam):
    """Entries that Steam promised and does not give are not passed over in silence."""
    board, outcomes = found(client, boards), []
    client.leaderboards.download(board, GLOBAL, 1, 3, outcomes.append)
    boards.downloaded([(steam.me, 1, 5)], claimed=3)
    client.pump()
    assert isinstance(outcomes[0], CallFailed)
    assert "1 of 3 entries" in str(outcomes[0])


@pytest.mark.parametrize("count", [1_000_000, 2**31 - 1, -1, -(2**31)])
def test_absurd_counts(client, boards, steam, count):
    """A number of entries that cannot be is an error or none at all, and is answered once."""
    board, outcomes = found(client, boards), []
    client.leaderboards.download(board, GLOBAL, 1, 3, outcomes.append)
    boards.downloaded([(steam.me, 1, 5)], claimed=count)
    client.pump()
    assert len(outcomes) == 1
    assert isinstance(outcomes[0], CallFailed) if count > 0 else outcomes[0] == []


def test_upload(client, boards):
    """A score is sent with the method asked for, and the outcome tells the ranks."""
    board, outcomes = found(client, boards), []
    client.leaderboards.upload(board, -5, outcomes.append)
    asked = boards.last("upload")
    assert (asked.board, asked.kind, asked.score) == (BOARD, 1, -5)
    boards.uploaded(True, 3, 9)
    client.pump()
    assert (outcomes[0].score_changed, outcomes[0].rank, outcomes[0].previous_rank) == (True, 3, 9)
    method = LeaderboardUploadScoreMethod.FORCE_UPDATE
    client.leaderboards.upload(board, 5, outcomes.append, method)
    assert boards.last("upload").kind == 2


def test_upload_that_steam_does_not_take(client, boards):
    """An answer without success is an error."""
    board, outcomes = found(client, boards), []
    client.leaderboards.upload(board, 7, outcomes.append)
    boards.uploaded(False, success=False)
    client.pump()
    assert isinstance(outcomes[0], CallFailed)


def test_player_count(client, boards):
    """The number of players, or the error in its place."""
    outcomes = []
    for answer in (
        lambda: boards.counted(123_456),
        lambda: boards.counted(0, success=False),
        lambda: boards.fail("players"),
    ):
        client.user_stats.request_player_count(outcomes.append)
        answer()
        client.pump()
    assert outcomes[0] == 123_456
    assert isinstance(outcomes[1], CallFailed)
    assert isinstance(outcomes[2], IOFailure)


def requests(client, handler):
    """Each asynchronous call of this layer, as something to call."""
    typed = client.leaderboards
    return [
        lambda: typed.find("Board", handler),
        lambda: typed.download(BOARD, GLOBAL, 1, 2, handler),
        lambda: typed.upload(BOARD, 1, handler),
        lambda: client.user_stats.request_player_count(handler),
    ]


def test_every_request_can_fail(client, boards):
    """An I/O failure reaches each handler, exactly once."""
    outcomes = []
    for request, what in zip(
        requests(client, outcomes.append), ("find", "download", "upload", "players"), strict=True
    ):
        request()
        boards.fail(what)
        client.pump()
        client.pump()
    assert [type(outcome) for outcome in outcomes] == [IOFailure] * 4


def test_refused_requests(client, boards, steam):
    """What Steam does not take raises at once, and no handler is called."""
    steam.refuse("request")
    outcomes = []
    for request in requests(client, outcomes.append):
        with pytest.raises(CallFailed, match="did not accept"):
            request()
    client.pump()
    assert outcomes == []


def test_after_close(client, boards):
    """A closed connection refuses everything, and calls nobody any more."""
    outcomes = []
    todo = requests(client, outcomes.append)
    for request in todo:
        request()
    client.close()
    for request in [*todo, lambda: client.leaderboards.info(BOARD)]:
        with pytest.raises(NotConnected):
            request()
    assert outcomes == []


def test_other_threads(client, boards):
    """Another thread is refused."""
    caught = []

    def work():
        for request in requests(client, print):
            try:
                request()
            except WrongThread as error:
                caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(caught) == 4


def test_steam_that_goes_away_ends_every_request(client, boards, steam):
    """When the connection breaks, each handler gets an I/O failure, shared searches included."""
    outcomes = []
    for request in requests(client, outcomes.append):
        request()
    client.leaderboards.find("Board", outcomes.append)
    steam.post(117, b"\x01")
    client.pump()
    client.pump()
    assert [type(outcome) for outcome in outcomes] == [IOFailure] * 5


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda typed: typed.find(5, print), TypeError),
        (lambda typed: typed.find("", print), ValueError),
        (lambda typed: typed.find("x" * 129, print), ValueError),
        (lambda typed: typed.find("é" * 65, print), ValueError),
        (lambda typed: typed.find("a\0b", print), ValueError),
        (lambda typed: typed.find("\udcff", print), ValueError),
        (lambda typed: typed.find("Board", None), TypeError),
        (lambda typed: typed.info(0), ValueError),
        (lambda typed: typed.info("5"), TypeError),
        (lambda typed: typed.info(2**64), ValueError),
        (lambda typed: typed.download(BOARD, 3, 1, 2, print), ValueError),
        (lambda typed: typed.download(BOARD, "Global", 1, 2, print), ValueError),
        (lambda typed: typed.download(BOARD, GLOBAL, 2**31, 2, print), ValueError),
        (lambda typed: typed.download(BOARD, GLOBAL, 1, 1.5, print), TypeError),
        (lambda typed: typed.download(BOARD, GLOBAL, 1, 2, None), TypeError),
        (lambda typed: typed.upload(BOARD, 2**31, print), ValueError),
        (lambda typed: typed.upload(BOARD, True, print), TypeError),
        (lambda typed: typed.upload(BOARD, 1, print, 0), ValueError),
        (lambda typed: typed.upload(BOARD, 1, "print"), TypeError),
    ],
)
def test_bad_arguments(client, boards, call, error):
    """What can never be right is refused before Steam hears of it."""
    with pytest.raises(error, match="expected"):
        call(client.leaderboards)
    assert boards.made == []


def test_longest_name(client, boards):
    """Names of 128 bytes are allowed, and arrive complete."""
    client.leaderboards.find("é" * 64, print)
    assert boards.last("find").name.decode() == "é" * 64
