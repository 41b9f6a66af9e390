"""A script with async methods."""

from __future__ import annotations

from typing import Any

from godot import Node, exposed, signal


@exposed
class Waiter(Node):
    """Waits."""

    go = signal("value")

    def __init__(self) -> None:
        self.log: list[Any] = []

    async def _ready(self) -> None:
        self.log.append("before")
        await self.get_tree().process_frame
        self.log.append("after")

    async def answer(self) -> Any:
        """Gives what the signal brought."""
        value = await self.go
        return [value]

    async def forever(self, log: Any) -> None:
        """Is cancelled with the node."""
        try:
            await self.go
        finally:
            log.append("closed")
