"""A Node with a script, for the tests of how long objects live."""

from __future__ import annotations

from typing import Any

from godot import Node, export, exposed, signal


@exposed
class LivingNode(Node):  # type: ignore[misc]  # the engine's classes are made when it runs
    """Keeps whatever it is given."""

    told = signal("what")
    number: int = export(7)

    def __init__(self) -> None:
        self.kept: Any = None

    async def wait(self) -> None:
        """Waits for what never comes."""
        await self.told
