"""A script whose base is a native class written in Python."""

from __future__ import annotations

from native_base import Ship

from godot import exposed


@exposed
class Racer(Ship):
    """Burns twice as much."""

    def __init__(self) -> None:
        super().__init__()
        self.laps = 3

    def burn(self, amount: int) -> int:
        """Gives what is left."""
        return super().burn(2 * amount)

    def _ready(self) -> None:
        raise RuntimeError("not ready on purpose")

    def another(self) -> Racer:
        """A new one."""
        return Racer()
