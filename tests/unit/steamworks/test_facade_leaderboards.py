"""Room B: the documented functions of leaderboards and players, from the call to the event."""

import math

import pytest
from fake_boards import BOARD
from hypothesis import given
from hypothesis import strategies as st

from steamworks import Steamworks, contract
from steamworks.arguments import BadArgumentError
from steamworks.board_arguments import board_query, entries_query, high_score

NAME = "Böard 漢🎮"
HANDLE = str(BOARD)

REQUESTS = {
    "activePlayerCount": lambda facade, listener=None: facade.requestActivePlayerCount(listener),
    "leaderboardInfo": lambda facade, listener=None: facade.requestLeaderboardInfo(
        {"leaderboardName": NAME, "listener": listener}
    ),
    "leaderboardEntries": lambda facade, listener=None: facade.requestLeaderboardEntries(
        {"leaderboardName": NAME, "listener": listener}
    ),
    "setHighScore": lambda facade, listener=None: facade.requestSetHighScore(
        {"leaderboardName": NAME, "value": 7, "listener": listener}
    ),
}
"""What sends each request, by the name of its event."""

ERRORS = {
    "activePlayerCount": {"name": "activePlayerCount", "isError": True, "count": None},
    "leaderboardInfo": {
        "name": "leaderboardInfo",
        "isError": True,
        "leaderboardName": NAME,
        "leaderboardHandle": None,
        "entryCount": None,
        "sortMethod": None,
        "displayType": None,
    },
    "leaderboardEntries": {
        "name": "leaderboardEntries",
        "isError": True,
        "leaderboardName": NAME,
        "leaderboardHandle": "0",
        "entries": [],
    },
    "setHighScore": {
        "name": "setHighScore",
        "isError": True,
        "leaderboardName": NAME,
        "leaderboardHandle": "0",
        "scoreChanged": False,
        "currentGlobalRank": None,
        "previousGlobalRank": None,
    },
}
"""The event of each request when it fails."""

every_request = pytest.mark.parametrize("event_name", REQUESTS)


def find(facade, boards):
    """Has the board found, so that its handle is known."""
    facade._connected.leaderboards.find(NAME, lambda found: None)
    boards.found()
    facade.pump()


def succeed(facade, boards, event_name):
    """Answers a request of this kind step by step, with success."""
    if event_name == "activePlayerCount":
        boards.counted(5)
        facade.pump()
        return
    if boards.made[-1] == "find":
        boards.found()
        facade.pump()
        if event_name == "leaderboardInfo":
            return
    if event_name == "setHighScore":
        boards.uploaded(False)
    else:
        boards.downloaded([])
    facade.pump()


# --- each function, when all goes well ------------------------------------------------------------


def test_player_count(facade, boards, heard):
    """The event has the number of players."""
    assert facade.requestActivePlayerCount()
    assert heard.events == []
    boards.counted(4321)
    facade.pump()
    assert heard.events == [{"name": "activePlayerCount", "isError": False, "count": 4321}]


def test_leaderboard_info(facade, boards, heard):
    """The event says what the board is like, with the handle as a decimal string of 64 bits."""
    assert facade.requestLeaderboardInfo({"leaderboardName": NAME})
    assert boards.last("find").name.decode() == NAME
    boards.found()
    facade.pump()
    assert heard.events == [
        {
            "name": "leaderboardInfo",
            "isError": False,
            "leaderboardName": NAME,
            "leaderboardHandle": HANDLE,
            "entryCount": 3,
            "sortMethod": "descending",
            "displayType": "numeric",
        }
    ]
    assert boards.made == ["find"]


def test_leaderboard_info_is_up_to_date(facade, boards, heard):
    """The handle is kept, the number of entries is not: a download has Steam count anew."""
    find(facade, boards)
    facade.requestLeaderboardInfo({"leaderboardName": NAME})
    asked = boards.last("download")
    assert (asked.board, asked.kind, asked.start, asked.end) == (BOARD, 0, 1, 1)
    boards.dll.fake_board(0, BOARD, 99, 2, 1)
    boards.downloaded([])
    facade.pump()
    assert [event["entryCount"] for event in heard.events] == [99]
    assert boards.made == ["find", "download"]


