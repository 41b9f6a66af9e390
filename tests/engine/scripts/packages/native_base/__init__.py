"""A native class that scripts derive from."""

from __future__ import annotations

from godot import Node2D, exposed


@exposed(native=True)
class Ship(Node2D):
    """Has attributes and methods of its own."""

    def __init__(self) -> None:
        self.fuel = 10

    def burn(self, amount: int) -> int:
        """Gives what is left."""
        self.fuel -= amount
        return self.fuel

    def _ready(self) -> None:
        self.fuel += 100


def register() -> None:
    """Registers the class."""
    from godot import registry

    registry.register(Ship)
