"""Makes an object of its class before the class is known."""

from __future__ import annotations

from godot import Node, exposed


@exposed
class TooEarly(Node):
    """Cannot be made yet."""

    odd = object()


TooEarly()
