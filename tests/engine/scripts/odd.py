"""Has an attribute that the engine has no value for."""

from __future__ import annotations

from godot import Node, exposed


@exposed
class Odd(Node):
    """Reads it once with an error, and then without."""

    odd = object()
