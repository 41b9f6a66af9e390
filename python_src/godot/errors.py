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
    """Writes the traceback of ``error`` to Godot's log, at the place where it was raised.

    Like Python's own, the traceback leaves out how ``import`` works. The place is the last one in
    the project itself; that of a syntax error is where the error is, and not where it was found.
    """
    told = traceback.TracebackException.from_exception(error)
    _leave_out_imports(told)
    text = (f"{heading}\n" if heading else "") + "".join(told.format()).rstrip()
    for explain in explainers:
        said = explain(error)
        text += f"\n{said}" if said else ""
    function, file, line = type(error).__name__, "python", 0
    own = [frame for frame in told.stack if frame.filename.startswith("res://")] or told.stack
    if own:
        function, file, line = own[-1].name, own[-1].filename, own[-1].lineno or 0
    if isinstance(error, SyntaxError) and error.filename:
        function, file, line = "<module>", error.filename, error.lineno or 0
    interface.print_error(text, function, file, line, script=True)


_IMPORTING = (
    "importlib/__init__.py",
    "godot/scripting/modules.py",
    "godot/scripting/sources.py",
    "godot/scripting/reloading.py",
)


def _leave_out_imports(told: traceback.TracebackException) -> None:
    seen: list[traceback.TracebackException | None] = [None]
    while told not in seen:
        seen.append(told)
        kept = [frame for frame in told.stack if not _is_importing(frame.filename)]
        told.stack[:] = kept
        if told.__cause__ is not None:
            told = told.__cause__
        elif told.__context__ is not None and not told.__suppress_context__:
            told = told.__context__


def _is_importing(file: str) -> bool:
    file = file.replace("\\", "/")
    return file.startswith("<frozen importlib") or file.endswith(_IMPORTING)
