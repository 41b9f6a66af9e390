"""A RefCounted with a script, made with arguments."""

from __future__ import annotations

import enum
from typing import Any

from godot import RefCounted, Vector2, exposed

alive = 0


@exposed
class Counted(RefCounted):
    """Counts its instances."""

    LIMIT = 7
    WHERE = Vector2(1, 2)

    class Mode(enum.IntEnum):
        """A constant of each."""

        FAST = 3

    def __init__(self, value: Any = None, *, extra: int = 0) -> None:
        global alive
        alive += 1
        self.value = value
        self.extra = extra

    def __del__(self) -> None:
        global alive
        alive -= 1

    def keep(self, other: Any) -> None:
        """Keeps anything."""
        self.kept = other

    @staticmethod
    def count() -> int:
        """How many there are."""
        return alive

    @classmethod
    def made_with(cls, value: Any) -> Any:
        """A new one."""
        return cls(value)
