"""A script with remote calls."""

from __future__ import annotations

from godot import Node, exposed, rpc


@exposed
class Networked(Node):
    """May be called by other players."""

    def __init__(self) -> None:
        self.heard: list[int] = []

    @rpc("any_peer", "call_local", "reliable", 2)
    def shout(self, number: int) -> None:
        """Comes from anybody."""
        self.heard.append(number)
