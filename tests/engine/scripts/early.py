"""Uses its object in __init__."""

from __future__ import annotations

from typing import Any

from godot import Node, exposed, signal


@exposed
class Early(Node):
    """Is whole in __init__."""

    told = signal("what")
    SCENE = "res://player.tscn"

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.told.connect(self.heard.append)
        self.told.emit("now")
        self.name = "Early"
