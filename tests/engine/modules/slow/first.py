"""Takes its time to import."""

from __future__ import annotations

import time

from slow.second import helper

from godot import Node, exposed

time.sleep(0.05)


@exposed
class First(Node):
    """Was imported whole."""

    def answer(self) -> int:
        """From another module."""
        return helper()
