"""Room B: listeners that are ``async def``."""

import asyncio
import warnings

import pytest

from steamworks import Steamworks

EVENT = "userProgressUpdate"


@pytest.fixture
def answered(facade, steam):
    """Has the events of some requests come."""

    def ask(times=1):
        for _ in range(times):
            facade.requestUserProgress(str(steam.other))
            steam.answer(steam.received(steam.other))
            facade.pump()

    return ask


class Scene:
    """An object whose methods are async."""

    def __init__(self, heard):
        self.heard = heard

    async def userProgressUpdate(self, event):  # noqa: N802 # the event's name
        """Hears one."""
        await asyncio.sleep(0)
        self.heard.append(("object", event["name"]))

    async def other(self, event):
        """Hears one."""
        self.heard.append(("method", event["name"]))


def test_they_run_as_tasks_of_the_loop(facade, answered, log):
    """Functions, methods and objects; each gets every event, once the loop has its turn."""
    heard = []
    scene = Scene(heard)

    async def listener(event):
        heard.append(("function", event["name"]))

    async def game():
        for each in (scene, listener, scene.other):
            assert facade.addEventListener(EVENT, each) is True
        answered(2)
        assert heard == []
        for _ in range(3):
            await asyncio.sleep(0)

    asyncio.run(game())
    assert sorted(heard) == sorted([(kind, EVENT) for kind in ("function", "method", "object")] * 2)
    assert log.exceptions == []
    for each in (scene, listener, scene.other):
        assert facade.removeEventListener(EVENT, each) is True


def test_one_may_wait_for_requests(facade, steam, answered):
    """A listener goes on with the next request, while the game pumps."""
    heard = []

    async def listener(event):
        facade.removeEventListener(EVENT, listener)
        heard.append(await facade.requestUserProgress(str(steam.other + 1)))

    async def game():
        facade.addEventListener(EVENT, listener)
        answered()
        await asyncio.sleep(0)
        steam.answer(steam.received(steam.other + 1))
        facade.pump()
        await asyncio.sleep(0)

    asyncio.run(game())
    assert [event["userSteamId"] for event in heard] == [str(steam.other + 1)]


def test_what_one_raises_goes_to_the_loop(facade, answered, log):
    """The loop's handler gets it, and the other listeners the event."""
    reported, heard = [], []

    async def listener(event):
        raise ValueError("raised on purpose")

    async def game():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: reported.append(context["exception"]))
        facade.addEventListener(EVENT, listener)
        facade.addEventListener(EVENT, heard.append)
        answered()
        for _ in range(3):
            await asyncio.sleep(0)

    asyncio.run(game())
    assert [str(error) for error in reported] == ["raised on purpose"]
    assert len(heard) == 1
    assert log.exceptions == []


def test_without_a_loop_it_is_an_error(facade, answered, log):
    """Nobody would run it: the log says so at each event, and the others hear it."""
    heard = []

    async def listener(event):
        heard.append("never")

    facade.addEventListener(EVENT, listener)
    facade.addEventListener(EVENT, heard.append)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # nothing is left that was never awaited
        answered()
    assert [event["name"] for event in heard] == [EVENT]
    ((message, _),) = log.exceptions
    assert "userProgressUpdate raised RuntimeError: it is an async def, and no asyncio" in message


def test_they_answer_requests(client, boards):
    """The listener of a request may be one, and the façade may be gone before it runs."""
    heard = []

    async def listener(event):
        heard.append((event["name"], second.isLoggedOn))

    second = Steamworks(client)

    async def game():
        assert second.requestActivePlayerCount(listener)
        boards.counted(5)
        second.pump()
        second.close()
        await asyncio.sleep(0)

    asyncio.run(game())
    assert heard == [("activePlayerCount", False)]
