"""Room A: exceptions in Godot's log. May import: interface.

A Python exception never crosses into C: the C floor gives it to :func:`report`, which writes one
error with the whole traceback, and the game goes on.
"""

from __future__ import annotations

import traceback

from godot import interface

__all__ = ["report"]


def report(error: BaseException, heading: str = "") -> None:
    """Writes the traceback of ``error`` to Godot's log, at the place where it was raised."""
    text = (f"{heading}\n" if heading else "") + "".join(traceback.format_exception(error)).rstrip()
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    interface.print_error(
        text,
        last.name if last else type(error).__name__,
        last.filename if last else "python",
        (last.lineno or 0) if last else 0,
        script=True,
    )
