"""A base of the tests' scripts."""

from __future__ import annotations

from godot import Node, export, exposed, signal


@exposed
class Enemy(Node):
    """A base class."""

    seen = signal("who")
    strength: int = export(5)
    name_of_base = "enemy"

    def __init__(self) -> None:
        self.made = ["enemy"]

    def hit(self, amount: int) -> str:
        """Is overridden."""
        return f"enemy hit by {amount}"

    def base_only(self) -> str:
        """Is inherited."""
        return "base"
