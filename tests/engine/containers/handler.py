"""A script of the tests: handlers, connected from scenes, GDScript and Python."""

from __future__ import annotations

from typing import Any

from godot import Node, exposed, signal


@exposed
class Handler(Node):
    """Hears signals."""

    rang = signal("value")

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def _on_rang(self, value: Any) -> None:
        self.heard.append(value)

    def fails(self, value: Any) -> None:
        """Raises."""
        raise ValueError(f"no {value}")
