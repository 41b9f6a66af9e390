from godot import Node, exposed
from in_python.ways_of_use.one_game import OneGame
from steamworks.shapes import UserProgressSave, UserProgressUpdate


@exposed
class ConnectedInScene(Node):
    """Signals that are connected in the scene. No code connects anything.

    Select the Steamworks node in the editor, open the dock "Signals", double-click a signal, and
    the editor writes the function.
    """

    def _ready(self) -> None:
        self._game: OneGame = self.get_node("OneGame")

    def _on_steamworks_user_progress_update(self, event: UserProgressUpdate) -> None:
        self._game.show_event(event)

    def _on_steamworks_user_progress_save(self, event: UserProgressSave) -> None:
        self._game.show_event(event)
