"""Native classes for the bench: what GDScript and C do in the yardsticks, in Python."""

from __future__ import annotations

__all__ = ["register"]


def register() -> None:
    """Registers the classes. Called by the bridge at start-up."""
    from bench_classes.nodes import BenchTools, IdleNode
    from godot import registry

    registry.register(IdleNode)
    registry.register(BenchTools)
