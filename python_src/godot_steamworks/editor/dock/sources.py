"""Room D, the editor's dock: where what it shows comes from. May import: godot_steamworks.offline.

Either a running game, over the engine's debugger, or the offline store itself, through the offline
runtime in the editor. Both are asked for functions of the runtime, and answer later: the editor
waits for neither.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from godot_steamworks.offline import OfflineRuntime
from godot_steamworks.offline_errors import OfflineError

__all__ = ["GameSource", "Source", "StoreSource", "Then"]

Then = Callable[[str, Any], object]
"""Called with an error or an empty text, and the result: what JSON gave, bytes, or None."""

_SECONDS_BETWEEN_LOOKS = 1.0


class Source(Protocol):
    """What the pages of the dock ask."""

    def ask(self, function: str, arguments: list[Any], then: Then) -> None:
        """Calls a function of the offline runtime, once."""

    def watch(self, key: str, function: str, arguments: list[Any], then: Then) -> None:
        """Calls it again and again, and tells of every result that differs from the last one.

        Another watch of the same key takes its place.
        """

    def unwatch(self, key: str) -> None:
        """Ends a watch."""


class GameSource:
    """A running game.

    Args:
        send: Sends a message to it, with its name and data.
    """

    def __init__(self, send: Callable[[str, list[Any]], object]) -> None:
        self._send = send
        self._asked: dict[int, Then] = {}
        self._watched: dict[str, Then] = {}
        self._number = 0

    def ask(self, function: str, arguments: list[Any], then: Then) -> None:
        """See :class:`Source`."""
        self._number += 1
        self._asked[self._number] = then
        self._send("ask", [self._number, function, arguments])

    def watch(self, key: str, function: str, arguments: list[Any], then: Then) -> None:
        """See :class:`Source`."""
        self._watched[key] = then
        self._send("watch", [key, function, arguments])

    def unwatch(self, key: str) -> None:
        """See :class:`Source`."""
        if self._watched.pop(key, None) is not None:
            self._send("unwatch", [key])

    def hear(self, message: str, data: list[Any]) -> None:
        """Takes an answer of the game."""
        if message == "answer":
            number, error, result = data
            then = self._asked.pop(number, None)
        else:
            key, error, result = data
            then = self._watched.get(str(key))
        if then is not None:
            then(str(error), None if error else _decoded(result))

    def end(self) -> None:
        """The game has ended: whoever waits hears of it, and nothing is sent any more."""
        self._send = lambda name, data: None
        asked, self._asked = self._asked, {}
        self._watched.clear()
        for then in asked.values():
            then("The game has ended.", None)


def _decoded(result: Any) -> Any:
    return json.loads(result) if isinstance(result, str) else bytes(result)


class StoreSource:
    """The offline store, through the offline runtime in this process, on a thread of its own.

    A board of a million entries takes seconds to be made.

    Args:
        prepare: Loads the runtime and tells it which app is meant; called on the thread, at the
            first use and after :meth:`renew`.
    """

    def __init__(self, prepare: Callable[[], OfflineRuntime]) -> None:
        self._prepare = prepare
        self._runtime: OfflineRuntime | None = None
        self._todo: queue.SimpleQueue[tuple[str, list[Any], Then] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[Then, str, Any]] = queue.SimpleQueue()
        self._watched: dict[str, tuple[str, list[Any], Then]] = {}
        self._seen: dict[str, tuple[str, Any]] = {}
        self._looking: set[str] = set()
        self._next_look = 0.0
        self._thread: threading.Thread | None = None

    def ask(self, function: str, arguments: list[Any], then: Then) -> None:
        """See :class:`Source`."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="Steamworks dock", daemon=True)
            self._thread.start()
        self._todo.put((function, arguments, then))
        if not function.startswith(("Query", "Draw")):
            self._next_look = 0.0  # it may have changed what is watched

    def watch(self, key: str, function: str, arguments: list[Any], then: Then) -> None:
        """See :class:`Source`."""
        self._watched[key] = (function, arguments, then)
        self._seen.pop(key, None)
        self._looking.discard(key)
        self._look(key)

    def unwatch(self, key: str) -> None:
        """See :class:`Source`."""
        self._watched.pop(key, None)

    def renew(self) -> None:
        """Which app is meant may have changed."""
        self._runtime = None
        self._next_look = 0.0

    def frame(self, now: float | None = None) -> None:
        """Hands out what was answered; to be called often, on the editor's own thread."""
        now = time.monotonic() if now is None else now
        while True:
            try:
                then, error, result = self._done.get_nowait()
            except queue.Empty:
                break
            then(error, result)
        if now >= self._next_look:
            self._next_look = now + _SECONDS_BETWEEN_LOOKS
            for key in list(self._watched):
                self._look(key)

    def _look(self, key: str) -> None:
        if key in self._looking:
            return
        self._looking.add(key)
        watched = self._watched[key]
        function, arguments, then = watched

        def compare(error: str, result: Any) -> None:
            if self._watched.get(key) is not watched:
                return
            self._looking.discard(key)
            if self._seen.get(key) != (error, result):
                self._seen[key] = error, result
                then(error, result)

        self.ask(function, arguments, compare)

    def end(self, timeout: float = 10.0) -> None:
        """Ends the thread, once it has done what it is at."""
        self._watched.clear()
        if self._thread is not None:
            while not self._todo.empty():  # what nobody will hear of
                self._todo.get()
            self._todo.put(None)
            self._thread.join(timeout)
            self._thread = None

    def _work(self) -> None:
        while (task := self._todo.get()) is not None:
            function, arguments, then = task
            try:
                runtime = self._runtime or self._prepare()
                self._runtime = runtime
                answer = then, "", runtime.run(function, *arguments)
            except (OfflineError, TypeError, ValueError) as error:
                answer = then, str(error), None
            except Exception as error:  # the thread must live on; the dock shows it
                answer = then, f"{type(error).__name__}: {error}", None
            self._done.put(answer)
