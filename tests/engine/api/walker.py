"""A script whose method has a slip of the pen in it."""

from godot import Node2D, exposed


@exposed
class Walker(Node2D):
    """Walks."""

    def __setattr__(self, name: str, value: object) -> None:
        """Counts what is set."""
        super().__setattr__("count", getattr(self, "count", 0) + 1)
        super().__setattr__(name, value)

    def slip(self) -> float:
        """Means its position."""
        self.strength = 3  # an attribute of its own
        return self.positon.x
