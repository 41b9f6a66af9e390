"""Room B: Control-C and `sys.exit()` in a handler end the pump, and nobody loses anything by it."""

import pytest
from fake_boards import BOARD

from steamworks import CallError, Client, Steamworks, UserStatsStored

COUNT = {"name": "activePlayerCount", "isError": False, "count": 5}
USER = "userInfoUpdate"
INFO = {"leaderboardName": "Board"}


def interrupted(*_):
    """A handler that the player interrupts."""
    raise KeyboardInterrupt


def test_interrupt_loses_nothing(client, steam):
    """Control-C in a handler ends the pump; the next one goes on behind that message."""
    got = []

    def handler(event):
        got.append(event.result.value)
        if len(got) == 2:
            raise KeyboardInterrupt

    client.subscribe(UserStatsStored, handler)
    for number in range(2000):
        steam.post(1102, steam.stored(result=number))
    with pytest.raises(KeyboardInterrupt):
        client.pump()
    assert client.pump() is True
    client.pump()
    assert got == list(range(2000))


def test_other_handlers_have_the_message(client, steam):
    """Whoever subscribed behind the interrupted handler gets the event too, once."""
    got = []
    client.subscribe(UserStatsStored, interrupted)
    client.subscribe(UserStatsStored, got.append)
    steam.post(1102, steam.stored())
    with pytest.raises(KeyboardInterrupt):
        client.pump()
    client.pump()
    assert len(got) == 1


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_interrupt_in_a_start_up_event(facade, client, steam, interrupt):
    """Control-C in a listener takes no other façade's start-up event away."""
    facades = [Steamworks(client) for _ in range(3)]
    calls = []

    def listener(event):
        calls.append(event)
        if len(calls) == 2:
            raise interrupt

    for each in facades:
        each.addEventListener("userProgressUpdate", listener)
        client.progress.start(each)
    with pytest.raises(interrupt):
        client.pump()
    client.pump()
    client.pump()
    assert len(calls) == 3


def test_interrupt_leaves_the_client_usable(facade, steam, heard):
    """A listener that ends the program ends the pump only: the next one goes on."""

    def leave(event):
        raise SystemExit(3)

    facade.addEventListener("userProgressUpdate", leave)
    steam.post_many(1101, steam.received(steam.other), 2)
    for _ in range(2):
        with pytest.raises(SystemExit):
            facade.pump()
    assert facade.pump() is True
    assert len(heard.events) == 2


def test_other_listeners_hear(client, steam):
    """Behind an interrupted hook and listener come the rest, those of other façades, too."""
    calls, others = [], []
    first = Steamworks(client, emit=lambda name, event: name == USER and interrupted())
    Steamworks(client, emit=lambda name, event: others.append(name))
    first.addEventListener(USER, interrupted)
    first.addEventListener(USER, calls.append)
    steam.post(304, steam.other.to_bytes(8, "little") + b"\x01\0\0\0")
    with pytest.raises(KeyboardInterrupt):
        first.pump()
    assert len(calls) == 1
    assert others == [USER]


def test_request_ends(facade, boards, heard):
    """A request whose listener is interrupted is done all the same, and known to the others."""
    request = facade.requestActivePlayerCount(interrupted)
    boards.counted(5)
    with pytest.raises(KeyboardInterrupt):
        facade.pump()
    assert request.result() == COUNT
    assert heard.events == [COUNT]


def test_awaiters_of_one_request(facade, boards):
    """Whatever else waits for the same request goes on."""
    done = []
    request = facade.requestActivePlayerCount()
    request.add_done_callback(interrupted)
    request.add_done_callback(done.append)
    boards.counted(5)
    with pytest.raises(KeyboardInterrupt):
        facade.pump()
    assert done == [request]


def test_requests_that_share_a_search(facade, client, boards):
    """Those who wait for the same leaderboard behind the interrupted one get their answer."""
    found, requests = [], []
    requests.append(facade.requestLeaderboardInfo({**INFO, "listener": interrupted}))
    client.leaderboards.find("Board", interrupted)
    client.leaderboards.find("Board", found.append)
    requests.append(facade.requestLeaderboardInfo(INFO))
    boards.found()
    with pytest.raises(KeyboardInterrupt):
        facade.pump()
    assert found == [BOARD]
    assert [request.done for request in requests] == [True, True]


def test_requests_when_steam_goes(facade, client, steam):
    """Each call in flight ends, although the listener of the first one is interrupted."""
    outcomes = []
    requests = [facade.requestActivePlayerCount(interrupted) for _ in range(3)]
    client.user_stats.request_player_count(outcomes.append)
    steam.post(117, b"\x01")
    with pytest.raises(KeyboardInterrupt):
        facade.pump()
    assert [request.result()["isError"] for request in requests] == [True] * 3
    assert [isinstance(outcome, CallError) for outcome in outcomes] == [True]


@pytest.mark.parametrize("end", ["client", "detach", "close"])
def test_interrupt_at_the_end(steam, log, end):
    """What waits for an answer is told of the end, then the interrupt goes on to the program."""
    done = []
    client = Client(480, steam.path, log)
    facade = Steamworks(client, log=log)
    first, second = facade.requestActivePlayerCount(), facade.requestActivePlayerCount()
    first.add_done_callback(interrupted)
    second.add_done_callback(done.append)
    with client:
        with pytest.raises(KeyboardInterrupt):
            client.close() if end == "client" else getattr(facade, end)()
        assert done == [second]
        assert client.closed is (end == "client")
        assert facade.addEventListener(USER, done.append) is (end != "close")


def test_pump_after_an_interrupt(facade, boards):
    """An interrupt is raised once."""
    facade.requestActivePlayerCount(interrupted)
    boards.counted(5)
    with pytest.raises(KeyboardInterrupt):
        facade.pump()
    assert facade.pump() is True
