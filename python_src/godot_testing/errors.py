"""Room E, ``godot_testing``: what can go wrong. Standard library only.

- `GameError`: what was asked for cannot be done: no engine, no project, no such node.
- `GameFailed`: the game did what it should not: it crashed, hung, or has errors in its log. It is
  an ``AssertionError``: the test has failed.
"""

from __future__ import annotations

__all__ = ["GameError", "GameFailed"]


class GameError(Exception):
    """A request without sense, or a machine that lacks something; the text says what to do."""


class GameFailed(AssertionError):  # noqa: N818 - the name that reads well below a failed test
    """The game did not do what it should; the text ends with the end of its log."""
