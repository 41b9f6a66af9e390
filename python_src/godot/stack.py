"""Room A: where Python is, for the engine's errors and its debugger. Imports nothing of the room.

The engine asks every script language for its stack when it reports an error. While an exception is
reported, its own places come first: they are gone from the stack by then.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import types
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["MOST_PLACES", "Place", "current", "reporting"]


class Place(NamedTuple):
    """One place in a script of the project."""

    file: str
    function: str
    line: int


MOST_PLACES = 64
"""How deep a stack is told. An endless recursion through the engine has an error for each call."""

_reported = threading.local()


@contextlib.contextmanager
def reporting(error: BaseException) -> Iterator[None]:
    """Within, the places at which ``error`` was raised are on this thread's stack."""
    places: list[Place] = []
    trace = error.__traceback__
    while trace is not None:
        places += _place(trace.tb_frame, trace.tb_lineno)
        trace = trace.tb_next
    _reported.places = places[::-1]
    try:
        yield
    finally:
        _reported.places = []


def current() -> list[Place]:
    """The places in the project's scripts that this thread is at, the innermost first."""
    places: list[Place] = list(getattr(_reported, "places", []))
    frame: types.FrameType | None = sys._getframe()
    while frame is not None and len(places) < MOST_PLACES:
        places += _place(frame, frame.f_lineno)
        frame = frame.f_back
    return places


def _place(frame: types.FrameType, line: int | None) -> list[Place]:
    code = frame.f_code
    if not code.co_filename.startswith(("res://", "user://")):
        return []
    return [Place(code.co_filename, code.co_qualname, line or 0)]
