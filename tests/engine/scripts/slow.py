"""Takes a while to load."""

from __future__ import annotations

import time

from godot import Node, exposed

time.sleep(0.3)


@exposed
class Slow(Node):
    """Is loaded in the background."""

    def __init__(self) -> None:
        self.attribute = 5
