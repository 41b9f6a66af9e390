from godot import Node, Vector2, export, exposed, signal


@exposed
class Diver(Node):
    """Exports, a signal, a node of Steam, and a function that takes its time."""

    surfaced = signal("reason")
    air: int = export(100, range=(0, 200))
    depth: float = 3.5  # an attribute of Python alone: no scene stores it
    start = export(Vector2, default=Vector2(4, 2))

    def _ready(self):
        steam = self.get_node("../Steamworks")
        steam.userProgressUpdate.connect(self._on_progress)

    def _process(self, delta: float):
        self.depth += delta

    def _on_progress(self, event: dict):
        if event["isError"]:
            self.surfaced.emit("Steam could not say")

    async def rest(self):
        """Waits a little; the game goes on meanwhile."""
        await self.get_tree().create_timer(0.1).timeout
        return self.air
