from collections.abc import Mapping

from godot import Node, export, exposed, printerr
from godot_steamworks.node import Steamworks
from in_python.demo.events import print_event

PATIENCE = 30.0
"""After so many seconds without the awaited events the scene fails, with exit code 1."""


@exposed
class OneGame(Node):
    """What the scenes in this folder have in common: one game is won, and the scene ends.

    They differ only in how they hear of events; each hands its events to ``show_event``.
    """

    steam: Steamworks = export(Steamworks)

    _is_won = False
    _is_saved = False

    async def _ready(self) -> None:
        if not self.steam.isLoggedOn:
            self._fail("Steam is not available; the log has said why.")
            return
        await self.get_tree().create_timer(PATIENCE).timeout
        self._fail("No event came.")

    def show_event(self, event: Mapping[str, object]) -> None:
        """Prints the event, and goes on with what has to follow it."""
        print_event(event)
        if event["name"] == "userProgressSave":
            self._is_saved = True
        elif self._is_saved:
            self.get_tree().quit()
        elif not self._is_won:
            # The first update: Steam knows the user's stats now, and takes new ones.
            self._is_won = True
            self._win()

    def _win(self) -> None:
        wins = self.steam.getUserStatValue({"statName": "NumWins", "type": "int"}) or 0
        self.steam.setUserStatValues([{"statName": "NumWins", "type": "int", "value": wins + 1}])

    def _fail(self, reason: str) -> None:
        printerr(reason)
        self.get_tree().quit(1)
