"""A node of the game that is written in Python: the engine knows it as ``ProgressWatcher``.

It is a native class: after the start it is in the editor's list of nodes, and scenes and GDScript
use it like any other. ``ways_of_use/python_node.tscn`` has one.

The engine loads a package when it starts, if the addon's folder ``python/site-packages`` has the
package and a file ``NAME.startup`` beside it; ``dev.py build`` links this one into the addon of the
clone. Then it calls ``register``.
"""

from __future__ import annotations

import json
from typing import Any

from godot import Node, exposed, registry, signal

PATIENCE = 30.0
"""After so many seconds without the awaited events the scene fails, with exit code 1."""


@exposed(native=True)
class ProgressWatcher(Node):
    """Wins a game on Steam, prints every event on the way, and ends the scene.

    It needs a child named Steamworks.
    """

    won = signal(("wins", int), doc="The game was won and is stored; how many that makes.")

    def _ready(self) -> None:
        self._is_won = False
        self._is_saved = False
        self._steam = self.get_node("Steamworks")
        if not self._steam.isLoggedOn:
            self._end(1, "Steam is not available; the log has said why.")
            return
        # Signals take any Python callable, and so does addEventListener.
        self._steam.userProgressUpdate.connect(self._on_update)
        self._steam.userProgressSave.connect(self._on_save)
        timer = self.get_tree().create_timer(PATIENCE)
        timer.timeout.connect(lambda: self._end(1, "No event came."))

    def _on_update(self, event: dict[str, Any]) -> None:
        print_event(event)
        if self._is_saved:
            self.won.emit(self._wins())
            self._end(0)
        elif not self._is_won:
            # The first update: Steam knows the user's stats now, and takes new ones.
            self._is_won = True
            stat = {"statName": "NumWins", "type": "int", "value": self._wins() + 1}
            self._steam.setUserStatValues([stat])

    def _on_save(self, event: dict[str, Any]) -> None:
        print_event(event)
        self._is_saved = True

    def _wins(self) -> int:
        return int(self._steam.getUserStatValue({"statName": "NumWins", "type": "int"}))

    def _end(self, exit_code: int, reason: str = "") -> None:
        if reason:
            print(reason)
        self.get_tree().quit(exit_code)


def print_event(event: dict[str, Any]) -> None:
    """Prints the word ``event``, a space and the dictionary as JSON."""
    print("event", json.dumps(dict(event), separators=(",", ":"), sort_keys=True))


def register() -> None:
    """Makes the class known to the engine. Called when the engine starts."""
    registry.register(ProgressWatcher)
