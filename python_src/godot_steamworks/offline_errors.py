"""Room D: why the offline runtime does not do what it was told. May import: nothing.

A module of its own, because a game without a test has no use for what reaches the runtime.
"""

from __future__ import annotations

__all__ = ["OfflineError"]


class OfflineError(Exception):
    """What the offline runtime refused, in its own words, or why there is none."""
