from godot import Node, exposed
from godot_steamworks.node import Steamworks
from in_python.ways_of_use.one_game import OneGame
from steamworks.shapes import UserProgressSave


@exposed
class ConnectedInScript(Node):
    """Signals that a script connects, as those of any other node."""

    def _ready(self) -> None:
        steam: Steamworks = self.get_node("Steamworks")
        self._game: OneGame = self.get_node("OneGame")
        steam.userProgressUpdate.connect(self._game.show_event)
        # Connected once: after the first save it is disconnected by itself.
        steam.userProgressSave.connect(self._on_save, one_shot=True)

    def _on_save(self, event: UserProgressSave) -> None:
        self._game.show_event(event)
