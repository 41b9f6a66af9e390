"""Imported in the background alone."""

from __future__ import annotations

from godot import *  # noqa: F403 - what scripts may write


@exposed  # noqa: F405
class Third(Node):  # noqa: F405
    """Is there."""
