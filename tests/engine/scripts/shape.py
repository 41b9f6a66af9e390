"""An abstract script."""

from __future__ import annotations

from godot import Node, exposed


@exposed(abstract=True)
class Shape(Node):
    """Only its derived classes are made."""
