from godot import Node, exposed
from godot_steamworks.node import Steamworks
from in_python.ways_of_use.one_game import OneGame
from steamworks.shapes import UserProgressSave, UserProgressUpdate


@exposed
class EventListeners(Node):
    """Event listeners, in the manner of the Solar2D library, for those who know it or port a game.

    A listener is any Python callable, or an object that has a method named like the event. Here
    this very node is one, by its method ``userProgressUpdate``.
    """

    def _ready(self) -> None:
        self._steam: Steamworks = self.get_node("Steamworks")
        self._game: OneGame = self.get_node("OneGame")
        self._steam.addEventListener("userProgressUpdate", self)
        self._steam.addEventListener("userProgressSave", self._on_save)

    def userProgressUpdate(self, event: UserProgressUpdate) -> None:
        """Called with each event of this name, because the node was added as a listener."""
        self._game.show_event(event)

    def _on_save(self, event: UserProgressSave) -> None:
        self._game.show_event(event)
        # A listener may be removed at any time, also while it is called.
        self._steam.removeEventListener("userProgressSave", self._on_save)