@pytest.mark.parametrize(
    ("sort", "word"), [(0, "none"), (1, "ascending"), (2, "descending"), (3, "unknown")]
)
def test_sort_methods(facade, boards, heard, sort, word):
    """Each sort method has its word, one of a newer Steam is unknown."""
    boards.dll.fake_board(0, BOARD, 3, sort, 1)
    REQUESTS["leaderboardInfo"](facade)
    succeed(facade, boards, "leaderboardInfo")
    assert heard.events[0]["sortMethod"] == word


@pytest.mark.parametrize(
    ("display", "word"),
    [(0, "none"), (1, "numeric"), (2, "seconds"), (3, "milliseconds"), (4, "unknown")],
)
def test_display_types(facade, boards, heard, display, word):
    """Each display type has its word, one of a newer Steam is unknown."""
    boards.dll.fake_board(0, BOARD, 3, 2, display)
    REQUESTS["leaderboardInfo"](facade)
    succeed(facade, boards, "leaderboardInfo")
    assert heard.events[0]["displayType"] == word


def test_leaderboard_entries(facade, boards, heard, steam):
    """The event has the entries in Steam's order, with IDs as decimal strings."""
    assert facade.requestLeaderboardEntries({"leaderboardName": NAME})
    boards.found()
    facade.pump()
    boards.downloaded([(steam.me, 1, -5), (steam.other, 2, 2**31 - 1)])
    facade.pump()
    assert heard.events == [
        {
            "name": "leaderboardEntries",
            "isError": False,
            "leaderboardName": NAME,
            "leaderboardHandle": HANDLE,
            "entries": [
                {"userSteamId": str(steam.me), "globalRank": 1, "score": -5},
                {"userSteamId": str(steam.other), "globalRank": 2, "score": 2**31 - 1},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("params", "asked"),
    [
        ({}, (0, 1, 25)),
        ({"playerScope": None, "startIndex": None, "endIndex": None}, (0, 1, 25)),
        ({"playerScope": "Global"}, (0, 1, 25)),
        ({"playerScope": "Global", "startIndex": 1, "endIndex": 1}, (0, 1, 1)),
        ({"startIndex": 26, "endIndex": 50.0}, (0, 26, 50)),
        ({"startIndex": 1, "endIndex": 2**31 - 1}, (0, 1, 2**31 - 1)),
        ({"playerScope": "GlobalAroundUser"}, (1, -12, 12)),
        ({"playerScope": "GlobalAroundUser", "startIndex": -3, "endIndex": -1}, (1, -3, -1)),
        ({"playerScope": "GlobalAroundUser", "startIndex": 0, "endIndex": 0}, (1, 0, 0)),
        ({"playerScope": "FriendsOnly"}, (2, 1, 1)),
        ({"playerScope": "FriendsOnly", "startIndex": 9, "endIndex": 2}, (2, 1, 1)),
    ],
)
def test_ranges(facade, boards, params, asked):
    """Scopes, their default ranges, and what is asked for instead."""
    find(facade, boards)
    assert facade.requestLeaderboardEntries({"leaderboardName": NAME, **params})
    call = boards.last("download")
    assert (call.kind, call.start, call.end) == asked


def test_set_high_score(facade, boards, heard):
    """A better score is kept, and the event has the ranks."""
    assert facade.requestSetHighScore({"leaderboardName": NAME, "value": 123})
    boards.found()
    facade.pump()
    call = boards.last("upload")
    assert (call.board, call.kind, call.score) == (BOARD, 1, 123)
    boards.uploaded(True, 2, 7)
    facade.pump()
    assert heard.events == [
        {
            "name": "setHighScore",
            "isError": False,
            "leaderboardName": NAME,
            "leaderboardHandle": HANDLE,
            "scoreChanged": True,
            "currentGlobalRank": 2,
            "previousGlobalRank": 7,
        }
    ]


def test_score_that_is_not_better(facade, boards, heard):
    """A score that is not kept is no error; the ranks are null, whatever Steam says."""
    find(facade, boards)
    facade.requestSetHighScore({"leaderboardName": NAME, "value": 1})
    boards.uploaded(False, 4, 4)
    facade.pump()
    event = heard.events[0]
    assert (event["isError"], event["scoreChanged"]) == (False, False)
    assert (event["currentGlobalRank"], event["previousGlobalRank"]) == (None, None)
    assert event["leaderboardHandle"] == HANDLE


def test_first_score_of_a_user(facade, boards, heard):
    """Who had no rank before has 0 for it, as Steam says; null is for scores not kept."""
    find(facade, boards)
    facade.requestSetHighScore({"leaderboardName": NAME, "value": 1})
    boards.uploaded(True, 1, 0)
    facade.pump()
    event = heard.events[0]
    assert (event["currentGlobalRank"], event["previousGlobalRank"]) == (1, 0)


@pytest.mark.parametrize("value", [2**31 - 1, -(2**31), 0, 5.0])
def test_scores(facade, boards, value):
    """All ints of 32 bits are scores, also those that come as floats."""
    find(facade, boards)
    assert facade.requestSetHighScore({"leaderboardName": NAME, "value": value})
    assert boards.last("upload").score == int(value)


def test_handle_is_looked_up_once(facade, boards, heard):
    """After the first request for a board, its name is never looked up again."""
    for event_name in ("leaderboardEntries", "leaderboardInfo", "setHighScore") * 2:
        REQUESTS[event_name](facade)
        succeed(facade, boards, event_name)
    assert boards.made.count("find") == 1
    assert len(heard.events) == 6


# --- failures -------------------------------------------------------------------------------------


@every_request
def test_failure_of_the_first_step(facade, boards, heard, event_name):
    """An I/O failure at the first step gives the documented event of an error, once."""
    calls = []
    assert REQUESTS[event_name](facade, calls.append)
    boards.fail(boards.made[-1])
    facade.pump()
    facade.pump()
    assert heard.events == calls == [ERRORS[event_name]]


@pytest.mark.parametrize("event_name", ["leaderboardInfo", "leaderboardEntries", "setHighScore"])
def test_failure_of_the_second_step(facade, boards, heard, log, event_name):
    """So does one when the board is known already; the log names the board as the game does."""
    find(facade, boards)
    calls = []
    assert REQUESTS[event_name](facade, calls.append)
    boards.fail(boards.made[-1])
    facade.pump()
    facade.pump()
    assert heard.events == calls == [ERRORS[event_name]]
    assert f" the leaderboard '{NAME}' got no answer from Steam" in log.warnings[0]


@pytest.mark.parametrize("event_name", ["leaderboardInfo", "leaderboardEntries", "setHighScore"])
def test_board_that_does_not_exist(facade, boards, heard, log, event_name):
    """A board that the app lacks is an error too, and the log names it, once."""
    calls = []
    for _ in range(2):
        assert REQUESTS[event_name](facade, calls.append)
        boards.found(0, False)
        facade.pump()
    assert heard.events == calls == [ERRORS[event_name]] * 2
    assert len(log.warnings) == 1
    assert f"no leaderboard '{NAME}'" in log.warnings[0]


@pytest.mark.parametrize("event_name", ["leaderboardEntries", "setHighScore"])
def test_second_step_that_steam_refuses(facade, boards, steam, heard, event_name):
    """When Steam takes the search but not what follows, that is the one event."""
    calls = []
    assert REQUESTS[event_name](facade, calls.append)
    boards.found()
    steam.refuse("request")
    facade.pump()
    facade.pump()
    assert heard.events == calls == [ERRORS[event_name]]


def test_count_without_success(facade, boards, heard):
    """Steam's answer without success is an error, its number is not told."""
    facade.requestActivePlayerCount()
    boards.counted(5, success=False)
    facade.pump()
    assert heard.events == [ERRORS["activePlayerCount"]]


def test_score_without_success(facade, boards, heard, log):
    """So is that to a score."""
    find(facade, boards)
    REQUESTS["setHighScore"](facade)
    boards.uploaded(True, 1, 2, success=False)
    facade.pump()
    assert heard.events == [ERRORS["setHighScore"]]
    assert f"for the leaderboard '{NAME}'" in log.warnings[0]


def test_entries_that_cannot_be_read(facade, boards, heard, log):
    """An incomplete page is an error and not a shorter page."""
    find(facade, boards)
    REQUESTS["leaderboardEntries"](facade)
    boards.downloaded([], claimed=2)
    facade.pump()
    assert heard.events == [ERRORS["leaderboardEntries"]]
    assert f"0 of 2 entries of the leaderboard '{NAME}'" in log.warnings[0]


@every_request
def test_request_that_is_not_sent(facade, boards, steam, heard, log, event_name):
    """What Steam does not take is false, with a message, and nothing follows."""
    calls = []
    steam.refuse("request")
    assert not REQUESTS[event_name](facade, calls.append)
    facade.pump()
    assert heard.events == calls == []
    assert len(log.errors) == 1
    assert "did not accept" in log.errors[0]


@every_request
def test_steam_goes_away(facade, boards, steam, heard, event_name):
    """When the connection breaks, each listener hears of it exactly once."""
    calls = []
    assert REQUESTS[event_name](facade, calls.append)
    steam.post(117, b"\x01")
    facade.pump()
    facade.pump()
    assert heard.events == calls == [ERRORS[event_name]]
    assert not REQUESTS[event_name](facade, calls.append)


def test_steam_goes_away_with_scores_waiting(facade, boards, steam, heard):
    """Scores that were not sent yet end with an error as well."""
    find(facade, boards)
    for _ in range(3):
        REQUESTS["setHighScore"](facade)
    steam.post(117, b"\x01")
    facade.pump()
    assert heard.events == [ERRORS["setHighScore"]] * 3
    assert boards.made.count("upload") == 1


# --- who hears, and in which order ----------------------------------------------------------------


@every_request
def test_order_of_those_who_hear(client, boards, log, event_name):
    """The signal comes first, then the request's own listener, then the others as they came."""
    order = []
    facade = Steamworks(client, log=log, emit=lambda name, event: order.append(f"signal {name}"))
    facade.addEventListener(event_name, lambda event: order.append("first"))
    facade.addEventListener(event_name, lambda event: order.append("second"))
    REQUESTS[event_name](facade, lambda event: order.append("own"))
    succeed(facade, boards, event_name)
    assert order == [f"signal {event_name}", "own", "first", "second"]


@every_request
def test_listener_that_was_added_too(facade, boards, event_name):
    """A listener that is given with the request and was added is called once."""
    order = []

    def both(event):
        order.append("both")

    facade.addEventListener(event_name, lambda event: order.append("other"))
    facade.addEventListener(event_name, both)
    REQUESTS[event_name](facade, both)
    succeed(facade, boards, event_name)
    assert order == ["both", "other"]


@every_request
def test_listener_object(facade, boards, event_name):
    """An object with a method named like the event is a listener here, too."""
    calls = []
    listener = type("Listener", (), {event_name: lambda self, event: calls.append(event["name"])})()
    assert REQUESTS[event_name](facade, listener)
    succeed(facade, boards, event_name)
    assert calls == [event_name]


@every_request
def test_same_listener_for_several_requests(facade, boards, event_name):
    """It hears of each request."""
    calls = []
    for _ in range(3):
        REQUESTS[event_name](facade, calls.append)
        succeed(facade, boards, event_name)
    assert len(calls) == 3


@every_request
def test_other_facades_hear_nothing(facade, client, boards, log, event_name):
    """The event goes to who asked, and to no other façade on the connection."""
    elsewhere = []
    other = Steamworks(client, log=log, emit=lambda name, event: elsewhere.append(name))
    other.pump()
    elsewhere.clear()
    other.addEventListener(event_name, elsewhere.append)
    REQUESTS[event_name](facade)
    succeed(facade, boards, event_name)
    assert elsewhere == []


@every_request
def test_never_from_inside_the_call(facade, boards, heard, event_name):
    """Nothing is told before the pump, also when the answer lies ready."""
    calls = []
    if event_name != "activePlayerCount":
        find(facade, boards)
    REQUESTS[event_name](facade, calls.append)
    assert heard.events == calls == []
    succeed(facade, boards, event_name)
    assert len(heard.events) == len(calls) == 1


@every_request
def test_listener_that_raises(facade, boards, log, event_name):
    """Its error goes to the log, and the others hear the event all the same."""
    calls = []
    facade.addEventListener(event_name, calls.append)
    REQUESTS[event_name](facade, lambda event: 1 / 0)
    succeed(facade, boards, event_name)
    assert len(calls) == 1
    assert f"A listener of {event_name} raised ZeroDivisionError" in log.exceptions[0][0]


@every_request
def test_listener_that_asks_again(facade, boards, event_name):
    """A listener may send the same request at once, and hears of that one later."""
    calls = []

    def again(event):
        calls.append(event)
        if len(calls) < 3:
            assert REQUESTS[event_name](facade, again)

    REQUESTS[event_name](facade, again)
    for expected in (1, 2, 3):
        succeed(facade, boards, event_name)
        assert len(calls) == expected


@every_request
@pytest.mark.parametrize("leave", ["detach", "close"])
def test_listener_that_leaves(facade, boards, event_name, leave):
    """When the request's listener has the façade leave, nobody behind it is called."""
    calls = []
    facade.addEventListener(event_name, calls.append)
    REQUESTS[event_name](facade, lambda event: getattr(facade, leave)())
    succeed(facade, boards, event_name)
    assert calls == []


@every_request
@pytest.mark.parametrize("leave", ["detach", "close"])
def test_facade_that_has_left(facade, client, boards, heard, event_name, leave):
    """A façade that left hears nothing of its requests, also not on a connection that it joins."""
    calls = []
    REQUESTS[event_name](facade, calls.append)
    getattr(facade, leave)()
    if leave == "detach":
        facade.attach(client)
    boards.fail(boards.made[-1])
    client.pump()
    assert heard.events == calls == []


def test_listener_may_change_its_event(facade, boards, steam):
    """What one listener does to the entries disturbs no other."""
    calls = []

    def spoil(event):
        event["entries"][0]["score"] = 0
        event["entries"].append("x")

    facade.addEventListener("leaderboardEntries", calls.append)
    REQUESTS["leaderboardEntries"](facade, spoil)
    boards.found()
    facade.pump()
    boards.downloaded([(steam.me, 1, 5)])
    facade.pump()
    entry = {"userSteamId": str(steam.me), "globalRank": 1, "score": 5}
    assert calls[0]["entries"] == [entry]


# --- several at once ------------------------------------------------------------------------------


def test_requests_for_one_board_at_once(facade, boards):
    """Any number may be in flight for one board; the search is shared, the answers are not."""
    calls = []
    for number in range(10):
        facade.requestLeaderboardEntries(
            {
                "leaderboardName": NAME,
                "startIndex": number + 1,
                "endIndex": number + 1,
                "listener": lambda event, number=number: calls.append((number, event)),
            }
        )
    boards.found()
    facade.pump()
    downloads = [call for call in boards.calls if call.what == b"download"]
    assert [call.start for call in downloads] == list(range(1, 11))
    for call in reversed(downloads):  # in any order
        boards.downloaded([(76561197960265729, call.start, call.start)], call=call.call)
        facade.pump()
    assert [number for number, _ in calls] == list(range(9, -1, -1))
    for number, event in calls:
        assert event["entries"][0]["score"] == number + 1


def test_failures_among_several(facade, boards):
    """One that fails does not touch the others."""
    find(facade, boards)
    calls = []
    for _ in range(3):
        REQUESTS["leaderboardEntries"](facade, lambda event: calls.append(event["isError"]))
    first, second, third = boards.calls[-3:]
    boards.fail("download", call=second.call)
    boards.downloaded([], call=first.call)
    boards.downloaded([], call=third.call)
    facade.pump()
    assert calls == [True, False, False]


def test_one_upload_at_a_time(facade, boards):
    """Scores wait for each other, as Steam wants it, and all of them are sent."""
    find(facade, boards)
    calls = []
    for value in (5, 6, 7):
        facade.requestSetHighScore(
            {
                "leaderboardName": NAME,
                "value": value,
                "listener": lambda event, value=value: calls.append((value, event["isError"])),
            }
        )
    assert boards.made.count("upload") == 1
    boards.fail("upload")
    facade.pump()
    boards.uploaded(True, 1, 1)
    facade.pump()
    boards.uploaded(False)
    facade.pump()
    assert calls == [(5, True), (6, False), (7, False)]
    assert [call.score for call in boards.calls if call.what == b"upload"] == [5, 6, 7]


def test_score_from_a_listener_waits_its_turn(facade, boards):
    """A score that a listener sends comes behind those that wait already."""
    find(facade, boards)

    def send(value, listener=None):
        params = {"leaderboardName": NAME, "value": value, "listener": listener}
        assert facade.requestSetHighScore(params)

    send(5, lambda event: send(9))
    send(6)
    for _ in range(3):
        boards.uploaded(False)
        facade.pump()
    assert [call.score for call in boards.calls if call.what == b"upload"] == [5, 6, 9]


def test_refused_upload_behind_another(facade, boards, steam):
    """A score that Steam refuses when its turn comes is an error, and the next one goes on."""
    find(facade, boards)
    calls = []
    for value in (5, 6, 7):
        facade.requestSetHighScore(
            {
                "leaderboardName": NAME,
                "value": value,
                "listener": lambda event, value=value: calls.append((value, event["isError"])),
            }
        )
    steam.refuse("request")
    boards.uploaded(False)
    facade.pump()
    assert calls == [(5, False), (6, True), (7, True)]
    steam.refuse("request", False)
    REQUESTS["setHighScore"](facade)
    assert boards.made.count("upload") == 2


def test_score_of_a_facade_that_left_is_still_sent(facade, client, boards):
    """What the player achieved is not lost because the scene has gone."""
    find(facade, boards)
    for value in (5, 6):
        facade.requestSetHighScore({"leaderboardName": NAME, "value": value})
    facade.detach()
    boards.uploaded(False)
    client.pump()
    assert boards.last("upload").score == 6


# --- arguments ------------------------------------------------------------------------------------

BAD_PARAMS = [
    ("requestLeaderboardInfo", None, "params: expected a dictionary, got None"),
    ("requestLeaderboardInfo", [], "params: expected a dictionary, got []"),
    ("requestLeaderboardInfo", "Board", "params: expected a dictionary, got 'Board'"),
    ("requestLeaderboardInfo", {}, "params: has no leaderboardName"),
    ("requestLeaderboardInfo", {"leaderboardName": 5}, "params.leaderboardName: expected the"),
    ("requestLeaderboardInfo", {"leaderboardName": ""}, "params.leaderboardName: expected a"),
    ("requestLeaderboardInfo", {"leaderboardName": None}, "params.leaderboardName: expected"),
    ("requestLeaderboardInfo", {"leaderboardName": "x" * 129}, "at most 128 bytes, got 129"),
    ("requestLeaderboardInfo", {"leaderboardName": "a\0"}, "without NUL"),
    ("requestLeaderboardInfo", {"leaderboardName": "\udcff"}, "valid Unicode"),
    ("requestLeaderboardInfo", {"leaderboardName": "B", "x": 1}, "params: has the key 'x'"),
    ("requestLeaderboardInfo", {"leaderboardName": "B", "value": 1}, "has the key 'value'"),
    (
        "requestLeaderboardInfo",
        {"leaderboardName": "B", "listener": 5},
        "params.listener: expected a callable or an object with a method leaderboardInfo, or null, "
        "got 5",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "playerScope": "global"},
        'params.playerScope: expected one of "Global", "GlobalAroundUser", "FriendsOnly", '
        "got 'global'",
    ),
    ("requestLeaderboardEntries", {"leaderboardName": "B", "playerScope": 0}, "got 0"),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "startIndex": 1},
        "params.endIndex: expected an integer beside startIndex, or neither of the two",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "endIndex": 5, "startIndex": None},
        "params.startIndex: expected an integer beside endIndex, or neither of the two",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "playerScope": "GlobalAroundUser", "endIndex": 5},
        "params.startIndex: expected an integer beside endIndex",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "startIndex": 0, "endIndex": 5},
        "params.startIndex: expected an integer from 1 to 2147483647, got 0",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "startIndex": 1, "endIndex": 2**31},
        "params.endIndex: expected an integer from 1 to 2147483647, got 2147483648",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "startIndex": 5, "endIndex": 4},
        "params.endIndex: expected at least startIndex, which is 5, got 4",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "playerScope": "GlobalAroundUser", "startIndex": 1, "endIndex": 0},
        "params.endIndex: expected at least startIndex, which is 1, got 0",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "startIndex": 1.5, "endIndex": 4},
        "params.startIndex: expected an integer, got 1.5",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "startIndex": "1", "endIndex": 4},
        "params.startIndex: expected an integer, got '1'",
    ),
    (
        "requestLeaderboardEntries",
        {"leaderboardName": "B", "startIndex": 1, "endIndex": math.nan},
        "params.endIndex: expected an integer, got nan",
    ),
    ("requestSetHighScore", {"leaderboardName": "B"}, "params: has no value"),
    ("requestSetHighScore", {"value": 5}, "params: has no leaderboardName"),
    (
        "requestSetHighScore",
        {"leaderboardName": "B", "value": None},
        "params.value: expected an integer, got None",
    ),
    (
        "requestSetHighScore",
        {"leaderboardName": "B", "value": True},
        "params.value: expected an integer, got True",
    ),
    (
        "requestSetHighScore",
        {"leaderboardName": "B", "value": 2**31},
        "params.value: expected an integer from -2147483648 to 2147483647, got 2147483648",
    ),
    (
        "requestSetHighScore",
        {"leaderboardName": "B", "value": -(2**31) - 1},
        "params.value: expected an integer from -2147483648 to 2147483647",
    ),
    (
        "requestSetHighScore",
        {"leaderboardName": "B", "value": 0.5},
        "params.value: expected an integer, got 0.5",
    ),
    ("requestSetHighScore", {"leaderboardName": "B", "value": math.inf}, "got inf"),
    ("requestSetHighScore", {"leaderboardName": "B", "value": 1, "listener": "x"}, "setHighScore"),
    (
        "requestActivePlayerCount",
        5,
        "listener: expected a callable or an object with a method activePlayerCount, or null, "
        "got 5",
    ),
]


