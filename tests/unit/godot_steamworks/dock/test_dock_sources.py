"""Where the dock gets what it shows: games by messages, the store on a thread; and whose it is."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from godot_steamworks.editor.dock.desk import Desk
from godot_steamworks.editor.dock.sources import GameSource, StoreSource
from godot_steamworks.offline_errors import OfflineError

OFFLINE = json.dumps({"state": "connected", "runtime": "offline"})


class Runtime:
    """Stands for the offline runtime."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.value = 1
        self.gate = threading.Event()
        self.gate.set()

    def run(self, function: str, *arguments: Any) -> Any:
        """Answers, when it may."""
        self.gate.wait(10)
        self.calls.append((function, *arguments))
        if function == "Refuse":
            raise OfflineError("no")
        if function == "Break":
            raise RuntimeError("a fault of ours")
        return self.value


class Heard:
    """Keeps what a source tells."""

    def __init__(self) -> None:
        self.got: list[tuple[str, Any]] = []

    def __call__(self, error: str, result: Any) -> None:
        """Hears an answer."""
        self.got.append((error, result))


@pytest.fixture
def runtime() -> Runtime:
    """A runtime."""
    return Runtime()


@pytest.fixture
def store(runtime: Runtime) -> Iterator[StoreSource]:
    """A store on it."""
    made: Any = StoreSource(lambda: runtime)  # type: ignore[arg-type, return-value]  # see Runtime
    yield made
    runtime.gate.set()
    made.end()


def wait(store: StoreSource, done: Callable[[], bool], now: float = 0.0) -> None:
    """Hands out answers until something is so."""
    deadline = time.monotonic() + 10
    while not done():
        assert time.monotonic() < deadline
        store.frame(now)
        time.sleep(0.001)


def test_store_answers_later(store: StoreSource, runtime: Runtime) -> None:
    """The editor waits for nothing: answers come with a later frame, refusals in words."""
    runtime.gate.clear()
    heard = Heard()
    for function in ("QueryApp", "Refuse", "Break"):
        store.ask(function, [1], heard)
    store.frame(0.0)
    assert heard.got == []
    runtime.gate.set()
    wait(store, lambda: len(heard.got) == 3)
    assert heard.got == [("", 1), ("no", None), ("RuntimeError: a fault of ours", None)]


def test_store_is_watched(store: StoreSource, runtime: Runtime) -> None:
    """A watch tells the first result and each that differs; another of its key takes its place."""
    heard, second = Heard(), Heard()
    store.watch("page", "QueryStats", [], heard)
    wait(store, lambda: heard.got == [("", 1)])
    for now in (10.0, 20.0, 30.0):
        seen = len(runtime.calls)
        wait(store, lambda seen=seen: len(runtime.calls) > seen, now)  # type: ignore[misc]
    assert heard.got == [("", 1)]
    runtime.value = 2
    wait(store, lambda: heard.got[-1] == ("", 2), 40.0)
    store.watch("page", "QueryApp", [], second)
    wait(store, lambda: second.got == [("", 2)], 40.0)
    store.unwatch("page")
    seen = len(runtime.calls)
    store.frame(99.0)
    store.ask("QueryApp", [], heard)
    wait(store, lambda: len(runtime.calls) == seen + 1)


def test_store_looks_again_after_a_change(store: StoreSource, runtime: Runtime) -> None:
    """What was changed shows with the next frame, not with the next look."""
    heard = Heard()
    store.watch("page", "QueryStats", [], heard)
    wait(store, lambda: heard.got == [("", 1)], 0.5)
    runtime.value = 5
    store.ask("SetStat", [], Heard())
    wait(store, lambda: heard.got[-1] == ("", 5), 0.5)


def test_store_ends_with_what_it_is_at(store: StoreSource, runtime: Runtime) -> None:
    """The end does not wait for what nobody will hear of."""
    runtime.gate.clear()
    for _ in range(100):
        store.ask("QueryApp", [], Heard())
    threading.Timer(0.01, runtime.gate.set).start()
    store.end()
    assert len(runtime.calls) < 100


def test_store_is_prepared_again(runtime: Runtime) -> None:
    """Another app of the project: the runtime is told of it before the next question."""
    prepared = []

    def prepare() -> Any:
        prepared.append(1)
        return runtime

    store = StoreSource(prepare)
    heard = Heard()
    for count in (1, 2):
        store.ask("QueryApp", [], heard)
        wait(store, lambda count=count: len(heard.got) == count)  # type: ignore[misc]
    assert len(prepared) == 1
    store.renew()
    store.ask("QueryApp", [], heard)
    wait(store, lambda: len(heard.got) == 3)
    assert len(prepared) == 2
    store.end()


