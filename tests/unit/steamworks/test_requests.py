"""Room B: what request functions return: a bool to scripts, awaitable for the event in Python."""

import asyncio
import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from fake_boards import BOARD

import steamworks
from steamworks import (
    NotConnected,
    Request,
    RequestNotSent,
    RequestPending,
    SteamError,
    Steamworks,
)

COUNT = {"name": "activePlayerCount", "isError": False, "count": 5}


class Heard:
    """A callback of which there can be weak references."""

    def __call__(self, request):
        """Is told that the request is done."""


def answered(facade, boards, request):
    """Has a request for the number of players answered."""
    assert request
    boards.counted(5)
    facade.pump()


def drive(coroutine):
    """Runs a coroutine as a host without asyncio does; gives its result or error, when there."""
    outcome = []

    def go_on(_=None):
        try:
            waited_for = coroutine.send(None)
        except StopIteration as end:
            outcome.append(end.value)
        except SteamError as error:
            outcome.append(error)
        else:
            waited_for.add_done_callback(go_on)

    go_on()
    return outcome


async def waiting(request):
    """Awaits a request, and nothing else."""
    return await request


def test_true_when_sent(facade):
    """A request that was sent is true and equal to it, and not to false."""
    request = facade.requestUserProgress()
    assert isinstance(request, Request)
    assert bool(request) is True
    assert (request == True, request == False, request != True) == (True, False, False)  # noqa: E712
    assert request.sent
    assert not request.done


def test_false_when_not_sent(facade):
    """One that could not be sent is false and equal to it, and over at once."""
    request = facade.requestUserProgress("no ID")
    assert bool(request) is False
    assert (request == True, request == False, request != False) == (False, True, False)  # noqa: E712
    assert not request.sent
    assert request.done


def test_requests_are_themselves(facade):
    """Two requests are never one, so that sets and asyncio can hold several of them."""
    one, two = facade.requestUserProgress(), facade.requestUserProgress()
    assert one != two
    assert one == one
    assert len({one, two, one}) == 2


def test_how_it_shows(facade, boards):
    """Its repr says which function it is of, and how far it is."""
    request = facade.requestActivePlayerCount()
    assert repr(request) == "<Request requestActivePlayerCount: pending>"
    answered(facade, boards, request)
    assert repr(request) == "<Request requestActivePlayerCount: done>"
    not_sent = facade.requestActivePlayerCount(5)
    assert repr(not_sent) == "<Request requestActivePlayerCount: not sent>"


# --- without asyncio ------------------------------------------------------------------------------


def test_await_without_asyncio(facade, boards):
    """The request is yielded to whoever drives the coroutine, which goes on from its callback."""
    outcome = drive(waiting(facade.requestActivePlayerCount()))
    facade.pump()
    assert outcome == []
    boards.counted(5)
    facade.pump()
    assert outcome == [COUNT]


def test_driver_that_goes_on_too_early(facade, boards):
    """Going on before the event came yields the request once more."""
    request = facade.requestActivePlayerCount()
    coroutine = waiting(request)
    assert [coroutine.send(None) for _ in range(3)] == [request] * 3
    answered(facade, boards, request)
    with pytest.raises(StopIteration) as end:
        coroutine.send(None)
    assert end.value.value == COUNT


def test_await_of_what_is_done(facade, boards):
    """A request can be awaited after its event, and again; each time gives a copy of its own."""
    request = facade.requestActivePlayerCount()
    answered(facade, boards, request)
    first, second = drive(waiting(request)), drive(waiting(request))
    assert first == second == [COUNT]
    first[0]["count"] = 0
    assert request.result() == COUNT


def test_copy_reaches_down_to_the_entries(facade, boards, steam):
    """What one awaiter does to the entries disturbs no other, and no listener."""
    spoilt = []

    def spoil(event):
        event["entries"][0]["score"] = 0
        spoilt.append(event)

    request = facade.requestLeaderboardEntries({"leaderboardName": "Board", "listener": spoil})
    boards.found()
    facade.pump()
    boards.downloaded([(steam.me, 1, 5)])
    facade.pump()
    assert len(spoilt) == 1
    request.result()["entries"].clear()
    assert [entry["score"] for entry in request.result()["entries"]] == [5]
    assert request.result()["leaderboardHandle"] == str(BOARD)


def test_listeners_hear_before_awaiters(client, boards, log):
    """Signal, listeners, then whoever awaits; all in the same pump."""
    order = []
    facade = Steamworks(client, log=log, emit=lambda name, event: order.append("signal"))
    facade.addEventListener("activePlayerCount", lambda event: order.append("listener"))
    request = facade.requestActivePlayerCount(lambda event: order.append("own"))
    request.add_done_callback(lambda done: order.append("awaiter"))
    answered(facade, boards, request)
    assert order == ["signal", "own", "listener", "awaiter"]


def test_errors_are_events(facade, boards):
    """A failure of Steam is an event with `isError`, and raises nothing."""
    outcome = drive(waiting(facade.requestActivePlayerCount()))
    boards.fail("players")
    facade.pump()
    assert outcome[0]["isError"] is True


