"""A native class that tests take for another extension's."""

from __future__ import annotations

import enum

from godot import Node, constant, export, exposed, registry, signal


@exposed(native=True)
class Foreign(Node):
    """Has one member of each kind."""

    class Mood(enum.IntEnum):
        """An enum."""

        CALM = 0
        BUSY = 5

    class Flag(enum.IntFlag):
        """A bit field."""

        ONE = 1
        TWO = 2

    ANSWER = constant(42)

    moved = signal(("by", int))

    health: int = export(100)

    def move(self, by: int, times: int = 2) -> int:
        """Emits the signal, and gives what was moved."""
        self.moved.emit(by * times)
        return by * times


def register() -> None:
    """Registers the class."""
    registry.register(Foreign)
