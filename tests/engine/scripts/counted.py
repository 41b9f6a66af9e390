"""A RefCounted with a script, made with arguments."""

from __future__ import annotations

from typing import Any

from godot import RefCounted, exposed

alive = 0


@exposed
class Counted(RefCounted):
    """Counts its instances."""

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
