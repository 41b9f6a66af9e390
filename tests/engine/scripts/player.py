"""A script of the tests: what most scripts have."""

from __future__ import annotations

from typing import Any

from godot import Node2D, Vector2, export, exposed, signal


@exposed
class Player(Node2D):
    """A player."""

    died = signal("reason")
    hurt = signal(("amount", int), ("left", float))
    health: int = export(100, range=(0, 200))
    title: str = export("nobody")
    spawn = export(Vector2, default=Vector2(1, 2))
    speed: float = 4.0

    def __init__(self) -> None:
        self.log: list[Any] = ["init"]
        self.frames = 0

    def _ready(self) -> None:
        self.log.append("ready")

    def _process(self, delta: float) -> None:
        self.frames += 1

    def _notification(self, what: int) -> None:
        if what == Node2D.NOTIFICATION_ENTER_TREE:
            self.log.append("enter tree")

    def heal(self, amount: int, twice: bool = False) -> int:
        """Gives the health afterwards."""
        self.health += amount * (2 if twice else 1)
        return self.health

    def die(self) -> None:
        """Emits."""
        self.died.emit("boredom")

    def found(self, path: str) -> Any:
        """Gives a node."""
        return self.get_node(path)

    def is_same(self, other: Any) -> bool:
        """Whether it is this very Python object."""
        return other is self

    def history(self) -> list[Any]:
        """What happened."""
        return self.log

    @staticmethod
    def double(value: int) -> int:
        """Needs no object."""
        return 2 * value