def test_game_is_asked_by_messages() -> None:
    """Answers find who asked, by number; watches by key; at the end whoever waits hears of it."""
    sent: list[tuple[str, list[Any]]] = []
    source = GameSource(lambda name, data: sent.append((name, data)))
    first, second, watched = Heard(), Heard(), Heard()
    source.ask("QueryApp", [], first)
    source.ask("DrawAchievementIcon", ["A", True], second)
    source.watch("page", "QueryStats", ["0"], watched)
    assert sent[0] == ("ask", [1, "QueryApp", []])
    assert sent[2] == ("watch", ["page", "QueryStats", ["0"]])
    source.hear("answer", [2, "", bytearray(b"\1\2")])
    source.hear("answer", [1, "refused", ""])
    source.hear("answer", [7, "", "1"])
    source.hear("seen", ["page", "", '{"a": 1}'])
    assert (first.got, second.got) == ([("refused", None)], [("", b"\1\2")])
    assert watched.got == [("", {"a": 1})]
    source.ask("QueryApp", [], first)
    source.unwatch("page")
    source.hear("seen", ["page", "", "2"])
    source.end()
    assert first.got[-1] == ("The game has ended.", None)
    count = len(sent)
    source.ask("QueryApp", [], first)
    assert len(sent) == count
    assert len(watched.got) == 1


@pytest.fixture
def desk(store: StoreSource) -> Desk:
    """A desk with no game."""
    return Desk(store)


def greet(desk: Desk, session: int, process: int, status: str = OFFLINE) -> list[Any]:
    """A game says hello; gives what it is sent."""
    sent: list[Any] = []
    assert desk.hear(session, "hello", [1, process, status], lambda *args: sent.append(args))
    return sent


def test_games_are_told_apart(desk: Desk) -> None:
    """Each has its own status and log; the first one is shown, and the next when it ends."""
    greet(desk, 1, 12)
    assert greet(desk, 0, 11) == [("log", [True])]
    first, second = desk.listed()
    assert desk.chosen is second
    desk.choose(first)
    row = [0.0, "event", "x", 0, "{}", ""]
    desk.hear(1, "log", [json.dumps([row]), 3], lambda *_: None)
    assert (len(first.log), len(second.log), second.log.left_out) == (0, 1, 3)
    assert "process 11" in first.title and "process 12" in second.title
    desk.stop(0)
    assert desk.chosen is second
    assert first.title.endswith("(ended)")
    desk.stop(1)
    assert desk.chosen is None
    assert desk.last_game() is first  # the one that came last
    desk.stop(1)
    greet(desk, 1, 13)
    assert desk.chosen is desk.games[1] is not second


def test_what_was_chosen_stays(desk: Desk) -> None:
    """Another game that starts does not take the place of one that is looked at."""
    greet(desk, 0, 11)
    greet(desk, 1, 12)
    desk.choose(desk.games[1])
    greet(desk, 0, 13)
    assert desk.chosen is desk.games[1]
    desk.choose(None)
    assert desk.last_game() is desk.games[1]


def test_status_changes(desk: Desk) -> None:
    """A runtime that comes or goes changes what can be shown; other news are told as such."""
    told: list[str] = []
    desk.on_games = lambda: told.append("games")
    desk.on_status = lambda game: told.append("status")
    greet(desk, 0, 11, json.dumps({"state": "waiting"}))
    assert desk.listed() == [desk.games[0]]
    desk.hear(0, "status", [OFFLINE], lambda *_: None)
    assert desk.games[0].has_offline_runtime
    desk.hear(0, "status", [OFFLINE], lambda *_: None)
    desk.pause(0, True)
    assert told == ["games", "games", "status", "status"]
    assert desk.games[0].is_paused


def test_unknown_messages(desk: Desk) -> None:
    """What nobody knows, or comes before hello, is left to the engine; another version is told."""
    assert not desk.hear(0, "log", ["[]", 0], lambda *_: None)
    greet(desk, 0, 11)
    assert not desk.hear(0, "nonsense", [], lambda *_: None)
    desk.hear(0, "hello", [99, 12, OFFLINE], lambda *_: None)
    assert "different versions" in desk.games[0].status["why"]
    assert not desk.games[0].has_offline_runtime
    desk.pause(5, True)
    desk.stop(5)
