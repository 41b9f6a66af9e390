"""Room D, the editor's dock: what there is to be seen, and of whom. May import: the dock's sources.

The store of the project's app is always there; a running game comes and goes. Whoever shows the
desk is told of changes by the functions in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from godot_steamworks.editor.dock.logbook import LogBook
from godot_steamworks.editor.dock.sources import GameSource, StoreSource

__all__ = ["Desk", "Game"]

_PROTOCOL = 1  # remote.PROTOCOL: that module is the game's


class Game:
    """A run of the game, which may have ended: its status and log stay until the next one."""

    def __init__(self, session: int, send: Callable[[str, list[Any]], object]) -> None:
        self.session = session
        """The engine's number of the debugger's session, from 0."""
        self.source = GameSource(send)
        self.process = 0
        self.status: dict[str, str] = {}
        self.log = LogBook()
        self.is_running = True
        self.is_paused = False
        """Whether it is held by a breakpoint, so that it answers nothing."""

    @property
    def title(self) -> str:
        """What tells it from other games."""
        end = "" if self.is_running else " (ended)"
        return f"Game {self.session + 1}, process {self.process}{end}"

    @property
    def has_offline_runtime(self) -> bool:
        """Whether there is anything of the offline runtime to be shown."""
        return self.is_running and self.status.get("runtime") == "offline"


class Desk:
    """The store, the games, and which of them is shown.

    Args:
        store: The offline store of the project's app.
    """

    def __init__(self, store: StoreSource) -> None:
        self.store = store
        self.games: dict[int, Game] = {}
        self.chosen: Game | None = None
        """None: the store."""
        self.on_games: Callable[[], object] = lambda: None
        """Called when a game came or went, or another one was chosen."""
        self.on_status: Callable[[Game], object] = lambda game: None
        """Called when a game's status changed."""
        self.on_log: Callable[[Game], object] = lambda game: None
        """Called when a game's log has more."""

    def listed(self) -> list[Game]:
        """The games, in the order of their sessions."""
        return [self.games[session] for session in sorted(self.games)]

    def choose(self, game: Game | None) -> None:
        """Shows a game, or the store."""
        self.chosen = game
        self.on_games()

    def hear(
        self, session: int, message: str, data: list[Any], send: Callable[[str, list[Any]], object]
    ) -> bool:
        """Takes a message of a game; False when it is none that is known."""
        game = self.games.get(session)
        if message == "hello":
            protocol, process, status = data
            if game is not None and game.is_running:
                game.source.end()
            game = self.games[session] = Game(session, send)
            game.process, game.status = int(process), json.loads(status)
            if protocol != _PROTOCOL:
                game.status = {
                    "state": "failed",
                    "cause": "OtherVersion",
                    "why": "The game and the editor have addons of different versions.",
                }
            send("log", [True])
            # One that is being looked at stays; an ended one, or the store, makes room.
            if self.chosen is None or not self.chosen.is_running:
                self.chosen = game
            self.on_games()
            return True
        if game is None:
            return False
        if message in ("answer", "seen"):
            game.source.hear(message, data)
        elif message == "status":
            before = game.has_offline_runtime
            game.status = json.loads(data[0])
            if game.has_offline_runtime != before:
                self.on_games()
            else:
                self.on_status(game)
        elif message == "log":
            game.log.add(json.loads(data[0]), int(data[1]))
            self.on_log(game)
        else:
            return False
        return True

    def pause(self, session: int, paused: bool) -> None:
        """The game of a session is held by a breakpoint, or goes on."""
        game = self.games.get(session)
        if game is not None:
            game.is_paused = paused
            self.on_status(game)

    def stop(self, session: int) -> None:
        """The game of a session has ended. If it was shown, another one is, or its end."""
        game = self.games.get(session)
        if game is None or not game.is_running:
            return
        game.is_running = game.is_paused = False
        game.source.end()
        running = [other for other in self.games.values() if other.is_running]
        if self.chosen is game:
            self.chosen = running[0] if running else None
        self.on_games()

    def last_game(self) -> Game | None:
        """The game whose log is worth reading: the chosen one, or the one that ended last."""
        if self.chosen is not None:
            return self.chosen
        return next(reversed(self.games.values()), None)
