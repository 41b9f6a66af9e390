"""Room D, the editor's dock: the engine's debugger, which carries the messages. May import: godot.

The other end is ``godot_steamworks.remote``, in the game.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from godot import EditorDebuggerPlugin, exposed

__all__ = ["EditorSteamworksDebugger"]

_PREFIX = "steamworks:"


@exposed(native=True, tool=True)
class EditorSteamworksDebugger(EditorDebuggerPlugin):  # type: ignore[misc]  # made at run time
    """Takes what running games say, each in a session of its own."""

    def __init__(self) -> None:
        """Nobody hears of anything until the three functions are set."""
        self.on_message: Callable[[int, str, list[Any], Any], bool] = lambda *_: False
        self.on_stopped: Callable[[int], object] = lambda session: None
        self.on_paused: Callable[[int, bool], object] = lambda session, paused: None

    def _setup_session(self, session_id: int) -> None:
        session = self.get_session(session_id)
        session.stopped.connect(lambda: self.on_stopped(session_id))
        session.breaked.connect(lambda can_debug: self.on_paused(session_id, True))
        session.continued.connect(lambda: self.on_paused(session_id, False))

    def _has_capture(self, capture: str) -> bool:
        return capture == _PREFIX[:-1]

    def _capture(self, message: str, data: Any, session_id: int) -> bool:
        def send(name: str, values: list[Any]) -> None:
            session = self.get_session(session_id)
            if session is not None and session.is_active():
                session.send_message(_PREFIX + name, values)

        return self.on_message(session_id, message.removeprefix(_PREFIX), list(data), send)
