"""A script as people write it, with few annotations: type checkers have to accept it as it is."""

from godot import Node, Vector2, export, exposed, signal


@exposed
class Player(Node):
    """Shown as the class's documentation in the editor."""

    died = signal("reason")
    health: int = export(100, range=(0, 200))
    speed: float = 4.0
    spawn = export(Vector2, default=Vector2(1, 2))

    def _ready(self):
        steam = self.get_node("../Steamworks")
        steam.userProgressUpdate.connect(self._on_progress)

    def _process(self, delta: float): ...

    def _on_progress(self, event: dict):
        if event["isError"]:
            self.died.emit("no progress")

    async def celebrate(self):
        await self.get_tree().create_timer(0.5).timeout