def test_user_progress(facade, steam, heard):
    """The request for a user's progress gives the `userProgressUpdate` that answers it."""
    request = facade.requestUserProgress(str(steam.other))
    outcome = drive(waiting(request))
    steam.post(1102, steam.stored())
    facade.pump()
    assert outcome == []
    steam.answer(steam.received(steam.other, 2))
    facade.pump()
    assert outcome == [heard.events[-1]]
    assert outcome[0] == {
        "name": "userProgressUpdate",
        "isError": True,
        "resultCode": 2,
        "userSteamId": str(steam.other),
    }


def test_user_progress_of_several(facade, client, steam, log):
    """Each request ends with its own answer, although all façades hear all updates."""
    other = Steamworks(client, log=log)
    mine = facade.requestUserProgress()
    first_call = steam.last_call
    theirs = other.requestUserProgress(str(steam.other))
    steam.answer(steam.received(steam.other))
    facade.pump()
    assert (mine.done, theirs.done) == (False, True)
    steam.answer(steam.received(), call=first_call)
    facade.pump()
    assert mine.result()["userSteamId"] == str(steam.me)


def test_not_sent_raises(facade, log):
    """Awaiting what was not sent raises an error that names the function, the cause, the remedy."""
    [error] = drive(waiting(facade.requestSetHighScore({"leaderboardName": "Board"})))
    assert isinstance(error, RequestNotSent)
    assert error.function == "requestSetHighScore"
    assert "Steamworks.requestSetHighScore sent no request: params: has no value" in str(error)
    assert error.remedy in str(error)


def test_not_logged_on_raises(log):
    """So does awaiting without a connection, which logs nothing."""
    [error] = drive(waiting(Steamworks(None, log=log).requestActivePlayerCount()))
    assert isinstance(error, RequestNotSent)
    assert "nobody is logged on" in str(error)
    assert log.errors == []


def test_wrong_arguments_raise(facade):
    """And awaiting a call with too many arguments, whose message is in the error."""
    [error] = drive(waiting(facade.requestActivePlayerCount(1, 2, 3)))
    assert isinstance(error, RequestNotSent)


def test_listeners_hear_of_progress_before_awaiters(facade, steam):
    """The same order for what all façades hear."""
    order = []
    facade.addEventListener("userProgressUpdate", lambda event: order.append("listener"))
    facade.requestUserProgress().add_done_callback(lambda done: order.append("awaiter"))
    steam.answer(steam.received())
    facade.pump()
    assert order == ["listener", "awaiter"]


@pytest.mark.parametrize("leave", ["detach", "close", "client"])
def test_connection_that_ends(facade, client, boards, leave):
    """Who still awaits when the façade leaves, or the connection closes, gets an error."""
    requests = [facade.requestActivePlayerCount(), facade.requestUserProgress()]
    outcomes = [drive(waiting(request)) for request in requests]
    client.close() if leave == "client" else getattr(facade, leave)()
    for [error], request in zip(outcomes, requests, strict=True):
        assert isinstance(error, NotConnected)
        assert request.function in str(error)
        assert request.done
        with pytest.raises(NotConnected):
            request.result()


def test_steam_that_goes_away(facade, boards, steam):
    """When the connection breaks, whoever awaits gets the event of an error."""
    outcome = drive(waiting(facade.requestActivePlayerCount()))
    steam.post(117, b"\x01")
    facade.pump()
    assert outcome[0]["isError"] is True


def test_leaving_from_a_listener(facade, boards, log):
    """A listener that has the façade leave takes the event away from who awaits it."""
    request = facade.requestActivePlayerCount(lambda event: facade.detach())
    outcome = drive(waiting(request))
    boards.counted(5)
    facade.pump()
    assert isinstance(outcome[0], NotConnected)
    assert log.exceptions == []


def test_chain_of_requests(facade, boards):
    """A coroutine may send the next request where it got the event of the one before."""

    async def chain():
        found = await facade.requestLeaderboardInfo({"leaderboardName": "Board"})
        page = await facade.requestLeaderboardEntries({"leaderboardName": "Board"})
        return found["entryCount"], page["entries"]

    outcome = drive(chain())
    boards.found()
    facade.pump()
    boards.downloaded([])
    facade.pump()
    assert outcome == [(3, [])]


# --- callbacks ------------------------------------------------------------------------------------


def test_callbacks(facade, boards):
    """Each is called once with the request, in order; one that is added late, at once."""
    calls = []
    request = facade.requestActivePlayerCount()
    request.add_done_callback(lambda done: calls.append(("first", done)))
    request.add_done_callback(lambda done: calls.append(("second", done)))
    assert calls == []
    answered(facade, boards, request)
    request.add_done_callback(lambda done: calls.append(("late", done)))
    facade.pump()
    assert calls == [("first", request), ("second", request), ("late", request)]


