"""A script whose methods raise."""

from __future__ import annotations

from typing import Any

from godot import Node, export, exposed


@exposed
class Failing(Node):
    """Raises."""

    number: int = export(1)

    def _ready(self) -> None:
        raise RuntimeError("not ready on purpose")

    def fail(self) -> int:
        """Raises."""
        raise ValueError("failed on purpose")

    def typed(self, number: int) -> int:
        """Takes an int."""
        return number

    def gives_unusable(self) -> Any:
        """Gives what the engine has no value for."""
        return {1, 2}

    def gives_wrong(self) -> int:
        """Gives no int."""
        return "x"  # type: ignore[return-value]

    @property
    def guarded(self) -> int:
        """Raises when it is read."""
        raise KeyError("no guard on purpose")
