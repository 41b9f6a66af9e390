"""Room D: a game that a test runs. May import: godot, and of this room what the test is told of.

A test (see docs/testing-your-game.md and the package ``godot_testing``) starts a game with
``GODOT_TESTING`` in its environment, which names a port of this machine and a word to say there. A
debug build then connects to that port before anything of the game runs, and takes requests, a line
of JSON each, which it answers with a line of JSON. Between two requests the game stands still, so
that nothing depends on how fast the test is. It runs when it is told to, for a number of frames or
until an event. No scene has to know of it. In a release build the variable means nothing.
"""

from __future__ import annotations

import json
import os
import select
import socket
from typing import Any

import godot
from godot import lifecycle
from godot_steamworks import settings
from godot_steamworks.event_record import EventRecord, hearers
from godot_steamworks.in_test import Requests
from godot_steamworks.told_values import told

__all__ = ["VARIABLE", "begin"]

VARIABLE = "GODOT_TESTING"
"""The environment variable, such as ``127.0.0.1:40123:WORD``."""
PROTOCOL = 1

_SECONDS_TO_CONNECT = 30
_FRAMES_BETWEEN_LOOKS = 64
_session: Session | None = None


def begin() -> None:
    """Connects to the test that runs this game; a release build does nothing."""
    global _session
    address = os.environ.get(VARIABLE, "")
    if not address or not godot.OS.is_debug_build() or godot.Engine.is_editor_hint():
        return
    host, port, word = address.split(":")
    settings.force_offline("a test runs the game")
    link = socket.create_connection((host, int(port)), _SECONDS_TO_CONNECT)
    _session = Session(link, word)
    lifecycle.when_main_loop_starts(_session.start)


def end() -> None:
    """Tells the test that the game is over. Called before the extension is left."""
    global _session
    if _session is not None:
        _session.end()
        _session = None


class Session:
    """One test that runs this game.

    Args:
        link: the connection.
        word: what the test expects to hear first.
    """

    def __init__(self, link: socket.socket, word: str) -> None:
        link.settimeout(None)
        self._link = link
        self._lines = link.makefile("r", encoding="utf-8", newline="\n")
        self._record = EventRecord(godot.Engine.get_process_frames)
        hearers.append(self._hear)
        self._told_events = 0
        self._frames_left = 0
        self._awaited: frozenset[str] = frozenset()
        self._heard = False
        self._requests = Requests()
        self._say({"word": word, "protocol": PROTOCOL, "engine": _version()})

    def start(self) -> None:
        """There is a main loop: takes requests before anything in it is ready."""
        self._serve()
        tree = godot.Engine.get_main_loop()
        tree.process_frame.connect(self._frame)

    def end(self) -> None:
        """Says that the game is over."""
        if self._hear in hearers:
            hearers.remove(self._hear)
        try:
            self._answer({"over": True})
            self._link.close()
        except OSError:  # the test has gone before
            pass

    def _hear(self, node: Any, name: str, event: dict[str, Any]) -> None:
        self._record.hear(node, name, event)
        self._heard = self._heard or name in self._awaited

    def _frame(self) -> None:
        """The beginning of a frame: stands still, unless it is to go on."""
        while self._heard or self._frames_left == 0:
            self._serve()
        self._frames_left -= 1
        if self._frames_left % _FRAMES_BETWEEN_LOOKS == 0 and self._has_gone():
            self._leave()

    def _has_gone(self) -> bool:
        """Whether the test has ended, or was killed: it says nothing while the game runs."""
        return bool(select.select([self._link], [], [], 0)[0])

    def _serve(self) -> None:
        """Answers what the test has asked for, and takes requests until one lets the game run."""
        self._answer({})
        for line in self._lines:
            request = json.loads(line)
            if request["do"] == "run":
                self._frames_left = request["frames"]
                self._awaited, self._heard = frozenset(request["until"]), False
                return
            self._answer(self._requests.answer(request))
        self._leave()

    def _leave(self) -> None:
        """The test has gone: nobody will ever let this game go on."""
        self._frames_left, self._awaited, self._heard = -1, frozenset(), False
        godot.Engine.get_main_loop().quit(1)

    def _answer(self, answer: dict[str, Any]) -> None:
        events = self._record.events(after=self._told_events)
        self._told_events = self._record.count
        frame = godot.Engine.get_process_frames()
        self._say({**answer, "frame": frame, "events": [told(event) for event in events]})

    def _say(self, words: dict[str, Any]) -> None:
        self._link.sendall(json.dumps(words).encode() + b"\n")


def _version() -> str:
    return str(godot.Engine.get_version_info()["string"])
