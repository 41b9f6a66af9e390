"""Methods to call from GDScript."""

from __future__ import annotations

from typing import Any

from godot import Node, exposed


@exposed(native=True)
class Calls(Node):
    """Gives back what it gets."""

    def give(self, value: Any) -> Any:
        """Gives back the value."""
        return value

    def fail(self) -> None:
        """Raises."""
        raise ValueError("failed on purpose")
