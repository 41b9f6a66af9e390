"""A script that derives from another one."""

from __future__ import annotations

from enemies.enemy import Enemy

from godot import export, exposed


@exposed
class Orc(Enemy):
    """A derived class."""

    anger: float = export(1.5)

    def __init__(self) -> None:
        super().__init__()
        self.made.append("orc")

    def hit(self, amount: int) -> str:
        """Overrides, and calls the base."""
        return super().hit(2 * amount) + " twice"