@pytest.mark.parametrize(("function", "params", "message"), BAD_PARAMS)
def test_bad_arguments(facade, boards, heard, log, function, params, message):
    """A bad argument is false, with a message that names it, and nothing is sent or told."""
    assert not getattr(facade, function)(params)
    facade.pump()
    assert boards.made == []
    assert heard.events == []
    assert len(log.errors) == 1
    assert log.errors[0].startswith(f"Steamworks.{function}: ")
    assert message in log.errors[0]
    assert len(log.errors[0]) < 400


def test_requests_are_true_or_false(facade):
    """What a request function returns is true or false to whoever knows only the documentation."""
    assert facade.requestActivePlayerCount() == True  # noqa: E712 -- what scripts write
    assert facade.requestActivePlayerCount(5) == False  # noqa: E712 -- what scripts write


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
KEYS = ["leaderboardName", "listener", "playerScope", "startIndex", "endIndex", "value"]


@given(anything | st.dictionaries(st.sampled_from(KEYS), anything))
def test_anything_is_accepted_or_refused(value):
    """Whatever comes, the checks give clean values or one kind of error, and never another."""
    for check in (board_query, entries_query, high_score):
        try:
            checked = check("params", value)
        except BadArgumentError as error:
            assert str(error).startswith("params")
            continue
        assert 0 < len(checked.name.encode()) <= 128


@given(
    scope=st.sampled_from([None, *contract.PLAYER_SCOPES]),
    start=st.none() | st.integers(-(2**32), 2**32),
    end=st.none() | st.integers(-(2**32), 2**32),
)
def test_ranges_that_are_accepted(scope, start, end):
    """What is accepted is exactly what the documentation allows, and arrives unchanged."""
    low = -(2**31) if scope == "GlobalAroundUser" else 1
    both = start is not None and end is not None
    allowed = (
        scope == "FriendsOnly"
        or (start is None and end is None)
        or (both and low <= start <= end < 2**31)
    )
    params = {"leaderboardName": "B", "playerScope": scope, "startIndex": start, "endIndex": end}
    try:
        query = entries_query("params", params)
    except BadArgumentError:
        assert not allowed
        return
    assert allowed
    if both and scope != "FriendsOnly":
        assert (query.start, query.end) == (start, end)
