"""Contract: leaderboards and the number of players on the offline runtime, through its library."""

import asyncio
import random

import pytest

from steamworks import NotConnected, RequestNotSent
from steamworks import connect as connect_to

pytestmark = pytest.mark.contract

BOARD = "Feet Traveled"
FAST = "Quickest Win"
CALLS = {
    "leaderboardInfo": "FindLeaderboard",
    "leaderboardEntries": "DownloadLeaderboardEntries",
    "setHighScore": "UploadLeaderboardScore",
    "activePlayerCount": "GetNumberOfCurrentPlayers",
}


@pytest.fixture
def runtime(control_of):
    """The controls of the offline library, back to normal afterwards."""
    return control_of


@pytest.fixture
def steam(path, runtime):
    """A façade past its start-up event."""
    with connect_to(480, path) as facade:
        frames(facade)
        yield facade


def frames(facade, count=20):
    """Lets some frames pass: longer than the runtime needs for two calls."""
    for _ in range(count):
        facade.pump()


def ask(facade, function, params=None):
    """Sends a request, and gives its event when it has come; there must be exactly one."""
    heard = []
    if function == "requestActivePlayerCount":
        request = facade.requestActivePlayerCount(heard.append)
    else:
        request = getattr(facade, function)({**params, "listener": heard.append})
    assert request
    assert heard == []
    frames(facade)
    assert len(heard) == 1
    assert request.result() == heard[0]
    return heard[0]


def page(facade, name=BOARD, **params):
    """A page of a leaderboard, as (rank, user, score)."""
    event = ask(facade, "requestLeaderboardEntries", {"leaderboardName": name, **params})
    assert event["isError"] is False
    return [
        (entry["globalRank"], int(entry["userSteamId"]), entry["score"])
        for entry in event["entries"]
    ]


def stored(runtime, name=BOARD, start=1, end=25):
    """The same from the runtime's store."""
    rows = runtime.leaderboard_entries(name, start, end)
    return [(row["rank"], int(row["steam_id"]), row["score"]) for row in rows]


def submit(facade, value, name=BOARD):
    """Sends a score; what came of it."""
    event = ask(facade, "requestSetHighScore", {"leaderboardName": name, "value": value})
    assert event["isError"] is False
    return event["scoreChanged"], event["currentGlobalRank"], event["previousGlobalRank"]


@pytest.mark.parametrize(
    ("name", "sort", "display"),
    [(BOARD, "descending", "numeric"), (FAST, "ascending", "seconds")],
)
def test_info(steam, runtime, name, sort, display):
    """What the definition says of a board; the count follows what happens to the board."""
    event = ask(steam, "requestLeaderboardInfo", {"leaderboardName": name})
    count = next(board["entries"] for board in runtime.leaderboards() if board["name"] == name)
    handle = event.pop("leaderboardHandle")
    assert handle.isdecimal()
    assert int(handle) > 0
    assert event == {
        "name": "leaderboardInfo",
        "isError": False,
        "leaderboardName": name,
        "entryCount": count,
        "sortMethod": sort,
        "displayType": display,
    }
    runtime.set_leaderboard_score(name, 76561197960287930, 100)
    again = ask(steam, "requestLeaderboardInfo", {"leaderboardName": name})
    assert (again["entryCount"], again["leaderboardHandle"]) == (count + 1, handle)


@pytest.mark.parametrize(("start", "end"), [(None, None), (1, 1), (26, 50), (2495, 9999)])
def test_global_pages(steam, runtime, start, end):
    """Absolute ranges, 1..25 when nothing is said, as the store has them."""
    expected = stored(runtime, BOARD, start or 1, end or 25)
    assert page(steam, startIndex=start, endIndex=end) == expected
    assert [rank for rank, _, _ in expected] == list(
        range(start or 1, (start or 1) + len(expected))
    )


def test_page_behind_the_end(steam):
    """Behind the last entry there is nothing, which is no error."""
    assert page(steam, startIndex=1_000_000, endIndex=1_000_001) == []