def test_callback_that_is_taken_back(facade, boards):
    """A callback that was removed is not called, however often it was added; the others are."""
    calls, others = [], []
    request = facade.requestActivePlayerCount()
    for callback in (calls.append, others.append, calls.append):
        request.add_done_callback(callback)
    assert request.remove_done_callback(calls.append) == 2
    assert request.remove_done_callback(calls.append) == 0
    answered(facade, boards, request)
    assert (calls, others) == ([], [request])
    assert request.remove_done_callback(others.append) == 0


def test_callback_that_raises(facade, boards, log):
    """What a callback raises goes to the log, and stops neither the others nor the pump."""
    calls = []
    request = facade.requestActivePlayerCount()
    request.add_done_callback(lambda done: 1 / 0)
    request.add_done_callback(calls.append)
    answered(facade, boards, request)
    assert calls == [request]
    assert "requestActivePlayerCount raised ZeroDivisionError" in log.exceptions[0][0]


def test_result_that_is_not_there(facade):
    """The result of a request that runs is an error that says what to do."""
    with pytest.raises(RequestPending, match="not been answered yet"):
        facade.requestActivePlayerCount().result()


def test_nothing_is_kept(facade, boards):
    """A request that nobody holds is gone once it was answered, its callbacks before that."""
    request = facade.requestActivePlayerCount()
    heard = Heard()
    references = [weakref.ref(heard), weakref.ref(request)]
    request.add_done_callback(heard)
    del heard
    answered(facade, boards, request)
    gc.collect()
    assert references[0]() is None
    del request
    gc.collect()
    assert references[1]() is None


# --- asyncio --------------------------------------------------------------------------------------


async def pumping(facade, *steps):
    """Pumps the façade in every round of the loop, with a step before each of the first rounds."""
    for step in steps:
        await asyncio.sleep(0)
        step()
        facade.pump()
    while True:
        await asyncio.sleep(0)
        facade.pump()


def run(facade, main, *steps):
    """Runs a coroutine under asyncio, with the pump beside it."""

    async def both():
        pump = asyncio.ensure_future(pumping(facade, *steps))
        try:
            return await asyncio.wait_for(main(), 10)
        finally:
            pump.cancel()

    return asyncio.run(both())


def test_await_under_asyncio(facade, boards):
    """A task awaits the request as it would any future."""

    async def main():
        return await facade.requestActivePlayerCount()

    assert run(facade, main, lambda: boards.counted(5)) == COUNT


def test_gather(facade, boards, steam):
    """Several requests can be gathered; each gives its own event."""

    async def main():
        return await asyncio.gather(
            facade.requestActivePlayerCount(),
            facade.requestUserProgress(),
            facade.requestActivePlayerCount(),
        )

    def answer():
        first, second = boards.calls
        boards.counted(2, call=second.call)
        boards.counted(1, call=first.call)
        steam.answer(steam.received(), call=first.call + 1)

    one, update, two = run(facade, main, lambda: None, answer)
    assert (one["count"], two["count"]) == (1, 2)
    assert update["name"] == "userProgressUpdate"


def test_tasks_that_wait_for_one_request(facade, boards):
    """Any number of tasks may await the same request."""

    async def main():
        request = facade.requestActivePlayerCount()
        return await asyncio.gather(*[waiting(request) for _ in range(3)])

    assert run(facade, main, lambda: None, lambda: boards.counted(5)) == [COUNT] * 3


def test_task_that_gives_up(facade, boards):
    """A task that was cancelled or timed out leaves the request in order for others."""

    async def main():
        request = facade.requestActivePlayerCount()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(request, 0.001)
        boards.counted(5)
        return await request

    assert run(facade, main) == COUNT


def test_tasks_that_give_up_again_and_again(facade):
    """A request that is asked in every frame whether it is there keeps nothing of those tasks."""

    async def main():
        request = facade.requestActivePlayerCount()

        async def futures_after(times):
            for _ in range(times):
                task = asyncio.ensure_future(waiting(request))
                await asyncio.sleep(0)  # it begins to wait
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            del task
            gc.collect()
            return sum(isinstance(each, asyncio.Future) for each in gc.get_objects())

        few = await futures_after(1)
        return await futures_after(100) - few

    assert run(facade, main) == 0


def test_closing_under_asyncio(facade):
    """A task that waits when the façade closes gets the error."""

    async def main():
        with pytest.raises(NotConnected):
            await facade.requestActivePlayerCount()
        return True

    assert run(facade, main, lambda: None, facade.close)


def test_loop_that_has_ended(facade, boards, log):
    """An event for a task of a loop that is closed by now disturbs nobody."""
    requests, tasks = [], []

    async def main():
        requests.append(facade.requestActivePlayerCount())
        tasks.append(asyncio.ensure_future(waiting(requests[0])))
        await asyncio.sleep(0)

    asyncio.run(main())
    answered(facade, boards, requests[0])
    assert requests[0].result() == COUNT
    assert log.exceptions == []


def test_asyncio_is_not_imported():
    """Who does not use asyncio does not pay for importing it."""
    code = "import steamworks, sys; sys.exit('asyncio' in sys.modules)"
    sources = str(Path(steamworks.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": sources}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
