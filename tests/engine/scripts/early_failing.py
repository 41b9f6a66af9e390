"""Raises in __init__."""

from __future__ import annotations

from godot import Node, exposed


@exposed
class EarlyFailing(Node):
    """Raises in __init__."""

    def __init__(self) -> None:
        raise RuntimeError("early on purpose")
