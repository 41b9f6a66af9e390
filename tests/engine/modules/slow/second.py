"""Takes its time as well, and loads a resource while it does."""

from __future__ import annotations

import time

from godot import load

time.sleep(0.05)
scene = load("res://plain.tscn")


def helper() -> int:
    """The answer."""
    return 42
