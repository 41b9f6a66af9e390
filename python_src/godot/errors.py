"""Room A: exceptions in Godot's log. May import: interface.

A Python exception never crosses into C: the C floor gives it to :func:`report`, which writes one
error with the whole traceback, and the game goes on.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable

from godot import interface

__all__ = ["explainers", "report"]

explainers: list[Callable[[BaseException], str]] = []
"""Each may say something more of an exception for whoever reads the log, or give ""."""


def report(error: BaseException, heading: str = "") -> None:
    """Writes the traceback of ``error`` to Godot's log, at the place where it was raised."""
    text = (f"{heading}\n" if heading else "") + "".join(traceback.format_exception(error)).rstrip()
    for explain in explainers:
        said = explain(error)
        text += f"\n{said}" if said else ""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    interface.print_error(
        text,
        last.name if last else type(error).__name__,
        last.filename if last else "python",
        (last.lineno or 0) if last else 0,
        script=True,
    )
