"""Room D: the running game's side of the editor's dock. May import: godot, steamworks.

Loaded only while the editor debugs the game. The messages go through the engine's own debugger, as
``steamworks:NAME``. From the dock: ``ask`` (a number, a function of the offline runtime, its
arguments), ``watch`` (a key, and the same), ``unwatch`` (a key), ``log`` (whether). To the dock:
``hello`` (the protocol, the process, its status), ``answer`` (the number, an error or empty, the
result), ``seen`` (the key, an error or empty, the result), ``status``, ``log`` (entries, how many
were left out). Reports are JSON; images are bytes.
"""

from __future__ import annotations

import dataclasses
import json
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import godot
from godot_steamworks import connection
from godot_steamworks.event_record import hearers
from godot_steamworks.offline import OfflineRuntime
from godot_steamworks.offline_errors import OfflineError
from steamworks import Client, EventDict
from steamworks.messages import Message

__all__ = ["PROTOCOL", "Remote", "begin", "end"]

PROTOCOL = 1
"""Changes when dock and game would misunderstand each other; both come with one addon."""

_NAME = "steamworks"
_SECONDS_BETWEEN_LOOKS = 0.3
_LOG_WAITING = 2000
"""Entries that wait for the next message; of more the oldest are left out."""
_LOG_AT_ONCE = 200
_TEXT_LIMIT = 2000


class Remote:
    """Answers the dock.

    Args:
        send: Sends a message to the editor, with its name and data.
        report: How the game stands with Steam.
        runtime: The offline runtime in use.
    """

    def __init__(
        self,
        send: Callable[[str, list[Any]], object],
        report: Callable[[], connection.Report],
        runtime: Callable[[], OfflineRuntime],
    ) -> None:
        self._send, self._report, self._runtime = send, report, runtime
        self._watches: dict[str, tuple[str, list[Any]]] = {}
        self._seen: dict[str, object] = {}
        self._log: deque[list[Any]] = deque()
        self._left_out = 0
        self._logging = False
        self._client: Client | None = None
        self._status: connection.Report | None = None
        self._next_look = 0.0

    def greet(self, process: int) -> None:
        """Tells the dock that there is a game."""
        self._status = self._report()
        self._send("hello", [PROTOCOL, process, json.dumps(dataclasses.asdict(self._status))])

    def hear(self, message: str, data: list[Any]) -> bool:
        """Takes a message of the dock; False when it is none."""
        if message == "ask":
            number, function, arguments = data
            self._send("answer", [number, *self._run(function, arguments)])
        elif message == "watch":
            key, function, arguments = data
            self._watches[key] = (function, arguments)
            self._seen.pop(key, None)
            self._next_look = 0.0
        elif message == "unwatch":
            self._watches.pop(data[0], None)
        elif message == "log":
            self._set_logging(bool(data[0]))
        else:
            return False
        return True

    def frame(self, now: float) -> None:
        """Once in each frame: sends what is new. ``now`` is in seconds, from any start."""
        self._follow_client()
        if self._log:
            entries = [self._log.popleft() for _ in range(min(len(self._log), _LOG_AT_ONCE))]
            self._send("log", [json.dumps(entries), self._left_out])
            self._left_out = 0
        if now < self._next_look:
            return
        self._next_look = now + _SECONDS_BETWEEN_LOOKS
        status = self._report()
        if status != self._status:
            self._status = status
            self._send("status", [json.dumps(dataclasses.asdict(status))])
        for key, (function, arguments) in list(self._watches.items()):
            found = self._run(function, arguments)
            if found != self._seen.get(key):
                self._seen[key] = found
                self._send("seen", [key, *found])

    def stop(self) -> None:
        """Watches nothing any more."""
        self._watches.clear()
        self._set_logging(False)

    def _run(self, function: str, arguments: list[Any]) -> list[Any]:
        """The error, or an empty text; and the result."""
        try:
            result = self._runtime().run(function, *arguments)
        except (OfflineError, TypeError, ValueError) as error:
            return [str(error), ""]
        if isinstance(result, bytes):
            return ["", godot.PackedByteArray(result)]
        return ["", json.dumps(result)]

    # ---- the log ----

    def _set_logging(self, on: bool) -> None:
        if on == self._logging:
            return
        self._logging = on
        if on:
            hearers.append(self._on_event)
        else:
            hearers.remove(self._on_event)
        self._follow_client()

    def _follow_client(self) -> None:
        """Has the connection of the moment show its messages, if anybody wants them."""
        client = Client.current() if self._logging else None
        if client is self._client:
            return
        if self._client is not None and not self._client.closed:
            self._client.watch(None)
        self._client = client
        if client is not None:
            client.watch(self._on_message)

    def _on_message(self, message: Message) -> None:
        kind = "result" if message.call else "callback"
        details: dict[str, object] = dict(message.fields)
        if message.call:
            details = {"call": str(message.call), **details}
        if message.failed:
            details["failed"] = True
        self._note(kind, message.name or f"callback {message.callback}", message.callback, details)

    def _on_event(self, node: Any, name: str, event: EventDict) -> None:
        details = {key: value for key, value in event.items() if key != "name"}
        where = str(node.get_path() if node.is_inside_tree() else node.name)
        if self._log and self._log[-1][1:3] == ["event", name]:
            last = self._log[-1]
            if last[4] == _shown(details) and last[5] != where:
                return  # another node's copy of it
        self._note("event", name, 0, details, where)

    def _note(
        self, kind: str, name: str, number: int, details: dict[str, object], node: str = ""
    ) -> None:
        if len(self._log) >= _LOG_WAITING:
            self._log.popleft()
            self._left_out += 1
        self._log.append([time.time(), kind, name, number, _shown(details), node])


def _shown(details: dict[str, object]) -> str:
    text = json.dumps(details, default=str, ensure_ascii=False)
    return text if len(text) <= _TEXT_LIMIT else f"{text[:_TEXT_LIMIT]}…"


class _InEngine:
    """The remote in the engine: its messages, and its frames once there is a tree."""

    def __init__(self) -> None:
        self._runtime_found: OfflineRuntime | None = None
        debugger = godot.EngineDebugger

        def send(name: str, data: list[Any]) -> None:
            debugger.send_message(f"{_NAME}:{name}", data)

        self._remote = Remote(send, connection.report, self._runtime)
        self._tree: Any = None
        debugger.register_message_capture(_NAME, self._hear)
        self._remote.greet(godot.OS.get_process_id())

    def _hear(self, message: str, data: Any) -> bool:
        tree = godot.Engine.get_main_loop()
        if self._tree is None and isinstance(tree, godot.SceneTree):
            self._tree = tree
            tree.process_frame.connect(self._frame)
        return self._remote.hear(str(message), list(data))

    def _frame(self) -> None:
        self._remote.frame(time.monotonic())

    def _runtime(self) -> OfflineRuntime:
        status = connection.report()
        if status.runtime != "offline":
            raise OfflineError("The game does not use the offline runtime.")
        if self._runtime_found is None:
            self._runtime_found = OfflineRuntime(Path(status.library))
        return self._runtime_found

    def end(self) -> None:
        self._remote.stop()
        godot.EngineDebugger.unregister_message_capture(_NAME)


_in_engine: _InEngine | None = None


def begin() -> None:
    """Tells the editor of this game, and waits for what it asks."""
    global _in_engine
    _in_engine = _InEngine()


def end() -> None:
    """The game ends."""
    global _in_engine
    if _in_engine is not None:
        _in_engine.end()
        _in_engine = None
