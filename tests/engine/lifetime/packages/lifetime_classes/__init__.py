"""Native classes in Python, for the tests of how long objects live."""

from __future__ import annotations

from typing import Any

from godot import Node, RefCounted, exposed, signal


@exposed(native=True)
class NativeNode(Node):  # type: ignore[misc]  # the engine's classes are made when it runs
    """A node with a signal and Python attributes."""

    told = signal("what")

    def __init__(self) -> None:
        self.kept: Any = None

    async def wait(self) -> None:
        """Waits for what never comes."""
        await self.told


@exposed(native=True)
class NativeItem(RefCounted):  # type: ignore[misc]  # as above
    """Counted, with Python attributes."""

    told = signal("what")

    def __init__(self) -> None:
        self.kept: Any = None

    async def wait(self) -> None:
        """Waits for what never comes."""
        await self.told


def register() -> None:
    """Registers them."""
    from godot import registry

    registry.register(NativeNode)
    registry.register(NativeItem)
