"""Native classes for the tests of the bridge."""

from __future__ import annotations


def register() -> None:
    """Registers every class of the tests."""
    from bridge_classes.calls import Calls
    from godot import registry

    registry.register(Calls)
