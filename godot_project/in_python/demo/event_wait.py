from collections.abc import Callable

from godot import Node, export, exposed


@exposed
class EventWait(Node):
    """Waits until something is so: looks in every frame until it is, or until ``patience`` is over.

    Whoever awaits these methods is cancelled with the scene, so nothing has to be tidied up when
    the player leaves.
    """

    patience: float = export(30.0, range=(1, 120, 1, "suffix:s"), doc="How long to wait.")

    async def until(self, condition: Callable[[], bool], seconds: float | None = None) -> bool:
        """Waits until the condition is true.

        Gives false when it is not within so many seconds; ``patience`` if none are given.
        """
        clock = self.get_tree().create_timer(self.patience if seconds is None else seconds)
        while not condition():
            if clock.time_left <= 0.0:
                return False
            await self.get_tree().process_frame
        return True

    async def rest(self, seconds: float) -> None:
        """Waits for so many seconds."""
        if seconds > 0.0:
            await self.get_tree().create_timer(seconds).timeout