@pytest.mark.parametrize(("start", "end"), [(None, None), (-2, 2), (0, 0), (1, 3)])
def test_around_the_user(steam, runtime, start, end):
    """Ranges relative to the current user, -12..12 when nothing is said."""
    submit(steam, 30_000)
    me = int(steam.userSteamId)
    scope = {"playerScope": "GlobalAroundUser"}
    [(rank, user, score)] = page(steam, **scope, startIndex=0, endIndex=0)
    assert (user, score) == (me, 30_000)
    first, last = (-12, 12) if start is None else (start, end)
    expected = stored(runtime, BOARD, rank + first, rank + last)
    assert page(steam, **scope, startIndex=start, endIndex=end) == expected


def test_friends(steam):
    """All friends with an entry and the user, by rank, whatever indexes are given."""
    friends = page(steam, playerScope="FriendsOnly")
    assert page(steam, playerScope="FriendsOnly", startIndex=5, endIndex=1) == friends
    ranks = [rank for rank, _, _ in friends]
    assert ranks == sorted(ranks)
    scores = [score for _, _, score in friends]
    assert scores == sorted(scores, reverse=True)
    assert int(steam.userSteamId) in [user for _, user, _ in friends]


@pytest.mark.parametrize(("name", "scores"), [(BOARD, (10, 20, 5, 20)), (FAST, (90, 80, 95, 80))])
def test_only_better_scores_are_kept(steam, runtime, name, scores):
    """Better is more or less, as the board sorts; the same again is not better."""
    runtime.clear_leaderboard(name)
    assert submit(steam, scores[0], name) == (True, 1, 0)
    runtime.set_leaderboard_score(name, 76561197960287930, (scores[0] + scores[1]) // 2)
    assert submit(steam, scores[1], name) == (True, 1, 2)
    assert submit(steam, scores[2], name) == (False, None, None)
    assert submit(steam, scores[3], name) == (False, None, None)
    assert page(steam, name)[0] == (1, int(steam.userSteamId), scores[1])


@pytest.mark.parametrize("score", [2**31 - 1, -(2**31), -1, 0])
def test_scores_of_all_sizes(steam, runtime, score):
    """Scores use all 32 bits, with their sign."""
    runtime.clear_leaderboard(BOARD)
    submit(steam, score)
    assert page(steam) == [(1, int(steam.userSteamId), score)]


@pytest.mark.parametrize("name", ["é漢🎮", "x" * 127, "with 'quotes' \"and\" \\"])
def test_names(steam, runtime, name):
    """Names are UTF-8, and come back in every event as they were given."""
    runtime.create_leaderboard(name, "ascending", "milliseconds")
    event = ask(steam, "requestLeaderboardInfo", {"leaderboardName": name})
    assert event["leaderboardName"] == name
    assert (event["sortMethod"], event["displayType"]) == ("ascending", "milliseconds")
    assert submit(steam, 5, name)[0] is True
    assert len(page(steam, name)) == 1


@pytest.mark.parametrize(
    "function", ["requestLeaderboardInfo", "requestLeaderboardEntries", "requestSetHighScore"]
)
def test_unknown_board(steam, function):
    """A board that does not exist is an error for each function."""
    params = {"leaderboardName": "No such board"}
    if function == "requestSetHighScore":
        params["value"] = 1
    event = ask(steam, function, params)
    assert event["isError"] is True
    assert event.get("leaderboardHandle") in (None, "0")


def test_player_count(steam, runtime):
    """The number of players, as the runtime is told."""
    runtime.set_player_count(1234)
    event = ask(steam, "requestActivePlayerCount")
    assert event == {"name": "activePlayerCount", "isError": False, "count": 1234}


@pytest.mark.parametrize("event_name", CALLS)
@pytest.mark.parametrize("known", [False, True])
def test_broken_calls(steam, runtime, event_name, known):
    """A call that breaks ends in one event with an error, and the next one works."""
    function = f"request{event_name[0].upper()}{event_name[1:]}"
    params = {"leaderboardName": BOARD}
    if event_name == "setHighScore":
        params["value"] = 99_999
    if known:
        ask(steam, "requestLeaderboardInfo", {"leaderboardName": BOARD})
    call = CALLS[event_name]
    if known and event_name == "leaderboardInfo":
        call = "DownloadLeaderboardEntries"
    runtime.fail_next_io(call)
    assert ask(steam, function, params)["isError"] is True
    assert ask(steam, function, params)["isError"] is False


def test_without_network(steam, runtime):
    """Without network every request ends with an error, and with it again with success."""
    runtime.set_online(False)
    params = {"leaderboardName": BOARD}
    assert ask(steam, "requestLeaderboardInfo", params)["isError"] is True
    assert ask(steam, "requestLeaderboardEntries", params)["isError"] is True
    assert ask(steam, "requestSetHighScore", {**params, "value": 1})["isError"] is True
    assert ask(steam, "requestActivePlayerCount")["isError"] is True
    runtime.set_online(True)
    assert ask(steam, "requestLeaderboardInfo", params)["isError"] is False


@pytest.mark.parametrize("latency", [0, 1, 7])
def test_latency(steam, runtime, latency):
    """However soon the answer is there, nothing is told inside the call."""
    runtime.set_latency(latency)
    assert len(page(steam)) == 25
    assert len(page(steam)) == 25


def test_many_at_once(steam, runtime):
    """A hundred requests of all kinds, some of which break: each listener hears once."""
    chance = random.Random(7)
    heard = {}
    for number in range(100):
        event_name = chance.choice(list(CALLS))
        params = {
            "leaderboardName": chance.choice([BOARD, FAST, "No such board"]),
            "listener": lambda event, number=number: heard.setdefault(number, []).append(event),
        }
        if chance.random() < 0.3:
            runtime.fail_next_io(chance.choice(list(CALLS.values())))
        if chance.random() < 0.3:
            runtime.delay_next(chance.choice(list(CALLS.values())), chance.randrange(20))
        if event_name == "setHighScore":
            params["value"] = number
        if event_name == "activePlayerCount":
            assert steam.requestActivePlayerCount(params["listener"])
        else:
            assert getattr(steam, f"request{event_name[0].upper()}{event_name[1:]}")(params)
        if chance.random() < 0.2:
            steam.pump()
    frames(steam, 1000)
    assert sorted(heard) == list(range(100))
    assert {len(events) for events in heard.values()} == {1}
    outcomes = {events[0]["isError"] for events in heard.values()}
    assert outcomes == {False, True}


def test_awaiting(steam):
    """The same with await, several at once, under asyncio."""

    async def play():
        await steam.requestSetHighScore({"leaderboardName": BOARD, "value": 50_000})
        return await asyncio.gather(
            steam.requestLeaderboardInfo({"leaderboardName": BOARD}),
            steam.requestLeaderboardEntries({"leaderboardName": BOARD}),
            steam.requestActivePlayerCount(),
            steam.requestUserProgress(),
        )

    async def main():
        game = asyncio.create_task(play())
        while not game.done():
            steam.pump()
            await asyncio.sleep(0)
        return game.result()

    events = asyncio.run(main())
    assert [event["name"] for event in events] == [
        "leaderboardInfo",
        "leaderboardEntries",
        "activePlayerCount",
        "userProgressUpdate",
    ]
    assert not any(event["isError"] for event in events)


def test_awaiting_what_does_not_come(steam):
    """Awaiting what was not sent, or what the end came before, raises its own error."""
    with pytest.raises(RequestNotSent, match="requestLeaderboardInfo"):
        steam.requestLeaderboardInfo({}).result()
    request = steam.requestLeaderboardInfo({"leaderboardName": BOARD})
    steam.close()
    with pytest.raises(NotConnected, match="requestLeaderboardInfo"):
        request.result()


def test_scores_are_kept(path, runtime):
    """What was submitted is there when the game is started again."""
    with connect_to(480, path) as facade:
        frames(facade)
        submit(facade, 77_777)
    with connect_to(480, path) as facade:
        frames(facade)
        around = {"playerScope": "GlobalAroundUser", "startIndex": 0, "endIndex": 0}
        [(_, _, score)] = page(facade, **around)
        assert score == 77_777
