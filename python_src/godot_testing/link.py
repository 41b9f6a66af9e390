"""Room E, ``godot_testing``: the connection to a running game. Standard library and ``errors``.

The game connects to a port of this machine, and says a word that only this test and it know. Then
requests and answers take turns, each a line of JSON. While no request runs it, the game stands
still. (Its side is in the addon: ``godot_steamworks/under_test.py``.)
"""

from __future__ import annotations

import json
import secrets
import socket
import time
from collections.abc import Callable
from typing import Any

from godot_testing.errors import GameError

__all__ = ["VARIABLE", "Link"]

VARIABLE = "GODOT_TESTING"
PROTOCOL = 1
_LOOK = 0.05
"""Seconds between two looks whether the process still lives, while it has not connected."""


class Link:
    """Where one game connects to."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._word = secrets.token_hex(16)
        self._connection: socket.socket | None = None
        self._received = b""

    @property
    def address(self) -> str:
        """For the game's environment."""
        return f"127.0.0.1:{self._server.getsockname()[1]}:{self._word}"

    def accept(self, seconds: float, is_alive: Callable[[], bool]) -> dict[str, Any] | None:
        """Waits for the game; gives its first words, or None when it has ended or does not come.

        Raises:
            GameError: the addon in the project is of another version.
        """
        end = time.monotonic() + seconds
        self._server.settimeout(_LOOK)
        while time.monotonic() < end:
            try:
                self._connection, _ = self._server.accept()
            except TimeoutError:
                if not is_alive():
                    return None
                continue
            first = self.hear(max(end - time.monotonic(), _LOOK))
            if first is not None and first.get("word") == self._word:
                if first["protocol"] != PROTOCOL:
                    raise GameError(
                        f"the project's addon speaks version {first['protocol']} of the protocol "
                        f"for tests, godot_testing version {PROTOCOL}: take both from one release"
                    )
                return first
            self._connection.close()  # another program has strayed here
            self._connection, self._received = None, b""
        return None

    def say(self, request: dict[str, Any]) -> bool:
        """Sends a request; false when the game has gone."""
        if self._connection is None:
            return False
        try:
            self._connection.sendall(json.dumps(request).encode() + b"\n")
        except OSError:
            return False
        return True

    def hear(self, seconds: float) -> dict[str, Any] | None:
        """The next answer; None when the game has gone.

        Raises:
            TimeoutError: there was none in that time.
        """
        if self._connection is None:
            return None
        end = time.monotonic() + seconds
        while b"\n" not in self._received:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._connection.settimeout(left)
            try:
                more = self._connection.recv(65536)
            except ConnectionError:
                more = b""
            if not more:
                return None
            self._received += more
        line, _, self._received = self._received.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """Lets the game go: one that still runs ends."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._server.close()
